#include "models/policy/law.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <map>

#include "engine/formats/yaml.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

Date day(const char* text) { return *parse_date(text); }

LawTerm term(AssetKind right, TermStart starts, int months) {
  LawTerm result;
  result.right = right;
  result.starts = starts;
  result.term_months = months;
  return result;
}

Asset patent(AssetKind kind, const char* filed) {
  Asset asset;
  asset.kind = kind;
  asset.filing_date = day(filed);
  asset.facts = Patent{kind, "H01M", std::nullopt};
  return asset;
}

// The files of policies/law, read as the program reads them.
Law shipped_law() {
  std::vector<Document> documents;
  for (const char* name : {"terms-cn", "fees-cn", "rates-cn", "sizes-cn", "holidays-cn"}) {
    const auto read = read_yaml(test::source_root() + "/policies/law/" + name + ".yaml");
    REQUIRE_MESSAGE(read.ok(), name);
    documents.push_back(read.value());
  }
  const auto law = read_law(documents);
  REQUIRE_MESSAGE(law.ok(), (law.ok() ? "" : to_text(law.errors().front())));
  return law.value();
}

Errors errors_of(const std::string& yaml) {
  const auto document = parse_yaml(yaml, "law.yaml");
  if (!document) return document.errors();
  const std::vector<Document> documents = {document.value()};
  const auto law = read_law(documents);
  return law.ok() ? Errors{} : law.errors();
}

// A file of each kind with one fault each: head + body.
std::string head(const std::string& kind) {
  return "schema: law/1\nkind: " + kind + "\nid: t\nsource: s\ndate: 2024-01-01\n";
}

std::string fee_file(const std::string& steps, const std::string& late = "surcharge: 5%") {
  return head("annual_fees") + "fees:\n" + steps + "late: {" + late +
         ", free: 1mo, grace: 6mo, restoration: 1000yuan, mark: known}\n"
         "reductions: {single: 85%, joint: 70%, years: 10, mark: known}\n";
}

void check_fault(const std::string& yaml, const std::string& code, std::uint32_t line) {
  const Errors errors = errors_of(yaml);
  CAPTURE(code);
  CAPTURE(yaml);
  REQUIRE_FALSE(errors.empty());
  CHECK(errors.front().code == code);
  CHECK(errors.front().origin.line == line);
}

}  // namespace

TEST_CASE("law: a design's term is that of its filing date, and a registered expiry wins") {
  Law law;
  law.terms = {term(AssetKind::design, TermStart::filing, 180),
               term(AssetKind::design, TermStart::filing, 120)};
  law.terms[0].filed_from = day("2021-06-01");
  law.terms[1].filed_before = day("2021-06-01");
  Law turned = law;  // the dates decide, not the order of the file
  std::swap(turned.terms[0], turned.terms[1]);
  CHECK(legal_expiry(turned, patent(AssetKind::design, "2021-06-01")) == day("2036-06-01"));
  CHECK(legal_expiry(law, patent(AssetKind::design, "2021-06-01")) == day("2036-06-01"));
  CHECK(legal_expiry(law, patent(AssetKind::design, "2021-05-31")) == day("2031-05-31"));
  Asset registered = patent(AssetKind::design, "2021-05-31");
  registered.expiry_date = day("2030-01-01");
  CHECK(legal_expiry(law, registered) == day("2030-01-01"));
  CHECK(term_end(law, registered) == day("2031-05-31"));
  registered.filing_date = std::nullopt;
  CHECK(term_of(law, registered) == nullptr);
  CHECK_FALSE(legal_expiry(law, patent(AssetKind::invention, "2021-06-01")).has_value());
}

TEST_CASE("law: the shipped terms give each kind's end, by hand") {
  const Law law = shipped_law();
  CHECK(legal_expiry(law, patent(AssetKind::invention, "2015-02-28")) == day("2035-02-28"));
  CHECK(legal_expiry(law, patent(AssetKind::utility_model, "2020-02-29")) == day("2030-02-28"));
  CHECK(legal_expiry(law, patent(AssetKind::design, "2021-06-01")) == day("2036-06-01"));
  CHECK(legal_expiry(law, patent(AssetKind::design, "2021-05-31")) == day("2031-05-31"));
  Asset mark;
  mark.kind = AssetKind::trademark;
  mark.facts = Trademark{};
  mark.filing_date = day("2013-01-01");
  CHECK_FALSE(legal_expiry(law, mark).has_value());  // the term runs from registration
  mark.grant_date = day("2014-05-06");
  CHECK(legal_expiry(law, mark) == day("2024-05-06"));
  CHECK(is_renewable(law, mark));
  CHECK_FALSE(is_renewable(law, patent(AssetKind::invention, "2015-02-28")));
  Asset work;
  work.kind = AssetKind::copyright;
  Copyright facts;
  facts.publication_date = day("2010-03-04");
  work.facts = facts;
  CHECK(legal_expiry(law, work) == day("2060-12-31"));  // 31 December of the fiftieth year
}

