// The days of a path in full, where a policy watches ratios or its accounts live: the kernel's
// reading of ledger_days.cpp, ledger_life.cpp and ledger_held.cpp.
#include <algorithm>
#include <utility>

#include "models/sharing/ledger_run.hpp"
#include "models/sharing/path_pass.hpp"

namespace pledgelab::path_pass {
namespace {

// Days on which an account is credited or pays costs, from the first money paid into one that
// lives; quarterly where one of them is credited so.
struct LifeDays {
  std::optional<Date> next;
  bool quarterly = false;

  void step(const Program& program, Date from) {
    for (Date day = from;; day = add_days(day, 1)) {
      day = std::min(month_end(day), ledger::year_end_of(program, day));
      if (ledger::is_year_end(program, day) || (quarterly && ledger::is_quarter_end(day))) {
        next = day;
        return;
      }
    }
  }
};

LifeDays life_days(const Program& program) {
  LifeDays days;
  std::optional<Date> first;
  for (const ProgramParty& party : program.parties) {
    if (party.sources.empty() || !party.terms.lives()) continue;
    days.quarterly = days.quarterly || (party.terms.income && party.terms.income->quarterly);
    const Date opened = party.sources.front().date;
    if (!first || opened < *first) first = opened;
  }
  if (first) days.step(program, *first);
  return days;
}

// Where the pass stands in each list of days.
struct Agenda {
  std::size_t claim = 0;
  std::size_t receipt = 0;
  std::size_t let_go = 0;
  std::size_t inflow = 0;
  std::size_t stock_day = 0;
  std::size_t extra = 0;
  std::size_t account_day = 0;
  std::optional<Date> year;  // the next first day of a policy year
  LifeDays life;
  bool known_until = false;  // that day has been

  [[nodiscard]] std::optional<Date> next(const Pass& pass) const {
    const PathProgram& prepared = pass.prepared;
    const PathWatch& watch = pass.buffers.watch;
    std::optional<Date> day;
    const auto earliest = [&](Date date) {
      if (!day || date < *day) day = date;
    };
    if (claim < watch.order.size()) earliest(pass.buffers.paid[watch.order[claim]]);
    if (receipt < pass.buffers.dated.size()) earliest(pass.buffers.dated[receipt].date);
    if (let_go < watch.let_go.size()) earliest(watch.let_go[let_go].date);
    if (inflow < prepared.inflows.size()) earliest(prepared.inflows[inflow].date);
    if (stock_day < prepared.stock_day.size()) earliest(prepared.stock_day[stock_day]);
    if (extra < watch.extra.size()) earliest(watch.extra[extra]);
    if (!known_until) earliest(prepared.known_until);
    if (year && *year <= watch.last_known) earliest(*year);
    if (life.next && *life.next <= watch.last_known) earliest(*life.next);
    return day;
  }
};

// Slots with a loss, by pay date. In the second pass of a recompute a breaker may have moved one.
void order_claims(Pass& pass, std::uint32_t slots) {
  const SharingBuffers& buffers = pass.buffers;
  std::vector<std::uint32_t>& order = pass.buffers.watch.order;
  order.clear();
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    if (buffers.loss[slot] > 0 && buffers.excluded[slot] == 0) order.push_back(slot);
  }
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return buffers.paid[a] != buffers.paid[b] ? buffers.paid[a] < buffers.paid[b] : a < b;
  });
}

Date last_of(const Pass& pass, std::uint32_t slots) {
  const SharingBuffers& buffers = pass.buffers;
  Date last = pass.prepared.known_until;
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    if (buffers.loss[slot] > 0) last = std::max(last, buffers.paid[slot]);
  }
  for (const PathEvent& event : buffers.watch.events) {
    const Date paid = buffers.paid[event.slot];
    const bool netted = pass.program.net && event.date <= paid;
    if (event.kind != TapeKind::recovery || netted) continue;
    last = std::max({last, event.date, add_days(paid, 1)});
  }
  if (!pass.prepared.inflows.empty()) last = std::max(last, pass.prepared.inflows.back().date);
  return last;
}

