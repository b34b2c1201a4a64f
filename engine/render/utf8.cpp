#include "engine/render/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace pledgelab {

namespace {

constexpr char32_t kBroken = 0xFFFD;

struct Interval {
  char32_t first;
  char32_t last;
};

// Unicode 15, EastAsianWidth.txt, W and F; small neighbouring intervals joined.
constexpr std::array<Interval, 16> kWide = {{{0x1100, 0x115F},
                                             {0x2E80, 0x303E},
                                             {0x3041, 0x33FF},
                                             {0x3400, 0x4DBF},
                                             {0x4E00, 0x9FFF},
                                             {0xA000, 0xA4CF},
                                             {0xA960, 0xA97F},
                                             {0xAC00, 0xD7A3},
                                             {0xF900, 0xFAFF},
                                             {0xFE30, 0xFE6F},
                                             {0xFF01, 0xFF60},
                                             {0xFFE0, 0xFFE6},
                                             {0x1F300, 0x1F64F},
                                             {0x1F680, 0x1F6FF},
                                             {0x1F900, 0x1F9FF},
                                             {0x20000, 0x3FFFD}}};
constexpr std::array<Interval, 5> kNoWidth = {
    {{0x0000, 0x001F}, {0x007F, 0x009F}, {0x0300, 0x036F}, {0x200B, 0x200F}, {0xFE00, 0xFE0F}}};

template <std::size_t N>
bool within(char32_t point, const std::array<Interval, N>& intervals) {
  return std::any_of(intervals.begin(), intervals.end(), [point](const Interval& one) {
    return one.first <= point && point <= one.last;
  });
}

int width_of(char32_t point) {
  if (within(point, kNoWidth)) return 0;
  return within(point, kWide) ? 2 : 1;
}

/// The code point at `at`, which moves past it; kBroken for bytes that are no UTF-8.
char32_t next_point(std::string_view bytes, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(bytes[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 && lead < 0xF5 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : 0;
  if (more == 0 || lead >= 0xF5) return kBroken;
  char32_t point = lead & (0x3F >> more);
  for (int i = 0; i < more; ++i) {
    if (at >= bytes.size() || (static_cast<unsigned char>(bytes[at]) & 0xC0) != 0x80)
      return kBroken;
    point = (point << 6) | (static_cast<unsigned char>(bytes[at++]) & 0x3F);
  }
  const bool too_long = (more == 2 && point < 0x800) || (more == 3 && point < 0x10000);
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  return too_long || surrogate || point > 0x10FFFF ? kBroken : point;
}

bool is_control(char32_t point) {
  const bool bidi = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
  return point < 0x20 || (point >= 0x7F && point <= 0x9F) || bidi;
}

}  // namespace

int display_width(std::string_view utf8) {
  int width = 0;
  for (std::size_t at = 0; at < utf8.size();) width += width_of(next_point(utf8, at));
  return width;
}

std::string cut_to_width(std::string_view utf8, int width) {
  if (display_width(utf8) <= width) return std::string(utf8);
  int used = 0;
  std::size_t at = 0;
  while (at < utf8.size()) {
    std::size_t after = at;
    const int more = width_of(next_point(utf8, after));
    if (used + more > width - 1) break;
    used += more;
    at = after;
  }
  return std::string(utf8.substr(0, at)) + "…";
}

std::string clean(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t start = at;
    const char32_t point = next_point(bytes, at);
    if (point == '\t' || point == '\n' || point == '\r')
      out += ' ';
    else if (point == kBroken || is_control(point))
      out += "\xEF\xBF\xBD";
    else
      out += bytes.substr(start, at - start);
  }
  return out;
}

std::string escape_html(std::string_view bytes) {
  std::string out;
  for (const char c : clean(bytes)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace pledgelab
