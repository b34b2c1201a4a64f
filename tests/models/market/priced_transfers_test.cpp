// Priced transfers of the made market as comparables, by hand.
#include "models/market/priced_transfers.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "tests/models/market/made_market.hpp"

using namespace pledgelab;

TEST_CASE("class distance: levels up to what both share") {
  CHECK(class_distance("H01M", "H01M") == 0);
  CHECK(class_distance("H01M", "H01L") == 1);
  CHECK(class_distance("H01M", "H02J") == 2);
  CHECK(class_distance("H01M", "G06F") == 3);
  CHECK(class_distance("H01M", "H01") == 1);
  CHECK(class_distance("H", "H01M") == 2);
  CHECK(class_distance("06-01", "06-02") == 1);
  CHECK(class_distance("06-01", "07-01") == 3);
  CHECK(class_distance("", "") == 3);
  CHECK(class_distance("H01M", "") == 3);
}

TEST_CASE("transfer comparables: single patents of the kind, with price, class distance and age") {
  const auto records = testing::made_operations().operations;
  const auto patents = testing::made_register().patents;
  const PricedSubject subject{AssetKind::invention, "G06F", 8};
  // T2, T5, T6, T8; T1 is a package of two, T4 a utility model, T9 a design; T7 has no price.
  auto found = transfer_comparables(records, patents, subject).value();
  REQUIRE(found.size() == 4);
  const std::vector<double> prices = {1'000'000, 1'200'000, 800'000, 1'500'000};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(found[i].price_yuan == prices[i]);
    CHECK(found[i].features[0] == 0);
  }
  // Filed 2010-01-01; T2 of 2016-06-01 is 2,343 days later, T8 of 2018-09-01 3,165.
  CHECK(found[0].features[1] == doctest::Approx(2343 / 365.25));
  CHECK(found[3].features[1] == doctest::Approx(3165 / 365.25));
  found = transfer_comparables(records, patents, {AssetKind::invention, "H01M", 8}).value();
  CHECK(found[0].features[0] == 3);
  CHECK(transfer_comparables(records, patents, {AssetKind::utility_model, "H01M", 8})
            .value()
            .size() == 1);
  // All four are near in class; with a wide bandwidth on age the price is the geometric mean,
  // ⁴√(1 × 1.2 × .8 × 1.5) = ⁴√1.44 million.
  const auto comparables = transfer_comparables(records, patents, subject).value();
  const auto price =
      kernel_price(comparables, subject_features(subject), std::vector<double>{1, 1e6}).value();
  CHECK(price.price_yuan == doctest::Approx(1e6 * std::sqrt(std::sqrt(1.44))).epsilon(1e-6));
  CHECK(subject_features(subject) == std::vector<double>{0, 8});
}

TEST_CASE("transfer comparables: none is refused") {
  auto records = testing::made_operations().operations;
  auto patents = testing::made_register().patents;
  const PricedSubject subject{AssetKind::invention, "G06F", 8};
  CHECK(transfer_comparables({}, patents, subject).errors()[0].code == "M-171");
  CHECK_FALSE(transfer_comparables(records, {}, subject).ok());
  for (RegisteredPatent& patent : patents) patent.filing = testing::day("2018-09-02");
  CHECK_FALSE(transfer_comparables(records, patents, subject).ok());
  for (RegisteredPatent& patent : patents) patent.filing = testing::day("2018-09-01");
  CHECK(transfer_comparables(records, patents, subject).value().size() == 1);  // T8, that day
  for (RegisteredPatent& patent : patents) patent.filing.reset();
  CHECK_FALSE(transfer_comparables(records, patents, subject).ok());
  patents = testing::made_register().patents;
  for (Operation& record : records) record.price = Money();
  CHECK_FALSE(transfer_comparables(records, patents, subject).ok());
}
