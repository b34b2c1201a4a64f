#include <algorithm>

#include "engine/render/axis.hpp"
#include "engine/render/charts.hpp"
#include "engine/render/svg.hpp"
#include "engine/report/figure.hpp"

namespace pledgelab {

namespace {

constexpr double kTopPx = 24;
constexpr double kPlotPx = 190;
constexpr double kStripTopPx = 44;  // from the plot's bottom to the strip
constexpr double kStripPx = 46;
constexpr double kBottomPx = 26;
constexpr double kRightPx = 20;

using Points = std::vector<FanPoint>;

Scale time_scale(const Points& points, double left, double right) {
  const double first = points.front().date.days;
  const double last = std::max<double>(points.back().date.days, first + 1);
  return {first, last, left, right};
}

/// Between quantile `low` forwards and quantile `high` backwards.
std::vector<Point> band(const Fan& fan, std::size_t low, std::size_t high, const Scale& x,
                        const Scale& y) {
  std::vector<Point> outline;
  for (const FanPoint& point : fan.points)
    outline.push_back({x(point.date.days), y(in_unit(point.quantile_yuan[low], fan.unit))});
  for (auto at = fan.points.rbegin(); at != fan.points.rend(); ++at)
    outline.push_back({x(at->date.days), y(in_unit(at->quantile_yuan[high], fan.unit))});
  return outline;
}

/// Every n-th date is written, so that labels of about 74 px do not touch.
std::size_t label_stride(std::size_t count, double width) {
  const auto fits = static_cast<std::size_t>(std::max(1.0, width / 76));
  return std::max<std::size_t>(1, (count + fits - 1) / fits);
}

void draw_strip(Svg& svg, const Fan& fan, const Scale& x, double strip_bottom, double column_px) {
  double most = 0;
  for (const FanPoint& point : fan.points) most = std::max(most, point.exhausted_frac);
  const Scale y{0, most > 0 ? most : 1, strip_bottom, strip_bottom - kStripPx + 14};
  svg.line({x.from_px, strip_bottom}, {x.to_px, strip_bottom}, "zero");
  const std::size_t stride = label_stride(fan.points.size(), x.to_px - x.from_px);
  for (std::size_t i = 1; i < fan.points.size(); ++i) {
    const FanPoint& point = fan.points[i];
    const double middle = x(point.date.days);
    const std::string text = show_percent(point.exhausted_frac, 1) + " %";
    svg.box(
        {middle - column_px / 2, strip_bottom, column_px, y(point.exhausted_frac) - strip_bottom},
        "t-loss", to_iso(point.date) + ": " + text);
    if ((fan.points.size() - 1 - i) % stride == 0)
      svg.text({middle, y(point.exhausted_frac) - 3}, Anchor::middle, "s", text);
  }
}

}  // namespace

std::string draw_fan(const Fan& fan, const Chart& chart, const Canvas& canvas) {
  if (fan.points.empty()) return {};
  double low = 0;
  double high = 0;
  for (const FanPoint& point : fan.points) {
    low = std::min(low, in_unit(point.quantile_yuan.front(), fan.unit));
    high = std::max(high, in_unit(point.quantile_yuan.back(), fan.unit));
  }
  const Ticks ticks = round_ticks(low, high, 5);
  double left = 30;
  for (const double tick : ticks.at)
    left = std::max(left, text_width(tick_label(tick, ticks.step), 11) + 12);
  const double right = canvas.width_px - kRightPx - 14;
  const double bottom = kTopPx + kPlotPx;
  const double strip_bottom = bottom + kStripTopPx + kStripPx;
  const Scale x = time_scale(fan.points, left, right);
  const Scale y{ticks.at.front(), ticks.at.back(), bottom, kTopPx};
  Svg svg(canvas.width_px, strip_bottom + kBottomPx, in_language(chart.title, canvas.language),
          in_language(chart.reading, canvas.language));
  svg.text({4, 12}, Anchor::start, "s",
           in_language(axis_words(fan.axis, fan.unit), canvas.language));
  for (const double tick : ticks.at) {
    svg.line({left, y(tick)}, {right, y(tick)}, tick == 0 ? "zero" : "grid");
    svg.text({left - 6, y(tick) + 4}, Anchor::end, "s", tick_label(tick, ticks.step));
  }
  svg.polygon(band(fan, 0, 4, x, y), "band-wide");
  svg.polygon(band(fan, 1, 3, x, y), "band");
  std::vector<Point> median;
  for (const FanPoint& point : fan.points)
    median.push_back({x(point.date.days), y(in_unit(point.quantile_yuan[2], fan.unit))});
  svg.polyline(median, "median");
  const std::size_t stride = label_stride(fan.points.size(), right - left);
  for (std::size_t i = 0; i < fan.points.size(); ++i)
    if ((fan.points.size() - 1 - i) % stride == 0)
      svg.text({x(fan.points[i].date.days), strip_bottom + 16}, Anchor::middle, "s",
               to_iso(fan.points[i].date));
  svg.text({left, bottom + 22}, Anchor::start, "s", in_language(fan.strip, canvas.language));
  const double gaps = static_cast<double>(std::max<std::size_t>(fan.points.size() - 1, 1));
  draw_strip(svg, fan, x, strip_bottom, std::clamp((right - left) / gaps * 0.5, 2.0, 22.0));
  return svg.finish();
}

}  // namespace pledgelab
