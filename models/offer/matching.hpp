// Which firms a package suits: a stated score of technology, region and dealings, each match with
// its reasons.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/book/loan.hpp"
#include "models/offer/offer.hpp"

namespace pledgelab {

/// A firm that may take rights. Classes are canonical (market/technology_class.hpp), goods classes
/// those of Nice, "30".
struct OfferFirm {
  std::string id;
  std::string name;
  std::vector<std::string> technology_classes;
  std::vector<std::string> goods_classes;
  std::string region;
  std::optional<BorrowerSize> size;
  /// What it bought or was licensed before; none: nobody said.
  std::optional<std::vector<std::string>> taken_classes;
  std::uint32_t line = 0;
};

/// How near two classes are, by the deepest level of the tree that they share, each 0..1.
struct ClassNearness {
  double subclass_frac = 1;  // H01M and H01M; Locarno 06-01 and 06-01; the same Nice class
  double class_frac = 0;     // H01M and H01L; 06-01 and 06-03
  double section_frac = 0;   // H01M and H02J
};

/// F172. Nearness of two technology classes: that of the deepest ancestor they share; 0 when they
/// share none or one is empty. A firm that names only H01 is near to H01M as a class, not as a
/// subclass. Source: WIPO, IPC Guide (the tree); levels are the caller's. Error O-104: a class that
/// is none, a nearness outside 0..1 or one that grows with the distance.
Result<double> class_nearness(const std::string& one, const std::string& other,
                              const ClassNearness& levels);

/// One criterion of a score; `value_frac` none where nothing is known: it is then left out.
struct MatchCriterion {
  double weight = 0;  // ≥ 0
  std::optional<double> value_frac;
};

/// F173. Score of a match: Σ w v / Σ w over the criteria that are known; 0 where the first (the
/// technology) is 0 or unknown: a neighbour in another trade is no buyer. Source: weighted mean of
/// the criteria known, as valuation.md 1.6 treats missing indicators; the gate is ours. Error
/// O-105: no criterion, a weight below 0, a value outside 0..1, the first weight not above 0.
Result<double> match_score(std::span<const MatchCriterion> criteria);

/// The levels of a match (offer/1, matching).
struct MatchLevels {
  ClassNearness nearness;
  double technology_weight = 0;
  double region_weight = 0;
  double dealings_weight = 0;
  double least_score = 0;      // below it no match is shown
  std::size_t most_firms = 0;  // a package
  /// By size: the highest middle price that a firm of that size is asked for; none: no limit.
  std::optional<double> most_price_yuan[4];
};

/// One firm for one package.
struct FirmMatch {
  std::size_t firm = 0;  // index
  double score_frac = 0;
  MatchCriterion technology;
  MatchCriterion region;
  MatchCriterion dealings;
  std::string package_class;  // the two classes that met
  std::string firm_class;
  std::string taken_class;        // the nearest class taken before; empty: none
  std::optional<Deal> suggested;  // the strongest that is offered within the firm's size
};

/// The firms that a package suits, best first, ties by id; at most `levels.most_firms`, none below
/// the least score. Firms without a known technology or goods class never match.
Result<std::vector<FirmMatch>> match_firms(const OfferPackage& package,
                                           std::span<const OfferFirm> firms,
                                           const MatchLevels& levels);

}  // namespace pledgelab
