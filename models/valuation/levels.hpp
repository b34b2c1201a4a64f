// The scenario's levels that valuation reads, looked up once a run into plain values.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "models/base/error.hpp"
#include "models/book/asset.hpp"
#include "models/scenario/scenario.hpp"

namespace pledgelab {

inline constexpr std::size_t kAssetKinds = 7;

/// One parameter at one month, shocks applied: by key, by kind of right, with its provenance.
class ParameterTable {
 public:
  /// Error C-110 when the scenario lacks the parameter, V-101 when it has neither a value nor a
  /// row 'else'.
  static Result<ParameterTable> of(const FactorState& state, const std::string& parameter);

  /// The level of a key; the row "else" (or the single value) when there is none of that name.
  [[nodiscard]] double at(const std::string& key) const;
  [[nodiscard]] double value() const { return x_otherwise; }
  [[nodiscard]] double of_kind(AssetKind kind) const {
    return x_by_kind[static_cast<std::size_t>(kind)];
  }
  /// The level of the longest key that `text` begins with.
  [[nodiscard]] double of_prefix(const std::string& text) const;
  /// Keys are whole numbers: the level of the smallest key not below `number`.
  [[nodiscard]] double up_to(int number) const;
  [[nodiscard]] bool has(const std::string& key) const { return x_rows.count(key) > 0; }
  /// The row's key that `key` was perhaps meant to be; empty where none is near.
  [[nodiscard]] std::string nearest(const std::string& key) const;

  [[nodiscard]] const std::string& name() const { return x_name; }
  [[nodiscard]] const std::string& unit() const { return x_unit; }
  [[nodiscard]] const std::string& origin() const { return x_origin; }
  [[nodiscard]] Mark mark() const { return x_mark; }

 private:
  std::string x_name;
  std::string x_unit;
  std::string x_origin;
  Mark x_mark = Mark::assumed;
  double x_otherwise = 0;
  std::array<double, kAssetKinds> x_by_kind{};
  std::unordered_map<std::string, double> x_rows;
  std::array<double, 21> x_up_to{};  // by whole number 0..20
};

/// Everything that the kinds' models read. One member a parameter, of the same name.
struct ValuationLevels {
  ParameterTable royalty_rate, china_royalty_shrink, royalty_unexamined_factor;
  ParameterTable trademark_royalty_low, trademark_royalty_high, default_brand_strength;
  ParameterTable brand_maintenance_share, layout_royalty_rate, layout_function_share;
  ParameterTable layout_price_decline, gi_brand_share, gi_premium_cost_share, gi_authorised_hazard;
  ParameterTable maintained_without_team, growth_default, growth_years, tax_rate, discount_wacc;
  ParameterTable discount_premium, discount_premium_uncommercialised, survey_commercialised;
  ParameterTable survey_commercialised_kind, survey_income, survey_income_unexamined_factor;
  ParameterTable mark_registration_cost, obsolescence_technology, obsolescence_kind;
  ParameterTable obsolescence_work, economic_life, lapse_invention, lapse_hazard;
  ParameterTable lapse_pledged_factor, invalidation_attack, invalidation_attack_use_factor;
  ParameterTable invalidation_full_loss, invalidation_part_loss, invalidation_months;
  ParameterTable cancellation_hazard, non_use_hazard, trademark_renewal, grace_alive, grace_months;
  ParameterTable value_volatility, estimate_ln_sd, pooling_correlation;
  ParameterTable unit_gate, royalty_gate, growth_gate;
};

/// All faults at once: one C-110 or V-101 for each level that is missing.
Result<ValuationLevels> read_valuation_levels(const FactorState& state);

}  // namespace pledgelab
