#include "engine/verbs/stored_book.hpp"

#include <filesystem>

#include "engine/store/store.hpp"

namespace pledgelab {
namespace {

Error no_book(const std::string& path) {
  return {"I-102",
          {path, 0, 0},
          "the project holds no book yet",
          "pledgelab import YOUR-LEDGER.csv, or name one: --book FOLDER, FILE.csv or sample",
          ErrorKind::not_found};
}

std::string hash_name(const StoredBatch& batch) {
  return "book.db batch " + std::to_string(batch.batch);
}

// Two imports can hold the same rows (another file, other quarantined rows): then the name decides.
const StoredBatch& chosen(const std::vector<StoredBatch>& batches,
                          const std::optional<HashedInput>& wanted) {
  const StoredBatch* found = &batches.back();
  for (const StoredBatch& batch : batches) {
    if (!wanted || batch.book_sha256 != wanted->sha256) continue;
    found = &batch;
    if (hash_name(batch) == wanted->name) break;
  }
  return *found;
}

}  // namespace

Result<StoredBook> load_stored_book(const std::string& project, Date as_of,
                                    const std::optional<HashedInput>& wanted) {
  const std::string path = (std::filesystem::path(project) / "book.db").lexically_normal().string();
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return no_book(path);
  auto store = Store::open(path, StoreMode::read);
  if (!store) return store.errors();
  const auto batches = store.value().batches();
  if (!batches) return batches.errors();
  if (batches.value().empty()) return no_book(path);
  const StoredBatch& taken = chosen(batches.value(), wanted);
  auto book = store.value().load_book(taken.batch);
  if (!book) return book.errors();
  StoredBook stored;
  stored.reading.book.value = std::move(book).value();
  stored.reading.book.rejects = taken.import.rejects;
  stored.reading.controls = taken.import.controls;
  stored.hash = {"book", hash_name(taken), taken.book_sha256};
  const auto& dated = stored.reading.book.value.as_of;
  if (dated && *dated != as_of) {
    stored.reading.warnings.push_back({"W-160",
                                       {path, 0, 0},
                                       "batch " + std::to_string(taken.batch) + " is of " +
                                           to_iso(*dated) +
                                           ": its balances are used as they were then",
                                       {},
                                       ErrorKind::input});
  }
  return stored;
}

}  // namespace pledgelab
