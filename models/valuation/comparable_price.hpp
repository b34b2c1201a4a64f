// What transfers of like patents say of one patent's price: the kernel estimate of market/
// comparables as evidence for the pool.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/market/operations.hpp"
#include "models/market/patent_register.hpp"
#include "models/valuation/levels.hpp"
#include "models/valuation/plan.hpp"

namespace pledgelab {

/// Records of transfers with prices, and the register of their patents. None: no market method.
struct MarketRecords {
  std::span<const Operation> operations;
  std::span<const RegisteredPatent> patents;
  double gate_sd = 4;  // `evidence_gate_sd`: a price farther off the others is left out, and told
};

/// Appends one entry to the evidence of a patent's plan: F144 over transfers of single patents of
/// its kind and section up to the as-of date, the patent's own left out; features class distance
/// and age, bandwidths by `bandwidth` ("class_distance" in levels, "age_years"). A median,
/// independent of income (loading 0), ln-SD max(.5, scatter/√n_eff), grade E3. Beside the pool:
/// below five effective comparables (V-301), none at all, no filing date or class, a plan without
/// worth. Other kinds of right and records without any price: nothing is appended.
void price_comparables(const Subject& subject, const MarketRecords& market,
                       const ParameterTable& bandwidth, AssetPlan& plan);

}  // namespace pledgelab
