#include "tests/models/sharing/watched_scheme.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/formats/csv.hpp"
#include "engine/formats/yaml.hpp"

namespace pledgelab {
namespace {

struct ReadScheme {
  SharingPolicy policy;
  LossFile losses;
  Periods periods;
};

template <typename T>
T taken(Result<T> result) {
  REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : to_text(result.errors().front())));
  return std::move(result).value();
}

ReadScheme read_scheme(const std::string& policy, const std::string& losses,
                       const std::string& periods) {
  SharingPolicy read = taken(read_sharing_policy(taken(parse_yaml(policy, "policy.yaml"))));
  LossFile file = taken(read_losses(taken(parse_csv(losses, "losses.csv")), read.currency));
  Periods figures;
  if (!periods.empty()) {
    figures = taken(read_periods(taken(parse_csv(periods, "periods.csv")), read.currency));
  }
  return {std::move(read), std::move(file), std::move(figures)};
}

}  // namespace

std::size_t WatchedScheme::claim(const std::string& loss_id) const {
  const auto found = std::find(claims.loss_id.begin(), claims.loss_id.end(), loss_id);
  REQUIRE(found != claims.loss_id.end());
  return static_cast<std::size_t>(found - claims.loss_id.begin());
}

std::size_t WatchedScheme::party(const std::string& id) const {
  std::size_t at = 0;
  while (at + 1 < program.parties.size() && program.parties[at].id != id) ++at;
  REQUIRE(program.parties[at].id == id);
  return at;
}

std::int64_t WatchedScheme::bill(const std::string& loss_id, const std::string& id) const {
  return result.borne_of(claim(loss_id), party(id));
}

std::int64_t WatchedScheme::recovered(const std::string& loss_id, const std::string& id) const {
  return result.recovered_of(claim(loss_id), party(id));
}

std::int64_t WatchedScheme::borne(const std::string& id) const {
  return result.totals[party(id)].borne_fen;
}

const LossOutcome& WatchedScheme::outcome(const std::string& loss_id) const {
  return result.losses[claim(loss_id)];
}

std::string WatchedScheme::clauses(const std::string& loss_id, const std::string& id) const {
  std::string text;
  for (const Posting& posting : result.postings) {
    if (posting.claim != claim(loss_id) || posting.party != party(id)) continue;
    text += (text.empty() ? "" : " ") + step_name(program, posting.step);
  }
  return text;
}

std::vector<std::string> WatchedScheme::changes() const {
  static const char* const kStates[] = {"on", "off", "warn"};
  std::vector<std::string> lines;
  for (const BreakerLine& line : result.breakers) {
    const ProgramBreaker& breaker = program.breakers[line.breaker];
    const bool rate = breaker.watches[line.watch].ratio.has_value();
    const std::int64_t hundredths =
        round_quotient(static_cast<__int128>(line.value.num) * (rate ? 10'000 : 1), line.value.den,
                       Rounding::half_up);
    lines.push_back(breaker.id + " " + line.scope + " " + to_iso(line.date) + " " +
                    kStates[static_cast<std::size_t>(line.state)] + " " +
                    to_decimal(Money::of_fen(hundredths)) + (rate ? " %" : ""));
  }
  return lines;
}

std::string policy_text(const WatchedText& text) {
  return "schema: policy/1\nid: x\nversion: '1'\nsource: [{title: made, mark: assumed}]\n"
         "effective: {from: 2000-01-01, by: default}\nmoney: {currency: " +
         text.currency + ", round: half_up}\nyear: " + text.year + "\nparties: {" + text.parties +
         ", bank: {kind: bank}}\nresidual: bank\n" +
         (text.ratios.empty() ? "" : "ratios: {" + text.ratios + "}\n") +
         "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\nsteps:\n" + text.steps +
         (text.breakers.empty() ? "" : "breakers:\n" + text.breakers) +
         "recovery: " + text.recovery + "\n";
}

WatchedScheme run_watched(const std::string& policy, const std::string& losses,
                          const std::string& periods) {
  ReadScheme read = read_scheme(policy, losses, periods);
  Program program =
      taken(compile(read.policy, read.losses.facts, EffectiveTest::tested, &read.periods));
  SharingResult result = share_losses(program, read.losses.claims);
  WatchedScheme scheme;
  scheme.program = std::move(program);
  scheme.claims = std::move(read.losses.claims);
  scheme.result = std::move(result);
  // Whatever is watched, what is borne is what was lost.
  for (std::size_t claim = 0; claim < scheme.claims.size(); ++claim) {
    if (scheme.result.losses[claim].standing == LossStanding::undecided) continue;
    std::int64_t sum = 0;
    for (std::size_t at = 0; at < scheme.result.parties; ++at) {
      sum += scheme.result.borne_of(claim, at);
    }
    CHECK(sum == scheme.result.losses[claim].loss_fen);
  }
  return scheme;
}

std::string compile_faults(const std::string& policy, const std::string& losses,
                           const std::string& periods, bool on_path) {
  const ReadScheme read = read_scheme(policy, losses, periods);
  const auto program =
      on_path ? compile_for_paths(read.policy, read.losses.facts)
              : compile(read.policy, read.losses.facts, EffectiveTest::tested, &read.periods);
  if (program.ok()) return "ok";
  std::string text;
  for (const Error& error : program.errors()) {
    text += (text.empty() ? "" : "; ") + error.code + " " + error.message + " | " + error.hint;
  }
  return text;
}

std::string periods_text(const std::string& rows, const std::string& suffix) {
  return "party_id,scheme_id,period_start,period_end,cohort,measure,value_" + suffix + "\n" + rows;
}

}  // namespace pledgelab
