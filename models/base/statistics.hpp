// Sums in one fixed order, moments, quantiles, value at risk, expected shortfall.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pledgelab {

/// Sum in blocks of 1,024, the blocks added in order: the same bits for any number of threads that
/// hand over whole blocks.
double ordered_sum(std::span<const double> values);
double mean(std::span<const double> values);
/// Sample variance, n − 1; 0 when n < 2.
double variance(std::span<const double> values);
double standard_deviation(std::span<const double> values);

/// Quantile of ascending values, linear between order statistics (Hyndman-Fan 1996, type 7).
/// 0 ≤ level ≤ 1, at least one value.
double quantile_sorted(std::span<const double> ascending, double level);

/// A figure from simulation with its standard error.
struct Estimate {
  double value = 0;
  double standard_error = 0;
};

/// Lower α-quantile of losses: the ⌈αn⌉-th smallest. Standard error from the binomial confidence
/// interval of the order statistic (Hyndman-Fan; half-width of ±1 s.d. ranks).
Estimate value_at_risk(std::span<const double> ascending_losses, double level);
/// (1 − level)·n, the number of losses in the tail; a product that is whole but for rounding is
/// whole. 0 < level < 1.
double tail_count(std::size_t n, double level);
/// Acerbi-Tasche 2002: ES_α = (Σ of the (1−α)n largest, the boundary one by its fraction)/((1−α)n).
/// Standard error of the tail mean with the quantile's part (Manistre-Hancock 2005).
Estimate expected_shortfall(std::span<const double> ascending_losses, double level);
/// Mean with its standard error.
Estimate mean_estimate(std::span<const double> values);

/// Rank correlation, ties by mean rank. Equal lengths ≥ 2; 0 when one side is constant.
double spearman(std::span<const double> a, std::span<const double> b);

}  // namespace pledgelab
