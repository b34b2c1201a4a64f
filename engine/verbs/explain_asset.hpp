// One pledged right, told: what it is, how long it lives, what it is worth and why, what it
// secures.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/verbs/evidence_input.hpp"
#include "engine/verbs/explain_sale.hpp"
#include "engine/verbs/inputs.hpp"
#include "models/base/money.hpp"
#include "models/base/ratio.hpp"
#include "models/book/asset.hpp"
#include "models/book/loan.hpp"
#include "models/valuation/valuation.hpp"

namespace pledgelab {

/// A loan that the right secures, and its part of it (F40).
struct SecuredLoan {
  std::string pledge_id;
  std::string loan_id;
  std::int32_t rank = 1;
  Money balance;
  std::optional<Money> secured_amount;  // maximum amount of a 最高额质押
  Ratio part;
  Money approved_part;         // of the latest appraisal; 0 without one
  double model_part_yuan = 0;  // of the mean
};

struct AssetExplanation {
  std::string currency;
  Date as_of;
  Asset asset;
  std::optional<Date> ends;  // registered, else by the law's term; none: unknown or unlimited
  bool unlimited = false;
  std::vector<Appraisal> appraisals;  // up to the date, ascending; the last one counts
  Valuation valuation;
  SaleExplanation sale;
  std::vector<SecuredLoan> loans;  // in the pledges' order; the parts sum to 1
  std::vector<std::string> warnings;
};

/// Error E-102 (not_found): no such right, with the nearest id.
Result<AssetId> find_asset(const Book& book, const std::string& id);

/// Errors: those of value; E-102 (not_found) no such right, with the nearest id.
Result<AssetExplanation> explain_asset(const InputsRequest& request, const std::string& asset_id,
                                       const EvidenceFiles& files = {});

}  // namespace pledgelab
