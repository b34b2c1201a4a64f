// A small canvas of static SVG: coordinates in pixels, rounded to a tenth, colours by CSS class.
#pragma once

#include <string>
#include <vector>

#include "engine/render/text.hpp"
#include "engine/report/chart.hpp"

namespace pledgelab {

struct Point {
  double x = 0;
  double y = 0;
};

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

enum class Anchor : std::uint8_t { start, middle, end };

class Svg {
 public:
  /// `name` and `description` are read aloud by a screen reader.
  Svg(double width, double height, const std::string& name, const std::string& description);

  /// A negative width or height is turned round; `hover` is shown by the browser on the bar.
  void box(Box box, const std::string& css, const std::string& hover = {});
  void line(Point from, Point to, const std::string& css);
  void text(Point at, Anchor anchor, const std::string& css, const std::string& text);
  /// Chinese above, English smaller below, centred on `at`; one line when only one is asked for.
  void label(Point at, Anchor anchor, const Words& words, Language language, double most_px);
  void polygon(const std::vector<Point>& points, const std::string& css);
  void polyline(const std::vector<Point>& points, const std::string& css);
  [[nodiscard]] std::string finish() const;

 private:
  std::string x_out;
};

/// The width of a text at `font_px`, estimated: wide characters one em, others 0.58 em.
double text_width(const std::string& utf8, double font_px);

/// Cut so that it fits into `most_px`.
std::string fitted(const std::string& utf8, double font_px, double most_px);

/// "12.3", "7": tenths of a pixel, no trailing zero.
std::string pixels(double value);

/// CSS class of a tone: "t-fund".
std::string tone_class(Tone tone);

}  // namespace pledgelab
