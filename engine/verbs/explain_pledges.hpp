// What stands behind a loan, told: each pledged right's part in its cover and its sale, and what
// comes back besides.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/verbs/explain_levels.hpp"
#include "engine/verbs/value.hpp"
#include "models/base/money.hpp"
#include "models/base/ratio.hpp"

namespace pledgelab {

/// One pledged right's part in the loan's cover: each figure of F40 to F43, and its sale.
struct PledgeExplanation {
  std::string pledge_id;
  std::string asset_id;
  std::string kind;
  std::int32_t rank = 1;
  Ratio part;
  bool ended = false;             // the right has ended: it counts 0 on both sides
  bool incomplete = false;        // an essential right of its product is not pledged: no model part
  std::optional<Date> appraised;  // the latest appraisal at the date
  Money appraisal;
  Money approved_part;  // appraisal × part
  UsedLevel ceiling;
  double mean_yuan = 0;  // the model's mean of the whole right
  Money model_part;      // mean × part
  UsedLevel haircut;
  Money haircut_part;  // model part × (1 − haircut)
  SaleTerms sale;
  std::vector<UsedLevel> sale_levels;
  double sale_now_yuan = 0;  // expected price, sold today: model part × mean fraction
  double net_now_yuan = 0;   // of it × (1 − costs) × (1 − firm-specific)
};

/// What comes back besides the rights, or, where the scenario has severity_by_age and nothing is
/// pledged, what is lost by age.
struct RecoveryExplanation {
  std::vector<UsedLevel> levels;
  Money unpaid_interest;      // on the balance, at a default now
  double other_now_yuan = 0;  // (balance + unpaid interest) × other_recovery_mean
  bool by_age = false;
};

/// The pledges of a loan, in the book's order. Errors: those of sale_terms.
Result<std::vector<PledgeExplanation>> explain_pledges(const ValueOutcome& valued, LoanId loan);

/// Errors C-110: a level that the scenario lacks.
Result<RecoveryExplanation> explain_recovery(const Book& book, const Scenario& scenario, Date as_of,
                                             LoanId loan);

}  // namespace pledgelab
