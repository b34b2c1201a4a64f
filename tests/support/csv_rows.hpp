// A CSV table as rows by the header's names, for tests that read a carried or a reference table.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace pledgelab::test {

using CsvRow = std::map<std::string, std::string>;

/// Every row of the file; the test fails when it cannot be read.
std::vector<CsvRow> csv_rows(const std::string& path);

/// The cell as a number; the test fails when it is none.
double number_in(const CsvRow& row, const std::string& column);

}  // namespace pledgelab::test
