#include "tests/twins/draw_twin.hpp"

#include "models/base/normal.hpp"

namespace pledgelab::twins {

std::vector<DrawRow> draw_rows(const DefaultColumns& columns) {
  std::vector<DrawRow> rows;
  const std::size_t width = columns.months + std::size_t{1};
  for (const DefaultBucket& bucket : columns.buckets) {
    for (std::uint32_t b = bucket.first; b < bucket.first + bucket.count; ++b) {
      for (std::uint32_t i = columns.first_loan[b]; i < columns.first_loan[b + 1]; ++i) {
        DrawRow row;
        row.loan = columns.loan[i];
        row.borrower = b;
        row.sector_factor = bucket.sector_factor;
        row.region_factor = bucket.region_factor;
        row.last_month = columns.last_month[i];
        row.in_default = columns.in_default[row.loan] != 0;
        const double* score = columns.score.data() + columns.curve[i] * width;
        for (std::size_t m = 0; m < width; ++m) row.cumulative.push_back(normal_cdf(score[m]));
        rows.push_back(std::move(row));
      }
    }
  }
  return rows;
}

void naive_draw(const std::vector<DrawRow>& rows, const Loadings& loadings,
                std::span<const double> factors, std::mt19937_64& engine, DefaultDraw& out) {
  std::normal_distribution<double> normal;
  std::uint32_t borrower = ~0U;
  double own = 0;
  for (const DrawRow& row : rows) {
    if (row.borrower != borrower) own = normal(engine);
    borrower = row.borrower;
    const double latent = loadings.macro * factors[0] +
                          loadings.sector * factors[row.sector_factor] +
                          loadings.region * factors[row.region_factor] + loadings.own * own;
    const double level = normal_cdf(latent);
    std::uint16_t month = row.in_default ? 1 : 0;
    for (std::uint16_t m = 1; month == 0 && m <= row.last_month; ++m) {
      if (level <= row.cumulative[m]) month = m;
    }
    if (month == 0) continue;
    out.loan.push_back(row.loan);
    out.month.push_back(month);
    out.own_score.push_back(own);
  }
}

}  // namespace pledgelab::twins
