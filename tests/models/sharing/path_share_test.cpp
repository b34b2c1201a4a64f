// Laws of sharing over random schemes: the kernel gives the interpreter's fen; money is conserved.
#include "models/sharing/path_share.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "engine/formats/yaml.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/claims.hpp"
#include "models/sharing/ledger.hpp"
#include "tests/models/sharing/random_scheme.hpp"

using namespace pledgelab;

namespace {

std::uint64_t law_count() {
  const char* wanted = std::getenv("PLEDGELAB_LAWS");
  return wanted == nullptr ? 10'000 : std::strtoull(wanted, nullptr, 10);
}

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

}  // namespace

TEST_CASE("law: kernel and interpreter give the same fen, and money is conserved") {
  SharingBuffers buffers;  // reused over schemes of other shapes, as over paths
  PathShare share;
  std::uint64_t undecided = 0;
  std::uint64_t queued = 0;
  std::uint64_t closes = 0;
  const std::uint64_t count = law_count();
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    const test::RandomScheme scheme = test::random_scheme(seed);
    CAPTURE(seed);
    CAPTURE(scheme.yaml);
    const auto document = parse_yaml(scheme.yaml, "random.yaml");
    REQUIRE_MESSAGE(document.ok(), (document.ok() ? "" : to_text(document.errors().front())));
    const auto policy = read_sharing_policy(document.value());
    REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
    const auto program = compile(policy.value(), scheme.facts);
    REQUIRE_MESSAGE(program.ok(), (program.ok() ? "" : to_text(program.errors().front())));
    const Claims claims = claims_of_path(scheme.tape, 0, scheme.tape.size(), "CNY");
    const SharingResult ledger = share_losses(program.value(), claims);
    check_conserved(program.value(), claims, ledger);
    const PathProgram prepared =
        prepare(program.value(), scheme.tape.as_of, scheme.tape.month_count);
    SharingBuffers fresh;
    SharingBuffers& used = seed % 2 == 0 ? buffers : fresh;
    for (int again = 0; again < 2; ++again) {
      share_path(prepared, scheme.tape, 0, scheme.tape.size(), used, share);
      REQUIRE(share.loss_fen == ledger.loss_fen);
      REQUIRE(share.undecided_fen == ledger.undecided_fen);
      REQUIRE(share.undecided_count == ledger.undecided_count);
      REQUIRE(share.queued_fen == ledger.queued_fen);
      for (std::size_t party = 0; party < ledger.parties; ++party) {
        CAPTURE(party);
        REQUIRE(share.borne_fen[party] == ledger.totals[party].borne_fen);
        REQUIRE(share.recovered_fen[party] == ledger.totals[party].recovery_fen);
        REQUIRE(share.compensation_fen[party] == ledger.totals[party].compensation_fen);
      }
      for (std::size_t year = 0; year < prepared.year_count && !prepared.accounts.empty(); ++year) {
        std::int64_t balance = 0;
        for (const BalanceLine& line : ledger.balances) {
          if (line.date <= prepared.year_end[year]) balance = line.fen;
        }
        REQUIRE(share.balance_fen[year] == balance);
      }
    }
    undecided += ledger.undecided_count > 0 ? 1 : 0;
    queued += ledger.queued_fen > 0 ? 1 : 0;
    closes += program.value().close_begin < program.value().steps.size() ? 1 : 0;
  }
  // The schemes must reach the hard corners, or the law says little.
  if (count >= 1000) {
    CHECK(undecided > count / 100);
    CHECK(queued > count / 200);
    CHECK(closes > count / 20);
  }
}
