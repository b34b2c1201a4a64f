#include "models/valuation/worth_pool.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>

#include "models/valuation/distribution.hpp"

namespace pledgelab {
namespace {

// One that may be pooled: its loading on the common factor of the errors (F163), and where in the
// plan it stands: a place in `evidence`, or the plan's own stream and cost.
struct Member {
  LnEstimate estimate;
  double loading = 0;
  std::optional<std::size_t> evidence = {};
  bool cost = false;
};

std::vector<Member> members_of(const AssetPlan& plan, double stream_yuan, double correlation) {
  std::vector<Member> members;
  const auto add = [&](double value_yuan, double ln_sd, bool cost) {
    if (value_yuan <= 0) return;
    const LnEstimate estimate{std::log(value_yuan) - ln_sd * ln_sd / 2, ln_sd};
    members.push_back({estimate, std::sqrt(correlation), {}, cost});
  };
  if (plan.has_stream && plan.stream_beside.empty()) add(stream_yuan, plan.stream_ln_sd, false);
  if (plan.has_cost && plan.cost_beside.empty()) add(plan.cost_yuan, plan.cost_ln_sd, true);
  for (std::size_t i = 0; i < plan.evidence.size(); ++i) {
    const PricedEvidence& one = plan.evidence[i];
    if (!one.beside.empty()) continue;
    members.push_back({{one.ln_centre, one.ln_sd}, one.loading, i, false});
  }
  return members;
}

struct Columns {
  std::vector<LnEstimate> estimates = {};
  std::vector<double> loadings = {};
};

Columns columns_of(const std::vector<Member>& members, std::optional<std::size_t> without = {}) {
  Columns columns;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (without && *without == i) continue;
    columns.estimates.push_back(members[i].estimate);
    columns.loadings.push_back(members[i].loading);
  }
  return columns;
}

// The piece of evidence that lies farthest from the rest, and how far.
struct Outlier {
  std::size_t member = 0;
  double distance_sd = 0;  // F197
  double ln_ratio = 0;     // evidence over the rest
};

std::optional<Outlier> farthest(const std::vector<Member>& members) {
  std::optional<Outlier> found;
  if (members.size() < 2) return found;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!members[i].evidence) continue;
    const Columns rest = columns_of(members, i);
    const Pooled others = pool_on_factor(rest.estimates, rest.loadings).value();
    const LnEstimate& one = members[i].estimate;
    const double far = std::abs(evidence_distance(one, {others.ln_centre, others.ln_sd}));
    const double ln_ratio = one.ln_centre - others.ln_centre;
    // Two that stand against each other lie equally far, and the higher one is the outlier: neither
    // rounding nor the order of the rows may choose.
    const bool alike = found && std::abs(far - found->distance_sd) <= 1e-9 * far;
    if (!found || (alike ? ln_ratio > found->ln_ratio : far > found->distance_sd)) {
      found = Outlier{i, far, ln_ratio};
    }
  }
  return found;
}

std::string reason_of(const Outlier& outlier) {
  char text[160];
  std::snprintf(text, sizeof text,
                "%.3g times what stands against it, %.1f spreads apart: both cannot be of this "
                "right, the lower stands; check unit and identity",
                std::exp(std::abs(outlier.ln_ratio)), outlier.distance_sd);
  return text;
}

void put_beside(const Member& member, const std::string& reason, AssetPlan& plan) {
  if (member.evidence) {
    plan.evidence[*member.evidence].beside = reason;
  } else {
    (member.cost ? plan.cost_beside : plan.stream_beside) = reason;
  }
}

}  // namespace

double evidence_distance(const LnEstimate& one, const LnEstimate& rest) {
  return (one.ln_centre - rest.ln_centre) / std::hypot(one.ln_sd, rest.ln_sd);
}

void gate_evidence(double stream_yuan, double correlation, double gate_sd, AssetPlan& plan) {
  while (true) {
    const std::vector<Member> members = members_of(plan, stream_yuan, correlation);
    const auto outlier = farthest(members);
    if (!outlier || outlier->distance_sd <= gate_sd) return;
    const std::string reason = reason_of(*outlier);
    const bool evidence_higher = outlier->ln_ratio > 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if ((i == outlier->member) == evidence_higher) put_beside(members[i], reason, plan);
    }
    const PricedEvidence& one = plan.evidence[*members[outlier->member].evidence];
    plan.flags.push_back(std::string(kEvidenceContradicts) + ": " + one.method + " of " +
                         one.source + (evidence_higher ? " is " : " is exceeded: ") + reason);
    plan.contradicted = true;
  }
}

PooledWorth pool_worth(const AssetPlan& plan, double stream_yuan, double correlation) {
  const std::vector<Member> members = members_of(plan, stream_yuan, correlation);
  if (members.empty()) return {};
  const bool outside = std::any_of(members.begin(), members.end(),
                                   [](const Member& one) { return one.evidence.has_value(); });
  if (!outside) {
    if (plan.has_stream && plan.stream_beside.empty() && stream_yuan <= 0) return {};
    if (members.size() == 1) {
      const double value = members[0].cost ? plan.cost_yuan : stream_yuan;
      return {value, members[0].estimate.ln_sd, false, {1}};
    }
  }
  const Columns columns = columns_of(members);
  Pooled pooled = outside ? pool_on_factor(columns.estimates, columns.loadings).value()
                          : pool_estimates(columns.estimates, correlation).value();
  // The mean is that of the pool: members that disagree widen it, and must not raise it.
  const double mean = std::exp(pooled.ln_centre + pooled.ln_sd * pooled.ln_sd / 2);
  widen_for_disagreement(pooled, columns.estimates);
  bound_spread(pooled, columns.estimates);
  return {mean, pooled.ln_sd, pooled.disagreement, std::move(pooled.weights)};
}

std::vector<MethodEstimate> method_estimates(const AssetPlan& plan, double stream_yuan) {
  std::vector<MethodEstimate> methods;
  if (plan.has_stream) {
    methods.push_back({plan.stream_method,
                       plan.stream_formula,
                       stream_yuan,
                       plan.stream_ln_sd,
                       0,
                       plan.stream_grade,
                       {},
                       plan.stream_beside});
  }
  if (plan.has_cost) {
    methods.push_back({plan.cost_method,
                       plan.cost_formula,
                       plan.cost_yuan,
                       plan.cost_ln_sd,
                       0,
                       EvidenceGrade::e4,
                       {},
                       plan.cost_beside});
  }
  for (const PricedEvidence& one : plan.evidence) {
    methods.push_back(
        {one.method, one.formula, one.value_yuan, one.ln_sd, 0, one.grade, one.source, one.beside});
  }
  return methods;
}

void weigh_methods(const std::vector<double>& weights, bool contradicted, Valuation& valuation) {
  std::size_t next = 0;
  for (MethodEstimate& method : valuation.methods) {
    const bool pooled = method.value_yuan > 0 && method.beside.empty();
    if (pooled && next < weights.size()) method.weight_frac = weights[next++];
  }
  valuation.effective_evidences = effective_evidences(weights);
  std::vector<GradedWeight> graded;
  for (const MethodEstimate& one : valuation.methods)
    graded.push_back({one.grade, one.weight_frac});
  const auto grade = evidence_grade(graded);
  if (!grade) return;
  valuation.grade = grade.value();
  if (contradicted) valuation.grade = std::max(*valuation.grade, EvidenceGrade::e4);
}

}  // namespace pledgelab
