// From figures to pixels: a linear scale, and round ticks on it.
#pragma once

#include <string>
#include <vector>

#include "engine/report/table.hpp"

namespace pledgelab {

/// Linear from [low, high] to [from_px, to_px]; low < high.
struct Scale {
  double low = 0;
  double high = 1;
  double from_px = 0;
  double to_px = 1;
  [[nodiscard]] double operator()(double value) const {
    return from_px + (value - low) / (high - low) * (to_px - from_px);
  }
};

/// Round ticks that cover [low, high]: multiples of 1, 2 or 5 × 10^k, about `wanted` of them. The
/// first is ≤ low, the last ≥ high. An empty range is widened to [low, low + 1].
struct Ticks {
  std::vector<double> at;
  double step = 1;
};
Ticks round_ticks(double low, double high, int wanted);

/// A tick's label: as many decimals as the step needs.
std::string tick_label(double value, double step);

/// yuan → figures of the unit, fractions → per cent; ticks are round in these.
double in_unit(double value, const MoneyUnit& unit);

/// "损失 (万元)" / "loss (CNY 10k)".
Words axis_words(const Words& axis, const MoneyUnit& unit);

}  // namespace pledgelab
