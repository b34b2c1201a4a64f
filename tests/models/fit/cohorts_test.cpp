// Figures T2, T3, T5 and T6 of the SBA cohorts and S&P's yearly rates, derived elsewhere.
#include "models/fit/cohorts.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "models/base/normal.hpp"
#include "models/base/statistics.hpp"
#include "tests/models/fit/sba_sample.hpp"

using namespace pledgelab;

namespace {

std::vector<double> at_age(const std::vector<CohortCurve>& cohorts, int age) {
  std::vector<double> rates;
  for (const CohortCurve& cohort : cohorts) {
    for (const auto& [months, rate] : cohort.cumulative_frac) {
      if (months == age) rates.push_back(rate);
    }
  }
  return rates;
}

double correlation_at(const std::vector<CohortCurve>& cohorts, int age) {
  const auto rates = at_age(cohorts, age);
  return one_factor_correlation(mean(rates), variance(rates)).value();
}

}  // namespace

TEST_CASE("cohorts: T2, mean and spread of the cumulative rate over 15 vintages") {
  const auto cohorts = test::sba_cohorts(1991, 2005);
  REQUIRE(cohorts.size() == 15);
  const auto at36 = at_age(cohorts, 36);
  const auto at60 = at_age(cohorts, 60);
  const auto at120 = at_age(cohorts, 120);
  CHECK(mean(at36) == doctest::Approx(0.0304).epsilon(0.002));
  CHECK(mean(at60) == doctest::Approx(0.0743).epsilon(0.001));
  CHECK(standard_deviation(at60) == doctest::Approx(0.0211).epsilon(0.003));
  CHECK(mean(at120) == doctest::Approx(0.1250).epsilon(0.001));
  CHECK(standard_deviation(at120) == doctest::Approx(0.0350).epsilon(0.002));
}

TEST_CASE("cohorts: T3, share of the ten-year charge-offs by year of age") {
  const double expected[] = {0.6, 8.0, 15.7, 18.1, 17.0, 14.8, 10.6, 7.1, 4.6, 3.3};
  const auto curve = mean_curve(test::sba_cohorts(1991, 2005), false);
  REQUIRE(curve.size() == 10);
  double before = 0;
  for (std::size_t year = 0; year < 10; ++year) {
    const double share = 100 * (curve[year].second - before) / curve.back().second;
    CHECK(std::fabs(share - expected[year]) < 0.06);
    before = curve[year].second;
  }
}

TEST_CASE("cohorts: the mean by loans weighs large cohorts more") {
  const std::vector<CohortCurve> two = {{2000, 100, {{12, 0.01}, {24, 0.02}}},
                                        {2001, 300, {{12, 0.05}}}};
  const auto curve = mean_curve(two, true);
  REQUIRE(curve.size() == 1);  // age 24 is not shared
  CHECK(curve[0].second == doctest::Approx(0.04));
  CHECK(mean_curve(two, false)[0].second == doctest::Approx(0.03));
}

TEST_CASE("cohorts: T5, correlation by moments and the quantile it implies") {
  const auto cohorts = test::sba_cohorts(1991, 2005);
  CHECK(std::fabs(correlation_at(cohorts, 36) - 0.018) < 0.0006);
  CHECK(std::fabs(correlation_at(cohorts, 60) - 0.022) < 0.0006);
  CHECK(std::fabs(correlation_at(cohorts, 120) - 0.028) < 0.0006);
  const double m = mean(at_age(cohorts, 60));
  const double rho = correlation_at(cohorts, 60);
  const double worst = normal_cdf((normal_quantile(m) + std::sqrt(rho) * normal_quantile(0.999)) /
                                  std::sqrt(1 - rho));
  CHECK(std::fabs(worst - 0.159) < 0.0006);
}

TEST_CASE("cohorts: the estimator returns the correlation it was given, and refuses the rest") {
  const double k = normal_quantile(0.05);
  const double s2 = bivariate_normal_cdf(k, k, 0.2) - 0.0025;
  CHECK(one_factor_correlation(0.05, s2).value() == doctest::Approx(0.2).epsilon(1e-6));
  CHECK(one_factor_correlation(0.05, 0).value() < 1e-6);
  CHECK_FALSE(one_factor_correlation(0.05, -1e-6).ok());
  CHECK_FALSE(one_factor_correlation(0.05, 0.05 * 0.95).ok());
  CHECK_FALSE(one_factor_correlation(0, 0.001).ok());
}

TEST_CASE("cohorts: noise of finite cohorts is taken out") {
  // 100 firms a year, m = 10 %: pure luck has variance m (1 − m)/100 = 0.0009.
  CHECK(noise_free_variance(0.1, 0.0009, 0.01) == doctest::Approx(0));
  CHECK(noise_free_variance(0.1, 0.0019, 0.01) == doctest::Approx(0.001 / 0.99));
}
