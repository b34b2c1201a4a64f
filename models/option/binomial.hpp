// Plain options on the recombining lattice of Cox, Ross and Rubinstein, several to a register: for
// options that are really held (valuation's F191), and an oracle beside F111 and F113.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/base/error.hpp"
#include "models/option/option.hpp"

namespace pledgelab {

/// When the right may be used: at T alone, or on every step of the lattice, today included.
enum class ExerciseStyle : std::uint8_t { european, american };

/// How the chance of an up step is set: so that the lattice's mean is the forward price,
/// p = (e^((r-q)h) - 1/u) / (u - 1/u), or so that the mean of ln S is right, p = 1/2 + (r - q -
/// s²/2) √h / 2s, as the paper's section 5 and QuantLib have it. Both tend to one limit.
enum class UpChance : std::uint8_t { forward, log_drift };

struct BinomialOption {
  OptionTerms terms;
  ExerciseStyle exercise = ExerciseStyle::american;
  UpChance chance = UpChance::forward;
};

inline constexpr int kMostBinomialSteps = 2'000;

/// F195. Cox, Ross, Rubinstein 1979: h = T/steps, u = e^(s√h), down 1/u; rolled back from the
/// payoff by e^(-rh) (p up + (1-p) down), with early use where the payoff is more. Element i is
/// option i's price today; its bits depend neither on the processor nor on its neighbours. V-201;
/// V-204: no options, steps outside 1..2,000, or p outside (0, 1): volatility too small for this
/// drift. Faults of a list name the option, counted from 1.
Result<std::vector<double>> binomial_options(std::span<const BinomialOption> options, int steps);

/// F195 of one.
Result<double> binomial_option(const BinomialOption& option, int steps);

}  // namespace pledgelab
