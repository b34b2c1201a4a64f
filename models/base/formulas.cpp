#include "models/base/formulas.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/base/normal.hpp"
#include "models/base/split.hpp"
#include "models/base/statistics.hpp"

namespace pledgelab {
namespace {

Error out_of_domain(const std::string& what) {
  return {"F-207", {}, what, "see the formula's inputs", ErrorKind::input};
}

Result<FormulaOutput> run_normal_quantile(const FormulaArguments& arguments) {
  const auto p = arguments.number("p_frac");
  if (!p) return p.errors();
  if (!(p.value() > 0 && p.value() < 1)) return out_of_domain("needs 0 < p_frac < 1");
  return FormulaOutput{{"x_number", normal_quantile(p.value())}};
}

Result<FormulaOutput> run_bivariate(const FormulaArguments& arguments) {
  const auto a = arguments.number("a");
  const auto b = arguments.number("b");
  const auto rho = arguments.number("rho");
  if (!a) return a.errors();
  if (!b) return b.errors();
  if (!rho) return rho.errors();
  if (std::fabs(rho.value()) > 1) return out_of_domain("needs -1 <= rho <= 1");
  return FormulaOutput{{"p_frac", bivariate_normal_cdf(a.value(), b.value(), rho.value())}};
}

struct Sample {
  std::vector<double> ascending;
  double level_frac = 0;
};

Result<Sample> read_sample(const FormulaArguments& arguments) {
  const auto values = arguments.numbers("values");
  const auto level = arguments.number("level_frac");
  if (!values) return values.errors();
  if (!level) return level.errors();
  if (!(level.value() > 0 && level.value() < 1)) return out_of_domain("needs 0 < level_frac < 1");
  Sample sample{values.value(), level.value()};
  std::sort(sample.ascending.begin(), sample.ascending.end());
  return sample;
}

Result<FormulaOutput> run_quantile(const FormulaArguments& arguments) {
  const auto sample = read_sample(arguments);
  if (!sample) return sample.errors();
  const auto& [ascending, level] = sample.value();
  return FormulaOutput{{"quantile", quantile_sorted(ascending, level)}};
}

Result<FormulaOutput> run_var(const FormulaArguments& arguments) {
  const auto sample = read_sample(arguments);
  if (!sample) return sample.errors();
  const Estimate var = value_at_risk(sample.value().ascending, sample.value().level_frac);
  return FormulaOutput{{"value_at_risk", var.value}, {"standard_error", var.standard_error}};
}

Result<FormulaOutput> run_es(const FormulaArguments& arguments) {
  const auto sample = read_sample(arguments);
  if (!sample) return sample.errors();
  const Estimate es = expected_shortfall(sample.value().ascending, sample.value().level_frac);
  return FormulaOutput{{"expected_shortfall", es.value}, {"standard_error", es.standard_error}};
}

Result<FormulaOutput> run_running_part(const FormulaArguments& arguments) {
  std::array<std::int64_t, 5> in{};
  const std::array names = {"running_total_fen", "share_num", "share_den", "booked_fen",
                            "left_fen"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto value = arguments.number(names[i]);
    if (!value) return value.errors();
    const bool whole =
        value.value() >= 0 && value.value() <= 1e15 && value.value() == std::floor(value.value());
    if (!whole) return out_of_domain(std::string(names[i]) + " must be a whole number, 0..1e15");
    in[i] = static_cast<std::int64_t>(value.value());
  }
  if (in[2] == 0 || in[1] > in[2]) return out_of_domain("needs 0 <= share <= 1");
  const Money booked = running_part(Money::of_fen(in[0]), Ratio{in[1], in[2]}, Money::of_fen(in[3]),
                                    Money::of_fen(in[4]), Rounding::half_up);
  return FormulaOutput{{"booked_now_fen", static_cast<double>(booked.fen())}};
}

const FormulaInput kValues = {"values", "number", "a sample, in any order", "1,2,3,4,5,6,7,8,9,10"};
const FormulaInput kLevel = {"level_frac", "frac", "confidence level", "0.8"};

}  // namespace

std::span<const Formula> base_formulas() {
  static const std::array<Formula, 6> kFormulas = {
      Formula{"F1",
              "normal_quantile",
              "x with Phi(x) = p",
              "Wichura 1988, AS 241 (PPND16)",
              {{"p_frac", "frac", "probability", "0.975"}},
              run_normal_quantile},
      Formula{"F2",
              "bivariate_normal",
              "P(X <= a, Y <= b) = Phi(a) Phi(b) + integral of the density over the correlation",
              "Plackett 1954; figures in Haug 1998",
              {{"a", "number", "first bound", "0.5"},
               {"b", "number", "second bound", "0.5"},
               {"rho", "number", "correlation", "0.5"}},
              run_bivariate},
      Formula{"F3",
              "quantile",
              "linear between order statistics at level x (n - 1)",
              "Hyndman-Fan 1996, type 7",
              {kValues, kLevel},
              run_quantile},
      Formula{"F4",
              "value_at_risk",
              "the ceil(level n)-th smallest loss; standard error from ranks +- sqrt(n a (1-a))",
              "order statistics, binomial interval",
              {kValues, kLevel},
              run_var},
      Formula{"F5",
              "expected_shortfall",
              "mean of the (1-level) n largest losses, the boundary one by its fraction",
              "Acerbi-Tasche 2002; error Manistre-Hancock 2005",
              {kValues, kLevel},
              run_es},
      Formula{"F6",
              "running_part",
              "round(share x running total) - booked before, within 0..left",
              "policy language, rule 6; acceptance V16",
              {{"running_total_fen", "fen", "all losses of the unit so far", "599999995"},
               {"share_num", "number", "share, numerator", "1"},
               {"share_den", "number", "share, denominator", "7"},
               {"booked_fen", "fen", "booked before to this payer", "42857142"},
               {"left_fen", "fen", "what is left of this loss", "299999998"}},
              run_running_part}};
  return kFormulas;
}

}  // namespace pledgelab
