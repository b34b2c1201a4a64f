#include "tests/models/sharing/random_watched.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/models/sharing/random_terms.hpp"

namespace pledgelab::test {
namespace {

struct Texts {
  std::string ratios;
  std::string breakers;
  bool closes = false;
  bool recompute = false;
  int count = 0;  // ratios so far
};

std::string per(Dice& dice) { return dice.pick({"scheme", "scheme", "lender", "bank", "insurer"}); }

std::string booked(Dice& dice, const Texts& texts) {
  const std::string party = dice.pick({"fund", "bank", "insurer", "city"});
  return dice.pick({"gross.", "bill.", texts.recompute ? "bill." : "net."}) + party;
}

std::string stock(Dice& dice) { return dice.pick({"npl_balance", "loan_balance"}); }

// A ratio for `who`; its id.
std::string add_ratio(Dice& dice, Texts& texts, const std::string& who, const std::string& at) {
  const std::string id = "r" + std::to_string(texts.count++);
  const bool run_only = at == "running" && !texts.closes;
  const std::string top =
      !texts.closes && dice.chance(40) ? booked(dice, texts) : std::string("npl_balance");
  const std::string bottom = run_only && dice.chance(30) ? booked(dice, texts) : stock(dice);
  texts.ratios += "  " + id + ": {top: " + top + ", bottom: " + bottom +
                  ", loans: scheme, per: " + who + ", at: " + at + "}\n";
  return id;
}

std::string closing(Dice& dice) {
  return dice.pick({"running", "month_end", "quarter_end", "year_end"});
}

std::string limits(Dice& dice, bool rate) {
  const std::int64_t low = dice.upto(dice.chance(50) ? 60 : 200);
  const std::int64_t high = low + dice.upto(40);
  const auto text = [&](std::int64_t value) {
    return rate ? std::to_string(value) + "%"
                : std::to_string(dice.chance(20) ? value : value * 400'000) + "fen";
  };
  const std::string level = text(high);
  const bool down = dice.chance(15);  // trips below, resumes above
  const std::string never = dice.chance(20) ? "never" : "";
  if (down) {
    return "trip: {lt: " + level + "}, resume: " + (never.empty() ? "{ge: " + level + "}" : never);
  }
  const bool gap = rate && dice.chance(30);
  const std::string resume = gap ? "{lt: " + text(low) + "}" : std::string("{lt: ") + level + "}";
  return "trip: {ge: " + level + "}, resume: " + (never.empty() ? resume : never);
}

std::string watch(Dice& dice, Texts& texts, const std::string& who, bool measure) {
  if (!measure) {
    return "watch: " + add_ratio(dice, texts, who, closing(dice)) + ", " + limits(dice, true);
  }
  const std::string of = texts.closes || dice.chance(50) ? stock(dice) : booked(dice, texts);
  const std::string watched = dice.chance(40) ? "{rate: 30%, of: " + of + "}" : of;
  return "watch: " + watched + ", " + limits(dice, false);
}

void add_breaker(Dice& dice, Texts& texts, int number) {
  const bool measure = dice.chance(35);
  const std::string who = measure ? "scheme" : per(dice);
  const bool two = dice.chance(25);
  const std::string first = watch(dice, texts, who, measure);
  const std::string watched =
      two ? "any: [{" + first + "}, {" + watch(dice, texts, who, false) + "}]" : first;
  const std::string does = dice.pick({"warn", "stop_new", "stop_claims", "stop_claims"});
  texts.breakers +=
      "  - {id: k" + std::to_string(number) + ", " + watched + ", does: " + does +
      (does == "stop_claims" ? ", held: " + dice.pick({"until_resume", "lapse"}) : "") +
      ", off_at_least: " + dice.pick({"0d", "0d", "45d", "1y"}) + "}\n";
}

// Before the first step that is no gate and no base.
std::size_t first_step(const std::string& yaml) {
  std::size_t best = std::string::npos;
  for (const char* verb : {"slice: {", "deductible: {", "layer: {", "quota: {"}) {
    best = std::min(best, yaml.find(verb, yaml.find("\nsteps:")));
  }
  return yaml.rfind("  - {step:", best);
}

void add_band(Dice& dice, Texts& texts, std::string& yaml) {
  const std::string who = per(dice);
  const std::string id = add_ratio(dice, texts, who, closing(dice));
  const std::int64_t above = dice.upto(30);
  const std::string condition = dice.chance(30) ? "if: {borrower.first_loan: {eq: true}}, " : "";
  yaml.insert(first_step(yaml), "  - {step: band, " + condition + "band: {ratio: " + id +
                                    ", above: " + std::to_string(above) + "%, upto: " +
                                    std::to_string(above + dice.upto(60)) + "%, when: close" +
                                    (dice.chance(30) ? ", else: city" : "") + "}}\n");
}

void fill_schedule(Dice& dice, RandomWatched& watched) {
  PathSchedule& schedule = watched.schedule;
  schedule.months = watched.scheme.tape.month_count;
  for (std::size_t loan = 0; loan < watched.scheme.facts.rows; ++loan) {
    std::int64_t owed = dice.upto(dice.chance(50) ? 60 : 90'000'000);
    for (std::uint32_t month = 0; month <= schedule.months; ++month) {
      schedule.balance_fen.push_back(owed);
      if (dice.chance(20)) owed -= dice.upto(owed);
    }
  }
}

}  // namespace

RandomWatched random_watched(std::uint64_t seed) {
  RandomWatched watched;
  watched.scheme = random_scheme(seed);
  Dice dice{std::mt19937_64(seed + 0xba5e)};
  fill_schedule(dice, watched);
  std::string& yaml = watched.scheme.yaml;
  Texts texts;
  texts.closes = yaml.find("when: close") != std::string::npos;
  texts.recompute = yaml.find("by: recompute") != std::string::npos;
  const bool running = yaml.find("when: claim") != std::string::npos;
  // A band makes every later step one of the close.
  if (!running && dice.chance(60)) {
    texts.closes = true;
    add_band(dice, texts, yaml);
  }
  for (int i = 0; i < 2 && dice.chance(65); ++i) add_breaker(dice, texts, i);
  if (!texts.closes && dice.chance(30)) {
    const std::string id = add_ratio(dice, texts, per(dice), closing(dice));
    const std::size_t quota = yaml.find("quota: {");
    if (yaml.rfind("if: ", quota) < yaml.rfind("{step:", quota)) {
      yaml.insert(quota,
                  "if: {any: [{ratio." + id + ": {lt: 40%}}, {loan.ip_share: {ge: 50%}}]}, ");
    }
  }
  add_account_terms(yaml,
                    [&] { return dice.chance(70) ? account_terms(dice, 30, 40) : std::string(); });
  if (!texts.ratios.empty()) yaml.insert(yaml.find("\nclaim:") + 1, "ratios:\n" + texts.ratios);
  if (!texts.breakers.empty()) {
    yaml.insert(yaml.find("\nrecovery:") + 1, "breakers:\n" + texts.breakers);
  }
  // Some loans are planned, so that a breaker may stop them.
  for (FactColumn& column : watched.scheme.facts.columns) {
    if (column.name != "loan.origination_date") continue;
    for (std::int64_t& day : column.value) day += dice.chance(30) ? dice.upto(2'500) : 0;
  }
  return watched;
}

}  // namespace pledgelab::test
