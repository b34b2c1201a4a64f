// How far a class's own record is believed beside that of its parent class, and what rates of
// operations say: effective numbers, shrinkage, the part traded within some years.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// F103. Kish's effective number of records, (Σ n)² / Σ n², n = patents that one operation moves: a
/// contract over 200 patents is one piece of news. From 1 to the number of operations. Source: Kish
/// 1965, Survey Sampling, 11.7. Error M-163: empty, or a number that is not above 0 and finite.
Result<double> effective_number(std::span<const double> patents_by_operation);

/// F104. Operations a patent-year in force: records / (days / 365.25). Error M-163: records below
/// 0, days not above 0, or a number that is not finite.
Result<double> operation_rate(double records, double patent_days);

/// What one class contributes: patent-years in force, and records in them.
struct ClassExposure {
  double patent_years = 0;  // > 0
  double records = 0;       // ≥ 0
};

/// F106. Variance of the true rates of classes about their parent's, by moments, pooled over
/// parents: Σ_p [Σ w (x − x_p)² − (C_p − 1) φ x_p] / Σ_p (W_p − Σ w²/W_p), at least 0; x = records
/// / w, x_p = Σ records / Σ w of the parent's C_p classes, φ ≥ 1 the records an effective record
/// (compound Poisson: E n² / E n), so that φ x_p is the variance of one patent-year. 0 when no
/// parent has two classes. Source: Bühlmann and Straub 1970; Bühlmann and Gisler 2005, A Course in
/// Credibility Theory, ch. 4. Error M-163: an exposure ≤ 0, records < 0, φ < 1, not finite.
Result<double> between_variance(std::span<const std::vector<ClassExposure>> by_parent,
                                double dispersion);

/// F105. Weight of a class's own rate: Z = w / (w + k), k = φ λ / τ²; w patent-years, λ the
/// parent's rate, τ² of F106. 0 when τ² is 0. In [0, 1]. Source as F106. Error M-163: w ≤ 0,
/// φ < 1, λ < 0, τ² < 0, not finite.
Result<double> credibility_weight(double patent_years, double dispersion, double parent_rate,
                                  double between);

/// One patent's time at risk in years since filing, and whether a first operation ended it.
struct TradeSpell {
  double entry_years = 0;  // when watching begins; ≥ 0
  double exit_years = 0;   // > entry
  bool traded = false;
};

/// The part traded, and the thinnest evidence on the way to it.
struct TradedWithin {
  double frac = 0;
  std::size_t traded = 0;         // first operations within the years
  std::size_t least_at_risk = 0;  // patents watched at the thinnest of them
};

/// F109. Kaplan-Meier with late entry: 1 − Π (1 − d/n) over the times t ≤ years of first
/// operations, n = spells with entry < t ≤ exit. Patents still untraded count for as long as they
/// were watched. Source: Kaplan and Meier 1958; late entry: Andersen and others 1993, Statistical
/// Models Based on Counting Processes, III.3. Error M-164: no spell, a spell outside its domain,
/// years ≤ 0, or no patent watched so long.
Result<TradedWithin> traded_within(std::span<const TradeSpell> spells, double years);

}  // namespace pledgelab
