#include "models/market/liquidity.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>

#include "models/base/statistics.hpp"
#include "models/market/credibility.hpp"
#include "models/market/technology_class.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kDepths = 3;         // section, class, subclass
constexpr std::size_t kLeastWatched = 10;  // for a part traded that can be shown
constexpr double kYearDays = 365.25;
constexpr std::size_t kNoParent = std::numeric_limits<std::size_t>::max();

Error fault(const char* code, const std::string& what, const std::string& hint = {}) {
  return {code, {}, what, hint, ErrorKind::input};
}

// A class of the tree while it is counted.
struct TreeClass {
  ClassLiquidity told;
  std::size_t parent = kNoParent;
  std::size_t depth = 0;
  std::vector<double> moved;  // patents by operation
  std::vector<double> first_years;
  std::vector<TradeSpell> spells;

  [[nodiscard]] double years() const { return static_cast<double>(told.patent_days) / kYearDays; }
};

// A record that counts: whose patent, in which operation.
struct Hit {
  std::size_t patent = 0;
  std::uint32_t operation = 0;
};

struct Tree {
  std::span<const RegisteredPatent> patents;
  LiquidityTerms terms;
  std::vector<TreeClass> classes = {};  // 0: all
  std::map<std::string, std::size_t> class_at = {};
  std::vector<std::size_t> leaf_of = {};           // by patent
  std::vector<std::optional<Date>> first_of = {};  // by patent: first record in the terms
  std::vector<Hit> hits = {};
};

std::size_t grow(Tree& tree, const std::string& name) {
  const auto known = tree.class_at.find(name);
  if (known != tree.class_at.end()) return known->second;
  TreeClass fresh;
  fresh.told.technology_class = name;
  fresh.depth = static_cast<std::size_t>(class_depth(name));
  if (!name.empty()) fresh.parent = grow(tree, parent_class(name));
  const std::size_t at = tree.classes.size();
  tree.classes.push_back(std::move(fresh));
  tree.class_at.emplace(name, at);
  return at;
}

// Each class from the leaf up to all.
template <class Visit>
void upwards(Tree& tree, std::size_t leaf, const Visit& visit) {
  for (std::size_t at = leaf; at != kNoParent; at = tree.classes[at].parent) {
    visit(tree.classes[at]);
  }
}

void add_exposure(Tree& tree) {
  grow(tree, "");
  for (const RegisteredPatent& patent : tree.patents) {
    const std::size_t leaf = grow(tree, patent.technology_class);
    tree.leaf_of.push_back(leaf);
    const std::int64_t days = days_in_force(patent, tree.terms.from, tree.terms.to);
    if (days == 0) continue;
    upwards(tree, leaf, [&](TreeClass& at) {
      ++at.told.patents;
      at.told.patent_days += days;
    });
  }
}

bool in_force(const RegisteredPatent& patent, Date date) {
  return patent.grant && *patent.grant <= date && (!patent.end || date < *patent.end);
}

void find_hits(Tree& tree, std::span<const Operation> records, Liquidity& liquidity) {
  std::unordered_map<std::string, std::size_t> patent_at;
  for (std::size_t i = 0; i < tree.patents.size(); ++i) patent_at.emplace(tree.patents[i].id, i);
  tree.first_of.resize(tree.patents.size());
  for (const Operation& record : records) {
    if (record.kind != tree.terms.kind) continue;
    const auto found = patent_at.find(record.patent_id);
    if (record.date < tree.terms.from || record.date >= tree.terms.to) {
      ++liquidity.outside_terms;
    } else if (found == patent_at.end()) {
      ++liquidity.unregistered;
    } else if (const RegisteredPatent& patent = tree.patents[found->second];
               patent.filing && record.date < *patent.filing) {
      ++liquidity.before_filing;
    } else {
      std::optional<Date>& first = tree.first_of[found->second];
      if (!first || record.date < *first) first = record.date;
      if (in_force(patent, record.date)) {
        tree.hits.push_back({found->second, record.operation});
      } else {
        ++liquidity.not_in_force;
      }
    }
  }
}

