#include "engine/render/charts.hpp"

namespace pledgelab {

std::string draw(const Chart& chart, const Canvas& canvas) {
  if (const auto* waterfall = std::get_if<Waterfall>(&chart.drawing))
    return draw_waterfall(*waterfall, chart, canvas);
  if (const auto* bars = std::get_if<Bars>(&chart.drawing)) return draw_bars(*bars, chart, canvas);
  if (const auto* histogram = std::get_if<Histogram>(&chart.drawing))
    return draw_histogram(*histogram, chart, canvas);
  return draw_fan(std::get<Fan>(chart.drawing), chart, canvas);
}

}  // namespace pledgelab