TEST_CASE("law: a layout design runs from filing or first use, never past 15 years of creation") {
  const Law law = shipped_law();
  Asset chip;
  chip.kind = AssetKind::layout_design;
  chip.filing_date = day("2020-03-01");
  LayoutDesign facts;
  chip.facts = facts;
  CHECK(legal_expiry(law, chip) == day("2030-03-01"));
  facts.first_use_date = day("2019-07-01");
  chip.facts = facts;
  CHECK(legal_expiry(law, chip) == day("2029-07-01"));
  facts.first_use_date = day("2020-07-01");
  chip.facts = facts;
  CHECK(legal_expiry(law, chip) == day("2030-03-01"));
  facts.creation_date = day("2014-01-01");
  chip.facts = facts;
  CHECK(legal_expiry(law, chip) == day("2029-01-01"));
  chip.filing_date = std::nullopt;
  CHECK_FALSE(legal_expiry(law, chip).has_value());
}

TEST_CASE("law: a geographical indication lives by its form") {
  const Law law = shipped_law();
  Asset gi;
  gi.kind = AssetKind::geographical_indication;
  gi.grant_date = day("2020-01-01");
  GeographicalIndication facts;
  for (const GiForm form :
       {GiForm::product_protection, GiForm::member_use_right, GiForm::income_pledge}) {
    facts.form = form;
    gi.facts = facts;
    CHECK(has_unlimited_life(law, gi));
    CHECK_FALSE(legal_expiry(law, gi).has_value());
  }
  facts.form = GiForm::collective_mark;
  gi.facts = facts;
  CHECK_FALSE(has_unlimited_life(law, gi));
  CHECK(legal_expiry(law, gi) == day("2030-01-01"));
  facts.form = GiForm::income_pledge;
  gi.facts = facts;
  gi.expiry_date = day("2026-01-01");
  CHECK_FALSE(has_unlimited_life(law, gi));
}

