// Accounts of the sharing twin: a cap at a balance on one day (section 7 of the
// language).
#include <algorithm>

#include "tests/twins/sharing_parts.hpp"

namespace pledgelab::twins {

namespace {

// What the account owes for one loss today, and what paying it costs.
struct Due {
  std::size_t claim = 0;
  Fen amount = 0;
  Fen cash = 0;
  Fen allotted = 0;
  bool queued = false;
};

// The bill moved from the one who carries it to the party, if `paid` of a queue
// is paid.
Row after_paying(const Pass& pass, const Row& row, std::uint32_t party, Fen paid) {
  Row after = row;
  after.bills[pass.policy.residual] -= paid;
  after.bills[party] += paid;
  return after;
}

Fen cash_of(const Pass& pass, std::size_t index, const Due& due, Fen paid, Date day) {
  const Step& step = pass.policy.steps[index];
  if (!due.queued || step.room == Step::Room::paid) return paid;
  const Row& row = pass.rows[due.claim];
  const Fen now = recovered_by(pass, row, day)[step.party];
  return paid - recovered_by(pass, after_paying(pass, row, step.party, paid), day)[step.party] +
         now;
}

// The largest amount up to the due one whose cash is at most the allotment.
// Cash never falls with the amount.
Fen paid_for(const Pass& pass, std::size_t index, const Due& due, Date day) {
  if (due.cash <= due.allotted) return due.amount;
  Fen low = 0;
  Fen high = due.amount;
  while (low < high) {
    const Fen middle = (low + high + 1) / 2;
    if (cash_of(pass, index, due, middle, day) <= due.allotted) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

void allot(const Pass& pass, std::size_t index, Fen balance, std::vector<Due>& dues) {
  Fen whole = 0;
  for (const Due& due : dues) whole += due.cash;
  const Fen part = std::min(whole, balance);
  Fen allotted = 0;
  Fen running = 0;
  for (Due& due : dues) {
    running += due.cash;
    if (!pass.policy.steps[index].pro_rata) {
      due.allotted = std::min(due.cash, Fen(part - allotted));
    } else if (whole != 0) {
      const Fen upto = pass.money(Quotient(times(running, part), whole));
      due.allotted = cut(upto - allotted, 0, due.cash);
    }
    allotted += due.allotted;
  }
}

// Moves the bills by what is paid of a due amount.
void pay(Pass& pass, std::size_t index, const Due& due, Fen paid, Date day) {
  const Step& step = pass.policy.steps[index];
  Row& row = pass.rows[due.claim];
  Mark& mark = row.marks[index];
  mark.part += paid;
  row.paid_on[{day, step.party}] += paid;
  if (due.queued) {
    shift(row, pass.policy.residual, step.party, paid, step.id);
    mark.owed -= paid;
    return;
  }
  const std::uint32_t over = step.queue ? pass.policy.residual : step.over_party;
  shift(row, step.party, over, due.amount - paid, step.id);
  if (step.queue) {
    mark.owed = due.amount - paid;
  } else {
    pass.short_of[step.party] += due.amount - paid;
  }
}

// Losses with something queued, in the order of (filing date, loss_id).
std::vector<std::size_t> queue_of(const Pass& pass, std::size_t index) {
  std::vector<std::size_t> queue;
  for (const Row& row : pass.rows) {
    if (row.marks[index].owed > 0) queue.push_back(row.claim);
  }
  std::sort(queue.begin(), queue.end(), [&](std::size_t a, std::size_t b) {
    const auto key = [&](std::size_t i) {
      return std::tuple(pass.rows[i].pay, pass.rows[i].filed, pass.claims.loss_id[i]);
    };
    return key(a) < key(b);
  });
  return queue;
}

}  // namespace

Fen balance_on(const Pass& pass, std::uint32_t party, Date day) {
  Fen balance = 0;
  for (const AccountSource& source : pass.policy.parties[party].sources) {
    if (source.date <= day) balance += source.amount.fen();
  }
  for (const Flow& flow : pass.flows) {
    if (flow.party == party) balance += flow.fen;
  }
  for (std::size_t index = 0; index < pass.steps(); ++index) {
    const Step& step = pass.policy.steps[index];
    if (step.verb != Step::Verb::cap || !step.value.empty() || step.party != party) continue;
    for (const Row& row : pass.rows) {
      if (!row.marks[index].met) continue;
      balance -= row.marks[index].part;
      if (step.room == Step::Room::paid_less_recovered) {
        balance += recovered_by(pass, row, day)[party];
      }
    }
  }
  return balance;
}

void run_balance(Pass& pass, std::size_t index, Date day, const std::vector<std::size_t>& today) {
  std::vector<Due> dues;
  for (const std::size_t i : queue_of(pass, index)) {
    dues.push_back({i, pass.rows[i].marks[index].owed, 0, 0, true});
  }
  for (const std::size_t i : today) {
    try {
      if (meets(pass, pass.rows[i], index)) {
        dues.push_back({i, pass.rows[i].marks[index].amount, 0, 0, false});
      }
    } catch (const Undecided& undecided) {
      throw LossUndecided{i, undecided.reason};
    }
  }
  for (Due& due : dues) due.cash = cash_of(pass, index, due, due.amount, day);
  allot(pass, index, balance_on(pass, pass.policy.steps[index].party, day), dues);
  std::vector<Fen> paid;
  paid.reserve(dues.size());
  for (const Due& due : dues) paid.push_back(paid_for(pass, index, due, day));
  for (std::size_t i = 0; i < dues.size(); ++i) pay(pass, index, dues[i], paid[i], day);
}

}  // namespace pledgelab::twins
