#include "engine/verbs/undecided.hpp"

#include <algorithm>
#include <map>

#include "models/base/id_order.hpp"
#include "models/policy/facts.hpp"
#include "models/sharing/ledger.hpp"

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

// Roles whose column is empty for the row: "insurer (loan.insurer_id is empty)".
std::string absent_roles(const Program& program, std::uint32_t row) {
  std::string text;
  for (const ProgramParty& party : program.parties) {
    if (party.firm == kNone || program.columns[party.firm].has(row)) continue;
    text += (text.empty() ? " (" : ", ") + program.columns[party.firm].name + " is empty";
  }
  return text.empty() ? text : text + ")";
}

}  // namespace

std::vector<std::string> undecided_reasons(const Book& book, const SharingPolicy& policy,
                                           Date as_of) {
  auto compiled = compile(policy, facts_of(book), EffectiveTest::ignored);
  if (!compiled) return {};
  Program program = std::move(compiled).value();
  program.trigger = kNone;
  const SharingResult result = share_losses(program, whole_balances(book, as_of));
  std::map<std::string, std::size_t> counts;
  for (std::uint32_t i = 0; i < result.losses.size(); ++i) {
    const LossOutcome& outcome = result.losses[i];
    if (outcome.standing != LossStanding::undecided) continue;
    ++counts[outcome.reason + absent_roles(program, i)];
  }
  std::vector<std::pair<std::size_t, std::string>> sorted;
  sorted.reserve(counts.size());
  for (const auto& [reason, count] : counts) sorted.emplace_back(count, reason);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> lines;
  lines.reserve(sorted.size());
  for (const auto& [count, reason] : sorted) {
    lines.push_back(std::to_string(count) + " loans: " + reason);
  }
  return lines;
}

}  // namespace pledgelab
