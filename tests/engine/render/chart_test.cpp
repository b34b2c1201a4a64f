#include "engine/render/charts.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/render/axis.hpp"
#include "engine/render/svg.hpp"
#include "engine/report/figure.hpp"
#include "engine/report/sections.hpp"

using namespace pledgelab;

namespace {

struct Drawn {
  double x, y, width, height;
  std::string css;
};

double attribute(const std::string& tag, const std::string& name) {
  const std::size_t at = tag.find(" " + name + "=\"");
  return at == std::string::npos ? NAN : std::stod(tag.substr(at + name.size() + 3));
}

/// Rectangles whose class starts with `css`, in drawing order.
std::vector<Drawn> boxes(const std::string& svg, const std::string& css) {
  std::vector<Drawn> out;
  for (std::size_t at = svg.find("<rect"); at != std::string::npos;
       at = svg.find("<rect", at + 1)) {
    const std::string tag = svg.substr(at, svg.find('>', at) - at);
    if (tag.find("class=\"" + css) == std::string::npos) continue;
    out.push_back({attribute(tag, "x"), attribute(tag, "y"), attribute(tag, "width"),
                   attribute(tag, "height"), css});
  }
  return out;
}

/// The y of each point of the shape whose class is `css`.
std::vector<double> heights(const std::string& svg, const std::string& css) {
  const std::size_t end = svg.find("\" class=\"" + css + "\"");
  const std::size_t start = svg.rfind("points=\"", end) + 8;
  std::vector<double> out;
  for (std::size_t at = svg.find(',', start); at < end; at = svg.find(',', at + 1))
    out.push_back(std::stod(svg.substr(at + 1)));
  return out;
}

Chart chart_of(std::variant<Waterfall, Bars, Histogram, Fan> drawing) {
  Chart chart;
  chart.title = {"图", "chart"};
  chart.drawing = std::move(drawing);
  return chart;
}

bool sane(const std::string& svg) {
  return svg.find("nan") == std::string::npos && svg.find("inf") == std::string::npos &&
         svg.find("width=\"-") == std::string::npos && svg.find("height=\"-") == std::string::npos;
}

Waterfall plain_waterfall(double factor) {
  Waterfall waterfall;
  waterfall.unit = axis_unit("CNY", 100 * factor);
  waterfall.steps = {{{"甲", "a"}, 0, 100 * factor, Tone::plain, true},
                     {{"乙", "b"}, 100 * factor, 75 * factor, Tone::recovered, false},
                     {{"丙", "c"}, 75 * factor, 0, Tone::lender, false}};
  return waterfall;
}

}  // namespace

TEST_CASE("chart: waterfall bars are as long as their amounts and join end to end") {
  for (const double factor : {1e-3, 1.0, 1e6, 1e16}) {
    for (const double width : {760.0, 350.0}) {
      const std::string svg = draw(chart_of(plain_waterfall(factor)), {width, Language::both});
      const auto whole = boxes(svg, "t-plain");
      const auto fall = boxes(svg, "t-recovered");
      const auto rest = boxes(svg, "t-lender");
      REQUIRE(whole.size() == 1);
      CHECK(fall[0].width / whole[0].width == doctest::Approx(0.25).epsilon(0.02));
      CHECK(rest[0].width / whole[0].width == doctest::Approx(0.75).epsilon(0.02));
      CHECK(std::fabs(fall[0].x + fall[0].width - whole[0].x - whole[0].width) < 0.25);
      CHECK(std::fabs(rest[0].x + rest[0].width - fall[0].x) < 0.25);
      CHECK(std::fabs(rest[0].x - whole[0].x) < 0.25);
      CHECK(whole[0].x >= 0);
      CHECK(whole[0].x + whole[0].width <= width);
      CHECK(sane(svg));
    }
  }
}

TEST_CASE("chart: a recovery is written as a deduction, a party's part as what it takes") {
  const std::string svg = draw(chart_of(plain_waterfall(1)), {760, Language::zh});
  CHECK(svg.find(">-25.00<") != std::string::npos);
  CHECK(svg.find(">75.00<") != std::string::npos);
  CHECK(svg.find(">-25.0 %<") != std::string::npos);
}

TEST_CASE("chart: a party that gains runs to the left of zero") {
  Waterfall waterfall = plain_waterfall(1e6);
  waterfall.steps.push_back({{"丁", "d"}, 0, -25e6, Tone::other, false});
  const std::string svg = draw(chart_of(waterfall), {760, Language::zh});
  const auto below = boxes(svg, "t-other");
  const auto whole = boxes(svg, "t-plain");
  REQUIRE(below.size() == 1);
  CHECK(std::fabs(below[0].x + below[0].width - whole[0].x) < 0.25);
  CHECK(below[0].width / whole[0].width == doctest::Approx(0.25).epsilon(0.02));
}

TEST_CASE("chart: grouped bars keep proportion; the second series is outlined, not only coloured") {
  Bars bars;
  bars.unit = axis_unit("CNY", 4e6);
  bars.axis = {"净承担", "net"};
  bars.series = {{"平均", "mean"}, {"尾部", "tail"}};
  bars.groups = {{{"基金", "fund"}, {1e6, 4e6}, Tone::fund},
                 {{"银行", "bank"}, {2e6, 0}, Tone::lender}};
  const std::string svg = draw(chart_of(bars), {760, Language::both});
  const auto fund = boxes(svg, "t-fund");
  const auto bank = boxes(svg, "t-lender");
  REQUIRE(fund.size() == 2);
  CHECK(fund[1].width / fund[0].width == doctest::Approx(4).epsilon(0.02));
  CHECK(bank[0].width / fund[0].width == doctest::Approx(2).epsilon(0.02));
  CHECK(bank[1].width == 0);
  CHECK(svg.find("t-fund hollow") != std::string::npos);
  CHECK(svg.find("净承担 (万元) net (CNY 10k)") != std::string::npos);
  Bars shares;
  shares.groups = {{{"假设", "assumed"}, {0.38}, Tone::loss}};
  CHECK(draw(chart_of(shares), {350, Language::both}).find("38.0 %") != std::string::npos);
}

