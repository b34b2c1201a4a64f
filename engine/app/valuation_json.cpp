#include "engine/app/valuation_json.hpp"

#include <optional>

#include "engine/verbs/explain_levels.hpp"

namespace pledgelab {

namespace {

Json grade_json(std::optional<EvidenceGrade> grade) {
  return grade ? Json(kEvidenceGradeWords[static_cast<std::size_t>(*grade)]) : Json();
}

}  // namespace

Json to_json(const Valuation& valuation) {
  Json methods = Json::array();
  for (const MethodEstimate& method : valuation.methods) {
    methods.push_back({{"method", method.method},
                       {"formula", method.formula},
                       {"value_yuan", method.value_yuan},
                       {"ln_sd", method.ln_sd},
                       {"weight_frac", method.weight_frac},
                       {"evidence_grade", grade_json(method.grade)},
                       {"source", method.source},
                       {"beside", method.beside}});
  }
  Json drivers = Json::array();
  for (const Driver& driver : valuation.drivers) {
    drivers.push_back({{"name", driver.name},
                       {"value", driver.value},
                       {"unit", driver.unit},
                       {"origin", driver.origin},
                       {"mark", mark_word(driver.mark)}});
  }
  return {{"basis", valuation.basis},
          {"mean_yuan", valuation.mean_yuan},
          {"median_yuan", valuation.median_yuan},
          {"low_yuan", valuation.low_yuan},
          {"lower_quartile_yuan", valuation.lower_quartile_yuan},
          {"upper_quartile_yuan", valuation.upper_quartile_yuan},
          {"high_yuan", valuation.high_yuan},
          {"ln_sd", valuation.ln_sd},
          {"zero_frac", valuation.zero_frac},
          {"effective_evidences", valuation.effective_evidences},
          {"evidence_grade", grade_json(valuation.grade)},
          {"defaults", defaults_used(valuation)},
          {"methods", methods},
          {"drivers", drivers},
          {"flags", valuation.flags}};
}

}  // namespace pledgelab
