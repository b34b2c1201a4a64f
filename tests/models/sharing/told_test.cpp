// Telling one claim changes no fen, and leaves out nothing that moved money: laws over random
// schemes.
#include "models/sharing/told.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <optional>

#include "engine/formats/yaml.hpp"
#include "models/sharing/loss_sentences.hpp"
#include "tests/models/sharing/random_scheme.hpp"
#include "tests/support/law_count.hpp"

using namespace pledgelab;

namespace {

struct Tellable {
  SharingPolicy policy;
  Program program;
  FactTable facts;
  Claims claims;
};

std::optional<Tellable> tellable(std::uint64_t seed) {
  test::RandomScheme scheme = test::random_scheme(seed);
  const auto document = parse_yaml(scheme.yaml, "random.yaml");
  REQUIRE(document.ok());
  const auto policy = read_sharing_policy(document.value());
  if (!policy.ok()) return std::nullopt;
  auto program = compile(policy.value(), scheme.facts);
  if (!program.ok()) return std::nullopt;
  Claims claims = claims_of_path(scheme.tape, 0, scheme.tape.size(), policy.value().currency);
  if (claims.size() == 0) return std::nullopt;
  return Tellable{policy.value(), std::move(program).value(), std::move(scheme.facts),
                  std::move(claims)};
}

// "12345678" fen as the sentences write it: 123,456.78.
std::string amount_text(std::int64_t fen) {
  std::string text = std::to_string(fen / 100);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  const std::string cents = std::to_string(fen % 100 + 100).substr(1);
  return text + "." + cents;
}

bool tells(const std::vector<LossSentence>& sentences, const std::string& topic,
           const std::string& step, const std::string& part) {
  for (const LossSentence& one : sentences) {
    const bool here = one.topic == topic && (step.empty() || one.step == step);
    if (here && one.zh.find(part) != std::string::npos && one.en.find(part) != std::string::npos) {
      return true;
    }
  }
  return false;
}

void check_sentences(const Tellable& one, const SharingResult& result, const ToldClaim& told) {
  const auto sentences =
      loss_sentences({one.policy, one.program, one.facts, one.claims, result, told});
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    CHECK(sentences[i].number == static_cast<int>(i) + 1);
    CHECK_FALSE(sentences[i].zh.empty());
    CHECK_FALSE(sentences[i].en.empty());
  }
  const LossOutcome& loss = result.losses[told.claim];
  if (loss.standing == LossStanding::undecided) {
    CHECK(tells(sentences, "undecided", "", ""));
    return;
  }
  if (loss.standing == LossStanding::no_loss) return;
  for (std::uint32_t party = 0; party < one.program.parties.size(); ++party) {
    const std::int64_t borne = result.borne_of(told.claim, party);
    if (borne == 0) continue;
    CHECK(tells(sentences, "bears", "", amount_text(borne)));
  }
  for (const Posting& posting : told.runs.back().postings) {
    if (posting.step >= one.program.steps.size()) continue;
    CHECK(tells(sentences, "step", one.program.step_ids[posting.step], ""));
  }
}

}  // namespace

TEST_CASE("law: telling a claim changes no fen, and tells every step that moved money") {
  std::size_t told_count = 0;
  for (std::uint64_t seed = 1; seed <= test::law_count("PLEDGELAB_LAWS", 300); ++seed) {
    const auto one = tellable(seed);
    if (!one) continue;
    const SharingResult plain = share_losses(one->program, one->claims);
    ToldClaim told{static_cast<std::uint32_t>(seed % one->claims.size()), {}};
    const SharingResult result = share_losses_told(one->program, one->claims, told);
    CAPTURE(seed);
    CHECK(result.borne == plain.borne);
    CHECK(result.recovered == plain.recovered);
    CHECK(result.postings.size() == plain.postings.size());
    REQUIRE(told.runs.size() == 1);
    const ToldRun& run = told.runs.front();
    const LossOutcome& loss = result.losses[told.claim];
    if (loss.standing != LossStanding::undecided) {
      std::int64_t booked = 0;
      for (const Posting& posting : run.postings) booked += posting.fen;
      CHECK(booked == loss.loss_fen);
      CHECK(std::accumulate(run.bills_fen.begin(), run.bills_fen.end(), std::int64_t{0}) ==
            loss.loss_fen);
      if (loss.loss_fen > 0) {
        CHECK(run.principal_fen + run.interest_fen + run.costs_fen == loss.loss_fen);
      }
    }
    check_sentences(*one, result, told);
    ++told_count;
  }
  CHECK(told_count > 100);
}
