// Accounts: what comes back, and caps at a balance over the day's claims and the queue.
#include <algorithm>
#include <utility>

#include "models/sharing/ledger_run.hpp"

namespace pledgelab::ledger {
namespace {

const Instruction& balance_cap(const Run& run, std::size_t cap) {
  return run.program.steps[run.program.balance_begin + cap];
}

// Redoes the division of what came back, and moves the accounts and rooms it touches.
void divide_receipts(Run& run, std::uint32_t claim) {
  const Program& program = run.program;
  LossState& state = run.states[claim];
  const std::vector<std::int64_t> parts = parts_of(program, state, state.bills);
  for (std::uint32_t step = 0; step < program.close_begin; ++step) {
    const Instruction& cap = program.steps[step];
    if (cap.verb != Step::Verb::cap || !cap.less_recovered) continue;
    const std::int64_t change = parts[cap.party] - state.recovered[cap.party];
    UnitKey key;
    if (cap.at_balance()) {
      if (state.balance_applies[step - program.balance_begin] == 0) continue;
      run.move(cap.party, MoneyKind::recovered, {}, change, claim);
    } else if (state.met[step] != 0 && run.unit_key(claim, step, key) == Standing::known) {
      run.unit(key).booked -= change;
    }
  }
  tell_parts(run.result, {claim, 0, run.today, 0, run.from}, state.recovered, parts);
  state.recovered = parts;
  if (program.watches()) run.watch.touched.push_back(claim);
}

// What the account pays in cash when `fen` more of the loss becomes its bill.
std::int64_t cash_for(const Run& run, std::uint32_t claim, const Instruction& cap,
                      std::int64_t fen) {
  const LossState& state = run.states[claim];
  if (!cap.less_recovered || !state.back.any()) return fen;
  std::vector<std::int64_t> bills = state.bills;
  bills[cap.party] += fen;
  bills[run.program.residual] -= fen;
  const std::vector<std::int64_t> parts = parts_of(run.program, state, bills);
  return fen - (parts[cap.party] - state.recovered[cap.party]);
}

// The most of `due` that costs at most `cash`: an account's part grows by no more than its bill.
std::int64_t affordable(const Run& run, std::uint32_t claim, const Instruction& cap,
                        std::int64_t due, std::int64_t cash) {
  std::int64_t low = 0;
  std::int64_t high = due;
  while (low < high) {
    const std::int64_t middle = low + (high - low + 1) / 2;
    if (cash_for(run, claim, cap, middle) <= cash) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

void pay(Run& run, std::uint32_t claim, std::size_t at, std::int64_t fen) {
  const Instruction& cap = balance_cap(run, at);
  LossState& state = run.states[claim];
  state.bills[cap.party] += fen;
  state.bills[run.program.residual] -= fen;
  run.move(cap.party, MoneyKind::paid, {}, -fen, claim);
  state.queued[at] -= fen;
  divide_receipts(run, claim);
}

using Bills = std::vector<std::vector<std::int64_t>>;  // by claim and party

// Posts what a day's settlement of `step` moved on the bills of its claims, as they stood `before`;
// what went to the residual party and came back the same day is no movement.
void post_moved(Run& run, std::uint32_t step, const std::vector<std::uint32_t>& claims,
                const Bills& before) {
  for (std::size_t i = 0; i < claims.size(); ++i) {
    std::vector<std::int64_t>& bills = run.states[claims[i]].bills;
    const std::vector<std::int64_t> after = std::exchange(bills, before[i]);
    for (std::uint32_t party = 0; party < after.size(); ++party) {
      run.post(claims[i], step, party, after[party] - before[i][party]);
    }
  }
}

// Whether the account pays today's bill of the claim: there is one, and the cap's `if` holds.
bool reaches(Run& run, std::size_t at, std::uint32_t claim) {
  const auto step = static_cast<std::uint32_t>(run.program.balance_begin + at);
  LossState& state = run.states[claim];
  if (state.excluded || run.pass_is_void) return false;
  const Acts answer = acts(run, claim, step);
  run.pass_is_void = run.pass_is_void || answer == Acts::undecided;
  state.balance_applies[at] = answer == Acts::yes ? 1 : 0;
  return answer == Acts::yes;
}

// The claims before an account today: its queue, then the bills that reached it. Until a bill is
// paid the residual party carries it.
Bills line_up(Run& run, std::size_t at, const std::vector<std::uint32_t>& fresh) {
  const Instruction& cap = balance_cap(run, at);
  Bills before;
  for (const std::uint32_t claim : run.queues[at]) before.push_back(run.states[claim].bills);
  for (const std::uint32_t claim : fresh) {
    LossState& state = run.states[claim];
    if (!reaches(run, at, claim)) continue;
    const std::int64_t bill = state.bills[cap.party];
    before.push_back(state.bills);
    state.queued[at] = bill;
    state.bills[cap.party] -= bill;
    state.bills[run.program.residual] += bill;
    run.queues[at].push_back(claim);
  }
  return before;
}

// What the account cannot pay goes to `over`.
void pass_on(Run& run, std::size_t at) {
  const Instruction& cap = balance_cap(run, at);
  for (const std::uint32_t claim : run.queues[at]) {
    LossState& state = run.states[claim];
    state.bills[run.program.residual] -= state.queued[at];
    state.bills[cap.other_party] += state.queued[at];
    run.passed[cap.party] += state.queued[at];
    state.queued[at] = 0;
  }
  run.queues[at].clear();
}

// The day's order at one account: the queue, then what reached it today.
void settle(Run& run, std::size_t at, const std::vector<std::uint32_t>& fresh, Date date) {
  const Instruction& cap = balance_cap(run, at);
  const auto step = static_cast<std::uint32_t>(run.program.balance_begin + at);
  std::vector<std::uint32_t>& queue = run.queues[at];
  const Bills before = line_up(run, at, fresh);
  if (run.pass_is_void) return;  // what comes after would be judged by totals that are no more
  const std::vector<std::uint32_t> claims = queue;
  std::vector<std::int64_t> cash(queue.size());
  std::int64_t whole = 0;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    cash[i] = cash_for(run, queue[i], cap, run.states[queue[i]].queued[at]);
    whole += cash[i];
  }
  const std::int64_t balance = std::max<std::int64_t>(0, run.balances[cap.party]);
  const std::int64_t part = std::min(whole, balance);
  if (part < whole) run.result.shorts.push_back({cap.party, date, whole - part});
  std::int64_t running = 0;
  std::int64_t booked = 0;
  std::vector<std::uint32_t> waiting;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const std::uint32_t claim = queue[i];
    running += cash[i];
    const bool pro_rata = cap.pro_rata && whole > 0;
    const std::int64_t used = booked;
    const std::int64_t allotted =
        pro_rata ? spread_part(running, part, whole, booked, cash[i], run.program.rounding)
                 : std::min(cash[i], part - booked);
    booked += allotted;
    const std::int64_t due = run.states[claim].queued[at];
    const std::int64_t paid =
        cash[i] <= allotted ? due : affordable(run, claim, cap, due, allotted);
    const std::int64_t bill_before = due;
    pay(run, claim, at, paid);
    TraceLine line;
    line.claim = claim;
    line.step = step;
    line.before_fen = bill_before;
    line.after_fen = paid;
    line.has_limit = true;
    line.limit_fen = balance;
    line.unit_fen = used;
    line.date = date;
    run.result.trace.push_back(line);
    if (run.states[claim].queued[at] > 0) waiting.push_back(claim);
  }
  queue = std::move(waiting);
  if (!cap.queue) pass_on(run, at);
  post_moved(run, step, claims, before);
}

}  // namespace

std::vector<std::int64_t> parts_of(const Program& program, const LossState& state,
                                   const std::vector<std::int64_t>& bills) {
  std::vector<std::int64_t> parts(bills.size());
  divide_recoveries(program.recovery_by, state.back,
                    {bills, state.handed, program.residual, program.rounds_down}, program.rounding,
                    parts);
  return parts;
}

void take_receipt(Run& run, std::uint32_t claim, CameBack back) {
  if (const std::uint32_t bought = run.states[claim].bought) {
    const std::int64_t fen = back.counted + back.late;
    run.result.purchases[bought - 1].proceeds_fen += fen;
    run.result.recoveries.push_back(
        {claim, run.program.purchase->party, run.today, fen, RecoveryFrom::buyer});
    return;
  }
  run.states[claim].back.counted += back.counted;
  run.states[claim].back.late += back.late;
  divide_receipts(run, claim);
}

void take_purchase(Run& run, std::uint32_t claim) {
  LossState& state = run.states[claim];
  if (state.excluded) return;
  const std::int64_t fen = purchase_price(run.program, run.claims, state, claim);
  const bool late = is_late(run.program, run.result.losses[claim].pay_date, run.today);
  (late ? state.back.late : state.back.counted) += fen;
  run.from = RecoveryFrom::purchase;
  divide_receipts(run, claim);
  run.from = RecoveryFrom::market;
  run.result.purchases.push_back({claim, run.today, fen, 0});
  state.bought = static_cast<std::uint32_t>(run.result.purchases.size());
}

void settle_balances(Run& run, const std::vector<std::uint32_t>& fresh, Date date) {
  const std::size_t caps = run.program.close_begin - run.program.balance_begin;
  for (std::size_t at = 0; at < caps && !run.pass_is_void; ++at) settle(run, at, fresh, date);
}

}  // namespace pledgelab::ledger
