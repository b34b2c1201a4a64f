#include "engine/verbs/store_import.hpp"

#include <filesystem>
#include <string_view>
#include <system_error>

#include "engine/formats/file.hpp"
#include "engine/verbs/project.hpp"
#include "models/book/controls.hpp"
#include "models/book/write.hpp"

namespace pledgelab {
namespace {

namespace fs = std::filesystem;

ImportBatch batch_of(const ImportRequest& request, const ImportOutcome& outcome,
                     const std::string& recorded_at) {
  const Control total = total_of(outcome.reading);
  ImportBatch batch;
  batch.file = request.path;
  batch.sha256 = digest_of(request, outcome);
  batch.encoding = outcome.encoding;
  batch.recorded_at = recorded_at;
  batch.rows_in = static_cast<std::int64_t>(total.rows_in);
  batch.rows_kept = static_cast<std::int64_t>(total.rows_kept);
  batch.rows_quarantined = static_cast<std::int64_t>(total.rows_quarantined);
  batch.rows_excluded = static_cast<std::int64_t>(total.rows_excluded);
  batch.fen_in = total.in.fen();
  batch.fen_kept = total.kept.fen();
  batch.fen_quarantined = total.quarantined.fen();
  batch.fen_excluded = total.excluded.fen();
  batch.rejects = outcome.reading.book.rejects;
  batch.controls = outcome.reading.controls;
  return batch;
}

Result<SavedBook> save(const std::string& database, const Book& book, const ImportBatch& batch) {
  auto store = Store::open(database, StoreMode::create);
  if (!store) return store.errors();
  return store.value().save_book(book, batch);
}

// A database that this import made and that holds no book goes with the failed import.
void forget_empty(const std::string& database) {
  {
    auto store = Store::open(database, StoreMode::read);
    if (!store) return;
    const auto batches = store.value().batches();
    if (!batches || !batches.value().empty()) return;
  }
  std::error_code ignored;
  for (const char* tail : {"", "-wal", "-shm"}) fs::remove(database + tail, ignored);
}

}  // namespace

Result<StoredImport> store_import(const ImportRequest& request, const ImportOutcome& outcome,
                                  const std::string& recorded_at) {
  if (outcome.too_many_bad) return *outcome.too_many_bad;
  if (const Outcome there = need_project(request.project); !there) return there.errors();
  std::error_code ignored;
  StoredImport stored;
  stored.database = (fs::path(request.project) / "book.db").lexically_normal().string();
  stored.quarantine_file =
      (fs::path(request.project) / "quarantine.csv").lexically_normal().string();
  // The sheet is on the disk before the book is, and takes its name only after it.
  const std::string rows = quarantine_csv(outcome.reading.book.rejects);
  const std::string_view whole = rows;
  auto sheet = Draft::write(stored.quarantine_file, {&whole, 1});
  if (!sheet) return sheet.errors();
  const bool fresh = !fs::exists(stored.database, ignored);
  auto saved =
      save(stored.database, outcome.reading.book.value, batch_of(request, outcome, recorded_at));
  if (!saved) {
    if (fresh) forget_empty(stored.database);
    return saved.errors();
  }
  stored.saved = saved.value();
  if (stored.saved.already_there) return stored;
  if (const Outcome placed = sheet.value().place(); !placed) return placed.errors();
  return stored;
}

}  // namespace pledgelab
