// A pledged right: what it is, its legal life, and the evidence its value stands on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "models/base/date.hpp"
#include "models/base/ids.hpp"
#include "models/base/money.hpp"
#include "models/base/ratio.hpp"

namespace pledgelab {

/// The seven kinds of right that can be pledged. Words in files: kAssetKindWords (book/words.hpp).
enum class AssetKind : std::uint8_t {
  invention,
  utility_model,
  design,
  trademark,
  geographical_indication,
  layout_design,
  copyright
};

/// Where a right stands at the register. Dead: lapsed, invalid, expired. Of one whose status nobody
/// has looked up there is no value.
enum class LegalStatus : std::uint8_t {
  valid,
  pending_invalidation,
  grace,
  lapsed,
  invalid,
  expired,
  unknown
};

/// Invention, utility model or design (Patent Law of the PRC, art. 2).
struct Patent {
  AssetKind type = AssetKind::invention;  // invention, utility_model or design
  std::string technology_class;           // IPC subclass, "H01M"; design: Locarno class
  std::optional<bool> evaluation_report;  // 专利权评价报告, for utility models and designs
};

/// A registered mark or set of marks on the same goods.
struct Trademark {
  std::string goods_class;                // Nice class, "30"
  std::optional<double> strength;         // brand strength index, 0..100
  std::optional<Date> use_evidence_date;  // latest evidence of use
};

/// What right in a geographical indication is pledged (valuation.md 1.9).
enum class GiForm : std::uint8_t {
  product_protection,
  collective_mark,
  member_use_right,
  income_pledge
};

struct GeographicalIndication {
  GiForm form = GiForm::member_use_right;
  std::optional<Money> price;          // own GI price per unit, three-year mean
  std::optional<Money> generic_price;  // the same grade outside the area
  std::optional<Share> brand_share;    // part of the premium owed to the name
};

/// IC layout design: the mask right (集成电路布图设计专有权).
struct LayoutDesign {
  std::optional<double> node_nm;  // process node
  std::optional<Date> creation_date;
  std::optional<Date> first_use_date;  // first commercial use
  std::optional<double> units_annual;  // chips sold a year, units
  std::optional<Money> unit_price;     // average selling price of a chip
  std::optional<Share> price_decline;  // fall of the price a year
};

enum class WorkType : std::uint8_t { software, audiovisual, text, music, game };

struct Copyright {
  WorkType work = WorkType::software;
  std::optional<Date> publication_date;
  std::optional<double> effort_person_months;
  std::optional<Money> cost_per_person_month;   // loaded rate
  std::optional<bool> maintained_without_team;  // another team can keep it running
};

using AssetFacts = std::variant<Patent, Trademark, GeographicalIndication, LayoutDesign, Copyright>;

/// One right. Money facts are of the pledgor's own sales of the product that the right covers.
struct Asset {
  std::string id;
  std::string number;    // at the register
  std::string owner_id;  // borrower id, or another owner's
  AssetKind kind = AssetKind::invention;
  LegalStatus status = LegalStatus::valid;
  std::optional<Date> filing_date;
  std::optional<Date> grant_date;   // grant or registration
  std::optional<Date> expiry_date;  // as registered; else from the law's term
  std::string sector;               // royalty table's sector
  std::string region;
  std::optional<std::string> product_id;  // rights of one product share its revenue
  std::optional<Share> product_share;     // this right's part of the product's royalty
  std::optional<bool> essential;          // without this right the product may not be made or sold
  std::optional<Money> product_revenue;   // net sales a year of the product, at the as-of date
  std::optional<Rate> revenue_growth;     // a year
  std::optional<Rate> royalty_rate;       // contract or appraiser's; else the scenario's
  std::optional<bool> commercialised;     // the product is sold
  AssetFacts facts;
};

}  // namespace pledgelab
