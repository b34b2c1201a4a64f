#include "engine/verbs/share.hpp"

#include <algorithm>
#include <utility>

#include "engine/formats/csv.hpp"
#include "engine/verbs/project.hpp"
#include "models/base/nearest.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/ledger.hpp"

namespace pledgelab {
namespace {

// What a run leaves, for both questions.
struct Shared {
  SharingPolicy policy;
  Program program;
  Claims claims;
  SharingResult result;
};

Result<Shared> run_share(const ShareRequest& request) {
  auto document = find_document(DocumentKind::sharing_policy, request.policy_path);
  if (!document) return document.errors();
  auto policy = read_sharing_policy(document.value());
  if (!policy) return policy.errors();
  auto cells = read_csv(request.losses_path);
  if (!cells) return cells.errors();
  auto file = read_losses(cells.value(), policy.value().currency);
  if (!file) return file.errors();
  auto program = compile(policy.value(), file.value().facts,
                         request.ignore_effective ? EffectiveTest::ignored : EffectiveTest::tested);
  if (!program) return program.errors();
  Shared shared{
      std::move(policy).value(), std::move(program).value(), std::move(file.value().claims), {}};
  shared.result = share_losses(shared.program, shared.claims);
  return shared;
}

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
  }
  return {};
}

// Postings of each claim, in order of booking.
std::vector<std::vector<Posting>> postings_by_claim(const Shared& shared) {
  std::vector<std::vector<Posting>> by_claim(shared.claims.size());
  for (const Posting& posting : shared.result.postings) by_claim[posting.claim].push_back(posting);
  return by_claim;
}

ShareLoss loss_of(const Shared& shared, std::uint32_t claim, const std::vector<Posting>& postings) {
  const LossOutcome& outcome = shared.result.losses[claim];
  ShareLoss loss;
  loss.loss_id = shared.claims.loss_id[claim];
  loss.loan_id = shared.claims.loan_id[claim];
  loss.line = shared.claims.line[claim];
  loss.standing = standing_word(outcome.standing);
  loss.eligible = outcome.standing == LossStanding::shared;
  loss.reason = outcome.reason;
  loss.loss_fen = outcome.loss_fen;
  loss.netted_fen = outcome.netted_fen;
  loss.queued_fen = outcome.queued_fen;
  loss.pay_date = outcome.pay_date;
  for (std::uint32_t party = 0; party < shared.result.parties; ++party) {
    ShareAllocation allocation;
    allocation.party = shared.program.parties[party].id;
    allocation.borne_fen = shared.result.borne_of(claim, party);
    allocation.recovery_fen = shared.result.recovered_of(claim, party);
    if (compensates(shared.program, party)) allocation.compensation_fen = allocation.borne_fen;
    for (const Posting& posting : postings) {
      const std::string& clause = step_name(shared.program, posting.step);
      auto& clauses = allocation.clauses;
      const bool known = std::find(clauses.begin(), clauses.end(), clause) != clauses.end();
      if (posting.party == party && !known) clauses.push_back(clause);
    }
    const bool moved = !allocation.clauses.empty() || allocation.recovery_fen != 0;
    if (moved) loss.allocations.push_back(std::move(allocation));
  }
  return loss;
}

void fill_totals(const Shared& shared, ShareOutcome& outcome) {
  for (std::uint32_t party = 0; party < shared.result.parties; ++party) {
    const PartyTotal& total = shared.result.totals[party];
    const ProgramParty& named = shared.program.parties[party];
    outcome.totals.push_back({named.id, kPartyKindWords[static_cast<std::size_t>(named.kind)],
                              total.borne_fen, total.compensation_fen, total.recovery_fen,
                              total.net_fen()});
  }
  for (const SplitTotal& part : split_totals(shared.program, shared.result)) {
    outcome.parts.push_back(
        {part.id, part.borne_fen, part.recovery_fen, part.borne_fen - part.recovery_fen});
  }
  for (const BalanceLine& line : shared.result.balances) {
    outcome.fund.push_back({shared.program.parties[line.party].id, line.date, line.fen});
  }
}

