// Reads a table of evidence. Strict: a price that is misread moves a loan, so one wrong row refuses
// the file, and all wrong rows are told at once.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/base/cells.hpp"
#include "models/base/error.hpp"
#include "models/book/asset.hpp"
#include "models/evidence/evidence.hpp"

namespace pledgelab {

/// The book that evidence is of.
struct EvidenceReading {
  std::span<const std::string> asset_ids;  // in the book's order
  std::string currency;                    // of the book
  Date as_of;                              // what is dated later was not known
  std::span<const AssetKind> kinds = {};   // of the rights; empty: none is held to be a patent
};

/// Columns: asset_id, kind (own_transaction, outside_appraisal, licence_contract, excess_earnings,
/// index_on_prior, incremental_profit, income_split, development_option), date, basis (use_value,
/// arms_length, related_party, forced_sale), and by kind value (price or appraised value, with its
/// unit: value_yuan, 价值(万元)), valuer_id, annual_fee (of a licence, with its unit), until (last
/// day of a licence), licence_form (exclusive, sole, ordinary); of excess earnings revenue (the
/// product's sales of the year that begins on `date`, with its unit), ebit_margin (20%),
/// contributory_charge (of that year, after tax, with its unit) and, where known, revenue_growth
/// (5%); of an incremental profit extra_profit (a year before tax, with its unit, with the right
/// against without it) and, where known, revenue_growth; of a split operating_profit (the
/// product's, a year before tax, with its unit), split_share (25%) and, where known,
/// revenue_growth; of a development project_value (present value, after tax, of the product's cash
/// flows if developed on `date`) and development_cost, with their units, and, where known,
/// volatility (47%, a year); of an index z (within -5 to 5) or percentile (within 0 to 1), among
/// the cohort. Chinese headers and words as spelled in the source. An appraisal is of a use_value
/// (also written market_value) or of a forced_sale (liquidation) value; what is forecast to be
/// earned, an option and an index are of a use_value; a transaction or licence is arms_length,
/// related_party or, a transaction alone, forced_sale. Errors, all of the file at once: M-151 to
/// M-155 columns and cells (market/record_sheet.hpp); EV-101 a right that the book does not have,
/// with the nearest id; EV-102 dated after the as-of date, or a licence that ends before it begins;
/// EV-103 an amount, a margin, a split share, a cost of development or a volatility of 0 or less,
/// or a growth of -100 %; EV-104 a cell that the kind needs and the row lacks, or has and cannot
/// use; EV-105 the same right, kind, date and valuer again; EV-106 no row; EV-115 a z or percentile
/// outside its domain; EV-116 an index of a right that is no patent; EV-117 a development option of
/// such a right.
Result<std::vector<EvidenceRow>> read_evidence(const Cells& cells, const EvidenceReading& reading);

}  // namespace pledgelab
