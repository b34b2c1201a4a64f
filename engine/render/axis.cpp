#include "engine/render/axis.hpp"

#include <algorithm>
#include <cmath>

#include "engine/report/figure.hpp"

namespace pledgelab {

Ticks round_ticks(double low, double high, int wanted) {
  if (!(high > low)) high = low + 1;
  const double raw = (high - low) / std::max(1, wanted);
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  double step = 10 * power;
  for (const double multiple : {5.0, 2.0, 1.0})
    if (multiple * power >= raw * (1 - 1e-9)) step = multiple * power;
  Ticks ticks;
  ticks.step = step;
  const double first = std::floor(low / step + 1e-9);
  const double last = std::ceil(high / step - 1e-9);
  for (double k = first; k <= last; k += 1) ticks.at.push_back(k * step);
  return ticks;
}

double in_unit(double value, const MoneyUnit& unit) {
  return unit.currency.empty() ? value * 100 : value * 100 / static_cast<double>(unit.fen_per_unit);
}

std::string tick_label(double value, double step) {
  const int decimals = step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step) - 1e-9));
  return show_number(value, std::min(decimals, 9));
}

Words axis_words(const Words& axis, const MoneyUnit& unit) {
  const Words& label = unit.label;
  const std::string zh = unit.currency.empty() ? "%" : label.zh;
  const std::string en = unit.currency.empty() || label.en.empty() ? zh : label.en;
  return {axis.zh + " (" + zh + ")", (axis.en.empty() ? axis.zh : axis.en) + " (" + en + ")"};
}

}  // namespace pledgelab
