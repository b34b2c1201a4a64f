#include "tests/support/csv_rows.hpp"

#include <doctest/doctest.h>

#include "engine/formats/csv.hpp"

namespace pledgelab::test {

std::vector<CsvRow> csv_rows(const std::string& path) {
  const auto cells = read_csv(path);
  REQUIRE_MESSAGE(cells.ok(), path);
  const Cells& table = cells.value();
  std::vector<CsvRow> rows(table.rows());
  for (std::size_t i = 0; i < table.rows(); ++i) {
    for (std::size_t j = 0; j < table.width(); ++j) {
      rows[i][std::string(table.header[j].text)] = std::string(table.at(i, j).text);
    }
  }
  return rows;
}

double number_in(const CsvRow& row, const std::string& column) {
  const std::string& text = row.at(column);
  std::size_t read = 0;
  const double value = text.empty() ? 0 : std::stod(text, &read);
  REQUIRE_MESSAGE((!text.empty() && read == text.size()), column, " '", text, "'");
  return value;
}

}  // namespace pledgelab::test
