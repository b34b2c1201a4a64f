// Least squares on a few functions, rows added one by one: what a simulated option expects from
// waiting.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>

namespace pledgelab {

/// Normal equations of y on N functions, each of the order of one.
template <std::size_t N>
class NormalEquations {
 public:
  using Row = std::array<double, N>;

  void add(const Row& row, double y) noexcept {
    for (std::size_t i = 0; i < N; ++i) {
      for (std::size_t j = 0; j <= i; ++j) x_products[i][j] += row[i] * row[j];
      x_targets[i] += row[i] * y;
    }
    ++x_rows;
  }

  /// Of functions r, rx, rx², ... from sums over all rows: `powers` of r² x^k, `targets` of y r
  /// x^k.
  [[nodiscard]] static NormalEquations of_powers(const std::array<double, 2 * N - 1>& powers,
                                                 const Row& targets, std::size_t rows) noexcept {
    NormalEquations equations;
    for (std::size_t i = 0; i < N; ++i) {
      for (std::size_t j = 0; j <= i; ++j) equations.x_products[i][j] = powers[i + j];
    }
    equations.x_targets = targets;
    equations.x_rows = rows;
    return equations;
  }

  /// Coefficients by Cholesky; none when fewer rows than functions were added. A function that
  /// depends on those before it, on these rows, is left out: its coefficient is 0.
  [[nodiscard]] std::optional<Row> solve() const noexcept {
    if (x_rows < N) return std::nullopt;
    constexpr double kLeastPivot = 1e-12;  // of what the function had before the others
    std::array<Row, N> lower = {};
    std::array<bool, N> left_out = {};
    Row solution = {};
    for (std::size_t i = 0; i < N; ++i) {
      double target = x_targets[i];
      double own = x_products[i][i];
      for (std::size_t j = 0; j < i; ++j) {
        if (left_out[j]) continue;
        double rest = x_products[i][j];
        for (std::size_t k = 0; k < j; ++k) rest -= lower[i][k] * lower[j][k];
        lower[i][j] = rest / lower[j][j];
        own -= lower[i][j] * lower[i][j];
        target -= lower[i][j] * solution[j];
      }
      left_out[i] = !(own > kLeastPivot * x_products[i][i]);
      lower[i][i] = left_out[i] ? 1 : std::sqrt(own);
      solution[i] = left_out[i] ? 0 : target / lower[i][i];
    }
    for (std::size_t i = N; i-- > 0;) {
      if (left_out[i]) continue;
      for (std::size_t k = i + 1; k < N; ++k) solution[i] -= lower[k][i] * solution[k];
      solution[i] /= lower[i][i];
    }
    return solution;
  }

 private:
  std::array<Row, N> x_products = {};
  Row x_targets = {};
  std::size_t x_rows = 0;
};

/// Σ coefficient × function.
template <std::size_t N>
double fitted(const std::array<double, N>& coefficients, const std::array<double, N>& row) {
  double sum = 0;
  for (std::size_t i = 0; i < N; ++i) sum += coefficients[i] * row[i];
  return sum;
}

}  // namespace pledgelab
