// Laws of sharing over random schemes: the kernel gives the interpreter's fen; money is conserved.
#include "models/sharing/path_share.hpp"

#include <doctest/doctest.h>

#include <array>
#include <optional>

#include "engine/formats/csv.hpp"
#include "engine/formats/yaml.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/claims.hpp"
#include "models/sharing/ledger.hpp"
#include "tests/models/sharing/random_scheme.hpp"
#include "tests/support/law_count.hpp"

using namespace pledgelab;

namespace {

// One loss at a time: Σ borne = loss, Σ recovered = its later receipts, no bill below 0, each
// bill = the sum of its postings.
void check_conserved(const Program& program, const Claims& claims, const SharingResult& result) {
  std::vector<std::int64_t> later(claims.size(), 0);
  for (const Receipt& receipt : claims.receipts) later[receipt.claim] += receipt.fen;
  std::vector<std::int64_t> posted(claims.size() * result.parties, 0);
  for (const Posting& posting : result.postings) {
    posted[posting.claim * result.parties + posting.party] += posting.fen;
  }
  for (std::size_t claim = 0; claim < claims.size(); ++claim) {
    const LossOutcome& outcome = result.losses[claim];
    if (outcome.standing == LossStanding::undecided) continue;
    std::int64_t borne = 0;
    std::int64_t recovered = 0;
    for (std::size_t party = 0; party < result.parties; ++party) {
      REQUIRE(result.borne_of(claim, party) >= 0);
      REQUIRE(result.borne_of(claim, party) == posted[claim * result.parties + party]);
      REQUIRE(result.borne_of(claim, party) - result.recovered_of(claim, party) >= 0);
      borne += result.borne_of(claim, party);
      recovered += result.recovered_of(claim, party);
    }
    REQUIRE(borne == outcome.loss_fen);
    REQUIRE(recovered == later[claim] - outcome.netted_fen);
  }
  for (const BalanceLine& line : result.balances) {
    REQUIRE_MESSAGE(line.fen >= 0, program.parties[line.party].id);
  }
}

// The account's balances on its days, the days on which it was short and gone, and what it left
// unpaid, as the interpreter's lines tell them.
void check_account(const PathProgram& prepared, std::size_t at, const PathShare& share,
                   const SharingResult& ledger) {
  const std::uint32_t party = prepared.accounts[at];
  std::optional<Date> first_short;
  for (const BalanceLine& line : ledger.shorts) {
    REQUIRE(line.fen > 0);
    if (line.party == party && !first_short) first_short = line.date;
  }
  std::optional<Date> gone;
  std::int64_t before = 0;
  for (const BalanceLine& line : ledger.balances) {
    if (line.party != party) continue;
    for (const AccountSource& source : prepared.program.parties[party].sources) {
      if (source.date == line.date) before += source.amount.fen();
    }
    if (before > 0 && line.fen <= 0 && !gone) gone = line.date;
    before = line.fen;
  }
  std::optional<Date> exhausted = first_short;
  if (gone && (!exhausted || *gone < *exhausted)) exhausted = gone;
  REQUIRE(share.accounts[at].first_short == first_short);
  REQUIRE(share.accounts[at].exhausted == exhausted);
  REQUIRE(share.accounts[at].short_fen == ledger.totals[party].short_fen);
  const std::size_t days = prepared.account_day.size();
  for (std::size_t day = 0; day < days; ++day) {
    std::int64_t balance = 0;
    for (const BalanceLine& line : ledger.balances) {
      if (line.party == party && line.date <= prepared.account_day[day]) balance = line.fen;
    }
    REQUIRE(share.balance_fen[at * days + day] == balance);
  }
}

void check_counts(const PathShare& share, const SharingResult& ledger) {
  std::int64_t netted_fen = 0;
  std::uint32_t losses = 0;
  for (const LossOutcome& outcome : ledger.losses) {
    netted_fen += outcome.netted_fen;
    losses += outcome.loss_fen > 0 ? 1 : 0;
  }
  REQUIRE(share.netted_fen == netted_fen);
  REQUIRE(share.loss_count == losses);
}

// How often the random schemes reach the corners of which the law speaks.
struct Corners {
  std::uint64_t undecided = 0;
  std::uint64_t queued = 0;
  std::uint64_t passed = 0;  // an empty account leaves its bill to another
  std::uint64_t two_accounts = 0;
  std::uint64_t closes = 0;
  std::array<std::uint64_t, 9> verbs{};          // schemes by verb …
  std::array<std::uint64_t, 9> running_verbs{};  // … over a running total or a close

