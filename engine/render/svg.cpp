#include "engine/render/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/render/utf8.hpp"

namespace pledgelab {

namespace {

constexpr double kLabelPx = 13;
constexpr double kSmallPx = 11;

const char* anchor_word(Anchor anchor) {
  if (anchor == Anchor::middle) return "middle";
  return anchor == Anchor::end ? "end" : "start";
}

std::string points_text(const std::vector<Point>& points) {
  std::string out;
  for (const Point& point : points)
    out += (out.empty() ? "" : " ") + pixels(point.x) + "," + pixels(point.y);
  return out;
}

}  // namespace

std::string pixels(double value) {
  if (!std::isfinite(value)) return "0";
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

double text_width(const std::string& utf8, double font_px) {
  double ems = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    std::size_t next = at + 1;
    while (next < utf8.size() && (static_cast<unsigned char>(utf8[next]) & 0xC0) == 0x80) ++next;
    ems += display_width(std::string_view(utf8).substr(at, next - at)) == 2 ? 1.0 : 0.58;
    at = next;
  }
  return ems * font_px;
}

std::string fitted(const std::string& utf8, double font_px, double most_px) {
  if (text_width(utf8, font_px) <= most_px) return utf8;
  int width = display_width(utf8);
  std::string cut = utf8;
  while (width > 2 && text_width(cut, font_px) > most_px) cut = cut_to_width(utf8, --width);
  return cut;
}

std::string tone_class(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "t-plain";
    case Tone::recovered:
      return "t-recovered";
    case Tone::loss:
      return "t-loss";
    case Tone::lender:
      return "t-lender";
    case Tone::fund:
      return "t-fund";
    case Tone::insurer:
      return "t-insurer";
    case Tone::guarantor:
      return "t-guarantor";
    case Tone::government:
      return "t-government";
    case Tone::gap:
      return "t-gap";
    case Tone::other:
      break;
  }
  return "t-other";
}

Svg::Svg(double width, double height, const std::string& name, const std::string& description) {
  const std::string w = pixels(width);
  const std::string h = pixels(height);
  x_out = fmt::format(
      "<svg class=\"chart\" viewBox=\"0 0 {} {}\" width=\"{}\" height=\"{}\" role=\"img\">\n", w, h,
      w, h);
  x_out += "<title>" + escape_html(name) + "</title>\n";
  x_out += "<desc>" + escape_html(description) + "</desc>\n";
}

void Svg::box(Box box, const std::string& css, const std::string& hover) {
  if (box.width < 0) box = {box.x + box.width, box.y, -box.width, box.height};
  if (box.height < 0) box = {box.x, box.y + box.height, box.width, -box.height};
  x_out += fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}" class="{}")", pixels(box.x),
                       pixels(box.y), pixels(box.width), pixels(box.height), css);
  x_out += hover.empty() ? "/>\n" : "><title>" + escape_html(hover) + "</title></rect>\n";
}

void Svg::line(Point from, Point to, const std::string& css) {
  x_out += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{}\"/>\n",
                       pixels(from.x), pixels(from.y), pixels(to.x), pixels(to.y), css);
}

void Svg::text(Point at, Anchor anchor, const std::string& css, const std::string& text) {
  x_out += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" class=\"{}\">{}</text>\n",
                       pixels(at.x), pixels(at.y), anchor_word(anchor), css, escape_html(text));
}

void Svg::label(Point at, Anchor anchor, const Words& words, Language language, double most_px) {
  const bool two = language == Language::both && !words.en.empty() && words.en != words.zh;
  if (!two) {
    const std::string one = fitted(in_language(words, language), kLabelPx, most_px);
    text({at.x, at.y + kLabelPx * 0.36}, anchor, "l", one);
    return;
  }
  text({at.x, at.y - 2}, anchor, "l", fitted(words.zh, kLabelPx, most_px));
  text({at.x, at.y + kSmallPx + 1}, anchor, "s", fitted(words.en, kSmallPx, most_px));
}

void Svg::polygon(const std::vector<Point>& points, const std::string& css) {
  x_out += fmt::format("<polygon points=\"{}\" class=\"{}\"/>\n", points_text(points), css);
}

void Svg::polyline(const std::vector<Point>& points, const std::string& css) {
  x_out += fmt::format("<polyline points=\"{}\" class=\"{}\"/>\n", points_text(points), css);
}

std::string Svg::finish() const { return x_out + "</svg>\n"; }

}  // namespace pledgelab
