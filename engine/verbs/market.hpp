// Verb market: what records of transfers, licences and pledges say: counts by year, growth, shares,
// rankings, and with the register liquidity by class and the scenario that carries it to a run.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/error.hpp"
#include "models/book/quarantine.hpp"
#include "models/market/liquidity.hpp"
#include "models/market/operation_statistics.hpp"
#include "models/market/sale_relative.hpp"

namespace pledgelab {

struct MarketRequest {
  std::string operations_path;
  std::string patents_path;     // the register; empty: no liquidity
  std::vector<std::string> by;  // year, kind, class, region, party; empty: all of them
  CountUnit unit = CountUnit::patent;
  std::size_t top = 10;
  std::optional<Date> from;       // records from this day; none: from the first
  std::optional<Date> through;    // to this day, included; none: to the last
  double least_records = 20;      // a class with fewer takes its parent's liquidity
  QuarantineLimit most_rejected;  // of each file
  std::string relatives_path;     // a scenario to be written; must not exist; empty: none
};

/// A table with what it counts: the rows' fact, of one kind of operation or of all.
struct MarketTable {
  std::string id;  // "transfers_by_kind"
  MarketFact fact = MarketFact::operation;
  std::optional<OperationKind> kind;
  CountTable counts;
};

struct MarketRanking {
  std::string id;  // "transferors"
  MarketFact fact = MarketFact::from_party;
  CountRanking ranking;
};

struct MarketOutcome {
  CountUnit unit = CountUnit::patent;
  Date first;  // of the records counted
  Date last;
  RecordCount operations_rows;
  std::size_t outside_days = 0;     // rows kept that lie outside the days asked
  std::size_t operation_count = 0;  // operations counted
  std::optional<RecordCount> patents_rows;
  std::vector<MarketTable> tables;
  std::vector<MarketRanking> rankings;
  std::optional<Liquidity> liquidity;
  std::vector<SaleRelative> relatives;
  std::string relatives_written;  // the file
  std::vector<std::string> warnings;
};

/// The words of --by, in order.
const std::vector<std::string>& market_groups();

/// Errors: those of the readers and of the stages; M-167 a word of `by` that is none, --relatives
/// without a register; M-168 more rows left out than borne (quarantined), with the first twenty;
/// M-169 the file of relatives is there already; M-170 no record within the days.
Result<MarketOutcome> market(const MarketRequest& request);

}  // namespace pledgelab
