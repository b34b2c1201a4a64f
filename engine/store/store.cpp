#include "engine/store/store.hpp"

#include <unistd.h>

#include <algorithm>
#include <initializer_list>

#include "engine/formats/digest.hpp"
#include "engine/store/book_rows.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/schema.hpp"
#include "models/base/nearest.hpp"

namespace pledgelab {
namespace {

using sqlite::Access;
using sqlite::Connection;
using sqlite::Statement;

std::int64_t number(Connection& connection, const std::string& sql) {
  Statement statement(connection, sql);
  return statement.row() ? statement.integer(0) : 0;
}

void refuse(Connection& connection, const std::string& message, const std::string& hint) {
  connection.fail({"STORE-104", {connection.path(), 0, 0}, message, hint, ErrorKind::input});
}

// Tables, views, triggers and indexes as they stand in the file; those SQLite makes itself have no
// text.
std::vector<std::string> stored_schema(Connection& connection) {
  Statement statement(connection, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL");
  std::vector<std::string> all;
  while (statement.row()) all.push_back(statement.text(0));
  return all;
}

// Two processes may make the same book at once: the second waits, then finds the tables there.
void make_schema(Connection& connection) {
  connection.make_durable();
  connection.begin();
  if (stored_schema(connection).empty()) {
    for (const std::string& sql : sqlite::schema_sql()) connection.run(sql);
    connection.run("PRAGMA application_id=" + std::to_string(sqlite::kApplicationId));
    connection.run("PRAGMA user_version=" + std::to_string(sqlite::kSchemaVersion));
  }
  (void)connection.commit();
}

void check_schema(Connection& connection, std::vector<std::string> stored) {
  const std::int64_t application = number(connection, "PRAGMA application_id");
  const std::int64_t version = number(connection, "PRAGMA user_version");
  if (connection.failed()) return;
  if (application != sqlite::kApplicationId) {
    return refuse(connection, "is a database of another program", "give a project's book.db");
  }
  if (version > sqlite::kSchemaVersion) {
    return refuse(connection,
                  "was made by a newer pledgelab (tables " + std::to_string(version) +
                      "; this program knows " + std::to_string(sqlite::kSchemaVersion) + ")",
                  "use the newer program");
  }
  std::vector<std::string> expected = sqlite::schema_sql();
  std::sort(expected.begin(), expected.end());
  std::sort(stored.begin(), stored.end());
  if (stored == expected) return;
  refuse(connection, "has tables, views or triggers that are not those of this pledgelab",
         "it was changed by hand or made by another version: import the files into a new project");
}

void prepare(Connection& connection, StoreMode mode) {
  auto stored = stored_schema(connection);
  if (stored.empty() && mode == StoreMode::create && !connection.failed() &&
      number(connection, "PRAGMA application_id") == 0) {
    make_schema(connection);
    stored = stored_schema(connection);
  }
  check_schema(connection, std::move(stored));
  connection.make_durable();
}

Error not_there(Connection& connection, const char* code, const std::string& message,
                const std::string& hint) {
  return {code, {connection.path(), 0, 0}, message, hint, ErrorKind::not_found};
}

void insert_batch(Connection& connection, const Book& book, const ImportBatch& import,
                  std::int64_t batch) {
  Statement row(connection,
                "INSERT INTO import_batches VALUES "
                "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  int parameter = 1;
  row.bind(parameter++, batch);
  for (const std::string* text :
       {&import.file, &import.sha256, &import.encoding, &import.recorded_at, &book.currency}) {
    row.bind(parameter++, *text);
  }
  if (book.as_of) {
    row.bind(parameter++, to_iso(*book.as_of));
  } else {
    row.bind_null(parameter++);
  }
  row.bind(parameter++, std::int64_t{book.unsecured_allowed ? 1 : 0});
  for (const std::int64_t total :
       {import.rows_in, import.rows_kept, import.rows_quarantined, import.rows_excluded,
        import.fen_in, import.fen_kept, import.fen_quarantined, import.fen_excluded}) {
    row.bind(parameter++, total);
  }
  row.bind(parameter, book_digest(book));
  row.run();
}

void insert_rejects(Connection& connection, const std::vector<Reject>& rejects,
                    std::int64_t batch) {
  Statement row(connection, "INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < rejects.size() && !connection.failed(); ++i) {
    const Reject& reject = rejects[i];
    row.bind(1, batch);
    row.bind(2, static_cast<std::int64_t>(i));
    row.bind(3, reject.error.origin.file);
    row.bind(4, std::int64_t{reject.error.origin.line});
    row.bind(5, std::int64_t{reject.error.origin.column});
    row.bind(6, reject.error.code);
    row.bind(7, reject.error.message);
    row.bind(8, reject.error.hint);
    row.bind(9, reject.raw);
    row.bind(10, reject.at_stake_fen);
    row.run();
  }
}

std::vector<Reject> select_rejects(Connection& connection, std::int64_t batch) {
  Statement row(connection,
                "SELECT file, line, position, code, message, hint, raw, at_stake_fen "
                "FROM quarantine WHERE batch = ? ORDER BY row_index");
  row.bind(1, batch);
  std::vector<Reject> all;
  while (row.row()) {
    Reject reject;
    reject.error.origin = {row.text(0), static_cast<std::uint32_t>(row.integer(1)),
                           static_cast<std::uint32_t>(row.integer(2))};
    reject.error.code = row.text(3);
    reject.error.message = row.text(4);
    reject.error.hint = row.text(5);
    reject.raw = row.text(6);
    reject.at_stake_fen = row.integer(7);
    all.push_back(std::move(reject));
  }
  return all;
}

void insert_controls(Connection& connection, const std::vector<Control>& controls,
                     std::int64_t batch) {
  Statement row(connection,
                "INSERT INTO import_controls VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < controls.size() && !connection.failed(); ++i) {
    const Control& control = controls[i];
    row.bind(1, batch);
    row.bind(2, static_cast<std::int64_t>(i));
    row.bind(3, control.table);
    row.bind(4, control.field);
    row.bind(5, std::int64_t{control.derived ? 1 : 0});
    int parameter = 6;
    for (const std::uint64_t rows : {control.rows_in, control.rows_kept, control.rows_quarantined,
                                     control.rows_excluded, control.unreadable}) {
      row.bind(parameter++, static_cast<std::int64_t>(rows));
    }
    for (const Money& money : {control.in, control.kept, control.quarantined, control.excluded}) {
      row.bind(parameter++, money.fen());
    }
    row.run();
  }
}

std::vector<Control> select_controls(Connection& connection, std::int64_t batch) {
  Statement row(connection,
                "SELECT table_name, field, derived, rows_in, rows_kept, rows_quarantined, "
                "rows_excluded, unreadable, fen_in, fen_kept, fen_quarantined, fen_excluded "
                "FROM import_controls WHERE batch = ? ORDER BY position");
  row.bind(1, batch);
  std::vector<Control> all;
  while (row.row()) {
    const auto rows = [&](int column) { return static_cast<std::uint64_t>(row.integer(column)); };
    const auto money = [&](int column) { return Money::of_fen(row.integer(column)); };
    all.push_back({row.text(0), row.text(1), rows(3), rows(4), rows(5), rows(6), rows(7),
                   row.integer(2) != 0, money(8), money(9), money(10), money(11)});
  }
  return all;
}

bool adds_up(std::int64_t whole, std::initializer_list<std::int64_t> parts) {
  std::int64_t sum = 0;
  for (const std::int64_t part : parts) {
    if (__builtin_add_overflow(sum, part, &sum)) return false;
  }
  return sum == whole;
}

bool adds_up(const ImportBatch& import) {
  return adds_up(import.rows_in,
                 {import.rows_kept, import.rows_quarantined, import.rows_excluded}) &&
         adds_up(import.fen_in, {import.fen_kept, import.fen_quarantined, import.fen_excluded});
}

// Head of a batch into `book`, and the digest its rows must have.
bool select_head(Connection& connection, std::int64_t batch, Book& book, std::string& digest) {
  Statement head(connection,
                 "SELECT currency, as_of, unsecured_allowed, book_sha256 FROM import_batches "
                 "WHERE batch = ?");
  head.bind(1, batch);
  if (!head.row()) return false;
  book.currency = head.text(0);
  if (!head.is_null(1)) {
    book.as_of = parse_date(head.text(1));
    if (!book.as_of) return false;
  }
  book.unsecured_allowed = head.integer(2) != 0;
  digest = head.text(3);
  return true;
}

}  // namespace

struct Store::State {
  Connection connection;
  State(const std::string& path, Access access) : connection(path, access) {}
};

Store::Store(std::unique_ptr<State> state) : x_state(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::string& path, StoreMode mode) {
  const Access access = mode == StoreMode::create  ? Access::create
                        : mode == StoreMode::write ? Access::write
                                                   : Access::read;
  auto state = std::make_unique<State>(path, access);
  Connection& connection = state->connection;
  if (!connection.failed()) prepare(connection, mode);
  if (!connection.failed()) return Store(std::move(state));
  const Error error = *connection.fault();
  // What we began and could not finish goes; never a file that another process may be making.
  const bool ours = connection.made_file() && error.code != "STORE-105";
  state.reset();
  if (ours) {
    for (const char* tail : {"", "-wal", "-shm"}) ::unlink((path + tail).c_str());
  }
  return error;
}

Result<SavedBook> Store::save_book(const Book& book, const ImportBatch& import) {
  Connection& connection = x_state->connection;
  if (!adds_up(import)) {
    return Error{"STORE-110",
                 {import.file, 0, 0},
                 "rows or fen kept, quarantined and excluded do not add up to those read",
                 {},
                 ErrorKind::input};
  }
  connection.begin();
  const std::int64_t newest =
      number(connection, "SELECT coalesce(max(batch), 0) FROM import_batches");
  {
    Statement same(connection, "SELECT batch FROM import_batches WHERE sha256 = ?");
    same.bind(1, import.sha256);
    if (same.row()) {
      const std::int64_t batch = same.integer(0);
      same.run();
      if (auto done = connection.commit(); !done) return done.errors();
      return SavedBook{batch, true, batch == newest};
    }
  }
  insert_batch(connection, book, import, newest + 1);
  insert_rows(connection, book, newest + 1);
  insert_controls(connection, import.controls, newest + 1);
  insert_rejects(connection, import.rejects, newest + 1);
  if (auto done = connection.commit(); !done) return done.errors();
  return SavedBook{newest + 1, false, true};
}

Result<Book> Store::load_book(std::optional<std::int64_t> batch) {
  Connection& connection = x_state->connection;
  connection.run("BEGIN");  // one snapshot for all tables
  const std::int64_t wanted =
      batch ? *batch : number(connection, "SELECT coalesce(max(batch), 0) FROM import_batches");
  Book book;
  std::string digest;
  const bool found = select_head(connection, wanted, book, digest);
  if (found) select_rows(connection, book, wanted);
  connection.run("COMMIT");
  if (connection.failed()) return connection.give_up();
  if (!found) {
    return not_there(connection, "STORE-111",
                     batch ? "has no batch " + std::to_string(wanted) : "holds no book yet",
                     "import one first");
  }
  if (book_digest(book) == digest) return book;
  return Error{
      "STORE-103",
      {connection.path(), 0, 0},
      "is damaged: the rows of batch " + std::to_string(wanted) + " are not those that were saved",
      "take the last backup",
      ErrorKind::input};
}

Result<std::vector<StoredBatch>> Store::batches() {
  Connection& connection = x_state->connection;
  std::vector<StoredBatch> all;
  {
    Statement row(connection,
                  "SELECT batch, file, sha256, encoding, recorded_at, rows_in, rows_kept, "
                  "rows_quarantined, fen_in, fen_kept, fen_quarantined, book_sha256, "
                  "rows_excluded, fen_excluded "
                  "FROM import_batches ORDER BY batch");
    while (row.row()) {
      ImportBatch import{row.text(1),
                         row.text(2),
                         row.text(3),
                         row.text(4),
                         row.integer(5),
                         row.integer(6),
                         row.integer(7),
                         row.integer(8),
                         row.integer(9),
                         row.integer(10),
                         {},
                         row.integer(12),
                         row.integer(13)};
      all.push_back({row.integer(0), row.text(11), std::move(import)});
    }
  }
  for (StoredBatch& each : all) {
    each.import.rejects = select_rejects(connection, each.batch);
    each.import.controls = select_controls(connection, each.batch);
  }
  if (connection.failed()) return connection.give_up();
  return all;
}

std::vector<std::pair<std::string, std::string>> Store::settings() {
  return x_state->connection.settings();
}

// --- runs

namespace {

std::string run_digest(const StoredRun& run) {
  Sha256 digest;
  const auto add = [&](const std::string& text) {
    digest.add(std::to_string(text.size()) + ";");
    digest.add(text);
  };
  add(run.id);
  add(run.manifest);
  for (const auto& [name, content] : run.tables) {
    add(name);
    add(content);
  }
  return digest.hex();
}

void insert_run(Connection& connection, const StoredRun& run) {
  Statement head(connection,
                 "INSERT INTO runs VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM runs), "
                 "?, ?, ?)");
  head.bind(1, run.id);
  head.bind(2, run.created);
  head.bind(3, run.manifest);
  head.bind(4, run_digest(run));
  head.run();
  Statement table(connection, "INSERT INTO run_tables VALUES (?, ?, ?, ?)");
  for (std::size_t i = 0; i < run.tables.size() && !connection.failed(); ++i) {
    table.bind(1, run.id);
    table.bind(2, static_cast<std::int64_t>(i));
    table.bind(3, run.tables[i].first);
    table.bind(4, run.tables[i].second);
    table.run();
  }
}

}  // namespace

Outcome Store::save_run(const StoredRun& run) {
  Connection& connection = x_state->connection;
  connection.begin();
  std::optional<std::string> there;
  {
    Statement same(connection, "SELECT sha256 FROM runs WHERE run = ?");
    same.bind(1, run.id);
    if (same.row()) there = same.text(0);
  }
  if (!there) insert_run(connection, run);
  if (auto done = connection.commit(); !done) return done;
  if (!there || *there == run_digest(run)) return Done{};
  return Error{"STORE-112",
               {connection.path(), 0, 0},
               "there is a run '" + run.id + "' with another content",
               "runs are never written over: give this one its own id",
               ErrorKind::input};
}

Result<std::vector<std::string>> Store::run_ids() {
  Connection& connection = x_state->connection;
  std::vector<std::string> ids;
  {
    Statement row(connection, "SELECT run FROM runs ORDER BY sequence");
    while (row.row()) ids.push_back(row.text(0));
  }
  if (connection.failed()) return connection.give_up();
  return ids;
}

Result<StoredRun> Store::load_run(const std::string& id) {
  Connection& connection = x_state->connection;
  StoredRun run;
  std::optional<std::string> digest;
  connection.run("BEGIN");
  {
    Statement head(connection, "SELECT created, manifest, sha256 FROM runs WHERE run = ?");
    head.bind(1, id);
    if (head.row()) {
      run = {id, head.text(0), head.text(1), {}};
      digest = head.text(2);
    }
    Statement table(connection,
                    "SELECT name, content FROM run_tables WHERE run = ? ORDER BY position");
    table.bind(1, id);
    while (table.row()) {
      std::string name = table.text(0);
      run.tables.emplace_back(std::move(name), table.text(1));
    }
  }
  connection.run("COMMIT");
  if (connection.failed()) return connection.give_up();
  if (!digest) {
    const auto ids = run_ids();
    return not_there(connection, "STORE-113", "has no run '" + id + "'",
                     ids ? suggestion(id, ids.value()) : std::string());
  }
  if (run_digest(run) == *digest) return run;
  return Error{"STORE-103",
               {connection.path(), 0, 0},
               "is damaged: run '" + id + "' is not the one that was saved",
               "take the last backup",
               ErrorKind::input};
}

}  // namespace pledgelab
