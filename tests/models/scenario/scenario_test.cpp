#include "models/scenario/scenario.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/formats/yaml.hpp"
#include "models/scenario/parameters.hpp"
#include "models/scenario/read.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

Node text(const std::string& value) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = value;
  return node;
}

Node mapping(const std::vector<std::pair<std::string, Node>>& entries) {
  Node node;
  node.kind = Node::Kind::mapping;
  for (const auto& [key, value] : entries) node.entries.push_back({key, 1, 1, value});
  return node;
}

Node list(const std::vector<Node>& items) {
  Node node;
  node.kind = Node::Kind::sequence;
  node.items = items;
  return node;
}

Node parameter(const std::string& unit, const std::string& levels, const Node& value,
               const std::string& by = {}) {
  std::vector<std::pair<std::string, Node>> entries = {{"unit", text(unit)},
                                                       {"source", text("a book")},
                                                       {"date", text("2026-01-01")},
                                                       {"mark", text("assumed")},
                                                       {levels, value}};
  if (!by.empty()) entries.emplace_back("by", text(by));
  return mapping(entries);
}

Document scenario(const Node& parameters, const Node& shocks, const std::string& baseline = {}) {
  std::vector<std::pair<std::string, Node>> entries = {
      {"schema", text("scenario/1")},
      {"id", text(baseline.empty() ? "base" : "stress")},
      {"name", mapping({{"zh", text("基准")}, {"en", text("Base")}})},
      {"as_of", text("2026-01-01")},
      {"parameters", parameters},
      {"shocks", shocks}};
  if (!baseline.empty()) entries.emplace_back("baseline", text(baseline));
  return {"s.yaml", mapping(entries)};
}

Node grades() {
  return parameter("frac_annual", "rows", mapping({{"A", text("1%")}, {"else", text("150bp")}}),
                   "grade");
}

Node shock(const std::string& operation, const std::string& amount, const std::string& key = {}) {
  std::vector<std::pair<std::string, Node>> entries = {{"parameter", text("pd_grade_table")},
                                                       {operation, text(amount)},
                                                       {"from", text("3mo")},
                                                       {"to", text("1y")}};
  if (!key.empty()) entries.emplace_back("key", text(key));
  return mapping(entries);
}

std::string code_of(const Document& document) {
  const auto read = read_scenario(document);
  return read.ok() ? "ok" : read.errors().front().code;
}

}  // namespace

TEST_CASE(
    "scenario: levels by key, else for the rest, shocks in their months, both ends included") {
  const auto read =
      read_scenario(scenario(mapping({{"pd_grade_table", grades()}}),
                             list({shock("multiply", "2"), shock("add", "1%", "A")})));
  REQUIRE(read.ok());
  const Scenario& s = read.value();
  CHECK(FactorState(s, 2).level("pd_grade_table", "A").value() == 0.01);
  CHECK(FactorState(s, 3).level("pd_grade_table", "A").value() == 0.01 * 2 + 0.01);
  CHECK(FactorState(s, 12).level("pd_grade_table", "A").value() == 0.01 * 2 + 0.01);
  CHECK(FactorState(s, 13).level("pd_grade_table", "A").value() == 0.01);
  CHECK(FactorState(s, 3).level("pd_grade_table", "Z").value() == 0.03);
  CHECK(FactorState(s, 3).level("pd_prior").errors().front().code == "C-110");
  CHECK(s.find("pd_grade_table")->mark == Mark::assumed);
}

TEST_CASE("scenario: each fault has its code, and a misspelt name its nearest right word") {
  const Node none = list({});
  const Node one = mapping({{"pd_grade_table", grades()}});
  CHECK(code_of(scenario(one, none)) == "ok");
  const auto misspelt = read_scenario(scenario(mapping({{"pd_grade_tabel", grades()}}), none));
  REQUIRE(!misspelt.ok());
  CHECK(misspelt.errors().front().code == "C-101");
  CHECK(misspelt.errors().front().hint.find("pd_grade_table") != std::string::npos);
  const auto prior = [&](const std::string& unit, const std::string& level) {
    return scenario(mapping({{"pd_prior", parameter(unit, "value", text(level))}}), none);
  };
  CHECK(code_of(prior("frac_annual", "4%")) == "ok");
  CHECK(code_of(prior("frac", "4%")) == "C-102");
  CHECK(code_of(prior("frac_annual", "4mo")) == "C-103");
  CHECK(code_of(prior("frac_annual", ".nan")) == "C-103");
  CHECK(code_of(prior("frac_annual", "95%")) == "C-111");
  CHECK(code_of(prior("frac_annual", "-1%")) == "C-111");
  const auto keyed = [&](const std::string& a, const std::string& b) {
    return scenario(mapping({{"pd_age_shape",
                              parameter("number", "rows", mapping({{a, text("1")}, {b, text("2")}}),
                                        "age_year")}}),
                    none);
  };
  CHECK(code_of(keyed("1", "2")) == "ok");
  CHECK(code_of(keyed("2", "1")) == "C-104");
  CHECK(code_of(keyed("1", "two")) == "C-104");
  CHECK(code_of(scenario(one, list({shock("multiply", "200")}))) == "C-111");
  CHECK(code_of(scenario(mapping({}), list({shock("multiply", "2")}))) == "C-112");
  Document unknown = scenario(one, none);
  unknown.root.entries.push_back({"colour", 1, 1, text("red")});
  CHECK(code_of(unknown) == "Y-205");
}

