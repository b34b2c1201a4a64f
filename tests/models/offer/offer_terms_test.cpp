// The levels of an offer: as shipped, and each fault with its place.
#include "models/offer/offer_terms.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/formats/file.hpp"
#include "engine/formats/yaml.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

std::string shipped() {
  return read_file(test::source_root() + "/policies/offer/base.yaml").value();
}

Result<OfferTerms> read(const std::string& text) {
  return read_offer_terms(parse_yaml(text, "levels.yaml").value());
}

// The shipped levels with one text changed; the first fault.
Error changed(const std::string& from, const std::string& to) {
  std::string text = shipped();
  const std::size_t at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  const auto terms = read(text.replace(at, from.size(), to));
  REQUIRE_FALSE_MESSAGE(terms.ok(), to);
  CHECK(terms.errors()[0].origin.line > 0);
  CHECK(terms.errors()[0].origin.file == "levels.yaml");
  return terms.errors()[0];
}

}  // namespace

TEST_CASE("offer levels: the shipped file, each level with unit, source, date and mark") {
  const auto terms = read(shipped());
  REQUIRE(terms.ok());
  const OfferTerms& all = terms.value();
  CHECK(all.price.factor_frac == std::array<double, kDeals>{1, 0.8, 0.55, 0.25});
  CHECK(all.price.correlation == 0.5);
  CHECK(all.price.discount_frac == 0.1);
  CHECK(all.cost_frac == 0.08);
  CHECK(all.match.technology_weight == 0.6);
  CHECK(all.match.region_weight == 0.15);
  CHECK(all.match.dealings_weight == 0.25);
  CHECK(all.match.nearness.subclass_frac == 1);
  CHECK(all.match.nearness.class_frac == 0.5);
  CHECK(all.match.nearness.section_frac == 0.15);
  CHECK(all.match.least_score == 0.4);
  CHECK(all.match.most_firms == 5);
  CHECK(all.match.most_price_yuan[0] == 500'000.0);
  CHECK(all.match.most_price_yuan[1] == 3'000'000.0);
  CHECK(all.match.most_price_yuan[2] == 30'000'000.0);
  CHECK_FALSE(all.match.most_price_yuan[3].has_value());
  CHECK(all.levels.size() == 3 + 3 + 8 + 3);
  for (const OfferLevel& level : all.levels) {
    CHECK_FALSE(level.source.empty());
    CHECK(level.mark == "assumed");
  }
}

TEST_CASE("offer levels: each fault is told with its place") {
  CHECK(changed("value: 80%", "value: 120%").code == "O-120");
  CHECK(changed("value: 80%", "value: 0%").code == "O-120");
  CHECK(changed("value: 80%", "value: 0.8").code == "O-120");
  CHECK(changed("value: 80%", "value: 50%").code == "O-121");  // below sole
  CHECK(changed("value: 25%", "value: 56%").code == "O-121");  // ordinary above sole
  CHECK(changed("value: 100%", "value: 40%").code == "O-121");
  CHECK(changed("value: 15%, unit: frac, source: \"assumed: the same",
                "value: 60%, unit: frac, source: \"assumed: the same")
            .code == "O-121");
  CHECK(changed("value: 50wan", "value: 500000").code == "O-120");
  CHECK(changed("value: 50wan", "value: 50usd").code == "O-120");
  CHECK(changed("value: 50wan", "value: 400wan").code == "O-121");
  CHECK(changed("value: 5, unit: count", "value: 2.5, unit: count").code == "O-120");
  CHECK(changed("value: 5, unit: count", "value: 0, unit: count").code == "O-120");
  CHECK(changed("unit: count", "unit: frac").code == "O-120");
  CHECK(changed("date: 2026-11-30\n\n", "date: 2026-13-30\n\n").code == "O-120");
  CHECK(changed("  sole:", "  soul:").code == "Y-202");
  CHECK(changed("licence:", "licences:").code == "Y-202");
  CHECK(changed("mark: assumed", "mark: guessed").code == "Y-204");
  CHECK(changed("schema: offer/1", "schema: offer/2").code == "Y-204");
}
