#include "models/option/renewal_learning.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "models/option/renewal.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kPoints = 8'000;

Error bad(const std::string& what) {
  return {
      "V-223", {}, what, "see models/option/renewal_learning.hpp for the domain", ErrorKind::input};
}

Outcome check(const LearningTerms& t, const std::vector<double>& first_returns) {
  if (auto fees = check_terms(RenewalTerms{t.fees, 0, 1}); !fees) return fees;
  if (!(t.fees.back() > 0)) return bad("the last fee must be above 0");
  if (!(t.kept_frac > 0 && t.kept_frac <= 1)) return bad("kept share must lie in (0, 1]");
  if (!(t.ruin_rate > 0 && t.ruin_rate <= 1e12)) return bad("ruin rate must be above 0");
  if (!(t.reach >= 0 && t.reach <= 1e12)) return bad("reach must lie in [0, 1e12]");
  if (!(t.spread > 0 && t.spread <= 1e12)) return bad("spread must be above 0");
  if (!(t.spread_kept_frac > 0 && t.spread_kept_frac <= 1))
    return bad("kept spread must lie in (0, 1]");
  if (!(t.discount_factor > 0 && t.discount_factor < 1))
    return bad("discount factor must lie in (0, 1)");
  if (first_returns.empty()) return bad("no first return");
  for (const double first : first_returns) {
    if (!(first >= 0 && first <= 1e12)) return bad("a first return must lie in [0, 1e12]");
  }
  return Done{};
}

// V of one age on a uniform grid from 0; linear between points and beyond the last.
struct AgeValues {
  double spacing = 0;
  std::vector<double> value;

  [[nodiscard]] double point(std::size_t i) const { return spacing * static_cast<double>(i); }
  [[nodiscard]] std::size_t piece(double x) const {
    return std::min(static_cast<std::size_t>(x / spacing), value.size() - 2);
  }
  [[nodiscard]] double slope(std::size_t i) const { return (value[i + 1] - value[i]) / spacing; }
  [[nodiscard]] double at(double x) const {
    const std::size_t i = piece(x);
    return value[i] + slope(i) * (x - point(i));
  }
};

// What may be found at one age.
struct Discovery {
  double reach = 0;
  double spread = 0;
  [[nodiscard]] double beyond(double x) const { return std::exp(-(reach + x) / spread); }
};

// ∫ of V × density from each point to infinity.
std::vector<double> tails(const AgeValues& next, const Discovery& discovery) {
  const std::size_t last = next.value.size() - 1;
  std::vector<double> tail(next.value.size());
  tail[last] = discovery.beyond(next.point(last)) *
               (next.value[last] + next.slope(last - 1) * discovery.spread);
  for (std::size_t i = last; i-- > 0;) {
    const double rise = next.slope(i) * discovery.spread;
    tail[i] = tail[i + 1] + discovery.beyond(next.point(i)) * (next.value[i] + rise) -
              discovery.beyond(next.point(i + 1)) * (next.value[i + 1] + rise);
  }
  return tail;
}

// E[V(a+1, r') | r]. A return of 0 stays 0 and is worth 0, so ruin adds nothing.
double expected(const LearningTerms& terms, const AgeValues& next, const Discovery& discovery,
                const std::vector<double>& tail, double r) {
  const double kept = terms.kept_frac * r;
  const std::size_t i = next.piece(kept);
  const double rise = next.slope(i) * discovery.spread;
  const double value = next.at(kept);
  const double better = tail[i + 1] + discovery.beyond(kept) * (value + rise) -
                        discovery.beyond(next.point(i + 1)) * (next.value[i + 1] + rise);
  return -std::expm1(-terms.ruin_rate * r) * ((1 - discovery.beyond(kept)) * value + better);
}

// One age back; `threshold` is where paying stops being a loss.
AgeValues age_back(const LearningTerms& terms, const AgeValues& next, std::size_t age,
                   double& threshold) {
  const Discovery discovery = {
      terms.reach, terms.spread * std::pow(terms.spread_kept_frac, static_cast<double>(age - 1))};
  const std::vector<double> tail = tails(next, discovery);
  AgeValues now = next;
  double before = 0;  // of the point below, before stopping is allowed
  threshold = 0;
  for (std::size_t i = 0; i < now.value.size(); ++i) {
    const double r = now.point(i);
    const double paid =
        r - terms.fees[age - 1] + terms.discount_factor * expected(terms, next, discovery, tail, r);
    if (i > 0 && before < 0 && paid >= 0) threshold = r - now.spacing * paid / (paid - before);
    now.value[i] = std::max(0.0, paid);
    before = paid;
  }
  return now;
}

}  // namespace

Result<LearningWorth> learning_worth(const LearningTerms& terms,
                                     const std::vector<double>& first_returns) {
  if (auto checked = check(terms, first_returns); !checked) return checked.errors();
  const double asked = *std::max_element(first_returns.begin(), first_returns.end());
  const double end = 2 * std::max(asked, terms.fees.back()) + 40 * terms.spread;
  AgeValues values = {end / static_cast<double>(kPoints - 1), std::vector<double>(kPoints, 0.0)};
  LearningWorth worth;
  worth.thresholds.resize(terms.fees.size());
  for (std::size_t age = terms.fees.size(); age >= 1; --age) {
    values = age_back(terms, values, age, worth.thresholds[age - 1]);
  }
  for (const double first : first_returns) worth.values.push_back(values.at(first));
  return worth;
}

}  // namespace pledgelab
