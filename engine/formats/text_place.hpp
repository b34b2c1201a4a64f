// UTF-8 text: is it well formed, and at which line and column a byte stands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "models/base/error.hpp"

namespace pledgelab {

/// Offset of the first byte that is not well-formed UTF-8 (Unicode 15, table 3-7: no overlong
/// forms, no surrogates, nothing past U+10FFFF, no cut sequence); none when all is well.
std::optional<std::size_t> first_bad_utf8(std::string_view bytes);

/// Characters (code points) in well-formed UTF-8.
std::size_t count_characters(std::string_view utf8);

/// Line and column of a byte, counting from 1; a column is a character, a line ends with LF, CR LF
/// or CR. A byte-order mark has no width.
Origin place_of(std::string_view utf8, std::size_t offset, const std::string& file);

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace pledgelab
