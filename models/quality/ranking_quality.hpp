// How good a ranking or a probability proved: the figures that an honest index is reported with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "models/base/error.hpp"
#include "models/base/statistics.hpp"

namespace pledgelab {

using Outcomes = std::span<const std::uint8_t>;  // 0 or 1, one a case

/// F99. Area under the ROC curve: P(score of a case with the outcome > without), ties half (Mann,
/// Whitney 1947); standard error of DeLong, DeLong, Clarke-Pearson 1988, "Comparing the areas under
/// two or more correlated receiver operating characteristic curves" (0 with one case of a side).
/// Scores finite. Error Q-111: one of the two sides is empty.
Result<Estimate> area_under_curve(std::span<const double> scores, Outcomes outcome);

/// Whether a ranking with that area may be luck: |auc − ½| ≤ 1.96 max(se, se0), se0 = sqrt((n + 1)/
/// (12 n1 n0)) that of a ranking by chance (Mann, Whitney 1947), which does not vanish with few
/// cases as DeLong's does. `with` of `cases` have the outcome, 0 < with < cases.
bool is_noise(const Estimate& area, std::size_t with, std::size_t cases);

/// Cases with the outcome among the k highest scores, those that tie at the border by their share.
/// 0 < k ≤ n; k need not be whole.
double hits_at(std::span<const double> scores, Outcomes outcome, double k);

/// Of probabilities in (0, 1). F99.
struct RankingQuality {
  std::size_t cases = 0;
  std::size_t with_outcome = 0;
  Estimate area;
  double decile_lift = 0;     // rate in the top tenth over the rate of all
  double brier = 0;           // mean of (p − y)²; Brier 1950
  double brier_base = 0;      // of the base rate for all
  double explained_frac = 0;  // of the deviance: 1 − ln L/ln L of the base rate (McFadden 1974)
  std::optional<Estimate> calibration_slope;  // of y on ln(p/(1 − p)); 1 is right, below 1 p is too
                                              // bold; none when p does not vary. Cox 1958
};
/// Error Q-111: one of the two outcomes does not occur.
Result<RankingQuality> ranking_quality(std::span<const double> probability, Outcomes outcome);

/// F95. The factor that an interval of probability `level` of value is multiplied and divided by,
/// when an index explains `explained_frac` of the variance of ln value: exp(Φ⁻¹((1 + level)/2) σ
/// sqrt(1 − R²)). Domain page 0.1: σ 2.146, R² 0.027 to 0.113, 80 %: 15 to 13.
double value_interval_factor(double ln_sd, double explained_frac, double level);

/// What is known of the value of patents, in ln: its spread where mean/median is 10 (domain page
/// 0.1), and the part of its variance that bibliography explained in a survey of European patents,
/// alone and with technology and country (Gambardella, Harhoff, Verspagen 2008, CEPR DP 6848).
inline constexpr double kLnValueSd = 2.146;
inline constexpr double kExplainedByBibliography = 0.027;
inline constexpr double kExplainedWithFields = 0.113;

}  // namespace pledgelab
