#include <algorithm>
#include <map>
#include <utility>

#include "models/sharing/charges.hpp"
#include "models/sharing/ledger_run.hpp"
#include "models/sharing/reason_words.hpp"

namespace pledgelab {
namespace ledger {
namespace {

LossState filed_state(const Run& run, std::uint32_t claim) {
  LossState state;
  state.principal = run.claims.principal_fen[claim];
  state.interest = run.claims.interest_fen[claim];
  state.costs = run.claims.costs_fen[claim];
  state.bills.assign(run.program.parties.size(), 0);
  state.handed = state.bills;
  state.gross = state.bills;
  state.recovered = state.bills;
  const std::size_t caps = run.program.close_begin - run.program.balance_begin;
  state.met.assign(run.program.close_begin, 0);
  state.balance_applies.assign(caps, 0);
  state.queued.assign(caps, 0);
  state.excluded = run.undecided.count(claim) != 0;
  return state;
}

void take(const Program& program, LossState& state, std::int64_t fen) {
  std::int64_t parts[3] = {state.principal, state.interest, state.costs};
  take_recovery(std::span<std::int64_t, 3>(parts), fen, program.recovery_costs, program.rounding);
  state.principal = parts[0];
  state.interest = parts[1];
  state.costs = parts[2];
}

// Splits what came back into netted (no part of the loss) and later; sets the losses. In the pass
// of a recompute the pay dates are those of the `filed` pass: a breaker may have moved them.
void open_losses(Run& run, const SharingResult* filed) {
  const Program& program = run.program;
  const auto count = static_cast<std::uint32_t>(run.claims.size());
  std::vector<std::int64_t> netted(count, 0);
  std::vector<std::int64_t> later(count, 0);
  run.result.losses.assign(count, {});
  run.states.resize(count);
  for (std::uint32_t claim = 0; claim < count; ++claim) {
    LossOutcome& outcome = run.result.losses[claim];
    outcome.filed_on =
        filing_date(program, run.claims.default_date[claim], run.claims.filed_on[claim]);
    outcome.pay_date =
        filed == nullptr ? pay_date_of(program, outcome.filed_on) : filed->losses[claim].pay_date;
    outcome.booked_on = outcome.pay_date;
  }
  for (const Receipt& receipt : run.claims.receipts) {
    const bool nets = program.net && receipt.date <= run.result.losses[receipt.claim].pay_date;
    (nets ? netted : later)[receipt.claim] += receipt.fen;
  }
  for (std::uint32_t claim = 0; claim < count; ++claim) {
    open_loss(run, claim, netted[claim], filed == nullptr ? 0 : later[claim]);
  }
}

void find_loan_rows(Run& run) {
  const Claims& claims = run.claims;
  for (std::uint32_t claim = 0; claim < claims.size(); ++claim) {
    const std::uint32_t loan = claims.loan[claim];
    if (loan >= run.loan_rows.size()) run.loan_rows.resize(loan + 1, kNone);
    run.loan_rows[loan] = std::min(run.loan_rows[loan], claims.row[claim]);
  }
}

void find_charges(Run& run) {
  if (run.program.charges.empty()) return;
  std::vector<ChargedClaim> charged;
  for (std::uint32_t claim = 0; claim < run.states.size(); ++claim) {
    if (run.states[claim].loss == 0) continue;
    charged.push_back(
        {claim, run.loan_rows[run.claims.loan[claim]], run.result.losses[claim].pay_date});
  }
  run.result.charges = charge_lines(run.program, charged);
}

// Prices of the rights that are bought after a close.
void check_prices(Run& run) {
  if (run.program.close_begin == run.program.steps.size()) return;
  for (std::uint32_t claim = 0; claim < run.states.size(); ++claim) {
    const LossState& state = run.states[claim];
    if (state.excluded || state.loss == 0 || price_known(run, claim)) continue;
    run.pass_is_void = true;
  }
}

// The days of what a close booked, and the payments after it.
void date_closes(Run& run, std::size_t from) {
  const auto size = static_cast<std::uint32_t>(run.program.steps.size());
  if (run.program.close_begin == size) return;
  for (std::size_t i = from; i < run.result.postings.size(); ++i) {
    Posting& posting = run.result.postings[i];
    posting.date = close_day(run, posting.claim, posting.step);
  }
  for (std::uint32_t claim = 0; claim < run.states.size(); ++claim) {
    const LossState& state = run.states[claim];
    if (state.excluded || state.loss == 0) continue;
    const bool shared = run.result.losses[claim].standing == LossStanding::shared;
    tell_payments(run, {claim},
                  shared ? close_day(run, claim, size) : run.result.losses[claim].pay_date);
  }
}

struct Passed {
  std::vector<LossState> states;
  Watch watch;
};

// What the filed pass of a recompute leaves to the one on what is left of each loss.
struct Filed {
  const SharingResult& result;
  const Watch& watch;
};

// What is told of a pass begins anew with it; of a loss that an earlier pass found undecided, that
// pass is told.
Telling begin_telling(ToldClaim* told) {
  if (told == nullptr) return {};
  if (told->runs.empty()) told->runs.emplace_back();
  ToldRun& run = told->runs.back();
  if (run.stopped_by == kNone) run = {};
  return {&run, told->claim};
}

// One pass over everything; its states are what is left.
Passed run_pass(const Program& program, const Claims& claims,
                std::map<std::uint32_t, TwoWords>& undecided, SharingResult& result,
                const Filed* filed, ToldClaim* told) {
  for (;;) {
    result = {};
    Run run{program, claims, undecided, result};
    run.lives.resize(program.parties.size());
    run.passed.assign(program.parties.size(), 0);
    run.balances.assign(program.parties.size(), 0);
    run.queues.resize(program.close_begin - program.balance_begin);
    run.watch = filed == nullptr ? watch_of(program, claims.size()) : filed->watch;
    run.watch.settled = filed != nullptr;
    run.telling = begin_telling(told);
    open_losses(run, filed == nullptr ? nullptr : &filed->result);
    find_loan_rows(run);
    run.receipts_of.resize(claims.size());
    for (std::uint32_t at = 0; at < claims.receipts.size(); ++at) {
      run.receipts_of[claims.receipts[at].claim].push_back(at);
    }
    find_charges(run);
    run_days(run);
    if (run.pass_is_void) continue;
    const std::size_t at_claim = result.postings.size();
    run_closes(run);
    check_prices(run);
    if (run.pass_is_void) continue;
    for (std::uint32_t claim = 0; claim < run.states.size(); ++claim) {
      LossState& state = run.states[claim];
      if (state.excluded) continue;
      if (state.open > 0) finish(run, claim);
      for (std::size_t cap = 0; cap < state.queued.size(); ++cap) {
        result.losses[claim].queued_fen += state.queued[cap];
        run.passed[program.steps[program.balance_begin + cap].party] += state.queued[cap];
      }
    }
    date_closes(run, at_claim);
    result.totals.assign(program.parties.size(), {});
    for (std::size_t party = 0; party < run.passed.size(); ++party) {
      result.totals[party].short_fen = run.passed[party];
    }
    return {std::move(run.states), std::move(run.watch)};
  }
}

void collect(const Program& program, const std::vector<LossState>& states,
             const std::map<std::uint32_t, TwoWords>& undecided, SharingResult& result) {
  result.parties = program.parties.size();
  for (std::size_t claim = 0; claim < states.size(); ++claim) {
    const LossState& state = states[claim];
    LossOutcome& outcome = result.losses[claim];
    if (state.excluded) {
      outcome.standing = LossStanding::undecided;
      outcome.reason = undecided.at(static_cast<std::uint32_t>(claim));
      result.undecided_fen += outcome.loss_fen;
      ++result.undecided_count;
    } else {
      result.loss_fen += outcome.loss_fen;
      result.queued_fen += outcome.queued_fen;
      result.held_fen += outcome.held_fen;
    }
    for (std::uint32_t party = 0; party < result.parties; ++party) {
      const std::int64_t borne = state.excluded ? 0 : state.bills[party];
      const std::int64_t recovered = state.excluded ? 0 : state.recovered[party];
      PL_CHECK(borne >= 0);
      result.borne.push_back(borne);
      result.recovered.push_back(recovered);
      result.totals[party].borne_fen += borne;
      result.totals[party].recovery_fen += recovered;
      if (compensates(program, party)) result.totals[party].compensation_fen += borne;
    }
  }
  const auto dropped = [&](const auto& line) { return states[line.claim].excluded; };
  std::erase_if(result.postings, dropped);
  std::erase_if(result.trace, dropped);
}

}  // namespace

// The loss as it is shared on its pay date: less what is netted and, in the pass of a recompute,
// less what came back later.
void open_loss(Run& run, std::uint32_t claim, std::int64_t netted, std::int64_t later) {
  const Program& program = run.program;
  LossState state = filed_state(run, claim);
  take(program, state, netted);
  take(program, state, later);
  state.loss = state.principal + state.interest + state.costs;
  state.base = state.loss;
  state.open = state.loss;
  LossOutcome& outcome = run.result.losses[claim];
  outcome.loss_fen = state.loss;
  outcome.netted_fen = netted;
  if (state.loss == 0) outcome.standing = LossStanding::no_loss;
  if (state.excluded) outcome.standing = LossStanding::undecided;
  run.telling.opened(claim, state);
  run.states[claim] = std::move(state);
}

CameBack came_back(const Program& program, Date paid, const Receipt& receipt) {
  const bool late = is_late(program, paid, receipt.date);
  return {late ? 0 : receipt.fen, late ? receipt.fen : 0};
}

Question Run::question(std::uint32_t claim, std::uint32_t step) const {
  const LossState& state = states[claim];
  Question question{claims.row[claim], state.base, state.open, state.bills.data()};
  question.pay_date = result.losses[claim].pay_date;
  question.closed = &watch.closed;
  if (step < program.steps.size()) {
    question.period = program.steps[step].unit.period;
    question.at_close = step >= program.close_begin;
  }
  return question;
}

Standing find_unit(const Program& program, const ProgramUnit& unit, std::size_t row,
                   std::int64_t loan, std::int64_t& who) {
  who = unit.who == Unit::Who::loan ? loan : 0;
  if (unit.who == Unit::Who::loan || unit.column == kNone) return Standing::known;
  const bool alone = !program.columns[unit.column].has(row) && unit.second_column != kNone;
  const std::uint32_t from = alone ? unit.second_column : unit.column;
  const FactColumn& column = program.columns[from];
  if (!column.has(row)) return Standing::empty(from);
  who = alone ? -1 - column.value[row] : column.value[row];
  return Standing::known;
}

Standing Run::unit_key(std::uint32_t claim, std::uint32_t step, UnitKey& key) const {
  const ProgramUnit& unit = program.steps[step].unit;
  const std::size_t row = claims.row[claim];
  std::int64_t who = 0;
  const Standing found = find_unit(program, unit, row, claims.loan[claim], who);
  if (found != Standing::known) return found;
  std::int64_t period = 0;
  if (unit.period == Unit::Period::year) period = year_of(program, result.losses[claim].pay_date);
  if (unit.period == Unit::Period::cohort) {
    const FactColumn& column = program.columns[program.origination];
    if (!column.has(row)) return Standing::empty(program.origination);
    period = year_of(program, Date{static_cast<std::int32_t>(column.value[row])});
  }
  key = {step, who, period};
  return Standing::known;
}

UnitTotal& Run::unit(const UnitKey& key) { return units[key]; }

void Run::post(std::uint32_t claim, std::uint32_t step, std::uint32_t party, std::int64_t fen) {
  if (fen == 0) return;
  states[claim].bills[party] += fen;
  const bool move = step < program.steps.size() && program.steps[step].moves();
  if (!move) states[claim].gross[party] += fen;
  if (program.watches()) watch.touched.push_back(claim);
  result.postings.push_back({claim, step, party, fen, today});
}

void Run::give_up(std::uint32_t claim, std::uint32_t step, Standing standing, std::uint32_t of) {
  states[claim].excluded = true;
  TwoWords why = why_none(program, standing);
  if (of != claim) why = reason_words(Reason::of_unit, {same(claims.loss_id[of]), why});
  telling.stopped(*this, claim, step, why);
  const bool clause = step >= program.steps.size();
  const bool breaker = clause && step >= program.clause(clause_breaker);
  const Reason reason = breaker  ? Reason::undecided_breaker
                        : clause ? Reason::undecided_clause
                                 : Reason::undecided_step;
  undecided.emplace(claim, reason_words(reason, {same(step_name(program, step)), why}));
}

Date filing_date(const Program& program, Date default_date, Date filed_on) {
  return std::max(filed_on, add(default_date, program.wait));
}

bool is_late(const Program& program, Date pay_date, Date date) {
  return program.recovery_within && add(pay_date, *program.recovery_within) < date;
}

Date pay_date_of(const Program& program, Date filed_on) {
  switch (program.pay) {
    case PayDay::claim:
      return filed_on;
    case PayDay::quarter_end:
      return quarter_end_of(filed_on);
    case PayDay::year_end:
      return year_end_of(program, filed_on);
  }
  return filed_on;
}

Date quarter_end_of(Date date) {
  const int month = civil(date).month;
  return month_end(add_months(date, (3 - month % 3) % 3));
}

Date year_end_of(const Program& program, Date date) { return year_last(program, date); }

int year_of(const Program& program, Date date) { return civil(year_first(program, date)).year; }

SharingResult share_telling(const Program& program, const Claims& claims, ToldClaim* told) {
  if (program.advance) return share_with_advance(program, claims, told);
  std::map<std::uint32_t, TwoWords> undecided;
  SharingResult result;
  std::vector<LossState> states;
  for (bool stable = false; !stable;) {
    auto filed = run_pass(program, claims, undecided, result, nullptr, told);
    states = std::move(filed.states);
    if (program.recovery_by != RecoveryBy::recompute) break;
    const std::size_t known = undecided.size();
    SharingResult reduced;
    const Filed first{result, filed.watch};
    const auto left = run_pass(program, claims, undecided, reduced, &first, nullptr).states;
    stable = undecided.size() == known;
    for (std::size_t claim = 0; claim < states.size(); ++claim) {
      for (std::size_t party = 0; party < program.parties.size(); ++party) {
        states[claim].recovered[party] = states[claim].bills[party] - left[claim].bills[party];
      }
    }
  }
  const bool at_end =
      program.recovery_by != RecoveryBy::recompute && program.close_begin != program.steps.size();
  if (at_end) divide_at_end(program, claims, result, states);
  if (program.recovery_by == RecoveryBy::recompute) {
    tell_recomputed(program, claims, states, result);
  }
  collect(program, states, undecided, result);
  if (told != nullptr) Telling{&told->runs.back(), told->claim}.finished(result);
  sort_lines(program, result);
  result.notes = program.notes;
  result.notes.insert(result.notes.end(), claims.notes.begin(), claims.notes.end());
  return result;
}

}  // namespace ledger

SharingResult share_losses(const Program& program, const Claims& claims) {
  return ledger::share_telling(program, claims, nullptr);
}

SharingResult share_losses_told(const Program& program, const Claims& claims, ToldClaim& told) {
  told.runs.clear();
  return ledger::share_telling(program, claims, &told);
}

const std::string& step_name(const Program& program, std::uint32_t step) {
  if (step < program.step_ids.size()) return program.step_ids[step];
  const std::size_t clause = step - program.step_ids.size();
  PL_CHECK(clause < program.clauses.size());
  return program.clauses[clause];
}

bool compensates(const Program& program, std::uint32_t party) {
  return party != program.residual && program.parties[party].kind != PartyKind::bank;
}

std::vector<std::int64_t> split_bill(const Program& program, std::uint32_t party,
                                     std::int64_t fen) {
  const std::vector<SplitPart>& split = program.parties[party].split;
  std::vector<std::int64_t> parts(split.size(), 0);
  if (split.empty()) return parts;
  std::size_t taker = split.size() - 1;
  for (std::size_t i = 0; i < split.size(); ++i) {
    if (!split[i].ratio) taker = i;
  }
  std::int64_t left = fen;
  for (std::size_t i = 0; i < split.size(); ++i) {
    if (i == taker) continue;
    parts[i] = running_share(fen, *split[i].ratio, 0, left, program.rounding);
    left -= parts[i];
  }
  parts[taker] = left;
  return parts;
}

std::vector<SplitTotal> split_totals(const Program& program, const SharingResult& result) {
  std::vector<SplitTotal> totals;
  for (std::uint32_t party = 0; party < program.parties.size(); ++party) {
    const std::size_t first = totals.size();
    for (const SplitPart& part : program.parties[party].split) {
      totals.push_back({program.parties[party].id + "." + part.id, 0, 0});
    }
    if (totals.size() == first) continue;
    for (std::size_t claim = 0; claim < result.losses.size(); ++claim) {
      const std::int64_t borne = result.borne_of(claim, party);
      const auto gross = split_bill(program, party, borne);
      const auto net = split_bill(program, party, borne - result.recovered_of(claim, party));
      for (std::size_t i = 0; i < gross.size(); ++i) {
        totals[first + i].borne_fen += gross[i];
        totals[first + i].recovery_fen += gross[i] - net[i];
      }
    }
  }
  return totals;
}

}  // namespace pledgelab
