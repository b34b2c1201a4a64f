// The report of rights on offer: packages with price ranges, firms that they suit and why, the
// inventors' share, and what must be done before signing. Shapes what models/offer found; no figure
// is made here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/report/backtested.hpp"
#include "engine/report/report.hpp"
#include "models/offer/matching.hpp"
#include "models/offer/offer.hpp"
#include "models/offer/offer_terms.hpp"
#include "models/offer/transfer_law.hpp"

namespace pledgelab {

/// What a package's inventors get of one deal: the strongest that is offered.
struct PackageReward {
  double share_frac = 0;  // of the net income (F175)
  std::optional<Deal> deal;
  std::optional<InventorsPart> part;  // of its middle price; none: nothing priced
  std::vector<InventorsShare> bases;  // one a right, in the package's order
};

/// A package with all that is said of it.
struct PackageOnOffer {
  OfferPackage package;
  double prior_frac = 0;  // of its worth, on a survey or a cost floor
  std::vector<FirmMatch> matches;
  PackageReward reward;
  std::vector<DutyRule> duties;
};

/// Marks of an owner that are not on offer, in a class of goods in which others of his are.
struct MarksLeft {
  std::string owner_id;
  std::string goods_class;
  std::vector<std::string> asset_ids;
};

struct OfferReportInput {
  Words backtested = not_backtested_sentence();  // what outcomes say of the values
  std::string offer_id;  // "o" and 12 hex digits: the same inputs, the same id
  Date as_of;
  std::string currency = "CNY";
  bool synthetic = false;
  std::string scenario_id;
  PackageBy by = PackageBy::technology_class;
  std::vector<RightOnOffer> rights;
  std::vector<PackageOnOffer> packages;
  std::vector<LeftOut> left_out;
  std::vector<MarksLeft> marks_left;
  std::vector<OfferFirm> firms;
  std::size_t dealings_count = 0;  // records that were a firm's
  bool dealings_known = false;     // records or a column were given
  OfferTerms terms;
  std::string law_id;
  std::string law_source;
  std::size_t list_rejects = 0;
  std::size_t firm_rejects = 0;
  std::vector<std::pair<std::string, std::string>> hashes;  // name, SHA-256
};

/// The whole report. Deterministic.
Report make_offer_report(const OfferReportInput& input);

// --- words, shared with the text and JSON of the command
Words deal_words(Deal deal);
Words bar_words(Bar bar);
Words holder_words(OfferHolder holder);
Words right_kind_words(AssetKind kind);
Words duty_kind_words(DutyKind kind);
/// "技术 H01M–H01L 0.50 × 60 %；地区相同；…": why a firm matches.
Words match_words(const FirmMatch& match, const OfferPackage& package, const OfferFirm& firm);
/// What a package is called: its class, product, family or set.
Words package_words(const OfferPackage& package);
/// On what the inventors' share of a package stands.
Words reward_words(const PackageReward& reward);

}  // namespace pledgelab
