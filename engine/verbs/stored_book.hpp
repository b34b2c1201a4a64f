// The current book of a project's book.db, as its import left it.
#pragma once

#include <optional>
#include <string>

#include "engine/verbs/import_book.hpp"
#include "models/base/error.hpp"
#include "models/book/read.hpp"

namespace pledgelab {

struct StoredBook {
  BookReading reading;  // book, rejects and control totals of its batch
  HashedInput hash;     // of the book's rows, named by database and batch
};

/// The newest batch of PROJECT/book.db; with `wanted` (the hash of an earlier reading) the batch
/// with those rows, so that a later import orphans no run, and the newest when there is none. The
/// book's own as-of date stays; another date than `as_of` is told (W-160). Errors: I-102 no book in
/// the project (not_found); those of the store.
Result<StoredBook> load_stored_book(const std::string& project, Date as_of,
                                    const std::optional<HashedInput>& wanted = std::nullopt);

}  // namespace pledgelab
