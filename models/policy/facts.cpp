#include "models/policy/facts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "models/base/date.hpp"
#include "models/base/quantity.hpp"
#include "models/policy/mixed_rates.hpp"

namespace pledgelab {
namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr std::array<std::pair<std::string_view, const char*>, 8> kSuffixes = {{
    {"_yuan", "CNY"},
    {"_cny", "CNY"},
    {"_usd", "USD"},
    {"_gbp", "GBP"},
    {"_eur", "EUR"},
    {"_krw", "KRW"},
    {"_jpy", "JPY"},
    {"_sgd", "SGD"},
}};

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

std::optional<std::int64_t> millionths(Ratio value) {
  const __int128 scaled = static_cast<__int128>(value.num) * kMillion;
  if (scaled % value.den != 0) return std::nullopt;
  const __int128 whole = scaled / value.den;
  if (whole > INT64_MAX || whole < -INT64_MAX) return std::nullopt;
  return static_cast<std::int64_t>(whole);
}

struct Reading {
  FactKind kind = FactKind::text;
  std::int64_t value = 0;
};

// "0800" and "00" are codes, not numbers: parse_quantity refuses leading zeros.
Reading read_free(std::string_view text) {
  if (text == "true" || text == "TRUE") return {FactKind::boolean, 1};
  if (text == "false" || text == "FALSE") return {FactKind::boolean, 0};
  if (const auto date = parse_date(text)) return {FactKind::date, date->days};
  const auto quantity = parse_quantity(text);
  if (!quantity) return {};
  switch (quantity->kind) {
    case Quantity::Kind::number:
    case Quantity::Kind::rate: {
      const auto scaled = millionths(quantity->value);
      if (!scaled) return {};
      const bool rate = quantity->kind == Quantity::Kind::rate;
      return {rate ? FactKind::rate : FactKind::number, *scaled};
    }
    case Quantity::Kind::months:
      return {FactKind::months, quantity->value.num};
    default:
      return {};
  }
}

// One column's cells of free form: one kind for all, or text.
FactColumn free_column(FactTable& table, const Cells& cells, std::size_t at) {
  FactColumn column;
  std::vector<Reading> readings(cells.rows());
  for (std::size_t row = 0; row < cells.rows(); ++row) {
    const Cell& cell = cells.at(row, at);
    column.present.push_back(cell.text.empty() ? 0 : 1);
    if (cell.text.empty()) continue;
    readings[row] = read_free(cell.text);
    const FactKind kind = readings[row].kind;
    if (column.kind == FactKind::empty || (column.kind != kind && column.kind != FactKind::text)) {
      column.kind = column.kind == FactKind::empty ? kind : FactKind::text;
      column.origin = cells.file + ":" + std::to_string(cell.line) + ":" +
                      std::to_string(cell.column) + " '" + std::string(cell.text) + "'";
    }
  }
  for (std::size_t row = 0; row < cells.rows(); ++row) {
    const bool text = column.kind == FactKind::text && column.present[row] != 0;
    column.value.push_back(text ? intern(table, std::string(cells.at(row, at).text))
                                : readings[row].value);
  }
  if (column.kind == FactKind::text) column.fault = mixed_rates(cells, at);
  return column;
}

FactColumn money_column(const Cells& cells, std::size_t at, Errors& errors) {
  FactColumn column;
  column.kind = FactKind::money;
  for (std::size_t row = 0; row < cells.rows(); ++row) {
    const Cell& cell = cells.at(row, at);
    const auto amount =
        cell.text.empty() ? std::optional<Money>(Money()) : parse_money(std::string(cell.text));
    if (!amount) {
      errors.push_back({"P-151",
                        {cells.file, cell.line, cell.column},
                        "'" + std::string(cell.text) + "' in column '" +
                            std::string(cells.header[at].text) + "' is no amount of money",
                        "write 1234.50: digits, a point and at most two decimals",
                        ErrorKind::input});
    }
    column.value.push_back(amount ? amount->fen() : 0);
    column.present.push_back(cell.text.empty() ? 0 : 1);
  }
  return column;
}

FactColumn months_column(FactColumn column) {
  if (column.kind != FactKind::number) return column;
  for (std::size_t row = 0; row < column.value.size(); ++row) {
    if (column.value[row] % kMillion != 0) return column;
  }
  for (std::int64_t& value : column.value) value /= kMillion;
  column.kind = FactKind::months;
  return column;
}

void check_header(const FactTable& table, const Cells& cells, std::size_t at, Errors& errors) {
  const Cell& header = cells.header[at];
  const std::string name(header.text);
  const Origin origin{cells.file, header.line, header.column};
  if (table.find(fact_of_header(name)) != nullptr) {
    errors.push_back({"P-153", origin, "the column '" + name + "' is given twice",
                      "remove or rename one of them", ErrorKind::input});
  }
  const std::string currency = currency_of_name(name);
  if (!currency.empty() && currency != table.currency) {
    errors.push_back(
        {"P-152", origin,
         "the column '" + name + "' is in " + currency + ", the policy is in " + table.currency,
         "amounts of one policy are in one currency", ErrorKind::input});
  }
  if (ends_with(name, "_wan") || ends_with(name, "_fen") || ends_with(name, "_yi")) {
    errors.push_back({"P-152", origin, "the column '" + name + "' has a unit not read here",
                      "write the amounts in yuan, the header ending in _yuan", ErrorKind::input});
  }
}

}  // namespace

