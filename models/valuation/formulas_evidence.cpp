#include <cmath>
#include <cstddef>
#include <vector>

#include "models/valuation/development_evidence.hpp"
#include "models/valuation/distribution.hpp"
#include "models/valuation/earnings_evidence.hpp"
#include "models/valuation/evidence_pool.hpp"
#include "models/valuation/formula_parts.hpp"
#include "models/valuation/formulas.hpp"
#include "models/valuation/index_evidence.hpp"
#include "models/valuation/profit_evidence.hpp"

namespace pledgelab {
namespace {

Error out_of_domain(const char* what) {
  return {"F-202", {}, what, "see the formula's inputs", ErrorKind::input};
}

Result<FormulaOutput> run_pool_on_factor(const FormulaArguments& arguments) {
  const auto read = read_estimates(arguments);
  if (!read) return read.errors();
  const std::vector<LnEstimate>& estimates = read.value();
  const auto loadings = arguments.numbers("loadings");
  if (!loadings) return loadings.errors();
  const auto pooled = pool_on_factor(estimates, loadings.value());
  if (!pooled) return pooled.errors();
  FormulaOutput output = {{"median_yuan", std::exp(pooled.value().ln_centre)},
                          {"ln_sd", pooled.value().ln_sd}};
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    output.emplace_back("weight_" + std::to_string(i + 1) + "_frac", pooled.value().weights[i]);
  }
  return output;
}

// A frame of one hazard: what the formulas of this file ask for.
Result<IncomeStream> read_frame(const FormulaArguments& arguments) {
  const auto read = arguments.scalars({"life_years", "discount_frac", "hazard_frac", "year_end"});
  if (!read) return read.errors();
  const std::vector<double>& in = read.value();
  const bool right = in[0] > 0 && in[0] <= static_cast<double>(kStreamYears) && in[1] > -1 &&
                     in[2] >= 0 && in[2] < 1 && (in[3] == 0 || in[3] == 1);
  if (!right) {
    return out_of_domain("needs a life of up to 20 years, a hazard below 1, year_end 0 or 1");
  }
  IncomeStream frame;
  frame.life_years = in[0];
  frame.discount_frac = in[1];
  frame.hazard_annual_frac.fill(in[2]);
  frame.timing = in[3] == 1 ? FlowTiming::year_end : FlowTiming::mid_year;
  return frame;
}

Result<FormulaOutput> run_licence_worth(const FormulaArguments& arguments) {
  const auto read =
      arguments.scalars({"fee_yuan", "tax_frac", "contract_years", "renewal_frac", "ln_sd"});
  if (!read) return read.errors();
  const auto frame = read_frame(arguments);
  if (!frame) return frame.errors();
  const std::vector<double>& in = read.value();
  const auto worth = licence_worth({in[0], in[1], in[2], in[3], in[4]}, frame.value());
  if (!worth) return worth.errors();
  return FormulaOutput{{"value_yuan", worth.value().value_yuan},
                       {"ln_sd", worth.value().ln_sd},
                       {"contract_frac", worth.value().contract_frac}};
}

Result<FormulaOutput> run_earnings_worth(const FormulaArguments& arguments) {
  const auto read = arguments.scalars({"revenue_yuan", "growth_frac", "margin_frac", "charge_frac",
                                       "tax_frac", "obsolescence_frac"});
  if (!read) return read.errors();
  const auto frame = read_frame(arguments);
  if (!frame) return frame.errors();
  const std::vector<double>& in = read.value();
  EarningsForecast forecast;
  forecast.revenue_yuan = in[0];
  forecast.growth_frac = in[1];
  forecast.margin_frac = in[2];
  forecast.charge_frac = in[3];
  forecast.tax_frac = in[4];
  forecast.obsolescence_frac = in[5];
  const auto worth = earnings_worth(forecast, frame.value());
  if (!worth) return worth.errors();
  return FormulaOutput{{"value_yuan", worth.value()}};
}

// F189 without a split; F190 with one.
Result<FormulaOutput> run_profit(const FormulaArguments& arguments, const char* profit,
                                 const char* split) {
  const auto read = arguments.scalars({profit, "growth_frac", "tax_frac", "obsolescence_frac"});
  if (!read) return read.errors();
  const auto frame = read_frame(arguments);
  if (!frame) return frame.errors();
  const std::vector<double>& in = read.value();
  ProfitForecast forecast;
  forecast.profit_yuan = in[0];
  forecast.growth_frac = in[1];
  forecast.tax_frac = in[2];
  forecast.obsolescence_frac = in[3];
  if (split != nullptr) {
    const auto part = arguments.scalars({split});
    if (!part) return part.errors();
    forecast.split_frac = part.value()[0];
  }
  const auto worth = profit_worth(forecast, frame.value());
  if (!worth) return worth.errors();
  return FormulaOutput{{"value_yuan", worth.value()}};
}

Result<FormulaOutput> run_incremental_profit(const FormulaArguments& arguments) {
  return run_profit(arguments, "extra_profit_yuan", nullptr);
}

Result<FormulaOutput> run_income_split(const FormulaArguments& arguments) {
  return run_profit(arguments, "operating_profit_yuan", "split_frac");
}

Result<FormulaOutput> run_indexed_worth(const FormulaArguments& arguments) {
  const auto read = arguments.scalars({"prior_yuan", "z", "r2_frac", "ln_sd"});
  if (!read) return read.errors();
  const std::vector<double>& in = read.value();
  const auto worth = indexed_worth({in[0], in[1], in[2], in[3]});
  if (!worth) return worth.errors();
  return FormulaOutput{{"value_yuan", worth.value().value_yuan},
                       {"slope_ln", worth.value().slope_ln}};
}

// What the two formulas of a profit ask for beside it.
std::vector<FormulaInput> profit_inputs(std::vector<FormulaInput> own) {
  const std::vector<FormulaInput> frame = {
      {"growth_frac", "frac", "g, of the profit, a year", "0"},
      {"tax_frac", "frac", "T", "0.25"},
      {"obsolescence_frac", "frac", "d, a year", "0.1"},
      {"life_years", "years", "left of the right, up to 20", "3"},
      {"discount_frac", "frac", "k, a year; holds no hazard", "0.1"},
      {"hazard_frac", "frac", "h, chance a year that the right ends", "0"},
      {"year_end", "number", "0 = flows at mid-year, 1 = at year end", "1"}};
  own.insert(own.end(), frame.begin(), frame.end());
  return own;
}

Formula incremental_profit() {
  return {
      "F189",
      "incremental_profit_worth",
      "sum of S(tau) P ((1+g)(1-d))^(t-1) (1-T) / (1+k)^tau, P = (p1-p0) Q + (c0-c1) Q + margin "
      "of extra volume, S = (1-h)^tau, over the right's life, the last year in part",
      "IVS 210 (with and without); F21; domain page 1.2",
      profit_inputs({{"extra_profit_yuan", "yuan",
                      "P, of the first year before tax, with the right against without", "100"}}),
      run_incremental_profit};
}

Formula income_split() {
  return {
      "F190",
      "income_split_worth",
      "sum of S(tau) P ((1+g)(1-d))^(t-1) K (1-T) / (1+k)^tau, S = (1-h)^tau, over the right's "
      "life, the last year in part",
      "CAS patent guidance (income share); F21; domain page 1.2; a cross-check: the fixed "
      "quarter was refused in Uniloc v. Microsoft, Fed. Cir. 2011",
      profit_inputs(
          {{"operating_profit_yuan", "yuan", "P, of the product, first year, before tax", "400"},
           {"split_frac", "frac", "K, the right's part of it, above 0 up to 1", "0.25"}}),
      run_income_split};
}

Result<FormulaOutput> run_development(const FormulaArguments& arguments) {
  const auto read = arguments.scalars({"project_yuan", "cost_yuan", "volatility_frac", "life_years",
                                       "rate_annual", "survival_frac"});
  if (!read) return read.errors();
  const std::vector<double>& in = read.value();
  const auto worth = development_worth_q({in[0], in[1], in[2], in[3], in[4], in[5]});
  if (!worth) return worth.errors();
  return FormulaOutput{{"value_yuan", worth.value()}};
}

Formula development_option() {
  return {"F191",
          "development_option_worth",
          "S_T C, C the American call of F195 on the project at the cost of development with yield "
          "1/T, under the measure Q; S_T the chance to live to T",
          "Damodaran (Avonex); Cox, Ross, Rubinstein 1979; domain page 1.4; acceptance V02",
          {{"project_yuan", "yuan", "present value of the cash flows if developed today", "3422"},
           {"cost_yuan", "yuan", "of the development", "2875"},
           {"volatility_frac", "frac", "of the project's worth, a year", "0.4732863826"},
           {"life_years", "years", "T, left of the right, from 1", "17"},
           {"rate_annual", "frac", "r, continuous", "0.067"},
           {"survival_frac", "frac", "S_T, from 0 to 1", "0.5"}},
          run_development};
}

std::vector<Formula> all_formulas() {
  return {
      {"F163",
       "pool_on_factor",
       "weights >= 0 of least variance w'S w that sum to 1, S_ij = a_i a_j s_i s_j, S_ii = s_i^2",
       "minimum variance; active set of Lawson and Hanson 1974; domain page 5.2 item 2",
       {{"values_yuan", "yuan", "medians: an own price, two income models", "120,80,80"},
        {"ln_sds", "number", "their ln-SDs", "0.3,0.6,0.6"},
        {"loadings", "number", "a, on the common factor; 0 is independent of all",
         "0,0.7071067811865476,0.7071067811865476"}},
       run_pool_on_factor},
      {"F167",
       "licence_worth",
       "V = C + p T; C the fee after tax to the contract's end, T from there to the right's; "
       "ln_sd = sqrt(s^2 + ln(1 + T^2 p (1-p)/V^2))",
       "F21; moments of a Bernoulli tail; domain page 5.2 item 1",
       {{"fee_yuan", "yuan", "a year, before tax", "100"},
        {"tax_frac", "frac", "T, on the fee", "0.25"},
        {"contract_years", "years", "left of the contract", "2"},
        {"renewal_frac", "frac", "p, chance that the fee runs on", "0.5"},
        {"ln_sd", "number", "s, of a licence capitalised", "0.25"},
        {"life_years", "years", "left of the right, up to 20", "4"},
        {"discount_frac", "frac", "a year; holds no hazard", "0.1"},
        {"hazard_frac", "frac", "chance a year that the right ends", "0"},
        {"year_end", "number", "0 = flows at mid-year, 1 = at year end", "1"}},
       run_licence_worth},
      {"F185",
       "excess_earnings_worth",
       "sum of S(tau) Rev ((1+g)(1-d))^(t-1) (m (1-T) - c) / (1+k)^tau, S = (1-h)^tau, over the "
       "right's life, the last year in part",
       "IVS 210; F21; domain page 1.2; acceptance V31",
       {{"revenue_yuan", "yuan", "sales of the product in the first year", "100"},
        {"growth_frac", "frac", "g, of sales, a year", "0.05"},
        {"margin_frac", "frac", "m, EBIT of sales before the charges", "0.2"},
        {"charge_frac", "frac", "c, return of the other assets after tax, of sales", "0.05"},
        {"tax_frac", "frac", "T", "0.25"},
        {"obsolescence_frac", "frac", "d, a year", "0"},
        {"life_years", "years", "left of the right, up to 20", "3"},
        {"discount_frac", "frac", "k, a year; holds no hazard", "0.14"},
        {"hazard_frac", "frac", "h, chance a year that the right ends", "0"},
        {"year_end", "number", "0 = flows at mid-year, 1 = at year end", "1"}},
       run_earnings_worth},
      {"F186",
       "index_on_prior",
       "V = V_prior exp(b z - b^2/2), b = s sqrt(R2/(1-R2))",
       "regression of a normal; CEPR DP 6848; domain page 1.6",
       {{"prior_yuan", "yuan", "expected worth before the index is seen", "1000000"},
        {"z", "number", "SDs of the index above its cohort's mean, -5 to 5", "1"},
        {"r2_frac", "frac", "R2, of the variance of ln V, explained by the index", "0.2"},
        {"ln_sd", "number", "s, what the index leaves of it", "1"}},
       run_indexed_worth},
      incremental_profit(),
      income_split(),
      development_option(),
  };
}

}  // namespace

std::span<const Formula> valuation_evidence_formulas() {
  static const std::vector<Formula> kFormulas = all_formulas();
  return kFormulas;
}

}  // namespace pledgelab
