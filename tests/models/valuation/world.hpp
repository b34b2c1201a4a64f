// The shipped scenario and law, with levels that a test sets by hand, and rights to value.
#pragma once

#include <string>
#include <vector>

#include "engine/formats/yaml.hpp"
#include "models/policy/law.hpp"
#include "models/scenario/read.hpp"
#include "models/valuation/value.hpp"
#include "tests/support/places.hpp"

namespace pledgelab::valuation_test {

inline Date day(int year, int month, int date) { return make_date(year, month, date).value(); }

inline Scenario base_scenario() {
  return read_scenario(read_yaml(test::source_root() + "/scenarios/base.yaml").value()).value();
}

inline Law chinese_law() {
  std::vector<Document> documents;
  for (const char* name : {"fees-cn", "terms-cn"}) {
    documents.push_back(read_yaml(test::source_root() + "/policies/law/" + name + ".yaml").value());
  }
  return read_law(documents).value();
}

/// One level for every key.
inline void set(Scenario& scenario, const std::string& name, double level) {
  for (Parameter& parameter : scenario.parameters) {
    if (parameter.name == name) parameter.rows = {{"else", level}};
  }
}

/// No hazards, no default growth, tax 25 %, cost of capital 15 % in all: the frame of V22 and V23.
inline Scenario plain_scenario() {
  Scenario scenario = base_scenario();
  for (const char* name :
       {"lapse_invention", "lapse_hazard", "invalidation_attack", "cancellation_hazard",
        "non_use_hazard", "gi_authorised_hazard", "growth_default", "discount_premium",
        "brand_maintenance_share", "discount_premium_uncommercialised", "gi_premium_cost_share"}) {
    set(scenario, name, 0);
  }
  set(scenario, "trademark_renewal", 1);
  set(scenario, "discount_wacc", 0.15);
  set(scenario, "growth_years", 20);
  set(scenario, "obsolescence_technology", 0.10);
  set(scenario, "obsolescence_kind", 0.10);
  return scenario;
}

inline const Date kAsOf = day(2026, 1, 1);

/// An invention that runs exactly ten years more and sells 1,000,000 yuan, growing 5 %, at 4 %.
inline Asset invention() {
  Asset asset;
  asset.id = "A1";
  asset.kind = AssetKind::invention;
  asset.filing_date = day(2016, 1, 1);
  asset.expiry_date = Date{kAsOf.days + 3652};  // 3652.5 days are ten years
  asset.product_revenue = Money::of_yuan(1'000'000);
  asset.revenue_growth = Rate{50'000};
  asset.royalty_rate = Rate{40'000};
  asset.facts = Patent{AssetKind::invention, "H01M", {}};
  return asset;
}

inline Asset trademark() {
  Asset asset = invention();
  asset.id = "T1";
  asset.kind = AssetKind::trademark;
  asset.grant_date = day(2020, 1, 1);
  asset.expiry_date = day(2030, 1, 1);
  asset.sector = "food";
  asset.royalty_rate.reset();
  asset.facts = Trademark{"30", 80.0, day(2025, 6, 1)};
  return asset;
}

struct World {
  Book book;
  Scenario scenario = plain_scenario();
  Law law = chinese_law();

  explicit World(std::vector<Asset> assets) { book.assets = std::move(assets); }
  [[nodiscard]] Result<std::vector<Valuation>> values() const {
    const FactorState state(scenario, 0);
    return value_book(book, {state, law, kAsOf});
  }
  [[nodiscard]] Valuation first() const { return values().value().front(); }
  [[nodiscard]] ValueCurve curve(int months) const {
    const FactorState state(scenario, 0);
    return value_curves(book, {state, law, kAsOf}, months).value().front();
  }
};

inline bool flagged(const Valuation& valuation, const std::string& words) {
  for (const std::string& flag : valuation.flags) {
    if (flag.find(words) != std::string::npos) return true;
  }
  return false;
}

}  // namespace pledgelab::valuation_test
