#include "models/collateral/trigger.hpp"

#include <algorithm>
#include <cmath>

#include "models/base/normal.hpp"

namespace pledgelab {
namespace {

Error outside(const char* code, const char* needs) {
  return {code, {}, needs, "", ErrorKind::input};
}

bool above_zero(double x) { return std::isfinite(x) && x > 0; }

double annuity(double rate, int years) {
  if (rate == 0) return years;
  return -std::expm1(-years * std::log1p(rate)) / rate;
}

Distance distance_of(double sds) { return {sds, normal_cdf(-sds)}; }

}  // namespace

Distance level_distance(double now, double level, double sd) {
  PL_CHECK(above_zero(sd) && std::isfinite(now) && std::isfinite(level));
  return distance_of(std::abs(level - now) / sd);
}

Distance factor_distance(double factor, double ln_sd) {
  PL_CHECK(above_zero(ln_sd) && above_zero(factor));
  return distance_of(std::abs(std::log(factor)) / ln_sd);
}

Result<TriggerFactor> trigger_factor(double balance, double ceiling_worth, double ln_sd) {
  if (!above_zero(balance) || !above_zero(ceiling_worth) || !above_zero(ln_sd)) {
    return outside("K-120",
                   "a trigger needs a balance, a worth under its ceiling and an SD above 0");
  }
  const double factor = balance / ceiling_worth;
  if (!above_zero(factor)) return outside("K-120", "a trigger beyond what a number holds");
  return TriggerFactor{factor, factor_distance(factor, ln_sd)};
}

Result<std::optional<double>> crossing(const std::function<Result<double>(double)>& margin,
                                       double low, double high) {
  if (!std::isfinite(low) || !std::isfinite(high) || low > high) {
    return outside("K-121", "a crossing is looked for between two levels in order");
  }
  const auto at_low = margin(low);
  if (!at_low) return at_low.errors();
  const auto at_high = margin(high);
  if (!at_high) return at_high.errors();
  if (!std::isfinite(at_low.value()) || !std::isfinite(at_high.value())) {
    return outside("K-121", "a margin that is not finite");
  }
  if (at_low.value() == 0) return std::optional(low);
  if (at_high.value() == 0) return std::optional(high);
  const bool rises = at_high.value() > 0;
  if ((at_low.value() > 0) == rises) return std::optional<double>();
  const double narrow = (high - low) * 1e-12;
  while (high - low > narrow) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    const auto there = margin(middle);
    if (!there) return there.errors();
    if (!std::isfinite(there.value())) return outside("K-121", "a margin that is not finite");
    ((there.value() > 0) == rises ? high : low) = middle;
  }
  return std::optional(low + (high - low) / 2);
}

Result<double> trigger_rate(const IncomeTerms& terms) {
  if (!above_zero(terms.income) || !above_zero(terms.balance) || terms.years < 1 ||
      terms.years > 100 || !(terms.ceiling_frac > 0 && terms.ceiling_frac <= 1)) {
    return outside("K-120",
                   "a trigger rate needs an income and a balance above 0, 1 to 100 years and a "
                   "ceiling above 0 and at most 1");
  }
  const auto margin = [&](double rate) -> Result<double> {
    return terms.ceiling_frac * terms.income * annuity(rate, terms.years) - terms.balance;
  };
  const auto rate = crossing(margin, 0, 10);
  if (!rate) return rate.errors();
  if (!rate.value()) {
    return outside("K-122", "no discount rate from 0 to 1000 % puts the loan at its ceiling");
  }
  return *rate.value();
}

std::optional<Restoration> restoration(const Coverage& coverage) {
  if (!coverage.loan_to_value || !coverage.ceiling) return std::nullopt;
  const __int128 balance = coverage.balance.fen();
  const __int128 approved = coverage.approved_value.fen();
  const __int128 num = coverage.ceiling->num;
  const __int128 den = coverage.ceiling->den;
  const auto fen = [](__int128 amount) {
    PL_CHECK(amount <= INT64_MAX);
    return Money::of_fen(static_cast<std::int64_t>(std::max<__int128>(0, amount)));
  };
  Restoration what;
  what.repay = fen(balance - approved * num / den);
  if (num > 0) what.add_value = fen((balance * den + num - 1) / num - approved);
  return what;
}

}  // namespace pledgelab
