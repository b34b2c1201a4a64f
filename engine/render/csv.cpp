#include "engine/render/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "models/base/money.hpp"

namespace pledgelab {
namespace {

std::string field(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
    text.insert(text.begin(), '\'');
  }
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char letter : text) {
    if (letter == '"') out += '"';
    out += letter;
  }
  return out + "\"";
}

std::string header(const Column& column) {
  if (column.type == ColumnType::share) return column.key + "_frac";
  if (column.type != ColumnType::money) return column.key;
  std::string code = column.money.currency == "CNY" ? "yuan" : column.money.currency;
  std::transform(code.begin(), code.end(), code.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return column.key + "_" + code;
}

struct CellText {
  Language language;
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const Money& money) const { return to_decimal(money); }
  std::string operator()(const Yuan& yuan) const { return fmt::format("{}", yuan.yuan); }
  std::string operator()(const Frac& frac) const { return fmt::format("{}", frac.frac); }
  std::string operator()(double number) const { return fmt::format("{}", number); }
  std::string operator()(std::int64_t count) const { return std::to_string(count); }
  std::string operator()(const Date& date) const { return to_iso(date); }
  std::string operator()(const Words& words) const { return field(in_language(words, language)); }
};

}  // namespace

std::string to_csv(const Table& table, Language language) {
  std::string out;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) out += ',';
    out += field(header(table.columns[i]));
  }
  out += '\n';
  for (const Row& row : table.rows) {
    if (row.total) continue;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (i > 0) out += ',';
      out += std::visit(CellText{language}, row.cells[i]);
    }
    out += '\n';
  }
  return out;
}

}  // namespace pledgelab