std::string to_text(FactKind kind) {
  switch (kind) {
    case FactKind::empty:
      return "nothing";
    case FactKind::text:
      return "text";
    case FactKind::money:
      return "an amount of money";
    case FactKind::rate:
      return "a rate";
    case FactKind::number:
      return "a number";
    case FactKind::months:
      return "months";
    case FactKind::date:
      return "a date";
    case FactKind::boolean:
      return "true or false";
  }
  return {};
}

std::int64_t fact_scale(FactKind kind) {
  return kind == FactKind::rate || kind == FactKind::number ? kMillion : 1;
}

const FactColumn* FactTable::find(std::string_view name) const {
  const auto named = [&](std::string_view wanted) {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const FactColumn& column) {
      return column.name == wanted;
    });
    return found == columns.end() ? nullptr : &*found;
  };
  const FactColumn* found = named(name);
  return found == nullptr ? named(other_spelling(name)) : found;
}

std::vector<std::string> FactTable::names() const {
  std::vector<std::string> names;
  for (const FactColumn& column : columns) names.push_back(column.name);
  return names;
}

std::optional<std::int64_t> FactTable::word(std::string_view text) const {
  const auto found = word_index.find(std::string(text));
  if (found == word_index.end()) return std::nullopt;
  return found->second;
}

std::string fact_of_header(std::string_view header) {
  const std::string name(header);
  return name.find('.') == std::string::npos ? "loan." + name : name;
}

std::string_view other_spelling(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kSame = {
      {{"loan.origination", "loan.origination_date"}, {"loan.maturity", "loan.maturity_date"}}};
  for (const auto& [book, losses] : kSame) {
    if (name == book) return losses;
    if (name == losses) return book;
  }
  return {};
}

std::string currency_of_name(std::string_view name) {
  for (const auto& [suffix, currency] : kSuffixes) {
    if (ends_with(name, suffix)) return currency;
  }
  return {};
}

void add_column(FactTable& table, FactColumn column) {
  PL_CHECK(column.value.size() == table.rows && column.present.size() == table.rows);
  table.columns.push_back(std::move(column));
}

std::int64_t intern(FactTable& table, const std::string& text) {
  const auto next = static_cast<std::int64_t>(table.words.size());
  const auto [at, added] = table.word_index.try_emplace(text, next);
  if (added) table.words.push_back(text);
  return at->second;
}

Result<FactTable> read_facts(const Cells& cells, const std::string& currency) {
  FactTable table;
  table.currency = currency;
  table.file = cells.file;
  table.rows = cells.rows();
  table.counts_in_totals.assign(table.rows, 1);
  for (std::size_t row = 0; row < table.rows; ++row) table.lines.push_back(cells.at(row, 0).line);
  Errors errors;
  for (std::size_t at = 0; at < cells.width(); ++at) {
    check_header(table, cells, at, errors);
    const std::string name = fact_of_header(cells.header[at].text);
    FactColumn column = currency_of_name(name).empty() ? free_column(table, cells, at)
                                                       : money_column(cells, at, errors);
    if (ends_with(name, "_months")) column = months_column(std::move(column));
    column.name = name;
    add_column(table, std::move(column));
  }
  if (!errors.empty()) return errors;
  return table;
}

}  // namespace pledgelab
