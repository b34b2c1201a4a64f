// The acceptance table of valuation as tests read it: the numerals of a cell, so that a test
// compares with the table's own figure at the table's own tolerance.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/csv_rows.hpp"

namespace pledgelab::test {

/// One number as a cell prints it; "80.63%" is .8063.
struct Numeral {
  double value = 0;
  double half_digit = 0;  // half a unit of its last printed digit
};

/// The numbers of a text in order. Digits that hang on a word are its name: S0, p462, top10%. A
/// sign counts where no word or number stands before it.
std::vector<Numeral> numerals_in(std::string_view text);

/// The table's file, and its rows.
std::string acceptance_path();
std::vector<CsvRow> acceptance_rows();

/// The row of an id; the test fails where there is none.
CsvRow acceptance_row(const std::string& id);

/// Numeral `place`, from 1, of a column; the test fails where there is none.
Numeral figure_in(const CsvRow& row, const std::string& column, std::size_t place);

}  // namespace pledgelab::test
