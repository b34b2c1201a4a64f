// The order of days: what happens on each, in turn.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "models/sharing/ledger_run.hpp"
#include "models/sharing/leverage.hpp"
#include "models/sharing/reason_words.hpp"

namespace pledgelab::ledger {
namespace {

struct Day {
  DayMoney money;
  std::vector<Receipt> receipts;
  std::vector<std::uint32_t> claims;
  std::vector<std::uint32_t> purchases;
};

using Days = std::map<Date, Day>;

bool divides_by_day(const Program& program) {
  return program.recovery_by != RecoveryBy::recompute &&
         program.close_begin == program.steps.size();
}

// The day after which nothing of the input happens; none: nothing is.
std::optional<Date> last_known_of(const Run& run) {
  std::optional<Date> last = run.claims.known_until;
  const auto take = [&](Date date) { last = std::max(last.value_or(date), date); };
  for (const ProgramParty& party : run.program.parties) {
    for (const AccountSource& source : party.sources) take(source.date);
  }
  for (std::uint32_t claim = 0; claim < run.states.size(); ++claim) {
    if (run.states[claim].loss > 0) take(run.result.losses[claim].pay_date);
  }
  for (const Receipt& receipt : run.claims.receipts) {
    const Date paid = run.result.losses[receipt.claim].pay_date;
    if (run.program.net && receipt.date <= paid) continue;
    take(std::max(receipt.date, add_days(paid, 1)));
  }
  for (const ChargeLine& charge : run.result.charges) {
    if (charge.decided()) take(charge.date);
  }
  for (const Date end : period_ends(run.program)) take(end);
  return last;
}

Days days_of(const Run& run, Date last) {
  Days days;
  const Program& program = run.program;
  for (std::uint32_t party = 0; party < program.parties.size(); ++party) {
    for (const AccountSource& source : program.parties[party].sources) {
      days[source.date].money.sources.emplace_back(party, &source);
    }
  }
  for (std::uint32_t claim = 0; claim < run.states.size(); ++claim) {
    if (run.states[claim].loss == 0 || run.states[claim].excluded) continue;
    days[run.result.losses[claim].pay_date].claims.push_back(claim);
  }
  for (const Receipt& receipt : run.claims.receipts) {
    const LossState& state = run.states[receipt.claim];
    const Date paid = run.result.losses[receipt.claim].pay_date;
    const bool netted = program.net && receipt.date <= paid;
    if (!divides_by_day(program) || netted || state.excluded) continue;
    days[std::max(receipt.date, add_days(paid, 1))].receipts.push_back(receipt);
  }
  for (std::uint32_t line = 0; line < run.result.charges.size(); ++line) {
    const ChargeLine& charge = run.result.charges[line];
    if (charge.decided()) days[charge.date].money.charges.push_back(line);
  }
  if (run.claims.known_until) days[*run.claims.known_until];
  const Date first = days.empty() ? last : days.begin()->first;
  if (program.watches()) {
    for (const Date date : watched_days(program, first, last)) days[date];
  }
  for (const Date date : account_days(program, first, last)) days[date];
  return days;
}

// By filing date, then loss_id.
bool is_before(const Run& run, std::uint32_t a, std::uint32_t b) {
  const Date filed_a = run.result.losses[a].filed_on;
  const Date filed_b = run.result.losses[b].filed_on;
  if (filed_a != filed_b) return filed_a < filed_b;
  return run.claims.rank[a] < run.claims.rank[b];
}

void sort_claims(const Run& run, std::vector<std::uint32_t>& claims) {
  std::sort(claims.begin(), claims.end(),
            [&](std::uint32_t a, std::uint32_t b) { return is_before(run, a, b); });
}

// What comes back on a claim that was held counts as late by the pay date that it then got.
void take_receipts(Run& run, Day& day) {
  std::stable_sort(
      day.receipts.begin(), day.receipts.end(),
      [&](const Receipt& a, const Receipt& b) { return is_before(run, a.claim, b.claim); });
  for (const Receipt& receipt : day.receipts) {
    const LossState& state = run.states[receipt.claim];
    if (state.excluded || state.held_by != kNone) continue;
    const Date paid = run.result.losses[receipt.claim].pay_date;
    take_receipt(run, receipt.claim, came_back(run.program, paid, receipt));
  }
}

// The date that `effective` asks for; none where it is missing.
struct AskedDate {
  TwoWords kind;
  std::optional<Date> date;
};

AskedDate asked_date(const Run& run, std::uint32_t claim) {
  const Program& program = run.program;
  switch (program.effective_by) {
    case EffectiveBy::loan_default:
      return {{"违约日", "default"}, run.claims.default_date[claim]};
    case EffectiveBy::claim:
      return {{"索赔日", "filing"}, run.result.losses[claim].filed_on};
    case EffectiveBy::origination:
      break;
  }
  const FactColumn& column = program.columns[program.origination];
  const std::uint32_t row = run.claims.row[claim];
  if (!column.has(row)) return {{}, std::nullopt};
  return {{"贷款发放日", "origination"}, Date{static_cast<std::int32_t>(column.value[row])}};
}

// Sends a loss that the policy does not cover to the residual party; false: not covered.
bool covered(Run& run, std::uint32_t claim) {
  const Program& program = run.program;
  const auto refuse = [&](std::uint32_t clause, const TwoWords& reason) {
    run.result.losses[claim].standing = LossStanding::not_eligible;
    run.result.losses[claim].reason = reason;
    run.post(claim, program.clause(clause), program.residual, run.states[claim].open);
    run.states[claim].open = 0;
    run.states[claim].outside = true;
    return false;
  };
  if (program.effective_from) {
    const AskedDate asked = asked_date(run, claim);
    if (!asked.date) {
      run.give_up(claim, program.clause(clause_effective), Standing::empty(program.origination));
      return false;
    }
    const bool late = program.effective_to && *program.effective_to < *asked.date;
    if (*asked.date < *program.effective_from || late) {
      const TwoWords last = program.effective_to ? same(to_iso(*program.effective_to))
                                                 : TwoWords{"以后任何一日", "any later day"};
      return refuse(clause_effective, reason_words(Reason::outside_dates,
                                                   {asked.kind, same(to_iso(*asked.date)),
                                                    same(to_iso(*program.effective_from)), last}));
    }
  }
  const Answer answer = holds(program, program.trigger, run.question(claim, kNone));
  if (program.trigger != kNone) {
    const bool met = answer.truth != Truth::no;
    run.telling.ask(run, claim, program.clause(clause_trigger),
                    met ? ToldAsk::Answer::acts : ToldAsk::Answer::passed_over);
  }
  if (answer.truth == Truth::unknown) {
    run.give_up(claim, program.clause(clause_trigger), answer.standing);
    return false;
  }
  if (answer.truth == Truth::no)
    return refuse(clause_trigger, reason_words(Reason::trigger_not_met));
  if (program.file_within) {
    const Date last = add(add(run.claims.default_date[claim], program.wait), *program.file_within);
    const Date filed = run.result.losses[claim].filed_on;
    if (last < filed) {
      return refuse(clause_file_within,
                    reason_words(Reason::filed_late, {same(to_iso(filed)), same(to_iso(last))}));
    }
  }
  const Stopped stopped = stopped_new(run, claim);
  if (stopped.undecided) return false;
  if (stopped.breaker != kNone) {
    return refuse(
        clause_breaker + stopped.breaker,
        reason_words(Reason::new_loans_stopped, {same(program.breakers[stopped.breaker].id)}));
  }
  if (program.covered.empty()) return true;
  const Cover cover = program.covered[run.loan_rows[run.claims.loan[claim]]];
  if (cover == Cover::unknown) {
    run.give_up(claim, program.clause(clause_leverage),
                leverage_standing(program, run.loan_rows[run.claims.loan[claim]]));
    return false;
  }
  return cover == Cover::covered || refuse(clause_leverage, reason_words(Reason::beyond_leverage));
}

// Held claims that no breaker holds any more are claims of this day, and first: they were filed
// before.
void take_up_held(Run& run, Date date, Days& days) {
  const LetGo let_go = let_go_held(run, date);
  std::vector<std::uint32_t>& claims = days[date].claims;
  claims.insert(claims.begin(), let_go.claims.begin(), let_go.claims.end());
  sort_claims(run, claims);
  if (let_go.receipts.empty() || !divides_by_day(run.program)) return;
  auto& receipts = days[add_days(date, 1)].receipts;
  receipts.insert(receipts.end(), let_go.receipts.begin(), let_go.receipts.end());
}

bool quiet(const Day& day) {
  return day.money.sources.empty() && day.money.charges.empty() && day.receipts.empty() &&
         day.claims.empty() && day.purchases.empty();
}

// The day's claims through their steps; returns those that reached the accounts.
std::vector<std::uint32_t> take_claims(Run& run, const Day& day, Days& days) {
  const Program& program = run.program;
  const bool closes = program.close_begin != program.steps.size();
  std::vector<std::uint32_t> fresh;
  for (const std::uint32_t claim : day.claims) {
    LossState& state = run.states[claim];
    // A claim let go was asked before it was held.
    const bool steps = state.admitted || covered(run, claim);
    state.admitted = steps;
    if (state.excluded || (steps && stopped_today(run, claim, run.today))) continue;
    if (steps && !book_claim(run, claim)) continue;
    if (!closes || !steps) finish(run, claim);
    fresh.push_back(claim);
    const auto buys = closes ? std::nullopt : purchase_day(program, run.claims, run.result, claim);
    if (buys) days[*buys].purchases.push_back(claim);
  }
  return fresh;
}

void tell_balances(Run& run, const Day& day, std::vector<std::int64_t>& shown) {
  for (std::uint32_t party = 0; party < run.program.parties.size(); ++party) {
    const bool paid_in = std::any_of(day.money.sources.begin(), day.money.sources.end(),
                                     [&](const auto& paid) { return paid.first == party; });
    const bool account = !run.program.parties[party].sources.empty();
    if (!account || (run.balances[party] == shown[party] && !paid_in)) continue;
    run.result.balances.push_back({party, run.today, run.balances[party]});
    shown[party] = run.balances[party];
  }
}

}  // namespace

void run_days(Run& run) {
  const Program& program = run.program;
  const bool closes = program.close_begin != program.steps.size();
  std::vector<std::int64_t> shown = run.balances;
  std::vector<std::int64_t> settled = run.balances;
  const std::optional<Date> last_known = last_known_of(run);
  if (!last_known) return;
  run.watch.last_known = *last_known;
  Days days = days_of(run, *last_known);
  // A day may add later ones: a breaker resumes, held claims are paid, a right is bought.
  for (auto& [date, day] : days) {
    run.today = date;
    open_day(run, day.money);
    take_receipts(run, day);
    for (const std::uint32_t claim : day.purchases) take_purchase(run, claim);
    take_up_held(run, date, days);
    const std::vector<std::uint32_t> fresh = take_claims(run, day, days);
    std::vector<std::uint32_t> touched = fresh;
    for (const auto& queue : run.queues) touched.insert(touched.end(), queue.begin(), queue.end());
    // A day that is there for a ratio alone has nothing to settle.
    if (!program.watches() || !quiet(day) || run.balances != settled) {
      settle_balances(run, fresh, date);
      if (run.pass_is_void) return;
    }
    settled = run.balances;
    if (!closes) tell_payments(run, touched, date);
    // What was topped up in the evening pays the queue on the next day.
    if (end_day(run) && date < *last_known) days[add_days(date, 1)];
    tell_balances(run, day, shown);
    for (const Date later : watch_day(run, date)) days[later];
  }
  for (const HeldReceipt& receipt : leave_held(run, *last_known)) {
    run.today = receipt.date;
    if (divides_by_day(program)) take_receipt(run, receipt.claim, receipt.back);
  }
}

}  // namespace pledgelab::ledger