void accrue(Pass& pass, Date date) {
  for (const std::uint32_t party : pass.prepared.accounts) {
    PathLife& life = pass.buffers.watch.lives[party];
    const std::int64_t balance = std::max<std::int64_t>(0, pass.buffers.balances[party]);
    life.balance_days += static_cast<__int128>(balance) * (date.days - life.since.days);
    life.since = date;
  }
}

void credit(Pass& pass, Date date, PathShare& share) {
  for (std::size_t at = 0; at < pass.prepared.accounts.size(); ++at) {
    const std::uint32_t party = pass.prepared.accounts[at];
    const auto& income = pass.program.parties[party].terms.income;
    if (!income || !ledger::credits(pass.program, *income, date)) continue;
    PathLife& life = pass.buffers.watch.lives[party];
    const std::int64_t fen =
        round_quotient(life.balance_days * income->rate.num,
                       static_cast<__int128>(365) * income->rate.den, pass.program.rounding);
    life.balance_days = 0;
    pass.buffers.balances[party] += fen;
    share.accounts[at].interest_fen += fen;
  }
}

// Whether an account was topped up.
bool end_day(Pass& pass, Date date, PathShare& share) {
  if (!ledger::is_year_end(pass.program, date)) return false;
  bool topped_up = false;
  for (std::size_t at = 0; at < pass.prepared.accounts.size(); ++at) {
    const std::uint32_t party = pass.prepared.accounts[at];
    const ProgramParty& named = pass.program.parties[party];
    if (date < named.sources.front().date) continue;
    std::int64_t& balance = pass.buffers.balances[party];
    PathAccount& told = share.accounts[at];
    for (const AccountCost& cost : named.terms.costs) {
      const std::int64_t fen = cost.amount.fen();
      const std::int64_t paid = std::min(fen, std::max<std::int64_t>(0, balance));
      balance -= paid;
      told.costs_fen += paid;
      told.unpaid_costs_fen += fen - paid;
    }
    for (const AccountTopUp& rule : named.terms.top_ups) {
      if (balance >= rule.below.fen()) continue;
      std::int64_t fen = rule.to.fen() - balance;
      if (rule.at_most) fen = std::min(fen, rule.at_most->fen());
      balance += fen;
      told.top_up_fen += fen;
      topped_up = topped_up || fen > 0;
    }
  }
  return topped_up;
}

// What came back on a claim that was let go on `date`, but is not netted, comes on the next day.
void take_back(Pass& pass, std::uint32_t slot, Date date) {
  PathWatch& watch = pass.buffers.watch;
  if (pass.program.net || !pass.prepared.receipts_by_day) return;
  for (std::uint32_t at = watch.latest[slot]; at != PathEvent::kNoEvent;) {
    const PathEvent& event = watch.events[at];
    at = event.before;
    if (event.kind != TapeKind::recovery || date < event.date) continue;
    const bool late = ledger::is_late(pass.program, date, event.date);
    watch.let_go.push_back({add_days(date, 1), slot, {late ? 0 : event.fen, late ? event.fen : 0}});
  }
}

// Claims that no breaker holds any more are claims of this day.
void let_go_held(Pass& pass, Date date) {
  SharingBuffers& buffers = pass.buffers;
  PathWatch& watch = buffers.watch;
  if (!std::exchange(watch.resumed, false)) return;
  std::size_t kept = 0;
  for (const std::uint32_t slot : watch.held) {
    std::uint32_t by = watch.held_by[slot];
    if (!is_on(pass, by, slot, date)) {
      by = stopped_by(pass, slot, PolicyBreaker::Does::stop_claims, date);
    }
    if (buffers.excluded[slot] != 0) continue;
    if (by != kNone && !pass.program.breakers[by].lapse) {
      watch.held_by[slot] = by;
      watch.held[kept++] = slot;
      continue;
    }
    watch.held_by[slot] = kNone;
    watch.admitted[slot] = 1;
    buffers.paid[slot] = date;
    const int year = ledger::year_of(pass.program, date) - pass.prepared.first_year;
    buffers.year[slot] = static_cast<std::uint32_t>(year);
    PL_CHECK(buffers.year[slot] < buffers.years);
    reckon(pass, slot);
    open_slot(pass, slot, false);
    take_back(pass, slot, date);
    if (buffers.loss[slot] > 0) watch.today.push_back(slot);
  }
  watch.held.resize(kept);
}

