#include "models/valuation/formulas.hpp"
#include "models/valuation/formula_parts.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include "models/valuation/distribution.hpp"
#include "models/valuation/income_stream.hpp"
#include "models/valuation/rates_and_costs.hpp"

namespace pledgelab {
namespace {

using Numbers = std::vector<double>;

Error out_of_domain(const std::string& what) {
  return {"F-202", {}, what, "see the formula's inputs", ErrorKind::input};
}

// Nothing that is not a finite number leaves a formula.
Result<FormulaOutput> finite(FormulaOutput output) {
  for (const auto& [name, value] : output) {
    if (!std::isfinite(value))
      return out_of_domain("'" + name + "' is not finite for these inputs");
  }
  return output;
}

bool is_frac(double x) { return x >= 0 && x <= 1; }

IncomeStream stream_of(const Numbers& in) {
  IncomeStream stream;
  set_royalty_flows(stream, {.revenue_yuan = in[0],
                             .growth_frac = in[1],
                             .late_growth_frac = in[1],
                             .royalty_frac = in[2],
                             .maintenance_frac = in[3],
                             .tax_frac = in[4],
                             .obsolescence_frac = in[5]});
  if (in.size() < 10) return stream;
  stream.discount_frac = in[6];
  stream.life_years = in[7];
  stream.hazard_annual_frac.fill(in[8]);
  stream.timing = in[9] == 1 ? FlowTiming::year_end : FlowTiming::mid_year;
  return stream;
}

// Lists of values with their spreads, entering as ln estimates without correction.
Result<FormulaOutput> pooled_output(const FormulaArguments& arguments, bool widen) {
  const auto estimates = read_estimates(arguments);
  if (!estimates) return estimates.errors();
  const auto correlation = arguments.number("correlation");
  if (!correlation) return correlation.errors();
  auto pooled = pool_estimates(estimates.value(), correlation.value());
  if (!pooled) return pooled.errors();
  if (widen) widen_for_disagreement(pooled.value(), estimates.value());
  FormulaOutput output = {{"median_yuan", std::exp(pooled.value().ln_centre)},
                          {"ln_sd", pooled.value().ln_sd}};
  for (std::size_t i = 0; i < pooled.value().weights.size(); ++i) {
    output.emplace_back("weight_" + std::to_string(i + 1), pooled.value().weights[i]);
  }
  return finite(std::move(output));
}

Result<FormulaOutput> run_royalty_flow(const FormulaArguments& arguments) {
  const auto read_in =
      arguments.scalars({"revenue_yuan", "growth_frac", "royalty_frac", "maintenance_frac",
                         "tax_frac", "obsolescence_frac", "year"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] >= 0 && in[1] > -1 && is_frac(in[2]) && is_frac(in[3]) && is_frac(in[4]) &&
        is_frac(in[5]) && in[6] >= 1 && in[6] <= 20 && in[6] == std::floor(in[6])))
    return out_of_domain(
        "needs revenue >= 0, growth > -1, shares from 0 to 1, a whole year 1 to 20");
  return finite({{"flow_yuan", stream_of(in).flow_yuan[static_cast<std::size_t>(in[6]) - 1]}});
}

Result<FormulaOutput> run_relief_from_royalty(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars(
      {"revenue_yuan", "growth_frac", "royalty_frac", "maintenance_frac", "tax_frac",
       "obsolescence_frac", "discount_frac", "life_years", "hazard_frac", "year_end"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] >= 0 && in[1] > -1 && is_frac(in[2]) && is_frac(in[3]) && is_frac(in[4]) &&
        is_frac(in[5]) && in[6] > -1 && in[7] >= 0 && in[7] <= 20 && in[8] >= 0 && in[8] < 1 &&
        (in[9] == 0 || in[9] == 1)))
    return out_of_domain(
        "needs revenue >= 0, growth > -1, shares from 0 to 1, life up to 20, hazard below 1, "
        "year_end 0 or 1");
  return finite({{"value_yuan", stream_value(stream_of(in))}});
}

