// The acceptance table of valuation, run from its own columns: acceptance_formulas.csv says which
// formula answers which figure of a row, and how it is typed. Figure and tolerance are read from
// the table itself.
//
// `figure`: "expected 2" is the second number of the row's cell `expected`; "column 1" the column
// of ls2001_table1.csv that the cell names first, one line for each of its puts. `within`: "abs 1"
// and "rel 1" take the first number of the cell `tolerance`; "between 2 3" lies from the second
// below to the third above; "errors 2 3" is the second, or as many own standard errors as the third
// says; "exact"; "digits" is what was printed, for published figures beside the row's own; "beyond"
// a figure that the table does not accept; "label" a number of the cell that is no figure.
//
// No line has a figure of its own. What stays hand-written elsewhere: the raw weights of V43, which
// no formula gives since they are no answer (tests/models/valuation/distribution_test); D01 to D04
// are statistics of files (reference_statistics_test, tests/models/market/panel_test), at the
// table's figures too.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "engine/formats/digest.hpp"
#include "engine/verbs/formula.hpp"
#include "tests/support/acceptance_table.hpp"
#include "tests/support/places.hpp"

namespace {

using namespace pledgelab;
using test::CsvRow;
using test::figure_in;

std::string carried(const char* name) {
  return test::source_root() + "/tests/data/valuation/" + name;
}

std::vector<CsvRow> lines() { return test::csv_rows(carried("acceptance_formulas.csv")); }

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// "expected 2", "between 5 6": the word, and the places.
struct Reference {
  std::string word;
  std::vector<std::size_t> places;
};

Reference reference_of(const std::string& text) {
  std::istringstream in(text);
  Reference reference;
  in >> reference.word;
  for (std::size_t place = 0; in >> place;) reference.places.push_back(place);
  return reference;
}

// "a=1 b=2,3" as the verb takes it.
std::map<std::string, std::string> typed_of(const std::string& inputs) {
  std::istringstream in(inputs);
  std::map<std::string, std::string> typed;
  for (std::string word; in >> word;) {
    const std::size_t sign = word.find('=');
    REQUIRE_MESSAGE(sign != std::string::npos, word);
    typed[word.substr(0, sign)] = word.substr(sign + 1);
  }
  return typed;
}

// The inputs of one put of the table: its cells by their names, and 50 dates a year.
std::string filled(std::string inputs, const CsvRow& put) {
  CsvRow words = put;
  words["dates"] = std::to_string(std::lround(50 * test::number_in(put, "T")));
  for (const auto& [name, text] : words) {
    const std::string hole = "{" + name + "}";
    const std::size_t at = inputs.find(hole);
    if (at != std::string::npos) inputs.replace(at, hole.size(), text);
  }
  return inputs;
}

// Answers by formula and inputs: a row of several figures runs once.
class Answers {
 public:
  double output(const std::string& formula, const std::string& inputs, const std::string& name) {
    const std::string key = formula + " " + inputs;
    if (x_known.count(key) == 0) {
      const auto answer = run_formula(formula, typed_of(inputs));
      REQUIRE_MESSAGE(answer.ok(), key, ": ", answer.ok() ? "" : answer.errors()[0].message);
      for (const auto& [output, value] : answer.value().output) x_known[key][output] = value;
    }
    const auto found = x_known[key].find(name);
    REQUIRE_MESSAGE(found != x_known[key].end(), formula, " answers no ", name);
    return found->second;
  }

