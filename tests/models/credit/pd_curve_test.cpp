#include "models/credit/pd_curve.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "models/credit/formulas.hpp"

using namespace pledgelab;
using doctest::Approx;

namespace {

const Date kAsOf = *make_date(2026, 1, 1);

void put(Scenario& scenario, const std::string& name, std::vector<ParameterRow> rows,
         Mark mark = Mark::found) {
  scenario.parameters.push_back({name, "", "", std::nullopt, mark, std::move(rows), {}});
}

// One borrower, one loan taken at the as-of date.
Book book() {
  Book made;
  made.borrowers.resize(1);
  made.lenders.resize(1);
  made.loans.resize(1);
  made.loans[0].origination = kAsOf;
  made.loans[0].maturity = add_months(kAsOf, 36);
  made.loans[0].principal = made.loans[0].balance = Money::of_yuan(60'000);
  return made;
}

PdCurve only(const Book& of, const Scenario& scenario, int months = 24) {
  const auto curves = pd_curves(of, scenario, kAsOf, months);
  REQUIRE(curves.ok());
  return curves.value().front();
}

Scenario prior_only() {
  Scenario scenario;
  put(scenario, "pd_prior", {{"", 0.04}});
  return scenario;
}

}  // namespace

TEST_CASE("credit: the route is own rating, then grade, then relatives, then prior") {
  Scenario scenario = prior_only();
  put(scenario, "pd_grade_table", {{"A", 0.01}, {"E", 0.08}}, Mark::known);
  put(scenario, "pd_relatives_sector", {{"retail", 1.5}}, Mark::assumed);
  put(scenario, "pd_relatives_size", {{"micro", 2}}, Mark::known);
  Book b = book();
  Borrower& borrower = b.borrowers[0];
  CHECK(only(b, scenario).route == PdRoute::prior);
  CHECK(only(b, scenario).annual_frac == Approx(0.04).epsilon(1e-12));
  borrower.sector = "retail";
  CHECK(only(b, scenario).route == PdRoute::relatives);
  CHECK(only(b, scenario).mark == Mark::assumed);
  borrower.size = BorrowerSize::micro;
  // hazards multiply: 1 − 0.96^(1.5 × 2)
  CHECK(only(b, scenario).annual_frac == Approx(1 - 0.96 * 0.96 * 0.96).epsilon(1e-12));
  borrower.grade = "E";
  CHECK(only(b, scenario).route == PdRoute::grade_table);
  CHECK(only(b, scenario).annual_frac == Approx(0.08).epsilon(1e-12));
  CHECK(only(b, scenario).mark == Mark::known);
  borrower.pd_annual_frac = 0.2;
  const PdCurve own = only(b, scenario);
  CHECK(own.route == PdRoute::own_rating);
  CHECK(own.cumulative_frac[0] == 0);
  CHECK(own.cumulative_frac[12] == Approx(0.2).epsilon(1e-12));
  CHECK(own.cumulative_frac[24] == Approx(1 - 0.8 * 0.8).epsilon(1e-12));
  borrower.pd_annual_frac.reset();
  borrower.grade = "F";  // no such row: the next route
  CHECK(only(b, scenario).route == PdRoute::relatives);
  CHECK(word_of(PdRoute::grade_table) == "grade_table");
}

TEST_CASE("credit: amount bands, the narrowest that holds the amount approved") {
  Scenario scenario = prior_only();
  put(scenario, "pd_relatives_amount", {{"le_150000", 2}, {"le_50000", 3}, {"else", 1}});
  Book b = book();
  CHECK(only(b, scenario).annual_frac == Approx(1 - 0.96 * 0.96).epsilon(1e-12));
  b.loans[0].approved = Money::of_yuan(50'000);  // closed above
  CHECK(only(b, scenario).annual_frac == Approx(1 - 0.96 * 0.96 * 0.96).epsilon(1e-12));
  b.loans[0].approved = Money::of_yuan(150'001);
  CHECK(only(b, scenario).annual_frac == Approx(0.04).epsilon(1e-12));
  CHECK(only(b, scenario).route == PdRoute::prior);
}

TEST_CASE("credit: shocks and age shape act in their months, and nothing before origination") {
  Scenario scenario = prior_only();
  put(scenario, "pd_hazard_multiple", {{"", 1}});
  scenario.shocks.push_back({"pd_hazard_multiple", "", Shock::Operation::multiply, 3, 13, 24, {}});
  Book b = book();
  const PdCurve shocked = only(b, scenario);
  CHECK(shocked.cumulative_frac[12] == Approx(0.04).epsilon(1e-12));
  CHECK(shocked.cumulative_frac[24] == Approx(1 - std::pow(0.96, 4)).epsilon(1e-12));
  scenario.shocks.clear();
  put(scenario, "pd_age_shape", {{"1", 0}, {"2", 2}, {"else", 1}});
  CHECK(only(b, scenario).cumulative_frac[12] == 0);
  CHECK(only(b, scenario).cumulative_frac[24] == Approx(1 - 0.96 * 0.96).epsilon(1e-12));
  b.loans[0].origination = add_months(kAsOf, -12);  // in its second year now
  CHECK(only(b, scenario).cumulative_frac[12] == Approx(1 - 0.96 * 0.96).epsilon(1e-12));
  b.loans[0].origination = add_months(kAsOf, 6);
  CHECK(only(b, prior_only()).cumulative_frac[6] == 0);
  CHECK(only(b, prior_only()).cumulative_frac[18] == Approx(0.04).epsilon(1e-12));
}

TEST_CASE("credit: a cohort curve by age, given what the loan has survived") {
  Scenario scenario;
  put(scenario, "pd_cohort_curve", {{"36", 0.0304}, {"60", 0.0743}, {"120", 0.1250}});
  Book b = book();
  const PdCurve fresh = only(b, scenario, 60);
  CHECK(fresh.cumulative_frac[36] == Approx(0.0304).epsilon(1e-12));
  CHECK(fresh.cumulative_frac[18] == Approx(0.0152).epsilon(1e-12));
  CHECK(fresh.cumulative_frac[60] == Approx(0.0743).epsilon(1e-12));
  b.loans[0].origination = add_months(kAsOf, -36);
  CHECK(only(b, scenario).cumulative_frac[24] ==
        Approx(1 - (1 - 0.0743) / (1 - 0.0304)).epsilon(1e-12));
  put(scenario, "pd_relatives_region", {{"CA", 2}});
  b.borrowers[0].region = "CA";
  CHECK(only(b, scenario).cumulative_frac[24] ==
        Approx(1 - std::pow((1 - 0.0743) / (1 - 0.0304), 2)).epsilon(1e-12));
  b.loans[0].origination = add_months(kAsOf, -120);
  CHECK(only(b, scenario).cumulative_frac[24] == 0);
  Scenario falling;
  put(falling, "pd_cohort_curve", {{"36", 0.05}, {"60", 0.04}});
  CHECK(pd_curves(b, falling, kAsOf, 12).errors().front().code == "C-130");
  CHECK(pd_curves(b, Scenario{}, kAsOf, 12).errors().front().code == "C-110");
}

TEST_CASE("credit: each formula runs on its own example") {
  // By hand: −ln(0.95)/12; midway between 3.04 % and 7.43 %; 1 − 0.95^4.
  const std::vector<double> expected = {0.0042744412, 0.05235, 1 - std::pow(0.95, 4)};
  std::size_t i = 0;
  for (const Formula& formula : credit_formulas()) {
    std::map<std::string, std::string> typed;
    for (const FormulaInput& input : formula.inputs) typed[input.name] = input.example;
    const auto output = formula.run(FormulaArguments(typed));
    REQUIRE(output.ok());
    CHECK(output.value().front().second == Approx(expected[i++]).epsilon(1e-8));
  }
}