void take_receipt(Pass& pass, std::uint32_t slot, CameBack back) {
  SharingBuffers& buffers = pass.buffers;
  if (buffers.excluded[slot] != 0 || buffers.watch.held_by[slot] != kNone) return;
  receive(pass, slot, back);
}

// A receipt of a claim that was held counts as late by the pay date it then got.
CameBack as_of_now(const Pass& pass, const PathReceipt& receipt) {
  const Date first = pass.prepared.month_pay[pass.buffers.month[receipt.slot]];
  const Date paid = pass.buffers.paid[receipt.slot];
  if (paid == first) return receipt.back;
  const std::int64_t fen = receipt.back.counted + receipt.back.late;
  const bool late = ledger::is_late(pass.program, paid, receipt.date);
  return {late ? 0 : fen, late ? fen : 0};
}

// What comes back today, in the order of claims; whether anything does.
bool take_receipts(Pass& pass, Agenda& at, Date today) {
  const SharingBuffers& buffers = pass.buffers;
  PathWatch& watch = pass.buffers.watch;
  watch.arrived.clear();
  for (; at.receipt < buffers.dated.size() && buffers.dated[at.receipt].date == today;
       ++at.receipt) {
    const PathReceipt& receipt = buffers.dated[at.receipt];
    watch.arrived.push_back({today, receipt.slot, as_of_now(pass, receipt)});
  }
  const std::size_t regular = watch.arrived.size();
  for (; at.let_go < watch.let_go.size() && watch.let_go[at.let_go].date == today; ++at.let_go) {
    watch.arrived.push_back(watch.let_go[at.let_go]);
  }
  if (regular < watch.arrived.size()) {
    std::sort(watch.arrived.begin(), watch.arrived.end(),
              [](const PathLetGo& a, const PathLetGo& b) { return a.slot < b.slot; });
  }
  for (const PathLetGo& arrived : watch.arrived) take_receipt(pass, arrived.slot, arrived.back);
  return !watch.arrived.empty();
}

// Never let go: the residual party's, and so is what came back on it.
void leave_held(Pass& pass) {
  SharingBuffers& buffers = pass.buffers;
  for (const std::uint32_t slot : buffers.watch.held) {
    buffers.watch.held_fen[slot] = buffers.open[slot];
    buffers.watch.held_by[slot] = kNone;
    finish(pass, slot);
    buffers.outside[slot] = 1;
    if (pass.prepared.receipts_by_day) receive(pass, slot, buffers.later[slot]);
  }
  buffers.watch.held.clear();
}

Agenda begin(Pass& pass, std::uint32_t slots, PathShare& share) {
  SharingBuffers& buffers = pass.buffers;
  PathWatch& watch = buffers.watch;
  if (!watch.done) begin_watch(pass, slots);
  order_claims(pass, slots);
  watch.last_known = last_of(pass, slots);
  watch.held.clear();
  watch.held_by.assign(slots, kNone);
  watch.admitted.assign(slots, 0);
  watch.held_fen.assign(slots, 0);
  watch.extra.clear();
  watch.let_go.clear();
  watch.resumed = false;
  watch.lives.assign(pass.parties, {});
  watch.settled = buffers.balances;
  share.accounts.assign(pass.prepared.accounts.size(), {});
  Agenda at;
  at.life = life_days(pass.program);
  if (pass.program.watches()) at.year = add_days(year_last(pass.program, *at.next(pass)), 1);
  return at;
}

