#include "models/sharing/lint.hpp"

#include "models/policy/lint.hpp"
#include "models/sharing/lint_parts.hpp"

namespace pledgelab {

std::vector<Finding> lint_policy(const SharingPolicy& policy) {
  std::vector<Finding> findings = lint_structure(policy);
  lint_trial::Lint lint{policy, lint_trial::Trial(policy)};
  const auto tried = lint.trial.run(policy, {lint_trial::loss_of(lint.trial.typical(), 1'000'000)});
  if (tried) {
    lint_trial::lint_branches(lint);
    lint_trial::lint_acting(lint);
    lint_trial::lint_order(lint);
    lint_trial::lint_failure(lint);
    lint_trial::lint_cliffs(lint);
    lint_trial::lint_incentives(lint);
    lint_trial::lint_attachment(lint);
    lint_trial::lint_gaps(lint);
  } else {
    lint.add("L-190", Gravity::warning, {1, 1},
             {"未能以试算损失检验：" + lint.trial.refused(),
              "not tried on made losses: " + lint.trial.refused()});
  }
  findings.insert(findings.end(), lint.findings.begin(), lint.findings.end());
  sort_findings(findings);
  return findings;
}

}  // namespace pledgelab
