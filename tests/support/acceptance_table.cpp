#include "tests/support/acceptance_table.hpp"

#include <doctest/doctest.h>

#include <cctype>
#include <cmath>
#include <cstdlib>

#include "tests/support/places.hpp"

namespace pledgelab::test {
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

bool is_wordy(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Half a unit of the last digit of "12.5", "2.04949e9", ".945".
double half_digit_of(std::string_view digits) {
  const std::size_t exponent = digits.find_first_of("eE");
  const std::string_view mantissa = digits.substr(0, exponent);
  double power = exponent == std::string_view::npos
                     ? 0
                     : std::atof(std::string(digits).c_str() + exponent + 1);
  const std::size_t point = mantissa.find('.');
  if (point != std::string_view::npos) power -= static_cast<double>(mantissa.size() - point - 1);
  return 0.5 * std::pow(10.0, power);
}

}  // namespace

std::vector<Numeral> numerals_in(std::string_view text) {
  std::vector<Numeral> found;
  const std::string cell(text);
  for (std::size_t at = 0; at < cell.size();) {
    const bool starts =
        is_digit(cell[at]) || (cell[at] == '.' && at + 1 < cell.size() && is_digit(cell[at + 1]));
    if (!starts) {
      ++at;
      continue;
    }
    char* after = nullptr;
    const double size = std::strtod(cell.c_str() + at, &after);
    const auto end = static_cast<std::size_t>(after - cell.c_str());
    if (at == 0 || !is_wordy(cell[at - 1])) {
      const bool signed_here = at > 0 && cell[at - 1] == '-' && (at < 2 || !is_wordy(cell[at - 2]));
      const double scale = end < cell.size() && cell[end] == '%' ? 0.01 : 1;
      found.push_back(
          {(signed_here ? -size : size) * scale, half_digit_of(cell.substr(at, end - at)) * scale});
    }
    at = end;
  }
  return found;
}

std::string acceptance_path() {
  return source_root() + "/tests/data/valuation/acceptance_valuation.csv";
}

std::vector<CsvRow> acceptance_rows() { return csv_rows(acceptance_path()); }

CsvRow acceptance_row(const std::string& id) {
  for (const CsvRow& row : acceptance_rows()) {
    if (row.at("id") == id) return row;
  }
  FAIL("the acceptance table has no row ", id);
  return {};
}

Numeral figure_in(const CsvRow& row, const std::string& column, std::size_t place) {
  const auto figures = numerals_in(row.at(column));
  REQUIRE_MESSAGE((place >= 1 && place <= figures.size()), row.at("id"), ": no numeral ", place,
                  " in its ", column, " '", row.at(column), "'");
  return figures[place - 1];
}

}  // namespace pledgelab::test
