#include "models/option/completion_cost.hpp"

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "models/base/normal.hpp"
#include "models/base/random.hpp"

namespace pledgelab {
namespace {

constexpr std::uint64_t kMostSteps = 1'000'000;

Error outside(const std::string& what) {
  return {
      "V-212", {}, what, "see models/option/completion_cost.hpp for the domain", ErrorKind::input};
}

struct Steps {
  double instalment = 0;
  double spread = 0;  // s √(I dt)
};

// Spent on the path of `pair` when its z are multiplied by `sign`.
double spent(double cost, const Steps& steps, const CompletionDraws& draws, std::uint32_t pair,
             double sign) {
  for (std::uint64_t step = 0; step < kMostSteps; ++step) {
    const double z = sign * normal_quantile(uniform(draws.seed, pair, Stream::outlay_path, step));
    const double left = cost + steps.spread * std::sqrt(cost) * z - steps.instalment;
    if (left <= 0) return steps.instalment * (static_cast<double>(step) + cost / (cost - left));
    cost = left;
  }
  return steps.instalment * static_cast<double>(kMostSteps);
}

// Of the root of the sample variance, by its fourth moment.
Estimate spread_estimate(const std::vector<double>& values) {
  const double centre = mean(values);
  const double second = variance(values);
  std::vector<double> fourth;
  fourth.reserve(values.size());
  for (const double value : values) fourth.push_back(std::pow(value - centre, 4));
  const double of_variance = (mean(fourth) - second * second) / static_cast<double>(values.size());
  const double deviation = std::sqrt(second);
  return {deviation, deviation > 0 ? std::sqrt(std::fmax(0.0, of_variance)) / (2 * deviation) : 0};
}

}  // namespace

Result<CompletionCost> completion_cost(double cost_to_complete, double cost_volatility) {
  if (!(cost_to_complete > 0 && cost_to_complete <= 1e15))
    return outside("cost to complete must be above 0");
  if (!(cost_volatility >= 0 && cost_volatility <= 1.2))
    return outside("volatility of the cost must lie in [0, 1.2]");
  const double variance_by_square = cost_volatility * cost_volatility;
  return CompletionCost{cost_to_complete,
                        cost_to_complete * cost_volatility / std::sqrt(2 - variance_by_square)};
}

Result<SimulatedCompletion> simulated_completion(double cost_to_complete, double cost_volatility,
                                                 const CompletionDraws& draws) {
  if (auto known = completion_cost(cost_to_complete, cost_volatility); !known)
    return known.errors();
  const double instalment = draws.investment_annual * draws.step_years;
  const double steps_needed = cost_to_complete / instalment;
  if (!(draws.investment_annual > 0 && draws.step_years > 0 && steps_needed >= 10 &&
        steps_needed <= 20'000))
    return outside("cost / (investment x step) must lie in [10, 20000]");
  if (draws.paths < 1'000 || draws.paths > 200'000 || draws.paths % 2 != 0 ||
      draws.paths * steps_needed > 5e7)
    return outside(
        "paths must be an even number in 1000..200000, paths x cost / (investment x step) 5e7 at "
        "most");
  const Steps steps = {instalment, cost_volatility * std::sqrt(instalment)};
  std::vector<double> all;
  std::vector<double> pairs;
  for (int pair = 0; pair < draws.paths / 2; ++pair) {
    const auto path = static_cast<std::uint32_t>(pair);
    all.push_back(spent(cost_to_complete, steps, draws, path, 1));
    all.push_back(spent(cost_to_complete, steps, draws, path, -1));
    pairs.push_back((all[all.size() - 2] + all.back()) / 2);
  }
  return SimulatedCompletion{mean_estimate(pairs), spread_estimate(all)};
}

}  // namespace pledgelab
