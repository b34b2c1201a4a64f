#include "engine/store/book_rows.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>
#include <unordered_map>

#include "engine/formats/digest.hpp"
#include "engine/store/schema.hpp"
#include "engine/store/store.hpp"
#include "models/book/fields.hpp"

namespace pledgelab {
namespace {

using sqlite::Connection;
using sqlite::Statement;
using IdRows = std::array<std::unordered_map<std::string, std::uint32_t>, kBookTables>;

struct Bind {
  Statement& statement;
  int parameter;
  void operator()(std::monostate) const { statement.bind_null(parameter); }
  void operator()(const std::string& text) const { statement.bind(parameter, text); }
  void operator()(Money money) const { statement.bind(parameter, money.fen()); }
  void operator()(Share share) const { statement.bind(parameter, std::int64_t{share.ppm}); }
  void operator()(Rate rate) const { statement.bind(parameter, std::int64_t{rate.annual_ppm}); }
  void operator()(Date date) const { statement.bind(parameter, to_iso(date)); }
  void operator()(std::int64_t count) const { statement.bind(parameter, count); }
  void operator()(double number) const { statement.bind(parameter, number); }
  void operator()(bool flag) const { statement.bind(parameter, std::int64_t{flag ? 1 : 0}); }
};

// A value as text that differs whenever the value does: its type's letter, and its exact content.
struct Canonical {
  std::string& out;
  void number(char type, std::int64_t value) const {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out += type;
    out.append(digits, end);
    out += ';';
  }
  void operator()(std::monostate) const { out += "-;"; }
  void operator()(const std::string& text) const {
    number('t', static_cast<std::int64_t>(text.size()));
    out += text;
  }
  void operator()(Money money) const { number('m', money.fen()); }
  void operator()(Share share) const { number('s', share.ppm); }
  void operator()(Rate rate) const { number('r', rate.annual_ppm); }
  void operator()(Date date) const { number('d', date.days); }
  void operator()(std::int64_t count) const { number('c', count); }
  void operator()(double value) const {
    std::int64_t bits = 0;
    value += 0.0;  // -0 is 0
    std::memcpy(&bits, &value, sizeof bits);
    number('f', bits);
  }
  void operator()(bool flag) const { number('b', flag ? 1 : 0); }
};

std::string insert_sql(BookTable table) {
  std::string columns = "batch, row_index";
  std::string values = "?, ?";
  for (const Field& field : book_fields(table)) {
    columns += ", " + sqlite::column_name(field);
    values += ", ?";
  }
  return "INSERT INTO " + table_name(table) + " (" + columns + ") VALUES (" + values + ")";
}

std::string select_sql(BookTable table) {
  std::string columns = "row_index";
  for (const Field& field : book_fields(table)) columns += ", " + sqlite::column_name(field);
  return "SELECT " + columns + " FROM " + table_name(table) + " WHERE batch = ? ORDER BY row_index";
}

void damaged(Connection& connection, const Field& field, const std::string& value) {
  connection.fail({"STORE-103",
                   {connection.path(), 0, 0},
                   "is damaged: " + table_name(field.table) + "." + sqlite::column_name(field) +
                       " holds '" + value + "'",
                   "take the last backup",
                   ErrorKind::input});
}

template <class Int>
bool fits(Connection& connection, const Field& field, std::int64_t value) {
  if (value >= std::numeric_limits<Int>::min() && value <= std::numeric_limits<Int>::max()) {
    return true;
  }
  damaged(connection, field, std::to_string(value));
  return false;
}

// The integer columns: money, share, rate, count, boolean.
FieldValue whole_value(Connection& connection, const Field& field, std::int64_t value) {
  if (field.type == FieldType::money) return Money::of_fen(value);
  if (!fits<std::int32_t>(connection, field, value)) return {};
  if (field.type == FieldType::share) return Share{static_cast<std::int32_t>(value)};
  if (field.type == FieldType::rate) return Rate{static_cast<std::int32_t>(value)};
  if (field.type == FieldType::boolean) return value != 0;
  return value;
}

FieldValue value_of(Statement& statement, int column, const Field& field, const IdRows& ids,
                    Connection& connection) {
  if (statement.is_null(column)) return {};
  if (field.type == FieldType::number) return statement.real(column);
  const bool textual = field.type == FieldType::text || field.type == FieldType::word ||
                       field.type == FieldType::date || field.type == FieldType::reference;
  if (!textual) return whole_value(connection, field, statement.integer(column));
  std::string text = statement.text(column);
  if (field.type == FieldType::date) {
    if (const auto date = parse_date(text)) return *date;
  } else if (field.type == FieldType::word) {
    if (std::find(field.words->begin(), field.words->end(), text) != field.words->end()) {
      return text;
    }
  } else if (field.type == FieldType::reference) {
    const auto& rows = ids[static_cast<std::size_t>(*field.target)];
    const auto row = rows.find(text);
    if (row != rows.end()) return static_cast<std::int64_t>(row->second);
  } else {
    return text;
  }
  damaged(connection, field, text);
  return {};
}

void select_table(Connection& connection, Book& book, BookTable table, std::int64_t batch,
                  IdRows& ids) {
  Statement statement(connection, select_sql(table));
  statement.bind(1, batch);
  const auto fields = book_fields(table);
  for (std::uint32_t row = 0; statement.row(); ++row) {
    if (statement.integer(0) != row) {
      return damaged(connection, fields.front(), "a row out of order");
    }
    add_row(book, table);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const int column = static_cast<int>(i) + 1;
      const FieldValue value = value_of(statement, column, fields[i], ids, connection);
      if (connection.failed()) return;
      const bool empty = std::holds_alternative<std::monostate>(value);
      if (!fields[i].holds(book, row)) {
        if (!empty) return damaged(connection, fields[i], "a fact of another kind of right");
        continue;
      }
      if (!empty) fields[i].set(book, row, value);
      if (fields[i].name == "id" && !empty) {
        ids[static_cast<std::size_t>(table)].emplace(std::get<std::string>(value), row);
      }
    }
  }
}

}  // namespace

