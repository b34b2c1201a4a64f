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

}  // namespace

std::vector<TwoWords> undecided_reasons(const Book& book, const SharingPolicy& policy, Date as_of) {
  auto compiled = compile(policy, facts_of(book), EffectiveTest::ignored);
  if (!compiled) return {};
  Program program = std::move(compiled).value();
  program.trigger = kNone;
  const SharingResult result = share_losses(program, whole_balances(book, as_of));
  struct Told {
    std::size_t count = 0;
    std::string zh;
  };
  std::map<std::string, Told> reasons;  // by the English words
  for (std::uint32_t i = 0; i < result.losses.size(); ++i) {
    const LossOutcome& outcome = result.losses[i];
    if (outcome.standing != LossStanding::undecided) continue;
    const TwoWords words = outcome.reason + absent_roles(program, i);
    Told& told = reasons[words.en];
    ++told.count;
    told.zh = words.zh;
  }
  std::vector<std::pair<std::size_t, TwoWords>> sorted;
  sorted.reserve(reasons.size());
  for (const auto& [en, told] : reasons) sorted.push_back({told.count, {told.zh, en}});
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<TwoWords> lines;
  lines.reserve(sorted.size());
  for (const auto& [count, words] : sorted) {
    const std::string loans = std::to_string(count);
    lines.push_back({loans + " 笔：" + words.zh, loans + " loans: " + words.en});
  }
  return lines;
}

}  // namespace pledgelab