  void count(const PathProgram& prepared, const PathShare& share) {
    const Program& program = prepared.program;
    undecided += share.undecided_count > 0 ? 1 : 0;
    queued += share.queued_fen > 0 ? 1 : 0;
    closes += program.close_begin < program.steps.size() ? 1 : 0;
    two_accounts += share.accounts.size() > 1 ? 1 : 0;
    for (const Instruction& step : program.steps) {
      ++verbs[static_cast<std::size_t>(step.verb)];
      running_verbs[static_cast<std::size_t>(step.verb)] += step.periodic() ? 1 : 0;
    }
    std::int64_t short_fen = 0;
    for (const PathAccount& account : share.accounts) {
      short_fen += account.short_fen;
    }
    passed += short_fen > share.queued_fen ? 1 : 0;
  }
};

}  // namespace

TEST_CASE("law: kernel and interpreter give the same fen, and money is conserved") {
  SharingBuffers buffers;  // reused over schemes of other shapes, as over paths
  PathShare share;
  Corners corners;
  const test::LawSeeds seeds = test::law_seeds(10'000);
  const std::uint64_t count = seeds.count();
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    const test::RandomScheme scheme = test::random_scheme(seed);
    CAPTURE(seed);
    CAPTURE(scheme.yaml);
    const auto document = parse_yaml(scheme.yaml, "random.yaml");
    REQUIRE_MESSAGE(document.ok(), (document.ok() ? "" : to_text(document.errors().front())));
    const auto policy = read_sharing_policy(document.value());
    REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
    const auto program = compile(policy.value(), scheme.facts);
    REQUIRE_MESSAGE(program.ok(), (program.ok() ? "" : to_text(program.errors().front())));
    const Claims claims = claims_of(scheme);
    const SharingResult ledger = share_losses(program.value(), claims);
    check_conserved(program.value(), claims, ledger);
    const PathProgram prepared =
        prepare(program.value(), scheme.tape.as_of, scheme.tape.month_count, {}, scheme.id_order);
    SharingBuffers fresh;
    SharingBuffers& used = seed % 2 == 0 ? buffers : fresh;
    for (int again = 0; again < 2; ++again) {
      share_path(prepared, scheme.tape, 0, scheme.tape.size(), used, share);
      REQUIRE(share.loss_fen == ledger.loss_fen);
      REQUIRE(share.undecided_fen == ledger.undecided_fen);
      REQUIRE(share.undecided_count == ledger.undecided_count);
      REQUIRE(share.queued_fen == ledger.queued_fen);
      check_counts(share, ledger);
      for (std::size_t party = 0; party < ledger.parties; ++party) {
        CAPTURE(party);
        REQUIRE(share.borne_fen[party] == ledger.totals[party].borne_fen);
        REQUIRE(share.recovered_fen[party] == ledger.totals[party].recovery_fen);
        REQUIRE(share.compensation_fen[party] == ledger.totals[party].compensation_fen);
      }
      for (std::size_t at = 0; at < prepared.accounts.size(); ++at) {
        check_account(prepared, at, share, ledger);
      }
    }
    corners.count(prepared, share);
  }
  // The schemes must reach the hard corners, or the law says little.
  if (count >= 1000) {
    CHECK(corners.undecided > count / 100);
    CHECK(corners.queued > count / 200);
    CHECK(corners.closes > count / 20);
    CHECK(corners.passed > count / 200);
    CHECK(corners.two_accounts > count / 50);
    using Verb = Step::Verb;
    for (const Verb verb : {Verb::deductible, Verb::slice, Verb::layer, Verb::cap, Verb::cede}) {
      CAPTURE(kVerbWords[static_cast<std::size_t>(verb)]);
      CHECK(corners.verbs[static_cast<std::size_t>(verb)] > count / 20);
      CHECK(corners.running_verbs[static_cast<std::size_t>(verb)] > count / 40);
    }
  }
}

