#include "tests/bench/waterfall.hpp"

#include <algorithm>
#include <random>

#include "engine/formats/yaml.hpp"
#include "tests/bench/taken.hpp"

namespace pledgelab::bench {
namespace {

template <class F>
void add(FactTable& facts, const std::string& name, FactKind kind, const F& value) {
  FactColumn column;
  column.name = name;
  column.kind = kind;
  for (std::size_t row = 0; row < facts.rows; ++row) {
    column.value.push_back(value(row));
    column.present.push_back(1);
  }
  add_column(facts, std::move(column));
}

FactTable facts_of_case(const WaterfallSize& size, std::mt19937_64& dice) {
  FactTable facts;
  facts.rows = size.loans;
  facts.counts_in_totals.assign(facts.rows, 1);
  const auto named = [&](const char* letter, std::uint32_t count) {
    return [&facts, &dice, letter, count](std::size_t) {
      return intern(facts, letter + std::to_string(dice() % count));
    };
  };
  add(facts, "loan.borrower_id", FactKind::text, named("b", size.borrowers));
  add(facts, "loan.lender_id", FactKind::text, named("l", size.lenders));
  add(facts, "loan.principal_yuan", FactKind::money,
      [&](std::size_t) { return static_cast<std::int64_t>(dice() % 500'000'000); });
  const std::int64_t day = make_date(2024, 3, 1)->days;
  add(facts, "loan.origination_date", FactKind::date,
      [&](std::size_t) { return day + static_cast<std::int64_t>(dice() % 600); });
  return facts;
}

// `losses` different loans, each with the month of its default.
std::vector<TapeRow> path_rows(const WaterfallSize& size, std::vector<std::uint32_t>& loans,
                               std::mt19937_64& dice) {
  std::vector<TapeRow> rows;
  for (std::uint32_t k = 0; k < size.losses; ++k) {
    std::swap(loans[k], loans[k + dice() % (loans.size() - k)]);
    TapeRow row;
    row.loan = LoanId{loans[k]};
    row.month = static_cast<std::uint16_t>(1 + dice() % size.months);
    row.principal = Money::of_fen(static_cast<std::int64_t>(1'000'00 + dice() % 300'000'000));
    row.interest = Money::of_fen(static_cast<std::int64_t>(dice() % 10'000'000));
    rows.push_back(row);
    if (dice() % 4 == 0) continue;
    row.kind = TapeKind::recovery;
    row.month = static_cast<std::uint16_t>(row.month + 12);
    row.principal = Money::of_fen(row.principal.fen() * 2 / 5);
    row.interest = Money();
    rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end(), [](const TapeRow& a, const TapeRow& b) {
    if (a.month != b.month) return a.month < b.month;
    if (a.loan != b.loan) return a.loan < b.loan;
    return a.kind < b.kind;
  });
  return rows;
}

}  // namespace

WaterfallCase waterfall_case(const WaterfallSize& size, std::uint64_t seed) {
  std::mt19937_64 dice(seed);
  WaterfallCase made;
  made.size = size;
  made.facts = facts_of_case(size, dice);
  made.tape.as_of = *make_date(2025, 12, 31);
  made.tape.month_count = size.months;
  made.tape.path_count = size.paths;
  std::vector<std::uint32_t> loans(size.loans);
  for (std::uint32_t k = 0; k < size.loans; ++k) loans[k] = k;
  for (std::uint32_t path = 0; path < size.paths; ++path) {
    made.begins.push_back(made.tape.size());
    for (TapeRow row : path_rows(size, loans, dice)) {
      row.path = path;
      made.tape.push_back(row);
    }
  }
  made.begins.push_back(made.tape.size());
  return made;
}

std::string waterfall_policy(const std::string& over) {
  std::string sources;
  for (int year = 2025; year < 2031; ++year) {
    sources += std::string(year == 2025 ? "" : ", ") +
               "{from: city, amount: 5000wan, date: " + std::to_string(year) + "-06-30}";
  }
  return "schema: policy/1\nid: waterfall\nversion: '1'\nsource: [{title: the bench, mark: "
         "assumed}]\neffective: {from: 2000-01-01, by: default}\n"
         "money: {currency: CNY, round: half_up}\nyear: calendar\n"
         "assume: {fund_share: 45%, borrower_cap: 120wan, year_cap: 800wan}\nparties:\n"
         "  fund: {kind: fund, account: {sources: [" +
         sources +
         "]}}\n  guarantor: {kind: guarantor}\n  insurer: {kind: insurer}\n"
         "  bank: {kind: bank, firm: loan.lender_id}\nresidual: bank\nclaim: {pay: claim}\nsteps:\n"
         "  - {step: principal, base: {of: [principal], net: true}}\n"
         "  - {step: shares, quota: {fund: $fund_share, guarantor: 27%, insurer: 18%, bank: "
         "rest}}\n"
         "  - {step: borrower, cap: {party: fund, at: $borrower_cap, per: [borrower, life], when: "
         "claim, room: paid, over: bank}}\n"
         "  - {step: year, cap: {party: fund, at: $year_cap, per: [lender, year], when: claim, "
         "room: paid, over: bank}}\n"
         "  - {step: money, cap: {party: fund, at: balance, per: [scheme, life], when: claim, "
         "room: paid_less_recovered, short: fifo, over: " +
         over + "}}\nrecovery: {costs: first, by: as_borne}\n";
}

SharingPolicy policy_of(const std::string& text) {
  return taken(read_sharing_policy(taken(parse_yaml(text, "bench"))));
}

Program program_of(const SharingPolicy& policy, const FactTable& facts) {
  return taken(compile_for_paths(policy, facts));
}

}  // namespace pledgelab::bench
