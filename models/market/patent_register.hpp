// The patents that could have been traded: what a register holds, read strictly from a sheet; the
// denominator of every rate of operations.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/error.hpp"
#include "models/book/asset.hpp"
#include "models/market/record_sheet.hpp"

namespace pledgelab {

/// One patent. In force from `grant` until the day before `end`; no `end`: still in force.
struct RegisteredPatent {
  std::string id;
  AssetKind kind = AssetKind::invention;  // invention, utility_model or design
  std::string technology_class;           // canonical; empty: not stated
  std::optional<Date> filing;
  std::optional<Date> grant;  // none: an application, never in force here
  std::optional<Date> end;    // lapse, invalidation or end of the term
};

/// read = kept + rejected.
struct RegisterReading {
  std::vector<RegisteredPatent> patents;
  std::vector<Reject> rejects;
  RecordCount count;
  std::vector<std::string> notes;
};

/// Columns: patent_id, kind, and if there technology_class, filing_date, grant_date, end_date;
/// Chinese headers and words as spelled in the source. A month without a day is its first day.
/// Errors of the header: M-151; M-156 when no row is left. Faults of a row, which is then left out:
/// M-153 to M-155; M-159 a patent given twice; M-160 dates out of order (filing ≤ grant ≤ end).
Result<RegisterReading> read_register(const Cells& cells);

/// Days in force within [from, to); 0 when there are none.
std::int64_t days_in_force(const RegisteredPatent& patent, Date from, Date to);

}  // namespace pledgelab
