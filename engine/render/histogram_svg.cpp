#include <algorithm>

#include "engine/render/axis.hpp"
#include "engine/render/charts.hpp"
#include "engine/render/svg.hpp"
#include "engine/report/figure.hpp"

namespace pledgelab {

namespace {

constexpr double kMarkRowPx = 18;
constexpr double kCornerPx = 14;  // the vertical axis's name
constexpr double kPlotPx = 200;
constexpr double kAxisPx = 46;
constexpr double kLeftPx = 46;
constexpr double kRightPx = 14;

const MoneyUnit kFractions = {};

/// Marks from left to right, each label on its own row above the plot, so that none overlap.
void draw_marks(Svg& svg, const Histogram& histogram, const Scale& x, const Scale& y) {
  std::vector<LossMark> marks = histogram.marks;
  std::stable_sort(marks.begin(), marks.end(),
                   [](const LossMark& a, const LossMark& b) { return a.loss_yuan < b.loss_yuan; });
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const double at = in_unit(marks[i].loss_yuan, histogram.unit);
    const double px = std::clamp(x(at), x.from_px, x.to_px);
    const double row = kMarkRowPx * static_cast<double>(i + 1) + kCornerPx;
    const std::string text =
        marks[i].label.zh + " " + show_yuan(marks[i].loss_yuan, histogram.unit);
    const bool left = px + 6 + text_width(text, 12) > x.to_px + kRightPx;
    svg.line({px, row - 10}, {px, y.from_px}, "mark");
    svg.text({left ? px - 5 : px + 5, row}, left ? Anchor::end : Anchor::start, "v halo", text);
  }
}

void draw_frame(Svg& svg, const Ticks& losses, const Scale& x, const Ticks& shares,
                const Scale& y) {
  for (const double tick : shares.at) {
    svg.line({x.from_px, y(tick)}, {x.to_px, y(tick)}, tick == 0 ? "zero" : "grid");
    svg.text({x.from_px - 6, y(tick) + 4}, Anchor::end, "s", tick_label(tick, shares.step));
  }
  for (const double tick : losses.at) {
    if (tick > x.high * (1 + 1e-9)) break;
    svg.line({x(tick), y.from_px}, {x(tick), y.from_px + 4}, "zero");
    svg.text({x(tick), y.from_px + 17}, Anchor::middle, "s", tick_label(tick, losses.step));
  }
}

}  // namespace

std::string draw_histogram(const Histogram& histogram, const Chart& chart, const Canvas& canvas) {
  const MoneyUnit& unit = histogram.unit;
  const std::size_t bins = histogram.paths_frac.size();
  double tallest = 0;
  for (const double frac : histogram.paths_frac)
    tallest = std::max(tallest, in_unit(frac, kFractions));
  const double reach =
      bins == 0 ? 1 : in_unit(histogram.bin_yuan, unit) * static_cast<double>(bins);
  const double top = kCornerPx + kMarkRowPx * static_cast<double>(histogram.marks.size()) + 12;
  const Ticks shares = round_ticks(0, tallest, 4);
  const Ticks losses = round_ticks(0, reach, canvas.narrow() ? 4 : 8);
  const Scale x{0, reach, kLeftPx, canvas.width_px - kRightPx};
  const Scale y{0, shares.at.back(), top + kPlotPx, top};
  Svg svg(canvas.width_px, top + kPlotPx + kAxisPx + (canvas.narrow() ? 18 : 0),
          in_language(chart.title, canvas.language), in_language(chart.reading, canvas.language));
  draw_frame(svg, losses, x, shares, y);
  const double bin_px = (x.to_px - x.from_px) / static_cast<double>(std::max<std::size_t>(bins, 1));
  for (std::size_t i = 0; i < bins; ++i) {
    const double share = in_unit(histogram.paths_frac[i], kFractions);
    if (share <= 0) continue;
    const bool open = histogram.last_open && i + 1 == bins;
    const double from = histogram.bin_yuan * static_cast<double>(i);
    const std::string hover = (open ? "≥ " : "") + show_yuan(from, unit) +
                              (open ? "" : " – " + show_yuan(from + histogram.bin_yuan, unit)) +
                              ": " + show_number(share, 2) + " %";
    svg.box({x.from_px + bin_px * static_cast<double>(i) + 0.5, y(share), bin_px - 1,
             y.from_px - y(share)},
            open ? "t-loss hollow" : "t-loss", hover);
  }
  draw_marks(svg, histogram, x, y);
  const std::string axis = in_language(axis_words(histogram.axis, unit), canvas.language);
  svg.text({x.to_px, top + kPlotPx + 36}, Anchor::end, "s", axis);
  const Words corner = {"路径占比 (%)", "paths (%)"};
  svg.text({4, 12}, Anchor::start, "s", in_language(corner, canvas.language));
  const std::string zero = show_percent(histogram.zero_frac, 1);
  const Words none = {"无损失路径 " + zero + " %", "without loss " + zero + " %"};
  svg.text({x.from_px, top + kPlotPx + (canvas.narrow() ? 54 : 36)}, Anchor::start, "s",
           in_language(none, canvas.language));
  return svg.finish();
}

}  // namespace pledgelab
