#include "models/offer/offer.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace pledgelab {
namespace {

// What may not be parted, in the list's order.
struct Inseparable {
  std::vector<std::size_t> rights;
  std::string key;  // of the family or the set; the right's own id where it has neither
};

// Names in one key never run into each other.
std::string joined(std::initializer_list<std::string> parts) {
  std::string key;
  for (const std::string& part : parts) key += std::to_string(part.size()) + ":" + part;
  return key;
}

std::vector<Inseparable> make_units(std::span<const RightOnOffer> rights) {
  std::vector<Inseparable> units;
  std::map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < rights.size(); ++i) {
    const RightOnOffer& right = rights[i];
    if (!right.ended.empty()) continue;
    const bool mark = right.kind == AssetKind::trademark;
    const std::string& bond = mark ? right.row.mark_set : right.row.family_id;
    const std::string name = bond.empty() ? right.row.asset_id : bond;
    const std::string key = bond.empty() ? joined({"alone", right.row.asset_id})
                                         : joined({mark ? "set" : "family", right.owner_id, bond});
    const auto [found, fresh] = place.emplace(key, units.size());
    if (fresh) units.push_back({{}, name});
    units[found->second].rights.push_back(i);
  }
  return units;
}

// The first right of a unit that says something speaks for it.
template <class Get>
std::string first_said(const Inseparable& unit, std::span<const RightOnOffer> rights, Get get) {
  for (const std::size_t i : unit.rights) {
    if (!get(rights[i]).empty()) return get(rights[i]);
  }
  return {};
}

struct PackagePlace {
  std::string key;   // unique
  std::string name;  // as shown
  PackageBy by = PackageBy::technology_class;
};

// Encumbered rights are offered apart, so that one licensed patent does not bar forty free ones.
std::string encumbrance_of(const Inseparable& unit, std::span<const RightOnOffer> rights) {
  std::string bars(kDeals, '0');
  for (const std::size_t i : unit.rights) {
    for (std::size_t deal = 0; deal < kDeals; ++deal) {
      if (bar_of(rights[i], static_cast<Deal>(deal)) != Bar::none) bars[deal] = '1';
    }
  }
  return bars;
}

PackagePlace place_of(const Inseparable& unit, std::span<const RightOnOffer> rights, PackageBy by) {
  const RightOnOffer& first = rights[unit.rights.front()];
  const std::string& owner = first.owner_id;
  PackagePlace alone = {joined({"unit", owner, unit.key}), unit.key, PackageBy::family};
  if (by == PackageBy::family) return alone;
  if (by == PackageBy::product) {
    const std::string product =
        first_said(unit, rights, [](const RightOnOffer& r) { return r.product_id; });
    if (!product.empty()) {
      return {joined({"product", owner, product, encumbrance_of(unit, rights)}), product, by};
    }
  }
  const std::string goods =
      first_said(unit, rights, [](const RightOnOffer& r) { return r.goods_class; });
  if (first.kind == AssetKind::trademark && !goods.empty()) {
    return {joined({"goods", owner, goods, encumbrance_of(unit, rights)}), goods,
            PackageBy::technology_class};
  }
  const std::string technology =
      first_said(unit, rights, [](const RightOnOffer& r) { return r.technology_class; });
  if (!is_patent(first.kind) || technology.empty()) return alone;
  return {joined({"class", owner, technology, encumbrance_of(unit, rights)}), technology,
          PackageBy::technology_class};
}

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end()) {
    list.push_back(text);
  }
}

Outcome check_holders(std::span<const RightOnOffer> rights) {
  std::map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < rights.size(); ++i) {
    const auto [found, fresh] = first.emplace(rights[i].owner_id, i);
    const OfferedRight& before = rights[found->second].row;
    if (fresh || before.holder == rights[i].row.holder) continue;
    return Error{"O-106",
                 {{}, rights[i].row.line, 0},
                 "'" + rights[i].owner_id + "' is given as " +
                     kOfferHolderWords[static_cast<std::size_t>(rights[i].row.holder)].word +
                     " here and as " +
                     kOfferHolderWords[static_cast<std::size_t>(before.holder)].word + " in line " +
                     std::to_string(before.line),
                 "one owner is one kind of holder: make the two rows agree",
                 ErrorKind::input};
  }
  return Done{};
}

