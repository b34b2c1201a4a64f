#include "engine/store/connection.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cmath>

namespace pledgelab::sqlite {
namespace {

constexpr int kBusyMilliseconds = 10'000;

struct Limit {
  const char* name;
  int id;
  int most;
};
// https://sqlite.org/security.html, item 2, widened where our tables need it.
constexpr std::array kLimits = {
    Limit{"limit_length", SQLITE_LIMIT_LENGTH, 256 << 20},
    Limit{"limit_sql_length", SQLITE_LIMIT_SQL_LENGTH, 100'000},
    Limit{"limit_column", SQLITE_LIMIT_COLUMN, 100},
    Limit{"limit_expr_depth", SQLITE_LIMIT_EXPR_DEPTH, 20},
    Limit{"limit_compound_select", SQLITE_LIMIT_COMPOUND_SELECT, 3},
    Limit{"limit_vdbe_op", SQLITE_LIMIT_VDBE_OP, 25'000},
    Limit{"limit_function_arg", SQLITE_LIMIT_FUNCTION_ARG, 8},
    Limit{"limit_attached", SQLITE_LIMIT_ATTACHED, 0},
    Limit{"limit_like_pattern_length", SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
    Limit{"limit_variable_number", SQLITE_LIMIT_VARIABLE_NUMBER, 100},
    Limit{"limit_trigger_depth", SQLITE_LIMIT_TRIGGER_DEPTH, 1},
};

struct Switch {
  const char* name;
  int id;
  int on;
};
constexpr std::array kSwitches = {
    Switch{"defensive", SQLITE_DBCONFIG_DEFENSIVE, 1},
    Switch{"trusted_schema", SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    Switch{"dqs_dml", SQLITE_DBCONFIG_DQS_DML, 0},
    Switch{"dqs_ddl", SQLITE_DBCONFIG_DQS_DDL, 0},
    Switch{"load_extension", SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    Switch{"foreign_keys", SQLITE_DBCONFIG_ENABLE_FKEY, 1},
    Switch{"triggers", SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    Switch{"views", SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    Switch{"writable_schema", SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
};

Error error_of(int code, const std::string& path, const std::string& detail) {
  const Origin origin{path, 0, 0};
  switch (code & 0xFF) {
    case SQLITE_NOTADB:
      return {"STORE-102", origin, "is no SQLite database", "give a project's book.db", {}};
    case SQLITE_CORRUPT:
      return {"STORE-103", origin, "is damaged: " + detail, "take the last backup", {}};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {"STORE-105", origin, "is in use by another process",
              "wait until its job has ended and run this again", ErrorKind::world};
    case SQLITE_FULL:
      return {"STORE-106", origin, "no room on the disk (" + detail + "); nothing was changed",
              "make room and run this again", ErrorKind::world};
    case SQLITE_CONSTRAINT:
      return {"STORE-107", origin, "a row breaks a rule of the book: " + detail, {}, {}};
    default:
      return {"STORE-108", origin, "cannot be read or written: " + detail,
              "look at the folder's permissions and free room", ErrorKind::world};
  }
}

}  // namespace

Connection::Connection(const std::string& path, Access access) : x_path(path), x_access(access) {
  int flags = access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (access == Access::create) {
    // Personal data: for the owner alone. Only a file that was not there is opened by plain calls.
    const int fresh = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    x_made_file = fresh >= 0;
    if (x_made_file) ::close(fresh);
  } else if (::access(path.c_str(), F_OK) != 0) {
    fail({"STORE-101", {path, 0, 0}, "there is no such book", {}, ErrorKind::not_found});
    return;
  }
  flags |= SQLITE_OPEN_FULLMUTEX;
  const int code = sqlite3_open_v2(path.c_str(), &x_handle, flags, nullptr);
  if (code != SQLITE_OK) {
    fail_from(code);
    return;
  }
  sqlite3_extended_result_codes(x_handle, 1);
  configure();
}

Connection::~Connection() { close(); }

void Connection::close() {
  if (x_handle == nullptr) return;
  if (sqlite3_get_autocommit(x_handle) == 0) {
    sqlite3_exec(x_handle, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  sqlite3_close_v2(x_handle);
  x_handle = nullptr;
}

void Connection::limit() {
  for (const Limit& each : kLimits) sqlite3_limit(x_handle, each.id, each.most);
}

void Connection::configure() {
  limit();
  for (const Switch& each : kSwitches) {
    int now = -1;
    const int code = sqlite3_db_config(x_handle, each.id, each.on, &now);
    if (code != SQLITE_OK || now != each.on) return fail_from(SQLITE_MISUSE);
  }
  sqlite3_busy_timeout(x_handle, kBusyMilliseconds);
  run("PRAGMA cell_size_check=ON");
  run("PRAGMA mmap_size=0");
  if (x_access == Access::read) run("PRAGMA query_only=ON");
}

void Connection::make_durable() {
  if (x_access != Access::read) run("PRAGMA journal_mode=WAL");
  run("PRAGMA synchronous=FULL");
}

void Connection::fail(Error error) {
  if (!x_fault) x_fault = std::move(error);
}

void Connection::fail_from(int code) {
  fail(error_of(code, x_path,
                x_handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(x_handle)));
}

Error Connection::give_up() {
  if (x_writing) close();
  return *x_fault;
}

void Connection::run(const std::string& sql) {
  if (failed()) return;
  if (x_handle == nullptr) {
    return fail({"STORE-108", {x_path, 0, 0}, "was closed", "open it again", ErrorKind::world});
  }
  const int code = sqlite3_exec(x_handle, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail_from(code);
}

void Connection::begin() {
  run("BEGIN IMMEDIATE");
  x_writing = true;
}

Outcome Connection::commit() {
  run("COMMIT");
  if (failed()) return give_up();
  x_writing = false;
  return Done{};
}

std::vector<std::pair<std::string, std::string>> Connection::settings() {
  std::vector<std::pair<std::string, std::string>> all;
  for (const char* name :
       {"journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check",
        "mmap_size", "busy_timeout", "application_id", "user_version", "query_only"}) {
    Statement statement(*this, std::string("PRAGMA ") + name);
    if (!statement.row()) continue;
    all.emplace_back(name, name == std::string("journal_mode")
                               ? statement.text(0)
                               : std::to_string(statement.integer(0)));
  }
  for (const Switch& each : kSwitches) {
    int now = -1;
    sqlite3_db_config(x_handle, each.id, -1, &now);
    all.emplace_back(std::string("config_") + each.name, std::to_string(now));
  }
  for (const Limit& each : kLimits) {
    all.emplace_back(each.name, std::to_string(sqlite3_limit(x_handle, each.id, -1)));
  }
  return all;
}

Statement::Statement(Connection& connection, const std::string& sql) : x_connection(connection) {
  if (connection.failed()) return;
  if (connection.handle() == nullptr) {
    connection.run(sql);  // says that it was closed
    return;
  }
  const int code = sqlite3_prepare_v2(connection.handle(), sql.c_str(), -1, &x_statement, nullptr);
  if (code != SQLITE_OK) connection.fail_from(code);
}

Statement::~Statement() { sqlite3_finalize(x_statement); }

void Statement::bind(int parameter, std::int64_t value) {
  if (x_connection.failed()) return;
  const int code = sqlite3_bind_int64(x_statement, parameter, value);
  if (code != SQLITE_OK) x_connection.fail_from(code);
}

void Statement::bind(int parameter, std::string_view text) {
  if (x_connection.failed()) return;
  const char* const bytes = text.empty() ? "" : text.data();
  const int code = sqlite3_bind_text64(x_statement, parameter, bytes, text.size(), SQLITE_TRANSIENT,
                                       SQLITE_UTF8);
  if (code != SQLITE_OK) x_connection.fail_from(code);
}

void Statement::bind(int parameter, double value) {
  if (x_connection.failed()) return;
  if (!std::isfinite(value)) {
    return x_connection.fail({"STORE-109",
                              {x_connection.path(), 0, 0},
                              "a number that is not finite was to be stored",
                              {},
                              ErrorKind::input});
  }
  const int code = sqlite3_bind_double(x_statement, parameter, value);
  if (code != SQLITE_OK) x_connection.fail_from(code);
}

void Statement::bind_null(int parameter) {
  if (x_connection.failed()) return;
  const int code = sqlite3_bind_null(x_statement, parameter);
  if (code != SQLITE_OK) x_connection.fail_from(code);
}

bool Statement::row() {
  if (x_connection.failed()) return false;
  const int code = sqlite3_step(x_statement);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) x_connection.fail_from(code);
  return false;
}

void Statement::run() {
  while (row()) {
  }
  sqlite3_reset(x_statement);
}

bool Statement::expect(int column, int type) {
  if (x_connection.failed()) return false;
  if (sqlite3_column_type(x_statement, column) == type) return true;
  x_connection.fail({"STORE-103",
                     {x_connection.path(), 0, 0},
                     std::string("is damaged: a value of another type in ") +
                         sqlite3_column_name(x_statement, column),
                     "take the last backup",
                     ErrorKind::input});
  return false;
}

bool Statement::is_null(int column) const {
  return x_connection.failed() || sqlite3_column_type(x_statement, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) {
  return expect(column, SQLITE_INTEGER) ? sqlite3_column_int64(x_statement, column) : 0;
}

double Statement::real(int column) {
  return expect(column, SQLITE_FLOAT) ? sqlite3_column_double(x_statement, column) : 0.0;
}

std::string Statement::text(int column) {
  if (!expect(column, SQLITE_TEXT)) return {};
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(x_statement, column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(x_statement, column))};
}

}  // namespace pledgelab::sqlite
