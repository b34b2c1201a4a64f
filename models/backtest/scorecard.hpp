// How far each valuer's appraisals lay from what the rights later sold for, and what of that is the
// valuer and what is luck.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/backtest/matching.hpp"
#include "models/evidence/appraisal.hpp"

namespace pledgelab {

/// Means of several risks, each pulled to the collective by how little it has seen. Lists in the
/// order given.
struct Credibility {
  double between_variance = 0;         // a, cut at 0
  double collective_mean = 0;          // μ = Σ Z m / Σ Z; weighted by volume where a = 0
  std::vector<double> weights;         // Z = v a/(v a + s²), 0 to 1
  std::vector<double> shrunk_means;    // Z m + (1 - Z) μ
  std::vector<double> error_variance;  // a (1 - Z)(1 + (1 - Z)/Σ Z); s²/Σv where a = 0
};

/// F157. Bühlmann-Straub credibility of the means of I risks with volumes v (for a valuer, how many
/// appraisals were tested) and the variance s² of one observation about its own mean:
/// a = max(0, (Σ v (m - M)² - (I - 1) s²)/(V - Σ v²/V)), V = Σ v, M = Σ v m/V; 0 for one risk.
/// Source: Bühlmann and Straub 1970; Bühlmann and Gisler 2005, ch. 4 (estimators, theorem 4.6 for
/// the error). Equal lengths ≥ 1, volumes > 0, s² ≥ 0, all finite, else B-156.
Result<Credibility> credibility(std::span<const double> means, std::span<const double> volumes,
                                double within_variance);

/// F158. The same for variances: values s_i² with d_i degrees of freedom, whose variance about the
/// true one is 2 σ⁴/d under normality; 2 σ⁴ from Σ d s⁴ d/(d + 2)/Σ d. shrunk_means are variances.
/// Source: F157 with the moments of the sample variance (Kenney and Keeping 1951). s_i² ≥ 0,
/// d_i > 0, else B-156.
Result<Credibility> variance_credibility(std::span<const double> variances,
                                         std::span<const double> degrees);

struct ValuerScorecard {
  std::string valuer_id;
  std::int64_t count = 0;               // appraisals that a sale tested
  double bias_ln = 0;                   // mean
  std::optional<double> dispersion_ln;  // sample SD; none of a single one
  double weight_frac = 0;               // credibility of the bias
  double dispersion_weight_frac = 0;    // and of the dispersion
  TrackRecord record;                   // both shrunk towards all valuers
};

/// Valuers by id. `collective` is what is known of a valuer never tested: the mean of all, its
/// bias_sd with the spread between valuers.
struct Scorecards {
  std::vector<ValuerScorecard> valuers;
  TrackRecord collective;
  double between_sd_ln = 0;  // of the valuers' biases
  double within_sd_ln = 0;   // of one appraisal, all valuers pooled
  double mean_days = 0;      // from appraisal to sale
};

/// Scorecards of the tested appraisals. The bias holds what every forced sale loses against an
/// appraisal as well, the same for all: it is the collective's. Error B-156: no valuer has two
/// tests, so that dispersion and differences between valuers cannot be told apart.
Result<Scorecards> scorecards(std::span<const TestedAppraisal> tested,
                              std::span<const RealisedValue> outcomes);

/// The valuer's record, or the collective's where the valuer has none.
TrackRecord record_of(const Scorecards& cards, const std::string& valuer_id);

}  // namespace pledgelab
