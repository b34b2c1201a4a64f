// Ordinary least squares by Householder reflections: digits survive nearly dependent columns, which
// the normal equations lose.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// Rows of equal length, one observation each.
using DesignRows = std::vector<std::vector<double>>;

/// y = X b + e. `triangle` is the upper triangle R of X = Q R, row by row, columns wide.
struct LeastSquares {
  std::vector<double> coefficients;
  double residual_sd = 0;  // sqrt(RSS / (rows - columns)); 0 when as many rows as columns
  double r_squared = 0;    // 1 - RSS / sum of squares about the mean; 0 when y is constant
  std::vector<double> triangle;
  std::size_t rows = 0;
};

/// Fits y on the columns of `design`; a constant is a column of ones. Error V-303: no row, rows of
/// unequal length, fewer rows than columns, a number that is not finite, or columns that depend on
/// each other (a diagonal of R below 1e-12 of its column's length).
Result<LeastSquares> fit_least_squares(const DesignRows& design, std::span<const double> y);

/// x' (X'X)^-1 x: how far x lies from the rows of the fit. `x` has as many elements as
/// coefficients.
double leverage_of(const LeastSquares& fit, std::span<const double> x);

}  // namespace pledgelab