TEST_CASE("scenario: months count as months or twelfths of a year, money in its own unit") {
  const auto one = [](const std::string& name, const std::string& level) {
    const ParameterSpec* spec = find_parameter(name);
    REQUIRE(spec != nullptr);
    const auto read = read_scenario(scenario(
        mapping({{name, parameter(std::string(spec->unit), "value", text(level))}}), list({})));
    REQUIRE(read.ok());
    return read.value().parameters.front().rows.front().value;
  };
  CHECK(one("other_recovery_delay_months", "2y") == 24);
  CHECK(one("other_recovery_delay_months", "18") == 18);
  for (const std::string& name : parameter_names()) {
    const ParameterSpec* spec = find_parameter(name);
    if (spec->unit == "years" && spec->low <= 1 && spec->high >= 1) CHECK(one(name, "1y") == 1);
    if (spec->unit == "yuan" && spec->low <= 300) CHECK(one(name, "300yuan") == 300);
  }
}

TEST_CASE("scenario: a file with a baseline is laid over it") {
  const auto base =
      read_scenario(scenario(mapping({{"pd_grade_table", grades()},
                                      {"pd_prior", parameter("frac_annual", "value", text("3%"))}}),
                             list({})));
  const auto over =
      read_scenario(scenario(mapping({{"pd_prior", parameter("frac_annual", "value", text("5%"))}}),
                             list({shock("replace", "9%")}), "base"));
  REQUIRE(base.ok());
  REQUIRE(over.ok());
  const auto merged = merge_over(base.value(), over.value());
  REQUIRE(merged.ok());
  CHECK(merged.value().id == "stress");
  CHECK(FactorState(merged.value(), 0).level("pd_prior").value() == 0.05);
  CHECK(FactorState(merged.value(), 0).level("pd_grade_table", "A").value() == 0.01);
  CHECK(FactorState(merged.value(), 5).level("pd_grade_table", "A").value() == 0.09);
  CHECK(merge_over(over.value(), over.value()).errors().front().code == "C-121");
}

TEST_CASE("scenario: the catalogue names each parameter once, with a domain and a reader") {
  auto names = parameter_names();
  for (const std::string& name : names) {
    const ParameterSpec* spec = find_parameter(name);
    REQUIRE(spec != nullptr);
    CHECK(spec->low < spec->high);
    CHECK(!spec->meaning.empty());
    CHECK(!spec->stage.empty());
    CHECK(std::count(names.begin(), names.end(), name) == 1);
  }
}

TEST_CASE("scenario: the shipped calibration has every level that default and loss ask for") {
  const auto document = read_yaml(test::source_root() + "/scenarios/base.yaml");
  REQUIRE(document.ok());
  const auto base = read_scenario(document.value());
  REQUIRE_MESSAGE(base.ok(), (base.ok() ? "" : to_text(base.errors().front())));
  const FactorState state(base.value(), 1);
  CHECK(state.level("pd_grade_table", "E").value() == 0.08);
  CHECK(state.level("pd_prior").ok());
  CHECK(state.level("pd_age_shape", "7").ok());
  for (const char* name :
       {"default_share_macro", "default_share_sector", "default_share_region",
        "wrong_way_correlation", "sale_share_sector", "other_recovery_mean", "other_recovery_sd",
        "other_recovery_share_macro", "other_recovery_delay_months", "default_interest_months",
        "default_days_past_due"}) {
    CHECK_MESSAGE(state.level(name).ok(), name);
  }
  for (const char* kind : {"invention", "geographical_indication", "copyright"}) {
    CHECK(state.level("value_share_macro", kind).ok());
    CHECK(state.level("value_share_sector", kind).ok());
    CHECK(state.level("value_share_region", kind).ok());
  }
  for (const Parameter& parameter : base.value().parameters) {
    CHECK_MESSAGE(!parameter.source.empty(), parameter.name);
    CHECK_MESSAGE(parameter.date.has_value(), parameter.name);
  }
}
