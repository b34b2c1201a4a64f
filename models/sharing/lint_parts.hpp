// Inside the room: the parts of the lint that try losses.
#pragma once

#include <string>
#include <vector>

#include "models/policy/finding.hpp"
#include "models/policy/telling.hpp"
#include "models/sharing/lint_trial.hpp"

namespace pledgelab::lint_trial {

/// A policy under trial and what was found.
struct Lint {
  const SharingPolicy& policy;
  Trial trial;
  std::vector<Finding> findings = {};

  void add(const char* code, Gravity gravity, const Place& place,
           const policy_telling::Told& told) {
    findings.push_back({code, gravity, place, told.zh, told.en});
  }
  [[nodiscard]] policy_telling::Told money(std::int64_t fen) const {
    return policy_telling::tell(Money::of_fen(fen), policy.currency);
  }
};

/// L-101
void lint_branches(Lint& lint);
/// L-104, L-114
void lint_acting(Lint& lint);
/// L-105
void lint_order(Lint& lint);
/// L-106
void lint_failure(Lint& lint);
/// L-107
void lint_cliffs(Lint& lint);
/// L-109
void lint_incentives(Lint& lint);
/// L-110
void lint_attachment(Lint& lint);
/// L-119
void lint_gaps(Lint& lint);

/// The last of several losses of one size through the policy: what it gave.
TriedLoss loss_of(const Loan& loan, std::int64_t principal_fen);

}  // namespace pledgelab::lint_trial
