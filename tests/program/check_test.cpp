// check: faults of documents with their place, through the built program.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;

TEST_CASE("program: check finds no fault in what is shipped, and tells what its policies lack") {
  const Folder folder;
  const auto ran = run_program("check", folder.path());
  CHECK(ran.code == 1);  // the cliff of jiangsu, for one
  CHECK(ran.out.find("shipped:scenarios/base.yaml") != std::string::npos);
  CHECK(ran.out.find("[L-107]") != std::string::npos);
  CHECK(ran.err.empty());
}

TEST_CASE("program: check's findings as text and JSON; exit code 1 with a warning, 0 without") {
  const auto json = run_program("check --json " + source_root() + "/policies/sharing/jiangsu.yaml");
  CHECK(json.code == 1);
  const auto told = nlohmann::json::parse(json.out);
  CHECK(told["ok"] == true);
  bool cliff = false;
  for (const auto& finding : told["data"]["findings"]) {
    CHECK(finding["line"].get<int>() > 0);
    CHECK(finding["column"].get<int>() > 0);
    CHECK(!finding["zh"].get<std::string>().empty());
    if (finding["code"] != "L-107") continue;
    cliff = true;
    CHECK(finding["level"] == "warning");
    CHECK(finding["file"].get<std::string>().find("jiangsu.yaml") != std::string::npos);
  }
  CHECK(cliff);
  const std::string bare = "check " + source_root() + "/policies/sharing/bank-only.yaml";
  CHECK(run_program(bare).code == 0);
  CHECK(run_program(bare).out.find("1 files, no fault\n") != std::string::npos);
}

TEST_CASE("program: check --read tells a policy in numbered sentences, in the language asked") {
  const auto both = run_program("check --read zhongshan");
  CHECK(both.code == 0);
  CHECK(both.out.find("  1. 本文件是按 policy/1 书写的风险分担办法：编号 `zhongshan`") == 0);
  CHECK(both.out.find("\n     This is a risk-sharing policy in policy/1: id `zhongshan`") !=
        std::string::npos);
  const auto english = run_program("check --read --lang en zhongshan");
  CHECK(english.out.find("  1. This is a risk-sharing policy") == 0);
  CHECK(english.out.find("本文件") == std::string::npos);
  const auto chinese = run_program("check --read --lang zh zhongshan");
  CHECK(chinese.out.find("This is") == std::string::npos);
  const auto watched = run_program("check --read --lang en yunnan");
  for (const char* part :
       {"Ratio `loss_ratio` = ", "Breaker `stop`: ", "Charge (charges) `premium`"}) {
    CHECK_MESSAGE(watched.out.find(part) != std::string::npos, part);
  }
  const auto json = nlohmann::json::parse(run_program("check --read --json zhongshan").out);
  CHECK(json["data"]["policies"][0]["id"] == "zhongshan");
  CHECK(json["data"]["policies"][0]["sentences"][1]["number"] == 2);
  CHECK(run_program("check --read").code == 2);
  CHECK(run_program("check --read --lang fr zhongshan").code == 2);
  CHECK(run_program("check --read zhongshann").err.find("zhongshan") != std::string::npos);
  CHECK(run_program("check --read " + source_root() + "/scenarios/base.yaml").code == 2);
}

TEST_CASE("program: schema prints the JSON Schema of a kind; what has none is refused by name") {
  const auto policy = run_program("schema policy");
  CHECK(policy.code == 0);
  CHECK(nlohmann::json::parse(policy.out)["properties"].contains("steps"));
  const auto wrapped = nlohmann::json::parse(run_program("schema policy --json").out);
  CHECK(wrapped["data"]["schema"]["properties"].contains("steps"));
  CHECK(nlohmann::json::parse(run_program("schema loans").out)["title"] == "a row of loans.csv");
  CHECK(run_program("schema").out.find("policy\n") == 0);
  const auto later = run_program("schema scenario");
  CHECK(later.code == 2);
  CHECK(later.err.find("the schema of 'scenario' is not built yet") != std::string::npos);
  const auto typo = run_program("schema polcy");
  CHECK(typo.code == 4);
  CHECK(typo.err.find("did you mean 'policy'?") != std::string::npos);
}

