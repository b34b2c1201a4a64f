// A table as an outside format gives it: text with its place, no meaning. Made by engine/formats.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pledgelab {

/// One field: its text (UTF-8, quotes removed) and where it starts; counting from 1.
struct Cell {
  std::string_view text;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// A header row and equally wide body rows. Views point into `bytes`, which the table keeps alive.
struct Cells {
  std::string file;
  std::shared_ptr<const std::string> bytes;
  std::vector<Cell> header;
  std::vector<Cell> body;  // row-major, width = header.size()
  std::string encoding;    // what the bytes were in: "UTF-8", "UTF-8 with BOM", "GB18030"

  [[nodiscard]] std::size_t width() const { return header.size(); }
  [[nodiscard]] std::size_t rows() const { return header.empty() ? 0 : body.size() / width(); }
  [[nodiscard]] const Cell& at(std::size_t row, std::size_t column) const {
    return body[row * width() + column];
  }
};

}  // namespace pledgelab
