// Packages: what is never parted, what is never mixed, what is barred, and the prices.
#include "models/offer/offer.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace pledgelab;

namespace {

RightOnOffer patent(const std::string& id, const std::string& technology_class) {
  RightOnOffer right;
  right.row.asset_id = id;
  right.row.holder = OfferHolder::state_university;
  right.owner_id = "U";
  right.technology_class = technology_class;
  right.region = "Zhejiang";
  right.worth = RightWorth{100, 1, 0};
  return right;
}

RightOnOffer mark(const std::string& id, const std::string& goods_class) {
  RightOnOffer right = patent(id, "");
  right.kind = AssetKind::trademark;
  right.goods_class = goods_class;
  return right;
}

// "K01=A,B K02=C": the packages in one line.
std::string packed(const std::vector<RightOnOffer>& rights, PackageBy by) {
  const auto packaging = make_packages(rights, by);
  REQUIRE(packaging.ok());
  std::string line;
  for (const OfferPackage& package : packaging.value().packages) {
    line += (line.empty() ? "" : " ") + package.id + "=";
    for (std::size_t i = 0; i < package.rights.size(); ++i) {
      line += (i == 0 ? "" : ",") + rights[package.rights[i]].row.asset_id;
    }
  }
  return line;
}

}  // namespace

TEST_CASE("packages by class: families and sets stay whole, patents and marks apart") {
  std::vector<RightOnOffer> rights = {patent("A", "H01M"), mark("M", "30"), patent("B", "G06F"),
                                      patent("C", "H01M"), mark("N", "30"), mark("O", "31"),
                                      patent("D", "G06F"), patent("E", "")};
  CHECK(packed(rights, PackageBy::technology_class) == "K01=A,C K02=M,N K03=B,D K04=O K05=E");
  // D is of A's family: the family goes where its first right lies. O is in N's set.
  rights[0].row.family_id = rights[6].row.family_id = "F1";
  rights[4].row.mark_set = rights[5].row.mark_set = "S1";
  CHECK(packed(rights, PackageBy::technology_class) == "K01=A,C,D K02=M,N,O K03=B K04=E");
  CHECK(packed(rights, PackageBy::family) == "K01=A,D K02=M K03=B K04=C K05=N,O K06=E");
}

TEST_CASE("packages by product take patents and marks together; the rest go by class") {
  std::vector<RightOnOffer> rights = {patent("A", "H01M"), mark("M", "9"), patent("B", "H01M"),
                                      patent("C", "G06F")};
  rights[0].product_id = rights[1].product_id = "P";
  CHECK(packed(rights, PackageBy::product) == "K01=A,M K02=B K03=C");
  CHECK(packed(rights, PackageBy::technology_class) == "K01=A,B K02=M K03=C");
}

TEST_CASE("packages: owners are never mixed, ended rights are left out, barred ones stand apart") {
  std::vector<RightOnOffer> rights = {patent("A", "H01M"), patent("B", "H01M"), patent("C", "H01M"),
                                      patent("D", "H01M")};
  rights[1].owner_id = "V";
  rights[2].ended = "status lapsed";
  rights[3].row.licence = StandingLicence::exclusive;
  CHECK(packed(rights, PackageBy::technology_class) == "K01=A K02=B K03=D");
  const auto packaging = make_packages(rights, PackageBy::technology_class);
  REQUIRE(packaging.value().left_out.size() == 1);
  CHECK(packaging.value().left_out[0].right == 2);
  CHECK(packaging.value().left_out[0].why == "status lapsed");
  // A family of two owners is two families: no owner can sell the other's.
  rights[0].row.family_id = rights[1].row.family_id = "F";
  CHECK(packed(rights, PackageBy::family) == "K01=A K02=B K03=D");
  CHECK(make_packages({}, PackageBy::family).value().packages.empty());
}

TEST_CASE(
    "packages: marks of a class and rights of a product part by owner and by what is barred") {
  std::vector<RightOnOffer> rights = {mark("L", "30"), mark("M", "30"), mark("N", "30")};
  rights[1].owner_id = "V";
  rights[2].row.licence = StandingLicence::ordinary;
  CHECK(packed(rights, PackageBy::technology_class) == "K01=L K02=M K03=N");
  for (RightOnOffer& right : rights) right.product_id = "P";
  CHECK(packed(rights, PackageBy::product) == "K01=L K02=M K03=N");
  rights[1].owner_id = "U";
  rights[2].row.licence = StandingLicence::none;
  CHECK(packed(rights, PackageBy::product) == "K01=L,M,N");
  CHECK(packed(rights, PackageBy::technology_class) == "K01=L,M,N");
}

TEST_CASE("packages: one owner as two kinds of holder is refused with both lines") {
  std::vector<RightOnOffer> rights = {patent("A", "H01M"), patent("B", "H01M")};
  rights[0].row.line = 2;
  rights[1].row.line = 3;
  rights[1].row.holder = OfferHolder::company;
  const auto packaging = make_packages(rights, PackageBy::family);
  REQUIRE_FALSE(packaging.ok());
  CHECK(packaging.errors()[0].code == "O-106");
  CHECK(packaging.errors()[0].origin.line == 3);
  CHECK(packaging.errors()[0].message.find("line 2") != std::string::npos);
}

