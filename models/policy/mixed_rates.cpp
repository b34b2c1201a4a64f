#include "models/policy/mixed_rates.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "models/base/quantity.hpp"
#include "models/policy/telling.hpp"

namespace pledgelab {
namespace {

using Rows = std::vector<std::size_t>;

std::string quoted_cell(const Cells& cells, std::size_t row, std::size_t column) {
  return "'" + std::string(cells.at(row, column).text) + "'";
}

// "('0.6', lines 2, 4)"; of many lines the first.
std::string listed(const Cells& cells, const Rows& rows, std::size_t column) {
  constexpr std::size_t kNamed = 5;
  std::string lines;
  for (std::size_t i = 0; i < rows.size() && i < kNamed; ++i) {
    lines += (i == 0 ? " " : ", ") + std::to_string(cells.at(rows[i], column).line);
  }
  if (rows.size() > kNamed) lines += " and " + std::to_string(rows.size() - kNamed) + " more";
  return "(" + quoted_cell(cells, rows.front(), column) +
         (rows.size() == 1 ? ", line" : ", lines") + lines + ")";
}

}  // namespace

std::optional<Error> mixed_rates(const Cells& cells, std::size_t column) {
  Rows numbers;
  Rows rates;
  for (std::size_t row = 0; row < cells.rows(); ++row) {
    const std::string_view text = cells.at(row, column).text;
    if (text.empty()) continue;
    const auto quantity = parse_quantity(text);
    const bool number = quantity && quantity->kind == Quantity::Kind::number;
    if (!number && !(quantity && quantity->kind == Quantity::Kind::rate)) return std::nullopt;
    (number ? numbers : rates).push_back(row);
  }
  if (numbers.empty() || rates.empty()) return std::nullopt;
  const Cell& second = cells.at(std::max(numbers.front(), rates.front()), column);
  const std::string number(cells.at(numbers.front(), column).text);
  return Error{"P-155",
               {cells.file, second.line, second.column},
               "the column '" + std::string(cells.header[column].text) + "' mixes plain numbers " +
                   listed(cells, numbers, column) + " and rates " + listed(cells, rates, column),
               "write every cell as a rate: " +
                   policy_telling::tell(parse_quantity(number)->value).en + " for " + number,
               ErrorKind::input};
}

}  // namespace pledgelab
