// An advance: the policy run on the estimate and on the final loss, and the payments between them.
#include <algorithm>
#include <optional>
#include <string>

#include "models/sharing/ledger_run.hpp"
#include "models/sharing/reason_words.hpp"

namespace pledgelab::ledger {
namespace {

std::optional<Date> final_date(const Program& program, const ClaimStages& stages) {
  return program.advance->final == ClaimAdvance::Final::write_off ? stages.write_off_date
                                                                  : stages.settlement_date;
}

struct Advances {
  const Program& program;
  const Claims& claims;
  ToldClaim* told = nullptr;
  SharingResult estimate = {};
  SharingResult result = {};  // of the final losses; the answer

  // One of the two runs, told beside the other.
  [[nodiscard]] SharingResult run(const Program& plain, const Claims& losses) const {
    if (told == nullptr) return share_losses(plain, losses);
    ToldClaim one{told->claim, {}};
    SharingResult shared = share_losses_told(plain, losses, one);
    told->runs.push_back(std::move(one.runs.front()));
    return shared;
  }

  [[nodiscard]] const ClaimStages& stages(std::uint32_t claim) const {
    static const ClaimStages kNoStages;
    return claims.stages.empty() ? kNoStages : claims.stages[claim];
  }

  void give_up(std::uint32_t claim, const TwoWords& reason) {
    LossOutcome& outcome = result.losses[claim];
    outcome.standing = LossStanding::undecided;
    outcome.reason = reason;
  }

  // The share of the bills that is paid before the loss is final.
  std::optional<Ratio> rate_of(std::uint32_t claim) {
    const Figure rate =
        value_of(program, program.advance->rate, {claims.row[claim], 0, 0, nullptr});
    const bool share = Ratio{0, 1} <= rate.value && rate.value <= Ratio{1, 1};
    if (rate.standing == Standing::known && share) return rate.value;
    give_up(claim, reason_words(Reason::undecided_rate,
                                {why_none(program, rate.standing == Standing::known
                                                       ? Standing(Standing::bad_share)
                                                       : rate.standing)}));
    return std::nullopt;
  }

  void pay(std::uint32_t claim, std::uint32_t party, Date date, PaymentKind what,
           std::int64_t fen) {
    if (fen != 0) result.payments.push_back({claim, party, date, fen, what});
  }

  // The estimate stands: what was not paid in advance is the residual party's.
  void stand(std::uint32_t claim, std::uint32_t party, std::int64_t advanced) {
    std::int64_t* bills = result.borne.data() + claim * result.parties;
    const std::int64_t rest = bills[party] - advanced;
    if (rest == 0) return;
    const Date paid = result.losses[claim].pay_date;
    const std::uint32_t clause = program.clause(clause_advance);
    result.postings.push_back({claim, clause, party, -rest, paid});
    result.postings.push_back({claim, clause, program.residual, rest, paid});
    bills[party] -= rest;
    bills[program.residual] += rest;
  }

  void settle(std::uint32_t claim) {
    const auto due = final_date(program, stages(claim));
    if (estimate.losses[claim].standing == LossStanding::undecided) {
      give_up(claim, estimate.losses[claim].reason);
    }
    if (due && !stages(claim).final_fen) give_up(claim, reason_words(Reason::no_final_loss));
    if (result.losses[claim].standing == LossStanding::undecided) return;
    const auto rate = rate_of(claim);
    if (!rate) return;
    const Date paid = result.losses[claim].pay_date;
    const Date day = due ? std::max(*due, paid) : paid;
    result.losses[claim].booked_on = day;
    for (Posting& posting : result.postings) {
      if (posting.claim == claim) posting.date = day;
    }
    for (std::uint32_t party = 0; party < result.parties; ++party) {
      if (party == program.residual) continue;
      const std::int64_t bill = estimate.borne_of(claim, party);
      const std::int64_t advanced = running_share(bill, *rate, 0, bill, program.rounding);
      pay(claim, party, paid, PaymentKind::advance, advanced);
      if (due) {
        pay(claim, party, day, PaymentKind::final, result.borne_of(claim, party) - advanced);
      } else {
        stand(claim, party, advanced);
      }
    }
  }

  // Sums anew, without the losses that are undecided.
  void sum() {
    const auto undecided = [&](std::uint32_t claim) {
      return result.losses[claim].standing == LossStanding::undecided;
    };
    const auto dropped = [&](const auto& line) { return undecided(line.claim); };
    std::erase_if(result.postings, dropped);
    std::erase_if(result.trace, dropped);
    std::erase_if(result.payments, dropped);
    result.totals.assign(result.parties, {});
    result.loss_fen = 0;
    result.undecided_fen = 0;
    result.undecided_count = 0;
    for (std::uint32_t claim = 0; claim < result.losses.size(); ++claim) {
      const bool out = undecided(claim);
      (out ? result.undecided_fen : result.loss_fen) += result.losses[claim].loss_fen;
      result.undecided_count += out ? 1 : 0;
      for (std::uint32_t party = 0; party < result.parties; ++party) {
        std::int64_t& borne = result.borne[claim * result.parties + party];
        if (out) borne = 0;
        result.totals[party].borne_fen += borne;
        if (compensates(program, party)) result.totals[party].compensation_fen += borne;
      }
    }
  }
};

// The claims with another loss, all of it principal; the filed amount where it is not given.
Claims as_principal(const Program& program, const Claims& claims, bool final) {
  Claims changed = claims;
  changed.receipts.clear();
  changed.interest_fen.assign(claims.size(), 0);
  changed.costs_fen.assign(claims.size(), 0);
  for (std::size_t claim = 0; claim < claims.stages.size(); ++claim) {
    const ClaimStages& stages = claims.stages[claim];
    std::int64_t& principal = changed.principal_fen[claim];
    principal = stages.estimated_fen.value_or(principal);
    const bool known = final && final_date(program, stages);
    if (known && stages.final_fen) principal = *stages.final_fen;
  }
  return changed;
}

}  // namespace

SharingResult share_with_advance(const Program& program, const Claims& claims, ToldClaim* told) {
  Program plain = program;
  plain.advance.reset();
  plain.instalments.clear();
  Advances advances{program, claims, told};
  advances.estimate = advances.run(plain, as_principal(program, claims, false));
  advances.result = advances.run(plain, as_principal(program, claims, true));
  SharingResult& result = advances.result;
  result.payments.clear();
  result.charges = advances.estimate.charges;
  for (std::uint32_t claim = 0; claim < claims.size(); ++claim) advances.settle(claim);
  advances.sum();
  const bool dated = std::any_of(claims.stages.begin(), claims.stages.end(), [&](const auto& at) {
    return final_date(program, at).has_value();
  });
  if (!dated) {
    const bool write_off = program.advance->final == ClaimAdvance::Final::write_off;
    result.notes.push_back(std::string("no loss has a ") +
                           (write_off ? "write_off_date" : "settlement_date") +
                           ": every advance stands at its estimate");
  }
  sort_lines(program, result);
  return std::move(advances.result);
}

}  // namespace pledgelab::ledger
