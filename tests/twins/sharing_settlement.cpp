// Advance, instalments and purchase in the sharing twin (sections 3 and 11 of
// the language).
#include <algorithm>

#include "tests/twins/sharing_parts.hpp"

namespace pledgelab::twins {

namespace {

using Payments = std::map<std::pair<Date, std::uint32_t>, Fen>;

ClaimStages stages_of(const Pass& pass, const Row& row) {
  return pass.claims.stages.empty() ? ClaimStages{} : pass.claims.stages[row.claim];
}

// What a party pays on a day, in parts where the policy says so; what it gets
// back comes at once.
void pay_out(const Pass& pass, std::uint32_t party, Date day, Fen fen, Payments& payments) {
  if (fen <= 0 || pass.policy.instalments.empty()) {
    payments[{day, party}] += fen;
    return;
  }
  Quotient share = 0;
  Fen before = 0;
  for (std::size_t i = 0; i < pass.policy.instalments.size(); ++i) {
    const Instalment& one = pass.policy.instalments[i];
    share = share + Quotient(one.share.num, one.share.den);
    const bool last = i + 1 == pass.policy.instalments.size();
    const Fen upto = last ? fen : pass.money(share * Quotient(fen));
    payments[{moved_on(day, one.after), party}] += upto - before;
    before = upto;
  }
}

// The day of the last close that the policy has; none: every step runs at the
// claim.
std::optional<Date> last_close_of(const Pass& pass, const Row& row) {
  const Date last = std::max(row.pay, pass.last_known);
  std::optional<Date> day;
  for (const Step& step : pass.policy.steps) {
    if (step.unit.period == Unit::Period::none || !step.unit.at_close) continue;
    day = step.unit.period == Unit::Period::year ? year_end_of(pass.policy, row.pay) : last;
  }
  return day;
}

// Whether what the party pays on the loss left its account.
bool settled_by_account(const Pass& pass, const Row& row, std::uint32_t party) {
  for (std::size_t s = 0; s < row.marks.size(); ++s) {
    const Step& step = pass.policy.steps[s];
    const bool balance = step.verb == Step::Verb::cap && step.value.empty();
    if (balance && step.party == party) return row.marks[s].met;
  }
  return false;
}

}  // namespace

Fen staged_principal(const Pass& pass, const Row& row) {
  const ClaimStages stages = stages_of(pass, row);
  if (pass.staged == Stage::final && final_day_of(pass, row) && stages.final_fen) {
    return *stages.final_fen;
  }
  return estimated_principal(pass, row.claim);
}

Fen estimated_principal(const Pass& pass, std::size_t claim) {
  const ClaimStages stages = pass.claims.stages.empty() ? ClaimStages{} : pass.claims.stages[claim];
  return stages.estimated_fen ? Fen(*stages.estimated_fen) : pass.claims.principal_fen[claim];
}

bool lacks_final_loss(const Pass& pass, const Row& row) {
  return final_day_of(pass, row) && !stages_of(pass, row).final_fen;
}

std::optional<Date> final_day_of(const Pass& pass, const Row& row) {
  if (!pass.policy.advance) return std::nullopt;
  const ClaimStages stages = stages_of(pass, row);
  const auto day = pass.policy.advance->final == ClaimAdvance::Final::write_off
                       ? stages.write_off_date
                       : stages.settlement_date;
  if (!day) return std::nullopt;
  return std::max(*day, row.pay);
}

std::vector<Fen> advanced(const Pass& pass, const Row& estimate) {
  std::vector<Fen> paid(estimate.bills.size(), 0);
  const Quotient rate = figure(pass, estimate, pass.policy.advance->rate[0]);
  if (rate < 0 || rate > 1) throw Undecided{"the rate of the advance is no share"};
  for (std::uint32_t p = 0; p < paid.size(); ++p) {
    if (p != pass.policy.residual) paid[p] = pass.money(rate * Quotient(estimate.bills[p]));
  }
  return paid;
}

void stand_at_estimate(const Pass& pass, Row& row, const std::vector<Fen>& paid) {
  for (std::uint32_t p = 0; p < paid.size(); ++p) {
    if (p == pass.policy.residual) continue;
    shift(row, p, pass.policy.residual, row.bills[p] - paid[p], "advance");
  }
}

std::optional<Bought> bought(const Pass& pass, const Row& row) {
  if (!pass.policy.purchase) return std::nullopt;
  if (!row.walks || row.standing != LossStanding::shared) return std::nullopt;
  const Purchase& purchase = *pass.policy.purchase;
  const Date day = std::max(moved_on(pass.claims.default_date[row.claim], purchase.within),
                            add_days(row.pay, 1));
  Fen back = 0;
  Fen later = 0;
  for (const Receipt& receipt : pass.claims.receipts) {
    if (receipt.claim != row.claim) continue;
    const bool after_pay = receipt.date > row.pay;
    if (!after_pay && nets(pass.policy)) continue;
    (receipt.date <= day ? back : later) += receipt.fen;
  }
  const Fen price =
      std::min(limit(pass, row, purchase.price[0]), std::max(Fen(0), row.loss - back));
  return Bought{day, price, later};
}

std::map<std::pair<Date, std::uint32_t>, Fen> payments_of(const Pass& pass, const Row& row,
                                                          const std::vector<Fen>& advance) {
  Payments payments;
  for (std::uint32_t p = 0; p < row.bills.size(); ++p) {
    if (p == pass.policy.residual) continue;
    if (pass.policy.advance) {
      pay_out(pass, p, row.pay, advance[p], payments);
      const auto day = final_day_of(pass, row);
      if (day) pay_out(pass, p, *day, row.bills[p] - advance[p], payments);
      continue;
    }
    if (!settled_by_account(pass, row, p)) {
      const bool met = row.walks && row.standing == LossStanding::shared;
      const auto close = met ? last_close_of(pass, row) : std::nullopt;
      pay_out(pass, p, close ? *close : row.pay, row.bills[p], payments);
      continue;
    }
    for (const auto& [day, fen] : row.paid_on) {
      if (day.second == p) payments[{day.first, p}] += fen;
    }
  }
  for (auto it = payments.begin(); it != payments.end();) {
    it = it->second == 0 ? payments.erase(it) : ++it;
  }
  return payments;
}

}  // namespace pledgelab::twins
