// Logistic regression with a ridge towards given coefficients: how outcomes re-estimate weights
// that someone signed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// Columns of finite numbers, row by row; no column of ones (the intercept is added).
struct Design {
  std::size_t columns = 0;
  std::vector<double> values;  // rows × columns

  [[nodiscard]] std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
  [[nodiscard]] double at(std::size_t row, std::size_t column) const {
    return values[row * columns + column];
  }
};

/// What pulls the slopes: ½ Σ penalty_j (slope_j − target_j)² is added to minus the log-likelihood.
/// One a column; penalties ≥ 0; 0 = free. The intercept is always free.
struct Ridge {
  std::vector<double> penalty;
  std::vector<double> target;
};

struct LogisticFit {
  double intercept = 0;
  std::vector<double> slopes;
  double intercept_se = 0;
  std::vector<double> slope_se;  // from the inverse of the penalised information
  double log_likelihood = 0;     // without the penalty

  /// P(outcome) of a row of `columns` numbers.
  [[nodiscard]] double probability(std::span<const double> row) const;
};

/// F98. Maximises Σ y ln p + (1 − y) ln(1 − p) − ridge, ln(p/(1 − p)) = a + Σ b_j x_j, by Newton's
/// steps (iteratively reweighted least squares), halved while they do not improve. McCullagh,
/// Nelder 1989, Generalized Linear Models, sec. 4.4; ridge: Le Cessie, van Houwelingen 1992.
/// outcome: 0 or 1, one a row. Errors: Q-111 all outcomes equal, or no more rows than columns;
/// Q-112 no unique maximum (a column repeats others, or tells the outcome without fault).
Result<LogisticFit> fit_logistic(const Design& design, std::span<const std::uint8_t> outcome,
                                 const Ridge& ridge);

}  // namespace pledgelab
