#include "models/valuation/method_levels.hpp"

namespace pledgelab {

const std::vector<MethodLevel>& method_levels() {
  static const std::vector<MethodLevel> kLevels = {
      {"relief_from_royalty", "mapped_revenue"},
      {"units_price_royalty", "mapped_revenue"},
      {"price_premium_royalty", "mapped_revenue"},
      {"fee_income", "licence_contract"},
      {"survey_prior", "survey_prior"},
      {"registration_cost", "cost"},
      {"effort_cost", "cost"},
      {"own_transaction", "own_transaction"},
      {"outside_appraisal", ""},  // by its valuer's record
      {"licence_contract", "licence_contract"},
      {"excess_earnings", "excess_earnings"},
      {"index_on_prior", "index_on_prior"},
      {"incremental_profit", "incremental_profit"},
      {"income_split", "income_split"},
      {"development_option", "development_option"},
      {"comparables", ""}};  // by the comparables' own scatter
  return kLevels;
}

std::vector<std::string> method_names() {
  std::vector<std::string> names;
  for (const MethodLevel& one : method_levels()) names.push_back(one.method);
  return names;
}

}  // namespace pledgelab
