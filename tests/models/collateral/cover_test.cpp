// Loan-to-value per contract over all its pledges, figures by hand, exactly at the limit; parts of
// a right under several loans; the lending policy's reader.
#include "models/collateral/cover.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <numeric>

#include "engine/formats/yaml.hpp"
#include "models/scenario/read.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

const Date kToday = make_date(2026, 1, 1).value();

LendingPolicy base_policy() {
  const auto document = read_yaml(test::source_root() + "/policies/lending/base.yaml").value();
  return read_lending_policy(document).value();
}

Asset right(AssetKind kind) {
  Asset asset;
  asset.id = "R";
  asset.kind = kind;
  return asset;
}

Loan loan(std::int64_t balance_yuan) {
  Loan row;
  row.balance = Money::of_yuan(balance_yuan);
  row.principal = row.balance;
  return row;
}

Pledge pledge(std::uint32_t loan_row, std::uint32_t asset_row, std::int32_t rank = 1) {
  Pledge row;
  row.loan = LoanId{loan_row};
  row.asset = AssetId{asset_row};
  row.rank = rank;
  return row;
}

Appraisal appraisal(std::uint32_t asset_row, std::int64_t value_yuan, Date date = kToday) {
  return {AssetId{asset_row}, date, Money::of_yuan(value_yuan), "income", "V"};
}

Valuation worth(std::uint32_t asset_row, double mean_yuan) {
  Valuation valuation;
  valuation.asset = AssetId{asset_row};
  valuation.mean_yuan = mean_yuan;
  return valuation;
}

// One contract over an invention of 2,000,000 (ceiling 25 %) and a mark of 1,000,000 (30 %).
Book bundle(std::int64_t balance_yuan) {
  Book book;
  book.loans = {loan(balance_yuan)};
  book.assets = {right(AssetKind::invention), right(AssetKind::trademark)};
  book.pledges = {pledge(0, 0), pledge(0, 1)};
  book.appraisals = {appraisal(0, 2'000'000), appraisal(1, 1'000'000)};
  return book;
}

