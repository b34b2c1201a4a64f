#include "engine/verbs/explain_payers.hpp"

#include "engine/verbs/share_steps.hpp"
#include "models/policy/facts.hpp"
#include "models/sharing/ledger.hpp"

namespace pledgelab {
namespace {

Claims whole_balance(const Loan& loan, LoanId id, Date as_of, const std::string& currency) {
  Claims claims;
  claims.currency = currency;
  claims.loss_id = {loan.id};
  claims.loan_id = {loan.id};
  claims.row = {id.index};
  claims.loan = {id.index};
  claims.rank = {0};
  claims.default_date = {as_of};
  claims.filed_on = {as_of};
  claims.principal_fen = {loan.balance.fen()};
  claims.interest_fen = {0};
  claims.costs_fen = {0};
  claims.line = {0};
  return claims;
}

}  // namespace

Result<PayerExplanation> explain_payers(const Book& book, const SharingPolicy& policy,
                                        bool ignore_effective, LoanId loan, Date as_of) {
  const FactTable facts = facts_of(book);
  auto compiled =
      compile(policy, facts, ignore_effective ? EffectiveTest::ignored : EffectiveTest::tested);
  if (!compiled) return compiled.errors();
  Program program = std::move(compiled).value();
  if (program.trigger != kNone) {
    program.notes.insert(program.notes.begin(),
                         "the claim's trigger is taken as met; the loan's facts were not asked");
  }
  program.trigger = kNone;
  const Claims claims = whole_balance(book.loans[loan.index], loan, as_of, book.currency);
  ToldClaim whole{0, {}};
  const SharingResult result = share_losses_told(program, claims, whole);
  PayerExplanation told;
  told.policy_id = policy.id;
  told.policy_version = policy.version;
  told.policy_name_zh = policy.name_zh;
  told.policy_name_en = policy.name_en;
  told.share = tell_claim({policy, program, facts, claims, result, whole});
  told.assumptions = assumptions_of(policy);
  told.notes = result.notes;
  return told;
}

std::vector<std::string> assumptions_of(const SharingPolicy& policy) {
  std::vector<std::string> lines;
  for (const PolicyAssumption& assumed : policy.assumptions) {
    lines.push_back(assumed.name + " = " + assumed.text + " (line " +
                    std::to_string(assumed.place.line) + ")");
  }
  return lines;
}

}  // namespace pledgelab
