// Why one right's worth changed between two dates.
#pragma once

#include <string>
#include <vector>

#include "engine/verbs/explain_trigger.hpp"
#include "engine/verbs/inputs.hpp"
#include "models/valuation/change.hpp"

namespace pledgelab {

struct ExplainChangeRequest {
  std::string asset_id;
  InputsRequest to;    // dated; the later date
  InputsRequest from;  // the same, or an earlier book or scenario
  bool one_book = true;
};

/// A loan that the right secures, at the later date.
struct SecuredTrigger {
  std::string loan_id;
  TriggerExplanation trigger;
};

struct ChangeExplanation {
  std::string asset_id;
  std::string currency;
  Date from;
  Date to;
  ValueChange change;
  std::vector<SecuredTrigger> loans;  // in the pledges' order, each once
  std::vector<std::string> warnings;
};

/// Said where both dates are told from one book.
extern const std::string kOneBookWarning;

/// E-104: both dates are given and `to` is before `from`.
Outcome dates_in_order(const InputsRequest& from, const InputsRequest& to);

/// Errors: those of read_inputs and value for either date, of explain_trigger; E-102 (not_found) no
/// such right in one of the books; E-104 the dates are not in order; those of explain_change.
Result<ChangeExplanation> explain_change(const ExplainChangeRequest& request);

}  // namespace pledgelab
