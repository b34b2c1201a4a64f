#include "models/option/lattice.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace pledgelab {
namespace {

constexpr int kLeastSteps = 2'000;

struct Tree {
  int steps = 0;
  int between = 0;  // steps from one date to the next
  double up_ln = 0;
  double up_frac = 0;  // chance of an up step under the pricing measure
  double discount = 0;
};

Tree make_tree(const OptionTerms& terms, int dates) {
  Tree tree;
  tree.between = (kLeastSteps + dates - 1) / dates;
  tree.steps = tree.between * dates;
  const double step_years = terms.years / tree.steps;
  tree.up_ln = terms.volatility_annual * std::sqrt(step_years);
  const double up = std::exp(tree.up_ln);
  const double growth = std::exp((terms.rate_annual - terms.yield_annual) * step_years);
  tree.up_frac = (growth - 1 / up) / (up - 1 / up);
  tree.discount = std::exp(-terms.rate_annual * step_years);
  return tree;
}

}  // namespace

Result<LatticeOption> lattice_option(const OptionTerms& terms, int dates) {
  if (auto checked = check_terms(terms); !checked) return checked.errors();
  if (dates < 1 || dates > 1'000) {
    return Error{"V-203", {}, "dates must lie in 1..1000", "", ErrorKind::input};
  }
  const Tree tree = make_tree(terms, dates);
  if (!(tree.up_frac > 0 && tree.up_frac < 1)) {
    return Error{"V-204",
                 {},
                 "the lattice has no chance in (0, 1): volatility is too small for this drift",
                 "use bermudan_option",
                 ErrorKind::input};
  }
  const auto gain_at = [&](int step, int ups) {
    return payoff(terms.right, terms.spot * std::exp((2 * ups - step) * tree.up_ln), terms.strike);
  };
  std::vector<double> value;
  std::vector<double> used;
  for (int ups = 0; ups <= tree.steps; ++ups) {
    value.push_back(gain_at(tree.steps, ups));
    used.push_back(value.back() > 0 ? 1 : 0);
  }
  for (int step = tree.steps - 1; step >= 0; --step) {
    const bool date = step > 0 && step % tree.between == 0;
    for (int ups = 0; ups <= step; ++ups) {
      const auto i = static_cast<std::size_t>(ups);
      value[i] = tree.discount * (tree.up_frac * value[i + 1] + (1 - tree.up_frac) * value[i]);
      used[i] = tree.up_frac * used[i + 1] + (1 - tree.up_frac) * used[i];
      if (!date) continue;
      const double gain = gain_at(step, ups);
      if (gain <= 0 || gain < value[i]) continue;
      value[i] = gain;
      used[i] = 1;
    }
  }
  return LatticeOption{value[0], used[0]};
}

}  // namespace pledgelab
