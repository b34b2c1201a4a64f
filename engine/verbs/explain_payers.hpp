// Who would pay for one loan that defaults at once: one claim through the interpreter that tells
// each step.
#pragma once

#include <string>
#include <vector>

#include "engine/verbs/share.hpp"
#include "models/base/ids.hpp"
#include "models/book/book.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

/// The loan defaults on `share.loss`'s date, its whole balance is lost, nothing comes back, no
/// other loan defaults; the claim's trigger is taken as met.
struct PayerExplanation {
  std::string policy_id;
  std::string policy_version;
  std::string policy_name_zh;
  std::string policy_name_en;
  ShareExplanation share;
  std::vector<std::string> assumptions;  // "share = 60% (line 9)"
  std::vector<std::string> notes;
};

/// `book`: terms filled. Errors: those of compile.
Result<PayerExplanation> explain_payers(const Book& book, const SharingPolicy& policy,
                                        bool ignore_effective, LoanId loan, Date as_of);

/// "name = text (line n)" of each.
std::vector<std::string> assumptions_of(const SharingPolicy& policy);

}  // namespace pledgelab
