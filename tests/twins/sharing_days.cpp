// The days of the sharing twin, one after the other (section 7 of the
// language), and what is done again when a loss is found undecided.
#include <algorithm>

#include "tests/twins/sharing_parts.hpp"

namespace pledgelab::twins {

namespace {

using Members = std::vector<std::size_t>;

bool at_balance(const Step& step) { return step.verb == Step::Verb::cap && step.value.empty(); }

bool closes(const Step& step) {
  return step.verb == Step::Verb::band ||
         (step.unit.period != Unit::Period::none && step.unit.at_close);
}

// First step that closes: with a year, or at the end only.
std::size_t first_close(const SharingPolicy& policy, bool only_at_end) {
  for (std::size_t s = 0; s < policy.steps.size(); ++s) {
    const Step& step = policy.steps[s];
    if (!closes(step)) continue;
    const bool yearly = step.verb == Step::Verb::band || step.unit.period == Unit::Period::year;
    if (!only_at_end || !yearly) return s;
  }
  return policy.steps.size();
}

// The latest of sources, pay dates, recoveries, charges and, with ratios or
// breakers, periods.
Date last_known_of(const Pass& pass) {
  Date last{-1'000'000};
  for (const Party& party : pass.policy.parties) {
    for (const AccountSource& source : party.sources) last = std::max(last, source.date);
  }
  for (const Row& row : pass.rows) {
    if (row.standing != LossStanding::no_loss) last = std::max(last, row.pay);
  }
  for (const Receipt& receipt : pass.claims.receipts) {
    const Row& row = pass.rows[receipt.claim];
    if (receipt.date <= row.pay && nets(pass.policy)) continue;
    last = std::max(last, counts_from(row, receipt));
  }
  for (const ChargeDue& line : pass.charges) last = std::max(last, line.date);
  for (const PeriodRow& row : pass.periods.rows) {
    if (is_watched(pass, row)) last = std::max(last, row.end);
  }
  return last;
}

bool is_month_end(Date day) { return day == month_end(day); }

// Every day on which anything can happen; with a breaker or a running ratio,
// every day there is.
std::set<Date> days_of(const Pass& pass) {
  std::set<Date> days;
  for (const Party& party : pass.policy.parties) {
    for (const AccountSource& source : party.sources) days.insert(source.date);
  }
  for (const Row& row : pass.rows) {
    days.insert(row.pay);
    days.insert(add_days(row.pay, 1));
    days.insert(year_end_of(pass.policy, row.pay));
  }
  for (const Receipt& receipt : pass.claims.receipts) days.insert(receipt.date);
  for (const ChargeDue& line : pass.charges) days.insert(line.date);
  for (const PeriodRow& row : pass.periods.rows) days.insert(row.end);
  if (days.empty()) return days;
  const bool live = std::any_of(pass.policy.parties.begin(), pass.policy.parties.end(),
                                [](const Party& party) { return party.terms.lives(); });
  const bool daily = !pass.policy.breakers.empty() || !pass.policy.ratios.empty();
  const Date end = daily ? add_days(year_end_of(pass.policy, *days.rbegin()), 1) : pass.last_known;
  for (Date day = *days.begin(); (live || daily) && day <= end; day = add_days(day, 1)) {
    const bool after = day == add_days(year_end_of(pass.policy, add_days(day, -1)), 1);
    if (daily || is_month_end(day) || day == year_end_of(pass.policy, day) || after) {
      days.insert(day);
    }
  }
  // A claim let go on the day after the last one known may be of the next policy year.
  if (daily) days.insert(year_end_of(pass.policy, add_days(pass.last_known, 1)));
  return days;
}

Members in_order(const Pass& pass, Members claims) {
  std::stable_sort(claims.begin(), claims.end(), [&](std::size_t a, std::size_t b) {
    return pass.rows[a].filed < pass.rows[b].filed;
  });
  return claims;
}

Members claims_of(const Pass& pass, Date day) {
  Members today;
  for (const std::size_t i : by_loss_id(pass)) {
    if (pass.rows[i].pay == day && !pass.rows[i].waits) today.push_back(i);
  }
  return in_order(pass, today);
}

void walk(Pass& pass, std::size_t claim, Date day) {
  Row& row = pass.rows[claim];
  const std::size_t end = first_close(pass.policy, false);
  for (std::size_t s = 0; s < end; ++s) {
    if (!at_balance(pass.policy.steps[s])) run_step(pass, row, s, day);
  }
  if (end == pass.steps()) to_party(row, pass.policy.residual, row.open, "residual");
}

// What comes before the steps on the pay date; whether the claim goes on to
// them.
bool goes_on(Pass& pass, Row& row, Date day) {
  std::string clause = barred(pass, row);
  if (clause.empty()) clause = stopped_new(pass, row);
  if (!clause.empty()) {
    bar(pass, row, clause);
    return false;
  }
  if (has_leverage(pass.policy) && !is_covered(pass, row)) {
    bar(pass, row, "leverage");
    return false;
  }
  if (pass.first != nullptr) {
    const Row& before = pass.first->rows[row.claim];
    // What an advance is paid on, or what is left of a loss, may meet the rules that it does not.
    const bool ruled = before.clause == "effective" || before.clause == "trigger" ||
                       before.clause == "file_within";
    if (ruled) return true;
    if (!before.walks && before.standing != LossStanding::no_loss) {
      bar(pass, row, before.clause);
      row.standing = before.standing;
      return false;
    }
    return true;
  }
  const PolicyBreaker* stopped = stopped_claim(pass, row, day);
  if (stopped == nullptr) return true;
  if (stopped->lapse) {
    bar(pass, row, stopped->id);
    return false;
  }
  row.waits = true;
  row.holder = stopped->id;
  return false;
}

// The held claims whose breakers are off today: paid today, on what came back
// until today.
Members released(Pass& pass, Date day) {
  Members found;
  for (const std::size_t i : by_loss_id(pass)) {
    Row& row = pass.rows[i];
    if (!row.waits) continue;
    if (still_holds(pass, row, day)) continue;
    const PolicyBreaker* stopped = stopped_claim(pass, row, day);
    if (stopped != nullptr && !stopped->lapse) {
      row.holder = stopped->id;
      continue;
    }
    row.waits = false;
    row.pay = day;
    set_loss(pass, row);
    if (row.loss == 0) {
      row.walks = false;
      row.standing = LossStanding::no_loss;
    } else if (stopped != nullptr) {
      bar(pass, row, stopped->id);
    } else {
      found.push_back(i);
    }
  }
  return in_order(pass, found);
}

void run_day(Pass& pass, Date day) {
  open_account_day(pass, day);
  pay_charges(pass, day);
  Members today;
  if (day <= add_days(pass.last_known, 1)) today = released(pass, day);
  for (const std::size_t i : claims_of(pass, day)) {
    if (std::find(today.begin(), today.end(), i) != today.end()) continue;
    try {
      if (goes_on(pass, pass.rows[i], day)) today.push_back(i);
    } catch (const Undecided& undecided) {
      throw LossUndecided{i, undecided.reason};
    }
  }
  for (const std::size_t i : today) {
    try {
      walk(pass, i, day);
    } catch (const Undecided& undecided) {
      throw LossUndecided{i, undecided.reason};
    }
  }
  for (std::size_t s = 0; s < pass.steps(); ++s) {
    const bool known = day <= pass.last_known || !today.empty();
    if (known && at_balance(pass.policy.steps[s])) run_balance(pass, s, day, today);
  }
  close_account_year(pass, day);
  if (day == year_end_of(pass.policy, day)) {
    record_ratios(pass, day);
    Members year;
    for (const std::size_t i : by_loss_id(pass)) {
      const Row& row = pass.rows[i];
      if (!row.waits && year_end_of(pass.policy, row.pay) == day) year.push_back(i);
    }
    const std::size_t end = first_close(pass.policy, true);
    for (std::size_t s = first_close(pass.policy, false); s < end; ++s) close_step(pass, year, s);
  }
  record_ratios(pass, day);
  look_at_breakers(pass, day);
  close_account_day(pass, day);
}

void open_all(Pass& pass) {
  for (std::size_t i = 0; i < pass.claims.size(); ++i) pass.rows[i].claim = i;
  for (std::size_t i = 0; i < pass.claims.size(); ++i) {
    Row& row = pass.rows[i];
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
}

// Held for ever: the residual party's, on the first pay date.
void keep_held(Pass& pass) {
  for (const std::size_t i : by_loss_id(pass)) {
    Row& row = pass.rows[i];
    if (!row.waits) continue;
    bar(pass, row, row.holder);
    row.standing = LossStanding::held;
  }
}

void run_pass(Pass& pass) {
  pass.rows.assign(pass.claims.size(), {});
  pass.found.clear();
  pass.found_by = pass.steps();
  pass.short_of.assign(pass.policy.parties.size(), 0);
  pass.flows.clear();
  pass.closing.clear();
  pass.unpaid.clear();
  pass.breakers.clear();
  pass.ratio_on.clear();
  pass.charges.clear();
  open_all(pass);
  draw_charges(pass);
  pass.last_known = last_known_of(pass);
  for (const Date day : days_of(pass)) run_day(pass, day);
  const std::size_t at_end = first_close(pass.policy, true);
  keep_held(pass);
  const Members members = by_loss_id(pass);
  for (std::size_t s = at_end; s < pass.steps(); ++s) close_step(pass, members, s);
  for (Row& row : pass.rows) {
    if (row.walks) to_party(row, pass.policy.residual, row.open, "residual");
    try {
      if (pass.policy.purchase) bought(pass, row);
    } catch (const Undecided& undecided) {
      pass.found.emplace(row.claim, undecided.reason);
    }
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

}  // namespace

std::vector<std::size_t> by_loss_id(const Pass& pass) {
  Members members;
  for (const Row& row : pass.rows) {
    if (row.walks) members.push_back(row.claim);
  }
  std::sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
    return pass.claims.loss_id[a] < pass.claims.loss_id[b];
  });
  return members;
}

void run_all(Pass& first, Pass& second) {
  const bool again =
      first.policy.recovery_by == RecoveryBy::recompute || first.policy.advance.has_value();
  for (;;) {
    try {
      run_pass(first);
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

}  // namespace pledgelab::twins
