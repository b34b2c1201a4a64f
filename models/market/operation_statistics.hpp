// Counts of operations by year and by kind, class, region or party: tables with growth and shares,
// rankings, and the arithmetic by which a printed percentage is checked against counts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/base/ratio.hpp"
#include "models/market/operations.hpp"

namespace pledgelab {

/// What is counted once. `patent`: each patent in each operation (件次), so that parts add up to
/// the whole. `operation`: each operation in every part that it touches: the parts may add up to
/// more than the whole.
enum class CountUnit : std::uint8_t { patent, operation };

/// What the rows of a table are: a fact of the record.
enum class MarketFact : std::uint8_t {
  operation,
  patent_kind,
  technology_class,  // as stated, at most a subclass
  section,           // the first letter, or the Locarno class
  region,
  from_kind,
  to_kind,
  from_party,
  to_party,
  patent,
  international  // "true", "false"
};

/// The record's fact as a word; empty: not stated.
std::string fact_of(const Operation& record, MarketFact fact);

/// One part of a table; `key` empty: not stated.
struct CountRow {
  std::string key;
  std::vector<std::int64_t> by_year;
  std::int64_t total = 0;
};

/// Counts by year. by_year[i] is of year first_year + i; years without an operation count 0.
struct CountTable {
  CountUnit unit = CountUnit::patent;
  int first_year = 0;
  std::vector<CountRow> rows;  // by key, as bytes
  CountRow whole;              // each thing once; key "all"
  std::int64_t overlap = 0;    // Σ rows − whole; 0 by patents
};

/// Which records a table or ranking counts.
struct RecordFilter {
  std::optional<OperationKind> kind;
  std::optional<HolderKind> from_kind;
  [[nodiscard]] bool takes(const Operation& record) const;
};

/// Counts of the records that `filter` takes, over the years of all `records`. Error M-161: none.
Result<CountTable> count_operations(std::span<const Operation> records, MarketFact fact,
                                    CountUnit unit, const RecordFilter& filter = {});

/// F100. Growth against the year before, exactly: (now − before) / before; none without a year
/// before or where it counts 0. Error M-162: a negative count.
Result<std::optional<Ratio>> growth(std::int64_t before, std::int64_t now);
/// Year by year; none for the first.
std::vector<std::optional<Ratio>> growths(const CountRow& row);

/// F102. A part of a whole, exactly. Error M-162: a negative part, a part above the whole, a whole
/// of 0.
Result<Ratio> share_of(std::int64_t part, std::int64_t whole);

/// Whole numbers from `least` to `most`; none when most < least.
struct CountRange {
  std::int64_t least = 0;
  std::int64_t most = -1;
  [[nodiscard]] bool empty() const { return most < least; }
};

/// F101. Every count of the year before that gives a growth printed as `growth_frac`, rounded to
/// `half_step` on either side (0.00005 for a percentage with two decimals; the bounds included):
/// now / (1 + g + h) ≤ before ≤ now / (1 + g − h). A printed 53.62 % on 16,745 leaves 10,900 alone.
/// Error M-162: now < 0, not -1 < g - h, h < 0, or a number that is not finite.
Result<CountRange> counts_before(std::int64_t now, double growth_frac, double half_step);

/// One place of a ranking.
struct RankedCount {
  std::string key;
  std::int64_t count = 0;
  Ratio share;  // of all that the ranking counts, those without a stated key too
};

/// The largest counts first; equal ones by key, as bytes.
struct CountRanking {
  CountUnit unit = CountUnit::patent;
  std::vector<RankedCount> places;
  std::int64_t whole = 0;      // all counted
  std::int64_t unstated = 0;   // of them without a key: in no place
  std::size_t keys = 0;        // distinct keys
  std::size_t tied_below = 0;  // keys left out that count as many as the last place
};

/// The first `top` keys of a fact. Error M-161: no record is taken; M-162: top of 0.
Result<CountRanking> rank_operations(std::span<const Operation> records, MarketFact fact,
                                     CountUnit unit, std::size_t top,
                                     const RecordFilter& filter = {});

}  // namespace pledgelab
