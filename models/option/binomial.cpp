#include "models/option/binomial.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "models/base/lane_level.hpp"
#include "models/option/binomial_lanes.hpp"

namespace pledgelab {
namespace {

Error bad_lattice(const std::string& what, const std::string& hint) {
  return {"V-204", {}, what, hint, ErrorKind::input};
}

// What the kernel reads of each option.
struct BinomialColumns {
  std::vector<double> spot, strike, sign, early, up, down, up_weight, down_weight;
};

Outcome add(BinomialColumns& columns, const BinomialOption& option, int steps) {
  const OptionTerms& terms = option.terms;
  if (auto checked = check_terms(terms); !checked) return checked.errors();
  const double step_years = terms.years / steps;
  const double deviation = terms.volatility_annual * std::sqrt(step_years);
  const double drift = (terms.rate_annual - terms.yield_annual) * step_years;
  const double up = std::exp(deviation);
  const double down = 1 / up;
  const double chance = option.chance == UpChance::forward
                            ? (std::exp(drift) - down) / (up - down)
                            : 0.5 + (drift - deviation * deviation / 2) / (2 * deviation);
  if (!(chance > 0 && chance < 1)) {
    return bad_lattice(
        "the lattice has no chance in (0, 1): volatility is too small for this drift",
        "more steps, or F111");
  }
  const double discount = std::exp(-terms.rate_annual * step_years);
  columns.spot.push_back(terms.spot);
  columns.strike.push_back(terms.strike);
  columns.sign.push_back(terms.right == OptionRight::call ? 1 : -1);
  columns.early.push_back(option.exercise == ExerciseStyle::american ? 1 : 0);
  columns.up.push_back(up);
  columns.down.push_back(down);
  columns.up_weight.push_back(discount * chance);
  columns.down_weight.push_back(discount * (1 - chance));
  return Done{};
}

}  // namespace

Result<std::vector<double>> binomial_options(std::span<const BinomialOption> options, int steps) {
  if (options.empty()) return bad_lattice("no options", "one at least");
  if (steps < 1 || steps > kMostBinomialSteps) {
    return bad_lattice("steps must lie in 1.." + std::to_string(kMostBinomialSteps),
                       "200 are usual");
  }
  BinomialColumns columns;
  Errors errors;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const auto added = add(columns, options[i], steps);
    for (Error error : added.errors()) {
      if (options.size() > 1)
        error.message = "option " + std::to_string(i + 1) + ": " + error.message;
      errors.push_back(std::move(error));
    }
  }
  if (!errors.empty()) return errors;
  std::vector<double> values(options.size());
  const auto whole_steps = static_cast<std::size_t>(steps);
  std::vector<double> scratch(scratch_of(whole_steps));
  const BinomialLanes lanes{columns.spot.data(),
                            columns.strike.data(),
                            columns.sign.data(),
                            columns.early.data(),
                            columns.up.data(),
                            columns.down.data(),
                            columns.up_weight.data(),
                            columns.down_weight.data(),
                            values.data(),
                            scratch.data(),
                            values.size(),
                            whole_steps};
  switch (lane_level()) {
    case LaneLevel::base:
      level_base::binomial_values(lanes);
      break;
    case LaneLevel::avx2:
      level_avx2::binomial_values(lanes);
      break;
    case LaneLevel::avx512:
      level_avx512::binomial_values(lanes);
      break;
  }
  return values;
}

Result<double> binomial_option(const BinomialOption& option, int steps) {
  const auto values = binomial_options({&option, 1}, steps);
  if (!values) return values.errors();
  return values.value()[0];
}

}  // namespace pledgelab