Result<FormulaOutput> run_use_value_at(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars(
      {"revenue_yuan", "growth_frac", "royalty_frac", "maintenance_frac", "tax_frac",
       "obsolescence_frac", "discount_frac", "life_years", "hazard_frac", "year_end", "at_years"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] >= 0 && in[1] > -1 && is_frac(in[2]) && is_frac(in[3]) && is_frac(in[4]) &&
        is_frac(in[5]) && in[6] > -1 && in[7] >= 0 && in[7] <= 20 && in[8] >= 0 && in[8] < 1 &&
        (in[9] == 0 || in[9] == 1) && in[10] >= 0))
    return out_of_domain(
        "needs revenue >= 0, growth > -1, shares from 0 to 1, life up to 20, hazard below 1, "
        "year_end 0 or 1, at_years >= 0");
  return finite({{"value_yuan", stream_value_at(stream_of(in), in[10])}});
}

Result<FormulaOutput> run_median_of_expectation(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"mean_yuan", "ln_sd"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] >= 0 && in[1] >= 0)) return out_of_domain("needs both from 0");
  return finite({{"median_yuan", median_of_expectation(in[0], in[1])}});
}

Result<FormulaOutput> run_lognormal_quantile(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"mean_yuan", "ln_sd", "level"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] >= 0 && in[1] >= 0 && in[2] > 0 && in[2] < 1))
    return out_of_domain("needs mean and ln_sd from 0, 0 < level < 1");
  return finite({{"value_yuan", lognormal_quantile(in[0], in[1], in[2])}});
}

Result<FormulaOutput> run_pool_estimates(const FormulaArguments& arguments) {
  return pooled_output(arguments, false);
}

Result<FormulaOutput> run_widen_for_disagreement(const FormulaArguments& arguments) {
  return pooled_output(arguments, true);
}

Result<FormulaOutput> run_expected_surviving_value(const FormulaArguments& arguments) {
  const auto read_in =
      arguments.scalars({"value_yuan", "drift_annual_frac", "obsolescence_annual_frac",
                         "hazard_annual_frac", "years"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] >= 0 && in[4] >= 0)) return out_of_domain("needs value and years from 0");
  return finite({{"value_yuan", expected_surviving_value(in[0], in[1], in[2], in[3], in[4])}});
}

Result<FormulaOutput> run_time_to_sale_factor(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"mean_years", "rate_annual_frac"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] >= 0 && in[1] >= 0)) return out_of_domain("needs both from 0");
  return finite({{"factor_frac", time_to_sale_factor(in[0], in[1])}});
}

Result<FormulaOutput> run_wrong_way_factor(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"pd_frac", "ln_sd_annual", "years", "correlation"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] > 0 && in[0] < 1 && in[1] >= 0 && in[2] >= 0 && std::abs(in[3]) <= 1))
    return out_of_domain("needs 0 < PD < 1, s and T from 0, rho from -1 to 1");
  return finite({{"factor_frac", wrong_way_factor(in[0], in[1], in[2], in[3])}});
}

Result<FormulaOutput> run_strength_royalty(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"low_frac", "high_frac", "strength"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(is_frac(in[0]) && is_frac(in[1]))) return out_of_domain("needs royalties from 0 to 1");
  return finite({{"royalty_frac", strength_royalty(in[0], in[1], in[2])}});
}

Result<FormulaOutput> run_premium_royalty(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars(
      {"price_yuan", "generic_price_yuan", "brand_share_frac", "premium_cost_frac"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] > 0 && in[1] >= 0 && is_frac(in[2]) && is_frac(in[3])))
    return out_of_domain("needs price > 0, shares from 0 to 1");
  return finite({{"royalty_frac", premium_royalty(in[0], in[1], in[2], in[3])}});
}

