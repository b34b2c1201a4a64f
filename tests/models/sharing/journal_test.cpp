// Laws of the journal over random schemes: every balance of a run follows from its entries.
#include "models/sharing/journal.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/formats/yaml.hpp"
#include "models/sharing/charges.hpp"
#include "tests/models/sharing/random_money.hpp"
#include "tests/models/sharing/tried.hpp"
#include "tests/support/law_count.hpp"

using namespace pledgelab;

namespace {

// By account: debits less credits up to the end of a day.
std::int64_t balance_on(const std::vector<JournalEntry>& journal, const std::string& account,
                        Date date) {
  std::int64_t fen = 0;
  for (const JournalEntry& entry : journal) {
    if (date < entry.date) break;
    fen += (entry.debit == account ? entry.fen : 0) - (entry.credit == account ? entry.fen : 0);
  }
  return fen;
}

void check_parties(const Program& program, const SharingResult& result,
                   std::map<std::string, std::int64_t> balances) {
  std::int64_t sum = 0;
  for (const auto& [account, fen] : balances) sum += fen;
  REQUIRE(sum == 0);
  REQUIRE(balances["loss:open"] == 0);
  REQUIRE(balances["loss:lent"] == -result.loss_fen);
  for (std::uint32_t party = 0; party < result.parties; ++party) {
    const std::string& id = program.parties[party].id;
    REQUIRE(balances["borne:" + id] == result.totals[party].borne_fen);
    REQUIRE(-balances["recovered:" + id] == result.totals[party].recovery_fen);
    std::int64_t last = 0;
    for (const BalanceLine& line : result.balances) {
      if (line.party == party) last = line.fen;
    }
    REQUIRE(balances["account:" + id] == last);
  }
}

// Of each loss and party: Σ payments = the bill, Σ market and purchase = what is recovered.
void check_lines(const Program& program, const SharingResult& result) {
  std::vector<std::int64_t> paid(result.borne.size(), 0);
  std::vector<std::int64_t> back(result.borne.size(), 0);
  for (const PaymentLine& line : result.payments) {
    paid[line.claim * result.parties + line.party] += line.fen;
  }
  for (const RecoveryLine& line : result.recoveries) {
    if (line.from == RecoveryFrom::buyer) continue;
    back[line.claim * result.parties + line.party] += line.fen;
  }
  for (std::size_t at = 0; at < paid.size(); ++at) {
    const bool residual = at % result.parties == program.residual;
    REQUIRE(paid[at] == (residual ? 0 : result.borne[at]));
    REQUIRE(back[at] == result.recovered[at]);
  }
}

void check_accounts(const Program& program, const SharingResult& result,
                    const std::vector<JournalEntry>& journal) {
  for (const BalanceLine& line : result.balances) {
    const std::string account = "account:" + program.parties[line.party].id;
    REQUIRE(line.fen >= 0);
    REQUIRE(balance_on(journal, account, line.date) == line.fen);
  }
  std::map<std::uint32_t, std::int64_t> running;
  for (const AccountMovement& moved : result.movements) {
    running[moved.party] += moved.fen;
    REQUIRE(running[moved.party] == moved.balance_fen);
  }
  for (const UnpaidLine& line : result.unpaid) REQUIRE(line.fen > 0);
}

void check_purchases(const Claims& claims, const SharingResult& result) {
  std::vector<std::int64_t> later(claims.size(), 0);
  for (const Receipt& receipt : claims.receipts) later[receipt.claim] += receipt.fen;
  std::vector<std::int64_t> price(claims.size(), 0);
  std::vector<std::int64_t> proceeds(claims.size(), 0);
  for (const PurchaseLine& line : result.purchases) {
    price[line.claim] += line.price_fen;
    proceeds[line.claim] += line.proceeds_fen;
  }
  for (std::size_t claim = 0; claim < claims.size(); ++claim) {
    const LossOutcome& outcome = result.losses[claim];
    if (outcome.standing == LossStanding::undecided) continue;
    std::int64_t recovered = 0;
    for (std::size_t party = 0; party < result.parties; ++party) {
      recovered += result.recovered_of(claim, party);
    }
    REQUIRE(recovered <= outcome.loss_fen);
    REQUIRE(recovered - price[claim] + proceeds[claim] == later[claim] - outcome.netted_fen);
  }
}

struct Corners {
  std::uint64_t interest = 0, unpaid = 0, top_ups = 0, beyond = 0, charges = 0, undecided = 0,
                advances = 0, claw_backs = 0, purchases = 0, proceeds = 0, instalments = 0;

