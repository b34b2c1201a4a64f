// The law of the kernel over schemes that watch their loans, and whose accounts live: the
// interpreter over the path's own periods gives the same fen, breakers and accounts.
#include <doctest/doctest.h>

#include "engine/formats/yaml.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/claims.hpp"
#include "models/sharing/ledger.hpp"
#include "models/sharing/path_share.hpp"
#include "tests/models/sharing/random_watched.hpp"
#include "tests/support/law_count.hpp"

using namespace pledgelab;

namespace {

void check_bills(const PathShare& share, const SharingResult& ledger) {
  REQUIRE(share.loss_fen == ledger.loss_fen);
  REQUIRE(share.undecided_fen == ledger.undecided_fen);
  REQUIRE(share.undecided_count == ledger.undecided_count);
  REQUIRE(share.queued_fen == ledger.queued_fen);
  REQUIRE(share.held_fen == ledger.held_fen);
  std::int64_t netted = 0;
  for (const LossOutcome& outcome : ledger.losses) netted += outcome.netted_fen;
  REQUIRE(share.netted_fen == netted);
  for (std::size_t party = 0; party < ledger.parties; ++party) {
    CAPTURE(party);
    REQUIRE(share.borne_fen[party] == ledger.totals[party].borne_fen);
    REQUIRE(share.recovered_fen[party] == ledger.totals[party].recovery_fen);
  }
}

void check_breakers(const PathProgram& prepared, const PathShare& share,
                    const SharingResult& ledger) {
  const std::size_t days = prepared.account_day.size();
  REQUIRE(share.breakers.size() == prepared.program.breakers.size());
  for (std::size_t at = 0; at < share.breakers.size(); ++at) {
    CAPTURE(at);
    std::optional<Date> first;
    std::uint32_t trips = 0;
    std::vector<int> on(days, 0);
    for (const BreakerLine& line : ledger.breakers) {
      if (line.breaker != at) continue;
      const bool off = line.state == BreakerLine::State::off;
      if (!off && !first) first = line.date;
      trips += off ? 0 : 1;
      for (std::size_t day = 0; day < days; ++day) {
        if (line.date <= prepared.account_day[day]) on[day] += off ? -1 : 1;
      }
    }
    REQUIRE(share.breakers[at].first == first);
    REQUIRE(share.breakers[at].trips == trips);
    for (std::size_t day = 0; day < days; ++day) {
      REQUIRE(static_cast<int>(share.firms_on[at * days + day]) == on[day]);
    }
  }
}

void check_accounts(const PathProgram& prepared, const PathShare& share,
                    const SharingResult& ledger) {
  const std::size_t days = prepared.account_day.size();
  for (std::size_t at = 0; at < prepared.accounts.size(); ++at) {
    const std::uint32_t party = prepared.accounts[at];
    const PathAccount& account = share.accounts[at];
    std::int64_t interest = 0;
    std::int64_t costs = 0;
    std::int64_t top_up = 0;
    for (const AccountMovement& move : ledger.movements) {
      if (move.party != party) continue;
      if (move.what == MoneyKind::interest) interest += move.fen;
      if (move.what == MoneyKind::cost) costs -= move.fen;
      if (move.what == MoneyKind::top_up) top_up += move.fen;
    }
    std::int64_t unpaid = 0;
    for (const UnpaidLine& line : ledger.unpaid) unpaid += line.party == party ? line.fen : 0;
    REQUIRE(account.interest_fen == interest);
    REQUIRE(account.costs_fen == costs);
    REQUIRE(account.top_up_fen == top_up);
    REQUIRE(account.unpaid_costs_fen == unpaid);
    REQUIRE(account.short_fen == ledger.totals[party].short_fen);
    for (std::size_t day = 0; day < days; ++day) {
      std::int64_t balance = 0;
      for (const BalanceLine& line : ledger.balances) {
        if (line.party == party && line.date <= prepared.account_day[day]) balance = line.fen;
      }
      REQUIRE(share.balance_fen[at * days + day] == balance);
    }
  }
}

// How often the random schemes reach the corners of which the law speaks.
struct Corners {
  std::uint64_t bands = 0;
  std::uint64_t banded = 0;  // a band kept something open
  std::uint64_t trips = 0;
  std::uint64_t resumes = 0;
  std::uint64_t held = 0;
  std::uint64_t let_go = 0;
  std::uint64_t stopped_new = 0;
  std::uint64_t interest = 0;
  std::uint64_t top_ups = 0;
  std::uint64_t beyond = 0;

