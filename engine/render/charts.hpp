// Each kind of chart as static SVG: no script, the same bytes each time, legible in print.
#pragma once

#include <string>

#include "engine/render/text.hpp"
#include "engine/report/chart.hpp"

namespace pledgelab {

/// How wide the picture is, and in which language its labels stand.
struct Canvas {
  double width_px = 720;
  Language language = Language::both;
  [[nodiscard]] bool narrow() const { return width_px < 520; }
};

std::string draw_waterfall(const Waterfall& waterfall, const Chart& chart, const Canvas& canvas);
std::string draw_bars(const Bars& bars, const Chart& chart, const Canvas& canvas);
std::string draw_histogram(const Histogram& histogram, const Chart& chart, const Canvas& canvas);
std::string draw_fan(const Fan& fan, const Chart& chart, const Canvas& canvas);

/// Whichever the chart is. A chart without a figure gives the empty string.
std::string draw(const Chart& chart, const Canvas& canvas);

}  // namespace pledgelab
