#include "models/sharing/rate_cells.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "models/base/money.hpp"
#include "models/base/quantity.hpp"
#include "models/book/fields.hpp"
#include "models/policy/fact_kinds.hpp"

namespace pledgelab {
namespace {

bool named_as_rate(std::string_view name) {
  static constexpr std::array<std::string_view, 3> kEnds = {"rate", "share", "frac"};
  return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) {
    if (name.size() <= end.size() || name.substr(name.size() - end.size()) != end) return false;
    const char before = name[name.size() - end.size() - 1];
    return before == '.' || before == '_';
  });
}

bool of_book(const std::string& name) {
  const Field* field = find_field(name);
  return field != nullptr && fact_kind(field->type) == FactKind::rate;
}

// The cell as a quotient where it is a number or a rate above 1, else none: a column in which both
// kinds stand is text to the facts, and still means rates.
std::optional<Ratio> above_whole(const Cell& cell) {
  const auto quantity = parse_quantity(cell.text);
  const bool figure = quantity && (quantity->kind == Quantity::Kind::rate ||
                                   quantity->kind == Quantity::Kind::number);
  if (!figure || quantity->value <= Ratio{1, 1}) return std::nullopt;
  return quantity->value;
}

// 43/10 → "430.00 %".
std::string percent(Ratio value) {
  const auto hundredths = static_cast<__int128>(value.num) * 10'000 / value.den;
  const auto most = static_cast<__int128>(Money::kMaxInputFen);
  return to_decimal(Money::of_fen(static_cast<std::int64_t>(std::min(hundredths, most)))) + " %";
}

}  // namespace

void check_rates(const Cells& cells, const FactTable& facts, Errors& errors,
                 std::vector<std::string>& notes) {
  for (std::size_t at = 0; at < facts.columns.size(); ++at) {
    const FactColumn& column = facts.columns[at];
    const bool own = !of_book(column.name);
    if (own && !named_as_rate(column.name)) continue;
    std::optional<std::size_t> first;
    std::size_t count = 0;
    for (std::size_t row = 0; row < facts.rows; ++row) {
      if (!above_whole(cells.at(row, at))) continue;
      if (!first) first = row;
      ++count;
    }
    if (!first) continue;
    const Cell& cell = cells.at(*first, at);
    const std::string what = "'" + std::string(cell.text) + "' in column '" +
                             std::string(cells.header[at].text) + "' is " +
                             percent(*above_whole(cell));
    const std::string hint = "a rate is written 4.3% or 0.043";
    if (own) {
      notes.push_back(cells.file + ":" + std::to_string(cell.line) + ": " + what + " (" +
                      std::to_string(count) + (count == 1 ? " cell" : " cells") +
                      " above 100 %): " + hint);
    } else {
      errors.push_back(
          {"P-155", {cells.file, cell.line, cell.column}, what, hint, ErrorKind::input});
    }
  }
}

}  // namespace pledgelab
