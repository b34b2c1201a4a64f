// Skew, shortfall, quantiles with a jump, a layout by its chips and the late fee: V21, V33, V38,
// V39, V50 and by hand; and the index's entries for them.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "models/valuation/distribution.hpp"
#include "models/valuation/formulas.hpp"
#include "models/valuation/income_stream.hpp"
#include "tests/models/valuation/world.hpp"
#include "tests/support/formula_checks.hpp"

using namespace pledgelab;
using test::examples_of;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

const Formula& rate_formula(const std::string& number) {
  for (const Formula& formula : valuation_rate_formulas()) {
    if (formula.number == number) return formula;
  }
  FAIL("no formula ", number);
  return valuation_rate_formulas().front();
}

// The worked example with one input changed: first figure, or the error's code.
std::string outcome(const std::string& number, const std::string& input, const std::string& text) {
  const Formula& formula = rate_formula(number);
  auto typed = examples_of(formula);
  REQUIRE(typed.count(input) == 1);
  typed[input] = text;
  const auto output = formula.run(FormulaArguments(typed));
  return output.ok() ? std::to_string(output.value()[0].second) : output.errors()[0].code;
}

template <class T>
void refused(const Result<T>& result, const char* code) {
  REQUIRE_FALSE(result.ok());
  CHECK(result.errors()[0].code == code);
}

}  // namespace

TEST_CASE("lognormal shape: V21, and mean = median has none") {
  const LognormalShape shape = lognormal_shape(3e6, 3e5).value();
  CHECK(shape.ln_sd == doctest::Approx(2.1460).epsilon(1e-4));
  CHECK(shape.mode_yuan == doctest::Approx(3000).epsilon(1e-12));
  CHECK(shape.top_tenth_frac == doctest::Approx(.8063).epsilon(1e-4));
  CHECK(shape.top_hundredth_frac == doctest::Approx(.4284).epsilon(1e-4));
  CHECK(shape.gini == doctest::Approx(.8708).epsilon(1e-4));
  const LognormalShape level = lognormal_shape(7, 7).value();
  CHECK(level.ln_sd == 0);
  CHECK(level.mode_yuan == 7);
  CHECK(level.top_tenth_frac == doctest::Approx(.1).epsilon(1e-12));
  CHECK(level.gini == doctest::Approx(0).epsilon(1e-12));
  refused(lognormal_shape(6.99, 7), "V-320");
  refused(lognormal_shape(7, 0), "V-320");
  refused(lognormal_shape(kNaN, 7), "V-320");
  refused(lognormal_shape(7, kNaN), "V-320");
}

TEST_CASE("mean shortfall: V38, its limits, and parity with the mean surplus") {
  CHECK(std::abs(mean_shortfall(42.4, 50, .6).value() - 7.4906) < 1e-4);
  CHECK(std::abs(mean_shortfall(42.4, 50, .6).value() / 42.4 - .1767) < 5e-5);
  CHECK(mean_shortfall(42.4, 40, 0).value() == doctest::Approx(2.4).epsilon(1e-13));
  CHECK(mean_shortfall(42.4, 50, 0).value() == 0);
  CHECK(mean_shortfall(42.4, 0, .6).value() == 42.4);
  CHECK(mean_shortfall(0, 50, .6).value() == 0);
  CHECK(mean_shortfall(0, 0, .6).value() == 0);
  // At D = M it is M (2 Φ(s/2) - 1); s = 2 gives 2 × .8413447 - 1.
  CHECK(mean_shortfall(100, 100, 2).value() == doctest::Approx(68.26894921).epsilon(1e-9));
  CHECK(outcome("F131", "debt_yuan", "0") == "0.000000");  // and no share of nothing
  refused(mean_shortfall(-1, 50, .6), "V-321");
  refused(mean_shortfall(1, -50, .6), "V-321");
  refused(mean_shortfall(1, 50, -.6), "V-321");
  refused(mean_shortfall(kNaN, 50, .6), "V-321");
  refused(mean_shortfall(1, kNaN, .6), "V-321");
  refused(mean_shortfall(1, 50, kNaN), "V-321");
}

