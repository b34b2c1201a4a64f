#include <algorithm>

#include "engine/render/axis.hpp"
#include "engine/render/charts.hpp"
#include "engine/render/svg.hpp"
#include "engine/report/figure.hpp"

namespace pledgelab {

namespace {

constexpr double kRowPx = 38;
constexpr double kBarPx = 22;
constexpr double kTopPx = 6;
constexpr double kAxisPx = 44;
constexpr double kGapPx = 8;
constexpr double kValuePx = 12;

void draw_axis(Svg& svg, const Ticks& ticks, const Scale& x, double bottom) {
  for (const double tick : ticks.at) {
    svg.line({x(tick), kTopPx}, {x(tick), bottom}, tick == 0 ? "zero" : "grid");
    svg.text({x(tick), bottom + 15}, Anchor::middle, "s", tick_label(tick, ticks.step));
  }
}

}  // namespace

std::string draw_waterfall(const Waterfall& waterfall, const Chart& chart, const Canvas& canvas) {
  if (waterfall.steps.empty()) return {};
  const MoneyUnit& unit = waterfall.unit;
  double low = 0;
  double high = 0;
  double value_px = 0;
  for (const WaterfallStep& step : waterfall.steps) {
    low = std::min({low, in_unit(step.from_yuan, unit), in_unit(step.to_yuan, unit)});
    high = std::max({high, in_unit(step.from_yuan, unit), in_unit(step.to_yuan, unit)});
    value_px = std::max(value_px, text_width(show_yuan(step.amount_yuan(), unit), kValuePx));
  }
  const double label_px = canvas.narrow() ? 104 : 236;
  const double right = canvas.width_px - value_px - 2 * kGapPx;
  const Ticks ticks = round_ticks(low, high, canvas.narrow() ? 3 : 6);
  const Scale x{ticks.at.front(), ticks.at.back(), label_px + kGapPx, right - kGapPx};
  const double bottom = kTopPx + kRowPx * static_cast<double>(waterfall.steps.size());
  Svg svg(canvas.width_px, bottom + kAxisPx, in_language(chart.title, canvas.language),
          in_language(chart.reading, canvas.language));
  draw_axis(svg, ticks, x, bottom);
  double top = kTopPx;
  double whole_yuan = 0;  // the latest whole: what the steps below it are parts of
  for (std::size_t i = 0; i < waterfall.steps.size(); ++i, top += kRowPx) {
    const WaterfallStep& step = waterfall.steps[i];
    if (step.whole) whole_yuan = step.to_yuan;
    const double from = x(in_unit(step.from_yuan, unit));
    const double to = x(in_unit(step.to_yuan, unit));
    const double bar_top = top + (kRowPx - kBarPx) / 2;
    const std::string value = show_yuan(step.amount_yuan(), unit);
    svg.label({label_px, top + kRowPx / 2}, Anchor::end, step.label, canvas.language, label_px);
    svg.box({from, bar_top, to - from, kBarPx}, tone_class(step.tone),
            in_language(step.label, canvas.language) + ": " + value);
    const bool parted = !step.whole && whole_yuan > 0;
    svg.text({canvas.width_px - kGapPx, top + kRowPx / 2 + (parted ? -1 : 4)}, Anchor::end,
             step.whole ? "v strong" : "v", value);
    if (parted)
      svg.text({canvas.width_px - kGapPx, top + kRowPx / 2 + 13}, Anchor::end, "s",
               show_percent(step.amount_yuan() / whole_yuan, 1) + " %");
    if (i + 1 < waterfall.steps.size())
      svg.line({to, bar_top + kBarPx}, {to, bar_top + kRowPx}, "link");
  }
  const std::string axis = in_language(axis_words(waterfall.axis, unit), canvas.language);
  svg.text({x.to_px, bottom + 33}, Anchor::end, "s", axis);
  return svg.finish();
}

}  // namespace pledgelab
