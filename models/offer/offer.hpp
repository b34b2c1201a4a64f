// A portfolio on offer: the rights with what the book and the valuation know of them, and the
// packages in which they are offered.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/base/ratio.hpp"
#include "models/book/asset.hpp"
#include "models/offer/package_worth.hpp"
#include "models/offer/words.hpp"

namespace pledgelab {

/// One row of the list of rights on offer.
struct OfferedRight {
  std::string asset_id;
  std::string title;      // of the patent, or the mark's words
  std::string family_id;  // patents of one family
  std::string mark_set;   // identical and similar marks on the same or similar goods
  OfferHolder holder = OfferHolder::company;
  StandingLicence licence = StandingLicence::none;
  std::optional<bool> co_owners_agree;  // none: there is no co-owner
  std::optional<Share> agreed_reward;   // what was agreed with the inventors, of net income
  std::uint32_t line = 0;
};

/// The row together with what the book and the valuation know.
struct RightOnOffer {
  OfferedRight row;
  AssetKind kind = AssetKind::invention;
  std::string owner_id;
  std::string technology_class;  // canonical; empty: unknown, or no patent
  std::string goods_class;       // of a mark
  std::string product_id;
  std::string region;
  bool pledged = false;             // secures a loan of the book
  std::optional<RightWorth> worth;  // none: without a value
  std::string why_unpriced;         // the valuation's own words
  bool on_prior = false;            // the worth stands on a survey or a cost floor, not on sales
  std::string ended;                // "expired on 2024-05-01"; empty: in force
};

/// What rights are put together by.
enum class PackageBy : std::uint8_t { technology_class, product, family };
inline const std::vector<std::string> kPackageByWords = {"class", "product", "family"};

/// Why a deal over a package cannot be offered.
enum class Bar : std::uint8_t {
  none,
  standing_exclusive,  // an exclusive licence stands
  standing_sole,       // a sole licence stands
  standing_licence,    // an ordinary licence stands: no exclusivity can be promised
  open_licence,        // Patent Law art. 51: no sole or exclusive licence meanwhile
  co_owners,           // a co-owner has not agreed
  no_worth             // no right of it has a value
};

struct DealOffer {
  Bar bar = Bar::none;
  std::optional<PriceRange> price;  // none where barred
};

struct OfferPackage {
  std::string id;   // "K01" in the order of the list
  std::string key;  // the class, product, family or mark set
  PackageBy by = PackageBy::technology_class;
  std::string owner_id;
  OfferHolder holder = OfferHolder::company;
  std::vector<std::size_t> rights;  // indexes into the rights on offer, in the list's order
  std::vector<std::string> technology_classes;  // distinct, of its patents, in order
  std::vector<std::string> goods_classes;       // distinct, of its marks
  std::string region;                           // empty when its rights lie in several
  std::size_t priced_count = 0;                 // rights with a value; the price is theirs alone
  std::optional<PackageWorth> worth;
  std::array<DealOffer, kDeals> deals;
};

/// A right that cannot be offered at all: it has ended.
struct LeftOut {
  std::size_t right = 0;
  std::string why;
};

struct Packaging {
  std::vector<OfferPackage> packages;
  std::vector<LeftOut> left_out;
};

/// Puts rights into packages. What may not be parted stays together first: patents of one family,
/// marks of one set (Trademark Law art. 42) of one owner. Then by class (patents by technology
/// subclass, marks by class of goods), by product (patents, marks and all of one product; the rest
/// as by class), or each family and set alone. Owners are never mixed, nor patents and marks but by
/// product; what is barred (bar_of) is offered apart. A right that has ended is left out. Error
/// O-106: one owner given as two kinds of holder.
Result<Packaging> make_packages(std::span<const RightOnOffer> rights, PackageBy by);

/// Levels of a price (offer/1).
struct PriceLevels {
  double correlation = 0;
  double discount_frac = 0;
  std::array<double, kDeals> factor_frac{};  // transfer 1
};

/// Worth and prices of a package, and what bars a deal: the strictest of its rights. Rights without
/// a value are counted, never guessed. Errors O-101, O-102.
Outcome price_package(OfferPackage& package, std::span<const RightOnOffer> rights,
                      const PriceLevels& levels);

/// What bars a deal over one right.
Bar bar_of(const RightOnOffer& right, Deal deal);

/// Is it a patent of some kind?
bool is_patent(AssetKind kind);

}  // namespace pledgelab
