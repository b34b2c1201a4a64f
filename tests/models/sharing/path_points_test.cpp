// Many points of a policy's assumptions on one path: each as if it were the only one.
#include "models/sharing/path_points.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "engine/formats/yaml.hpp"
#include "models/policy/sharing_policy.hpp"
#include "tests/models/sharing/dice.hpp"
#include "tests/models/sharing/random_scheme.hpp"
#include "tests/support/law_count.hpp"

using namespace pledgelab;

namespace {

const char* const kHead =
    "schema: policy/1\nid: p\nversion: '1'\nsource: [{title: made, mark: assumed}]\n"
    "effective: {from: 2020-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
    "year: calendar\n";
const char* const kSteps =
    "assume: {share: 10%, most: 1yuan, late: 6mo}\n"
    "parties: {fund: {kind: fund}, bank: {kind: bank}}\nresidual: bank\n"
    "claim: {pay: claim, wait: $late}\nsteps:\n"
    "  - {step: q, quota: {fund: $share, bank: rest}}\n"
    "  - {step: c, cap: {party: fund, at: $most, per: [scheme, life], when: claim, room: paid, "
    "over: bank}}\n"
    "recovery: {costs: first, by: as_borne}\n";

Document document_of(const std::string& yaml) {
  auto document = parse_yaml(yaml, "points.yaml");
  REQUIRE_MESSAGE(document.ok(), (document.ok() ? "" : to_text(document.errors().front())));
  return std::move(document).value();
}

TapeRow tape_row(std::uint32_t loan, std::uint16_t month, std::int64_t fen, TapeKind kind) {
  TapeRow row;
  row.loan = LoanId{loan};
  row.month = month;
  row.kind = kind;
  row.principal = Money::of_fen(fen);
  return row;
}

// Losses of 1,000 and 600 yuan; 400 yuan come back on the first.
LossTape small_tape() {
  LossTape tape;
  tape.as_of = *make_date(2024, 1, 31);
  tape.month_count = 12;
  tape.path_count = 1;
  tape.push_back(tape_row(0, 1, 100'000, TapeKind::loan_default));
  tape.push_back(tape_row(1, 2, 60'000, TapeKind::loan_default));
  tape.push_back(tape_row(0, 9, 40'000, TapeKind::recovery));
  return tape;
}

FactTable two_loans() {
  FactTable facts;
  facts.rows = 2;
  facts.counts_in_totals.assign(2, 1);
  return facts;
}

bool same(const PathShare& a, const PathShare& b) {
  if (a.accounts.size() != b.accounts.size()) return false;
  for (std::size_t at = 0; at < a.accounts.size(); ++at) {
    const PathAccount& x = a.accounts[at];
    const PathAccount& y = b.accounts[at];
    if (x.first_short != y.first_short || x.exhausted != y.exhausted) return false;
    if (x.short_fen != y.short_fen || x.costs_fen != y.costs_fen) return false;
  }
  return a.loss_fen == b.loss_fen && a.netted_fen == b.netted_fen &&
         a.undecided_fen == b.undecided_fen && a.undecided_count == b.undecided_count &&
         a.loss_count == b.loss_count && a.queued_fen == b.queued_fen &&
         a.borne_fen == b.borne_fen && a.compensation_fen == b.compensation_fen &&
         a.recovered_fen == b.recovered_fen && a.balance_fen == b.balance_fen;
}

// A figure of the steps becomes $p; what it was, and its unit.
struct Varied {
  std::string yaml;
  std::int64_t number = 0;
  std::string unit;
};

std::optional<Varied> varied(const std::string& yaml, test::Dice& dice) {
  std::vector<std::pair<std::size_t, std::size_t>> found;  // of whole numbers with fen or %
  for (std::size_t at = yaml.find("steps:"); at < yaml.size(); ++at) {
    const bool begins = yaml[at] >= '0' && yaml[at] <= '9' && yaml[at - 1] == ' ';
    if (!begins) continue;
    const std::size_t end = yaml.find_first_not_of("0123456789", at);
    if (yaml.compare(end, 3, "fen") == 0 || yaml[end] == '%') found.emplace_back(at, end);
  }
  if (found.empty()) return std::nullopt;
  const auto [begin, end] =
      found[static_cast<std::size_t>(dice.upto(static_cast<std::int64_t>(found.size()) - 1))];
  Varied made;
  made.number = std::stoll(yaml.substr(begin, end - begin));
  made.unit = yaml[end] == '%' ? "%" : "fen";
  made.yaml = yaml.substr(0, begin) + "$p" + yaml.substr(end + made.unit.size());
  const std::size_t parties = made.yaml.find("parties:");
  made.yaml.insert(parties, "assume: {p: " + std::to_string(made.number) + made.unit + "}\n");
  return made;
}

PathShare alone(const Document& document, const test::RandomScheme& scheme) {
  const auto policy = read_sharing_policy(document);
  REQUIRE(policy.ok());
  const auto program = compile_for_paths(policy.value(), scheme.facts);
  REQUIRE(program.ok());
  const PathProgram prepared = prepare(program.value(), scheme.tape.as_of, scheme.tape.month_count);
  SharingBuffers buffers;
  PathShare share;
  share_path(prepared, scheme.tape, 0, scheme.tape.size(), buffers, share);
  return share;
}

}  // namespace

TEST_CASE("points: shares and caps of three points, by hand") {
  const Document document = document_of(std::string(kHead) + kSteps);
  const FactTable facts = two_loans();
  const LossTape tape = small_tape();
  const AssumptionPoints asked{{"share", "most"},
                               {"50%", "700yuan", "25%", "700yuan", "50%", "100yuan"}};
  const auto points =
      prepare_points({document, facts, EffectiveTest::tested, tape.as_of, 12}, asked);
  REQUIRE_MESSAGE(points.ok(), (points.ok() ? "" : to_text(points.errors().front())));
  CHECK(points.value().first == 0);
  PointBuffers worker(points.value());
  std::vector<PathShare> shares(3);
  for (int again = 0; again < 2; ++again) {
    share_points(points.value(), tape, 0, tape.size(), worker, shares);
    // 500 + 300, of which 700 fit; 250 + 150; 100 + 0.
    CHECK(shares[0].borne_fen == std::vector<std::int64_t>{70'000, 90'000});
    CHECK(shares[1].borne_fen == std::vector<std::int64_t>{40'000, 120'000});
    CHECK(shares[2].borne_fen == std::vector<std::int64_t>{10'000, 150'000});
    // 400 of 1,000 as they bore it: 500, 250 and 100 of the fund.
    CHECK(shares[0].recovered_fen == std::vector<std::int64_t>{20'000, 20'000});
    CHECK(shares[1].recovered_fen == std::vector<std::int64_t>{10'000, 30'000});
    CHECK(shares[2].recovered_fen == std::vector<std::int64_t>{4'000, 36'000});
  }
  const AssumptionPoints caps{{"most"}, {"30yuan", "1yuan", "200yuan"}};
  const auto later = prepare_points({document, facts, EffectiveTest::tested, tape.as_of, 12}, caps);
  REQUIRE(later.ok());
  CHECK(later.value().first == 1);  // the quota runs once
  PointBuffers other(later.value());
  share_points(later.value(), tape, 0, tape.size(), other, shares);
  // The text's own share of 10 %: 100 + 60.
  CHECK(shares[0].borne_fen == std::vector<std::int64_t>{3'000, 157'000});
  CHECK(shares[1].borne_fen == std::vector<std::int64_t>{100, 159'900});
  CHECK(shares[2].borne_fen == std::vector<std::int64_t>{16'000, 144'000});
}

TEST_CASE("points: what cannot be varied is refused by name") {
  const Document document = document_of(std::string(kHead) + kSteps);
  const FactTable facts = two_loans();
  const PointsInputs inputs{document, facts, EffectiveTest::tested, *make_date(2024, 1, 31), 12};
  const auto refused = [&](const std::string& name, const std::string& text) {
    const auto points = prepare_points(inputs, {{name}, {text}});
    REQUIRE_FALSE(points.ok());
    return to_text(points.errors().front());
  };
  CHECK(refused("shar", "5%").find("did you mean 'share'") != std::string::npos);
  CHECK(refused("shar", "5%").find("P-103") != std::string::npos);
  CHECK(refused("late", "5mo").find("'late', which stands outside the steps") != std::string::npos);
  CHECK(refused("share", "120%").find("(at share = 120%)") != std::string::npos);
  CHECK(refused("most", "5%").find("(at most = 5%)") != std::string::npos);
}

TEST_CASE("law: a point among others gives what its policy gives alone") {
  const std::uint64_t count = test::law_count("PLEDGELAB_LAWS", 1'000);
  std::uint64_t tried = 0;
  std::uint64_t together = 0;
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    const test::RandomScheme scheme = test::random_scheme(seed);
    test::Dice dice{std::mt19937_64(seed)};
    const auto made = varied(scheme.yaml, dice);
    if (!made) continue;
    CAPTURE(seed);
    CAPTURE(made->yaml);
    const Document document = document_of(made->yaml);
    AssumptionPoints asked{{"p"}, {}};
    for (const std::int64_t number :
         {made->number, std::int64_t{0}, made->number / 2, dice.upto(made->number),
          made->unit == "fen" ? 3 * made->number + 1 : made->number}) {
      asked.texts.push_back(std::to_string(number) + made->unit);
    }
    const LossTape& tape = scheme.tape;
    const auto points = prepare_points(
        {document, scheme.facts, EffectiveTest::tested, tape.as_of, tape.month_count}, asked);
    if (!points) continue;  // shares that no longer make 100 %
    ++tried;
    PointBuffers worker(points.value());
    std::vector<PathShare> shares(asked.size());
    share_points(points.value(), tape, 0, tape.size(), worker, shares);
    together += points.value().base.by_columns ? 1 : 0;
    for (std::size_t k = 0; k < asked.size(); ++k) {
      CAPTURE(asked.texts[k]);
      Document own = document_of(made->yaml);
      for (Entry& part : own.root.entries) {
        if (part.key == "assume") part.value.entries.front().value.text = asked.texts[k];
      }
      REQUIRE(same(shares[k], alone(own, scheme)));
    }
  }
  if (count < 1000) return;
  CHECK(tried > count / 2);
  CHECK(together > count / 4);
}
