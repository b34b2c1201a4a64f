#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "models/policy/law.hpp"
#include "models/valuation/distribution.hpp"
#include "models/valuation/formulas.hpp"
#include "models/valuation/income_stream.hpp"

namespace pledgelab {
namespace {

using Numbers = std::vector<double>;

Error outside(const char* code, const std::string& needs, const std::string& hint = {}) {
  return {code, {}, needs, hint, ErrorKind::input};
}

bool is_frac(double x) { return x >= 0 && x <= 1; }

bool is_whole(double x, double low, double high) {
  return x >= low && x <= high && x == std::floor(x);
}

Result<FormulaOutput> run_lognormal_shape(const FormulaArguments& arguments) {
  const auto read = arguments.scalars({"mean_yuan", "median_yuan"});
  if (!read) return read.errors();
  const auto shape = lognormal_shape(read.value()[0], read.value()[1]);
  if (!shape) return shape.errors();
  return FormulaOutput{{"ln_sd", shape.value().ln_sd},
                       {"mode_yuan", shape.value().mode_yuan},
                       {"top_tenth_frac", shape.value().top_tenth_frac},
                       {"top_hundredth_frac", shape.value().top_hundredth_frac},
                       {"gini", shape.value().gini}};
}

Result<FormulaOutput> run_mean_shortfall(const FormulaArguments& arguments) {
  const auto read = arguments.scalars({"debt_yuan", "mean_yuan", "ln_sd"});
  if (!read) return read.errors();
  const Numbers& in = read.value();
  const auto shortfall = mean_shortfall(in[0], in[1], in[2]);
  if (!shortfall) return shortfall.errors();
  FormulaOutput output = {{"shortfall_yuan", shortfall.value()}};
  if (in[0] > 0) output.emplace_back("shortfall_frac", shortfall.value() / in[0]);
  return output;
}

Result<FormulaOutput> run_surviving_quantile(const FormulaArguments& arguments) {
  const auto read = arguments.scalars(
      {"value_yuan", "drift_annual", "ln_sd_annual", "hazard_annual", "years", "level"});
  if (!read) return read.errors();
  const Numbers& in = read.value();
  const auto value = surviving_quantile({in[0], in[1], in[2], in[3], in[4]}, in[5]);
  if (!value) return value.errors();
  return FormulaOutput{{"value_yuan", value.value()}};
}

Result<FormulaOutput> run_mixed_quantile(const FormulaArguments& arguments) {
  const auto read = arguments.scalars({"mean_yuan", "ln_sd", "zero_frac", "level"});
  if (!read) return read.errors();
  const Numbers& in = read.value();
  if (!(in[0] >= 0) || !(in[1] >= 0) || !is_frac(in[2]) || !(in[3] > 0) || !(in[3] < 1)) {
    return outside("V-323", "mean and ln SD are not below 0, P0 is 0..1, the level inside 0..1");
  }
  const double value = mixed_quantile(in[0], in[1], in[2], in[3]);
  if (!std::isfinite(value)) return outside("V-323", "the quantile is not finite");
  return FormulaOutput{{"value_yuan", value}};
}

Result<FormulaOutput> run_effective_evidences(const FormulaArguments& arguments) {
  const auto weights = arguments.numbers("weights_frac");
  if (!weights) return weights.errors();
  double sum = 0;
  for (const double weight : weights.value()) {
    if (!is_frac(weight)) return outside("V-324", "a weight is 0..1");
    sum += weight;
  }
  if (!(std::abs(sum - 1) < 1e-6)) return outside("V-324", "the weights sum to 1");
  return FormulaOutput{{"evidences", effective_evidences(weights.value())}};
}

Result<FormulaOutput> run_layout_relief(const FormulaArguments& arguments) {
  const auto units = arguments.numbers("units_annual");
  const auto read = arguments.scalars({"price_yuan", "price_decline_frac", "royalty_frac",
                                       "tax_frac", "discount_frac", "year_end"});
  if (!units) return units.errors();
  if (!read) return read.errors();
  const Numbers& in = read.value();
  bool sound = units.value().size() <= kStreamYears;
  for (const double year : units.value()) sound = sound && year >= 0;
  if (!sound || !(in[0] >= 0 && is_frac(in[1]) && is_frac(in[2]) && is_frac(in[3]) && in[4] > -1 &&
                  (in[5] == 0 || in[5] == 1))) {
    return outside("V-323",
                   "relief for a layout needs units of 1 to 20 years and a price from 0, shares "
                   "from 0 to 1, a discount rate above -1, year_end 0 or 1");
  }
  IncomeStream stream;
  set_chip_flows(stream, {units.value(), in[0], in[1], in[2], in[3]});
  stream.discount_frac = in[4];
  stream.life_years = static_cast<double>(units.value().size());
  stream.timing = in[5] == 1 ? FlowTiming::year_end : FlowTiming::mid_year;
  return FormulaOutput{{"value_yuan", stream_value(stream)}};
}

// The ladder as typed: fee of each patent year from its year on, the last one to `last_year`.
Result<std::vector<FeeStep>> read_ladder(const FormulaArguments& arguments) {
  const auto years = arguments.numbers("from_years");
  const auto fees = arguments.numbers("fees_yuan");
  const auto last = arguments.number("last_year");
  if (!years) return years.errors();
  if (!fees) return fees.errors();
  if (!last) return last.errors();
  bool sound = years.value().size() == fees.value().size() && is_whole(last.value(), 1, 100);
  std::vector<FeeStep> steps;
  for (std::size_t i = 0; sound && i < years.value().size(); ++i) {
    const bool more = i + 1 < years.value().size();
    const double end = more ? years.value()[i + 1] - 1 : last.value();
    const double fee = fees.value()[i];
    sound = is_whole(years.value()[i], 1, 100) && is_whole(end, years.value()[i], 100) &&
            fee >= 0 && fee <= 1e9;
    if (!sound) break;
    steps.push_back({.from_year = static_cast<int>(years.value()[i]),
                     .to_year = static_cast<int>(end),
                     .fee = Money::of_fen(std::llround(fee * 100)),
                     .mark = {}});
  }
  if (!sound) {
    return outside("V-324",
                   "a fee ladder needs as many fees from 0 as years, whole years from 1 that rise, "
                   "up to last_year",
                   "policies/law/fees-cn.yaml holds the published ladder");
  }
  return steps;
}

Result<FormulaOutput> run_late_annual_fee(const FormulaArguments& arguments) {
  auto steps = read_ladder(arguments);
  const auto read = arguments.scalars(
      {"year", "reduction_frac", "surcharge_frac", "free_months", "grace_months", "months_late"});
  if (!steps) return steps.errors();
  if (!read) return read.errors();
  const Numbers& in = read.value();
  if (!(is_whole(in[0], 1, 100) && is_frac(in[1]) && is_frac(in[2]) && is_whole(in[3], 0, 120) &&
        is_whole(in[4], 0, 120) && is_whole(in[5], 0, 1200))) {
    return outside(
        "V-324",
        "a late fee needs a whole patent year from 1, whole months from 0, reduction and "
        "surcharge from 0 to 1");
  }
  const auto ppm = [](double frac) { return static_cast<std::int32_t>(std::lround(frac * 1e6)); };
  Law law;
  law.fees.emplace();
  law.fees->steps = std::move(steps).value();
  law.fees->single_reduction = Share{ppm(in[1])};
  law.fees->surcharge = Share{ppm(in[2])};
  law.fees->free_months = static_cast<int>(in[3]);
  law.fees->grace_months = static_cast<int>(in[4]);
  const int year = static_cast<int>(in[0]);
  const auto fee = annual_fee(law, AssetKind::invention, year, FeePayer::single_reduced);
  if (!fee) return outside("V-324", "the ladder has no fee in that patent year");
  const auto late = late_annual_fee(law, AssetKind::invention, year, FeePayer::single_reduced,
                                    static_cast<int>(in[5]));
  if (!late) {
    return outside("V-324", "past the grace period: the right has lapsed from the day it fell due",
                   "it may be restored; see policies/law/fees-cn.yaml");
  }
  return FormulaOutput{{"due_yuan", late->yuan()},
                       {"fee_yuan", fee->yuan()},
                       {"surcharge_yuan", (*late - *fee).yuan()}};
}

Result<FormulaOutput> run_let_lapse(const FormulaArguments& arguments) {
  const auto flows = arguments.numbers("flows_yuan");
  if (!flows) return flows.errors();
  const auto read = arguments.scalars({"discount_frac", "hazard_frac", "year_end"});
  if (!read) return read.errors();
  const Numbers& in = read.value();
  const bool right = !flows.value().empty() && flows.value().size() <= kStreamYears && in[0] > -1 &&
                     in[1] >= 0 && in[1] < 1 && (in[2] == 0 || in[2] == 1);
  if (!right) {
    return outside("V-325",
                   "needs 1 to 20 yearly flows, a discount above -1, a hazard from 0 to below 1, "
                   "year_end 0 or 1");
  }
  IncomeStream stream;
  std::copy(flows.value().begin(), flows.value().end(), stream.flow_yuan.begin());
  stream.life_years = static_cast<double>(flows.value().size());
  stream.discount_frac = in[0];
  stream.hazard_annual_frac.fill(in[1]);
  stream.timing = in[2] == 1 ? FlowTiming::year_end : FlowTiming::mid_year;
  const int kept = let_lapse(stream);
  return FormulaOutput{{"value_yuan", stream_value(stream)},
                       {"kept_years", static_cast<double>(kept)}};
}

std::vector<Formula> spread_formulas() {
  return {
      Formula{"F130",
              "lognormal_shape",
              "sigma = sqrt(2 ln(mean/median)); mode = median exp(-sigma^2); top share "
              "Phi(sigma - Phi^-1(1-p)); Gini 2 Phi(sigma/sqrt 2) - 1",
              "lognormal; survey of European patents; acceptance V21",
              {{"mean_yuan", "yuan", "mean of the worths", "3000000"},
               {"median_yuan", "yuan", "their median", "300000"}},
              run_lognormal_shape},
      Formula{"F131",
              "mean_shortfall",
              "E[(D-V)+] = D Phi(-d2) - M Phi(-d1), d1 = (ln(M/D) + s^2/2)/s; undiscounted, not "
              "the risk measure Expected Shortfall",
              "Black 1976; acceptance V38",
              {{"debt_yuan", "yuan", "D, owed", "42.4"},
               {"mean_yuan", "yuan", "M, mean worth, given default", "50"},
               {"ln_sd", "number", "s of the worth", "0.6"}},
              run_mean_shortfall},
      Formula{"F132",
              "surviving_quantile",
              "0 up to P0 = 1 - exp(-lambda T), then V exp((mu - s^2/2) T + s sqrt(T) "
              "Phi^-1((p-P0)/(1-P0)))",
              "domain page 3.1; acceptance V39",
              {{"value_yuan", "yuan", "worth now", "100"},
               {"drift_annual", "frac", "mu, of the mean while alive", "-0.1"},
               {"ln_sd_annual", "number", "s", "0.5"},
               {"hazard_annual", "frac", "lambda of the jump to 0", "0.05"},
               {"years", "years", "T", "1"},
               {"level", "frac", "p, above 0 and below 1", "0.1"}},
              run_surviving_quantile},
      Formula{"F160",
              "mixed_quantile",
              "0 up to P0, then V exp(-s^2/2 + s Phi^-1((p-P0)/(1-P0)))",
              "domain page 5.2 items 4 and 5",
              {{"mean_yuan", "yuan", "V, mean of what is not nothing", "1.6487212707001282"},
               {"ln_sd", "number", "s", "1"},
               {"zero_frac", "frac", "P0, chance of nothing", "0.5"},
               {"level", "frac", "p, above 0 and below 1", "0.9886249340259104"}},
              run_mixed_quantile},
      Formula{"F161",
              "effective_evidences",
              "1 / sum w^2",
              "Kish 1965; domain page 5.2 item 5",
              {{"weights_frac", "frac", "weights of the pool, sum 1", "0.75,0.25"}},
              run_effective_evidences}};
}

std::vector<Formula> schedule_formulas() {
  return {Formula{"F133",
                  "layout_relief",
                  "sum units_t price_1 (1-fall)^(t-1) q (1-T) / (1+k)^tau",
                  "domain page 1.10; acceptance V33",
                  {{"units_annual", "number", "chips of years 1..n, n up to 20", "2,3,2.5,1.2"},
                   {"price_yuan", "yuan", "of a chip in the first year", "1.5"},
                   {"price_decline_frac", "frac", "a year", "0.15"},
                   {"royalty_frac", "frac", "of the price, after the mask's share", "0.02"},
                   {"tax_frac", "frac", "T", "0.15"},
                   {"discount_frac", "frac", "k, no hazard in it", "0.18"},
                   {"year_end", "number", "0 = flows at mid-year, 1 = at year end", "0"}},
                  run_layout_relief},
          Formula{"F134",
                  "late_annual_fee",
                  "fee (1 - reduction) + full fee x surcharge x months after the free ones",
                  "CNIPA fee guide, policies/law/fees-cn.yaml; acceptance V50",
                  {{"from_years", "years", "patent years at which the fee steps", "1,4,7,10,13,16"},
                   {"fees_yuan", "yuan", "full fee from each of them on",
                    "900,1200,2000,4000,6000,8000"},
                   {"last_year", "years", "last patent year", "20"},
                   {"year", "years", "patent year asked for", "8"},
                   {"reduction_frac", "frac", "taken off for who is eligible", "0.85"},
                   {"surcharge_frac", "frac", "of the full fee, a month begun", "0.05"},
                   {"free_months", "months", "late without surcharge", "1"},
                   {"grace_months", "months", "then the right lapses", "6"},
                   {"months_late", "months", "begun", "4"}},
                  run_late_annual_fee},
          Formula{"F199",
                  "let_lapse",
                  "V_y = max(0, flow_y w + later V); let go from the first year whose V is 0",
                  "domain page 3.4: the owner lets go where continuation does not pay",
                  {{"flows_yuan", "yuan", "of each year, fees taken off", "100,20,-50,10"},
                   {"discount_frac", "frac", "a year; holds no hazard", "0.1"},
                   {"hazard_frac", "frac", "chance a year that the right ends", "0"},
                   {"year_end", "number", "0 = flows at mid-year, 1 = at year end", "1"}},
                  run_let_lapse}};
}

}  // namespace

std::span<const Formula> valuation_rate_formulas() {
  static const std::vector<Formula> kFormulas = [] {
    std::vector<Formula> all = spread_formulas();
    std::vector<Formula> more = schedule_formulas();
    for (Formula& formula : more) all.push_back(std::move(formula));
    return all;
  }();
  return kFormulas;
}

}  // namespace pledgelab
