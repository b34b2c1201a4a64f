#include "engine/report/table.hpp"

namespace pledgelab {

namespace {

Column plain(std::string key, Words label, ColumnType type) {
  Column column;
  column.key = std::move(key);
  column.label = std::move(label);
  column.type = type;
  return column;
}

bool suits(const TableCell& cell, ColumnType type) {
  if (std::holds_alternative<std::monostate>(cell) || type == ColumnType::mixed) return true;
  if (std::holds_alternative<Words>(cell)) return type == ColumnType::text;
  if (std::holds_alternative<Money>(cell) || std::holds_alternative<Yuan>(cell))
    return type == ColumnType::money;
  if (std::holds_alternative<Frac>(cell)) return type == ColumnType::share;
  if (std::holds_alternative<Date>(cell)) return type == ColumnType::date;
  if (std::holds_alternative<std::int64_t>(cell)) return type == ColumnType::count;
  return type == ColumnType::number;
}

}  // namespace

Column text_column(std::string key, Words label) {
  return plain(std::move(key), std::move(label), ColumnType::text);
}

Column money_column(std::string key, Words label, const MoneyUnit& unit) {
  Column column = plain(std::move(key), std::move(label), ColumnType::money);
  column.unit = unit.label;
  column.money = unit;
  return column;
}

Column share_column(std::string key, Words label) {
  Column column = plain(std::move(key), std::move(label), ColumnType::share);
  column.unit = {"%", ""};
  return column;
}

Column count_column(std::string key, Words label, Words unit) {
  Column column = plain(std::move(key), std::move(label), ColumnType::count);
  column.unit = std::move(unit);
  return column;
}

Column number_column(std::string key, Words label, Words unit, int decimals) {
  Column column = plain(std::move(key), std::move(label), ColumnType::number);
  column.unit = std::move(unit);
  column.decimals = decimals;
  return column;
}

Column date_column(std::string key, Words label) {
  return plain(std::move(key), std::move(label), ColumnType::date);
}

std::string fault_of(const Table& table) {
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const Row& row = table.rows[r];
    if (row.cells.size() != table.columns.size())
      return table.id + " row " + std::to_string(r) + ": " + std::to_string(row.cells.size()) +
             " cells for " + std::to_string(table.columns.size()) + " columns";
    for (std::size_t c = 0; c < row.cells.size(); ++c)
      if (!suits(row.cells[c], table.columns[c].type))
        return table.id + " row " + std::to_string(r) + ": cell does not suit column " +
               table.columns[c].key;
  }
  return {};
}

}  // namespace pledgelab