 private:
  std::map<std::string, std::map<std::string, double>> x_known;
};

// The column that a cell "lattice/FD: column a; LSM: column b" names first, second …
std::string column_named(const std::string& cell, std::size_t place) {
  const std::string word = "column ";
  std::size_t at = 0;
  for (std::size_t i = 0; i < place; ++i) {
    at = cell.find(word, at);
    REQUIRE_MESSAGE(at != std::string::npos, "no column ", place, " in '", cell, "'");
    at += word.size();
  }
  return cell.substr(at, cell.find_first_of(";, ", at) - at);
}

struct Wanted {
  test::Numeral figure;
  std::string inputs;
};

// What a line wants: one figure, or one for each put.
std::vector<Wanted> wanted_of(const CsvRow& line, const CsvRow& row) {
  const Reference figure = reference_of(line.at("figure"));
  REQUIRE(figure.places.size() == 1);
  if (figure.word != "column") {
    return {{figure_in(row, figure.word, figure.places[0]), line.at("inputs")}};
  }
  const std::string column = column_named(row.at("expected"), figure.places[0]);
  std::vector<Wanted> wanted;
  for (const CsvRow& put : test::csv_rows(carried("ls2001_table1.csv"))) {
    wanted.push_back({{test::number_in(put, column)}, filled(line.at("inputs"), put)});
  }
  return wanted;
}

// Does `got` keep the line's tolerance? Errors are in the unit of the figure.
bool holds(const CsvRow& line, const CsvRow& row, const Wanted& wanted, double got,
           Answers& answers) {
  const Reference within = reference_of(line.at("within"));
  const auto tolerance = [&](std::size_t i) {
    REQUIRE(i < within.places.size());
    return figure_in(row, "tolerance", within.places[i]).value;
  };
  const double figure = wanted.figure.value;
  const double off = got - figure;
  if (within.word == "abs") return std::abs(off) <= tolerance(0);
  if (within.word == "rel") return std::abs(off) <= tolerance(0) * std::abs(figure);
  if (within.word == "beyond") return std::abs(off) > tolerance(0);
  if (within.word == "between") return off >= tolerance(0) && off <= tolerance(1);
  if (within.word == "digits") return std::abs(off) <= wanted.figure.half_digit;
  if (within.word == "exact") return std::abs(off) <= 1e-12 * std::abs(figure);
  REQUIRE_MESSAGE(within.word == "errors", line.at("id"), ": unknown '", within.word, "'");
  const double error =
      answers.output(line.at("formula"), wanted.inputs, "standard_error_yuan") * tolerance(1);
  return std::abs(off) <= std::max(tolerance(0), error);
}

// What a line says against a row of the table; empty where it agrees.
std::string fault_of(const CsvRow& line, const CsvRow& row, Answers& answers) {
  std::ostringstream fault;
  fault.precision(10);
  for (const Wanted& wanted : wanted_of(line, row)) {
    const double got = answers.output(line.at("formula"), wanted.inputs, line.at("output"));
    if (holds(line, row, wanted, got, answers)) continue;
    fault << line.at("id") << ": " << line.at("formula") << " " << wanted.inputs << " gives "
          << line.at("output") << " " << got << ", the table's " << line.at("figure") << " is "
          << wanted.figure.value << " (" << line.at("within") << " of '" << row.at("tolerance")
          << "')\n";
  }
  return fault.str();
}

bool is_label(const CsvRow& line) { return line.at("within") == "label"; }

bool is_simulated(const CsvRow& line) {
  const std::string& name = line.at("formula");
  return name == "simulated_option" || name == "simulated_completion" || name == "research_option";
}

std::map<std::string, CsvRow> table() {
  std::map<std::string, CsvRow> rows;
  for (const CsvRow& row : test::acceptance_rows()) rows[row.at("id")] = row;
  return rows;
}

void check_lines(bool simulated, std::size_t least) {
  const auto rows = table();
  Answers answers;
  std::size_t compared = 0;
  for (const CsvRow& line : lines()) {
    if (is_label(line) || is_simulated(line) != simulated) continue;
    REQUIRE_MESSAGE(rows.count(line.at("id")) == 1, line.at("id"));
    const std::string fault = fault_of(line, rows.at(line.at("id")), answers);
    CHECK_MESSAGE(fault.empty(), fault);
    ++compared;
  }
  CHECK(compared >= least);
}

CsvRow line_of(const std::string& id, const std::string& figure) {
  for (const CsvRow& line : lines()) {
    if (line.at("id") == id && line.at("figure") == figure) return line;
  }
  FAIL("no line for ", figure, " of ", id);
  return {};
}

}  // namespace

