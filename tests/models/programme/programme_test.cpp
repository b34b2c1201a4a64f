// Figures of a made programme by hand: brand value, premium, changes, what is missing, lending.
#include "models/programme/programme.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

using namespace pledgelab;

namespace {

// 1,000 units a year at 420, 450, 480, 500 (2021 to 2024) against 300, 310, 290, 300; unbranded
// cost 200, operating rate 50 %, strength 80 as published.
std::vector<ProgrammeYear> tea() {
  const double own[] = {420, 450, 480, 500};
  const double generic[] = {300, 310, 290, 300};
  std::vector<ProgrammeYear> years;
  for (int i = 0; i < 4; ++i) {
    ProgrammeYear one;
    one.gi_id = "TEA";
    one.year = 2021 + i;
    one.volume_units = 1000;
    one.price_yuan = own[i];
    one.generic_price_yuan = generic[i];
    one.unbranded_cost_yuan = 200;
    one.operating_rate_frac = 0.5;
    one.strength = 80;
    one.users_count = 100 + 10 * i;
    one.households_count = 5000;
    one.output = Money::of_yuan(1'000'000 * (i + 1));
    years.push_back(one);
  }
  return years;
}

std::vector<ProgrammeFigures> figures(const std::vector<ProgrammeYear>& years, int first = 2021,
                                      int last = 2024) {
  auto found = programme_figures(years, {}, first, last);
  REQUIRE(found.ok());
  return std::move(found).value();
}

// What is missing of a figure, or "".
std::string wants(const ProgrammeFigures& one, const std::string& figure) {
  for (const MissingFigure& missing : one.missing) {
    if (missing.figure == figure) return missing.wants;
  }
  return {};
}

// A: three loans to B1 (a member of TEA from 2023 on), one to B2 (never a member).
Book lending_book() {
  Book book;
  for (const char* id : {"B1", "B2"}) {
    Borrower borrower;
    borrower.id = id;
    book.borrowers.push_back(borrower);
  }
  const auto asset = [&](const char* id, AssetKind kind, const char* number, const char* product) {
    Asset one;
    one.id = id;
    one.kind = kind;
    one.number = number;
    if (*product != '\0') one.product_id = product;
    book.assets.push_back(one);
  };
  asset("A1", AssetKind::geographical_indication, "GI-1", "");
  asset("A2", AssetKind::trademark, "GI-1", "TEA");                 // a mark is no indication
  asset("A3", AssetKind::geographical_indication, "GI-1/U3", "");   // a member's certificate
  asset("A4", AssetKind::geographical_indication, "GI-10", "TEA");  // another registration
  const auto loan = [&](const char* id, std::uint32_t borrower, const char* day, int yuan,
                        std::vector<std::uint32_t> assets) {
    Loan one;
    one.id = id;
    one.borrower = BorrowerId{borrower};
    one.origination = *parse_date(day);
    one.principal = Money::of_yuan(yuan);
    const auto place = static_cast<std::uint32_t>(book.loans.size());
    book.loans.push_back(one);
    for (const std::uint32_t of : assets) {
      Pledge pledge;
      pledge.loan = LoanId{place};
      pledge.asset = AssetId{of};
      book.pledges.push_back(pledge);
    }
  };
  loan("L1", 0, "2022-12-31", 100, {0});     // before membership
  loan("L2", 0, "2023-01-01", 300, {1, 0});  // secured by its number
  loan("L3", 0, "2023-12-31", 500, {1, 3});  // a mark, and another indication
  loan("L4", 1, "2023-06-01", 700, {0});     // no member
  loan("L5", 0, "2024-06-30", 200, {2});     // a member's certificate; the last day of membership
  loan("L6", 0, "2024-07-01", 900, {2});     // after it
  return book;
}

}  // namespace

