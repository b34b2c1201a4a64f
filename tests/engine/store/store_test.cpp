// The store: what is saved is what is loaded, whole or not at all, and nothing foreign is read.
#include "engine/store/store.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <limits>
#include <map>
#include <thread>

#include "engine/formats/file.hpp"
#include "models/book/fields.hpp"
#include "models/book/words.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;  // NOLINT: a test file

namespace {

// A value of the field's type, another for each row and field; in range of every table's checks.
FieldValue some_value(const Field& field, std::int64_t seed) {
  const auto small = static_cast<std::int32_t>(seed % 90);
  switch (field.type) {
    case FieldType::word:
      return (*field.words)[static_cast<std::size_t>(seed) % field.words->size()];
    case FieldType::money:
      return Money::of_fen(1'000'000'007 * seed + 3);
    case FieldType::share:
      return Share{10'000 * (small + 1)};
    case FieldType::rate:
      return Rate{small % 2 == 0 ? 41'500 + small : -small};
    case FieldType::date:
      return *make_date(1990 + small, 1 + small % 12, 1 + small % 28);
    case FieldType::count:
      return std::int64_t{small + 1};
    case FieldType::number:
      return 0.1 + static_cast<double>(seed) / 3.0;
    case FieldType::boolean:
      return seed % 2 == 0;
    default:
      return "值'" + field.name + "\"" + std::to_string(seed);
  }
}

// Three rows of everything (seven rights, one of each kind), every field of every row filled.
Book full_book() {
  Book book;
  book.currency = "CNY";
  book.as_of = make_date(2025, 12, 31);
  std::int64_t seed = 1;
  for (std::uint8_t t = 0; t < kBookTables; ++t) {
    const auto table = static_cast<BookTable>(t);
    const std::uint32_t rows = table == BookTable::assets ? 7 : 3;
    for (std::uint32_t row = 0; row < rows; ++row) {
      add_row(book, table);
      for (const Field& field : book_fields(table)) {
        if (table == BookTable::assets && field.name == "kind") {
          field.set(book, row, kAssetKindWords[row]);
        } else if (field.type == FieldType::reference) {
          field.set(book, row, static_cast<std::int64_t>((row + 1) % 3));
        } else if (field.holds(book, row)) {
          field.set(book, row, some_value(field, ++seed));
        }
      }
    }
  }
  for (Loan& loan : book.loans) loan.term_from_scenario = false;
  return book;
}

// The same rows with nothing in them but what no row can be without.
Book bare_book() {
  Book book;
  book.currency = "USD";
  book.unsecured_allowed = true;
  book.borrowers.resize(1);
  book.borrowers[0].id = "b";
  book.lenders.resize(1);
  book.lenders[0].id = "l";
  book.loans.resize(2);
  book.loans[0].id = "one";
  book.loans[1].id = "two";
  book.loans[1].term_from_scenario = true;
  book.assets.resize(1);
  book.assets[0].id = "a";
  book.pledges.resize(1);
  book.pledges[0].id = "p";
  book.appraisals.resize(1);
  return book;
}

void check_equal(const Book& a, const Book& b) {
  CHECK(a.currency == b.currency);
  CHECK(a.as_of == b.as_of);
  CHECK(a.unsecured_allowed == b.unsecured_allowed);
  for (const Field& field : book_fields()) {
    REQUIRE(rows_of(a, field.table) == rows_of(b, field.table));
    for (std::uint32_t row = 0; row < rows_of(a, field.table); ++row) {
      CAPTURE(field.name);
      CAPTURE(row);
      CHECK(field.get(a, row) == field.get(b, row));
    }
  }
}

ImportBatch batch_of(char digit) {
  ImportBatch batch;
  batch.file = "ledger.csv";
  batch.sha256 = std::string(64, digit);
  batch.encoding = "GB18030";
  batch.recorded_at = "2026-01-31T09:30:00Z";
  batch.rows_in = 6;
  batch.rows_kept = 3;
  batch.rows_excluded = 2;
  batch.rows_quarantined = 1;
  batch.fen_in = 105;
  batch.fen_excluded = 5;
  batch.fen_kept = 90;
  batch.fen_quarantined = 10;
  batch.rejects.push_back({{"B-101", {"ledger.csv", 7, 3}, "no amount", "fill it in"}, "a,,b", 10});
  batch.controls.push_back({"ledger.csv", {}, 6, 3, 1, 2, 0, false, {}, {}, {}, {}});
  batch.controls.push_back({"loans", "balance", 9, 4, 3, 2, 7, true, Money::of_fen(60),
                            Money::of_fen(10), Money::of_fen(20), Money::of_fen(30)});
  return batch;
}

Store store_in(const test::Folder& folder, StoreMode mode = StoreMode::create) {
  auto store = Store::open(folder.path() + "/book.db", mode);
  REQUIRE_MESSAGE(store.ok(), (store.ok() ? "" : to_text(store.errors().front())));
  return std::move(store).value();
}

// Runs SQL on a file with no prologue of ours, as anybody could.
void meddle(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
  CHECK(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(handle);
}

std::string open_code(const std::string& path, StoreMode mode = StoreMode::write) {
  const auto store = Store::open(path, mode);
  return store.ok() ? "opened" : store.errors().front().code;
}

template <class T>
std::string code_of(const Result<T>& result) {
  return result.ok() ? "ok" : result.errors().front().code;
}

}  // namespace

TEST_CASE("store: load(save(book)) is the book, in every field") {
  const test::Folder folder;
  Store store = store_in(folder);
  CHECK(code_of(store.load_book()) == "STORE-111");
  const Book full = full_book();
  const auto saved = store.save_book(full, batch_of('a'));
  REQUIRE_MESSAGE(saved.ok(), (saved.ok() ? "" : to_text(saved.errors().front())));
  CHECK(saved.value().batch == 1);
  CHECK_FALSE(saved.value().already_there);
  check_equal(store.load_book().value(), full);
  const Book bare = bare_book();
  REQUIRE(store.save_book(bare, batch_of('b')).ok());
  check_equal(store.load_book().value(), bare);
  CHECK(store.load_book().value().loans[1].term_from_scenario);
  check_equal(store.load_book(1).value(), full);
  CHECK(code_of(store.load_book(3)) == "STORE-111");
  Store reader = store_in(folder, StoreMode::read);
  check_equal(reader.load_book(1).value(), full);
  CHECK_FALSE(reader.save_book(bare, batch_of('c')).ok());
}

TEST_CASE("store: the same bytes again change nothing, and are told") {
  const test::Folder folder;
  Store store = store_in(folder);
  REQUIRE(store.save_book(full_book(), batch_of('a')).ok());
  const auto again = store.save_book(bare_book(), batch_of('a'));
  REQUIRE(again.ok());
  CHECK(again.value().already_there);
  CHECK(again.value().batch == 1);
  CHECK(again.value().current);
  check_equal(store.load_book().value(), full_book());
  REQUIRE(store.save_book(bare_book(), batch_of('b')).ok());
  CHECK_FALSE(store.save_book(full_book(), batch_of('a')).value().current);
  const auto batches = store.batches();
  REQUIRE(batches.ok());
  REQUIRE(batches.value().size() == 2);
  const ImportBatch& first = batches.value()[0].import;
  CHECK(batches.value()[0].book_sha256 == book_digest(full_book()));
  CHECK(first.file == "ledger.csv");
  CHECK(first.encoding == "GB18030");
  CHECK(first.recorded_at == "2026-01-31T09:30:00Z");
  CHECK(first.rows_in == 6);
  CHECK(first.rows_excluded == 2);
  CHECK(first.rows_kept == 3);
  CHECK(first.rows_quarantined == 1);
  CHECK(first.fen_in == 105);
  CHECK(first.fen_excluded == 5);
  CHECK(first.fen_kept == 90);
  CHECK(first.fen_quarantined == 10);
  REQUIRE(first.rejects.size() == 1);
  CHECK(first.rejects[0].raw == "a,,b");
  CHECK(first.rejects[0].at_stake_fen == 10);
  CHECK(first.rejects[0].error.code == "B-101");
  CHECK(first.rejects[0].error.origin.line == 7);
  CHECK(first.rejects[0].error.origin.column == 3);
  CHECK(first.rejects[0].error.hint == "fill it in");
  REQUIRE(first.controls.size() == 2);
  CHECK(first.controls[0].table == "ledger.csv");
  CHECK_FALSE(first.controls[0].derived);
  const Control& balance = first.controls[1];
  CHECK(balance.table == "loans");
  CHECK(balance.field == "balance");
  CHECK(balance.derived);
  CHECK(balance.rows_in == 9);
  CHECK(balance.rows_kept == 4);
  CHECK(balance.rows_quarantined == 3);
  CHECK(balance.rows_excluded == 2);
  CHECK(balance.unreadable == 7);
  CHECK(balance.in.fen() == 60);
  CHECK(balance.kept.fen() == 10);
  CHECK(balance.quarantined.fen() == 20);
  CHECK(balance.excluded.fen() == 30);
}

TEST_CASE("store: a refused import leaves the book as it was, and closes") {
  const test::Folder folder;
  {
    Store store = store_in(folder);
    REQUIRE(store.save_book(full_book(), batch_of('a')).ok());
    ImportBatch off = batch_of('b');
    off.fen_kept = 91;
    CHECK(code_of(store.save_book(bare_book(), off)) == "STORE-110");
    off = batch_of('b');
    off.rows_in = 5;
    CHECK(code_of(store.save_book(bare_book(), off)) == "STORE-110");
    off = batch_of('b');
    off.rows_excluded = 1;
    CHECK(code_of(store.save_book(bare_book(), off)) == "STORE-110");
    off = batch_of('b');
    off.fen_excluded = 6;
    CHECK(code_of(store.save_book(bare_book(), off)) == "STORE-110");
    REQUIRE(store.load_book().ok());
    Book twice = full_book();
    twice.pledges[2].id = twice.pledges[0].id;
    const auto refused = store.save_book(twice, batch_of('c'));
    REQUIRE(code_of(refused) == "STORE-107");
    CHECK(refused.errors().front().message.find("pledges.id") != std::string::npos);
    CHECK_FALSE(store.load_book().ok());
  }
  {
    Store store = store_in(folder);
    Book poisoned = full_book();
    poisoned.loans[1].multiplicity = std::numeric_limits<double>::quiet_NaN();
    CHECK(code_of(store.save_book(poisoned, batch_of('d'))) == "STORE-109");
  }
  Store store = store_in(folder);
  CHECK(store.batches().value().size() == 1);
  check_equal(store.load_book().value(), full_book());
}

TEST_CASE("store: the tables hold their rules against anybody") {
  const test::Folder folder;
  const std::string path = folder.path() + "/book.db";
  {
    Store store = store_in(folder);
    REQUIRE(store.save_book(full_book(), batch_of('a')).ok());
    REQUIRE(store.save_run({"r", "2026-01-31T09:30:00Z", "{}", {}}).ok());
  }
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
  sqlite3_exec(handle, "PRAGMA foreign_keys=ON", nullptr, nullptr, nullptr);
  for (const char* sql :
       {"UPDATE loans SET principal_fen = '1,000'", "UPDATE loans SET id = NULL",
        "UPDATE pledges SET loan_id = 'nobody'", "UPDATE pledges SET loan_id = NULL",
        "UPDATE assets SET kind = 'poem'", "UPDATE assets SET status = 'fine'",
        "UPDATE loans SET ip_share_ppm = 1000001", "UPDATE loans SET maturity = 'soon'",
        "UPDATE borrowers SET first_loan = 2", "UPDATE import_batches SET fen_kept = 1",
        "UPDATE import_batches SET rows_kept = 1", "UPDATE quarantine SET line = 'seven'",
        "UPDATE runs SET sequence = 'x'", "UPDATE loans SET id = 'same'",
        "DELETE FROM borrowers"}) {
    CAPTURE(sql);
    CHECK((sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) & 0xFF) == SQLITE_CONSTRAINT);
  }
  sqlite3_close(handle);
}

TEST_CASE("store: each setting of the prologue, read back") {
  const test::Folder folder;
  const std::map<std::string, std::string> expected = {
      {"journal_mode", "wal"},
      {"synchronous", "2"},
      {"foreign_keys", "1"},
      {"trusted_schema", "0"},
      {"cell_size_check", "1"},
      {"mmap_size", "0"},
      {"busy_timeout", "10000"},
      {"application_id", "1886151275"},
      {"user_version", "1"},
      {"query_only", "0"},
      {"config_defensive", "1"},
      {"config_trusted_schema", "0"},
      {"config_dqs_dml", "0"},
      {"config_dqs_ddl", "0"},
      {"config_load_extension", "0"},
      {"config_foreign_keys", "1"},
      {"config_triggers", "0"},
      {"config_views", "0"},
      {"config_writable_schema", "0"},
      {"limit_length", "268435456"},
      {"limit_sql_length", "100000"},
      {"limit_column", "100"},
      {"limit_expr_depth", "20"},
      {"limit_compound_select", "3"},
      {"limit_vdbe_op", "25000"},
      {"limit_function_arg", "8"},
      {"limit_attached", "0"},
      {"limit_like_pattern_length", "50"},
      {"limit_variable_number", "100"},
      {"limit_trigger_depth", "1"},
  };
  Store store = store_in(folder);
  const auto settings = store.settings();
  CHECK(settings.size() == expected.size());
  for (const auto& each_name : settings) {
    const auto& name = each_name.first;
    const auto& value = each_name.second;
    CAPTURE(name);
    REQUIRE(expected.count(name) == 1);
    CHECK(value == expected.at(name));
  }
  Store reader = store_in(folder, StoreMode::read);
  for (const auto& [name, value] : reader.settings()) {
    if (name == "query_only") CHECK(value == "1");
    if (name == "synchronous") CHECK(value == "2");
  }
  struct stat status {};
  REQUIRE(::stat((folder.path() + "/book.db").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
}

TEST_CASE("store: what is no book of ours is refused, and left as it was") {
  const test::Folder folder;
  CHECK(open_code(folder.path() + "/none.db") == "STORE-101");
  CHECK(open_code(folder.path() + "/none.db", StoreMode::read) == "STORE-101");
  CHECK(open_code(folder.path() + "/no/such/book.db", StoreMode::create) == "STORE-108");
  CHECK(open_code(folder.path()) == "STORE-108");
  const std::string text = folder.write("text.db", std::string(5000, 'x'));
  CHECK(open_code(text) == "STORE-102");
  CHECK(open_code(text, StoreMode::create) == "STORE-102");
  CHECK(read_file(text).value() == std::string(5000, 'x'));
  const std::string other = folder.path() + "/other.db";
  meddle(other, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  const std::string before = read_file(other).value();
  CHECK(open_code(other, StoreMode::create) == "STORE-104");
  CHECK(read_file(other).value() == before);
  CHECK(open_code(folder.write("empty.db", "")) == "STORE-104");
  CHECK(open_code(folder.write("empty2.db", ""), StoreMode::create) == "opened");
}

TEST_CASE("store: a newer book, a hostile schema, a changed row") {
  const auto spoilt = [](const std::string& sql) {
    const test::Folder folder;
    {
      Store store = store_in(folder);
      REQUIRE(store.save_book(full_book(), batch_of('a')).ok());
    }
    const std::string path = folder.path() + "/book.db";
    meddle(path, sql);
    auto store = Store::open(path, StoreMode::write);
    if (!store.ok()) return code_of(store);
    const auto book = store.value().load_book();
    return book.ok() ? std::string("read") : "load " + code_of(book);
  };
  CHECK(spoilt("SELECT 1") == "read");
  CHECK(spoilt("PRAGMA user_version=2") == "STORE-104");
  CHECK(spoilt("PRAGMA application_id=7") == "STORE-104");
  CHECK(spoilt("CREATE TRIGGER t AFTER INSERT ON loans BEGIN DELETE FROM pledges; END") ==
        "STORE-104");
  CHECK(spoilt("CREATE VIEW v AS SELECT * FROM loans") == "STORE-104");
  CHECK(spoilt("CREATE TABLE extra (a)") == "STORE-104");
  CHECK(spoilt("CREATE INDEX i ON loans (product)") == "STORE-104");
  CHECK(spoilt("DROP TABLE pledges") == "STORE-104");
  CHECK(spoilt("ALTER TABLE loans ADD COLUMN more TEXT") == "STORE-104");
  CHECK(spoilt("UPDATE loans SET principal_fen = principal_fen + 1 WHERE row_index = 1") ==
        "load STORE-103");
  CHECK(spoilt("UPDATE borrowers SET pd_annual_frac = pd_annual_frac + 1e-9") == "load STORE-103");
  CHECK(spoilt("DELETE FROM appraisals WHERE row_index = 2") == "load STORE-103");
  CHECK(spoilt("DELETE FROM appraisals WHERE row_index = 0") == "load STORE-103");
  CHECK(spoilt("UPDATE loans SET days_past_due = 5000000000") == "load STORE-103");
  CHECK(spoilt("UPDATE loans SET maturity = '2024-02-30'") == "load STORE-103");
  CHECK(spoilt("UPDATE assets SET node_nm = 5.0 WHERE kind = 'trademark'") == "load STORE-103");
  CHECK(spoilt("UPDATE import_batches SET currency = 'USD'") == "load STORE-103");
}

TEST_CASE("store: no room on the disk stops the import whole") {
  const test::Folder folder;
  Book large = full_book();
  for (int i = 0; i < 4000; ++i) {
    large.pledges.push_back(large.pledges[0]);
    large.pledges.back().id = "more" + std::to_string(i);
  }
  {
    Store store = store_in(folder);
    REQUIRE(store.save_book(full_book(), batch_of('a')).ok());
    rlimit old{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &old) == 0);
    rlimit tight = old;
    tight.rlim_cur = 400'000;
    auto* const handler = ::signal(SIGXFSZ, SIG_IGN);
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
    const auto saved = store.save_book(large, batch_of('b'));
    ::setrlimit(RLIMIT_FSIZE, &old);
    ::signal(SIGXFSZ, handler);
    REQUIRE_FALSE(saved.ok());
    CHECK(saved.errors().front().kind == ErrorKind::world);
    CHECK_FALSE(store.batches().ok());
  }
  Store store = store_in(folder);
  CHECK(store.batches().value().size() == 1);
  check_equal(store.load_book().value(), full_book());
  REQUIRE(store.save_book(large, batch_of('b')).ok());
}

TEST_CASE("store: runs are kept whole and never written over") {
  const test::Folder folder;
  Store store = store_in(folder);
  const StoredRun run{
      "r-1", "2026-01-31T09:30:00Z", R"({"seed": 1})", {{"totals", "[1]"}, {"losses", "[]"}}};
  REQUIRE(store.save_run(run).ok());
  REQUIRE(store.save_run(run).ok());
  StoredRun other = run;
  other.tables[0].second = "[2]";
  CHECK(code_of(store.save_run(other)) == "STORE-112");
  other.id = "a-2";
  REQUIRE(store.save_run(other).ok());
  const auto loaded = store.load_run("r-1");
  REQUIRE(loaded.ok());
  CHECK(loaded.value().created == run.created);
  CHECK(loaded.value().manifest == run.manifest);
  CHECK(loaded.value().tables == run.tables);
  CHECK(store.run_ids().value() == std::vector<std::string>{"r-1", "a-2"});
  const auto missing = store.load_run("r-2");
  REQUIRE(code_of(missing) == "STORE-113");
  CHECK(missing.errors().front().kind == ErrorKind::not_found);
  CHECK(missing.errors().front().hint == "did you mean 'r-1'?");
}

TEST_CASE("store: a changed run is not read") {
  for (const char* sql : {"UPDATE runs SET manifest = '{}'", "DELETE FROM run_tables",
                          "UPDATE run_tables SET content = '[2]'", "SELECT 1"}) {
    const test::Folder folder;
    REQUIRE(store_in(folder)
                .save_run({"r", "2026-01-31T09:30:00Z", "{\"a\": 1}", {{"t", "[1]"}}})
                .ok());
    meddle(folder.path() + "/book.db", sql);
    CHECK(code_of(store_in(folder).load_run("r")) ==
          (sql == std::string("SELECT 1") ? "ok" : "STORE-103"));
  }
}

TEST_CASE("store: two writers at once both get through, one after the other") {
  const test::Folder folder;
  constexpr int kEach = 15;
  { const Store made = store_in(folder); }
  int failures[2] = {0, 0};
  const auto write = [&](int who) {
    auto store = Store::open(folder.path() + "/book.db", StoreMode::write);
    for (int i = 0; i < kEach; ++i) {
      ImportBatch batch = batch_of(who == 0 ? 'a' : 'b');
      batch.sha256.replace(0, 4, std::to_string(1000 + i));
      if (!store.ok() || !store.value().save_book(bare_book(), batch).ok()) ++failures[who];
    }
  };
  std::thread other(write, 1);
  write(0);
  other.join();
  CHECK(failures[0] + failures[1] == 0);
  CHECK(store_in(folder).batches().value().size() == 2 * kEach);
}

TEST_CASE("store: the digest is of the book's content") {
  const Book book = full_book();
  CHECK(book_digest(book) == book_digest(full_book()));
  CHECK(book_digest(book) != book_digest(bare_book()));
  Book other = book;
  other.lenders[2].name += " ";
  CHECK(book_digest(book) != book_digest(other));
  other = book;
  other.pledges[0].loan.index ^= 1U;
  CHECK(book_digest(book) != book_digest(other));
}
