// A table with units, in two languages: typed cells, not text. Renderers decide how it looks.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/money.hpp"

namespace pledgelab {

/// A text in both languages. When `en` is empty, `zh` stands for both: ids, file names, numbers.
struct Words {
  std::string zh;
  std::string en;
  friend bool operator==(const Words&, const Words&) = default;
};

/// The unit in which a currency's amounts are shown. CNY: 万元 with two decimals.
struct MoneyUnit {
  std::string currency;  // ISO code of the book
  Words label;           // {"万元", "CNY 10k"}, {"千 USD", "USD thousand"}
  std::int64_t fen_per_unit = 100;
  int decimals = 2;
};

struct Yuan {
  double yuan = 0;  // an estimate of money, in units of the book's currency
};
struct Frac {
  double frac = 0;  // a share; 1 = 100 %
};

/// Exact money, estimated money, a share, a number, a count, a date, a text, or nothing.
using TableCell =
    std::variant<std::monostate, Money, Yuan, Frac, double, std::int64_t, Date, Words>;

/// `mixed`: each row states its own unit in a column of its own.
enum class ColumnType : std::uint8_t { money, number, share, text, date, count, mixed };

struct Column {
  std::string key;  // stable, snake_case
  Words label;
  Words unit;  // shown in the header; empty for texts and dates
  ColumnType type = ColumnType::text;
  MoneyUnit money;      // how Money and Yuan cells are shown
  int decimals = 2;     // of number cells; of share cells one less than the percentage's usual two
  bool shaded = false;  // a heat map's column: background by size, the figure stays
};

struct Row {
  std::vector<TableCell> cells;  // as many as columns
  bool total = false;            // a sum of rows above
  bool alarm = false;            // a limit breached
};

struct Table {
  std::string id;  // kebab-case, unique in a report
  Words title;
  std::vector<Column> columns;
  std::vector<Row> rows;
  Words note;
  bool folded = false;  // long: shown on demand on the screen
};

Column text_column(std::string key, Words label);
Column money_column(std::string key, Words label, const MoneyUnit& unit);
Column share_column(std::string key, Words label);
Column count_column(std::string key, Words label, Words unit);
Column number_column(std::string key, Words label, Words unit, int decimals);
Column date_column(std::string key, Words label);

/// The empty string when every row has as many cells as columns and each cell suits its column's
/// type; else what is wrong, with row and column.
std::string fault_of(const Table& table);

}  // namespace pledgelab