// The day's money and receipts, in this order; whether there were any.
bool open_day(Pass& pass, Agenda& at, Date today, PathShare& share) {
  SharingBuffers& buffers = pass.buffers;
  const PathProgram& prepared = pass.prepared;
  bool any = false;
  accrue(pass, today);
  for (; at.inflow < prepared.inflows.size() && prepared.inflows[at.inflow].date == today;
       ++at.inflow) {
    buffers.balances[prepared.inflows[at.inflow].party] += prepared.inflows[at.inflow].fen;
    any = true;
  }
  credit(pass, today, share);
  open_accounts(pass);
  return take_receipts(pass, at, today) || any;
}

// Held claims that are let go and the claims of the day, in order.
void gather_claims(Pass& pass, Agenda& at, Date today) {
  PathWatch& watch = pass.buffers.watch;
  watch.today.clear();
  let_go_held(pass, today);
  // A held claim lies before at.claim, whatever its pay date has become.
  while (at.claim < watch.order.size() && pass.buffers.paid[watch.order[at.claim]] <= today) {
    watch.today.push_back(watch.order[at.claim++]);
  }
  std::sort(watch.today.begin(), watch.today.end());
}

void pass_days(const PathProgram& prepared, Agenda& at, Date today, const PathWatch& watch) {
  while (at.stock_day < prepared.stock_day.size() && prepared.stock_day[at.stock_day] <= today) {
    ++at.stock_day;
  }
  while (at.extra < watch.extra.size() && watch.extra[at.extra] <= today) ++at.extra;
  at.known_until = at.known_until || prepared.known_until <= today;
  if (at.year && *at.year <= today) {
    at.year = add_days(year_last(prepared.program, today), 1);
  }
  if (at.life.next && *at.life.next <= today) {
    at.life.step(prepared.program, add_days(today, 1));
  }
}

}  // namespace

bool stopped_today(Pass& pass, std::uint32_t slot, Date date) {
  SharingBuffers& buffers = pass.buffers;
  const std::uint32_t by = stopped_by(pass, slot, PolicyBreaker::Does::stop_claims, date);
  if (buffers.excluded[slot] != 0) return true;
  if (by == kNone) return false;
  if (pass.program.breakers[by].lapse) {
    buffers.outside[slot] = 1;
    finish(pass, slot);
    return true;
  }
  buffers.watch.held_by[slot] = by;
  buffers.watch.held.push_back(slot);
  return true;
}

void run_full_days(Pass& pass, std::uint32_t slots, PathShare& share) {
  SharingBuffers& buffers = pass.buffers;
  const PathProgram& prepared = pass.prepared;
  PathWatch& watch = buffers.watch;
  Agenda at = begin(pass, slots, share);
  for (auto day = at.next(pass); day; day = at.next(pass)) {
    const Date today = *day;
    while (at.account_day < prepared.account_day.size() &&
           prepared.account_day[at.account_day] < today) {
      keep_balances(pass, at.account_day++, share);
    }
    const bool money = open_day(pass, at, today, share);
    gather_claims(pass, at, today);
    buffers.fresh.clear();
    for (const std::uint32_t slot : watch.today) take_claim(pass, slot);
    const bool quiet = !money && watch.today.empty();
    if (!pass.program.watches() || !quiet || buffers.balances != watch.settled) settle(pass);
    if (pass.is_void) return;
    watch.settled = buffers.balances;
    pass_days(prepared, at, today, watch);
    if (end_day(pass, today, share) && today < watch.last_known) add_day(watch, add_days(today, 1));
    close_accounts(pass, today, share);
    watch_evening(pass, today);
  }
  while (at.account_day < prepared.account_day.size()) keep_balances(pass, at.account_day++, share);
  leave_held(pass);
}

}  // namespace pledgelab::path_pass