  void count(const Program& program, const SharingResult& result) {
    const auto moved = [&](MoneyKind what) {
      return std::any_of(result.movements.begin(), result.movements.end(),
                         [&](const AccountMovement& line) { return line.what == what; });
    };
    interest += moved(MoneyKind::interest) ? 1 : 0;
    top_ups += moved(MoneyKind::top_up) ? 1 : 0;
    charges += moved(MoneyKind::charge) ? 1 : 0;
    unpaid += result.unpaid.empty() ? 0 : 1;
    advances += program.advance ? 1 : 0;
    instalments += program.instalments.empty() ? 0 : 1;
    purchases += result.purchases.empty() ? 0 : 1;
    for (const PurchaseLine& line : result.purchases) proceeds += line.proceeds_fen > 0 ? 1 : 0;
    for (const ChargeLine& line : result.charges) undecided += line.decided() ? 0 : 1;
    for (const PaymentLine& line : result.payments) claw_backs += line.fen < 0 ? 1 : 0;
    for (const Posting& line : result.postings) {
      beyond += step_name(program, line.step) == "leverage" ? 1 : 0;
    }
  }
};

}  // namespace

TEST_CASE("law: every balance of a run follows from its journal") {
  Corners corners;
  const test::LawSeeds seeds = test::law_seeds(4'000);
  const std::uint64_t count = seeds.count();
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    const test::RandomMoney money = test::random_money(seed);
    CAPTURE(seed);
    CAPTURE(money.scheme.yaml);
    const auto document = parse_yaml(money.scheme.yaml, "random.yaml");
    REQUIRE_MESSAGE(document.ok(), (document.ok() ? "" : to_text(document.errors().front())));
    const auto policy = read_sharing_policy(document.value());
    REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
    const auto program = compile(policy.value(), money.scheme.facts);
    REQUIRE_MESSAGE(program.ok(), (program.ok() ? "" : to_text(program.errors().front())));
    const SharingResult result = share_losses(program.value(), money.claims);
    const std::vector<JournalEntry> journal = journal_of(program.value(), result);
    check_parties(program.value(), result, journal_balances(journal));
    check_lines(program.value(), result);
    check_accounts(program.value(), result, journal);
    check_purchases(money.claims, result);
    corners.count(program.value(), result);
  }
  if (count >= 1'000) {
    CHECK(corners.interest > count / 50);
    CHECK(corners.unpaid > count / 100);
    CHECK(corners.top_ups > count / 50);
    CHECK(corners.beyond > count / 100);
    CHECK(corners.charges > count / 50);
    CHECK(corners.undecided > count / 50);
    CHECK(corners.advances > count / 50);
    CHECK(corners.claw_backs > count / 50);
    CHECK(corners.purchases > count / 50);
    CHECK(corners.proceeds > count / 100);
    CHECK(corners.instalments > count / 50);
  }
}

TEST_CASE("journal: the entries of one loss, by hand") {
  // Loss 100: the fund owes 50, its account holds 40. Of 20 that come back its 40 % are 8; with
  // them it pays the 10 that wait, for its part of the 20 is then 10.
  test::Tried tried{
      " - {step: q, quota: {fund: 50%, bank: rest}}\n - {step: balance, cap: {party: fund, at: "
      "balance, per: [scheme, life], when: claim, room: paid_less_recovered, short: fifo, over: "
      "queue}}\n",
      test::kColumns + ",recovery_yuan,recovery_date\nA,L1,2024-03-01,100,20,2024-05-01\n"};
  tried.fund = "{kind: fund, account: {sources: [{from: city, amount: 40yuan, date: 2024-01-01}]}}";
  const test::Shared shared = test::run(tried);
  std::vector<std::string> lines;
  for (const JournalEntry& entry : journal_of(shared.program, shared.result)) {
    lines.push_back(std::to_string(entry.event) + " " + to_iso(entry.date) + " " +
                    kJournalEventWords[static_cast<std::size_t>(entry.what)] + " " + entry.debit +
                    " " + entry.credit + " " + std::to_string(entry.fen) + " " + entry.clause);
  }
  CHECK(lines == std::vector<std::string>{
                     "1 2024-01-01 source account:fund from:city 4000 ",
                     "2 2024-03-01 loss loss:open loss:lent 10000 ",
                     "3 2024-03-01 bearing borne:fund loss:open 5000 q",
                     "3 2024-03-01 bearing borne:bank loss:open 5000 q",
                     "4 2024-03-01 bearing loss:open borne:fund 1000 balance",
                     "4 2024-03-01 bearing borne:bank loss:open 1000 balance",
                     "5 2024-03-01 compensation cash:bank account:fund 4000 payment",
                     "6 2024-05-01 recovery account:fund recovered:fund 800 market",
                     "7 2024-05-01 recovery account:fund recovered:fund 200 market",
                     "8 2024-05-01 recovery cash:bank recovered:bank 1200 market",
                     "9 2024-05-01 recovery recovered:bank cash:bank 200 market",
                     "10 2024-05-01 bearing borne:fund loss:open 1000 balance",
                     "10 2024-05-01 bearing loss:open borne:bank 1000 balance",
                     "11 2024-05-01 compensation cash:bank account:fund 1000 payment",
                 });
}
