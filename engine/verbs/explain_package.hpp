// A loan's rights as a package, told with the levels that it stands on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/verbs/explain_levels.hpp"
#include "engine/verbs/inputs.hpp"
#include "models/collateral/package.hpp"

namespace pledgelab {

struct PackageExplanation {
  bool known = false;                  // the scenario has a package's discount
  std::optional<LoanPackage> package;  // none: the loan holds no right of any worth
  std::vector<std::string> asset_ids;  // of package->rights
  std::vector<UsedLevel> levels;
};

/// Errors: those of loan_package.
Result<PackageExplanation> explain_package(const Inputs& inputs, LoanId loan);

}  // namespace pledgelab
