#include "tests/models/fit/sba_sample.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "models/base/date.hpp"
#include "tests/support/places.hpp"

namespace pledgelab::test {
namespace {

using Row = std::map<std::string, std::string>;

// No quotes stand in these files.
std::vector<Row> rows_of(const std::string& name) {
  std::ifstream in(source_root() + "/tests/data/sba/" + name);
  REQUIRE(in.good());
  std::vector<std::string> header;
  std::vector<Row> rows;
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> cells;
    std::string cell;
    std::istringstream parts(line);
    while (std::getline(parts, cell, ',')) cells.push_back(cell);
    if (header.empty()) {
      header = cells;
      continue;
    }
    cells.resize(header.size());
    Row row;
    for (std::size_t i = 0; i < header.size(); ++i) row[header[i]] = cells[i];
    rows.push_back(row);
  }
  return rows;
}

double number(const std::string& text) { return text.empty() ? 0 : std::stod(text); }

RealisedLoan loan_of(const Row& row) {
  RealisedLoan loan;
  loan.approval_year = std::stoi(row.at("approval_fy"));
  loan.approved = number(row.at("approved_usd"));
  loan.disbursed = number(row.at("disbursed_usd"));
  loan.charged_off = row.at("status") == "CHGOFF";
  loan.charged_off_amount = loan.charged_off ? number(row.at("chargeoff_usd")) : 0;
  const auto start = parse_date(row.at("disbursement_date"));
  const auto end = parse_date(row.at("chargeoff_date"));
  if (loan.charged_off && start && end)
    loan.months_to_charge_off = (end->days - start->days) / 30.44;
  if (!loan.charged_off) loan.contract_term_months = std::stoi(row.at("term_months_recorded"));
  loan.revolving = row.at("revolver") == "1";
  loan.sector = row.at("sector2");
  loan.weight = number(row.at("sample_weight"));
  return loan;
}

}  // namespace

std::vector<RealisedLoan> sba_sample() {
  std::vector<RealisedLoan> loans;
  for (const Row& row : rows_of("sba_loans_sample.csv")) {
    const bool resolved = row.at("status") == "PIF" || row.at("status") == "CHGOFF";
    if (row.at("programme") == "7A" && resolved) loans.push_back(loan_of(row));
  }
  return loans;
}

std::vector<CohortCurve> sba_cohorts(int from, int to) {
  std::map<int, CohortCurve> cohorts;
  for (const Row& row : rows_of("sba_7a_cohorts_fy1991_2005.csv")) {
    const int year = std::stoi(row.at("approval_fy"));
    cohorts[year].year = year;
    cohorts[year].loans = number(row.at("loans_at_risk"));
  }
  for (const Row& row : rows_of("sba_7a_seasoning_fy1991_2005.csv")) {
    cohorts[std::stoi(row.at("approval_fy"))].cumulative_frac.emplace_back(
        std::stoi(row.at("age_months")), number(row.at("cumulative_chargeoff_pct_of_loans")) / 100);
  }
  std::vector<CohortCurve> chosen;
  for (const auto& [year, cohort] : cohorts) {
    if (from <= year && year <= to) chosen.push_back(cohort);
  }
  return chosen;
}

}  // namespace pledgelab::test
