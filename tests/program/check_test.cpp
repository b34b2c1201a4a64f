// check: faults of documents with their place, through the built program.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;

TEST_CASE("program: check finds no fault in what is shipped") {
  const Folder folder;
  const auto ran = run_program("check", folder.path());
  CHECK(ran.code == 0);
  CHECK(ran.out.find("shipped:scenarios/base.yaml") != std::string::npos);
  CHECK(ran.err.empty());
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
