#include "tests/twins/sharing_twin.hpp"

#include <algorithm>

#include "tests/twins/sharing_rows.hpp"

namespace pledgelab::twins {

namespace {

using Members = std::vector<std::size_t>;

bool at_balance(const Step& step) { return step.verb == Step::Verb::cap && step.value.empty(); }

bool closes(const Step& step) {
  return step.unit.period != Unit::Period::none && step.unit.at_close;
}

// First step that closes: with a year, or at the end only.
std::size_t first_close(const SharingPolicy& policy, bool only_at_end) {
  for (std::size_t s = 0; s < policy.steps.size(); ++s) {
    const Step& step = policy.steps[s];
    if (!closes(step)) continue;
    if (!only_at_end || step.unit.period != Unit::Period::year) return s;
  }
  return policy.steps.size();
}

// Losses that walk the steps, by loss_id.
Members by_loss_id(const Pass& pass) {
  Members members;
  for (const Row& row : pass.rows) {
    if (row.walks) members.push_back(row.claim);
  }
  std::sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
    return pass.claims.loss_id[a] < pass.claims.loss_id[b];
  });
  return members;
}

std::set<Date> days_of(const Pass& pass) {
  std::set<Date> days;
  for (const Party& party : pass.policy.parties) {
    for (const AccountSource& source : party.sources) days.insert(source.date);
  }
  for (const Row& row : pass.rows) {
    if (!row.walks) continue;
    days.insert(row.pay);
    days.insert(add_days(row.pay, 1));
    days.insert(year_end_of(pass.policy, row.pay));
  }
  for (const Receipt& receipt : pass.claims.receipts) days.insert(receipt.date);
  return days;
}

Members claims_of(const Pass& pass, Date day) {
  Members today;
  for (const std::size_t i : by_loss_id(pass)) {
    if (pass.rows[i].pay == day) today.push_back(i);
  }
  std::stable_sort(today.begin(), today.end(), [&](std::size_t a, std::size_t b) {
    return pass.rows[a].filed < pass.rows[b].filed;
  });
  return today;
}

void walk(Pass& pass, std::size_t claim, Date day) {
  Row& row = pass.rows[claim];
  const std::size_t end = first_close(pass.policy, false);
  try {
    for (std::size_t s = 0; s < end; ++s) {
      if (!at_balance(pass.policy.steps[s])) run_step(pass, row, s, day);
    }
  } catch (const Undecided& undecided) {
    throw LossUndecided{claim, undecided.reason};
  }
  if (end == pass.steps()) to_party(row, pass.policy.residual, row.open, "residual");
}

// The steps [from, to) at one close.
void close(Pass& pass, const Members& members, std::size_t from, std::size_t to) {
  for (std::size_t s = from; s < to; ++s) close_step(pass, members, s);
}

void run_day(Pass& pass, Date day) {
  const Members today = claims_of(pass, day);
  for (const std::size_t i : today) walk(pass, i, day);
  for (std::size_t s = 0; s < pass.steps(); ++s) {
    if (at_balance(pass.policy.steps[s])) run_balance(pass, s, day, today);
  }
  if (day != year_end_of(pass.policy, day)) return;
  Members year;
  for (const std::size_t i : by_loss_id(pass)) {
    if (year_end_of(pass.policy, pass.rows[i].pay) == day) year.push_back(i);
  }
  close(pass, year, first_close(pass.policy, false), first_close(pass.policy, true));
}

void run_pass(Pass& pass) {
  pass.rows.assign(pass.claims.size(), {});
  pass.found.clear();
  pass.short_of.assign(pass.policy.parties.size(), 0);
  for (std::size_t i = 0; i < pass.claims.size(); ++i) {
    Row& row = pass.rows[i];
    row.claim = i;
    const auto out = pass.out.find(i);
    try {
      open_claim(pass, row);
    } catch (const Undecided& undecided) {
      if (out == pass.out.end()) throw LossUndecided{i, undecided.reason};
    }
    if (out == pass.out.end()) continue;
    row.walks = false;
    row.standing = LossStanding::undecided;
    row.clause = out->second;
    row.open = row.loss;
    row.bills.assign(row.bills.size(), 0);
    row.moved.clear();
  }
  for (const Date day : days_of(pass)) run_day(pass, day);
  const std::size_t at_end = first_close(pass.policy, true);
  close(pass, by_loss_id(pass), at_end, pass.steps());
  for (Row& row : pass.rows) {
    if (row.walks) to_party(row, pass.policy.residual, row.open, "residual");
  }
}

// Later recoveries but those that are the residual party's own.
void set_taken_off(const Pass& first, Pass& second) {
  second.taken_off.clear();
  for (const Row& row : first.rows) {
    second.taken_off.push_back(came_back(first, row, kEver, true) +
                               came_back(first, row, kEver, false) -
                               own_recovery(first, row, kEver));
  }
}

// Runs until no further loss is found undecided; with recompute both runs.
void run_all(Pass& first, Pass& second) {
  for (;;) {
    try {
      run_pass(first);
      const bool again = first.policy.recovery_by == RecoveryBy::recompute;
      if (again && first.found.empty()) {
        set_taken_off(first, second);
        run_pass(second);
      }
      if (first.found.empty() && second.found.empty()) return;
      first.out.insert(first.found.begin(), first.found.end());
      first.out.insert(second.found.begin(), second.found.end());
    } catch (const LossUndecided& undecided) {
      first.out.emplace(undecided.claim, undecided.reason);
    }
    second.out = first.out;
  }
}

std::vector<Fen> recovered_of(const Pass& first, const Pass& second, std::size_t i) {
  const Row& row = first.rows[i];
  if (row.standing == LossStanding::undecided) return std::vector<Fen>(row.bills.size(), 0);
  if (first.policy.recovery_by != RecoveryBy::recompute) return recovered_by(first, row, kEver);
  std::vector<Fen> recovered = row.bills;
  for (std::size_t p = 0; p < recovered.size(); ++p) recovered[p] -= second.rows[i].bills[p];
  recovered[first.policy.residual] += own_recovery(first, row, kEver);
  return recovered;
}

// A bill divided once more: rule 6 on one loss, the taker is `rest`, else the last.
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

}  // namespace

NaiveResult share_naively(const SharingPolicy& policy, const FactTable& facts,
                          const Claims& claims) {
  Pass first{policy, facts, claims, {}, {}, false, {}, {}, {}};
  Pass second{policy, facts, claims, {}, {}, true, {}, {}, {}};
  run_all(first, second);
  NaiveResult result;
  result.short_of = first.short_of;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Row& row = first.rows[i];
    NaiveLoss loss;
    loss.standing = row.standing;
    loss.clause = row.clause;
    loss.pay_date = row.pay;
    loss.loss = row.loss;
    loss.netted = row.netted;
    for (std::size_t s = 0; s < row.marks.size(); ++s) {
      loss.queued += row.marks[s].owed;
      if (row.marks[s].owed > 0) result.short_of[policy.steps[s].party] += row.marks[s].owed;
    }
    loss.bills = row.bills;
    loss.recovered = recovered_of(first, second, i);
    for (const auto& [key, fen] : row.moved) {
      if (fen != 0) loss.moved[key] = fen;
    }
    result.losses.push_back(loss);
  }
  divide_splits(first, result);
  return result;
}

}  // namespace pledgelab::twins