TEST_CASE("acceptance: the formulas give the table's figures at the table's tolerance") {
  check_lines(false, 135);
}

TEST_CASE("acceptance: the simulated formulas too (slow)") { check_lines(true, 14); }

TEST_CASE("acceptance: every row, and every number of its expected cell, is asked for") {
  std::map<std::string, std::set<std::size_t>> asked;
  for (const CsvRow& line : lines()) {
    const Reference figure = reference_of(line.at("figure"));
    auto& places = asked[line.at("id")];
    if (figure.word == "expected") places.insert(figure.places.at(0));
  }
  for (const CsvRow& row : test::acceptance_rows()) {
    const std::string& id = row.at("id");
    if (id[0] == 'D') continue;
    CHECK_MESSAGE(asked.count(id) == 1, id, " is answered by no formula");
    const std::size_t numbers = test::numerals_in(row.at("expected")).size();
    for (std::size_t place = 1; place <= numbers; ++place) {
      CHECK_MESSAGE(asked[id].count(place) == 1, id, ": nothing is compared with number ", place,
                    " of '", row.at("expected"), "'");
    }
  }
  CHECK(asked.size() == 51);
}

TEST_CASE("acceptance: a figure or a tolerance that is changed in the table is found") {
  Answers answers;
  CsvRow row = test::acceptance_row("V23");
  const CsvRow line = line_of("V23", "expected 1");
  CHECK(fault_of(line, row, answers).empty());
  row["expected"].replace(0, 7, "12.5816");
  CHECK(fault_of(line, row, answers).find("12.5816") != std::string::npos);
  row = test::acceptance_row("V23");
  row["tolerance"] = "abs 1e-6";
  CHECK_FALSE(fault_of(line, row, answers).empty());
  row = test::acceptance_row("V05");
  CHECK(fault_of(line_of("V05", "column 1"), row, answers).empty());
  row["expected"] = "column paper_fd";
  CHECK_FALSE(fault_of(line_of("V05", "column 1"), row, answers).empty());
  row = test::acceptance_row("V43");
  row["tolerance"] = "abs 1e-3; .8571/.1429/0; 10.4924 is not accepted";
  CHECK_FALSE(fault_of(line_of("V43", "tolerance 2"), row, answers).empty());
}

TEST_CASE("acceptance: the table is the one that was agreed, to the byte") {
  // A wider tolerance passes every comparison, so the bytes are pinned too.
  const std::string bytes = read(test::acceptance_path());
  CHECK(sha256_hex(bytes) == "de4209a526e1d77415a8b5d4f6124295da7ed76f411d5eea99abd8cd1ec8727c");
  const auto agreed = test::reference_file("valuation/acceptance_valuation.csv");
  if (agreed) CHECK(bytes == read(*agreed));
}

TEST_CASE("acceptance: numbers as the table prints them") {
  const auto values = [](const char* text) {
    std::vector<double> found;
    for (const test::Numeral& one : test::numerals_in(text)) found.push_back(one.value);
    return found;
  };
  using Values = std::vector<double>;
  CHECK(values("betas t2 (-1.070,2.983,-1.814), P90 130.94") ==
        Values{-1.07, 2.983, -1.814, 130.94});
  CHECK(values("2.29891@4y;top10% share=80.63%; -0.35/+0.10") ==
        Values{2.29891, 4, .8063, -.35, .1});
  CHECK(values("ln-SD .6; lag-1; w>=0; 2.04949e9 abs 1e-3") == Values{.6, 1, 0, 2.04949e9, 1e-3});
  CHECK(values("no number of p462 or S0").empty());
  CHECK(test::numerals_in("5.309")[0].half_digit == doctest::Approx(.0005));
  CHECK(test::numerals_in("907 or 15% or 2.04949e9")[0].half_digit == .5);
  CHECK(test::numerals_in("907 or 15% or 2.04949e9")[1].half_digit == doctest::Approx(.005));
  CHECK(test::numerals_in("907 or 15% or 2.04949e9")[2].half_digit == doctest::Approx(5000));
}
