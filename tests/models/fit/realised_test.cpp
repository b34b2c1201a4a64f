// Figures L1, L2, L3, T1 and T8 of the SBA sample, derived elsewhere.
#include "models/fit/realised.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "models/base/statistics.hpp"
#include "tests/models/fit/sba_sample.hpp"

using namespace pledgelab;

namespace {

double disbursed(const RealisedLoan& loan) { return loan.disbursed; }
double approved(const RealisedLoan& loan) { return loan.approved; }
bool term_loan(const RealisedLoan& loan) { return !loan.revolving; }
bool revolver(const RealisedLoan& loan) { return loan.revolving; }

std::vector<RealisedLoan> recent(const std::vector<RealisedLoan>& all) {
  std::vector<RealisedLoan> kept;
  for (const RealisedLoan& loan : all) {
    if (loan.approval_year >= 2001 && loan.approval_year <= 2005) kept.push_back(loan);
  }
  return kept;
}

}  // namespace

TEST_CASE("realised: L1, severity of term loans and of revolvers") {
  const auto loans = test::sba_sample();
  CHECK(loans.size() == 14223);
  const auto terms = severity_moments(loans, term_loan, disbursed);
  CHECK(terms.count == 4636);
  CHECK(std::fabs(terms.mean_frac - 0.599) < 0.0006);
  CHECK(std::fabs(terms.sd_frac - 0.270) < 0.0006);
  const auto shape = beta_by_moments(terms.mean_frac, terms.sd_frac * terms.sd_frac).value();
  CHECK(std::fabs(shape.a - 1.375) < 0.002);
  CHECK(std::fabs(shape.b - 0.922) < 0.002);
  const auto revolving = severity_moments(loans, revolver, approved);
  CHECK(revolving.count == 1175);
  CHECK(std::fabs(revolving.mean_frac - 0.812) < 0.0006);
}

TEST_CASE("realised: L2, severity falls with months to charge-off") {
  const auto loans = test::sba_sample();
  const std::array edges = {0.0, 24.0, 36.0, 48.0, 60.0, 84.0, 120.0};
  const std::array expected = {0.83, 0.75, 0.69, 0.62, 0.53, 0.46};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double low = edges[i];
    const double high = edges[i + 1];
    const auto inside = [&](const RealisedLoan& loan) {
      return term_loan(loan) && loan.months_to_charge_off && *loan.months_to_charge_off > low &&
             *loan.months_to_charge_off <= high;
    };
    CHECK(std::fabs(severity_moments(loans, inside, disbursed).mean_frac - expected[i]) < 0.006);
  }
}

TEST_CASE("realised: T1 and T8, relatives by size and by sector") {
  const auto loans = recent(test::sba_sample());
  const std::array bounds = {50000.0, 150000.0, 500000.0};
  const auto by_size = relatives(
      loans, [&](const RealisedLoan& loan) { return band_key(loan.approved, bounds); }, 30);
  CHECK(std::fabs(by_size.at("le_50000").rate_frac - 0.227) < 0.0006);
  CHECK(std::fabs(by_size.at("le_150000").rate_frac - 0.163) < 0.0006);
  CHECK(std::fabs(by_size.at("le_500000").rate_frac - 0.128) < 0.0006);
  CHECK(std::fabs(by_size.at("above").rate_frac - 0.103) < 0.0006);
  const auto by_sector = relatives(
      loans, [](const RealisedLoan& loan) { return loan.sector; }, 30);
  const std::map<std::string, double> expected = {{"62", 0.113}, {"33", 0.134}, {"54", 0.156},
                                                  {"72", 0.166}, {"44", 0.191}, {"42", 0.208},
                                                  {"23", 0.210}, {"48", 0.227}, {"45", 0.287}};
  for (const auto& [sector, rate] : expected) {
    CHECK(std::fabs(by_sector.at(sector).rate_frac - rate) < 0.0006);
  }
}

TEST_CASE("realised: a relative is the segment's rate over the whole's; small segments join else") {
  std::vector<RealisedLoan> loans(4);
  loans[0].sector = loans[1].sector = "a";
  loans[2].sector = "b";
  loans[0].charged_off = loans[2].charged_off = true;
  const auto by = relatives(
      loans, [](const RealisedLoan& loan) { return loan.sector; }, 2);
  CHECK(by.at("a").relative == doctest::Approx(1.0));     // 1 of 2, all: 2 of 4
  CHECK(by.at("else").relative == doctest::Approx(1.0));  // "b" and the nameless one
  CHECK(by.count("b") == 0);
}

TEST_CASE("realised: bands are closed above") {
  const std::array bounds = {50000.0, 150000.0};
  CHECK(band_key(50000, bounds) == "le_50000");
  CHECK(band_key(50000.01, bounds) == "le_150000");
  CHECK(band_key(150001, bounds) == "above");
}

TEST_CASE("realised: contract terms come from paid-in-full loans only, the median is 84 months") {
  auto loans = test::sba_sample();
  const auto shares = term_shares(loans, 0.01);
  double total = 0;
  double most = 0;
  int common = 0;
  for (const auto& [term, share] : shares) {
    total += share;
    if (share > most) {
      most = share;
      common = term;
    }
  }
  CHECK(total == doctest::Approx(1.0));
  CHECK(common == 84);
  for (RealisedLoan& loan : loans) {
    if (loan.charged_off) loan.contract_term_months = 7;  // must change nothing
  }
  CHECK(term_shares(loans, 0.01) == shares);
}

TEST_CASE("realised: no Beta has a variance of m (1 − m) or more") {
  CHECK_FALSE(beta_by_moments(0.5, 0.25).ok());
  CHECK_FALSE(beta_by_moments(0.5, 0).ok());
  CHECK_FALSE(beta_by_moments(1, 0.1).ok());
  CHECK(beta_by_moments(0.5, 0.05).value().concentration == doctest::Approx(4));
}
