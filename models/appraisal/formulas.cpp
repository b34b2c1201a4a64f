#include "models/appraisal/formulas.hpp"

#include <array>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "models/appraisal/amortisation_benefit.hpp"
#include "models/appraisal/attribution.hpp"
#include "models/appraisal/brand_strength.hpp"
#include "models/appraisal/excess_earnings.hpp"

namespace pledgelab {
namespace {

using Numbers = std::vector<double>;

// Several lists in the order of their names; the first fault ends it.
template <std::size_t N>
Result<std::array<Numbers, N>> lists(const FormulaArguments& arguments,
                                     const std::array<const char*, N>& names) {
  std::array<Numbers, N> all;
  for (std::size_t i = 0; i < N; ++i) {
    auto list = arguments.numbers(names[i]);
    if (!list) return list.errors();
    all[i] = std::move(list).value();
  }
  return all;
}

Error flag_error(const char* name) {
  return {"F-202", {}, "'" + std::string(name) + "' must be 0 or 1", "", ErrorKind::input};
}

bool is_flag(double x) { return x == 0 || x == 1; }

Result<FormulaOutput> run_amortisation_benefit(const FormulaArguments& arguments) {
  const auto read =
      arguments.scalars({"value_yuan", "tax_frac", "tax_years", "discount_frac", "mid_year"});
  if (!read) return read.errors();
  const Numbers& in = read.value();
  if (!is_flag(in[4])) return flag_error("mid_year");
  const auto factor = amortisation_factor({in[1], in[2], in[3], in[4] == 1});
  if (!factor) return factor.errors();
  return FormulaOutput{{"factor", factor.value()}, {"value_yuan", in[0] * factor.value()}};
}

Result<FormulaOutput> run_weighted_return(const FormulaArguments& arguments) {
  const auto read = lists<2>(arguments, {"weights", "returns_frac"});
  const auto others = arguments.scalars({"internal_frac", "cost_of_capital_frac"});
  if (!read) return read.errors();
  if (!others) return others.errors();
  const auto weighted = weighted_return(read.value()[0], read.value()[1]);
  if (!weighted) return weighted.errors();
  const ReturnCheck check = check_returns(weighted.value(), others.value()[0], others.value()[1]);
  return FormulaOutput{{"return_frac", weighted.value()},
                       {"gap_frac", check.gap_frac},
                       {"closes", check.closes ? 1 : 0}};
}

Result<FormulaOutput> run_excess_earnings(const FormulaArguments& arguments) {
  const auto read = lists<3>(arguments, {"revenue_yuan", "margin_frac", "charge_frac"});
  const auto others = arguments.scalars(
      {"tax_frac", "obsolescence_frac", "hazard_frac", "discount_frac", "mid_year"});
  if (!read) return read.errors();
  if (!others) return others.errors();
  const Numbers& in = others.value();
  if (!is_flag(in[4])) return flag_error("mid_year");
  const auto value = excess_earnings_value({.revenue_yuan = read.value()[0],
                                            .margin_frac = read.value()[1],
                                            .charge_frac = read.value()[2],
                                            .tax_frac = in[0],
                                            .obsolescence_frac = in[1],
                                            .hazard_annual_frac = in[2],
                                            .discount_frac = in[3],
                                            .mid_year = in[4] == 1});
  if (!value) return value.errors();
  return FormulaOutput{{"value_yuan", value.value()}};
}

Result<FormulaOutput> run_internal_return(const FormulaArguments& arguments) {
  const auto flows = arguments.numbers("flows_yuan");
  const auto others = arguments.scalars({"price_yuan", "mid_year"});
  if (!flows) return flows.errors();
  if (!others) return others.errors();
  if (!is_flag(others.value()[1])) return flag_error("mid_year");
  const auto found = internal_return(others.value()[0], flows.value(), others.value()[1] == 1);
  if (!found) return found.errors();
  return FormulaOutput{{"return_frac", found.value()}};
}

Result<FormulaOutput> run_brand_earnings(const FormulaArguments& arguments) {
  const auto flows = arguments.numbers("flows_yuan");
  const auto others =
      arguments.scalars({"industry_return_frac", "strength_coefficient", "growth_frac"});
  if (!flows) return flows.errors();
  if (!others) return others.errors();
  const Numbers& in = others.value();
  const auto value = brand_earnings_value({flows.value(), in[0], in[1], in[2]});
  if (!value) return value.errors();
  return FormulaOutput{{"value_yuan", value.value()}, {"discount_frac", in[0] * in[1]}};
}

Result<FormulaOutput> run_strength_multiple(const FormulaArguments& arguments) {
  const auto strength = arguments.number("strength");
  if (!strength) return strength.errors();
  const auto multiple = strength_multiple(strength.value());
  if (!multiple) return multiple.errors();
  return FormulaOutput{{"multiple", multiple.value()}};
}

Result<FormulaOutput> run_power_strength(const FormulaArguments& arguments) {
  const auto read = lists<2>(arguments, {"powers", "weights"});
  if (!read) return read.errors();
  const auto strength = power_strength(read.value()[0], read.value()[1]);
  if (!strength) return strength.errors();
  return FormulaOutput{{"strength", strength.value()}};
}

Result<FormulaOutput> run_brand_revenue(const FormulaArguments& arguments) {
  const auto read = lists<4>(
      arguments, {"volumes_units", "prices_yuan", "unbranded_costs_yuan", "operating_rates_frac"});
  if (!read) return read.errors();
  const auto& in = read.value();
  std::vector<BrandYear> years;
  for (std::size_t i = 0; i < in[0].size(); ++i) {
    if (in[1].size() != in[0].size() || in[2].size() != in[0].size() ||
        in[3].size() != in[0].size()) {
      return Error{"F-202", {}, "the four lists must be of equal length", "", ErrorKind::input};
    }
    years.push_back({in[0][i], in[1][i], in[2][i], in[3][i]});
  }
  const auto revenue = brand_revenue(years);
  if (!revenue) return revenue.errors();
  return FormulaOutput{{"revenue_yuan", revenue.value()}};
}

Result<FormulaOutput> run_card_value(const FormulaArguments& arguments) {
  const auto prices = arguments.numbers("prices_yuan");
  const auto others = arguments.scalars({"revenue_yuan", "strength"});
  if (!prices) return prices.errors();
  if (!others) return others.errors();
  const auto value = card_value(others.value()[0], prices.value(), others.value()[1]);
  if (!value) return value.errors();
  return FormulaOutput{{"value_yuan", value.value().value_yuan},
                       {"loyalty_frac", value.value().loyalty_frac},
                       {"multiple", value.value().multiple}};
}

FormulaOutput parts_output(const Numbers& parts) {
  FormulaOutput output;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    output.emplace_back("part_" + std::to_string(i + 1) + "_yuan", parts[i]);
  }
  output.emplace_back("sum_yuan", std::accumulate(parts.begin(), parts.end(), 0.0));
  return output;
}

Result<FormulaOutput> run_shapley(const FormulaArguments& arguments) {
  const auto read = lists<2>(arguments, {"before", "after"});
  if (!read) return read.errors();
  const auto worths = product_by_subset(read.value()[0], read.value()[1]);
  if (!worths) return worths.errors();
  const auto parts = shapley_split(worths.value());
  if (!parts) return parts.errors();
  return parts_output(parts.value());
}

Result<FormulaOutput> run_divisia(const FormulaArguments& arguments) {
  const auto read = lists<2>(arguments, {"before", "after"});
  if (!read) return read.errors();
  const auto parts = divisia_split(read.value()[0], read.value()[1]);
  if (!parts) return parts.errors();
  return parts_output(parts.value());
}

std::vector<Formula> earnings_formulas() {
  return {Formula{"F135",
                  "amortisation_benefit",
                  "V = V0 / [1 - T/n a], a = (1-(1+k)^-n)/k, at mid-year a (1+k)^1/2",
                  "IVS 210 tax amortisation benefit; acceptance V24, V25",
                  {{"value_yuan", "yuan", "worth without the benefit", "12.5796"},
                   {"tax_frac", "frac", "T", "0.25"},
                   {"tax_years", "years", "n, straight line, 1 to 100", "10"},
                   {"discount_frac", "frac", "k, 0 to 10", "0.15"},
                   {"mid_year", "number", "1 = deducted at mid-year, 0 = at year end", "0"}},
                  run_amortisation_benefit},
          Formula{"F136",
                  "weighted_return",
                  "WARA = sum w r / sum w; closes when WARA, IRR and WACC lie within 0.01",
                  "IVS 210; acceptance V26",
                  {{"weights", "number", "worths or shares of the assets", "0.23,0.77"},
                   {"returns_frac", "frac", "return that each asset needs", "0.04,0.18"},
                   {"internal_frac", "frac", "internal return of the price paid", "0.145"},
                   {"cost_of_capital_frac", "frac", "WACC", "0.15"}},
                  run_weighted_return},
          Formula{"F137",
                  "excess_earnings",
                  "sum S Rev_t (1-delta)^(t-1) [EBITm_t (1-T) - charge_t] / (1+k)^tau",
                  "IVS 210 multi-period excess earnings; acceptance V31",
                  {{"revenue_yuan", "yuan", "of years 1..n", "100,105,110.25"},
                   {"margin_frac", "frac", "EBIT before charges, each year", "0.2,0.2,0.2"},
                   {"charge_frac", "frac", "contributory charges after tax, of revenue",
                    "0.05,0.05,0.05"},
                   {"tax_frac", "frac", "T", "0.25"},
                   {"obsolescence_frac", "frac", "delta a year", "0"},
                   {"hazard_frac", "frac", "chance a year to end", "0"},
                   {"discount_frac", "frac", "k, no hazard in it", "0.14"},
                   {"mid_year", "number", "1 = flows at mid-year, 0 = at year end", "0"}},
                  run_excess_earnings},
          Formula{"F138",
                  "internal_return",
                  "r with sum flow_t / (1+r)^tau = price",
                  "IVS 210: IRR beside WARA and WACC",
                  {{"price_yuan", "yuan", "paid, above 0", "121"},
                   {"flows_yuan", "yuan", "of years 1..n, from 0", "0,146.41"},
                   {"mid_year", "number", "1 = flows at mid-year, 0 = at year end", "0"}},
                  run_internal_return},
          Formula{"F141",
                  "brand_earnings",
                  "sum F_t/(1+R)^t + F_T (1+g) / ((R-g)(1+R)^T), R = Z K",
                  "GB/T 29188; acceptance V30",
                  {{"flows_yuan", "yuan", "brand flows after tax", "80,84,88.2"},
                   {"industry_return_frac", "frac", "Z, return of the industry's assets", "0.1"},
                   {"strength_coefficient", "number", "K, 0.6 to 2.0, lower = stronger", "1.1"},
                   {"growth_frac", "frac", "g after the last year", "0.02"}},
                  run_brand_earnings}};
}

std::vector<Formula> brand_formulas() {
  return {Formula{"F139",
                  "strength_multiple",
                  "250 y = x^2 up to 50; (y-10)^2 = 2x - 100 up to 100, and 100 above",
                  "S-curve of brand strength; acceptance V27",
                  {{"strength", "number", "x, from 0", "80"}},
                  run_strength_multiple},
          Formula{"F140",
                  "card_value",
                  "revenue x (mean - SD of price) / mean x multiple(strength), population SD",
                  "CARD, Zhejiang University; acceptance V28",
                  {{"revenue_yuan", "yuan", "brand revenue (F149)", "120000000"},
                   {"prices_yuan", "yuan", "mean price of each year", "420,450,480"},
                   {"strength", "number", "from five powers (F148)", "82.5"}},
                  run_card_value},
          Formula{"F148",
                  "power_strength",
                  "min(100, sum w p / sum w)",
                  "CARD, Zhejiang University: five powers",
                  {{"powers", "number", "driving, resource, operation, communication, development",
                    "79.62,81.18,84.91,77.54,77.86"},
                   {"weights", "number", "of each power", "1,1,1,1,1"}},
                  run_power_strength},
          Formula{"F149",
                  "brand_revenue",
                  "mean over years of volume (price - unbranded cost) (1 - operating rate)",
                  "CARD, Zhejiang University",
                  {{"volumes_units", "number", "sold each year", "1000,1000"},
                   {"prices_yuan", "yuan", "retail, a unit", "150,170"},
                   {"unbranded_costs_yuan", "yuan", "a unit", "100,100"},
                   {"operating_rates_frac", "frac", "what operating takes", "0.2,0.3"}},
                  run_brand_revenue}};
}

std::vector<Formula> split_formulas() {
  const std::vector<FormulaInput> inputs = {
      {"before", "number", "factors of the worth at the first date", "100,0.04,4.5"},
      {"after", "number", "the same at the second date", "120,0.03,4"}};
  return {Formula{"F142", "shapley_split",
                  "part_i = sum over S without i of |S|!(n-1-|S|)!/n! (V(S+i) - V(S))",
                  "Shapley 1953, here of a product; acceptance V44", inputs, run_shapley},
          Formula{"F143", "divisia_split", "part_i = L(V1,V0) ln(x1/x0), L(a,b) = (a-b)/ln(a/b)",
                  "Ang 2005, LMDI-I; acceptance V44", inputs, run_divisia}};
}

}  // namespace

std::span<const Formula> appraisal_formulas() {
  static const std::vector<Formula> kFormulas = [] {
    std::vector<Formula> all;
    for (const auto group : {earnings_formulas, brand_formulas, split_formulas}) {
      std::vector<Formula> formulas = group();
      for (Formula& formula : formulas) all.push_back(std::move(formula));
    }
    return all;
  }();
  return kFormulas;
}

}  // namespace pledgelab