Result<FormulaOutput> run_depreciated_cost(const FormulaArguments& arguments) {
  const auto read_in =
      arguments.scalars({"cost_yuan", "inflation_frac", "age_years", "profit_frac",
                         "remaining_years", "functional_loss_frac", "economic_loss_frac"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] >= 0 && in[1] > -1 && in[2] >= 0 && in[4] >= 0 && in[2] + in[4] > 0 &&
        is_frac(in[5]) && is_frac(in[6])))
    return out_of_domain("needs cost, age and remaining from 0, not both 0, losses from 0 to 1");
  return finite(
      {{"value_yuan", depreciated_cost({in[0], in[1], in[2], in[3], in[4], in[5], in[6]})}});
}

Result<FormulaOutput> run_effort_cost(const FormulaArguments& arguments) {
  const auto read_in =
      arguments.scalars({"person_months", "cost_per_month_yuan", "age_years", "life_years"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] >= 0 && in[1] >= 0 && in[2] >= 0 && in[3] > 0))
    return out_of_domain("needs life > 0, the rest from 0");
  return finite({{"value_yuan", effort_cost(in[0], in[1], in[2], in[3])}});
}

Result<FormulaOutput> run_flow_after_fee(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"flow_yuan", "fee_yuan", "tax_frac"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!is_frac(in[2])) return out_of_domain("needs a tax from 0 to 1");
  return finite({{"flow_yuan", flow_after_fee(in[0], in[1], in[2])}});
}

Result<FormulaOutput> run_mark_hazard(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"cancelled_frac", "unused_frac", "renewed_frac"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(is_frac(in[0]) && is_frac(in[1]) && is_frac(in[2])))
    return out_of_domain("needs shares from 0 to 1");
  return finite({{"hazard_frac", mark_hazard(in[0], in[1], in[2])}});
}

Result<FormulaOutput> run_challenged_factor(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"full_loss_frac", "part_loss_frac"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(is_frac(in[0]) && is_frac(in[1]) && in[0] + in[1] <= 1))
    return out_of_domain("needs shares that sum to 1 at most");
  return finite({{"factor_frac", challenged_factor(in[0], in[1])}});
}

Result<FormulaOutput> run_product_share(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"written_frac", "without"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(is_frac(in[0]) && in[1] >= 1))
    return out_of_domain("needs shares from 0 to 1, at least one right without");
  return finite({{"share_frac", equal_product_share(in[0], in[1])}});
}

Result<FormulaOutput> run_units_price_royalty(const FormulaArguments& arguments) {
  const auto read_in =
      arguments.scalars({"units_annual", "price_yuan", "growth_frac", "price_decline_frac",
                         "royalty_frac", "mask_share_frac", "tax_frac", "year"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] >= 0 && in[1] >= 0 && in[2] > -1 && is_frac(in[3]) && is_frac(in[4]) &&
        is_frac(in[5]) && is_frac(in[6]) && in[7] >= 1 && in[7] <= 20 &&
        in[7] == std::floor(in[7])))
    return out_of_domain("needs shares from 0 to 1, a whole year 1 to 20");
  const IncomeStream stream = stream_of({in[0] * in[1], in[2], in[4] * in[5], 0, in[6], in[3]});
  return finite({{"flow_yuan", stream.flow_yuan[static_cast<std::size_t>(in[7]) - 1]}});
}

Result<FormulaOutput> run_patent_hazard(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"lapse_frac", "care_frac", "attack_frac", "loss_frac"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(is_frac(in[0]) && in[1] >= 0 && in[0] * in[1] <= 1 && is_frac(in[2]) && is_frac(in[3])))
    return out_of_domain("needs chances from 0 to 1");
  return finite({{"hazard_frac", patent_hazard(in[0] * in[1], in[2] * in[3])}});
}