TEST_CASE("V14 on a path: loss 1,000, back 400, fund 60 % capped at 300, by each rule") {
  const auto fund_net = [](const std::string& by) {
    const std::string text =
        "schema: policy/1\nid: v14\nversion: '1'\nname: {zh: 例, en: V14}\n"
        "source: [{title: V14, mark: assumed}]\neffective: {from: 2010-01-01, by: default}\n"
        "money: {currency: CNY, round: half_up}\nyear: calendar\n"
        "parties: {fund: {kind: fund}, bank: {kind: bank}}\nresidual: bank\n"
        "claim: {pay: claim}\nsteps:\n  - {step: q, quota: {fund: 60%, bank: rest}}\n"
        "  - {step: c, cap: {party: fund, at: 300yuan, per: loss, room: paid, over: bank}}\n"
        "recovery: {costs: first, by: " +
        by + "}\n";
    const auto document = parse_yaml(text, "v14.yaml");
    REQUIRE(document.ok());
    const auto policy = read_sharing_policy(document.value());
    REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
    FactTable facts;
    facts.rows = 1;
    facts.counts_in_totals = {1};
    const auto program = compile(policy.value(), facts);
    REQUIRE_MESSAGE(program.ok(), (program.ok() ? "" : to_text(program.errors().front())));
    LossTape tape;
    tape.as_of = *make_date(2024, 1, 31);
    tape.month_count = 12;
    tape.path_count = 1;
    TapeRow row;
    row.loan = LoanId{0};
    row.month = 1;
    row.principal = Money::of_yuan(1000);
    tape.push_back(row);
    row.kind = TapeKind::recovery;
    row.month = 6;
    row.principal = Money::of_yuan(400);
    tape.push_back(row);
    SharingBuffers buffers;
    PathShare share;
    share_path(prepare(program.value(), tape.as_of, 12), tape, 0, 2, buffers, share);
    return share.net_fen(0);
  };
  CHECK(fund_net("as_borne") == 18'000);
  CHECK(fund_net("as_quota") == 6'000);
  CHECK(fund_net("residual_first") == 30'000);
  CHECK(fund_net("payers_first") == 0);
  CHECK(fund_net("recompute") == 30'000);
}

TEST_CASE("accounts of a path: days looked at, what was there at the start") {
  const test::RandomScheme scheme = test::random_scheme(1);
  Program program;
  program.rows = scheme.facts.rows;
  program.parties.resize(2);
  const Date as_of = *make_date(2024, 2, 29);
  program.parties[1].sources = {{"a", Money::of_fen(5), as_of},
                                {"b", Money::of_fen(7), add_days(as_of, 1)}};
  PathProgram prepared = prepare(program, as_of, 24);
  CHECK(prepared.accounts == std::vector<std::uint32_t>{1});
  CHECK(prepared.opening_fen == std::vector<std::int64_t>{5});
  REQUIRE(prepared.account_day.size() == 2);
  CHECK(prepared.account_day[0] == *make_date(2025, 2, 28));
  CHECK(prepared.account_day[1] == *make_date(2026, 2, 28));
  CHECK(prepare(program, as_of, 25).account_day.size() == 3);
  CHECK(prepare(program, as_of, 1).account_day.size() == 1);
  CHECK(prepare(program, as_of, 48).account_day[3] == *make_date(2028, 2, 29));
  // Paid at the end of the policy's year, after the horizon: the accounts are followed until then.
  program.pay = PayDay::year_end;
  prepared = prepare(program, as_of, 24);
  REQUIRE(prepared.account_day.size() == 3);
  CHECK(prepared.account_day[2] == *make_date(2027, 2, 28));
  CHECK(prepared.notes.empty());
  program.trigger = 0;
  CHECK(prepare(program, as_of, 24).notes.size() == 1);
}

TEST_CASE("a quota after a close, its shares from a fact, needs no unit on a path either") {
  // As language/facts-after-a-close.case: 45 and 30 of two losses of 100; X2 has no sector.
  const std::string text =
      "schema: policy/1\nid: x\nversion: '1'\nsource: [{title: made, mark: assumed}]\n"
      "effective: {from: 2010-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
      "year: calendar\nparties: {fund: {kind: fund}, bank: {kind: bank}}\nresidual: bank\n"
      "claim: {pay: claim}\nsteps:\n"
      "  - {step: first, if: {loan.pooled: {eq: true}}, deductible: {first: 10yuan, per: "
      "[loan.sector, year], when: close}}\n"
      "  - {step: share, quota: {fund: {fact: loan.part}, bank: rest}}\n"
      "recovery: {costs: first, by: as_borne}\n";
  const auto policy = read_sharing_policy(parse_yaml(text, "x.yaml").value());
  REQUIRE(policy.ok());
  const auto cells = parse_csv("sector,pooled,part\nfarm,true,50%\n,false,30%\n", "facts.csv");
  const auto facts = read_facts(cells.value(), "CNY");
  REQUIRE(facts.ok());
  const auto program = compile(policy.value(), facts.value());
  REQUIRE_MESSAGE(program.ok(), (program.ok() ? "" : to_text(program.errors().front())));
  LossTape tape;
  tape.as_of = *make_date(2024, 1, 31);
  tape.month_count = 12;
  tape.path_count = 1;
  TapeRow row;
  row.month = 1;
  row.principal = Money::of_yuan(100);
  for (const std::uint32_t loan : {0U, 1U}) {
    row.loan = LoanId{loan};
    tape.push_back(row);
  }
  SharingBuffers buffers;
  PathShare share;
  share_path(prepare(program.value(), tape.as_of, 12), tape, 0, 2, buffers, share);
  CHECK(share.net_fen(0) == 7'500);
  CHECK(share.net_fen(1) == 12'500);
}