// What all rights of the package share.
void finish(OfferPackage& package, std::span<const RightOnOffer> rights) {
  std::sort(package.rights.begin(), package.rights.end());
  std::set<std::string> regions;
  for (const std::size_t i : package.rights) {
    const RightOnOffer& right = rights[i];
    add_once(package.technology_classes, right.technology_class);
    add_once(package.goods_classes, right.goods_class);
    regions.insert(right.region);
  }
  if (regions.size() == 1) package.region = *regions.begin();
}

std::string numbered(std::size_t place, std::size_t count) {
  const std::string digits = std::to_string(place);
  const std::size_t width = std::max<std::size_t>(2, std::to_string(count).size());
  return "K" + std::string(width - std::min(width, digits.size()), '0') + digits;
}

}  // namespace

bool is_patent(AssetKind kind) {
  return kind == AssetKind::invention || kind == AssetKind::utility_model ||
         kind == AssetKind::design;
}

Result<Packaging> make_packages(std::span<const RightOnOffer> rights, PackageBy by) {
  if (const Outcome good = check_holders(rights); !good) return good.errors();
  Packaging packaging;
  for (std::size_t i = 0; i < rights.size(); ++i) {
    if (!rights[i].ended.empty()) packaging.left_out.push_back({i, rights[i].ended});
  }
  std::map<std::string, std::size_t> places;
  for (const Inseparable& unit : make_units(rights)) {
    const PackagePlace place = place_of(unit, rights, by);
    const auto [found, fresh] = places.emplace(place.key, packaging.packages.size());
    if (fresh) {
      const RightOnOffer& first = rights[unit.rights.front()];
      OfferPackage package;
      package.key = place.name;
      package.by = place.by;
      package.owner_id = first.owner_id;
      package.holder = first.row.holder;
      packaging.packages.push_back(std::move(package));
    }
    auto& inside = packaging.packages[found->second].rights;
    inside.insert(inside.end(), unit.rights.begin(), unit.rights.end());
  }
  for (std::size_t i = 0; i < packaging.packages.size(); ++i) {
    packaging.packages[i].id = numbered(i + 1, packaging.packages.size());
    finish(packaging.packages[i], rights);
  }
  return packaging;
}

Bar bar_of(const RightOnOffer& right, Deal deal) {
  const bool promises = deal == Deal::exclusive || deal == Deal::sole;
  switch (right.row.licence) {
    case StandingLicence::exclusive:
      // Not a licence only: what a buyer would get is the royalty stream, of which nothing is
      // known.
      return Bar::standing_exclusive;
    case StandingLicence::sole:
      if (deal != Deal::transfer) return Bar::standing_sole;
      break;
    case StandingLicence::open:
      if (promises) return Bar::open_licence;
      break;
    case StandingLicence::ordinary:
      if (promises) return Bar::standing_licence;
      break;
    case StandingLicence::none:
      break;
  }
  // Patent Law art. 14: a co-owner may grant ordinary licences alone, and nothing else.
  const bool alone = deal == Deal::ordinary && is_patent(right.kind);
  if (right.row.co_owners_agree == false && !alone) return Bar::co_owners;
  return Bar::none;
}

Outcome price_package(OfferPackage& package, std::span<const RightOnOffer> rights,
                      const PriceLevels& levels) {
  std::vector<RightWorth> worths;
  for (const std::size_t i : package.rights) {
    if (rights[i].worth) worths.push_back(*rights[i].worth);
  }
  package.priced_count = worths.size();
  if (!worths.empty()) {
    auto worth = package_worth(worths, levels.correlation, levels.discount_frac);
    if (!worth) return worth.errors();
    package.worth = worth.value();
  }
  for (std::size_t deal = 0; deal < kDeals; ++deal) {
    DealOffer& offer = package.deals[deal];
    offer.bar = package.worth ? Bar::none : Bar::no_worth;
    for (const std::size_t i : package.rights) {
      const Bar own = bar_of(rights[i], static_cast<Deal>(deal));
      if (own != Bar::none) {
        offer.bar = own;
        break;
      }
    }
    if (offer.bar != Bar::none) continue;
    const auto price = deal_price(*package.worth, levels.factor_frac[deal]);
    if (!price) return price.errors();
    offer.price = price.value();
  }
  return Done{};
}

}  // namespace pledgelab
