// Dated lines of the ledger: who paid when, what came back to whom, rights bought.
#include <algorithm>
#include <tuple>

#include "models/sharing/ledger_run.hpp"
#include "models/sharing/reason_words.hpp"

namespace pledgelab::ledger {
namespace {

// What comes back on a claim, in order of days; the purchase after the receipts of its day.
struct Coming {
  Date date;
  std::int64_t fen = 0;
  bool late = false;  // after recovery.within
  bool purchase = false;
};

std::int64_t came_back(const LossState& state) { return state.back.counted + state.back.late; }

// One receipt of a claim divided; a purchase takes its price from what is left of the loss.
void divide(const Program& program, const Claims& claims, LossState& state, SharingResult& result,
            std::pair<std::uint32_t, Coming> coming) {
  const auto& [claim, now] = coming;
  if (state.bought > 0 && !now.purchase) {
    result.purchases[state.bought - 1].proceeds_fen += now.fen;
    result.recoveries.push_back(
        {claim, program.purchase->party, now.date, now.fen, RecoveryFrom::buyer});
    return;
  }
  std::int64_t fen = now.fen;
  if (now.purchase) {
    fen = purchase_price(program, claims, state, claim);
    result.purchases.push_back({claim, now.date, fen, 0});
    state.bought = static_cast<std::uint32_t>(result.purchases.size());
  }
  (now.late ? state.back.late : state.back.counted) += fen;
  const std::vector<std::int64_t> parts = parts_of(program, state, state.bills);
  tell_parts(result,
             {claim, 0, now.date, 0, now.purchase ? RecoveryFrom::purchase : RecoveryFrom::market},
             state.recovered, parts);
  state.recovered = parts;
}

}  // namespace

void tell_parts(SharingResult& result, const RecoveryLine& like,
                const std::vector<std::int64_t>& before, const std::vector<std::int64_t>& after) {
  for (std::uint32_t party = 0; party < after.size(); ++party) {
    const std::int64_t fen = after[party] - before[party];
    if (fen == 0) continue;
    RecoveryLine line = like;
    line.party = party;
    line.fen = fen;
    result.recoveries.push_back(line);
  }
}

void tell_payments(Run& run, const std::vector<std::uint32_t>& claims, Date date) {
  for (const std::uint32_t claim : claims) {
    LossState& state = run.states[claim];
    state.paid.resize(state.bills.size(), 0);
    for (std::uint32_t party = 0; party < state.bills.size(); ++party) {
      const std::int64_t fen = state.bills[party] - state.paid[party];
      if (party == run.program.residual || fen == 0) continue;
      run.result.payments.push_back({claim, party, date, fen, PaymentKind::payment});
    }
    state.paid = state.bills;
  }
}

Date close_day(const Run& run, std::uint32_t claim, std::uint32_t step) {
  const auto& steps = run.program.steps;
  const Date paid = run.result.losses[claim].pay_date;
  Unit::Period period = Unit::Period::none;
  for (std::uint32_t at = run.program.close_begin; at < steps.size() && at <= step; ++at) {
    if (steps[at].closes()) period = steps[at].unit.period;
  }
  if (period == Unit::Period::none) return paid;
  return period == Unit::Period::year ? year_end_of(run.program, paid)
                                      : std::max(paid, run.watch.last_known);
}

std::optional<Date> purchase_day(const Program& program, const Claims& claims,
                                 const SharingResult& result, std::uint32_t claim) {
  if (!program.purchase || result.losses[claim].standing != LossStanding::shared) {
    return std::nullopt;
  }
  const Date due = add(claims.default_date[claim], program.purchase->within);
  return std::max(due, add_days(result.losses[claim].pay_date, 1));
}

std::int64_t purchase_price(const Program& program, const Claims& claims, const LossState& state,
                            std::uint32_t claim) {
  const Amount price =
      amount_of(program, program.purchase->price, {claims.row[claim], 0, 0, nullptr});
  PL_CHECK(price.standing == Standing::known);
  return std::min(price.fen, state.loss - came_back(state));
}

bool price_known(Run& run, std::uint32_t claim) {
  if (!run.program.purchase || run.result.losses[claim].standing != LossStanding::shared) {
    return true;
  }
  const Amount price =
      amount_of(run.program, run.program.purchase->price, {run.claims.row[claim], 0, 0, nullptr});
  if (price.standing == Standing::known) return true;
  run.states[claim].excluded = true;
  run.undecided.emplace(
      claim, reason_words(Reason::undecided_price, {why_none(run.program, price.standing)}));
  return false;
}

void divide_at_end(const Program& program, const Claims& claims, SharingResult& result,
                   std::vector<LossState>& states) {
  std::vector<std::vector<Coming>> coming(states.size());
  for (const Receipt& receipt : claims.receipts) {
    const Date paid = result.losses[receipt.claim].pay_date;
    if (program.net && receipt.date <= paid) continue;
    coming[receipt.claim].push_back({std::max(receipt.date, add_days(paid, 1)), receipt.fen,
                                     is_late(program, paid, receipt.date)});
  }
  for (std::uint32_t claim = 0; claim < states.size(); ++claim) {
    if (states[claim].excluded || states[claim].loss == 0) continue;
    std::vector<Coming>& all = coming[claim];
    if (const auto day = purchase_day(program, claims, result, claim)) {
      all.push_back({*day, 0, is_late(program, result.losses[claim].pay_date, *day), true});
    }
    std::stable_sort(all.begin(), all.end(), [](const Coming& a, const Coming& b) {
      return std::tuple(a.date, a.purchase) < std::tuple(b.date, b.purchase);
    });
    for (const Coming& now : all) divide(program, claims, states[claim], result, {claim, now});
  }
}

void tell_recomputed(const Program& program, const Claims& claims,
                     const std::vector<LossState>& states, SharingResult& result) {
  std::vector<Date> last(states.size());
  for (const Receipt& receipt : claims.receipts) {
    const Date paid = result.losses[receipt.claim].pay_date;
    last[receipt.claim] = std::max({last[receipt.claim], receipt.date, add_days(paid, 1)});
  }
  const std::vector<std::int64_t> none(program.parties.size(), 0);
  for (std::uint32_t claim = 0; claim < states.size(); ++claim) {
    if (states[claim].excluded) continue;
    tell_parts(result, {claim, 0, last[claim], 0, RecoveryFrom::market}, none,
               states[claim].recovered);
  }
}

void sort_lines(const Program& program, SharingResult& result) {
  pay_in_parts(program, result.payments);
  const auto by_day = [](const auto& a, const auto& b) {
    return std::tuple(a.date, a.claim, a.party) < std::tuple(b.date, b.claim, b.party);
  };
  std::stable_sort(result.payments.begin(), result.payments.end(), by_day);
  std::stable_sort(result.recoveries.begin(), result.recoveries.end(), by_day);
}

void pay_in_parts(const Program& program, std::vector<PaymentLine>& payments) {
  if (program.instalments.empty()) return;
  std::vector<PaymentLine> parts;
  for (const PaymentLine& line : payments) {
    if (line.fen <= 0) {
      parts.push_back(line);
      continue;
    }
    // Shares make 100 %: the last part brings the running share to 1, and takes the remainder.
    std::int64_t paid = 0;
    Ratio running{0, 1};
    for (const Instalment& instalment : program.instalments) {
      const Figure sum = sum_of(running, instalment.share);
      PL_CHECK(sum.standing == Standing::known);  // the reader has added them
      running = sum.value;
      const __int128 whole = static_cast<__int128>(line.fen) * running.num;
      const bool last = &instalment == &program.instalments.back();
      PaymentLine part = line;
      part.fen = (last ? line.fen
                       : std::min(line.fen, round_quotient(whole, running.den, program.rounding))) -
                 paid;
      part.date = add(line.date, instalment.after);
      if (line.what == PaymentKind::payment) part.what = PaymentKind::instalment;
      paid += part.fen;
      if (part.fen != 0) parts.push_back(part);
    }
  }
  payments = std::move(parts);
}

}  // namespace pledgelab::ledger