  void count(const Program& program, const PathShare& share, const SharingResult& ledger) {
    for (const Instruction& step : program.steps) bands += step.verb == Step::Verb::band ? 1 : 0;
    for (const TraceLine& line : ledger.trace) {
      const bool band = program.steps[line.step].verb == Step::Verb::band;
      banded += band && line.after_fen > 0 ? 1 : 0;
    }
    for (const PathBreaker& breaker : share.breakers) trips += breaker.trips;
    for (const BreakerLine& line : ledger.breakers) {
      resumes += line.state == BreakerLine::State::off ? 1 : 0;
    }
    held += share.held_fen > 0 ? 1 : 0;
    for (const LossOutcome& loss : ledger.losses) {
      let_go += loss.standing == LossStanding::shared && !loss.reason.en.empty() ? 1 : 0;
      stopped_new += loss.reason.en.find("originated while") != std::string::npos ? 1 : 0;
      beyond += loss.reason.en.find("leverage") != std::string::npos ? 1 : 0;
    }
    for (const PathAccount& account : share.accounts) {
      interest += account.interest_fen > 0 ? 1 : 0;
      top_ups += account.top_up_fen > 0 ? 1 : 0;
    }
  }
};

}  // namespace

TEST_CASE("law: kernel and interpreter agree where a scheme watches its loans or accounts live") {
  SharingBuffers buffers;  // reused over schemes of other shapes, as over paths
  PathShare share;
  Corners corners;
  const test::LawSeeds seeds = test::law_seeds(3'000);
  const std::uint64_t count = seeds.count();
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    const test::RandomWatched watched = test::random_watched(seed);
    const LossTape& tape = watched.scheme.tape;
    CAPTURE(seed);
    CAPTURE(watched.scheme.yaml);
    const auto document = parse_yaml(watched.scheme.yaml, "random.yaml");
    REQUIRE_MESSAGE(document.ok(), (document.ok() ? "" : to_text(document.errors().front())));
    const auto policy = read_sharing_policy(document.value());
    REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
    const auto program = compile_for_paths(policy.value(), watched.scheme.facts);
    REQUIRE_MESSAGE(program.ok(), (program.ok() ? "" : to_text(program.errors().front())));
    const PathProgram prepared = prepare(program.value(), tape.as_of, tape.month_count,
                                         watched.schedule, watched.scheme.id_order);
    Claims claims = claims_of(watched.scheme);
    if (prepared.by_day) claims.known_until = prepared.known_until;
    const Program replayed = with_path_series(prepared, tape, 0, tape.size());
    const SharingResult ledger = share_losses(replayed, claims);
    SharingBuffers fresh;
    SharingBuffers& used = seed % 2 == 0 ? buffers : fresh;
    for (int again = 0; again < 2; ++again) {
      share_path(prepared, tape, 0, tape.size(), used, share);
      check_bills(share, ledger);
      if (prepared.by_day) check_breakers(prepared, share, ledger);
      check_accounts(prepared, share, ledger);
    }
    corners.count(program.value(), share, ledger);
  }
  if (count < 1000) return;
  CHECK(corners.bands > count / 20);
  CHECK(corners.banded > count / 40);
  CHECK(corners.trips > count / 5);
  CHECK(corners.resumes > count / 20);
  CHECK(corners.held > count / 100);
  CHECK(corners.let_go > count / 200);
  CHECK(corners.stopped_new > count / 200);
  CHECK(corners.interest > count / 50);
  CHECK(corners.top_ups > count / 100);
  CHECK(corners.beyond > count / 100);
}