// What every royalty flow needs, and then `more`.
std::vector<FormulaInput> royalty_inputs(std::vector<FormulaInput> more) {
  std::vector<FormulaInput> inputs = {
      {"revenue_yuan", "yuan", "net sales of the first year", "100"},
      {"growth_frac", "frac", "growth a year", "0.05"},
      {"royalty_frac", "frac", "of net sales", "0.04"},
      {"maintenance_frac", "frac", "of the royalty", "0"},
      {"tax_frac", "frac", "tax on the royalty", "0.25"},
      {"obsolescence_frac", "frac", "decay a year", "0.1"}};
  for (FormulaInput& input : more) inputs.push_back(std::move(input));
  return inputs;
}

std::vector<Formula> income_formulas() {
  return {
      Formula{"F20", "royalty_flow", "flow_t = Rev_1 (1+g)^(t-1) (1-delta)^(t-1) q (1-m) (1-T)",
              "IVS 210 relief from royalty; acceptance V22, V23",
              royalty_inputs({{"year", "number", "t, 1 to 20", "3"}}), run_royalty_flow},
      Formula{
          "F21", "relief_from_royalty",
          "V0 = sum flow_t S(tau_t) / (1+k)^tau_t, tau = t - 1/2 or t, S(tau) = (1-h)^tau",
          "IVS 210; ISO 10668; acceptance V22, V23, V33",
          royalty_inputs({{"discount_frac", "frac", "cost of capital, no hazard in it", "0.15"},
                          {"life_years", "years", "remaining life, at most 20", "10"},
                          {"hazard_frac", "frac", "chance a year to end", "0"},
                          {"year_end", "number", "0 = flows at mid-year, 1 = at year end", "1"}}),
          run_relief_from_royalty},
      Formula{"F22", "use_value_at",
              "V(s) = sum over what is left, given alive at s; the first period is a stub: flow x "
              "fraction, tau = half of it",
              "domain page 3.1; acceptance V47",
              royalty_inputs({{"discount_frac", "frac", "cost of capital, no hazard in it", "0.15"},
                              {"life_years", "years", "remaining life, at most 20", "10"},
                              {"hazard_frac", "frac", "chance a year to end", "0"},
                              {"year_end", "number", "0 = flows at mid-year, 1 = at year end", "1"},
                              {"at_years", "years", "s", "8"}}),
              run_use_value_at}};
}

std::vector<Formula> spread_formulas() {
  return {
      Formula{"F23",
              "median_of_expectation",
              "median = V exp(-s^2/2)",
              "lognormal; acceptance V48",
              {{"mean_yuan", "yuan", "an expected value", "10"}, {"ln_sd", "number", "s", "0.7"}},
              run_median_of_expectation},
      Formula{"F24",
              "lognormal_quantile",
              "V exp(-s^2/2 + s Phi^-1(p))",
              "lognormal",
              {{"mean_yuan", "yuan", "an expected value", "10"},
               {"ln_sd", "number", "s", "0.7"},
               {"level", "frac", "p", "0.05"}},
              run_lognormal_quantile},
      Formula{"F25",
              "pool_estimates",
              "minimum variance weights >= 0 that sum to 1, common correlation",
              "Bayesian pooling in ln; acceptance V42, V43",
              {{"values_yuan", "yuan", "medians of the methods", "10,14,8"},
               {"ln_sds", "number", "their ln-SDs", "0.4,0.6,0.9"},
               {"correlation", "frac", "common correlation", "0.5"}},
              run_pool_estimates},
      Formula{"F26",
              "widen_for_disagreement",
              "s^2 + max(0, (Q-(n-1)) / (sum w - sum w^2 / sum w)), w = 1/s_i^2",
              "DerSimonian, Laird 1986",
              {{"values_yuan", "yuan", "medians of the methods", "1,54.598150033144236"},
               {"ln_sds", "number", "their ln-SDs", "1,1"},
               {"correlation", "frac", "common correlation", "0"}},
              run_widen_for_disagreement}};
}

