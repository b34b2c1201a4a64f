// The reports of rights on offer and of indications: every cell suits its column, page one says
// what was found, and the two kinds of value never meet in one table.
#include "engine/report/offer.hpp"

#include <doctest/doctest.h>

#include <string>
#include <variant>

#include "engine/report/programme.hpp"

using namespace pledgelab;

namespace {

std::vector<const Table*> tables_of(const Report& report) {
  std::vector<const Table*> tables;
  for (const Section& section : report.sections) {
    for (const Block& block : section.blocks) {
      if (const auto* table = std::get_if<Table>(&block)) tables.push_back(table);
      if (const auto* chart = std::get_if<Chart>(&block)) tables.push_back(&chart->table);
    }
  }
  return tables;
}

const Table& named(const Report& report, const std::string& id) {
  for (const Table* table : tables_of(report)) {
    if (table->id == id) return *table;
  }
  FAIL("no table ", id);
  return *tables_of(report).front();
}

// One patent of worth, and one without, in packages of their own.
OfferReportInput offer() {
  OfferReportInput input;
  input.offer_id = "o1";
  input.as_of = *parse_date("2026-09-30");
  input.rights.resize(2);
  input.rights[0].row.asset_id = "P1";
  input.rights[0].worth = RightWorth{1'000'000, 0.5, 0};
  input.rights[0].on_prior = true;
  input.rights[1].row.asset_id = "P2";
  input.rights[1].why_unpriced = "refused V-121";
  for (RightOnOffer& right : input.rights) right.technology_class = "H01M";
  input.rights[1].technology_class = "G06F";
  input.terms.price = {0.5, 0.1, {1, 0.8, 0.55, 0.25}};
  input.terms.levels.push_back({"licence.sole", 0.55, "frac", "ours", input.as_of, "assumed"});
  auto packaging = make_packages(input.rights, PackageBy::technology_class);
  REQUIRE(packaging.ok());
  for (OfferPackage& package : packaging.value().packages) {
    REQUIRE(price_package(package, input.rights, input.terms.price).ok());
    PackageOnOffer one;
    one.package = package;
    one.prior_frac = package.worth ? 1 : 0;
    one.reward.bases.resize(package.rights.size());
    input.packages.push_back(one);
  }
  input.firms.resize(1);
  input.firms[0].id = "E1";
  FirmMatch match;
  match.score_frac = 0.8;
  match.technology = {0.6, 1.0};
  match.package_class = match.firm_class = "H01M";
  input.packages[0].matches.push_back(match);
  DutyRule duty;
  duty.id = "d";
  duty.days = 15;
  input.packages[0].duties.push_back(duty);
  return input;
}

ProgrammeReportInput programme() {
  ProgrammeReportInput input;
  input.programme_id = "g1";
  input.as_of = *parse_date("2026-09-30");
  input.first = input.last = 2025;
  input.members_given = true;
  ProgrammeFigures figures;
  figures.year.gi_id = "TEA";
  figures.year.year = 2025;
  figures.year.users_count = 12;
  figures.brand = PublicBrandValue{1e6, 80, 0.9, 17, 15.3e6};
  figures.lending = MemberLending{};
  figures.lending->lent = Money::of_yuan(100);
  figures.missing.push_back({"output", "output 2025"});
  input.figures.push_back(figures);
  input.pledged.push_back({"TEA", "A1", "B1", true, 1, 2, 3, ""});
  return input;
}

}  // namespace

TEST_CASE("report of an offer: cells suit their columns; what has no price shows none") {
  const Report report = make_offer_report(offer());
  for (const Table* table : tables_of(report)) CHECK(fault_of(*table).empty());
  CHECK(report.illustrative);
  CHECK(report.figures.size() == 5);
  CHECK(report.figures[0].value == "2");
  CHECK(report.figures[3].value == "100");  // per cent of the worth on a prior
  CHECK(report.figures[3].detail.en == "1 rights have no value at all");
  CHECK(report.figures[4].value == "1");
  const Table& prices = named(report, "prices");
  REQUIRE(prices.rows.size() == 8);
  CHECK(std::get<Yuan>(prices.rows[2].cells[4]).yuan ==
        doctest::Approx(0.55 * 1'000'000 * 0.8824969).epsilon(1e-6));  // e^(-1/8)
  CHECK(std::holds_alternative<std::monostate>(prices.rows[4].cells[4]));
  CHECK(prices.rows[4].alarm);
  CHECK(named(report, "duty-groups").rows.size() == 2);
  CHECK(named(report, "duties").rows.size() == 1);
}

TEST_CASE("report of an offer: nothing on offer is a page, not a crash") {
  OfferReportInput empty = offer();
  empty.packages.clear();
  empty.firms.clear();
  const Report report = make_offer_report(empty);
  for (const Table* table : tables_of(report)) CHECK(fault_of(*table).empty());
}

TEST_CASE("report of indications: cells suit their columns; two kinds of value, two tables") {
  const Report report = make_programme_report(programme());
  for (const Table* table : tables_of(report)) CHECK(fault_of(*table).empty());
  CHECK(named(report, "brand").rows.size() == 1);
  CHECK(named(report, "pledge-values").rows.size() == 1);
  for (const Table* table : tables_of(report)) {
    bool brand = false;
    bool pledge = false;
    for (const Column& column : table->columns) {
      brand = brand || column.label.zh == "品牌价值";
      pledge = pledge || column.label.zh == "价值 P25";
    }
    CHECK_FALSE((brand && pledge));
  }
  CHECK(named(report, "missing").rows.size() == 1);
  // The registration number is unknown: how much is secured is not told as nothing.
  CHECK(std::holds_alternative<std::monostate>(named(report, "lending").rows[0].cells[5]));
  CHECK(report.figures[1].value == "–");  // no output
  CHECK(report.figures[2].value == "12");
}
