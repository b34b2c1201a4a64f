// Text as bytes of UTF-8: how wide it stands in a terminal, and what may safely leave the program.
#pragma once

#include <string>
#include <string_view>

namespace pledgelab {

/// Columns of a terminal: wide and full-width characters 2 (Unicode East Asian Width W and F),
/// combining marks and control characters 0, all else 1.
int display_width(std::string_view utf8);

/// At most `width` columns; what was cut is replaced by "…". width ≥ 1.
std::string cut_to_width(std::string_view utf8, int width);

/// Valid UTF-8 without control characters: tab and line ends become a space, other controls (an
/// escape sequence of a terminal) and broken bytes become U+FFFD.
std::string clean(std::string_view bytes);

/// `clean`, and &, <, >, ", ' as entities: safe as HTML text and inside a quoted attribute.
std::string escape_html(std::string_view bytes);

}  // namespace pledgelab
