// One right's methods and outside evidence made one worth: the gate before the pool, the pool, and
// what each one's part in it was.
#pragma once

#include <vector>

#include "models/evidence/estimate.hpp"
#include "models/valuation/plan.hpp"
#include "models/valuation/valuation.hpp"

namespace pledgelab {

/// The worth before status. Mean of a lognormal of spread `ln_sd`; 0 where there is nothing.
struct PooledWorth {
  double mean_yuan = 0;
  double ln_sd = 0;
  bool disagreement = false;         // the members lie wider than their spreads explain
  std::vector<double> weights = {};  // of the members with a worth above 0, in order
};

/// F197. How many of their joint spreads two estimates lie apart: (l_i - l) / sqrt(s_i² + s²),
/// above 0 where `one` is higher. Source: the difference of two independent normals.
double evidence_distance(const LnEstimate& one, const LnEstimate& rest);

/// Sets aside what cannot be of the same right. Each piece of evidence is held against the pool of
/// everything else by F197. While the farthest lies more than `gate_sd` spreads away, the higher
/// side of the two is put beside the pool with the reason, and the plan is `contradicted`: nothing
/// doubtful raises a worth, and a slip of unit (万 for 亿, ten thousand times) is not averaged in.
/// `stream_yuan` · worth of the plan's stream today.
void gate_evidence(double stream_yuan, double correlation, double gate_sd, AssetPlan& plan);

/// Methods that are not beside, pooled: F25, with evidence F163; the mean is exp(l + s²/2) of that
/// (valuation.md 5.2 item 1); then widened by F26 about the same mean, bounded by F196.
PooledWorth pool_worth(const AssetPlan& plan, double stream_yuan, double correlation);

/// What each method says, the plan's own first, then evidence in the order of its rows; no weights.
std::vector<MethodEstimate> method_estimates(const AssetPlan& plan, double stream_yuan);

/// The pool's weights to the methods they are of, and the grade that follows (F162): of a
/// contradicted plan no better than E4.
void weigh_methods(const std::vector<double>& weights, bool contradicted, Valuation& valuation);

}  // namespace pledgelab
