#include <algorithm>

#include "engine/render/axis.hpp"
#include "engine/render/charts.hpp"
#include "engine/render/svg.hpp"
#include "engine/report/figure.hpp"

namespace pledgelab {

namespace {

constexpr double kBarPx = 15;
constexpr double kPadPx = 12;  // between groups
constexpr double kAxisPx = 44;
constexpr double kKeyPx = 26;
constexpr double kKeyRowPx = 17;
constexpr double kGapPx = 8;
constexpr double kValuePx = 12;

std::string value_text(double value, const MoneyUnit& unit) {
  return unit.currency.empty() ? show_percent(value, 1) + " %" : show_yuan(value, unit);
}

/// Solid for the first series, outlined for the second.
std::string bar_class(const BarGroup& group, std::size_t series) {
  return tone_class(group.tone) + (series == 0 ? "" : " hollow");
}

/// Beside each other, or below each other where the picture is narrow.
void draw_key(Svg& svg, const Bars& bars, double left, const Canvas& canvas) {
  double top = 7;
  for (std::size_t s = 0; s < bars.series.size(); ++s) {
    const std::string text = in_language(bars.series[s], canvas.language);
    svg.box({left, top, 16, 11}, std::string("t-other") + (s == 0 ? "" : " hollow"));
    svg.text({left + 22, top + 10}, Anchor::start, "s", text);
    if (canvas.narrow())
      top += kKeyRowPx;
    else
      left += 22 + text_width(text, 11) + 22;
  }
}

}  // namespace

std::string draw_bars(const Bars& bars, const Chart& chart, const Canvas& canvas) {
  if (bars.groups.empty()) return {};
  double low = 0;
  double high = 0;
  double value_px = 0;
  std::size_t series = 1;
  for (const BarGroup& group : bars.groups) {
    series = std::max(series, group.values.size());
    for (const double value : group.values) {
      low = std::min(low, in_unit(value, bars.unit));
      high = std::max(high, in_unit(value, bars.unit));
      value_px = std::max(value_px, text_width(value_text(value, bars.unit), kValuePx));
    }
  }
  const bool keyed = bars.series.size() > 1;
  const double key_rows = canvas.narrow() ? static_cast<double>(bars.series.size()) - 1 : 0;
  const double top = keyed ? kKeyPx + kKeyRowPx * key_rows : 4;
  const double group_px = std::max(kBarPx * static_cast<double>(series) + kPadPx, 34.0);
  const double label_px = canvas.narrow() ? 104 : 236;
  const double bottom = top + group_px * static_cast<double>(bars.groups.size());
  const Ticks ticks = round_ticks(low, high, canvas.narrow() ? 3 : 6);
  const Scale x{ticks.at.front(), ticks.at.back(), label_px + kGapPx,
                canvas.width_px - value_px - 3 * kGapPx};
  Svg svg(canvas.width_px, bottom + kAxisPx, in_language(chart.title, canvas.language),
          in_language(chart.reading, canvas.language));
  if (keyed) draw_key(svg, bars, label_px + kGapPx, canvas);
  for (const double tick : ticks.at) {
    svg.line({x(tick), top}, {x(tick), bottom}, tick == 0 ? "zero" : "grid");
    svg.text({x(tick), bottom + 15}, Anchor::middle, "s", tick_label(tick, ticks.step));
  }
  for (std::size_t g = 0; g < bars.groups.size(); ++g) {
    const BarGroup& group = bars.groups[g];
    const double middle = top + group_px * (static_cast<double>(g) + 0.5);
    svg.label({label_px, middle}, Anchor::end, group.label, canvas.language, label_px);
    double bar_top = middle - kBarPx * static_cast<double>(group.values.size()) / 2;
    for (std::size_t s = 0; s < group.values.size(); ++s, bar_top += kBarPx) {
      const std::string text = value_text(group.values[s], bars.unit);
      svg.box({x(0), bar_top + 1, x(in_unit(group.values[s], bars.unit)) - x(0), kBarPx - 2},
              bar_class(group, s), in_language(group.label, canvas.language) + ": " + text);
      svg.text({canvas.width_px - kGapPx, bar_top + 11}, Anchor::end, s == 0 ? "v" : "v soft",
               text);
    }
  }
  const std::string axis = in_language(axis_words(bars.axis, bars.unit), canvas.language);
  svg.text({x.to_px, bottom + 33}, Anchor::end, "s", axis);
  return svg.finish();
}

}  // namespace pledgelab
