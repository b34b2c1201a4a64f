// What comes back later, in the sharing twin (section 6 of the language).
#include <algorithm>

#include "tests/twins/sharing_parts.hpp"

namespace pledgelab::twins {

namespace {

// What slices and quotas handed to each party, before anything moved it.
std::vector<Fen> quota_parts(const Pass& pass, const Row& row) {
  std::vector<Fen> parts(row.bills.size(), 0);
  for (std::size_t s = 0; s < row.marks.size(); ++s) {
    const Step::Verb verb = pass.policy.steps[s].verb;
    if (verb != Step::Verb::slice && verb != Step::Verb::quota) continue;
    for (const auto& [party, fen] : row.marks[s].got) parts[party] += fen;
  }
  return parts;
}

Fen sum_of(const std::vector<Fen>& parts) {
  Fen sum = 0;
  for (Fen part : parts) sum += part;
  return sum;
}

bool reads_back(const Pass& pass, std::size_t party) {
  return std::any_of(pass.policy.steps.begin(), pass.policy.steps.end(), [party](const Step& step) {
    return step.verb == Step::Verb::cap && step.value.empty() && step.party == party &&
           step.room == Step::Room::paid_less_recovered;
  });
}

// One division under way: nobody gets more than its limit, nor more than is
// left.
struct Division {
  std::vector<Fen> limits;
  std::vector<Fen> got;
  Fen left = 0;

  void give(std::size_t party, Fen wanted) {
    const Fen part = std::min({wanted, Fen(limits[party] - got[party]), left});
    got[party] += part;
    left -= part;
  }
  // Each party but the residual its quotient of `back` by `weights`; rounded down for one whose
  // account is credited with it.
  void by_weight(const Pass& pass, const std::vector<Fen>& weights, Fen back) {
    const Fen whole = sum_of(weights);
    if (whole == 0) return;
    for (std::size_t p = 0; p < weights.size(); ++p) {
      if (p == pass.policy.residual) continue;
      const Quotient exact(times(back, weights[p]), whole);
      give(p, reads_back(pass, p) ? exact.num() / exact.den() : pass.money(exact));
    }
  }
  void rest_to_others(const Pass& pass) {
    for (const bool last : {false, true}) {
      for (std::size_t p = 0; p < limits.size(); ++p) {
        if (p != pass.policy.residual && reads_back(pass, p) == last) give(p, left);
      }
    }
  }
};

}  // namespace

Fen own_recovery(const Pass& pass, const Row& row, Date day) {
  return std::min(came_back(pass, row, day, false), row.bills[pass.policy.residual]);
}

std::vector<Fen> recovered_by(const Pass& pass, const Row& row, Date day) {
  const std::uint32_t residual = pass.policy.residual;
  const Fen own = own_recovery(pass, row, day);
  const Fen back = came_back(pass, row, day, true) + came_back(pass, row, day, false) - own;
  Division division{row.bills, std::vector<Fen>(row.bills.size(), 0), back};
  division.limits[residual] -= own;
  std::vector<Fen> others = row.bills;
  others[residual] = 0;
  switch (pass.policy.recovery_by) {
    case RecoveryBy::recompute:
    case RecoveryBy::as_borne:
      division.by_weight(pass, row.bills, back);
      break;
    case RecoveryBy::as_quota: {
      const std::vector<Fen> parts = quota_parts(pass, row);
      division.by_weight(pass, sum_of(parts) == 0 ? row.bills : parts, back);
      break;
    }
    case RecoveryBy::residual_first:
      division.give(residual, back);
      division.by_weight(pass, others, division.left);
      break;
    case RecoveryBy::payers_first:
      division.by_weight(pass, others, back);
      division.rest_to_others(pass);
      break;
  }
  division.give(residual, division.left);
  division.rest_to_others(pass);
  division.got[residual] += own;
  return division.got;
}

}  // namespace pledgelab::twins
