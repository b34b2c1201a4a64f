#include "models/base/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/base/check.hpp"

namespace pledgelab {
namespace {

std::vector<double> ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> result(values.size());
  for (std::size_t from = 0; from < order.size();) {
    std::size_t to = from;
    while (to < order.size() && values[order[to]] == values[order[from]]) ++to;
    const double rank = 0.5 * static_cast<double>(from + to - 1);
    for (std::size_t i = from; i < to; ++i) result[order[i]] = rank;
    from = to;
  }
  return result;
}

// A product that is whole but for rounding (0.55 × 100 = 55.000000000000007) is meant to be whole.
double snapped(double count) {
  const double whole = std::round(count);
  return std::fabs(count - whole) <= 1e-12 * std::max(1.0, whole) ? whole : count;
}

}  // namespace

double ordered_sum(std::span<const double> values) {
  constexpr std::size_t kBlock = 1024;
  double total = 0;
  for (std::size_t start = 0; start < values.size(); start += kBlock) {
    double block = 0;
    const std::size_t end = std::min(start + kBlock, values.size());
    for (std::size_t i = start; i < end; ++i) block += values[i];
    total += block;
  }
  return total;
}

double mean(std::span<const double> values) {
  PL_CHECK(!values.empty());
  return ordered_sum(values) / static_cast<double>(values.size());
}

double variance(std::span<const double> values) {
  if (values.size() < 2) return 0;
  const double centre = mean(values);
  std::vector<double> squares(values.size());
  std::transform(values.begin(), values.end(), squares.begin(),
                 [&](double v) { return (v - centre) * (v - centre); });
  return ordered_sum(squares) / static_cast<double>(values.size() - 1);
}

double standard_deviation(std::span<const double> values) { return std::sqrt(variance(values)); }

double quantile_sorted(std::span<const double> ascending, double level) {
  PL_CHECK(!ascending.empty() && level >= 0 && level <= 1);
  const double at = level * static_cast<double>(ascending.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(at));
  const std::size_t above = std::min(below + 1, ascending.size() - 1);
  const double fraction = at - static_cast<double>(below);
  return ascending[below] + fraction * (ascending[above] - ascending[below]);
}

Estimate value_at_risk(std::span<const double> ascending_losses, double level) {
  PL_CHECK(!ascending_losses.empty() && level > 0 && level < 1);
  const auto n = static_cast<double>(ascending_losses.size());
  const auto last = ascending_losses.size() - 1;
  const auto at = [&](double rank) {  // rank counts from 1
    const double clamped = std::clamp(rank, 1.0, n);
    return ascending_losses[std::min(static_cast<std::size_t>(clamped) - 1, last)];
  };
  const double rank = std::ceil(snapped(level * n));
  const double spread = std::sqrt(n * level * (1 - level));
  const double low = at(std::floor(rank - spread));
  const double high = at(std::ceil(rank + spread));
  return {at(rank), (high - low) / 2};
}

double tail_count(std::size_t n, double level) {
  return snapped((1 - level) * static_cast<double>(n));
}

Estimate expected_shortfall(std::span<const double> ascending_losses, double level) {
  PL_CHECK(!ascending_losses.empty() && level > 0 && level < 1);
  const double tail = tail_count(ascending_losses.size(), level);
  const auto whole = std::min(static_cast<std::size_t>(std::floor(tail)), ascending_losses.size());
  const auto largest = ascending_losses.last(whole);
  double sum = ordered_sum(largest);
  if (whole < ascending_losses.size()) {
    sum +=
        (tail - static_cast<double>(whole)) * ascending_losses[ascending_losses.size() - whole - 1];
  }
  const double es = sum / tail;
  const double var = value_at_risk(ascending_losses, level).value;
  const double spread = variance(largest) + level * (es - var) * (es - var);
  return {es, std::sqrt(spread / tail)};
}

Estimate mean_estimate(std::span<const double> values) {
  return {mean(values), standard_deviation(values) / std::sqrt(static_cast<double>(values.size()))};
}

double spearman(std::span<const double> a, std::span<const double> b) {
  PL_CHECK(a.size() == b.size() && a.size() >= 2);
  const std::vector<double> x = ranks(a);
  const std::vector<double> y = ranks(b);
  const double mx = mean(x);
  const double my = mean(y);
  double xy = 0;
  double xx = 0;
  double yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mx) * (y[i] - my);
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i] - my) * (y[i] - my);
  }
  return xx == 0 || yy == 0 ? 0 : xy / std::sqrt(xx * yy);
}

}  // namespace pledgelab
