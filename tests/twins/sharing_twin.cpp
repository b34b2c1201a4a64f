#include "tests/twins/sharing_twin.hpp"

#include <algorithm>

#include "tests/twins/sharing_parts.hpp"

namespace pledgelab::twins {

namespace {

std::vector<Fen> recovered_of(const Pass& first, const Pass& second, std::size_t i) {
  const Row& row = first.rows[i];
  if (row.standing == LossStanding::undecided || first.policy.advance)
    return std::vector<Fen>(row.bills.size(), 0);
  if (first.policy.recovery_by != RecoveryBy::recompute) return recovered_by(first, row, kEver);
  std::vector<Fen> recovered = row.bills;
  for (std::size_t p = 0; p < recovered.size(); ++p) recovered[p] -= second.rows[i].bills[p];
  recovered[first.policy.residual] += own_recovery(first, row, kEver);
  return recovered;
}

// A bill divided once more: rule 6 on one loss, the taker is `rest`, else the
// last.
std::vector<Fen> split_of(const Pass& pass, const Party& party, Fen bill) {
  std::size_t taker = party.split.size() - 1;
  for (std::size_t i = 0; i < party.split.size(); ++i) {
    if (!party.split[i].ratio) taker = i;
  }
  std::vector<Fen> parts(party.split.size());
  Fen left = bill;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i == taker) continue;
    const Quotient share(party.split[i].ratio->num, party.split[i].ratio->den);
    parts[i] = cut(pass.money(share * Quotient(bill)), 0, left);
    left -= parts[i];
  }
  parts[taker] = left;
  return parts;
}

void divide_splits(const Pass& pass, NaiveResult& result) {
  for (std::size_t p = 0; p < pass.policy.parties.size(); ++p) {
    const Party& party = pass.policy.parties[p];
    if (party.split.empty()) continue;
    for (const NaiveLoss& loss : result.losses) {
      const auto whole = split_of(pass, party, loss.bills[p]);
      const auto net = split_of(pass, party, loss.bills[p] - loss.recovered[p]);
      for (std::size_t i = 0; i < whole.size(); ++i) {
        auto& [borne, back] = result.split_of[party.id + "." + party.split[i].id];
        borne += whole[i];
        back += whole[i] - net[i];
      }
    }
  }
}

std::vector<Fen> advance_of(const Pass& first, const Pass& estimate, Row& row) {
  std::vector<Fen> paid(row.bills.size(), 0);
  if (!first.policy.advance) return paid;  // nothing was estimated
  const Row& before = estimate.rows[row.claim];
  if (!before.walks) return paid;
  paid = advanced(estimate, before);
  if (!final_day_of(first, row)) stand_at_estimate(first, row, paid);
  return paid;
}

NaiveLoss loss_of(Pass& first, const Pass& second, std::size_t i) {
  Row& row = first.rows[i];
  NaiveLoss loss;
  loss.standing = row.standing;
  loss.clause = row.clause;
  loss.pay_date = row.pay;
  loss.loss = row.loss;
  loss.netted = row.netted;
  for (const Mark& mark : row.marks) loss.queued += mark.owed;
  const bool undecided = row.standing == LossStanding::undecided;
  const auto advance = undecided ? std::vector<Fen>() : advance_of(first, second, row);
  loss.bills = row.bills;
  loss.recovered = recovered_of(first, second, i);
  for (const auto& [key, fen] : row.moved) {
    if (fen != 0) loss.moved[key] = fen;
  }
  if (undecided) return loss;
  loss.payments = payments_of(first, row, advance);
  if (const auto sold = bought(first, row)) {
    loss.bought_on = sold->date;
    loss.price = sold->price;
    loss.proceeds = sold->proceeds;
  }
  return loss;
}

void tell_money(const Pass& pass, NaiveResult& result) {
  for (const Flow& flow : pass.flows) {
    if (flow.fen != 0) result.flows[{flow.party, flow.date, flow.what, flow.label}] += flow.fen;
  }
  result.unpaid = pass.unpaid;
  result.charges_undecided = pass.charges_undecided;
  for (const ChargeDue& line : pass.charges) {
    auto& [fen, unpaid] = result.charges[{line.charge, line.claim, line.date}];
    fen += line.fen;
    unpaid += line.unpaid;
  }
  for (const auto& [key, state] : pass.breakers) {
    for (const auto& [day, on] : state.changes) result.breakers[{key.first, key.second, day}] = on;
  }
}

}  // namespace

NaiveResult share_naively(const SharingPolicy& policy, const FactTable& facts, const Claims& claims,
                          const Periods& periods) {
  Pass first{policy, facts, claims, periods};
  Pass second{policy, facts, claims, periods};
  second.first = &first;
  second.less_recovered = policy.recovery_by == RecoveryBy::recompute;
  second.staged = Stage::estimate;
  run_all(first, second);
  NaiveResult result;
  result.short_of = first.short_of;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Row& row = first.rows[i];
    for (std::size_t s = 0; s < row.marks.size(); ++s) {
      if (row.marks[s].owed > 0) result.short_of[policy.steps[s].party] += row.marks[s].owed;
    }
    result.losses.push_back(loss_of(first, second, i));
  }
  divide_splits(first, result);
  tell_money(first, result);
  return result;
}

}  // namespace pledgelab::twins
