// F45 to F47: what a forced sale by one channel brings.
#include <array>
#include <cmath>

#include "models/collateral/formulas.hpp"
#include "models/collateral/sale_steps.hpp"

namespace pledgelab {
namespace {

using Numbers = std::vector<double>;

FormulaOutput told(const SaleOutlook& outlook) {
  return {{"expected_price", outlook.expected_price},
          {"sale_frac", outlook.sale_frac},
          {"price_given_sale", outlook.price_given_sale},
          {"months_given_sale", outlook.months_given_sale}};
}

Result<FormulaOutput> run_auction(const FormulaArguments& arguments) {
  const auto read_in =
      arguments.scalars({"sale_frac", "first_price", "cut_frac", "rounds", "closing_sale_frac",
                         "first_months", "round_months", "closing_months"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[3] == std::floor(in[3]) && in[3] >= 1 && in[3] <= 10)) {
    return Error{
        "K-110", {}, "rounds: a whole number from 1 to 10", "two is usual", ErrorKind::input};
  }
  const auto steps =
      auction_steps({in[0], in[1], in[2], static_cast<int>(in[3]), in[4], in[5], in[6], in[7]});
  if (!steps) return steps.errors();
  const auto outlook = sale_outlook(steps.value(), 0, 0);
  if (!outlook) return outlook.errors();
  return told(outlook.value());
}

// The steps of three lists of one length.
Result<std::vector<SaleStep>> steps_of(const FormulaArguments& arguments) {
  const auto chances = arguments.numbers("chance_frac");
  if (!chances) return chances.errors();
  const auto prices = arguments.numbers("price");
  if (!prices) return prices.errors();
  const auto months = arguments.numbers("months");
  if (!months) return months.errors();
  const std::size_t count = chances.value().size();
  if (prices.value().size() != count || months.value().size() != count) {
    return Error{"K-111",
                 {},
                 "chance_frac, price and months are of the same steps: as many of each",
                 "write one number for each step",
                 ErrorKind::input};
  }
  std::vector<SaleStep> steps;
  for (std::size_t i = 0; i < count; ++i) {
    steps.push_back({chances.value()[i], prices.value()[i], months.value()[i]});
  }
  return steps;
}

Result<FormulaOutput> run_outlook(const FormulaArguments& arguments) {
  const auto steps = steps_of(arguments);
  if (!steps) return steps.errors();
  const auto in = arguments.scalars({"cost_frac", "rate_annual_frac"});
  if (!in) return in.errors();
  const auto outlook = sale_outlook(steps.value(), in.value()[0], in.value()[1]);
  if (!outlook) return outlook.errors();
  FormulaOutput output = {{"present_value", outlook.value().present_value},
                          {"wait_factor", outlook.value().wait_factor}};
  for (auto& one : told(outlook.value())) output.push_back(std::move(one));
  return output;
}

Result<FormulaOutput> run_quantile(const FormulaArguments& arguments) {
  const auto steps = steps_of(arguments);
  if (!steps) return steps.errors();
  const auto in = arguments.scalars({"scale", "concentration", "level_frac"});
  if (!in) return in.errors();
  const auto price = sale_quantile(steps.value(), {in.value()[0], in.value()[1]}, in.value()[2]);
  if (!price) return price.errors();
  return FormulaOutput{{"price", price.value()}};
}

std::vector<FormulaInput> step_inputs(const char* chance, const char* price, const char* months) {
  return {{"chance_frac", "frac", "of each step, seen from the start; 1 together at most", chance},
          {"price", "any", "of each step", price},
          {"months", "months", "until each step pays", months}};
}

std::vector<FormulaInput> with(std::vector<FormulaInput> inputs,
                               std::initializer_list<FormulaInput> more) {
  inputs.insert(inputs.end(), more.begin(), more.end());
  return inputs;
}

}  // namespace

std::span<const Formula> collateral_sale_formulas() {
  static const std::array<Formula, 3> kFormulas = {
      Formula{
          "F45",
          "judicial_auction",
          "round i: chance p (1-p)^(i-1) at first (1-cut)^(i-1); then (1-p)^n c at the last price",
          "court rules on online auctions 2016, art. 10 and 26; domain page 3.6: .4144 and .187",
          {{"sale_frac", "frac", "chance that a round finds a buyer", "0.4"},
           {"first_price", "any", "start price of the first round", "0.7"},
           {"cut_frac", "frac", "fall from one round to the next", "0.2"},
           {"rounds", "count", "1 to 10", "2"},
           {"closing_sale_frac", "frac", "chance of the sale after them; 0: none", "0"},
           {"first_months", "months", "until the first round pays", "12"},
           {"round_months", "months", "from one round to the next", "1"},
           {"closing_months", "months", "that the sale after them is open", "2"}},
          run_auction},
      Formula{"F46", "sale_outlook", "sum of chance x price x (1 - costs) / (1 + r)^(months / 12)",
              "domain page 3.5: V_liq = ... P(sale) (1 - f) DF(time to sale)",
              with(step_inputs("0.5,0.25", "100,80", "12,24"),
                   {{"cost_frac", "frac", "of the price", "0.1"},
                    {"rate_annual_frac", "frac_annual", "discount", "0.25"}}),
              run_outlook},
      Formula{
          "F47", "sale_quantile",
          "0 up to P0, the chance of no sale; above it the steps' prices, or with c > 0 scale x "
          "quantile of Beta(m, c) at (level - P0) / (1 - P0)",
          "domain page 3.6 and 5.2",
          with(step_inputs("0.5", "50", "7.5"),
               {{"scale", "any", "the worth that the price is a part of", "100"},
                {"concentration", "number", "a + b of the Beta; 0: the prices are known", "2"},
                {"level_frac", "frac", "of the quantile", "0.8"}}),
          run_quantile}};
  return kFormulas;
}

}  // namespace pledgelab
