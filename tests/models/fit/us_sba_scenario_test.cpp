// scenarios/us-sba-7a.yaml is what models/fit finds on approvals up to FY2003, figure by figure.
#include <doctest/doctest.h>

#include <array>
#include <cmath>

#include "engine/formats/yaml.hpp"
#include "models/base/statistics.hpp"
#include "models/fit/groups.hpp"
#include "models/scenario/read.hpp"
#include "models/scenario/scenario.hpp"
#include "tests/models/fit/sba_sample.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

const Scenario& scenario() {
  static const Scenario kScenario = [] {
    const auto document = read_yaml(test::source_root() + "/scenarios/us-sba-7a.yaml");
    return read_scenario(document.value()).value();
  }();
  return kScenario;
}

const Parameter& parameter(const std::string& name) {
  const Parameter* found = scenario().find(name);
  REQUIRE(found != nullptr);
  return *found;
}

std::vector<RealisedLoan> fitting_loans() {
  std::vector<RealisedLoan> kept;
  for (const RealisedLoan& loan : test::sba_sample()) {
    if (loan.approval_year >= 1997 && loan.approval_year <= 2003) kept.push_back(loan);
  }
  return kept;
}

void compare(const std::string& name, const std::map<std::string, Relative>& fitted) {
  for (const ParameterRow& row : parameter(name).rows) {
    const auto found =
        fitted.find(row.key == "else" && fitted.count("above") == 1 ? "above" : row.key);
    REQUIRE_MESSAGE(found != fitted.end(), row.key);
    CHECK_MESSAGE(std::fabs(found->second.relative - row.value) < 0.0006, name, " ", row.key);
  }
}

}  // namespace

TEST_CASE("us-sba-7a: the seasoning curve is that of cohorts FY1991-2003") {
  const auto curve = mean_curve(test::sba_cohorts(1991, 2003), true);
  const auto& rows = parameter("pd_cohort_curve").rows;
  REQUIRE(rows.size() == curve.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(rows[i].key == std::to_string(curve[i].first));
    CHECK(std::fabs(rows[i].value - curve[i].second) < 0.000006);
  }
}

TEST_CASE("us-sba-7a: relatives by sector and by amount are those of approvals FY1997-2003") {
  const auto loans = fitting_loans();
  compare("pd_relatives_sector",
          relatives(
              loans, [](const RealisedLoan& loan) { return loan.sector; }, 50));
  const std::array bounds = {50000.0, 150000.0, 500000.0};
  compare(
      "pd_relatives_amount",
      relatives(
          loans, [&](const RealisedLoan& loan) { return band_key(loan.approved, bounds); }, 50));
}

TEST_CASE("us-sba-7a: severity by age, its concentration and the terms are the sample's") {
  const auto loans = fitting_loans();
  const auto amount = [](const RealisedLoan& loan) {
    return loan.revolving ? loan.approved : loan.disbursed;
  };
  double low = 0;
  double weighted = 0;
  double count = 0;
  for (const ParameterRow& row : parameter("severity_by_age").rows) {
    const double high = std::stod(row.key);
    const auto inside = [&](const RealisedLoan& loan) {
      return loan.months_to_charge_off && *loan.months_to_charge_off > low &&
             *loan.months_to_charge_off <= high;
    };
    const auto moments = severity_moments(loans, inside, amount);
    CHECK(std::fabs(moments.mean_frac - row.value) < 0.0006);
    const auto shape = beta_by_moments(moments.mean_frac, moments.sd_frac * moments.sd_frac);
    weighted += static_cast<double>(moments.count) * shape.value().concentration;
    count += static_cast<double>(moments.count);
    low = high;
  }
  CHECK(std::fabs(parameter("severity_concentration").rows.at(0).value - weighted / count) < 0.006);
  const auto terms = term_shares(loans, 0.02);
  const auto& rows = parameter("term_months").rows;
  REQUIRE(rows.size() == terms.size());
  for (const ParameterRow& row : rows) {
    CHECK(std::fabs(terms.at(std::stoi(row.key)) - row.value) < 0.00006);
  }
}

TEST_CASE("us-sba-7a: what cohorts have in common of severity is a hundredth of its variance") {
  const auto loans = fitting_loans();
  std::map<int, std::vector<double>> by_cohort;
  double low = 0;
  for (const ParameterRow& row : parameter("severity_by_age").rows) {
    std::vector<std::pair<int, double>> band;
    std::vector<double> severities;
    for (const RealisedLoan& loan : loans) {
      const double lent = loan.revolving ? loan.approved : loan.disbursed;
      const double age = loan.months_to_charge_off.value_or(-1);
      if (age <= low || age > std::stod(row.key) || lent <= 0) continue;
      severities.push_back(std::min(1.0, loan.charged_off_amount / lent));
      band.emplace_back(loan.approval_year, severities.back());
    }
    const double center = mean(severities);
    const double spread = standard_deviation(severities);
    for (const auto& [year, severity] : band) {
      by_cohort[year].push_back((severity - center) / spread);
    }
    low = std::stod(row.key);
  }
  std::vector<std::vector<double>> cohorts;
  for (auto& [year, standardised] : by_cohort) cohorts.push_back(std::move(standardised));
  REQUIRE(cohorts.size() == 7);
  const double fitted = between_share(cohorts);
  CHECK(std::fabs(parameter("other_recovery_share_macro").rows.at(0).value - fitted) < 0.0006);
}
