#include "models/valuation/levels.hpp"
#include "models/base/nearest.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "models/book/words.hpp"

namespace pledgelab {
namespace {

std::optional<int> whole_number(const std::string& text) {
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

using Slot = ParameterTable ValuationLevels::*;
using Levels = ValuationLevels;

const std::vector<std::pair<const char*, Slot>>& slots() {
  static const std::vector<std::pair<const char*, Slot>> all = {
#define PL_SLOT(name) {#name, &Levels::name}
      PL_SLOT(royalty_rate),
      PL_SLOT(china_royalty_shrink),
      PL_SLOT(royalty_unexamined_factor),
      PL_SLOT(trademark_royalty_low),
      PL_SLOT(trademark_royalty_high),
      PL_SLOT(default_brand_strength),
      PL_SLOT(brand_maintenance_share),
      PL_SLOT(layout_royalty_rate),
      PL_SLOT(layout_function_share),
      PL_SLOT(layout_price_decline),
      PL_SLOT(gi_brand_share),
      PL_SLOT(gi_premium_cost_share),
      PL_SLOT(gi_authorised_hazard),
      PL_SLOT(maintained_without_team),
      PL_SLOT(growth_default),
      PL_SLOT(growth_years),
      PL_SLOT(tax_rate),
      PL_SLOT(discount_wacc),
      PL_SLOT(discount_premium),
      PL_SLOT(discount_premium_uncommercialised),
      PL_SLOT(survey_commercialised),
      PL_SLOT(survey_commercialised_kind),
      PL_SLOT(survey_income),
      PL_SLOT(survey_income_unexamined_factor),
      PL_SLOT(mark_registration_cost),
      PL_SLOT(obsolescence_technology),
      PL_SLOT(obsolescence_kind),
      PL_SLOT(obsolescence_work),
      PL_SLOT(economic_life),
      PL_SLOT(lapse_invention),
      PL_SLOT(lapse_hazard),
      PL_SLOT(lapse_pledged_factor),
      PL_SLOT(invalidation_attack),
      PL_SLOT(invalidation_attack_use_factor),
      PL_SLOT(invalidation_full_loss),
      PL_SLOT(invalidation_part_loss),
      PL_SLOT(invalidation_months),
      PL_SLOT(cancellation_hazard),
      PL_SLOT(non_use_hazard),
      PL_SLOT(trademark_renewal),
      PL_SLOT(grace_alive),
      PL_SLOT(grace_months),
      PL_SLOT(value_volatility),
      PL_SLOT(estimate_ln_sd),
      PL_SLOT(pooling_correlation),
      PL_SLOT(unit_gate),
      PL_SLOT(royalty_gate),
      PL_SLOT(growth_gate),
#undef PL_SLOT
  };
  return all;
}

}  // namespace

Result<ParameterTable> ParameterTable::of(const FactorState& state, const std::string& parameter) {
  const Parameter* found = state.scenario().find(parameter);
  if (found == nullptr) return state.level(parameter).errors();
  ParameterTable table;
  table.x_name = parameter;
  table.x_unit = found->unit;
  table.x_origin = state.scenario().file + ": " + parameter + " (" + found->source + ")";
  table.x_mark = found->mark;
  bool otherwise = false;
  std::vector<std::pair<int, double>> numbered;
  for (const ParameterRow& row : found->rows) {
    const auto level = state.level(parameter, row.key);
    if (!level) return level.errors();
    if (row.key.empty() || row.key == "else") {
      table.x_otherwise = level.value();
      otherwise = true;
      continue;
    }
    table.x_rows[row.key] = level.value();
    if (const auto number = whole_number(row.key)) numbered.emplace_back(*number, level.value());
  }
  if (!otherwise) {
    return Error{"V-101", found->origin,
                 "parameter '" + parameter + "' has no level for what it does not list",
                 "add a row 'else'", ErrorKind::input};
  }
  for (std::size_t kind = 0; kind < kAssetKinds; ++kind) {
    // Asked by the kind's own name, so that a shock on that name finds a row "else" too.
    table.x_by_kind[kind] =
        state.find(parameter, kAssetKindWords[kind]).value_or(table.x_otherwise);
  }
  std::sort(numbered.begin(), numbered.end());
  for (std::size_t year = 0; year < table.x_up_to.size(); ++year) {
    table.x_up_to[year] = table.x_otherwise;
    for (const auto& [key, level] : numbered) {
      if (key < static_cast<int>(year)) continue;
      table.x_up_to[year] = level;
      break;
    }
  }
  return table;
}

double ParameterTable::at(const std::string& key) const {
  const auto found = x_rows.find(key);
  return found == x_rows.end() ? x_otherwise : found->second;
}

double ParameterTable::of_prefix(const std::string& text) const {
  for (std::size_t length = text.size(); length > 0; --length) {
    const auto found = x_rows.find(text.substr(0, length));
    if (found != x_rows.end()) return found->second;
  }
  return x_otherwise;
}

std::string ParameterTable::nearest(const std::string& key) const {
  std::vector<std::string> keys;
  for (const auto& row : x_rows) keys.push_back(row.first);
  std::sort(keys.begin(), keys.end());
  return nearest_word(key, keys);
}

double ParameterTable::up_to(int number) const {
  const int last = static_cast<int>(x_up_to.size()) - 1;
  return x_up_to[static_cast<std::size_t>(std::clamp(number, 0, last))];
}

Result<ValuationLevels> read_valuation_levels(const FactorState& state) {
  ValuationLevels levels;
  Errors errors;
  for (const auto& [name, slot] : slots()) {
    auto table = ParameterTable::of(state, name);
    if (table) {
      levels.*slot = std::move(table).value();
    } else {
      errors.insert(errors.end(), table.errors().begin(), table.errors().end());
    }
  }
  if (!errors.empty()) return errors;
  return levels;
}

}  // namespace pledgelab
