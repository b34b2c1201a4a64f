#include "models/base/tail.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/base/check.hpp"

namespace pledgelab {

Tail tail_of(std::span<const std::int64_t> loss_fen, double level) {
  PL_CHECK(!loss_fen.empty() && level > 0 && level < 1);
  Tail tail;
  tail.level = level;
  tail.count = tail_count(loss_fen.size(), level);
  std::vector<std::uint32_t> order(loss_fen.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return loss_fen[a] != loss_fen[b] ? loss_fen[a] > loss_fen[b] : a < b;
  });
  const auto last = static_cast<std::size_t>(std::ceil(tail.count)) - 1;
  tail.boundary_fen = loss_fen[order[last]];
  for (std::uint32_t path = 0; path < loss_fen.size(); ++path) {
    if (loss_fen[path] > tail.boundary_fen) tail.whole.push_back(path);
    if (loss_fen[path] == tail.boundary_fen) tail.tied.push_back(path);
  }
  const double left = tail.count - static_cast<double>(tail.whole.size());
  tail.tie_weight = left / static_cast<double>(tail.tied.size());
  const auto spread = static_cast<std::size_t>(
      std::ceil(std::sqrt(static_cast<double>(loss_fen.size()) * level * (1 - level))));
  const std::size_t from = last > spread ? last - spread : 0;
  const std::size_t to = std::min(last + spread + 1, order.size());
  tail.edge.assign(order.begin() + static_cast<std::ptrdiff_t>(from),
                   order.begin() + static_cast<std::ptrdiff_t>(to));
  return tail;
}

Estimate tail_mean_yuan(const Tail& tail, std::span<const std::int64_t> amount_fen) {
  const auto yuan = [&](std::uint32_t path) { return static_cast<double>(amount_fen[path]) / 100; };
  const auto sum = [&](const std::vector<std::uint32_t>& paths, const auto& value) {
    double total = 0;
    for (const std::uint32_t path : paths) total += value(yuan(path));
    return total;
  };
  const auto plain = [](double x) { return x; };
  const double mean =
      (sum(tail.whole, plain) + tail.tie_weight * sum(tail.tied, plain)) / tail.count;
  const auto square = [&](double x) { return (x - mean) * (x - mean); };
  const double squares = sum(tail.whole, square) + tail.tie_weight * sum(tail.tied, square);
  const double at_edge = sum(tail.edge, plain) / static_cast<double>(tail.edge.size());
  const double within = tail.count > 1 ? squares / (tail.count - 1) : 0;
  const double spread = within + tail.level * (mean - at_edge) * (mean - at_edge);
  return {mean, std::sqrt(spread / tail.count)};
}

}  // namespace pledgelab