void sqlite::insert_rows(Connection& connection, const Book& book, std::int64_t batch) {
  for (std::uint8_t i = 0; i < kBookTables; ++i) {
    const auto table = static_cast<BookTable>(i);
    Statement statement(connection, insert_sql(table));
    const auto fields = book_fields(table);
    const std::uint32_t rows = rows_of(book, table);
    for (std::uint32_t row = 0; row < rows && !connection.failed(); ++row) {
      statement.bind(1, batch);
      statement.bind(2, std::int64_t{row});
      int parameter = 3;
      for (const Field& field : fields) {
        std::visit(Bind{statement, parameter++}, field.get(book, row));
      }
      statement.run();
    }
  }
}

void sqlite::select_rows(Connection& connection, Book& book, std::int64_t batch) {
  IdRows ids;
  for (std::uint8_t i = 0; i < kBookTables && !connection.failed(); ++i) {
    select_table(connection, book, static_cast<BookTable>(i), batch, ids);
  }
}

std::string book_digest(const Book& book) {
  Sha256 digest;
  std::string text = "book/1;";
  const Canonical canonical{text};
  canonical(book.currency);
  canonical(book.unsecured_allowed);
  if (book.as_of) canonical(*book.as_of);
  for (std::uint8_t i = 0; i < kBookTables; ++i) {
    const auto table = static_cast<BookTable>(i);
    text += table_name(table) + ";";
    const std::uint32_t rows = rows_of(book, table);
    for (std::uint32_t row = 0; row < rows; ++row) {
      for (const Field& field : book_fields(table)) std::visit(canonical, field.get(book, row));
      text += '\n';
      if (text.size() < (std::size_t{1} << 16)) continue;
      digest.add(text);
      text.clear();
    }
  }
  digest.add(text);
  return digest.hex();
}

}  // namespace pledgelab
