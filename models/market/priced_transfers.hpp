// Transfers with a price as comparables: what the kernel price and the hedonic regression take.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/market/comparables.hpp"
#include "models/market/operations.hpp"
#include "models/market/patent_register.hpp"

namespace pledgelab {

/// Levels from the subject's class up to the class both share: 0 the same subclass, 1 the same
/// class, 2 the same section, 3 no more than being patents. Canonical classes; of two depths the
/// deeper counts. A class that is not stated shares nothing: 3.
int class_distance(const std::string& a, const std::string& b);

/// The patent to be priced.
struct PricedSubject {
  AssetKind kind = AssetKind::invention;
  std::string technology_class;  // canonical
  double age_years = 0;          // since filing, on the day of the price
};

/// The subject's own features, to be handed to kernel_price beside the comparables: {0, age}.
std::vector<double> subject_features(const PricedSubject& subject);

/// One comparable for each transfer of a single patent of the subject's kind with a price above 0
/// and a filing date in the register, in the records' order; features {class distance from the
/// subject, age in years at the transfer}. A contract over several patents is left out: its price
/// is the package's. Class from the register. Error M-171: there is none.
Result<std::vector<Comparable>> transfer_comparables(std::span<const Operation> records,
                                                     std::span<const RegisteredPatent> patents,
                                                     const PricedSubject& subject);

}  // namespace pledgelab