std::vector<Formula> risk_formulas() {
  return {Formula{"F27",
                  "expected_surviving_value",
                  "V0 exp((mu - delta - lambda) T)",
                  "domain page 3.1; acceptance V35",
                  {{"value_yuan", "yuan", "V0", "100"},
                   {"drift_annual_frac", "frac", "mu", "0.03"},
                   {"obsolescence_annual_frac", "frac", "delta", "0.12"},
                   {"hazard_annual_frac", "frac", "lambda", "0.045"},
                   {"years", "years", "T", "3"}},
                  run_expected_surviving_value},
          Formula{"F28",
                  "time_to_sale_factor",
                  "1 / (1 + rate x mean time)",
                  "exponential time to sale; acceptance V36",
                  {{"mean_years", "years", "mean time to sale", "0.75"},
                   {"rate_annual_frac", "frac", "r + delta + lambda", "0.215"}},
                  run_time_to_sale_factor},
          Formula{"F29",
                  "wrong_way_factor",
                  "E[V|D]/E[V] = Phi(Phi^-1(PD) - rho s sqrt(T)) / PD",
                  "standard normal algebra; acceptance V37",
                  {{"pd_frac", "frac", "default probability", "0.03"},
                   {"ln_sd_annual", "number", "s", "0.6"},
                   {"years", "years", "T", "1"},
                   {"correlation", "frac", "rho", "0.5"}},
                  run_wrong_way_factor},
          Formula{"F30",
                  "strength_royalty",
                  "q = q_low + strength/100 (q_high - q_low)",
                  "Brand Finance; acceptance V29",
                  {{"low_frac", "frac", "royalty at strength 0", "0"},
                   {"high_frac", "frac", "royalty at strength 100", "0.05"},
                   {"strength", "number", "0 to 100", "80"}},
                  run_strength_royalty}};
}

std::vector<Formula> cost_formulas() {
  return {Formula{"F31",
                  "premium_royalty",
                  "q = max(0, p - p_generic) / p x brand share x (1 - cost part)",
                  "domain page 1.9",
                  {{"price_yuan", "yuan", "price under the indication", "100"},
                   {"generic_price_yuan", "yuan", "same grade outside the area", "80"},
                   {"brand_share_frac", "frac", "of the premium", "0.5"},
                   {"premium_cost_frac", "frac", "of the premium", "0.2"}},
                  run_premium_royalty},
          Formula{"F32",
                  "depreciated_cost",
                  "C (1+i)^a (1+profit) (1 - used/(used+remaining)) (1-functional) (1-economic)",
                  "cost approach; acceptance V32",
                  {{"cost_yuan", "yuan", "spent", "500"},
                   {"inflation_frac", "frac", "a year", "0.03"},
                   {"age_years", "years", "since it was spent", "4"},
                   {"profit_frac", "frac", "of cost", "0.1"},
                   {"remaining_years", "years", "of use left", "6"},
                   {"functional_loss_frac", "frac", "behind what is made today", "0"},
                   {"economic_loss_frac", "frac", "from outside: market, law", "0"}},
                  run_depreciated_cost},
          Formula{"F33",
                  "effort_cost",
                  "person-months x rate x max(0, 1 - age/life)",
                  "domain page 1.10",
                  {{"person_months", "number", "effort", "40"},
                   {"cost_per_month_yuan", "yuan", "loaded rate", "25000"},
                   {"age_years", "years", "since publication", "1"},
                   {"life_years", "years", "economic life", "4"}},
                  run_effort_cost},
          Formula{"F34",
                  "flow_after_fee",
                  "flow_t - fee_t (1-T): annual fees are deducted in money",
                  "domain page 1.2",
                  {{"flow_yuan", "yuan", "royalty flow after tax", "30000"},
                   {"fee_yuan", "yuan", "annual fee of that patent year", "4000"},
                   {"tax_frac", "frac", "T", "0.25"}},
                  run_flow_after_fee}};
}