TEST_CASE("program: check tells file, line, column and the nearest right word") {
  const Folder folder;
  const std::string path = folder.write("draft.yaml",
                                        "schema: scenario/1\n"
                                        "id: draft\n"
                                        "name: {zh: 草稿, en: draft}\n"
                                        "as_of: 2026-01-01\n"
                                        "parameters:\n"
                                        "  pd_priro: {unit: frac_annual, source: x, date: "
                                        "2026-01-01, mark: assumed, value: 3%}\n");
  const auto ran = run_program("check " + path);
  CHECK(ran.code == 2);
  CHECK(ran.err.find("draft.yaml:6:3") != std::string::npos);
  CHECK(ran.err.find("did you mean 'pd_prior'?") != std::string::npos);
  CHECK(ran.out.empty());
}

TEST_CASE("program: check refuses what is no document of ours") {
  const Folder folder;
  CHECK(run_program("check " + folder.write("empty.yaml", "")).code == 2);
  CHECK(run_program("check " + folder.write("bare.yaml", "a: 1\n")).code == 2);
  const auto schema = run_program("check --json " + folder.write("p.yaml", "schema: polcy/1\n"));
  CHECK(schema.code == 2);
  CHECK(nlohmann::json::parse(schema.out)["errors"][0]["hint"] == "did you mean 'policy/1'?");
  CHECK(run_program("check " + folder.path() + "/absent.yaml").code == 4);
  CHECK(run_program("check " + folder.write("comma.yaml", ",")).code == 2);
  CHECK(run_program("check " + folder.write("binary.yaml", std::string("a\0b", 3))).code == 2);
}

namespace {

std::string scenario(const std::string& id, const std::string& baseline) {
  return "schema: scenario/1\nid: " + id + "\nname: {zh: 一, en: one}\nas_of: 2026-01-01\n" +
         "baseline: " + baseline + "\n";
}

}  // namespace

TEST_CASE("program: scenarios that stand on one another in a circle are refused at the line") {
  const Folder folder;
  (void)folder.write("scenarios/a.yaml", scenario("a", "b"));
  (void)folder.write("scenarios/b.yaml", scenario("b", "a"));
  (void)folder.write("scenarios/self.yaml", scenario("self", "./scenarios/self.yaml"));
  for (const char* name : {"a", "b", "self"}) {
    const std::string file = "scenarios/" + std::string(name) + ".yaml";
    for (const std::string& verb :
         {"check " + file, "value --book sample --as-of 2026-09-30 -s " + std::string(name)}) {
      const auto ran = run_program(verb, folder.path());
      CHECK_MESSAGE(ran.code == 2, verb << ran.err);
      CHECK(ran.err.find(".yaml:5:11") != std::string::npos);
      CHECK(ran.err.find("C-123") != std::string::npos);
    }
  }
  // The circle closes in b, which names a again.
  CHECK(run_program("check scenarios/a.yaml", folder.path()).err.find("b.yaml:5:11") !=
        std::string::npos);
}

TEST_CASE("program: check lays a scenario on all that stands below it") {
  const Folder folder;
  (void)folder.write("scenarios/low.yaml", scenario("low", "base"));
  (void)folder.write("scenarios/high.yaml", scenario("high", "low"));
  CHECK(run_program("check scenarios/high.yaml", folder.path()).code == 0);
  const std::string gone = folder.write("scenarios/lost.yaml", scenario("lost", "bsae"));
  for (const std::string verb :
       {"check scenarios/lost.yaml", "value --book sample --as-of 2026-09-30 -s lost"}) {
    const auto ran = run_program(verb, folder.path());
    CHECK(ran.code == 4);
    CHECK(ran.err.find("lost.yaml:5:11") != std::string::npos);
    CHECK(ran.err.find("base") != std::string::npos);
  }
}

TEST_CASE("program: check takes names as the other verbs do") {
  const Folder folder;
  const auto shipped = run_program("check bank-only", folder.path());
  CHECK(shipped.code == 0);
  CHECK(shipped.out.find("shipped:policies/sharing/bank-only.yaml") != std::string::npos);
  // A lending policy and a scenario bear one name: both.
  const auto base = run_program("check base", folder.path());
  CHECK(base.out.find("shipped:policies/lending/base.yaml") != std::string::npos);
  CHECK(base.out.find("shipped:scenarios/base.yaml") != std::string::npos);
  const auto near = run_program("check bank-onyl", folder.path());
  CHECK(near.code == 4);
  CHECK(near.err.find("did you mean 'bank-only'?") != std::string::npos);
  CHECK(run_program("check no/such.yaml", folder.path()).code != 0);
  // The project's own goes before the shipped one.
  REQUIRE(run_program("init bank", folder.path()).code == 0);
  const auto own = run_program("check bank-only", folder.path() + "/bank");
  CHECK(own.out.find("shipped:") == std::string::npos);
  CHECK(own.out.find("policies/sharing/bank-only.yaml") != std::string::npos);
}
