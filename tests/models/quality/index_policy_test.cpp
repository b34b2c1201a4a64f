// The shipped weights are those of the domain page; faults are told with place and nearest word.
#include "models/quality/index_policy.hpp"

#include <doctest/doctest.h>

#include "engine/formats/file.hpp"
#include "engine/formats/yaml.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

std::string shipped_text() {
  return read_file(test::source_root() + "/policies/quality/hvp-base.yaml").value();
}

Result<IndexPolicy> read_text(const std::string& text) {
  return read_index_policy(parse_yaml(text, "index.yaml").value());
}

// The shipped text with one piece changed, once.
Errors faults_of(const std::string& piece, const std::string& other) {
  std::string text = shipped_text();
  const auto at = text.find(piece);
  REQUIRE(at != std::string::npos);
  text.replace(at, piece.size(), other);
  const auto policy = read_text(text);
  return policy.ok() ? Errors{} : policy.errors();
}

bool tells(const Errors& errors, const std::string& code, const std::string& hint = {}) {
  for (const Error& error : errors) {
    const bool placed = error.origin.line > 0 && error.origin.file == "index.yaml";
    if (error.code == code && placed && error.hint.find(hint) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("index policy: the shipped weights are those of the domain page, each with its source") {
  const auto read = read_text(shipped_text());
  REQUIRE(read.ok());
  const IndexPolicy& policy = read.value();
  CHECK(policy.mean == IndexMean::geometric);
  CHECK(policy.dimension_weights() == std::array<double, kDimensions>{0.25, 0.25, 0.2, 0.1, 0.2});
  CHECK(policy.indicators.size() == 27);
  CHECK(policy.least_cohort.value == 30);
  CHECK(policy.clip.value == doctest::Approx(0.01));
  for (const LegalGate none : {LegalGate::lapsed, LegalGate::invalid, LegalGate::expired}) {
    CHECK(policy.gates[static_cast<std::size_t>(none)].value == 0);
  }
  CHECK(policy.gates[0].value == doctest::Approx(0.6));
  for (const WeighedIndicator& one : policy.indicators) {
    CHECK(one.weight.unit == "frac");
    CHECK_FALSE(one.weight.source.empty());
    CHECK(one.weight.mark == "assumed");
    CHECK(to_iso(one.weight.date) == "2026-11-30");
  }
  CHECK(policy.indicators[0].indicator->name == "forward_citations_5y_count");
  CHECK(policy.indicators[0].weight.value == doctest::Approx(0.3));
  CHECK(policy.indicators[0].instead->name == "forward_citations_count");
}

TEST_CASE("index policy: weights that do not sum to 100 % are refused") {
  CHECK(tells(faults_of("of: legal, value: 20%", "of: legal, value: 21%"), "Q-101"));
  CHECK(tells(faults_of("strategy:\n    {value: 10%", "strategy:\n    {value: 9.99%"), "Q-101"));
  CHECK(tells(faults_of("of: legal, value: 20%", "of: market, value: 20%"), "Q-101"));
}

TEST_CASE("index policy: a dimension that weighs has an indicator") {
  std::string text = shipped_text();
  const auto from = text.find("  # --- strategy");
  text.erase(from, text.find("  # --- economic") - from);
  const auto policy = read_text(text);
  REQUIRE_FALSE(policy.ok());
  CHECK(tells(policy.errors(), "Q-101"));
}

TEST_CASE("index policy: an unknown indicator, key or word is refused with the nearest one") {
  CHECK(tells(faults_of("  claims_count:", "  claim_count:"), "Q-103", "claims_count"));
  CHECK(tells(faults_of("instead: family_offices_count", "instead: family_office_count"), "Q-103",
              "family_offices_count"));
  CHECK(tells(faults_of("of: technology", "of: technolgy"), "Y-204", "technology"));
  CHECK(tells(faults_of("mean: geometric", "mean: geometrical"), "Y-204", "geometric"));
  CHECK(tells(faults_of("least_cohort:", "least_cohorts:"), "Y-205", "least_cohort"));
  CHECK(tells(faults_of("  lapsed:", "  elapsed:"), "Y-202"));
  CHECK(tells(faults_of("schema: quality/1", "schema: quality/2"), "Y-204"));
  CHECK(tells(faults_of("mark: assumed", "mark: guessed"), "Y-204"));
}

TEST_CASE("index policy: a value without its unit, out of its range, or a wrong date is refused") {
  CHECK(tells(faults_of("{value: 25%", "{value: 25"), "Q-102", "25%"));
  CHECK(tells(faults_of("{value: 25%", "{value: 0.25"), "Q-102", "25%"));
  CHECK(tells(faults_of("{value: 30, unit: count", "{value: 3000%, unit: count"), "Q-102"));
  CHECK(tells(faults_of("{value: 25%", "{value: 125%"), "Q-102"));
  CHECK(tells(faults_of("{value: 25%", "{value: -25%"), "Q-102"));
  CHECK(tells(faults_of("{value: 25%", "{value: nan"), "Q-102"));
  CHECK(tells(faults_of("{value: 30, unit: count", "{value: 30.5, unit: count"), "Q-102"));
  CHECK(tells(faults_of("{value: 30, unit: count", "{value: 1, unit: count"), "Q-102"));
  CHECK(tells(faults_of("{value: 30, unit: count", "{value: 30, unit: number"), "Q-102"));
  CHECK(tells(faults_of("clip:\n    {value: 1%", "clip:\n    {value: 50%"), "Q-102"));
  CHECK(tells(faults_of("date: 2026-11-30", "date: 2026-11-31"), "Q-102"));
}

TEST_CASE("index policy: no indicator counts twice") {
  CHECK(tells(faults_of("instead: family_offices_count", "instead: claims_count"), "Q-104"));
}

TEST_CASE("index policy: what is no mapping is refused, not run through") {
  CHECK(tells(faults_of("mean: geometric", "mean: [geometric]"), "Y-204"));
  CHECK_FALSE(read_text("schema: quality/1\nsettings: 3\ngates: []\nindicators: x\n").ok());
  CHECK_FALSE(read_text("- a\n").ok());
}
