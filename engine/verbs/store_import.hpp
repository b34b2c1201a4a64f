// Verb import, second half: a book that was read goes into its project, with its account and the
// quarantine as a sheet; whole or not at all.
#pragma once

#include <string>

#include "engine/store/store.hpp"
#include "engine/verbs/import_book.hpp"
#include "models/base/error.hpp"
#include "models/book/read.hpp"

namespace pledgelab {

struct StoredImport {
  SavedBook saved;
  std::string database;         // PROJECT/book.db
  std::string quarantine_file;  // PROJECT/quarantine.csv
};

/// Writes the book as a new batch of PROJECT/book.db (made when there is none) in one transaction,
/// and the rows in quarantine to PROJECT/quarantine.csv (models/book/write.hpp). The same bytes
/// read the same way again write nothing. `recorded_at`: UTC, by the caller's clock. Errors, after
/// which the project's bytes are as before: the outcome's own too_many_bad (quarantined); I-105 no
/// such project folder (not_found); those of the store and of write_file (disk full, unwritable).
Result<StoredImport> store_import(const ImportRequest& request, const ImportOutcome& outcome,
                                  const std::string& recorded_at);

}  // namespace pledgelab