TEST_CASE("packages: what all rights share: classes once, the region where it is one") {
  std::vector<RightOnOffer> rights = {patent("A", "H01M"), patent("B", "G06F"),
                                      patent("C", "H01M")};
  for (RightOnOffer& right : rights) right.row.family_id = "F";
  auto packaging = make_packages(rights, PackageBy::family);
  CHECK(packaging.value().packages[0].technology_classes ==
        std::vector<std::string>{"H01M", "G06F"});
  CHECK(packaging.value().packages[0].region == "Zhejiang");
  CHECK(packaging.value().packages[0].key == "F");
  rights[1].region = "Jiangsu";
  packaging = make_packages(rights, PackageBy::family);
  CHECK(packaging.value().packages[0].region.empty());
}

TEST_CASE("a deal is barred by the licence that stands and by the co-owner who has not agreed") {
  RightOnOffer right = patent("A", "H01M");
  const auto bars = [&right] {
    std::string line;
    for (std::size_t deal = 0; deal < kDeals; ++deal) {
      line += std::to_string(static_cast<int>(bar_of(right, static_cast<Deal>(deal))));
    }
    return line;
  };
  // transfer, exclusive, sole, ordinary: 0 offered, 1 exclusive, 2 sole, 3 ordinary, 4 open, 5
  // owner.
  CHECK(bars() == "0000");
  right.row.licence = StandingLicence::ordinary;
  CHECK(bars() == "0330");
  right.row.licence = StandingLicence::sole;
  CHECK(bars() == "0222");
  right.row.licence = StandingLicence::exclusive;
  CHECK(bars() == "1111");
  right.row.licence = StandingLicence::open;
  CHECK(bars() == "0440");
  right.row.licence = StandingLicence::none;
  right.row.co_owners_agree = false;
  CHECK(bars() == "5550");
  right.kind = AssetKind::trademark;  // a mark's co-owner decides on every licence
  CHECK(bars() == "5555");
  right.row.co_owners_agree = true;
  CHECK(bars() == "0000");
}

TEST_CASE("a package's prices: the factor of its quartiles, of the rights that have a value") {
  std::vector<RightOnOffer> rights = {patent("A", "H01M"), patent("B", "H01M")};
  rights[1].worth.reset();
  OfferPackage package = make_packages(rights, PackageBy::technology_class).value().packages[0];
  const PriceLevels levels = {0.5, 0.1, {1, 0.8, 0.5, 0.25}};
  REQUIRE(price_package(package, rights, levels).ok());
  CHECK(package.priced_count == 1);
  // One right with a value: no discount, median 100 e^(-1/2) = 60.653.
  CHECK(package.deals[0].price->mid_yuan == doctest::Approx(60.653066).epsilon(1e-7));
  CHECK(package.deals[1].price->mid_yuan == doctest::Approx(48.522453).epsilon(1e-7));
  CHECK(package.deals[2].price->mid_yuan == doctest::Approx(30.326533).epsilon(1e-7));
  CHECK(package.deals[3].price->mid_yuan == doctest::Approx(15.163266).epsilon(1e-7));
  CHECK(package.deals[3].price->low_yuan < package.deals[3].price->mid_yuan);
  CHECK(package.deals[3].price->high_yuan > package.deals[3].price->mid_yuan);
}

TEST_CASE("a package's prices: none without a value, none where barred") {
  std::vector<RightOnOffer> rights = {patent("A", "H01M"), patent("B", "H01M")};
  rights[0].worth.reset();
  rights[1].worth.reset();
  OfferPackage package = make_packages(rights, PackageBy::technology_class).value().packages[0];
  const PriceLevels levels = {0.5, 0.1, {1, 0.8, 0.5, 0.25}};
  REQUIRE(price_package(package, rights, levels).ok());
  CHECK(package.priced_count == 0);
  CHECK_FALSE(package.worth.has_value());
  for (const DealOffer& deal : package.deals) {
    CHECK(deal.bar == Bar::no_worth);
    CHECK_FALSE(deal.price.has_value());
  }
  rights[0].worth = rights[1].worth = RightWorth{100, 1, 0};
  rights[0].row.family_id = rights[1].row.family_id = "F";
  rights[1].row.licence = StandingLicence::ordinary;
  package = make_packages(rights, PackageBy::family).value().packages[0];
  REQUIRE(price_package(package, rights, levels).ok());
  CHECK(package.deals[0].price.has_value());
  CHECK(package.deals[1].bar == Bar::standing_licence);
  CHECK_FALSE(package.deals[1].price.has_value());
  CHECK(package.deals[3].price.has_value());
  CHECK_FALSE(price_package(package, rights, {0.5, 0.1, {1, 0.8, 0.5, 0}}).ok());
}