TEST_CASE("quantiles of a worth that may jump to 0: V39, and 0 up to the chance of the jump") {
  const SurvivingWorth worth = {100, -.10, .5, .05, 1};
  CHECK(std::abs(surviving_quantile(worth, .10).value() - 35.726) < 2e-3);
  CHECK(std::abs(surviving_quantile(worth, .25).value() - 53.498) < 2e-3);
  CHECK(std::abs(surviving_quantile(worth, .05).value() - 17.70) < 5e-3);
  CHECK(surviving_quantile(worth, .048).value() == 0);  // 1 - e^-.05 = .04877
  CHECK(surviving_quantile(worth, .0488).value() > 0);
  CHECK(surviving_quantile(worth, -std::expm1(-.05)).value() == 0);
  // Without jump, four years: the median is 100 exp((-.10 - .125) 4).
  CHECK(surviving_quantile({100, -.10, .5, 0, 4}, .5).value() ==
        doctest::Approx(100 * std::exp(-.9)).epsilon(1e-13));
  CHECK(surviving_quantile({100, -.10, .5, .05, 0}, .3).value() == 100);
  refused(surviving_quantile({-1, 0, .5, .05, 1}, .1), "V-322");
  refused(surviving_quantile({100, kNaN, .5, .05, 1}, .1), "V-322");
  refused(surviving_quantile({100, 0, -.5, .05, 1}, .1), "V-322");
  refused(surviving_quantile({100, 0, .5, -.05, 1}, .1), "V-322");
  refused(surviving_quantile({100, 0, .5, .05, -1}, .1), "V-322");
  for (const double bad : {0.0, 1.0, kNaN}) refused(surviving_quantile(worth, bad), "V-322");
  refused(surviving_quantile({1e300, 1000, 0, 0, 1}, .5), "V-322");
}

TEST_CASE("a layout by its chips: V33, flows by hand, nothing after the forecast") {
  IncomeStream stream;
  const std::vector<double> units = {2, 3, 2.5, 1.2};
  set_chip_flows(stream, {units, 1.5, .15, .02, .15});
  CHECK(stream.flow_yuan[0] == doctest::Approx(2 * 1.5 * .02 * .85).epsilon(1e-14));
  CHECK(stream.flow_yuan[2] == doctest::Approx(2.5 * 1.5 * .7225 * .02 * .85).epsilon(1e-14));
  CHECK(stream.flow_yuan[4] == 0);
  stream.discount_frac = .18;
  stream.life_years = 4;
  CHECK(std::abs(stream_value(stream) - .13866) < 1e-5);
  CHECK(outcome("F133", "units_annual", "2,-1") == "V-323");
  CHECK(outcome("F133", "units_annual", "0,0") == "0.000000");
  CHECK(outcome("F133", "units_annual", "0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0") == "0.000000");
  CHECK(outcome("F133", "units_annual", "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1") == "V-323");
  CHECK(outcome("F133", "price_yuan", "-1") == "V-323");
  CHECK(outcome("F133", "price_decline_frac", "1.1") == "V-323");
  CHECK(outcome("F133", "royalty_frac", "-0.1") == "V-323");
  CHECK(outcome("F133", "tax_frac", "15") == "V-323");
  CHECK(outcome("F133", "discount_frac", "-1") == "V-323");
  CHECK(outcome("F133", "year_end", "2") == "V-323");
}

