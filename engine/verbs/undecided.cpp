#include "engine/verbs/undecided.hpp"

#include <algorithm>
#include <map>

#include "models/base/id_order.hpp"
#include "models/policy/facts.hpp"
#include "models/sharing/ledger.hpp"
#include "models/sharing/reason_words.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kMostLoans = 1000;

Claims whole_balances(const Book& book, Date as_of) {
  Claims claims;
  claims.currency = book.currency;
  const std::size_t count = std::min(book.loans.size(), kMostLoans);
  for (std::uint32_t i = 0; i < count; ++i) {
    const Loan& loan = book.loans[i];
    claims.loss_id.push_back(loan.id);
    claims.loan_id.push_back(loan.id);
    claims.row.push_back(i);
    claims.loan.push_back(i);
    claims.default_date.push_back(as_of);
    claims.filed_on.push_back(as_of);
    claims.principal_fen.push_back(std::max<std::int64_t>(1, loan.balance.fen()));
    claims.interest_fen.push_back(0);
    claims.costs_fen.push_back(0);
    claims.line.push_back(0);
  }
  claims.rank = id_order(claims.loss_id);
  return claims;
}

// Roles whose column is empty for the row: " (loan.insurer_id is empty)".
TwoWords absent_roles(const Program& program, std::uint32_t row) {
  TwoWords told;
  for (const ProgramParty& party : program.parties) {
    if (party.firm == kNone || program.columns[party.firm].has(row)) continue;
    told += (told.en.empty() ? TwoWords{"（", " ("} : TwoWords{"、", ", "}) +
            reason_words(Reason::fact_empty, {same(program.columns[party.firm].name)});
  }
  return told.en.empty() ? told : told + TwoWords{"）", ")"};
}

// Reasons by count, commonest first.
class Counted {
 public:
  void add(const TwoWords& words) {
    Told& told = x_reasons[words.en];
    ++told.count;
    told.zh = words.zh;
  }
  [[nodiscard]] std::vector<TwoWords> lines() const {
    std::vector<std::pair<std::size_t, TwoWords>> sorted;
    for (const auto& [en, told] : x_reasons) sorted.push_back({told.count, {told.zh, en}});
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<TwoWords> lines;
    for (const auto& [count, words] : sorted) {
      const std::string loans = std::to_string(count);
      lines.push_back(
          {loans + " 笔：" + words.zh, loans + (count == 1 ? " loan: " : " loans: ") + words.en});
    }
    return lines;
  }

 private:
  struct Told {
    std::size_t count = 0;
    std::string zh;
  };
  std::map<std::string, Told> x_reasons;  // by the English words
};

// Each loan's own date stands in the ledger's words; of many loans the policy's dates are told.
TwoWords uncovered_words(const Program& program, const SharingResult& result, std::uint32_t claim) {
  const bool dated =
      std::any_of(result.postings.begin(), result.postings.end(), [&](const Posting& posting) {
        return posting.claim == claim && posting.step == program.clause(clause_effective);
      });
  if (!dated) return result.losses[claim].reason;
  const TwoWords last = program.effective_to ? same(to_iso(*program.effective_to))
                                             : TwoWords{"以后任何一日", "any later day"};
  return TwoWords{"不在办法适用期 ", "outside the policy's dates, "} +
         same(to_iso(*program.effective_from)) + TwoWords{" 至 ", " to "} + last +
         TwoWords{" 之内", ""};
}

}  // namespace

std::vector<TwoWords> undecided_reasons(const Book& book, const SharingPolicy& policy, Date as_of) {
  auto compiled = compile(policy, facts_of(book), EffectiveTest::ignored);
  if (!compiled) return {};
  Program program = std::move(compiled).value();
  program.trigger = kNone;
  const SharingResult result = share_losses(program, whole_balances(book, as_of));
  Counted reasons;
  for (std::uint32_t i = 0; i < result.losses.size(); ++i) {
    const LossOutcome& outcome = result.losses[i];
    if (outcome.standing != LossStanding::undecided) continue;
    reasons.add(outcome.reason + absent_roles(program, i));
  }
  return reasons.lines();
}

std::vector<TwoWords> uncovered_reasons(const Book& book, const SharingPolicy& policy, Date as_of,
                                        EffectiveTest effective) {
  auto compiled = compile(policy, facts_of(book), effective);
  if (!compiled) return {};
  Program program = std::move(compiled).value();
  program.trigger = kNone;
  const SharingResult result = share_losses(program, whole_balances(book, as_of));
  Counted reasons;
  for (std::uint32_t i = 0; i < result.losses.size(); ++i) {
    if (result.losses[i].standing != LossStanding::not_eligible) continue;
    reasons.add(uncovered_words(program, result, i));
  }
  return reasons.lines();
}

}  // namespace pledgelab