// Counts of one class from (class, operation) and (class, patent) pairs in order.
void add_records(Tree& tree) {
  std::vector<std::pair<std::size_t, std::size_t>> by_operation;
  std::vector<std::pair<std::size_t, std::size_t>> by_patent;
  for (const Hit& hit : tree.hits) {
    for (std::size_t at = tree.leaf_of[hit.patent]; at != kNoParent; at = tree.classes[at].parent) {
      by_operation.emplace_back(at, hit.operation);
      by_patent.emplace_back(at, hit.patent);
    }
  }
  std::sort(by_operation.begin(), by_operation.end());
  for (auto at = by_operation.begin(); at != by_operation.end();) {
    const auto next = std::upper_bound(at, by_operation.end(), *at);
    TreeClass& one = tree.classes[at->first];
    one.told.records += next - at;
    one.moved.push_back(static_cast<double>(next - at));
    at = next;
  }
  std::sort(by_patent.begin(), by_patent.end());
  by_patent.erase(std::unique(by_patent.begin(), by_patent.end()), by_patent.end());
  for (const auto& pair : by_patent) ++tree.classes[pair.first].told.traded_patents;
}

double years_between(Date from, Date to) { return (to.days - from.days) / kYearDays; }

// Time since filing, watched from the first day of the terms to the first record, the end of the
// right or of the terms.
void add_spells(Tree& tree) {
  for (std::size_t i = 0; i < tree.patents.size(); ++i) {
    const RegisteredPatent& patent = tree.patents[i];
    if (!patent.filing) continue;
    const std::optional<Date>& first = tree.first_of[i];
    Date exit = patent.end ? std::min(*patent.end, tree.terms.to) : tree.terms.to;
    if (first) exit = *first;
    const Date entry = std::max(*patent.filing, tree.terms.from);
    const TradeSpell spell{years_between(*patent.filing, entry),
                           years_between(*patent.filing, exit), first.has_value()};
    upwards(tree, tree.leaf_of[i], [&](TreeClass& at) {
      if (first) at.first_years.push_back(spell.exit_years);
      if (spell.exit_years > spell.entry_years) at.spells.push_back(spell);
    });
  }
}

void tell_times(TreeClass& one, double horizon_years) {
  if (!one.first_years.empty()) {
    std::sort(one.first_years.begin(), one.first_years.end());
    one.told.first_trade_median_years = quantile_sorted(one.first_years, 0.5);
  }
  const auto within = traded_within(one.spells, horizon_years);
  if (within && within.value().least_at_risk >= kLeastWatched) {
    one.told.traded_within_frac = within.value().frac;
  }
}

Outcome tell_own(TreeClass& one) {
  if (!one.moved.empty()) {
    const auto effective = effective_number(one.moved);
    if (!effective) return effective.errors();
    one.told.effective_count = effective.value();
  }
  if (one.told.patent_days == 0) return Done{};
  const auto rate = operation_rate(static_cast<double>(one.told.records),
                                   static_cast<double>(one.told.patent_days));
  if (!rate) return rate.errors();
  one.told.rate_annual = rate.value();
  return Done{};
}

Result<DepthMoments> moments_at(const Tree& tree, std::size_t depth) {
  DepthMoments moments;
  double sum = 0;
  double squares = 0;
  std::map<std::size_t, std::vector<ClassExposure>> siblings;
  for (const TreeClass& one : tree.classes) {
    if (one.depth != depth || one.told.patent_days == 0) continue;
    siblings[one.parent].push_back({one.years(), static_cast<double>(one.told.records)});
    for (const double n : one.moved) {
      sum += n;
      squares += n * n;
    }
  }
  if (sum > 0) moments.dispersion = squares / sum;
  std::vector<std::vector<ClassExposure>> by_parent;
  by_parent.reserve(siblings.size());
  for (auto& family : siblings) by_parent.push_back(std::move(family.second));
  const auto between = between_variance(by_parent, moments.dispersion);
  if (!between) return between.errors();
  moments.between_variance = between.value();
  return moments;
}

