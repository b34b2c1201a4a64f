// How wide each method's forecasts should have been: the spread that would have scored best against
// what came, held against the one that was stated.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/backtest/outcome.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

/// Fewest outcomes that a method's spread is fitted from.
inline constexpr std::int64_t kFewestForSpread = 5;

/// One forecast of ln worth and how far it lay from what came.
struct ForecastError {
  double error_ln = 0;  // ln(outcome) - forecast's ln-mean
  double ln_sd = 0;     // stated, > 0
};

struct SpreadScale {
  double scale = 1;             // c: the stated spreads times c score best
  double mean_crps_stated = 0;  // F151 of ln worth, as stated
  double mean_crps_fitted = 0;  // with c
};

/// F187. The c that minimises the mean CRPS of N(0, c s_i) at the errors e_i: the root of Σ s_i (2
/// φ(e_i/(c s_i)) - 1/√π), which rises in c, so it is the only one; by bisection of ln c between
/// e^-12 and e^12. Normal errors of SD τ give c s = τ: E 2φ(e/σ) = 2σ/√(2π(σ²+τ²)) = 1/√π at σ = τ.
/// A bias of the forecasts widens it. Source: minimum CRPS estimation, Gneiting et al. 2005;
/// valuation.md 5.2 item 6. Error B-158: fewer than five, a spread not above 0, a number not
/// finite, or errors so near 0 that no spread is too small.
Result<SpreadScale> spread_scale(std::span<const ForecastError> errors);

/// A method's scale with the number of outcomes that it was fitted from.
struct CountedScale {
  double scale = 1;  // > 0
  double count = 0;  // > 0
};

/// F188. Factor on a level of the scenario: √((k + Σ n c²)/(k + Σ n)), k the outcomes that the
/// level itself counts as: Bühlmann credibility n/(n + k) of the variance. Source: conjugate update
/// of a normal variance (Gelman et al. 2013, 2.6), as F166. Error B-159 outside the domain or no
/// scale.
Result<double> shrunk_scale(std::span<const CountedScale> scales, double prior_count);

/// What the outcomes say of one method's spread.
struct MethodSpread {
  std::string method;
  std::int64_t count = 0;          // outcomes above 0 that met a forecast by it
  double mean_error_ln = 0;        // below 0: forecast too high
  double mean_ln_sd = 0;           // stated
  std::optional<SpreadScale> fit;  // none: fewer than five, or no spread is too small
  double weight_frac = 0;          // n/(n + k)
  double shrunk = 1;               // F188 of this method alone
};

/// Each method's forecasts held against the outcomes by themselves (matching.hpp), methods by name.
/// Outcomes of 0 and forecasts of nothing for sure say nothing of a spread in ln. Errors: B-168 no
/// forecast names its method; B-169 no method has five outcomes, with what each has; B-159.
Result<std::vector<MethodSpread>> method_spreads(std::span<const ValueForecast> forecasts,
                                                 std::span<const RealisedValue> outcomes,
                                                 double prior_count);

}  // namespace pledgelab
