#include "engine/verbs/share_steps.hpp"

#include <algorithm>
#include <utility>

#include "models/base/ratio.hpp"

namespace pledgelab {
namespace {

std::string standing_word(LossStanding standing) {
  switch (standing) {
    case LossStanding::shared:
      return "shared";
    case LossStanding::not_eligible:
      return "not_eligible";
    case LossStanding::undecided:
      return "undecided";
    case LossStanding::no_loss:
      return "no_loss";
    case LossStanding::held:
      return "held";
  }
  return {};
}

std::string share_text(Ratio ratio) {
  const std::int64_t hundredths =
      round_quotient(static_cast<__int128>(ratio.num) * 10'000, ratio.den, Rounding::half_up);
  return to_decimal(Money::of_fen(hundredths)) + " %";
}

ShareStepLine step_line(const Program& program, const TraceLine& trace) {
  ShareStepLine line;
  line.step = step_name(program, trace.step);
  line.law = program.step_laws[trace.step];
  line.verb = kVerbWords[static_cast<std::size_t>(program.steps[trace.step].verb)];
  line.at_close = program.steps[trace.step].closes();
  line.before_fen = trace.before_fen;
  line.after_fen = trace.after_fen;
  line.above_fen = trace.above_fen;
  line.has_limit = trace.has_limit;
  line.limit_fen = trace.limit_fen;
  line.unit_fen = trace.unit_fen;
  for (const auto& [party, ratio] : trace.shares) {
    line.shares.push_back(program.parties[party].id + " " + share_text(ratio));
  }
  return line;
}

}  // namespace

TwoWords party_payment(const Program& program, std::uint32_t party) {
  return payment_word(party == program.residual ? PartyKind::bank : program.parties[party].kind);
}

ShareLoss tell_loss(const Program& program, const Claims& claims, const SharingResult& result,
                    std::uint32_t claim, const std::vector<Posting>& postings) {
  const LossOutcome& outcome = result.losses[claim];
  ShareLoss loss;
  loss.loss_id = claims.loss_id[claim];
  loss.loan_id = claims.loan_id[claim];
  loss.line = claims.line[claim];
  loss.standing = standing_word(outcome.standing);
  loss.eligible = outcome.standing == LossStanding::shared;
  loss.reason = outcome.reason;
  loss.loss_fen = outcome.loss_fen;
  loss.netted_fen = outcome.netted_fen;
  loss.queued_fen = outcome.queued_fen;
  loss.held_fen = outcome.held_fen;
  loss.filed_on = outcome.filed_on;
  loss.pay_date = outcome.pay_date;
  for (std::uint32_t party = 0; party < result.parties; ++party) {
    ShareAllocation allocation;
    allocation.party = program.parties[party].id;
    allocation.payment = party_payment(program, party);
    allocation.borne_fen = result.borne_of(claim, party);
    allocation.recovery_fen = result.recovered_of(claim, party);
    if (compensates(program, party)) allocation.compensation_fen = allocation.borne_fen;
    for (const Posting& posting : postings) {
      const std::string& clause = step_name(program, posting.step);
      auto& clauses = allocation.clauses;
      const bool known = std::find(clauses.begin(), clauses.end(), clause) != clauses.end();
      if (posting.party == party && !known) clauses.push_back(clause);
    }
    const bool moved = !allocation.clauses.empty() || allocation.recovery_fen != 0;
    if (moved) loss.allocations.push_back(std::move(allocation));
  }
  return loss;
}

ShareExplanation tell_claim(const Program& program, const Claims& claims,
                            const SharingResult& result, std::uint32_t claim) {
  ShareExplanation explanation;
  explanation.currency = program.currency;
  std::vector<Posting> postings;
  for (const Posting& posting : result.postings) {
    if (posting.claim == claim) postings.push_back(posting);
  }
  explanation.loss = tell_loss(program, claims, result, claim, postings);
  std::vector<bool> told(postings.size(), false);
  const auto tell = [&](std::uint32_t step, ShareStepLine& line) {
    for (std::size_t i = 0; i < postings.size(); ++i) {
      if (told[i] || postings[i].step != step) continue;
      told[i] = true;
      line.postings.emplace_back(program.parties[postings[i].party].id, postings[i].fen);
    }
  };
  for (const TraceLine& trace : result.trace) {
    if (trace.claim != claim) continue;
    explanation.steps.push_back(step_line(program, trace));
    tell(trace.step, explanation.steps.back());
  }
  for (std::size_t i = 0; i < postings.size(); ++i) {
    if (told[i] || postings[i].step < program.steps.size()) continue;
    ShareStepLine rest;
    rest.step = step_name(program, postings[i].step);
    tell(postings[i].step, rest);
    explanation.steps.push_back(std::move(rest));
  }
  return explanation;
}

}  // namespace pledgelab
