// Longstaff and Schwartz's twenty puts (acceptance V04, V05): closed form, grid, lattice,
// simulation.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "models/option/lattice.hpp"
#include "models/option/option.hpp"
#include "models/option/simulated_option.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

struct TablePut {
  OptionTerms terms;
  int dates = 0;
  double paper_fd = 0;
  double paper_european = 0;
  double bermudan = 0;
};

std::vector<TablePut> table_puts() {
  std::ifstream in(test::source_root() + "/tests/data/valuation/ls2001_table1.csv");
  std::string line;
  std::getline(in, line);
  std::vector<TablePut> puts;
  while (std::getline(in, line)) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream cells(line);
    TablePut put;
    put.terms = {OptionRight::put, 0, 40, 0, 0.06, 0, 0};
    double skipped = 0;
    cells >> put.terms.spot >> put.terms.volatility_annual >> put.terms.years >> put.paper_fd >>
        put.paper_european >> skipped >> skipped >> put.bermudan;
    put.dates = static_cast<int>(50 * put.terms.years);
    puts.push_back(put);
  }
  REQUIRE(puts.size() == 20);
  return puts;
}

void check_simulated(std::size_t first) {
  const std::vector<TablePut> puts = table_puts();
  for (std::size_t i = first; i < first + 5; ++i) {
    const auto price = simulated_option({puts[i].terms, puts[i].dates, 100'000, 1});
    REQUIRE(price.ok());
    const Estimate& value = price.value().value;
    CAPTURE(i);
    CHECK(std::fabs(value.value - puts[i].paper_fd) <= std::max(0.03, 3 * value.standard_error));
    // The control variate leaves little noise: a rule as good as this is off by a cent or so.
    CHECK(value.standard_error < 0.002);
    CHECK(std::fabs(value.value - puts[i].bermudan) < 0.015);
  }
}

}  // namespace

TEST_CASE("put table: V05, European") {
  for (const TablePut& put : table_puts()) {
    const auto european = european_option(put.terms);
    REQUIRE(european.ok());
    CHECK(std::fabs(european.value() - put.paper_european) < 0.0006);
  }
}

TEST_CASE("put table: V04, Bermudan by grid and by lattice, American at most 0.0087 above") {
  for (const TablePut& put : table_puts()) {
    CAPTURE(put.bermudan);
    const auto grid = bermudan_option(put.terms, put.dates);
    const auto lattice = lattice_option(put.terms, put.dates);
    const auto american = american_option(put.terms);
    REQUIRE(grid.ok());
    REQUIRE(lattice.ok());
    REQUIRE(american.ok());
    CHECK(std::fabs(grid.value() - put.bermudan) < 0.002);
    CHECK(std::fabs(lattice.value().value - put.bermudan) < 0.002);
    CHECK(american.value() > put.bermudan);
    CHECK(american.value() < put.bermudan + 0.0088);
  }
}

TEST_CASE("put table: V04, simulated, spots 36 and 38 (slow)") { check_simulated(0); }
TEST_CASE("put table: V04, simulated, spots 38 and 40 (slow)") { check_simulated(5); }
TEST_CASE("put table: V04, simulated, spots 40 and 42 (slow)") { check_simulated(10); }
TEST_CASE("put table: V04, simulated, spots 42 and 44 (slow)") { check_simulated(15); }