TEST_CASE("the late annual fee: V50 by the entry and by the shipped law, step by step") {
  CHECK(outcome("F134", "months_late", "4") == "600.000000");
  CHECK(outcome("F134", "months_late", "1") == "300.000000");
  CHECK(outcome("F134", "months_late", "6") == "800.000000");
  CHECK(outcome("F134", "months_late", "7") == "V-324");
  CHECK(outcome("F134", "year", "20") == "2400.000000");  // 1,200 + 3 × 5 % × 8,000
  CHECK(outcome("F134", "year", "21") == "V-324");
  CHECK(outcome("F134", "year", "7") == "600.000000");
  CHECK(outcome("F134", "year", "6") == "360.000000");  // 180 + 3 × 5 % × 1,200
  CHECK(outcome("F134", "year", "7.5") == "V-324");
  CHECK(outcome("F134", "from_years", "1,4,7,10,13") == "V-324");
  CHECK(outcome("F134", "from_years", "1,4,4,10,13,16") == "V-324");
  CHECK(outcome("F134", "from_years", "1,4,7,10,13,21") == "V-324");
  CHECK(outcome("F134", "fees_yuan", "900,1200,-2000,4000,6000,8000") == "V-324");
  CHECK(outcome("F134", "reduction_frac", "85") == "V-324");
  CHECK(outcome("F134", "reduction_frac", "0") == "2300.000000");
  CHECK(outcome("F134", "last_year", "100") == "600.000000");
  CHECK(outcome("F134", "reduction_frac", "1") == "300.000000");  // the surcharge alone
  CHECK(outcome("F134", "surcharge_frac", "-0.05") == "V-324");
  CHECK(outcome("F134", "months_late", "-1") == "V-324");
  CHECK(outcome("F134", "grace_months", "0.5") == "V-324");
  // The ladder typed in the example is the shipped one.
  const Law law = valuation_test::chinese_law();
  for (int year = 1; year <= 20; ++year) {
    for (int months = 0; months <= 6; ++months) {
      auto typed = examples_of(rate_formula("F134"));
      typed["year"] = std::to_string(year);
      typed["months_late"] = std::to_string(months);
      const auto output = rate_formula("F134").run(FormulaArguments(typed));
      REQUIRE(output.ok());
      CHECK(output.value()[0].second ==
            late_annual_fee(law, AssetKind::invention, year, FeePayer::single_reduced, months)
                ->yuan());
    }
  }
}

TEST_CASE("valuation rate formulas: worked examples, and a missing or unreadable input refused") {
  const std::map<std::string, std::vector<double>> expected = {
      {"F130", {2.1460, 3000, .8063, .4284, .8708}},
      {"F131", {7.4906, .1767}},
      {"F132", {35.726}},
      {"F133", {.13866}},
      {"F134", {600, 300, 300}},
      {"F199", {100 / 1.1 + 20 / 1.21, 2}},  // see income_stream_test.cpp
      {"F160", {std::exp(2.0)}},  // half nothing: the 97.72 % quantile of the rest, two deviations
      {"F161", {1.6}},            // 1 / (9/16 + 1/16)
  };
  REQUIRE(valuation_rate_formulas().size() == expected.size());
  for (const Formula& formula : valuation_rate_formulas()) {
    const auto output = formula.run(FormulaArguments(examples_of(formula)));
    REQUIRE_MESSAGE(output.ok(), formula.number);
    const std::vector<double>& figures = expected.at(formula.number);
    REQUIRE(output.value().size() == figures.size());
    for (std::size_t i = 0; i < figures.size(); ++i) {
      CHECK_MESSAGE(output.value()[i].second == doctest::Approx(figures[i]).epsilon(2e-4),
                    formula.number, " ", output.value()[i].first);
    }
    for (const FormulaInput& input : formula.inputs) {
      auto typed = examples_of(formula);
      typed.erase(input.name);
      CHECK_MESSAGE(!formula.run(FormulaArguments(typed)).ok(), formula.number, " ", input.name);
      typed[input.name] = "nan";
      CHECK_MESSAGE(!formula.run(FormulaArguments(typed)).ok(), formula.number, " ", input.name);
    }
  }
}