TEST_CASE("programme: public brand value of three years, by hand") {
  const auto all = figures(tea());
  REQUIRE(all.size() == 4);
  CHECK_FALSE(all[0].brand.has_value());
  CHECK_FALSE(all[1].brand.has_value());
  REQUIRE(all[2].brand.has_value());
  // Revenue: mean of 1000 × (220, 250, 280) × .5 = 125,000. Loyalty: (450 - √600)/450, population
  // SD of 420, 450, 480. Multiple at 80: 10 + √60.
  const PublicBrandValue& brand = *all[2].brand;
  CHECK(brand.revenue_yuan == doctest::Approx(125'000).epsilon(1e-12));
  CHECK(brand.strength == 80);
  CHECK(brand.loyalty_frac == doctest::Approx((450 - std::sqrt(600.0)) / 450).epsilon(1e-12));
  CHECK(brand.multiple == doctest::Approx(10 + std::sqrt(60.0)).epsilon(1e-12));
  CHECK(brand.value_yuan ==
        doctest::Approx(125'000 * (450 - std::sqrt(600.0)) / 450 * (10 + std::sqrt(60.0))));
  CHECK(brand.value_yuan == doctest::Approx(2'097'500).epsilon(1e-3));
}

TEST_CASE("programme: price premium over three years; changes on the year before") {
  const auto all = figures(tea());
  REQUIRE(all[2].premium.has_value());
  CHECK(all[2].premium->own_mean_yuan == doctest::Approx(450));
  CHECK(all[2].premium->generic_mean_yuan == doctest::Approx(300));
  CHECK(all[2].premium->premium_yuan == doctest::Approx(150));
  CHECK(all[2].premium->of_own_frac == doctest::Approx(1.0 / 3));
  CHECK(all[2].premium->over_generic_frac == doctest::Approx(0.5));
  CHECK_FALSE(all[0].users_change_frac.has_value());
  CHECK(*all[1].users_change_frac == doctest::Approx(0.1));
  CHECK(*all[1].output_change_frac == doctest::Approx(1));
  CHECK(*all[2].output_change_frac == doctest::Approx(0.5));
  CHECK(*all[3].households_change_frac == 0);
  CHECK_FALSE(all[2].brand_change_frac.has_value());
  REQUIRE(all[3].brand_change_frac.has_value());
  CHECK(*all[3].brand_change_frac ==
        doctest::Approx(all[3].brand->value_yuan / all[2].brand->value_yuan - 1));
}

TEST_CASE("programme: the years asked; those before feed means and changes") {
  const auto all = figures(tea(), 2023, 2023);
  REQUIRE(all.size() == 1);
  CHECK(all[0].year.year == 2023);
  CHECK(all[0].brand.has_value());
  CHECK(all[0].users_change_frac.has_value());
}

TEST_CASE("programme: a figure without its inputs is named and never made up") {
  std::vector<ProgrammeYear> years = tea();
  auto all = figures(years);
  CHECK(wants(all[1], "brand_value") ==
        "volume 2020, price 2020, unbranded_cost 2020, operating_rate 2020");
  CHECK(wants(all[1], "price_premium") == "price 2020, generic_price 2020");
  CHECK(wants(all[2], "brand_value").empty());
  CHECK(wants(all[2], "member_lending") == "members and a book");
  years[1].price_yuan.reset();
  years[2].strength.reset();
  years[2].powers = {80, 80, std::nullopt, 80, 80};
  years[2].users_count.reset();
  years[2].households_count.reset();
  years[2].output.reset();
  all = figures(years);
  CHECK(wants(all[2], "brand_value") == "price 2022, operation 2023 (or strength)");
  CHECK(wants(all[3], "brand_value") == "price 2022");
  CHECK(wants(all[2], "users") == "users 2023");
  CHECK(wants(all[2], "households") == "households 2023");
  CHECK(wants(all[2], "output") == "output 2023");
  CHECK_FALSE(all[2].users_change_frac.has_value());
  CHECK_FALSE(all[3].users_change_frac.has_value());
  // A year that is not there at all breaks means and changes.
  years = tea();
  years.erase(years.begin() + 2);
  all = figures(years);
  REQUIRE(all.size() == 3);
  CHECK_FALSE(all[2].users_change_frac.has_value());
  CHECK_FALSE(all[2].brand.has_value());
}

TEST_CASE("programme: strength from five powers of equal weight; a brand that earns nothing") {
  std::vector<ProgrammeYear> years = tea();
  years[2].strength.reset();
  years[2].powers = {70, 80, 90, 80, 80};  // mean 80
  CHECK(figures(years)[2].brand->strength == doctest::Approx(80));
  for (ProgrammeYear& one : years) one.unbranded_cost_yuan = 600;
  const auto all = figures(years);
  CHECK_FALSE(all[2].brand.has_value());
  CHECK(wants(all[2], "brand_value").find("unbranded cost") != std::string::npos);
  CHECK(all[2].premium.has_value());
}

TEST_CASE("programme: indications stand apart") {
  std::vector<ProgrammeYear> years = tea();
  for (ProgrammeYear& one : years) one.gi_id = "RICE";
  std::vector<ProgrammeYear> both = tea();
  both.insert(both.end(), years.begin(), years.begin() + 1);
  const auto all = figures(both);
  REQUIRE(all.size() == 5);
  CHECK(all[4].year.gi_id == "RICE");
  CHECK_FALSE(all[4].users_change_frac.has_value());
}

TEST_CASE("lending: to members on the day, by year, with the part that the indication secures") {
  const Book book = lending_book();
  const BookLinks links = link(book);
  ProgrammeYear year;
  year.gi_id = "TEA";
  year.registration_number = "GI-1";
  const std::vector<ProgrammeMember> members = {
      {"TEA", "B1", parse_date("2023-01-01"), parse_date("2024-06-30"), 2},
      {"RICE", "B2", std::nullopt, std::nullopt, 3}};
  const auto of = [&](int which) {
    year.year = which;
    return member_lending(book, links, year, members);
  };
  CHECK(of(2022).loan_count == 0);
  CHECK_FALSE(of(2022).secured_share.has_value());
  const MemberLending first = of(2023);  // L2 300 and L3 500; L2 is secured
  CHECK(first.secured_known);
  CHECK(first.loan_count == 2);
  CHECK(first.lent == Money::of_yuan(800));
  CHECK(first.secured_count == 1);
  CHECK(first.secured == Money::of_yuan(300));
  CHECK(first.secured_share == Ratio::of(3, 8));
  const MemberLending second = of(2024);  // L5 alone
  CHECK(second.loan_count == 1);
  CHECK(second.secured_share == Ratio::of(1, 1));
  // An empty registration number is no number.
  year.registration_number = "";
  CHECK(of(2023).secured_count == 0);
  CHECK_FALSE(of(2023).secured_known);
  Asset nameless;
  nameless.kind = AssetKind::geographical_indication;
  CHECK_FALSE(is_right_in(nameless, year));
  CHECK_FALSE(of(2023).secured_share.has_value());  // unknown, and never 0
  CHECK(of(2023).lent == Money::of_yuan(800));
}

TEST_CASE("lending: enters the figures by row, and its change") {
  const std::vector<ProgrammeYear> years = tea();
  std::vector<MemberLending> lending(4);
  lending[1].lent = Money::of_yuan(100);
  lending[2].lent = Money::of_yuan(150);
  const auto found = programme_figures(years, lending, 2021, 2024);
  REQUIRE(found.ok());
  CHECK_FALSE(found.value()[1].lent_change_frac.has_value());  // from nothing
  CHECK(*found.value()[2].lent_change_frac == doctest::Approx(0.5));
  CHECK(*found.value()[3].lent_change_frac == -1);
  CHECK(wants(found.value()[2], "member_lending").empty());
  CHECK(wants(found.value()[2], "secured_share") == "registration_number");
}
