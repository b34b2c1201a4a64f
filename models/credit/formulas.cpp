#include "models/credit/formulas.hpp"

#include <cmath>
#include <vector>

#include "models/credit/pd_curve.hpp"

namespace pledgelab {
namespace {

Error outside(const std::string& name, const std::string& domain) {
  return {"F-207", {}, "'" + name + "' must lie in " + domain, "", ErrorKind::input};
}

Result<FormulaOutput> run_hazard(const FormulaArguments& arguments) {
  const auto annual = arguments.number("annual_frac");
  if (!annual) return annual.errors();
  if (!(annual.value() >= 0 && annual.value() < 1)) return outside("annual_frac", "[0, 1)");
  return FormulaOutput{{"hazard_monthly", monthly_hazard(annual.value())}};
}

Result<FormulaOutput> run_cohort(const FormulaArguments& arguments) {
  const auto ages = arguments.numbers("age_months");
  const auto rates = arguments.numbers("cumulative_frac");
  const auto at = arguments.number("at_months");
  if (!ages) return ages.errors();
  if (!rates) return rates.errors();
  if (!at) return at.errors();
  if (ages.value().empty() || ages.value().size() != rates.value().size()) {
    return outside("cumulative_frac", "as many numbers as age_months");
  }
  if (!(std::abs(at.value()) <= 1e5)) return outside("at_months", "0..100000");
  DefaultByAge curve;
  for (std::size_t i = 0; i < ages.value().size(); ++i) {
    const double age = ages.value()[i];
    const bool ordered = age >= 0 && age <= 1e5 && (i == 0 || age > ages.value()[i - 1]);
    if (!ordered) return outside("age_months", "0..100000, ascending");
    curve.age_months.push_back(static_cast<int>(age));
    curve.cumulative_frac.push_back(rates.value()[i]);
  }
  return FormulaOutput{{"cumulative_frac", curve.at(static_cast<int>(at.value()))}};
}

Result<FormulaOutput> run_cumulative(const FormulaArguments& arguments) {
  const auto annual = arguments.number("annual_frac");
  const auto relative = arguments.number("relative");
  const auto months = arguments.number("months");
  if (!annual) return annual.errors();
  if (!relative) return relative.errors();
  if (!months) return months.errors();
  if (!(annual.value() >= 0 && annual.value() < 1)) return outside("annual_frac", "[0, 1)");
  if (!(relative.value() >= 0 && relative.value() <= 1e6)) return outside("relative", "0..1e6");
  if (!(months.value() >= 0 && months.value() <= 1200)) return outside("months", "0..1200");
  const double total = monthly_hazard(annual.value()) * relative.value() * months.value();
  return FormulaOutput{{"cumulative_frac", -std::expm1(-total)}};
}

}  // namespace

std::span<const Formula> credit_formulas() {
  static const std::vector<Formula> formulas = {
      {"F50",
       "monthly_hazard",
       "h = -ln(1 - p) / 12",
       "constant hazard: Cox and Oakes 1984, Analysis of Survival Data, ch. 2",
       {{"annual_frac", "frac", "default probability of a year", "0.05"}},
       run_hazard},
      {"F51",
       "cohort_default_curve",
       "K(a) linear between rows, 0 at age 0, flat past the last",
       "domain/data.md T2: SBA cohorts, cumulative rates by age",
       {{"age_months", "months", "ages of the rows", "36,60,120"},
        {"cumulative_frac", "frac", "cumulative default rate at those ages", "0.0304,0.0743,0.125"},
        {"at_months", "months", "age asked for", "48"}},
       run_cohort},
      {"F52",
       "cumulative_default",
       "C(m) = 1 - exp(-sum of h x relatives x age shape x multiple)",
       "proportional hazards: Cox 1972, Regression models and life tables",
       {{"annual_frac", "frac", "default probability of a year", "0.05"},
        {"relative", "number", "product of the relatives", "2"},
        {"months", "months", "horizon", "24"}},
       run_cumulative},
  };
  return formulas;
}

}  // namespace pledgelab