TEST_CASE("chart: histogram bars are as high as their share of paths and stand on the axis") {
  Histogram histogram;
  histogram.unit = axis_unit("CNY", 4e6);
  histogram.bin_yuan = 1e6;
  histogram.paths_frac = {0.2, 0.4, 0, 0.1};
  histogram.last_open = true;
  histogram.zero_frac = 0.3;
  histogram.marks = {{{"EL", ""}, 1.5e6}, {{"ES", ""}, 3.9e6}};
  const std::string svg = draw(chart_of(histogram), {760, Language::both});
  const auto bars = boxes(svg, "t-loss");
  REQUIRE(bars.size() == 3);
  CHECK(bars[1].height / bars[0].height == doctest::Approx(2).epsilon(0.01));
  CHECK(bars[2].height / bars[0].height == doctest::Approx(0.5).epsilon(0.01));
  CHECK(std::fabs(bars[0].y + bars[0].height - bars[1].y - bars[1].height) < 0.25);
  CHECK(svg.find("t-loss hollow") != std::string::npos);
  CHECK(svg.find("无损失路径 30.0 %") != std::string::npos);
  CHECK(svg.find("EL 150.00") != std::string::npos);
  const auto mark = svg.find("class=\"mark\"");
  const std::string tag = svg.substr(svg.rfind("<line", mark), 80);
  const double middle = bars[1].x + bars[1].width / 2;  // 1.5 of bins [1, 2)
  CHECK(std::fabs(attribute(tag, "x1") - middle) < 1.0);
}

TEST_CASE("chart: fan bands hold the median; exhaustion columns keep proportion") {
  Fan fan;
  fan.unit = axis_unit("CNY", 1e7);
  fan.points = {{{0}, {1e7, 1e7, 1e7, 1e7, 1e7}, 0},
                {{90}, {5e6, 7e6, 8e6, 9e6, 9.5e6}, 0.02},
                {{181}, {0, 4e6, 6e6, 8e6, 9e6}, 0.08}};
  const std::string svg = draw(chart_of(fan), {760, Language::both});
  const auto odds = boxes(svg, "t-loss");
  REQUIRE(odds.size() == 2);
  CHECK(odds[1].height / odds[0].height == doctest::Approx(4).epsilon(0.02));
  const auto median = heights(svg, "median");
  const auto wide = heights(svg, "band-wide");
  const auto half = heights(svg, "band");
  REQUIRE(median.size() == 3);
  REQUIRE(wide.size() == 6);                             // 5 % forwards, 95 % backwards
  const double per_million = (wide[2] - median[2]) / 6;  // 0 to the median, 6 million
  CHECK(median[2] - wide[3] == doctest::Approx(3 * per_million).epsilon(0.02));
  CHECK(half[2] - median[2] == doctest::Approx(2 * per_million).epsilon(0.02));
  CHECK(median[2] - half[3] == doctest::Approx(2 * per_million).epsilon(0.02));
  CHECK(wide[2] - median[0] == doctest::Approx(10 * per_million).epsilon(0.02));
  CHECK(svg.find("8.0 %") != std::string::npos);
  CHECK(svg.find("1970-07-01") != std::string::npos);
  fan.points.resize(1);
  CHECK(sane(draw(chart_of(fan), {350, Language::both})));
}

TEST_CASE("chart: nothing to draw, only zeros, one of each, and extremes stay sane") {
  CHECK(draw(chart_of(Waterfall{}), {}).empty());
  CHECK(draw(chart_of(Bars{}), {}).empty());
  CHECK(draw(chart_of(Fan{}), {}).empty());
  CHECK(sane(draw(chart_of(Histogram{}), {})));
  Waterfall zero;
  zero.unit = axis_unit("CNY", 0);
  zero.steps = {{{"甲", "a"}, 0, 0, Tone::plain, true}};
  CHECK(sane(draw(chart_of(zero), {})));
  Bars bars;
  bars.unit = axis_unit("CNY", 1e18);
  bars.groups = {{{std::string(400, 'x'), "long"}, {1e18, -1e18}, Tone::loss}};
  const std::string wild = draw(chart_of(bars), {350, Language::both});
  CHECK(sane(wild));
  CHECK(wild.find("class=\"l\">" + std::string(60, 'x')) ==
        std::string::npos);  // cut to its column
  Histogram one = loss_histogram({3e15}, 3e15);
  one.unit = axis_unit("CNY", 3e15);
  CHECK(sane(draw(chart_of(one), {350, Language::both})));
}

TEST_CASE("axis: ticks are round and cover the range") {
  const Ticks ticks = round_ticks(0, 47, 5);
  CHECK(ticks.step == 10);
  CHECK(ticks.at == std::vector<double>{0, 10, 20, 30, 40, 50});
  CHECK(round_ticks(-3, 3, 6).at.front() == -3);
  CHECK(round_ticks(0, 0, 5).at.back() == 1);
  CHECK(tick_label(0.25, 0.05) == "0.25");
  CHECK(tick_label(20'000, 10'000) == "20,000");
  CHECK(pixels(-0.01) == "0");
  CHECK(pixels(12.34) == "12.3");
}
