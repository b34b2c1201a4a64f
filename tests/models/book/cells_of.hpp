// Test tables: comma-separated lines without quotes, to cells with places.
#pragma once

#include <memory>
#include <string>

#include "models/base/cells.hpp"

namespace pledgelab::testing {

inline Cells cells_of(const std::string& file, const std::string& text) {
  Cells cells;
  cells.file = file;
  cells.bytes = std::make_shared<std::string>(text);
  const std::string_view all = *cells.bytes;
  std::uint32_t line = 1;
  for (std::size_t at = 0; at < all.size(); ++line) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    std::uint32_t column = 1;
    for (std::size_t from = at; from <= end;) {
      const std::size_t comma = std::min(all.find(',', from), end);
      const Cell cell{all.substr(from, comma - from), line, column++};
      (line == 1 ? cells.header : cells.body).push_back(cell);
      from = comma + 1;
    }
    at = end + 1;
  }
  return cells;
}

}  // namespace pledgelab::testing
