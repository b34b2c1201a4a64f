// The current book of a project's book.db, as its import left it.
#pragma once

#include <string>

#include "engine/verbs/import_book.hpp"
#include "models/base/error.hpp"
#include "models/book/read.hpp"

namespace pledgelab {

struct StoredBook {
  BookReading reading;  // book, rejects and control totals of its batch
  HashedInput hash;     // of the book's rows, named by database and batch
};

/// The newest batch of PROJECT/book.db. The book's own as-of date stays; another date than `as_of`
/// is told (W-160). Errors: I-102 no book in the project (not_found); those of the store.
Result<StoredBook> load_stored_book(const std::string& project, Date as_of);

}  // namespace pledgelab
