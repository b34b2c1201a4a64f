#include "models/offer/matching.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/market/technology_class.hpp"

namespace pledgelab {
namespace {

Error refused(const char* code, const std::string& message, const std::string& hint) {
  return {code, {}, message, hint, ErrorKind::input};
}

bool is_frac(double x) { return x >= 0 && x <= 1; }

bool is_class(const std::string& text) {
  const auto parsed = parse_technology_class(text);
  return parsed && *parsed == text;
}

// The nearest pair of classes of two lists; ties: the first.
struct NearestPair {
  double nearness = 0;
  std::string one;
  std::string other;
};

Result<NearestPair> nearest_pair(const std::vector<std::string>& ones,
                                 const std::vector<std::string>& others,
                                 const ClassNearness& levels) {
  NearestPair best;
  for (const std::string& one : ones) {
    for (const std::string& other : others) {
      const auto nearness = class_nearness(one, other, levels);
      if (!nearness) return nearness.errors();
      if (nearness.value() > best.nearness) best = {nearness.value(), one, other};
    }
  }
  return best;
}

// Goods classes meet or do not: Nice has no tree.
NearestPair same_goods(const std::vector<std::string>& ones, const std::vector<std::string>& others,
                       double nearness) {
  for (const std::string& one : ones) {
    if (std::find(others.begin(), others.end(), one) != others.end()) return {nearness, one, one};
  }
  return {};
}

Outcome add_technology(const OfferPackage& package, const OfferFirm& firm,
                       const MatchLevels& levels, FirmMatch& match) {
  auto technology =
      nearest_pair(package.technology_classes, firm.technology_classes, levels.nearness);
  if (!technology) return technology.errors();
  NearestPair best = std::move(technology).value();
  const NearestPair goods =
      same_goods(package.goods_classes, firm.goods_classes, levels.nearness.subclass_frac);
  if (goods.nearness > best.nearness) best = goods;
  match.technology = {levels.technology_weight, best.nearness};
  match.package_class = best.one;
  match.firm_class = best.other;
  return Done{};
}

Outcome add_dealings(const OfferPackage& package, const OfferFirm& firm, const MatchLevels& levels,
                     FirmMatch& match) {
  match.dealings.weight = levels.dealings_weight;
  // Dealings are recorded by technology class: of a package of marks alone they say nothing.
  if (!firm.taken_classes || package.technology_classes.empty()) return Done{};
  const auto taken = nearest_pair(package.technology_classes, *firm.taken_classes, levels.nearness);
  if (!taken) return taken.errors();
  match.dealings.value_frac = taken.value().nearness;
  match.taken_class = taken.value().other;
  return Done{};
}

std::optional<Deal> suggested(const OfferPackage& package, const OfferFirm& firm,
                              const MatchLevels& levels) {
  std::optional<double> most;
  if (firm.size) most = levels.most_price_yuan[static_cast<std::size_t>(*firm.size)];
  for (std::size_t deal = 0; deal < kDeals; ++deal) {
    const auto& price = package.deals[deal].price;
    if (price && (!most || price->mid_yuan <= *most)) return static_cast<Deal>(deal);
  }
  return std::nullopt;
}

}  // namespace

Result<double> class_nearness(const std::string& one, const std::string& other,
                              const ClassNearness& levels) {
  const bool ordered = is_frac(levels.subclass_frac) && is_frac(levels.section_frac) &&
                       levels.subclass_frac >= levels.class_frac &&
                       levels.class_frac >= levels.section_frac;
  if (!ordered) {
    return refused("O-104", "nearness must lie in 0..1 and not grow with the distance",
                   "subclass ≥ class ≥ section");
  }
  for (const std::string& text : {one, other}) {
    if (is_class(text)) continue;
    return refused("O-104", "'" + text + "' is no technology class",
                   "write an IPC subclass (H01M), class (H01) or section (H), or a Locarno class "
                   "(06-01)");
  }
  std::string mine = one;
  std::string yours = other;
  while (mine != yours) {
    std::string& deeper = class_depth(mine) >= class_depth(yours) ? mine : yours;
    deeper = parent_class(deeper);
  }
  if (mine.empty()) return 0.0;
  // A Locarno subclass (06-01) is as narrow as Locarno goes: it stands with the IPC's subclass.
  const bool locarno = mine[0] >= '0' && mine[0] <= '9';
  switch (class_depth(mine) + (locarno ? 1 : 0)) {
    case 1:
      return levels.section_frac;
    case 2:
      return levels.class_frac;
    default:
      return levels.subclass_frac;
  }
}

Result<double> match_score(std::span<const MatchCriterion> criteria) {
  if (criteria.empty() || !(criteria.front().weight > 0)) {
    return refused("O-105", "a score needs its first criterion, the technology, with a weight", "");
  }
  double top = 0;
  double bottom = 0;
  for (const MatchCriterion& one : criteria) {
    if (!(one.weight >= 0) || !std::isfinite(one.weight) ||
        (one.value_frac && !is_frac(*one.value_frac))) {
      return refused("O-105", "weights must be 0 or more, values within 0..1",
                     "write 0.6 for 60 %");
    }
    if (!one.value_frac) continue;
    top += one.weight * *one.value_frac;
    bottom += one.weight;
  }
  if (criteria.front().value_frac.value_or(0) <= 0) return 0.0;
  return top / bottom;
}

Result<std::vector<FirmMatch>> match_firms(const OfferPackage& package,
                                           std::span<const OfferFirm> firms,
                                           const MatchLevels& levels) {
  std::vector<FirmMatch> matches;
  for (std::size_t i = 0; i < firms.size(); ++i) {
    const OfferFirm& firm = firms[i];
    FirmMatch match;
    match.firm = i;
    if (const Outcome added = add_technology(package, firm, levels, match); !added) {
      return added.errors();
    }
    match.region.weight = levels.region_weight;
    if (!package.region.empty() && !firm.region.empty()) {
      match.region.value_frac = package.region == firm.region ? 1 : 0;
    }
    if (const Outcome added = add_dealings(package, firm, levels, match); !added) {
      return added.errors();
    }
    const std::array criteria = {match.technology, match.region, match.dealings};
    const auto score = match_score(criteria);
    if (!score) return score.errors();
    match.score_frac = score.value();
    match.suggested = suggested(package, firm, levels);
    if (match.score_frac > 0 && match.score_frac >= levels.least_score) matches.push_back(match);
  }
  std::stable_sort(matches.begin(), matches.end(), [&](const FirmMatch& a, const FirmMatch& b) {
    if (a.score_frac != b.score_frac) return a.score_frac > b.score_frac;
    return firms[a.firm].id < firms[b.firm].id;
  });
  if (matches.size() > levels.most_firms) matches.resize(levels.most_firms);
  return matches;
}

}  // namespace pledgelab
