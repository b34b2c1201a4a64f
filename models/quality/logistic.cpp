#include "models/quality/logistic.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "models/base/check.hpp"

namespace pledgelab {
namespace {

constexpr int kMostSteps = 60;
constexpr int kMostHalvings = 30;
constexpr double kConverged = 1e-10;

using Vector = std::vector<double>;

// A symmetric positive definite matrix, row by row, taken apart as L Lᵀ.
class Cholesky {
 public:
  static std::optional<Cholesky> of(const Vector& matrix, std::size_t n) {
    Cholesky parts(n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        double sum = matrix[i * n + j];
        for (std::size_t k = 0; k < j; ++k) sum -= parts.at(i, k) * parts.at(j, k);
        if (i != j) {
          parts.x_lower[i * n + j] = sum / parts.at(j, j);
        } else if (!(sum > 1e-11 * std::max(1.0, matrix[i * n + i]))) {
          return std::nullopt;
        } else {
          parts.x_lower[i * n + i] = std::sqrt(sum);
        }
      }
    }
    return parts;
  }
  [[nodiscard]] Vector solve(Vector right) const {
    for (std::size_t i = 0; i < x_n; ++i) {
      for (std::size_t k = 0; k < i; ++k) right[i] -= at(i, k) * right[k];
      right[i] /= at(i, i);
    }
    for (std::size_t i = x_n; i-- > 0;) {
      for (std::size_t k = i + 1; k < x_n; ++k) right[i] -= at(k, i) * right[k];
      right[i] /= at(i, i);
    }
    return right;
  }

 private:
  explicit Cholesky(std::size_t n) : x_n(n), x_lower(n * n, 0) {}
  [[nodiscard]] double at(std::size_t i, std::size_t j) const { return x_lower[i * x_n + j]; }
  std::size_t x_n;
  Vector x_lower;
};

double ln_odds(const Design& design, std::size_t row, const Vector& beta) {
  double sum = beta[0];
  for (std::size_t j = 0; j < design.columns; ++j) sum += beta[j + 1] * design.at(row, j);
  return sum;
}

// ln(1 + e^x) without overflow.
double ln_one_plus_exp(double x) {
  return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

double probability_of(double odds) { return 1 / (1 + std::exp(-odds)); }

double log_likelihood(const Design& design, std::span<const std::uint8_t> outcome,
                      const Vector& beta) {
  double sum = 0;
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    const double odds = ln_odds(design, i, beta);
    sum += (outcome[i] != 0 ? odds : 0) - ln_one_plus_exp(odds);
  }
  return sum;
}

double penalty_of(const Ridge& ridge, const Vector& beta) {
  double sum = 0;
  for (std::size_t j = 0; j < ridge.penalty.size(); ++j) {
    const double apart = beta[j + 1] - ridge.target[j];
    sum += ridge.penalty[j] * apart * apart / 2;
  }
  return sum;
}

// First derivatives of the penalised likelihood, and minus the second.
struct Slope {
  Vector gradient;
  Vector information;
};

Slope slope_at(const Design& design, std::span<const std::uint8_t> outcome, const Ridge& ridge,
               const Vector& beta) {
  const std::size_t n = beta.size();
  Slope slope{Vector(n, 0), Vector(n * n, 0)};
  Vector row(n, 1);
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    for (std::size_t j = 0; j < design.columns; ++j) row[j + 1] = design.at(i, j);
    const double p = probability_of(ln_odds(design, i, beta));
    for (std::size_t j = 0; j < n; ++j) {
      slope.gradient[j] += (outcome[i] - p) * row[j];
      for (std::size_t k = 0; k <= j; ++k)
        slope.information[j * n + k] += p * (1 - p) * row[j] * row[k];
    }
  }
  for (std::size_t j = 0; j < ridge.penalty.size(); ++j) {
    slope.gradient[j + 1] -= ridge.penalty[j] * (beta[j + 1] - ridge.target[j]);
    slope.information[(j + 1) * n + j + 1] += ridge.penalty[j];
  }
  return slope;
}

Error no_maximum() {
  return {"Q-112",
          {},
          "the outcome has no unique fit",
          "a column repeats others, or tells the outcome without fault: raise the shrinkage, or "
          "leave the column out",
          ErrorKind::input};
}

LogisticFit fit_of(const Vector& beta, const Cholesky& information) {
  LogisticFit fit;
  const std::size_t n = beta.size();
  for (std::size_t j = 0; j < n; ++j) {
    Vector unit(n, 0);
    unit[j] = 1;
    const double se = std::sqrt(information.solve(unit)[j]);
    if (j == 0) {
      fit.intercept = beta[0];
      fit.intercept_se = se;
    } else {
      fit.slopes.push_back(beta[j]);
      fit.slope_se.push_back(se);
    }
  }
  return fit;
}

// The starting point: no slope but the targets, and the ln odds of the base rate.
Result<Vector> start_of(const Design& design, std::span<const std::uint8_t> outcome,
                        const Ridge& ridge) {
  const auto yes = static_cast<double>(std::count(outcome.begin(), outcome.end(), 1));
  const auto rows = static_cast<double>(outcome.size());
  if (yes == 0 || yes == rows || outcome.size() <= design.columns + 1) {
    return Error{"Q-111",
                 {},
                 "too little to fit on: " + std::to_string(outcome.size()) + " rows, " +
                     std::to_string(static_cast<long long>(yes)) + " of them with the outcome",
                 "needs both outcomes, and more rows than columns",
                 ErrorKind::input};
  }
  Vector beta(design.columns + 1, 0);
  beta[0] = std::log(yes / (rows - yes));
  std::copy(ridge.target.begin(), ridge.target.end(), beta.begin() + 1);
  return beta;
}

}  // namespace

double LogisticFit::probability(std::span<const double> row) const {
  PL_CHECK(row.size() == slopes.size());
  double odds = intercept;
  for (std::size_t j = 0; j < slopes.size(); ++j) odds += slopes[j] * row[j];
  return probability_of(odds);
}

Result<LogisticFit> fit_logistic(const Design& design, std::span<const std::uint8_t> outcome,
                                 const Ridge& ridge) {
  PL_CHECK(design.columns > 0 && design.rows() == outcome.size());
  PL_CHECK(ridge.penalty.size() == design.columns && ridge.target.size() == design.columns);
  const auto start = start_of(design, outcome, ridge);
  if (!start) return start.errors();
  Vector beta = start.value();
  double best = log_likelihood(design, outcome, beta) - penalty_of(ridge, beta);
  for (int step = 0; step < kMostSteps; ++step) {
    const Slope slope = slope_at(design, outcome, ridge, beta);
    const auto information = Cholesky::of(slope.information, beta.size());
    if (!information) return no_maximum();
    const Vector move = information->solve(slope.gradient);
    double largest = 0;
    for (const double one : move) largest = std::max(largest, std::fabs(one));
    if (largest < kConverged) {
      LogisticFit fit = fit_of(beta, *information);
      fit.log_likelihood = log_likelihood(design, outcome, beta);
      return fit;
    }
    double part = 1;
    Vector next = beta;
    for (int halving = 0; halving < kMostHalvings; ++halving, part /= 2) {
      for (std::size_t j = 0; j < beta.size(); ++j) next[j] = beta[j] + part * move[j];
      const double reached = log_likelihood(design, outcome, next) - penalty_of(ridge, next);
      if (reached >= best - 1e-12 * std::fabs(best)) {
        best = reached;
        break;
      }
    }
    beta = next;
    if (best > -1e-9 * static_cast<double>(outcome.size())) return no_maximum();
  }
  return no_maximum();
}

}  // namespace pledgelab