Outcome believe(TreeClass& one, const ClassLiquidity& parent, const DepthMoments& moments,
                double least_records) {
  const double expected = parent.estimate_annual * one.years() / moments.dispersion;
  const bool thin = one.told.effective_count < least_records && expected < least_records;
  if (thin || one.told.patent_days == 0) {
    one.told.estimate_annual = parent.estimate_annual;
    one.told.stands_on = parent.stands_on;
    return Done{};
  }
  const auto weight = credibility_weight(one.years(), moments.dispersion, parent.estimate_annual,
                                         moments.between_variance);
  if (!weight) return weight.errors();
  const double z = weight.value();
  one.told.credibility = z;
  one.told.estimate_annual = z * one.told.rate_annual + (1 - z) * parent.estimate_annual;
  one.told.stands_on = z > 0 ? one.told.technology_class : parent.stands_on;
  return Done{};
}

Outcome believe_all(Tree& tree, Liquidity& liquidity) {
  ClassLiquidity& all = tree.classes[0].told;
  all.credibility = 1;
  all.estimate_annual = all.rate_annual;
  for (std::size_t depth = 1; depth <= kDepths; ++depth) {
    const auto moments = moments_at(tree, depth);
    if (!moments) return moments.errors();
    liquidity.depths.push_back(moments.value());
    for (TreeClass& one : tree.classes) {
      if (one.depth != depth) continue;
      auto told =
          believe(one, tree.classes[one.parent].told, moments.value(), tree.terms.least_records);
      if (!told) return told;
      one.told.relative = one.told.estimate_annual / tree.classes[0].told.estimate_annual;
    }
  }
  return Done{};
}

Outcome check_terms(const LiquidityTerms& terms) {
  if (terms.to <= terms.from)
    return fault("M-165", "the days of the records end before they begin",
                 "the first day must lie before the day after the last");
  if (!(std::isfinite(terms.least_records) && terms.least_records >= 0)) {
    return fault("M-165", "the least number of records must be 0 or more", "20 is usual");
  }
  if (!(std::isfinite(terms.horizon_years) && terms.horizon_years > 0)) {
    return fault("M-165", "the horizon must be above 0 years", "10 is usual");
  }
  return Done{};
}

Outcome check_counted(const Tree& tree) {
  const ClassLiquidity& all = tree.classes[0].told;
  if (all.patent_days == 0) {
    return fault("M-165",
                 "no patent of the register is in force between " + to_iso(tree.terms.from) +
                     " and " + to_iso(tree.terms.to),
                 "look at grant_date and end_date of the patents");
  }
  if (all.records == 0) {
    return fault("M-165",
                 std::string("no ") +
                     kOperationWords[static_cast<std::size_t>(tree.terms.kind)].word +
                     " of a registered patent in force lies between the days asked",
                 "the patents file must hold the patents that were traded and those that were not");
  }
  return Done{};
}

}  // namespace

const ClassLiquidity& Liquidity::of(const std::string& technology_class) const {
  for (std::string at = technology_class; !at.empty(); at = parent_class(at)) {
    for (const ClassLiquidity& one : classes) {
      if (one.technology_class == at) return one;
    }
  }
  PL_CHECK(!classes.empty());
  return classes.front();
}

Result<Liquidity> measure_liquidity(std::span<const Operation> records,
                                    std::span<const RegisteredPatent> patents,
                                    const LiquidityTerms& terms) {
  if (const Outcome checked = check_terms(terms); !checked) return checked.errors();
  Liquidity liquidity;
  liquidity.terms = terms;
  Tree tree{patents, terms};
  add_exposure(tree);
  find_hits(tree, records, liquidity);
  add_records(tree);
  if (const Outcome checked = check_counted(tree); !checked) return checked.errors();
  add_spells(tree);
  for (TreeClass& one : tree.classes) {
    tell_times(one, terms.horizon_years);
    if (const Outcome told = tell_own(one); !told) return told.errors();
  }
  if (const Outcome told = believe_all(tree, liquidity); !told) return told.errors();
  for (const auto& named : tree.class_at) {
    liquidity.classes.push_back(std::move(tree.classes[named.second].told));
  }
  return liquidity;
}

}  // namespace pledgelab