TEST_CASE("law: annual fees are the published table's, and late ones cost V50's 600") {
  const Law law = shipped_law();
  std::ifstream table(test::source_root() + "/tests/data/fees/cn_patent_annual_fees.csv");
  REQUIRE(table.good());
  std::string line;
  std::getline(table, line);
  std::map<std::string, AssetKind> kinds = {{"invention", AssetKind::invention},
                                            {"utility_model", AssetKind::utility_model},
                                            {"design", AssetKind::design}};
  int rows = 0;
  std::int64_t invention_yuan = 0;
  while (std::getline(table, line)) {
    const std::size_t first = line.find(',');
    const std::size_t second = line.find(',', first + 1);
    const AssetKind kind = kinds.at(line.substr(0, first));
    const int year = std::stoi(line.substr(first + 1, second - first - 1));
    const auto fee = annual_fee(law, kind, year, FeePayer::full);
    CAPTURE(line);
    REQUIRE(fee.has_value());
    CHECK(*fee == Money::of_yuan(std::stoi(line.substr(second + 1))));
    if (kind == AssetKind::invention) invention_yuan += fee->fen() / 100;
    ++rows;
  }
  CHECK(rows == 45);
  CHECK(invention_yuan == 82'300);  // domain page 4A
  CHECK_FALSE(annual_fee(law, AssetKind::invention, 21, FeePayer::full).has_value());
  CHECK_FALSE(annual_fee(law, AssetKind::invention, 0, FeePayer::full).has_value());
  CHECK_FALSE(annual_fee(law, AssetKind::trademark, 1, FeePayer::full).has_value());
  // V50: invention, year 8, 85 % off, four months late: 300 + 3 × 5 % × 2,000.
  const auto late = [&](FeePayer payer, int months) {
    return late_annual_fee(law, AssetKind::invention, 8, payer, months);
  };
  CHECK(late(FeePayer::single_reduced, 4) == Money::of_yuan(600));
  CHECK(late(FeePayer::joint_reduced, 0) == Money::of_yuan(600));  // 30 % of 2,000
  CHECK(late(FeePayer::single_reduced, 1) == Money::of_yuan(300));
  CHECK(late(FeePayer::full, 6) == Money::of_yuan(2'500));  // at most + 25 %
  CHECK_FALSE(late(FeePayer::full, 7).has_value());
  CHECK(law.fees->restoration == Money::of_yuan(1'000));
  CHECK(law.fees->reduction_years == 10);
}

TEST_CASE("law: patent years begin at the filing date and its anniversaries") {
  CHECK(patent_year(day("2020-03-15"), day("2020-03-15")) == 1);
  CHECK(patent_year(day("2020-03-15"), day("2021-03-14")) == 1);
  CHECK(patent_year(day("2020-03-15"), day("2021-03-15")) == 2);
  CHECK(patent_year(day("2020-03-15"), day("2040-03-14")) == 20);
}

TEST_CASE("law: the LPR path holds from each date to the next (5.72 % in 2013 to 3.10 % in 2024)") {
  const Law law = shipped_law();
  const BaseRates* lpr = find_base_rates(law, "lpr_1y");
  REQUIRE(lpr != nullptr);
  CHECK_FALSE(base_rate(*lpr, day("2013-10-24")).has_value());
  CHECK(base_rate(*lpr, day("2013-10-25"))->annual_ppm == 57'200);
  CHECK(base_rate(*lpr, day("2019-08-19"))->annual_ppm == 43'100);
  CHECK(base_rate(*lpr, day("2019-08-20"))->annual_ppm == 42'500);
  CHECK(base_rate(*lpr, day("2024-10-20"))->annual_ppm == 33'500);
  CHECK(base_rate(*lpr, day("2024-10-21"))->annual_ppm == 31'000);
  CHECK(base_rate(*lpr, day("2029-01-01"))->annual_ppm == 30'000);
  CHECK(lpr->covers(day("2024-10-21")));
  CHECK_FALSE(lpr->covers(day("2029-01-01")));
  CHECK_FALSE(lpr->covers(day("2013-10-24")));
  CHECK(find_base_rates(law, "lpr_2y") == nullptr);
}

TEST_CASE("law: size classes at their boundaries (300号): both limits, else the class below") {
  const Law law = shipped_law();
  const auto size = [&](const char* industry, double staff, std::int64_t wan) {
    return *size_class(law, industry, staff, Money::of_yuan(wan * 10'000));
  };
  CHECK(size("industry", 1'000, 40'000) == BorrowerSize::large);
  CHECK(size("industry", 999, 40'000) == BorrowerSize::medium);
  CHECK(size("industry", 1'000, 39'999) == BorrowerSize::medium);
  CHECK(size("industry", 300, 2'000) == BorrowerSize::medium);
  CHECK(size("industry", 299, 2'000) == BorrowerSize::small);
  CHECK(size("industry", 300, 1'999) == BorrowerSize::small);
  CHECK(size("industry", 20, 300) == BorrowerSize::small);
  CHECK(size("industry", 19, 300) == BorrowerSize::micro);
  CHECK(size("industry", 20, 299) == BorrowerSize::micro);
  CHECK(size("software", 300, 10'000) == BorrowerSize::large);
  CHECK(size("software", 100, 1'000) == BorrowerSize::medium);
  CHECK(size("software", 10, 50) == BorrowerSize::small);
  CHECK(size("software", 9, 50) == BorrowerSize::micro);
  CHECK(size("information_transmission", 10, 99) == BorrowerSize::micro);
  CHECK(size("information_transmission", 1'999, 100'000) == BorrowerSize::medium);
  CHECK(size("wholesale", 20, 5'000) == BorrowerSize::medium);
  CHECK(size("wholesale", 4, 90'000) == BorrowerSize::micro);
  CHECK(size_class(law, "farming", std::nullopt, Money::of_yuan(5'000'000)) ==
        BorrowerSize::medium);
  CHECK(size_class(law, "farming", std::nullopt, Money::of_yuan(4'999'999)) == BorrowerSize::small);
  CHECK(size_class(law, "farming", std::nullopt, Money::of_yuan(499'999)) == BorrowerSize::micro);
  CHECK(size_class(law, "farming", std::nullopt, Money::of_yuan(200'000'000)) ==
        BorrowerSize::large);
  CHECK_FALSE(size_class(law, "industry", std::nullopt, Money::of_yuan(1)).has_value());
  CHECK_FALSE(size_class(law, "industry", 5, std::nullopt).has_value());
  CHECK_FALSE(size_class(law, "fishing", 5, Money::of_yuan(1)).has_value());
}

TEST_CASE("law: a wrong document is told with its line") {
  check_fault("schema: law/2\nkind: terms\nid: t\nsource: s\ndate: 2024-01-01\n", "Y-204", 1);
  check_fault("schema: law/1\nkind: terns\nid: t\nsource: s\ndate: 2024-01-01\n", "Y-204", 2);
  check_fault("schema: law/1\nkind: terms\nid: t\nsource: s\ndate: 2024-02-30\n", "L-101", 5);
  const std::string right =
      "  - {right: invention, from_year: 1, to_year: 3, fee: 900yuan, mark: found}\n";
  CHECK(errors_of(fee_file(right)).empty());
  check_fault(
      fee_file(right +
               "  - {right: invention, from_year: 5, to_year: 6, fee: 1yuan, mark: found}\n"),
      "L-121", 8);
  check_fault(
      fee_file("  - {right: invention, from_year: 1, to_year: 0, fee: 1yuan, mark: found}\n"),
      "L-121", 7);
  check_fault(fee_file("  - {right: invention, from_year: 1, to_year: 3, fee: 900, mark: found}\n"),
              "L-102", 7);
  check_fault(
      fee_file("  - {right: invention, from_year: 1, to_year: 3, fee: 900usd, mark: found}\n"),
      "L-102", 7);
  check_fault(
      fee_file("  - {right: invention, from_year: 01, to_year: 3, fee: 9yuan, mark: found}\n"),
      "YAML-110", 7);
  check_fault(
      fee_file("  - {right: invention, from_year: 1, to_year: 3, fee: 9yuan, mark: seen}\n"),
      "Y-204", 7);
  check_fault(
      fee_file("  - {right: invention, from_year: 1, to_year: 3, fees: 9yuan, mark: found}\n"),
      "Y-202", 7);
  check_fault(fee_file(right, "surcharge: 101%"), "L-103", 8);
  check_fault(head("annual_fees") + "fees: []\n", "L-106", 6);
  const std::string term =
      "terms:\n  - {right: trademark, starts: registration, term: 10y, article: a, mark: known";
  CHECK(errors_of(head("terms") + term + "}\n").empty());
  check_fault(head("terms") + term + ", form: collective_mark}\n", "L-111", 7);
  check_fault(head("terms") + term + ", renewabel: true}\n", "Y-205", 7);
  check_fault(head("terms") +
                  "terms:\n  - {right: trademark, starts: registration, article: a, mark: known}\n",
              "L-112", 7);
}

TEST_CASE("law: rates, sizes and holidays out of order are refused") {
  const auto rates = [](const std::string& levels, const std::string& last) {
    return head("base_rates") + "series:\n  - id: r\n    last: " + last +
           "\n    mark: known\n    rates:\n" + levels;
  };
  const std::string two =
      "      - {from: 2024-01-02, rate: 3%}\n      - {from: 2024-01-02, rate: 2%}\n";
  check_fault(rates(two, "2025-01-01"), "L-108", 12);
  check_fault(rates("      - {from: 2024-01-02, rate: 3%}\n", "2024-01-01"), "L-108", 7);
  check_fault(head("size_classes") +
                  "industries:\n  - industry: i\n    large: {revenue: 3wan}\n"
                  "    medium: {revenue: 3wan}\n    small: {revenue: 1wan}\n    mark: known\n",
              "L-131", 7);
  const auto year = [](const std::string& free, const std::string& worked) {
    return head("holidays") +
           "first: 2024-01-01\nlast: 2024-12-31\nyears:\n  - year: 2024\n"
           "    notice: n\n    mark: known\n    holidays: [" +
           free + "]\n    working_weekends: [" + worked + "]\n";
  };
  CHECK(errors_of(year("2024-01-01", "2024-02-04")).empty());
  check_fault(year("2024-01-06", ""), "L-141", 12);
  check_fault(year("", "2024-01-01"), "L-141", 13);
  check_fault(year("2025-01-01", ""), "L-142", 12);
  check_fault(year("2024-01-02, 2024-01-01", ""), "L-108", 12);
  const auto document = parse_yaml(year("", ""), "a.yaml");
  const std::vector<Document> twice = {document.value(), document.value()};
  REQUIRE_FALSE(read_law(twice).ok());
  CHECK(read_law(twice).errors()[0].code == "L-107");
}

TEST_CASE("law: the shipped calendar knows where it ends") {
  const Law law = shipped_law();
  REQUIRE(law.calendars.size() == 1);
  const HolidayCalendar& calendar = law.calendars[0];
  CHECK(calendar.covers(day("2026-12-31")));
  CHECK_FALSE(calendar.covers(day("2027-01-01")));
  CHECK_FALSE(calendar.is_business_day(day("2025-10-08")));
  CHECK(calendar.is_business_day(day("2025-10-11")));
  CHECK(calendar.following(day("2024-02-10")) == day("2024-02-18"));
  CHECK(law.sources.size() == 5);
}

TEST_CASE("law: dates outside the list of holidays are told, once a list, with both its ends") {
  Law law = shipped_law();
  CHECK(calendar_warnings(law, day("2008-01-01"), day("2026-12-31")).empty());
  CHECK(calendar_warnings(law, day("2026-09-30"), day("2027-01-01")) ==
        std::vector<std::string>{
            "the holidays 'cn' are known from 2008-01-01 to 2026-12-31; dates go as far as "
            "2027-01-01: outside the list only Saturdays and Sundays count as free"});
  const auto early = calendar_warnings(law, day("2007-12-31"), day("2026-12-31"));
  REQUIRE(early.size() == 1);
  CHECK(early[0].find("as far as 2007-12-31") != std::string::npos);
  law.calendars.push_back(law.calendars[0]);
  CHECK(calendar_warnings(law, day("2026-09-30"), day("2027-01-01")).size() == 2);
  law.calendars.clear();
  CHECK(calendar_warnings(law, day("2026-09-30"), day("2027-01-01")).empty());
}

TEST_CASE("law: a book is told of by its latest maturity after the as-of date") {
  const Law law = shipped_law();
  Book book;
  CHECK(calendar_warnings(law, book, day("2026-12-31")).empty());
  CHECK(calendar_warnings(law, book, day("2027-01-01")).size() == 1);
  Loan loan;
  loan.origination = day("2005-01-01");  // the past pays no more
  loan.maturity = day("2026-12-31");
  book.loans = {loan, loan};
  book.loans[0].maturity = day("2027-01-01");
  CHECK(calendar_warnings(law, book, day("2026-09-30")).size() == 1);
  book.loans[0].term_from_scenario = true;
  CHECK(calendar_warnings(law, book, day("2026-09-30")).empty());
  CHECK(calendar_warnings(law, book, day("2007-12-31")).size() == 1);
  book.currency = "USD";
  CHECK(calendar_warnings(law, book, day("2007-12-31")).empty());
}

TEST_CASE("law: a file's mark is the weakest of its entries") {
  for (const LawSource& source : shipped_law().sources) {
    if (source.kind == "terms") CHECK(source.mark == "assumed");  // two forms of indications
    if (source.kind == "holidays") CHECK(source.mark == "known");
  }
}

TEST_CASE(
    "law: times of non-use and of registration belong to their kind, and are at least a month") {
  const auto term = [](const std::string& right, const std::string& more) {
    return head("terms") + "terms:\n  - {right: " + right +
           ", starts: filing, term: 10y, article: a, mark: known, " + more + "}\n";
  };
  CHECK(errors_of(term("trademark", "non_use: 1mo")).empty());
  CHECK(errors_of(term("layout_design", "register_within: 1mo")).empty());
  for (const auto& [right, more] :
       {std::pair{"trademark", "non_use: 0mo"}, std::pair{"invention", "non_use: 36mo"},
        std::pair{"layout_design", "register_within: 0mo"},
        std::pair{"trademark", "register_within: 24mo"}}) {
    const Errors errors = errors_of(term(right, more));
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].code == "L-113");
    CHECK(errors[0].origin.line == 7);
    CHECK(errors[0].origin.column > 60);
  }
}