std::vector<Formula> life_formulas() {
  return {
      Formula{"F35",
              "mark_hazard",
              "1 - (1 - cancelled) (1 - unused) renewed; renewed = 1 but in the year the term ends",
              "domain page 1.8",
              {{"cancelled_frac", "frac", "a year", "0.01"},
               {"unused_frac", "frac", "non-use cancellation a year; 0 for a mark in use", "0"},
               {"renewed_frac", "frac", "chance of renewal, 1 in other years", "0.95"}},
              run_mark_hazard},
      Formula{"F36",
              "challenged_factor",
              "1 - p_full - p_part/2",
              "policies page 4B (one half is assumed)",
              {{"full_loss_frac", "frac", "wholly invalid", "0.253"},
               {"part_loss_frac", "frac", "partly invalid", "0.149"}},
              run_challenged_factor},
      Formula{"F37",
              "product_share",
              "(1 - sum of written shares) / number of rights without one",
              "domain page 1.10a; acceptance V49",
              {{"written_frac", "frac", "sum of the product's written shares", "0"},
               {"without", "number", "rights of the product without a share", "2"}},
              run_product_share}};
}

std::vector<Formula> flow_formulas() {
  return {Formula{"F38",
                  "units_price_royalty",
                  "flow_t = units_1 (1+g)^(t-1) x price_1 (1-fall)^(t-1) x q x mask share x (1-T)",
                  "domain page 1.10; acceptance V33 by year",
                  {{"units_annual", "number", "chips of the first year", "2000000"},
                   {"price_yuan", "yuan", "of a chip", "1.5"},
                   {"growth_frac", "frac", "of units a year", "0"},
                   {"price_decline_frac", "frac", "a year", "0.15"},
                   {"royalty_frac", "frac", "of the chip's price", "0.02"},
                   {"mask_share_frac", "frac", "owed to the mask right", "0.45"},
                   {"tax_frac", "frac", "T", "0.25"},
                   {"year", "number", "t, 1 to 20", "2"}},
                  run_units_price_royalty},
          Formula{"F39",
                  "patent_hazard",
                  "1 - (1 - lapse x care) (1 - attack x (p_full + p_part/2))",
                  "domain page 1.10a, 3.3",
                  {{"lapse_frac", "frac", "chance a year that the fee is not paid", "0.09"},
                   {"care_frac", "frac", "0.3 when pledged in a performing loan, else 1", "0.3"},
                   {"attack_frac", "frac", "chance a year of an attack", "0.0051"},
                   {"loss_frac", "frac", "p_full + p_part/2", "0.3275"}},
                  run_patent_hazard}};
}

}  // namespace

Result<std::vector<LnEstimate>> read_estimates(const FormulaArguments& arguments) {
  const auto values = arguments.numbers("values_yuan");
  if (!values) return values.errors();
  const auto spreads = arguments.numbers("ln_sds");
  if (!spreads) return spreads.errors();
  if (values.value().size() != spreads.value().size()) {
    return out_of_domain("values_yuan and ln_sds must be of equal length");
  }
  std::vector<LnEstimate> estimates;
  for (std::size_t i = 0; i < values.value().size(); ++i) {
    if (!(values.value()[i] > 0)) return out_of_domain("needs values above 0");
    estimates.push_back({std::log(values.value()[i]), spreads.value()[i]});
  }
  return estimates;
}

std::span<const Formula> valuation_formulas() {
  static const std::vector<Formula> kFormulas = [] {
    std::vector<Formula> all;
    for (const auto group : {income_formulas, spread_formulas, risk_formulas, cost_formulas,
                             life_formulas, flow_formulas}) {
      std::vector<Formula> formulas = group();
      for (Formula& formula : formulas) all.push_back(std::move(formula));
    }
    return all;
  }();
  return kFormulas;
}

}  // namespace pledgelab
