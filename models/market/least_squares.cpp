#include "models/market/least_squares.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace pledgelab {
namespace {

Error outside(const std::string& needs) { return {"V-303", {}, needs, "", ErrorKind::input}; }

// Columns of the design and the right side as one more, each contiguous.
using Columns = std::vector<std::vector<double>>;

double length_from(const std::vector<double>& column, std::size_t first) {
  double scale = 0;
  for (std::size_t i = first; i < column.size(); ++i) scale = std::max(scale, std::abs(column[i]));
  if (scale == 0) return 0;
  double squares = 0;
  for (std::size_t i = first; i < column.size(); ++i) {
    squares += column[i] / scale * (column[i] / scale);
  }
  return scale * std::sqrt(squares);
}

// Reflects the columns from `pivot` on so that column `pivot` is 0 below its diagonal.
void reflect(Columns& columns, std::size_t pivot) {
  const std::size_t rows = columns[pivot].size();
  const double length = length_from(columns[pivot], pivot);
  // The sign that adds: the other would cancel.
  const double diagonal = columns[pivot][pivot] > 0 ? -length : length;
  std::vector<double> normal(columns[pivot].begin() + static_cast<std::ptrdiff_t>(pivot),
                             columns[pivot].end());
  normal[0] -= diagonal;
  const double norm = length_from(normal, 0);
  if (norm == 0) return;
  for (double& part : normal) part /= norm;
  for (std::size_t j = pivot; j < columns.size(); ++j) {
    double product = 0;
    for (std::size_t i = pivot; i < rows; ++i) product += normal[i - pivot] * columns[j][i];
    for (std::size_t i = pivot; i < rows; ++i) columns[j][i] -= 2 * product * normal[i - pivot];
  }
}

Result<Columns> columns_of(const DesignRows& design, std::span<const double> y) {
  const std::size_t width = design.empty() ? 0 : design.front().size();
  if (width == 0 || design.size() != y.size() || design.size() < width) {
    return outside("a regression needs as many rows as values and at least one row a column: " +
                   std::to_string(design.size()) + " rows, " + std::to_string(y.size()) +
                   " values, " + std::to_string(width) + " columns");
  }
  Columns columns(width + 1);
  for (std::size_t i = 0; i < design.size(); ++i) {
    bool sound = design[i].size() == width && std::isfinite(y[i]);
    for (std::size_t j = 0; sound && j < width; ++j) {
      sound = std::isfinite(design[i][j]);
      columns[j].push_back(design[i][j]);
    }
    if (!sound) {
      return outside("row " + std::to_string(i + 1) + " of a regression is not " +
                     std::to_string(width) + " finite numbers and a finite value");
    }
    columns[width].push_back(y[i]);
  }
  return columns;
}

double squares_about_mean(std::span<const double> y) {
  double centre = 0;
  for (const double value : y) centre += value / static_cast<double>(y.size());
  double squares = 0;
  for (const double value : y) squares += (value - centre) * (value - centre);
  return squares;
}

}  // namespace

Result<LeastSquares> fit_least_squares(const DesignRows& design, std::span<const double> y) {
  auto made = columns_of(design, y);
  if (!made) return made.errors();
  Columns& columns = made.value();
  const std::size_t width = columns.size() - 1;
  for (std::size_t j = 0; j < width; ++j) {
    const double whole = length_from(columns[j], 0);
    reflect(columns, j);
    if (!(std::abs(columns[j][j]) > 1e-12 * whole)) {
      return outside("column " + std::to_string(j + 1) +
                     " of a regression depends on those before it: leave it out");
    }
  }
  LeastSquares fit;
  fit.rows = design.size();
  fit.coefficients.assign(width, 0.0);
  fit.triangle.assign(width * width, 0.0);
  for (std::size_t i = width; i-- > 0;) {
    double left = columns[width][i];
    for (std::size_t j = i + 1; j < width; ++j) left -= columns[j][i] * fit.coefficients[j];
    fit.coefficients[i] = left / columns[i][i];
    for (std::size_t j = i; j < width; ++j) fit.triangle[i * width + j] = columns[j][i];
  }
  double residual = 0;
  for (std::size_t i = width; i < fit.rows; ++i) residual += columns[width][i] * columns[width][i];
  const double freedom = static_cast<double>(fit.rows - width);
  const double total = squares_about_mean(y);
  fit.residual_sd = freedom > 0 ? std::sqrt(residual / freedom) : 0;
  fit.r_squared = total > 0 ? 1 - residual / total : 0;
  return fit;
}

double leverage_of(const LeastSquares& fit, std::span<const double> x) {
  // |R'^-1 x|²: forward substitution by the transpose of the triangle.
  const std::size_t width = fit.coefficients.size();
  std::vector<double> solved(width);
  double squares = 0;
  for (std::size_t i = 0; i < width; ++i) {
    double left = x[i];
    for (std::size_t j = 0; j < i; ++j) left -= fit.triangle[j * width + i] * solved[j];
    solved[i] = left / fit.triangle[i * width + i];
    squares += solved[i] * solved[i];
  }
  return squares;
}

}  // namespace pledgelab
