// A project's book.db: books as they were imported, and the runs made from them. Bytes that last.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/base/error.hpp"
#include "models/book/book.hpp"
#include "models/book/read.hpp"

namespace pledgelab {

/// create: makes the book when there is none · write: it must be there · read: nothing can change.
enum class StoreMode : std::uint8_t { create, write, read };

/// One import: what was read, and its control totals. Rows and fen in = kept + quarantined +
/// excluded, in the head (rows of all tables, fen of what the loans owe) and in each control.
struct ImportBatch {
  std::string file;         // file or folder, as the user named it
  std::string sha256;       // of all bytes that the book was made from (tables, map): the key
  std::string encoding;     // "UTF-8", "GB18030" …
  std::string recorded_at;  // UTC, "2026-01-31T09:30:00Z", by the caller's clock
  std::int64_t rows_in = 0;
  std::int64_t rows_kept = 0;
  std::int64_t rows_quarantined = 0;
  std::int64_t fen_in = 0;
  std::int64_t fen_kept = 0;
  std::int64_t fen_quarantined = 0;
  std::vector<Reject> rejects;
  std::int64_t rows_excluded = 0;  // totals rows, blank rows, rows that a map filters out
  std::int64_t fen_excluded = 0;
  std::vector<Control> controls = {};  // by table and money column
};

/// What save_book did. `already_there`: the same bytes were imported as that batch before, and
/// nothing was written. `current`: load_book gives that batch.
struct SavedBook {
  std::int64_t batch = 0;
  bool already_there = false;
  bool current = true;
};

/// A batch with its number and the digest of its rows.
struct StoredBatch {
  std::int64_t batch = 0;
  std::string book_sha256;
  ImportBatch import;
};

/// A run's recipe and result tables, each a JSON text.
struct StoredRun {
  std::string id;
  std::string created;                                      // UTC, by the caller's clock
  std::string manifest;                                     // JSON
  std::vector<std::pair<std::string, std::string>> tables;  // name, JSON; in order
};

/// One connection to one book. Used by one thread at a time; never carried across fork. After a
/// failed write it is closed, the book is as before, and every further call is an error.
class Store {
 public:
  /// Errors: STORE-101 not there (not_found) · 102 no database · 103 damaged · 104 not a pledgelab
  /// book, made by a newer pledgelab, or with tables, views or triggers that are not ours · 105 in
  /// use (10 s) · 106 no room · 108 unwritable.
  static Result<Store> open(const std::string& path, StoreMode mode);

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  /// Writes the book and its batch in one transaction, beside the earlier ones; the newest batch is
  /// the current book. Errors: 107 a rule of the tables is broken (duplicate id, orphan) · 109 a
  /// number is not finite · 110 the control totals do not add up.
  Result<SavedBook> save_book(const Book& book, const ImportBatch& import);
  /// The current book, or that of a batch. Its rows must match the digest they were saved with
  /// (103). Errors: 111 no import yet, no such batch (not_found).
  Result<Book> load_book(std::optional<std::int64_t> batch = std::nullopt);
  /// All imports, oldest first; with their quarantined rows.
  Result<std::vector<StoredBatch>> batches();

  /// Stores a run. The same run again is a no-op; another content under its id is refused (112).
  Outcome save_run(const StoredRun& run);
  /// Errors: 113 no such run (not_found), with the nearest id.
  Result<StoredRun> load_run(const std::string& id);
  /// Ids, oldest first.
  Result<std::vector<std::string>> run_ids();

  /// Each setting of the connection, read back from SQLite: name, value.
  std::vector<std::pair<std::string, std::string>> settings();

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> x_state;
};

/// SHA-256 over every field of every row, in the order of the field table: one book, one digest,
/// whatever file it came from.
std::string book_digest(const Book& book);

}  // namespace pledgelab
