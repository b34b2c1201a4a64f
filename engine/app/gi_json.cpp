#include "engine/app/gi_json.hpp"

#include <utility>

namespace pledgelab {
namespace {

template <class T>
Json optional_json(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json brand_json(const ProgrammeFigures& one) {
  if (!one.brand) return {};
  return {{"revenue_yuan", one.brand->revenue_yuan},
          {"strength", one.brand->strength},
          {"loyalty_frac", one.brand->loyalty_frac},
          {"multiple", one.brand->multiple},
          {"public_value_yuan", one.brand->value_yuan},
          {"change_frac", optional_json(one.brand_change_frac)}};
}

Json premium_json(const ProgrammeFigures& one) {
  if (!one.premium) return {};
  return {{"own_mean_yuan", one.premium->own_mean_yuan},
          {"generic_mean_yuan", one.premium->generic_mean_yuan},
          {"premium_yuan", one.premium->premium_yuan},
          {"of_own_frac", one.premium->of_own_frac},
          {"over_generic_frac", one.premium->over_generic_frac}};
}

Json lending_json(const ProgrammeFigures& one) {
  if (!one.lending) return {};
  const MemberLending& lending = *one.lending;
  Json json = {
      {"loan_count", lending.loan_count},
      {"lent_fen", lending.lent.fen()},
      {"change_frac", optional_json(one.lent_change_frac)},
      {"secured_known", lending.secured_known},
  };
  json["secured_count"] = lending.secured_known ? Json(lending.secured_count) : Json();
  json["secured_fen"] = lending.secured_known ? Json(lending.secured.fen()) : Json();
  json["secured_share_frac"] = lending.secured_share ? Json(lending.secured_share->frac()) : Json();
  return json;
}

Json year_json(const ProgrammeFigures& one) {
  Json missing = Json::array();
  for (const MissingFigure& each : one.missing) {
    missing.push_back({{"figure", each.figure}, {"wants", each.wants}});
  }
  Json json = {{"gi_id", one.year.gi_id}, {"name", one.year.name}, {"year", one.year.year}};
  json["brand"] = brand_json(one);
  json["price_premium"] = premium_json(one);
  json["users_count"] = optional_json(one.year.users_count);
  json["users_change_frac"] = optional_json(one.users_change_frac);
  json["households_count"] = optional_json(one.year.households_count);
  json["households_change_frac"] = optional_json(one.households_change_frac);
  json["output_fen"] = one.year.output ? Json(one.year.output->fen()) : Json();
  json["output_change_frac"] = optional_json(one.output_change_frac);
  json["member_lending"] = lending_json(one);
  json["missing"] = std::move(missing);
  return json;
}

}  // namespace

Json to_json(const ProgrammeOutcome& outcome) {
  const ProgrammeReportInput& input = outcome.programme;
  Json json = {{"programme_id", input.programme_id}, {"as_of", to_iso(input.as_of)},
               {"currency", input.currency},         {"synthetic", input.synthetic},
               {"first_year", input.first},          {"last_year", input.last}};
  json["years"] = Json::array();
  for (const ProgrammeFigures& one : input.figures) json["years"].push_back(year_json(one));
  // Apart on purpose: no key of this object holds a sum of the two values.
  json["pledge_values"] = Json::array();
  for (const PledgedIndication& one : input.pledged) {
    json["pledge_values"].push_back({{"gi_id", one.gi_id},
                                     {"asset_id", one.asset_id},
                                     {"owner_id", one.owner_id},
                                     {"pledged", one.pledged},
                                     {"lower_quartile_yuan", one.lower_quartile_yuan},
                                     {"median_yuan", one.median_yuan},
                                     {"upper_quartile_yuan", one.upper_quartile_yuan},
                                     {"flags", one.remark}});
  }
  json["file"] = outcome.page.file;
  json["tables"] = outcome.page.table_files;
  return json;
}

}  // namespace pledgelab
