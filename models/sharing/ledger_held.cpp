// Claims that a breaker holds: taken away on their pay date, paid when it resumes, or never.
#include <algorithm>
#include <utility>

#include "models/sharing/ledger_run.hpp"
#include "models/sharing/reason_words.hpp"

namespace pledgelab::ledger {
namespace {

const ProgramBreaker& breaker_of(const Run& run, std::uint32_t claim) {
  return run.program.breakers[run.states[claim].held_by];
}

// Sets the claims' pay date and their loss as of it; what came back before and is not netted is
// returned beside them.
void reopen(Run& run, const std::vector<std::uint32_t>& claims, Date date, LetGo& taken) {
  for (const std::uint32_t claim : claims) {
    LossOutcome& outcome = run.result.losses[claim];
    outcome.reason =
        reason_words(Reason::held, {same(breaker_of(run, claim).id), same(to_iso(outcome.pay_date)),
                                    same(to_iso(add_days(date, -1)))});
    outcome.pay_date = date;
    outcome.booked_on = date;
    std::int64_t netted = 0;
    for (const std::uint32_t at : run.receipts_of[claim]) {
      const Receipt& receipt = run.claims.receipts[at];
      if (date < receipt.date) break;
      if (run.program.net) {
        netted += receipt.fen;
      } else {
        taken.receipts.push_back(receipt);
      }
    }
    open_loss(run, claim, netted, 0);
    run.states[claim].admitted = true;
    if (run.states[claim].loss > 0) taken.claims.push_back(claim);
  }
}

}  // namespace

bool stopped_today(Run& run, std::uint32_t claim, Date date) {
  const Program& program = run.program;
  const Stopped stopped = stopped_claim(run, claim, date);
  if (stopped.undecided) return true;
  if (stopped.breaker == kNone) return false;
  LossState& state = run.states[claim];
  LossOutcome& outcome = run.result.losses[claim];
  outcome.held_since = date;
  outcome.stopped_by = stopped.breaker;
  if (!program.breakers[stopped.breaker].lapse) {
    state.held_by = stopped.breaker;
    run.watch.held.push_back(claim);
    return true;
  }
  outcome.standing = LossStanding::not_eligible;
  outcome.reason = reason_words(Reason::lapsed,
                                {same(program.breakers[stopped.breaker].id), same(to_iso(date))});
  run.post(claim, program.clause(clause_breaker + stopped.breaker), program.residual, state.open);
  state.open = 0;
  state.outside = true;
  return true;
}

LetGo let_go_held(Run& run, Date date) {
  LetGo taken;
  if (!std::exchange(run.watch.resumed, false)) return taken;
  std::vector<std::uint32_t> free;
  const std::vector<std::uint32_t> held = std::exchange(run.watch.held, {});
  for (const std::uint32_t claim : held) {
    bool holds = still_held(run, claim, date);
    if (!holds) {
      const Stopped stopped = stopped_claim(run, claim, date);
      if (stopped.undecided) continue;
      holds = stopped.breaker != kNone && !run.program.breakers[stopped.breaker].lapse;
      if (holds) run.states[claim].held_by = run.result.losses[claim].stopped_by = stopped.breaker;
    }
    (holds ? run.watch.held : free).push_back(claim);
  }
  if (!free.empty()) reopen(run, free, date, taken);
  return taken;
}

std::vector<HeldReceipt> leave_held(Run& run, Date last) {
  const Program& program = run.program;
  std::vector<HeldReceipt> receipts;
  for (const std::uint32_t claim : run.watch.held) {
    LossState& state = run.states[claim];
    LossOutcome& outcome = run.result.losses[claim];
    outcome.standing = LossStanding::held;
    outcome.reason = reason_words(
        Reason::held_to_the_last_day,
        {same(breaker_of(run, claim).id), same(to_iso(outcome.pay_date)), same(to_iso(last))});
    outcome.held_fen = state.open;
    run.post(claim, program.clause(clause_breaker + state.held_by), program.residual, state.open);
    state.open = 0;
    state.outside = true;
    state.held_by = kNone;
  }
  for (const Receipt& receipt : run.claims.receipts) {
    const LossOutcome& outcome = run.result.losses[receipt.claim];
    const bool netted = program.net && receipt.date <= outcome.pay_date;
    if (outcome.standing != LossStanding::held || netted) continue;
    const Date date = std::max(receipt.date, add_days(outcome.pay_date, 1));
    receipts.push_back({date, receipt.claim, came_back(program, outcome.pay_date, receipt)});
  }
  run.watch.held.clear();
  return receipts;
}

}  // namespace pledgelab::ledger
