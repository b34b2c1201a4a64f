#include "models/market/operation_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "models/book/words.hpp"
#include "models/market/technology_class.hpp"

namespace pledgelab {
namespace {

Error nothing_taken() {
  return {"M-161",
          {},
          "no operation of the asked kind",
          "look at the words of the column operation",
          ErrorKind::input};
}

Error outside(const std::string& what) { return {"M-162", {}, what, "", ErrorKind::input}; }

std::string holder_word(const std::optional<HolderKind>& kind) {
  return kind ? kHolderWords[static_cast<std::size_t>(*kind)].word : "";
}

std::string section_of(std::string technology_class) {
  while (class_depth(technology_class) > 1) technology_class = parent_class(technology_class);
  return technology_class;
}

int year_of(const Operation& record) { return civil(record.date).year; }

// One thing counted: in which part, in which operation, in which year.
struct Counted {
  std::uint32_t part = 0;
  std::uint32_t operation = 0;
  int year = 0;
};

// The taken records by part; by operations each one once in each part.
struct Parts {
  std::vector<std::string> keys;
  std::vector<Counted> counted;
  std::vector<Counted> whole;
};

bool same_thing(const Counted& a, const Counted& b) {
  return a.part == b.part && a.operation == b.operation;
}

void once_an_operation(std::vector<Counted>& counted) {
  std::sort(counted.begin(), counted.end(), [](const Counted& a, const Counted& b) {
    return std::pair(a.part, a.operation) < std::pair(b.part, b.operation);
  });
  counted.erase(std::unique(counted.begin(), counted.end(), same_thing), counted.end());
}

Parts parts_of(std::span<const Operation> records, MarketFact fact, CountUnit unit,
               const RecordFilter& filter) {
  Parts parts;
  std::map<std::string, std::uint32_t> part_of;
  for (const Operation& record : records) {
    if (!filter.takes(record)) continue;
    const auto next = static_cast<std::uint32_t>(parts.keys.size());
    const auto [found, fresh] = part_of.emplace(fact_of(record, fact), next);
    if (fresh) parts.keys.push_back(found->first);
    parts.counted.push_back({found->second, record.operation, year_of(record)});
    parts.whole.push_back({0, record.operation, year_of(record)});
  }
  if (unit == CountUnit::operation) {
    once_an_operation(parts.counted);
    once_an_operation(parts.whole);
  }
  return parts;
}

void add(CountRow& row, int year, int first_year) {
  ++row.by_year[static_cast<std::size_t>(year - first_year)];
  ++row.total;
}

}  // namespace

std::string fact_of(const Operation& record, MarketFact fact) {
  switch (fact) {
    case MarketFact::operation:
      return kOperationWords[static_cast<std::size_t>(record.kind)].word;
    case MarketFact::patent_kind:
      return word_of(record.patent_kind, kAssetKindWords);
    case MarketFact::technology_class:
      return record.technology_class;
    case MarketFact::section:
      return section_of(record.technology_class);
    case MarketFact::region:
      return record.region;
    case MarketFact::from_kind:
      return holder_word(record.from_kind);
    case MarketFact::to_kind:
      return holder_word(record.to_kind);
    case MarketFact::from_party:
      return record.from_party;
    case MarketFact::to_party:
      return record.to_party;
    case MarketFact::patent:
      return record.patent_id;
    case MarketFact::international:
      break;
  }
  if (!record.international) return {};
  return *record.international ? "true" : "false";
}

bool RecordFilter::takes(const Operation& record) const {
  return (!kind || record.kind == *kind) && (!from_kind || record.from_kind == from_kind);
}

Result<CountTable> count_operations(std::span<const Operation> records, MarketFact fact,
                                    CountUnit unit, const RecordFilter& filter) {
  const Parts parts = parts_of(records, fact, unit, filter);
  if (parts.counted.empty()) return nothing_taken();
  int first = std::numeric_limits<int>::max();
  int last = std::numeric_limits<int>::min();
  for (const Operation& record : records) {
    first = std::min(first, year_of(record));
    last = std::max(last, year_of(record));
  }
  const std::vector<std::int64_t> none(static_cast<std::size_t>(last - first) + 1, 0);
  CountTable table;
  table.unit = unit;
  table.first_year = first;
  table.whole = {"all", none, 0};
  for (const std::string& key : parts.keys) table.rows.push_back({key, none, 0});
  for (const Counted& one : parts.counted) add(table.rows[one.part], one.year, first);
  for (const Counted& one : parts.whole) add(table.whole, one.year, first);
  for (const CountRow& row : table.rows) table.overlap += row.total;
  table.overlap -= table.whole.total;
  std::sort(table.rows.begin(), table.rows.end(),
            [](const CountRow& a, const CountRow& b) { return a.key < b.key; });
  return table;
}

Result<std::optional<Ratio>> growth(std::int64_t before, std::int64_t now) {
  if (before < 0 || now < 0) return outside("a count is negative");
  if (before == 0) return std::optional<Ratio>();
  return std::optional(Ratio::of(now - before, before));
}

std::vector<std::optional<Ratio>> growths(const CountRow& row) {
  std::vector<std::optional<Ratio>> found(row.by_year.size());
  for (std::size_t i = 1; i < found.size(); ++i) {
    const std::int64_t before = row.by_year[i - 1];
    if (before > 0) found[i] = Ratio::of(row.by_year[i] - before, before);
  }
  return found;
}

Result<Ratio> share_of(std::int64_t part, std::int64_t whole) {
  if (part < 0 || whole <= 0 || part > whole) {
    return outside("a share needs 0 <= part <= whole and a whole above 0");
  }
  return Ratio::of(part, whole);
}

Result<CountRange> counts_before(std::int64_t now, double growth_frac, double half_step) {
  const bool finite = std::isfinite(growth_frac) && std::isfinite(half_step);
  if (!finite || now < 0 || half_step < 0 || growth_frac - half_step <= -1) {
    return outside("needs a count from 0, half_step from 0 and growth above -1 + half_step");
  }
  const auto count = static_cast<double>(now);
  const double low = count / (1 + growth_frac + half_step);
  const double high = count / (1 + growth_frac - half_step);
  if (high >= 9e15) return outside("the count of the year before is too large");
  // A bound that is whole but for rounding is whole, and counts.
  const double slack = 1e-12 * high;
  return CountRange{static_cast<std::int64_t>(std::ceil(low - slack)),
                    static_cast<std::int64_t>(std::floor(high + slack))};
}

Result<CountRanking> rank_operations(std::span<const Operation> records, MarketFact fact,
                                     CountUnit unit, std::size_t top, const RecordFilter& filter) {
  if (top == 0) return outside("a ranking needs at least one place");
  const Parts parts = parts_of(records, fact, unit, filter);
  if (parts.counted.empty()) return nothing_taken();
  CountRanking ranking;
  ranking.unit = unit;
  ranking.whole = static_cast<std::int64_t>(parts.whole.size());
  std::vector<RankedCount> all;
  for (const std::string& key : parts.keys) all.push_back({key, 0, {}});
  for (const Counted& one : parts.counted) ++all[one.part].count;
  const auto unstated =
      std::find_if(all.begin(), all.end(), [](const RankedCount& one) { return one.key.empty(); });
  if (unstated != all.end()) {
    ranking.unstated = unstated->count;
    all.erase(unstated);
  }
  std::sort(all.begin(), all.end(), [](const RankedCount& a, const RankedCount& b) {
    return a.count != b.count ? a.count > b.count : a.key < b.key;
  });
  ranking.keys = all.size();
  for (std::size_t i = top; i < all.size() && all[i].count == all[top - 1].count; ++i) {
    ++ranking.tied_below;
  }
  all.resize(std::min(top, all.size()));
  for (RankedCount& one : all) one.share = Ratio::of(one.count, ranking.whole);
  ranking.places = std::move(all);
  return ranking;
}

}  // namespace pledgelab
