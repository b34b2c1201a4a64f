#include "models/evidence/formulas.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include "models/evidence/age.hpp"
#include "models/evidence/appraisal.hpp"
#include "models/evidence/grade.hpp"

namespace pledgelab {
namespace {

Error out_of_domain(const char* what) {
  return {"F-202", {}, what, "see the formula's inputs", ErrorKind::input};
}

Result<FormulaOutput> single(const char* name, const Result<double>& value) {
  if (!value) return value.errors();
  return FormulaOutput{{name, value.value()}};
}

Result<FormulaOutput> run_grade(const FormulaArguments& arguments) {
  const auto grades = arguments.numbers("grades");
  if (!grades) return grades.errors();
  const auto weights = arguments.numbers("weights_frac");
  if (!weights) return weights.errors();
  if (grades.value().size() != weights.value().size()) {
    return out_of_domain("needs as many weights_frac as grades");
  }
  std::vector<GradedWeight> estimates;
  for (std::size_t i = 0; i < grades.value().size(); ++i) {
    const double grade = grades.value()[i];
    if (!(grade >= 1 && grade <= 5 && grade == std::floor(grade))) {
      return out_of_domain("needs grades of 1 to 5");
    }
    estimates.push_back(
        {static_cast<EvidenceGrade>(static_cast<int>(grade) - 1), weights.value()[i]});
  }
  const auto grade = evidence_grade(estimates);
  if (!grade) return grade.errors();
  return FormulaOutput{{"grade", static_cast<double>(grade.value()) + 1}};
}

Result<FormulaOutput> run_transaction(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"ln_sd", "yearly_ln_sd", "fresh_years", "age_years"});
  if (!in) return in.errors();
  const std::vector<double>& x = in.value();
  return single("ln_sd", transaction_ln_sd({x[0], x[1], x[2]}, x[3]));
}

Result<FormulaOutput> run_carried(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"value_yuan", "life_years", "age_years", "cap_years"});
  if (!in) return in.errors();
  const std::vector<double>& x = in.value();
  return single("value_yuan", carried_value(x[0], x[1], x[2], x[3]));
}

Result<FormulaOutput> run_volatility(const FormulaArguments& arguments) {
  const auto years = arguments.numbers("years");
  if (!years) return years.errors();
  const auto values = arguments.numbers("values_yuan");
  if (!values) return values.errors();
  const auto in = arguments.scalars({"prior_ln_sd_annual", "prior_count", "lag_correlation"});
  if (!in) return in.errors();
  if (years.value().size() != values.value().size()) {
    return out_of_domain("needs as many values_yuan as years");
  }
  std::vector<AppraisedValue> series;
  for (std::size_t i = 0; i < years.value().size(); ++i) {
    series.push_back({years.value()[i], values.value()[i]});
  }
  const std::vector<double>& x = in.value();
  return single("ln_sd_annual", appraisal_volatility(series, {x[0], x[1]}, x[2]));
}

std::vector<Formula> all_formulas() {
  return {
      {"F162",
       "evidence_grade",
       "the best grade at which the estimates of that grade or better carry half of the weight",
       "ours; the weighted median of an ordered scale (Edgeworth 1888); domain page 5.2 item 5",
       {{"grades", "number", "1 (E1, own price or contracted cash) to 5 (E5, a prior)", "5,1,4"},
        {"weights_frac", "frac", "of the pool, in the same order", "0.1,0.45,0.45"}},
       run_grade},
      {"F164",
       "transaction_ln_sd",
       "s + y max(0, age - fresh)",
       "domain page 5.2 item 1",
       {{"ln_sd", "number", "s, of a fresh transaction", "0.3"},
        {"yearly_ln_sd", "number", "y, for each further year", "0.15"},
        {"fresh_years", "years", "how long it is fresh", "2"},
        {"age_years", "years", "since the transaction", "4"}},
       run_transaction},
      {"F165",
       "carried_value",
       "V L / min(L + age, max(cap, L))",
       "age-life method of the cost approach; domain page 3.1",
       {{"value_yuan", "yuan", "the price of then", "1000000"},
        {"life_years", "years", "L, left today", "5"},
        {"age_years", "years", "since then", "3"},
        {"cap_years", "years", "longest economic life that is counted", "10"}},
       run_carried},
      {"F166",
       "appraisal_volatility",
       "sqrt((d s0^2 + (n-1) s^2 (1+a)/(1-a)) / (d + n - 1)), s^2 = sum (D - m Dt)^2/Dt / (n-1)",
       "Geltner 1991 (F146); conjugate update of a variance; domain page 0.6",
       {{"years", "years", "of the appraisals, ascending", "0,1,2"},
        {"values_yuan", "yuan", "appraised by one valuer", "100,110,100"},
        {"prior_ln_sd_annual", "number", "s0, of the kind", "0.4"},
        {"prior_count", "number", "d, changes that it counts as", "0"},
        {"lag_correlation", "frac", "a, of appraisal changes", "0.3"}},
       run_volatility},
  };
}

}  // namespace

std::span<const Formula> evidence_formulas() {
  static const std::vector<Formula> kFormulas = all_formulas();
  return kFormulas;
}

}  // namespace pledgelab
