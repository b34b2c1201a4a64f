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

}  // namespace

Result<StoredBook> load_stored_book(const std::string& project, Date as_of) {
  const std::string path = (std::filesystem::path(project) / "book.db").lexically_normal().string();
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return no_book(path);
  auto store = Store::open(path, StoreMode::read);
  if (!store) return store.errors();
  const auto batches = store.value().batches();
  if (!batches) return batches.errors();
  if (batches.value().empty()) return no_book(path);
  const StoredBatch& newest = batches.value().back();
  auto book = store.value().load_book(newest.batch);
  if (!book) return book.errors();
  StoredBook stored;
  stored.reading.book.value = std::move(book).value();
  stored.reading.book.rejects = newest.import.rejects;
  stored.reading.controls = newest.import.controls;
  const std::string batch = "batch " + std::to_string(newest.batch);
  stored.hash = {"book", path + " " + batch, newest.book_sha256};
  const auto& dated = stored.reading.book.value.as_of;
  if (dated && *dated != as_of) {
    stored.reading.warnings.push_back(
        {"W-160",
         {path, 0, 0},
         batch + " is of " + to_iso(*dated) + ": its balances are used as they were then",
         {},
         ErrorKind::input});
  }
  return stored;
}

}  // namespace pledgelab
