#include "models/loss/loss_model.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include <map>
#include <tuple>

#include "tests/models/loss/fixture.hpp"

using namespace pledgelab;
using namespace pledgelab::test;
using doctest::Approx;

TEST_CASE("loss: a tape is sorted, its recoveries never exceed its default, chunks join up") {
  Book book = plain_book(60);
  for (std::size_t i = 0; i < 60; ++i) book.loans[i].rate = Rate{50'000};
  Scenario scenario = quiet_scenario();
  set_level(scenario, "default_share_macro", 0.2);
  set_level(scenario, "other_recovery_mean", 0.4);
  set_level(scenario, "other_recovery_sd", 0.3);
  set_level(scenario, "other_recovery_delay_months", 6);
  set_level(scenario, "default_interest_months", 3);
  const LossModel model = model_of(book, flat_curves(book, 0.2), scenario);
  const LossTape whole = simulate_paths(model, 42, 0, 20);
  REQUIRE(whole.size() > 100);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> owed;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const TapeRow row = whole.row(i);
    if (i > 0) {
      const TapeRow before = whole.row(i - 1);
      CHECK(std::tie(before.path, before.month, before.loan, before.kind) <=
            std::tie(row.path, row.month, row.loan, row.kind));
    }
    auto& left = owed[{row.path, row.loan.index}];
    if (row.kind == TapeKind::loan_default) {
      CHECK(left == 0);
      left = (row.principal + row.interest).fen();
      CHECK(left == 101'250);  // 1,000 yuan and three months at 5 %
    } else {
      left -= row.principal.fen();
      CHECK(row.principal.fen() > 0);
      CHECK(left >= 0);
    }
  }
  LossTape joined = simulate_paths(model, 42, 0, 7);
  const LossTape rest = simulate_paths(model, 42, 7, 13);
  for (std::size_t i = 0; i < rest.size(); ++i) joined.push_back(rest.row(i));
  CHECK(joined.path == whole.path);
  CHECK(joined.loan == whole.loan);
  CHECK(joined.month == whole.month);
  CHECK(joined.principal_fen == whole.principal_fen);
  CHECK(simulate_paths(model, 43, 0, 20).loan != whole.loan);
}

TEST_CASE("loss: a borrower moves with the technology sector of what secures its loans") {
  Book book = plain_book(3);
  for (const char* sector : {"pharma", "chips"}) {
    Asset asset;
    asset.sector = sector;
    asset.region = "Jilin";
    book.assets.push_back(asset);
  }
  Pledge pledge;
  pledge.loan = LoanId{1};
  book.pledges.push_back(pledge);
  pledge.asset = AssetId{1};
  book.pledges.push_back(pledge);
  CHECK(technology_sectors(book) == std::vector<std::string>{"software", "pharma", "software"});
  const auto model = factor_model(book, quiet_scenario());
  REQUIRE(model.ok());
  CHECK(model.value().sectors == std::vector<std::string>{"chips", "pharma", "software"});
  CHECK(model.value().regions == std::vector<std::string>{"Anhui", "Jilin"});
  CHECK(model.value().sector_factor("pharma") == 2);
  CHECK(model.value().region_factor("Jilin") == 5);
  CHECK(default_columns(book, flat_curves(book, 0.1), model.value(), quiet_scenario(), kAsOf)
            .buckets.front()
            .sector_factor == 2);
}

TEST_CASE("loss: scheduled balances by lender, product and month") {
  Book book = plain_book(3);
  book.lenders.resize(2);
  book.loans[1].lender = LenderId{1};
  book.loans[2].lender = LenderId{1};
  book.loans[2].product = "park";
  book.loans[1].repayment = Repayment::equal_principal;
  const Balances balances = scheduled_balances(book, kAsOf, 14);
  REQUIRE(balances.lender.size() == 3);
  CHECK(balances.product == std::vector<std::string>{"", "", "park"});
  CHECK(balances.balance_fen[balances.at(0, 11)] == 100'000);
  CHECK(balances.balance_fen[balances.at(0, 12)] == 0);
  CHECK(balances.count[balances.at(0, 12)] == 0);
  CHECK(balances.count[balances.at(2, 3)] == 1);
  CHECK(balances.balance_fen[balances.at(1, 6)] == Approx(50'000).epsilon(1e-4));
}

TEST_CASE("loss: terms from the scenario, by weight, the same for the same seed") {
  Book book = plain_book(2000);
  for (Loan& loan : book.loans) {
    loan.maturity = loan.origination;
    loan.term_from_scenario = true;
  }
  Scenario scenario = quiet_scenario();
  CHECK(with_terms(book, scenario, 1, kAsOf).errors().front().code == "C-110");
  scenario.parameters.push_back(
      {"term_months", "", "", std::nullopt, Mark::fitted, {{"60", 1}, {"84", 3}, {"120", 0}}, {}});
  const auto filled = with_terms(book, scenario, 1, kAsOf);
  REQUIRE(filled.ok());
  int long_terms = 0;
  for (const Loan& loan : filled.value().loans) {
    const int term = months_between(loan.origination, loan.maturity);
    CHECK((term == 60 || term == 84));
    CHECK(!loan.term_from_scenario);
    long_terms += term == 84 ? 1 : 0;
  }
  CHECK(std::abs(long_terms - 1500) < 4 * 20);  // s.d. √(2000 × ¾ × ¼) = 19.4
  CHECK(with_terms(book, scenario, 1, kAsOf).value().loans[7].maturity ==
        filled.value().loans[7].maturity);
  set_level(scenario, "term_months", 0);
  CHECK(with_terms(book, scenario, 1, kAsOf).errors().front().code == "C-142");
}

TEST_CASE("loss: a drawn term is longer than the loan's age; older than every term, it is over") {
  const auto aged = [](int months) {
    Book book = plain_book(1000);
    for (Loan& loan : book.loans) {
      loan.origination = loan.maturity = add_months(kAsOf, -months);
      loan.term_from_scenario = true;
    }
    return book;
  };
  Scenario scenario = quiet_scenario();
  scenario.parameters.push_back(
      {"term_months", "", "", std::nullopt, Mark::fitted, {{"60", 4}, {"84", 3}, {"120", 2}}, {}});
  const Book seventy = with_terms(aged(70), scenario, 1, kAsOf).value();
  int shorter = 0;
  for (const Loan& loan : seventy.loans) {
    const int term = months_between(loan.origination, loan.maturity);
    CHECK((term == 84 || term == 120));
    CHECK(loan.balance == Money::of_yuan(1000));
    shorter += term == 84 ? 1 : 0;
  }
  CHECK(std::abs(shorter - 600) < 4 * 16);  // 3 : 2; s.d. √(1000 × 0.6 × 0.4) = 15.5
  const DefaultColumns columns = model_of(seventy, flat_curves(seventy, 0.01), scenario).defaults;
  CHECK(columns.loan.size() == 1000);
  CHECK(std::count(columns.in_default.begin(), columns.in_default.end(), 1) == 0);
  // A term that ends on the as-of date itself has ended.
  const Book ended = with_terms(aged(84), scenario, 1, kAsOf).value();
  for (const Loan& loan : ended.loans) {
    CHECK(loan.maturity == add_months(loan.origination, 120));
  }
  const Book over = with_terms(aged(120), scenario, 1, kAsOf).value();
  for (const Loan& loan : over.loans) CHECK(loan.balance == Money());
  CHECK(model_of(over, flat_curves(over, 0.5), scenario).defaults.loan.empty());
  CHECK(scheduled_balances(over, kAsOf, 12).count[0] == 0);
  // What is not lent yet draws as a loan of that day does.
  const Book later = with_terms(aged(0), scenario, 1, add_months(kAsOf, -60)).value();
  const Book today = with_terms(aged(0), scenario, 1, kAsOf).value();
  for (std::size_t i = 0; i < 1000; ++i) CHECK(later.loans[i].maturity == today.loans[i].maturity);
}
