// One SQLite connection with its prologue, and statements on it. For this room only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/base/error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace pledgelab::sqlite {

enum class Access : std::uint8_t { create, write, read };

/// The first fault sticks: after it every operation does nothing, so that callers write straight
/// lines and look once. A failed write rolls back and closes the connection (reliability 2.5).
class Connection {
 public:
  /// Opens the file and makes it safe to look at; changes nothing in it.
  Connection(const std::string& path, Access access);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// WAL, FULL and the rest of the prologue that only our own book may be given.
  void make_durable();

  void run(const std::string& sql);
  void begin();
  /// Commits; on any fault so far rolls back, closes, and returns the fault.
  Outcome commit();

  [[nodiscard]] bool failed() const { return x_fault.has_value(); }
  [[nodiscard]] const std::optional<Error>& fault() const { return x_fault; }
  void fail(Error error);
  void fail_from(int code);
  /// The fault, closing the connection when a write was under way.
  Error give_up();

  /// Each setting as the library reports it back: name, value.
  std::vector<std::pair<std::string, std::string>> settings();

  [[nodiscard]] sqlite3* handle() const { return x_handle; }
  [[nodiscard]] const std::string& path() const { return x_path; }
  /// This connection made the file, which was not there before.
  [[nodiscard]] bool made_file() const { return x_made_file; }

 private:
  void configure();
  void limit();
  void close();

  std::string x_path;
  Access x_access;
  sqlite3* x_handle = nullptr;
  bool x_writing = false;
  bool x_made_file = false;
  std::optional<Error> x_fault;
};

/// A prepared statement. Parameters and columns count from 1 and 0, as in SQLite.
class Statement {
 public:
  Statement(Connection& connection, const std::string& sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int parameter, std::int64_t value);
  void bind(int parameter, std::string_view text);
  /// Only finite numbers: SQLite would keep NaN as NULL.
  void bind(int parameter, double value);
  void bind_null(int parameter);

  /// Steps: true on a row; false at the end or on a fault.
  bool row();
  /// Steps to the end and makes ready for the next values.
  void run();

  [[nodiscard]] bool is_null(int column) const;
  /// The column, which must have that type: another is a fault (damaged file).
  std::int64_t integer(int column);
  double real(int column);
  std::string text(int column);

 private:
  bool expect(int column, int type);

  Connection& x_connection;
  sqlite3_stmt* x_statement = nullptr;
};

}  // namespace pledgelab::sqlite
