// A periods file: what parties held and earned, period by period; the figures of ratios and of
// limits that no loss carries.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/cells.hpp"
#include "models/base/date.hpp"
#include "models/base/error.hpp"
#include "models/policy/ratios.hpp"

namespace pledgelab {

/// One figure: `fen` of `measure` of a party (empty: the whole scheme) for loans named by `scheme`
/// (a policy's id; empty: all loans of the party; or a text of its own). A stock stands at `end`,
/// a flow belongs to start … end. `cohort`: the year of origination, none: of all years.
struct PeriodRow {
  std::string party;
  std::string scheme;
  Date start;
  Date end;
  std::optional<int> cohort;
  MeasureKind measure = MeasureKind::lent;
  std::int64_t fen = 0;
  std::uint32_t line = 0;
};

/// All rows, by (end, line). No two rows of one party, scheme, cohort and measure stand at the same
/// day (stocks) or share a day (flows). Amounts are of one currency, none negative.
struct Periods {
  std::string file;
  std::vector<PeriodRow> rows;
};

/// Columns: party_id, scheme_id, period_start, period_end, measure, value_SUF (SUF = yuan for CNY,
/// else the ISO code), and cohort, which may be missing. Errors: P-152 another currency or unit;
/// P-161 a column that is missing, unknown or given twice; P-162 a cell that cannot be read (no
/// date, no year, no amount, a negative one, an end before its start); P-163 an unknown measure,
/// with the nearest; P-164 a row given twice, or flows that share days.
Result<Periods> read_periods(const Cells& cells, const std::string& currency);

/// The rows of one party, measure and choice of loans, by end; what a figure is taken from.
using PeriodSeries = std::vector<PeriodRow>;

/// Which days and which loans a figure is of: period ends in [from, to]; rows of the cohort where
/// it is set. Else the rows with an empty cohort, which are of all cohorts together; where the
/// series has none of these, those of each cohort, added.
struct PeriodSpan {
  Date from;
  Date to;
  std::optional<int> cohort;
};

/// A flow: Σ of the rows whose end lies in the span. A stock: what stands at the last of these
/// ends. None where no row does, or where the sum leaves 64 bits.
std::optional<std::int64_t> figure_of(const PeriodSeries& series, MeasureKind measure,
                                      const PeriodSpan& span);

/// The first and the last day that a span without limits has.
inline constexpr Date kFirstDay{-2'000'000};
inline constexpr Date kLastDay{2'000'000};

/// The rows of `party` and `scheme` for `measure`, by end.
PeriodSeries series_of(const Periods& periods, MeasureKind measure, const std::string& party,
                       const std::string& scheme);

}  // namespace pledgelab
