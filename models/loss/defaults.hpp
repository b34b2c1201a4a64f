// Who defaults on a path, and in which month: columns made once, and the kernel that draws only
// what happens.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/book/book.hpp"
#include "models/credit/pd_curve.hpp"
#include "models/loss/factor_model.hpp"

namespace pledgelab {

/// Borrowers of one sector and region with nearly the same threshold.
struct DefaultBucket {
  std::uint32_t sector_factor = 0;
  std::uint32_t region_factor = 0;
  double threshold = 0;  // the highest of its borrowers: Φ⁻¹(their cumulative at the end)
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// Buckets [first, first + count) that are walked on one clock: those of one sector.
struct DefaultTile {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// The book as plain columns. Loans of one borrower share its latent, so they default together when
/// their curves agree. Curves of equal content are kept once.
struct DefaultColumns {
  Loadings loadings;
  std::uint32_t months = 0;
  std::vector<DefaultTile> tiles;
  std::vector<DefaultBucket> buckets;
  std::vector<std::uint32_t> first_loan;  // [borrower in bucket order], one more at the end
  std::vector<std::uint32_t> loan;        // loans, borrower by borrower
  std::vector<std::uint32_t> curve;       // [place in `loan`] row of `score`
  std::vector<std::uint16_t> last_month;  // [place in `loan`] the last in which it can default
  std::vector<double> score;  // [curve][0..months] Φ⁻¹(C(m)); −∞ for 0, +∞ for 1
  std::vector<std::uint8_t> in_default;  // [loan id] already in default at the as-of date
};

/// Loans without balance are left out. A loan more than default_days_past_due days late, the days
/// since its maturity counted (without that level: past its maturity), or of class substandard or
/// worse is in default already: it defaults in month 1 on every path. The last month of a loan is
/// that of its maturity; where its curve is a cohort's (pd_cohort_curve), it is the horizon: such a
/// curve counts every loan of the cohort, those repaid among them, and charge-offs after maturity.
/// curves: one a loan, in the book's order.
DefaultColumns default_columns(const Book& book, std::span<const PdCurve> curves,
                               const FactorModel& model, const Scenario& scenario, Date as_of);

/// Defaults of one path, buckets in order. All columns are equal in length.
struct DefaultDraw {
  std::vector<std::uint32_t> loan;
  std::vector<std::uint16_t> month;
  std::vector<double> own_score;  // the borrower's own part of its latent, standard normal

  void reserve(std::size_t count);
  void clear();
};

/// F63. Default month of a loan: the first m with Φ(common + own × e) ≤ C(m), e the borrower's own
/// standard normal (Li 2000, one latent for all horizons): P(default by m) = C(m) for every m,
/// whatever the loadings. e is drawn only where it may matter: each borrower has a length of at
/// least −ln(1 − p) on its tile's line, p its bucket's highest conditional probability, and is a
/// candidate when an event of a unit-rate Poisson process falls on it (exponential gaps, second
/// events dropped); Φ(e) of a candidate is uniform below 1 − exp(−length). Exact: a length too
/// great only adds candidates that do not default. `out` is cleared first and holds room for every
/// loan.
void draw_defaults(const DefaultColumns& columns, std::span<const double> factors,
                   std::uint64_t seed, std::uint32_t path, DefaultDraw& out);

}  // namespace pledgelab
