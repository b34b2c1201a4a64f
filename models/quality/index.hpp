// The index of one patent: percentiles in, one figure with its parts out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pledgelab {

/// The five dimensions; words in files: kDimensionWords.
enum class Dimension : std::uint8_t { technology, legal, market, strategy, economic };
inline constexpr std::size_t kDimensions = 5;
inline const std::vector<std::string> kDimensionWords = {"technology", "legal", "market",
                                                         "strategy", "economic"};

/// How percentiles become one figure. The geometric mean lets no strength make up wholly for a
/// weakness; the arithmetic does.
enum class IndexMean : std::uint8_t { geometric, arithmetic };
inline const std::vector<std::string> kIndexMeanWords = {"geometric", "arithmetic"};

/// One indicator of one patent.
struct IndexPart {
  Dimension dimension = Dimension::technology;
  double weight_frac = 0;            // in its dimension
  std::optional<double> percentile;  // (0, 1); none = not observed
};

/// What the parts make. Invariant (geometric): Σ contributions = ln score; (arithmetic): = score.
struct IndexFigure {
  std::optional<double> score;  // before the gate, in (0, 1); none when nothing is observed
  double confidence_frac = 0;   // share of the index's weight that is observed
  double noise_sd = 0;          // F97: of ln score (geometric) or score (arithmetic)
  std::array<std::optional<double>, kDimensions> dimensions;
  std::vector<double> weights;        // in the index as it stands, one a part; Σ = 1
  std::vector<double> contributions;  // one a part; 0 when not observed
};

/// F97. Index = 100 G M, M = Π_d p_d^(w_d) over the dimensions observed with Σ w_d = 1, p_d = Π_i
/// p_i^(w_i) over the indicators observed with Σ w_i = 1 (the arithmetic mean: sums for products);
/// p clipped to [clip, 1 − clip]. What is missing is dropped, the rest renormalised. Domain page
/// 1.6. `noise_sd`: what is missing taken as independent uniform percentiles, so Var ln p = 1 (Var
/// p = 1/12): sqrt(Σ_missing v²)/Σ_observed v (× sqrt(1/12)), v = w_d w_i.
/// Dimension weights ≥ 0; 0 < clip < ½.
IndexFigure index_figure(const std::array<double, kDimensions>& dimension_weights,
                         std::span<const IndexPart> parts, IndexMean mean, double clip);

/// A patent's place in a set, and the places it could have were all indicators known.
struct RankRange {
  std::uint32_t rank = 0;  // 1 = best; equals share the best of theirs
  std::uint32_t low = 0;   // best and worst rank that the noise allows
  std::uint32_t high = 0;
};

/// F97. Patent j stands surely above i when s_j − s_i > z sqrt(sd_i² + sd_j²); low = 1 + those
/// surely above, high = n − those surely below. Scores as in `noise_sd`; none (index 0, or nothing
/// observed) comes after all others, whatever the noise. Equal lengths; sd ≥ 0.
std::vector<RankRange> rank_ranges(std::span<const std::optional<double>> scores,
                                   std::span<const double> noise_sd, double z);

}  // namespace pledgelab
