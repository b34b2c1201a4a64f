// Longstaff and Schwartz 2001, "Valuing American options by simulation": on each date the worth of
// waiting is fitted, over the paths in the money, to what those paths really went on to earn.
// "A simple least-squares approach", Review of Financial Studies 14, 113-147.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "models/base/error.hpp"
#include "models/option/option.hpp"

namespace pledgelab {

/// A right on an asset whose paths are given, on equally spaced dates 1..dates up to T.
struct GivenPaths {
  OptionRight right = OptionRight::call;
  double strike = 0;       // (0, 1e15]
  double years = 0;        // T, (0, 100]
  double rate_annual = 0;  // [0, 1]
  std::size_t dates = 0;
  std::vector<double> value;  // in (0, 1e15], path by path: [path × dates + date - 1]
};

/// The worth of waiting c0 + c1 X + c2 X² fitted on a date; none where fewer than three paths are
/// in the money: on that date nobody stops.
using WaitingFit = std::optional<std::array<double, 3>>;

struct GivenPathsOption {
  double american = 0;              // mean of discounted payoffs of the fitted rule; no use today
  double european = 0;              // of using it on the last date alone
  std::vector<WaitingFit> waiting;  // of dates 1..dates-1
};

/// F119. The rule fitted on these paths and priced on them, functions 1, X, X². V-205 for a term or
/// value outside, no paths, or a length that is no multiple of `dates`.
Result<GivenPathsOption> option_on_paths(const GivenPaths& given);

}  // namespace pledgelab
