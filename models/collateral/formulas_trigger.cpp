// F48, F49 and F180: a loan's trigger, its distance, and what puts a breach right.
#include <array>
#include <cmath>

#include "models/collateral/formulas.hpp"
#include "models/collateral/trigger.hpp"

namespace pledgelab {
namespace {

using Numbers = std::vector<double>;

Result<FormulaOutput> run_factor(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"balance_yuan", "ceiling_worth_yuan", "ln_sd"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  const auto trigger = trigger_factor(in[0], in[1], in[2]);
  if (!trigger) return trigger.errors();
  return FormulaOutput{{"factor", trigger.value().factor},
                       {"distance_sds", trigger.value().distance.sds},
                       {"chance_frac", trigger.value().distance.chance_frac}};
}

Result<FormulaOutput> run_rate(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars(
      {"balance_yuan", "ceiling_frac", "income_yuan", "years", "rate_annual_frac", "sd"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[3] == std::floor(in[3]) && in[3] >= 1 && in[3] <= 100 && in[4] >= 0 && in[5] > 0)) {
    return Error{"K-120",
                 {},
                 "a trigger rate needs 1 to 100 whole years, a rate from 0 and an SD above 0",
                 "see the formula's inputs",
                 ErrorKind::input};
  }
  const auto rate = trigger_rate({in[2], static_cast<int>(in[3]), in[1], in[0]});
  if (!rate) return rate.errors();
  const Distance distance = level_distance(in[4], rate.value(), in[5]);
  return FormulaOutput{{"trigger_rate_annual_frac", rate.value()},
                       {"distance_sds", distance.sds},
                       {"chance_frac", distance.chance_frac}};
}

Result<FormulaOutput> run_restore(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"balance_yuan", "approved_yuan", "ceiling_frac"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  const double most = static_cast<double>(Money::kMaxInputFen) / 100;
  const bool good =
      in[0] >= 0 && in[0] <= most && in[1] > 0 && in[1] <= most && in[2] > 0 && in[2] <= 1;
  if (!good) {
    return Error{"K-120",
                 {},
                 "needs a balance from 0, an approved value above 0, at most 10^13 yuan, and a "
                 "ceiling above 0 and at most 1",
                 "see the formula's inputs",
                 ErrorKind::input};
  }
  Coverage coverage;
  coverage.balance = Money::of_fen(std::llround(in[0] * 100));
  coverage.approved_value = Money::of_fen(std::llround(in[1] * 100));
  coverage.ceiling = Ratio::of(std::llround(in[2] * 1e6), 1'000'000);
  if (coverage.approved_value.fen() == 0 || coverage.ceiling->num == 0) {
    return Error{
        "K-120", {}, "a value below a fen, or a ceiling below a millionth", "", ErrorKind::input};
  }
  coverage.loan_to_value = Ratio::of(coverage.balance.fen(), coverage.approved_value.fen());
  const Restoration what = *restoration(coverage);
  return FormulaOutput{{"repay_yuan", what.repay.yuan()},
                       {"add_value_yuan", what.add_value->yuan()}};
}

}  // namespace

std::span<const Formula> collateral_trigger_formulas() {
  static const std::array<Formula, 3> kFormulas = {
      Formula{
          "F48",
          "trigger_factor",
          "x = balance / sum of ceiling x worth; |ln x| / s yearly SDs away; chance N(-distance)",
          "domain page 5.3: distance to the loan-to-value trigger; lognormal driver",
          {{"balance_yuan", "yuan", "owed", "200000"},
           {"ceiling_worth_yuan", "yuan", "sum of ceiling x worth of the rights", "250000"},
           {"ln_sd", "number", "of the driver, a year", "0.3"}},
          run_factor},
      Formula{"F49",
              "trigger_rate",
              "k with ceiling x income x (1 - (1+k)^-n) / k = balance; |k - now| / SD away",
              "domain page 5.3; annuity",
              {{"balance_yuan", "yuan", "owed", "720"},
               {"ceiling_frac", "frac", "highest loan-to-value", "0.5"},
               {"income_yuan", "yuan", "of the right a year, at its end", "1000"},
               {"years", "years", "1 to 100", "2"},
               {"rate_annual_frac", "frac_annual", "discount rate now", "0.15"},
               {"sd", "number", "of the rate, a year", "0.02"}},
              run_rate},
      Formula{
          "F180",
          "restore_ltv",
          "repay balance - floor(ceiling x approved), or add ceil(balance / ceiling) - approved",
          "domain page 5.3: the counterfactual that restores the covenant",
          {{"balance_yuan", "yuan", "owed", "900000"},
           {"approved_yuan", "yuan", "sum of approved values", "3000000"},
           {"ceiling_frac", "frac", "highest loan-to-value", "0.25"}},
          run_restore}};
  return kFormulas;
}

}  // namespace pledgelab
