#include "models/programme/formulas.hpp"

#include <cmath>
#include <vector>

#include "models/programme/programme.hpp"
#include "models/programme/screen.hpp"

namespace pledgelab {
namespace {

Result<FormulaOutput> run_price_premium(const FormulaArguments& arguments) {
  const auto own = arguments.numbers("prices_yuan");
  if (!own) return own.errors();
  const auto generic = arguments.numbers("generic_prices_yuan");
  if (!generic) return generic.errors();
  const auto premium = price_premium(own.value(), generic.value());
  if (!premium) return premium.errors();
  return FormulaOutput{{"of_own_frac", premium.value().of_own_frac},
                       {"over_generic_frac", premium.value().over_generic_frac},
                       {"premium_yuan", premium.value().premium_yuan}};
}

Result<FormulaOutput> run_yearly_change(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"before", "now"});
  if (!in) return in.errors();
  const auto change = yearly_change(in.value()[0], in.value()[1]);
  if (!change) return change.errors();
  return FormulaOutput{{"change_frac", change.value()}};
}

Result<FormulaOutput> run_times_off(const FormulaArguments& arguments) {
  const auto figure = arguments.number("figure");
  if (!figure) return figure.errors();
  const auto others = arguments.numbers("others");
  if (!others) return others.errors();
  const auto times = times_off(figure.value(), others.value());
  if (!times) return times.errors();
  return FormulaOutput{{"times", times.value()}};
}

Result<FormulaOutput> run_secured_share(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"secured_yuan", "lent_yuan"});
  if (!in) return in.errors();
  std::vector<Money> amounts;
  for (const double yuan : in.value()) {
    const double fen = std::round(yuan * 100);
    if (std::abs(fen) > 9e15 || std::abs(fen - yuan * 100) > 1e-4) {
      return Error{"F-202",
                   {},
                   "amounts are in whole fen, at most 9e13 yuan",
                   "write 1234.50",
                   ErrorKind::input};
    }
    amounts.push_back(Money::of_fen(static_cast<std::int64_t>(fen)));
  }
  const auto share = secured_share(amounts[0], amounts[1]);
  if (!share) return share.errors();
  return FormulaOutput{{"share_frac", share.value().frac()}};
}

}  // namespace

std::span<const Formula> programme_formulas() {
  static const std::vector<Formula> formulas = {
      {"F176",
       "price_premium",
       "(P - G)/P and (P - G)/G, P and G the means of the years' own and generic prices",
       "valuation.md 1.9: the same grade outside the area, three-year mean",
       {{"prices_yuan", "yuan", "own price of each year", "420,450,480"},
        {"generic_prices_yuan", "yuan", "same grade outside the area", "300,310,290"}},
       run_price_premium},
      {"F177",
       "yearly_change",
       "now/before - 1",
       "arithmetic; as F100 of counts",
       {{"before", "number", "the year before, above 0", "250"},
        {"now", "number", "the year", "300"}},
       run_yearly_change},
      {"F178",
       "secured_share",
       "principal of loans with the indication as security/principal lent to members",
       "the programme's measure of lending; nothing is apportioned",
       {{"secured_yuan", "yuan", "with a right in the indication", "1500000"},
        {"lent_yuan", "yuan", "to the association's members", "4000000"}},
       run_secured_share},
      {"F198",
       "times_off",
       "max(x/m, m/x), m the median of the others",
       "arithmetic; the gate against slips of unit (valuation.md 6)",
       {{"figure", "number", "one year's", "4800000"},
        {"others", "number", "the other years'", "420,450,500"}},
       run_times_off},
  };
  return formulas;
}

}  // namespace pledgelab
