// F63 read from its statement: every borrower of every path draws a normal, and each of its loans
// walks its months. The twin of draw_defaults; equal in law, not draw by draw.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "models/loss/defaults.hpp"

namespace pledgelab::twins {

/// A loan as a row: what the draw needs of it.
struct DrawRow {
  std::uint32_t loan = 0;
  std::uint32_t borrower = 0;  // rows of one borrower stand together
  std::uint32_t sector_factor = 0;
  std::uint32_t region_factor = 0;
  std::uint16_t last_month = 0;
  bool in_default = false;
  std::vector<double> cumulative;  // [0..months]
};

std::vector<DrawRow> draw_rows(const DefaultColumns& columns);

/// Appends the defaults of one path: loan and month. `engine` gives the borrowers' own normals.
void naive_draw(const std::vector<DrawRow>& rows, const Loadings& loadings,
                std::span<const double> factors, std::mt19937_64& engine, DefaultDraw& out);

}  // namespace pledgelab::twins