std::string share_text(Ratio ratio) {
  const std::int64_t hundredths =
      round_quotient(static_cast<__int128>(ratio.num) * 10'000, ratio.den, Rounding::half_up);
  return to_decimal(Money::of_fen(hundredths)) + " %";
}

ShareStepLine step_line(const Shared& shared, const TraceLine& trace) {
  ShareStepLine line;
  line.step = step_name(shared.program, trace.step);
  line.law = shared.program.step_laws[trace.step];
  line.before_fen = trace.before_fen;
  line.after_fen = trace.after_fen;
  line.has_limit = trace.has_limit;
  line.limit_fen = trace.limit_fen;
  line.unit_fen = trace.unit_fen;
  for (const auto& [party, ratio] : trace.shares) {
    line.shares.push_back(shared.program.parties[party].id + " " + share_text(ratio));
  }
  return line;
}

}  // namespace

Result<ShareOutcome> share(const ShareRequest& request) {
  auto ran = run_share(request);
  if (!ran) return ran.errors();
  const Shared& shared = ran.value();
  ShareOutcome outcome;
  outcome.currency = shared.program.currency;
  outcome.policy_id = shared.policy.id;
  outcome.policy_version = shared.policy.version;
  outcome.policy_name_zh = shared.policy.name_zh;
  outcome.policy_name_en = shared.policy.name_en;
  outcome.loss_fen = shared.result.loss_fen;
  outcome.undecided_fen = shared.result.undecided_fen;
  outcome.queued_fen = shared.result.queued_fen;
  outcome.undecided_count = shared.result.undecided_count;
  outcome.warnings = shared.result.notes;
  for (const PolicyAssumption& assumed : shared.policy.assumptions) {
    outcome.assumptions.push_back(assumed.name + " = " + assumed.text + " (line " +
                                  std::to_string(assumed.place.line) + ")");
  }
  fill_totals(shared, outcome);
  const auto postings = postings_by_claim(shared);
  for (std::uint32_t claim = 0; claim < shared.claims.size(); ++claim) {
    outcome.losses.push_back(loss_of(shared, claim, postings[claim]));
    if (outcome.losses.back().loss_fen > 0) ++outcome.losses_count;
  }
  return outcome;
}

Result<ShareExplanation> explain_share(const ShareRequest& request, const std::string& loss_id) {
  auto ran = run_share(request);
  if (!ran) return ran.errors();
  const Shared& shared = ran.value();
  const auto& ids = shared.claims.loss_id;
  const auto found = std::find(ids.begin(), ids.end(), loss_id);
  if (found == ids.end()) {
    return Error{"P-157",
                 {request.losses_path, 0, 0},
                 "no loss has the id '" + loss_id + "'",
                 suggestion(loss_id, ids),
                 ErrorKind::not_found};
  }
  const auto claim = static_cast<std::uint32_t>(found - ids.begin());
  ShareExplanation explanation;
  explanation.currency = shared.program.currency;
  std::vector<Posting> postings;
  for (const Posting& posting : shared.result.postings) {
    if (posting.claim == claim) postings.push_back(posting);
  }
  explanation.loss = loss_of(shared, claim, postings);
  std::vector<bool> told(postings.size(), false);
  const auto tell = [&](std::uint32_t step, ShareStepLine& line) {
    for (std::size_t i = 0; i < postings.size(); ++i) {
      if (told[i] || postings[i].step != step) continue;
      told[i] = true;
      line.postings.emplace_back(shared.program.parties[postings[i].party].id, postings[i].fen);
    }
  };
  for (const TraceLine& trace : shared.result.trace) {
    if (trace.claim != claim) continue;
    explanation.steps.push_back(step_line(shared, trace));
    tell(trace.step, explanation.steps.back());
  }
  ShareStepLine rest;
  for (const Posting& posting : postings) {
    const bool step = posting.step < shared.program.steps.size();
    if (!step) rest.step = step_name(shared.program, posting.step);
    if (!step) tell(posting.step, rest);
  }
  if (!rest.postings.empty()) explanation.steps.push_back(std::move(rest));
  return explanation;
}

}  // namespace pledgelab