std::vector<Valuation> bundle_worth() { return {worth(0, 1'000'000), worth(1, 500'000)}; }

// Σ of ratios as one exact ratio; all denominators equal in these tests.
bool sums_to_one(const std::vector<PledgePart>& parts) {
  std::int64_t num = 0;
  for (const PledgePart& part : parts) num += part.part.num;
  return num == parts.front().part.den;
}

}  // namespace

TEST_CASE("loan-to-value over all pledges of the contract, exactly at the weighted ceiling") {
  // limit = 2,000,000 × 25 % + 1,000,000 × 30 % = 800,000; 800,000 / 3,000,000 = 4/15
  const LendingPolicy policy = base_policy();
  Book book = bundle(800'000);
  const auto worths = bundle_worth();
  Coverage coverage = cover_book(book, policy, worths, kToday).value().front();
  CHECK(coverage.approved_value == Money::of_yuan(3'000'000));
  CHECK(*coverage.loan_to_value == Ratio::of(4, 15));
  CHECK(*coverage.ceiling == Ratio::of(4, 15));
  CHECK_FALSE(coverage.breach);
  book.loans[0].balance += Money::of_fen(1);
  coverage = cover_book(book, policy, worths, kToday).value().front();
  CHECK(coverage.breach);
}

TEST_CASE("haircut value and shortfall by hand") {
  // 1,000,000 × (1 - 80 %) + 500,000 × (1 - 70 %) = 350,000
  const auto worths = bundle_worth();
  Coverage coverage = cover_book(bundle(800'000), base_policy(), worths, kToday).value().front();
  CHECK(coverage.model_value == Money::of_yuan(1'500'000));
  CHECK(coverage.haircut_value == Money::of_yuan(350'000));
  CHECK(coverage.shortfall == Money::of_yuan(450'000));
  coverage = cover_book(bundle(350'000), base_policy(), worths, kToday).value().front();
  CHECK(coverage.shortfall == Money());
  coverage = cover_book(bundle(349'999), base_policy(), worths, kToday).value().front();
  CHECK(coverage.shortfall == Money());
}

TEST_CASE("a larger haircut never lowers a shortfall") {
  LendingPolicy policy = base_policy();
  const auto worths = bundle_worth();
  Money last;
  for (std::int32_t ppm = 0; ppm <= 1'000'000; ppm += 62'500) {
    for (LendingLevel& haircut : policy.haircuts) haircut.share = Share{ppm};
    const Money now = cover_book(bundle(1'500'000), policy, worths, kToday).value()[0].shortfall;
    CHECK(now >= last);
    last = now;
  }
  CHECK(last == Money::of_yuan(1'500'000));
}

TEST_CASE("no appraisal, no ratio; an old one, an ended right and no pledge are flagged") {
  Book book = bundle(100);
  auto worths = bundle_worth();
  book.appraisals = {appraisal(0, 900, make_date(2024, 12, 31).value()),
                     appraisal(0, 1000, make_date(2026, 1, 2).value())};  // not yet known
  Coverage coverage = cover_book(book, base_policy(), worths, kToday).value().front();
  CHECK(coverage.approved_value == Money::of_yuan(900));
  CHECK(coverage.flags == std::vector<std::string>{"appraisal too old: R", "no appraisal: R"});
  worths[0].mean_yuan = 0;
  worths[0].flags = {"lapsed"};
  coverage = cover_book(book, base_policy(), worths, kToday).value().front();
  CHECK_FALSE(coverage.loan_to_value.has_value());
  CHECK_FALSE(coverage.breach);
  CHECK(coverage.flags[0] == "right has ended: R");
  book.pledges.clear();
  coverage = cover_book(book, base_policy(), worths, kToday).value().front();
  CHECK(coverage.flags == std::vector<std::string>{"no pledge"});
  CHECK(coverage.shortfall == Money::of_yuan(100));
  worths.pop_back();
  CHECK(cover_book(book, base_policy(), worths, kToday).errors()[0].code == "K-101");
}

TEST_CASE("parts of one right under several loans: proportion, rank, exact sums") {
  Book book;
  book.assets = {right(AssetKind::invention)};
  book.loans = {loan(100), loan(50), loan(150)};
  book.pledges = {pledge(0, 0, 1), pledge(1, 0, 2), pledge(2, 0, 2)};
  book.appraisals = {appraisal(0, 900)};  // covers all 300: combined loan-to-value of a third
  auto parts = pledge_parts(book, kToday);
  CHECK(parts[0].part == Ratio::of(1, 3));
  CHECK(parts[1].part == Ratio::of(1, 6));
  CHECK(parts[2].part == Ratio::of(1, 2));
  book.appraisals = {appraisal(0, 200)};  // 100 to the first rank, 100 to the second as 50 : 150
  parts = pledge_parts(book, kToday);
  CHECK(parts[0].part == Ratio::of(1, 2));
  CHECK(parts[1].part == Ratio::of(1, 8));
  CHECK(parts[2].part == Ratio::of(3, 8));
  CHECK(sums_to_one(parts));
  book.appraisals = {appraisal(0, 80)};  // nothing for the second rank
  parts = pledge_parts(book, kToday);
  CHECK(parts[0].part == Ratio::of(1, 1));
  CHECK(parts[1].part == Ratio::of(0, 1));
  book.appraisals.clear();  // worth unknown: the first rank's alone
  parts = pledge_parts(book, kToday);
  CHECK(parts[0].part == Ratio::of(1, 1));
  CHECK(parts[2].part == Ratio::of(0, 1));
}

TEST_CASE("parts: an appraisal after the date is not yet known, that of the day is") {
  Book book;
  book.assets = {right(AssetKind::invention)};
  book.loans = {loan(100), loan(100)};
  book.pledges = {pledge(0, 0, 1), pledge(1, 0, 2)};
  book.appraisals = {appraisal(0, 100), appraisal(0, 200, add_days(kToday, 1))};
  CHECK(pledge_parts(book, kToday)[0].part == Ratio::of(1, 1));
  CHECK(pledge_parts(book, add_days(kToday, 1))[0].part == Ratio::of(1, 2));
  book.appraisals.erase(book.appraisals.begin());  // none is known: the first rank's alone
  CHECK(pledge_parts(book, kToday)[1].part == Ratio::of(0, 1));
}

TEST_CASE("parts: a maximum pledge caps the claim; thirds still sum; no claims, equal parts") {
  Book book;
  book.assets = {right(AssetKind::invention)};
  book.loans = {loan(100), loan(100), loan(100)};
  book.pledges = {pledge(0, 0), pledge(1, 0), pledge(2, 0)};
  book.pledges[0].secured_amount = Money::of_yuan(50);
  auto parts = pledge_parts(book, kToday);
  CHECK(parts[0].part == Ratio::of(1, 5));
  CHECK(parts[1].part == Ratio::of(2, 5));
  book.pledges[0].secured_amount.reset();
  Appraisal odd = appraisal(0, 0);
  odd.value = Money::of_fen(100);
  book.appraisals = {odd};
  parts = pledge_parts(book, kToday);
  CHECK(sums_to_one(parts));
  CHECK(parts[0].part == Ratio::of(33, 100));
  CHECK(parts[1].part == Ratio::of(34, 100));
  for (Loan& row : book.loans) row.balance = Money();
  book.appraisals.clear();
  parts = pledge_parts(book, kToday);
  CHECK(parts[1].part == Ratio::of(1, 3));
}

TEST_CASE("sale terms by kind from the scenario; an association's mark by its own") {
  const Scenario scenario =
      read_scenario(read_yaml(test::source_root() + "/scenarios/base.yaml").value()).value();
  Book book;
  book.assets = {right(AssetKind::invention), right(AssetKind::trademark),
                 right(AssetKind::geographical_indication)};
  GeographicalIndication indication;
  indication.form = GiForm::collective_mark;
  book.assets[2].facts = indication;
  const auto terms = sale_terms(book, FactorState(scenario, 0)).value();
  CHECK(terms[0].mean_frac == doctest::Approx(.20));  // valuation.md 3.6
  CHECK(terms[0].delay_months == 12);
  CHECK(terms[0].concentration == 4);
  CHECK(terms[1].mean_frac == doctest::Approx(.30));
  CHECK(terms[1].delay_months == 9);
  CHECK(terms[1].firm_specific_frac == doctest::Approx(.7));
  CHECK(terms[2].mean_frac == doctest::Approx(.02));
  CHECK_FALSE(sale_terms(book, FactorState(Scenario{}, 0)).ok());
}

TEST_CASE("sale terms: a patent's class sells by the nearest row of sale_class_relative") {
  Scenario scenario =
      read_scenario(read_yaml(test::source_root() + "/scenarios/base.yaml").value()).value();
  Parameter relatives;
  relatives.name = "sale_class_relative";
  relatives.rows = {{"H01M", 2}, {"H", .5}, {"06", 0}, {"else", 1}};
  scenario.parameters.push_back(relatives);
  Book book;
  const std::vector<std::pair<std::string, double>> expected = {{"H01M", .36},  // 1 - .8²
                                                                {"H01M 10/0525", .36},
                                                                {"H02J", .105573},  // 1 - √.8
                                                                {"G06F", .20},      // else
                                                                {"", .20},
                                                                {"no class", .20},
                                                                {"06-01", 0}};
  for (const auto& one : expected) {
    book.assets.push_back(right(AssetKind::invention));
    Patent patent;
    patent.technology_class = one.first;
    book.assets.back().facts = patent;
  }
  book.assets.push_back(right(AssetKind::trademark));
  book.assets.back().facts = Trademark{};
  const auto terms = sale_terms(book, FactorState(scenario, 0)).value();
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK_MESSAGE(terms[i].mean_frac == doctest::Approx(expected[i].second).epsilon(1e-5),
                  expected[i].first);
  }
  CHECK(terms.back().mean_frac == doctest::Approx(.30));
  // Without "else" a class that has no row above it stays as it is.
  scenario.parameters.back().rows = {{"H01M", 2}};
  CHECK(class_row(FactorState(scenario, 0), "sale_class_relative", "H02J").empty());
  CHECK(sale_terms(book, FactorState(scenario, 0)).value()[2].mean_frac == doctest::Approx(.20));
  scenario.parameters.back().rows = {{"else", -1}};
  CHECK_FALSE(sale_terms(book, FactorState(scenario, 0)).ok());
}

TEST_CASE("an appraisal is too old on the day after the lender's age of appraisals has passed") {
  LendingPolicy policy = base_policy();
  CHECK(policy.appraisal_age.months == 12);
  Book book = bundle(100);
  const auto old = [&](Date date) {
    book.appraisals = {appraisal(0, 900, date), appraisal(1, 900)};
    return !cover_book(book, policy, bundle_worth(), kToday).value().front().flags.empty();
  };
  CHECK_FALSE(old(make_date(2025, 1, 1).value()));
  CHECK(old(make_date(2024, 12, 31).value()));
  policy.appraisal_age.months = 6;
  CHECK_FALSE(old(make_date(2025, 7, 1).value()));
  CHECK(old(make_date(2025, 6, 30).value()));
}

TEST_CASE("the lending policy's reader: an age of appraisals has a unit and limits") {
  std::string text;
  {
    std::ifstream file(test::source_root() + "/policies/lending/base.yaml");
    text.assign(std::istreambuf_iterator<char>(file), {});
  }
  for (const char* wrong : {"12", "0mo", "51y", "12%", "[12mo]"}) {
    std::string other = text;
    other.replace(other.find("months: 12mo"), 12, std::string("months: ") + wrong);
    const auto refused = read_lending_policy(parse_yaml(other, "x.yaml").value());
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.errors()[0].code == "H-103");
  }
}

TEST_CASE("the lending policy's reader: levels, and every fault with its place") {
  const LendingPolicy policy = base_policy();
  CHECK(policy.ceiling(AssetKind::invention) == Share{250'000});  // policies.md 5B
  CHECK(policy.ceiling(AssetKind::utility_model) == Share{150'000});
  CHECK(policy.ceilings[0].mark == "found");
  CHECK(policy.haircut(AssetKind::design) == Share{930'000});
  std::string text =
      "schema: lending/1\nid: x\nname: {zh: a, en: b}\ndate: 2026-01-01\n"
      "ceilings:\n  invention: {share: 110%, source: s, date: 2026-13-01, mark: fond}\n"
      "  trademrk: {share: 1%, source: s, date: 2026-01-01, mark: found}\nhaircut: {}\n";
  const auto refused = read_lending_policy(parse_yaml(text, "x.yaml").value());
  REQUIRE_FALSE(refused.ok());
  std::string all;
  for (const Error& error : refused.errors()) all += to_text(error) + "\n";
  for (const char* words :
       {"x.yaml:6:", "110%", "2026-13-01", "'found'", "trademrk", "'trademark'",
        "lacks the key 'haircuts'", "unknown key 'haircut'", "lacks the key 'appraisal_age'",
        "lacks the key 'illustrative_above'"}) {
    CHECK_MESSAGE(all.find(words) != std::string::npos, words, " in ", all);
  }
}

TEST_CASE("either of two essential patents alone brings nothing, both bring the whole (V49)") {
  Book book;
  book.loans = {loan(1'000'000), loan(1'000'000)};
  book.assets = {right(AssetKind::invention), right(AssetKind::invention)};
  for (Asset& asset : book.assets) {
    asset.product_id = "P";
    asset.essential = true;
  }
  // V23's stream of 12,579,600 in equal parts.
  const std::vector<Valuation> worths = {worth(0, 6'289'800), worth(1, 6'289'800)};
  const auto covers = [&] { return cover_book(book, base_policy(), worths, kToday).value(); };
  book.pledges = {pledge(0, 0), pledge(0, 1)};
  CHECK(covers()[0].model_value == Money::of_yuan(12'579'600));
  book.pledges = {pledge(0, 0), pledge(1, 1)};
  CHECK(covers()[0].model_value == Money());
  CHECK(covers()[1].model_value == Money());
  CHECK(covers()[0].shortfall == Money::of_yuan(1'000'000));
  CHECK(covers()[0].flags ==
        std::vector<std::string>{"no appraisal: R",
                                 "an essential right of its product is not pledged: R"});
  book.pledges = {pledge(0, 0)};  // the other right is pledged to nobody
  CHECK(covers()[0].model_value == Money());
  book.assets[1].essential.reset();  // a mate that the product can do without
  CHECK(covers()[0].model_value == Money::of_yuan(6'289'800));
  book.pledges = {pledge(0, 1)};  // and the mate without the essential one
  CHECK(covers()[0].model_value == Money());
  book.assets[1].product_id = "Q";
  CHECK(covers()[0].model_value == Money::of_yuan(6'289'800));
}

TEST_CASE("an essential right that is no longer in force is free to use: nothing is missing") {
  Book book = bundle(100);
  book.pledges = {pledge(0, 0)};
  for (Asset& asset : book.assets) asset.product_id = "P";
  Asset& mate = book.assets[1];
  mate.essential = true;
  CHECK(pledge_parts(book, kToday)[0].incomplete);
  for (const LegalStatus gone : {LegalStatus::lapsed, LegalStatus::invalid, LegalStatus::expired}) {
    mate.status = gone;
    CHECK_FALSE(pledge_parts(book, kToday)[0].incomplete);
  }
  for (const LegalStatus here :
       {LegalStatus::valid, LegalStatus::grace, LegalStatus::pending_invalidation}) {
    mate.status = here;
    CHECK(pledge_parts(book, kToday)[0].incomplete);
  }
  mate.expiry_date = kToday;
  CHECK_FALSE(pledge_parts(book, kToday)[0].incomplete);
  mate.expiry_date = add_days(kToday, 1);
  CHECK(pledge_parts(book, kToday)[0].incomplete);
}
