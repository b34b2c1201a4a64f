#include "engine/verbs/share_steps.hpp"

#include <algorithm>

#include "models/sharing/standing_words.hpp"

namespace pledgelab {

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
  loss.standing = word_of(outcome.standing);
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

}  // namespace pledgelab
