#include "engine/formats/text_place.hpp"

#include <algorithm>
#include <cstring>

namespace pledgelab {
namespace {

unsigned byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

bool is_tail(std::string_view bytes, std::size_t i) {
  return i < bytes.size() && (byte_at(bytes, i) & 0xC0U) == 0x80U;
}

// Length of the well-formed sequence that begins at i, or 0.
std::size_t sequence_at(std::string_view bytes, std::size_t i) {
  const unsigned lead = byte_at(bytes, i);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4 || !is_tail(bytes, i + 1)) return 0;
  if (lead < 0xE0) return 2;
  const unsigned second = byte_at(bytes, i + 1);
  if (!is_tail(bytes, i + 2)) return 0;
  if (lead < 0xF0) {
    const bool overlong = lead == 0xE0 && second < 0xA0;
    const bool surrogate = lead == 0xED && second > 0x9F;
    return overlong || surrogate ? 0 : 3;
  }
  const bool overlong = lead == 0xF0 && second < 0x90;
  const bool too_large = lead == 0xF4 && second > 0x8F;
  return overlong || too_large || !is_tail(bytes, i + 3) ? 0 : 4;
}

}  // namespace

std::optional<std::size_t> first_bad_utf8(std::string_view bytes) {
  std::size_t i = 0;
  while (i < bytes.size()) {
    std::uint64_t eight = 0;
    while (i + 8 <= bytes.size()) {
      std::memcpy(&eight, bytes.data() + i, 8);
      if ((eight & 0x8080808080808080U) != 0) break;
      i += 8;
    }
    if (i >= bytes.size()) break;
    const std::size_t length = sequence_at(bytes, i);
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

Origin place_of(std::string_view utf8, std::size_t offset, const std::string& file) {
  offset = std::min(offset, utf8.size());
  std::size_t start = utf8.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  std::uint32_t line = 1;
  for (std::size_t i = start; i < offset; ++i) {
    const bool pair = utf8[i] == '\r' && i + 1 < utf8.size() && utf8[i + 1] == '\n';
    if (utf8[i] != '\n' && (utf8[i] != '\r' || pair)) continue;
    ++line;
    start = i + 1;
  }
  const std::size_t width =
      offset > start ? count_characters(utf8.substr(start, offset - start)) : 0;
  return {file, line, static_cast<std::uint32_t>(width + 1)};
}

}  // namespace pledgelab
