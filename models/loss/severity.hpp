// What a default costs and what comes back: balance and unpaid interest, the sale of each pledged
// right after its delay, other sources after theirs. Columns made once, and the row kernel.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/base/date.hpp"
#include "models/book/book.hpp"
#include "models/collateral/coverage.hpp"
#include "models/loss/beta.hpp"
#include "models/loss/defaults.hpp"
#include "models/loss/factor_model.hpp"
#include "models/loss/tape.hpp"
#include "models/scenario/scenario.hpp"
#include "models/valuation/valuation.hpp"

namespace pledgelab {

/// What the pledged rights bring. ValueCurve::sector and ::region are not read: the factors are
/// those of the book's own sector and region words. Empty spans: a book without pledges.
struct PledgedRights {
  std::span<const ValueCurve> curves;  // one a right with value, at least months + 1 long
  std::span<const SaleTerms> sales;    // one a right of `curves`
  std::span<const PledgePart> parts;   // a right without curve, or incomplete, brings nothing
};

/// One pledged right, all that the kernel needs.
struct RightColumn {
  std::uint32_t asset = 0;  // index of its random draws
  std::uint32_t curve = 0;  // row of use_value_yuan and alive_frac
  std::uint32_t sector_factor = 0;
  std::uint32_t region_factor = 0;
  std::uint32_t sale = 0;  // row of `scores`
  Loadings loadings;
  double level_ln_sd_annual = 0;
  double estimate_ln_sd = 0;
  double net_frac = 0;  // (1 − costs) × (1 − firm-specific)
  std::uint16_t delay_months = 0;
};

struct SeverityColumns {
  std::uint32_t months = 0;
  double wrong_way = 0;
  double own_apart = 1;  // √(1 − wrong_way²)
  double sale_sector = 0;
  double sale_own = 1;
  double other_macro = 0;
  double other_own = 1;
  int interest_months = 0;
  std::uint16_t other_delay_months = 0;
  std::vector<BetaScore> scores;
  std::vector<std::uint32_t> other_score;  // [month 0..months] row of scores
  std::vector<RightColumn> rights;
  std::vector<double> use_value_yuan;  // [curve][0..months]
  std::vector<double> alive_frac;      // [curve][0..months]
  // by loan id
  std::vector<std::int64_t> balance_fen;  // [loan][0..months] scheduled principal owed
  std::vector<std::int32_t> rate_ppm;     // yearly; 0 when unknown
  std::vector<std::uint32_t> first_part;  // one more at the end; parts of a loan by delay
  std::vector<std::uint32_t> part_right;  // row of rights
  std::vector<double> part_frac;
  std::vector<std::int64_t> principal_fen;  // lent
  std::vector<std::int32_t> age_months;     // at the as-of date
  std::vector<std::uint8_t> by_age;         // 1: severity_by_age takes the place of all the rest
  std::vector<std::int32_t> age_bound;      // ascending; closed above
  std::vector<std::uint32_t> age_score;     // [bound] row of scores; one more for older, if any
};

/// Errors: a level is missing (C-110); the spread of other recoveries is too wide for a Beta
/// (C-141).
Result<SeverityColumns> severity_columns(const Book& book, const PledgedRights& rights,
                                         const FactorModel& model, const Scenario& scenario,
                                         Date as_of, int months);

/// Normal scores behind one default; the naive twin draws the same.
struct PathDraws {
  std::uint64_t seed = 0;
  std::uint32_t path = 0;
  std::span<const double> factors;
};

/// F65. Level of a right's cash flow at t years: L = exp(s √t Z − s² t / 2), E[L] = 1, with
/// Z = loadings · factors + own × (w e + √(1−w²) ε): e the borrower's own score (wrong way), ε the
/// right's. F66. What its sale brings: use value(month) × L × exp(q η − q²/2) × alive × (1 −
/// firm-specific) × f × (1 − costs), q the estimate's ln-SD, f by F64 on the score
/// √c × sector + √(1−c) × ε′. Yuan of the whole right.
double sale_proceeds_yuan(const SeverityColumns& columns, const RightColumn& right,
                          std::uint16_t month, double borrower_score, const PathDraws& draws);

/// F67. The rows of each default: owed = balance of the month before + unpaid interest; then what
/// comes in by time, each at most what is still owed: the rights' parts, and other sources'
/// fraction (F64) of what was owed. Where severity_by_age holds: principal = amount lent × fraction
/// (F64) by age, no interest, no recovery. Appended unsorted; rows without money are left out, but
/// for the default itself. A default with nothing owed is none.
void sever(const SeverityColumns& columns, const DefaultDraw& defaults, const PathDraws& draws,
           std::vector<TapeRow>& rows);

}  // namespace pledgelab
