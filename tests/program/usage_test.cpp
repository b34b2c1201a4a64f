// The program as its user meets it: verbs, help, exit codes, JSON errors.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using pledgelab::test::program_path;
using pledgelab::test::run_program;
using pledgelab::test::run_shell;

TEST_CASE("program: no verb is a usage error, help is not") {
  CHECK(run_program("").code == 2);
  const auto help = run_program("help");
  CHECK(help.code == 0);
  CHECK(help.out.find("formula") != std::string::npos);
  CHECK(help.err.empty());
}

TEST_CASE("program: a mistyped verb is told the nearest; an unbuilt one is refused by name") {
  const auto typo = run_program("fromula");
  CHECK(typo.code == 2);
  CHECK(typo.err.find("did you mean 'formula'?") != std::string::npos);
  const auto later = run_program("optimise");
  CHECK(later.code == 2);
  CHECK(later.err.find("'optimise' is not built yet") != std::string::npos);
  CHECK(run_program("help").out.find("optimise") == std::string::npos);
}

TEST_CASE("program: an unknown option names the nearest") {
  const auto ran = run_program("version --jsno");
  CHECK(ran.code == 2);
  CHECK(ran.err.find("did you mean '--json'?") != std::string::npos);
}

TEST_CASE("program: --json wraps answers and errors") {
  const auto good = nlohmann::json::parse(run_program("version --json").out);
  CHECK(good["ok"] == true);
  CHECK(good["data"]["pledgelab"].is_string());
  const auto bad = run_program("formula no_such_formula --json");
  CHECK(bad.code == 4);
  const auto errors = nlohmann::json::parse(bad.out);
  CHECK(errors["ok"] == false);
  CHECK(errors["errors"][0]["code"] == "F-203");
}

TEST_CASE("program: help that cannot be written is a failure, and is JSON where that is asked") {
  for (const std::string ask : {"help", "help run", "run --help"}) {
    CHECK_MESSAGE(run_shell("'" + program_path() + "' " + ask + " >/dev/full").code == 2, ask);
    const auto told = run_program(ask + " --json");
    CHECK(told.code == 0);
    const auto json = nlohmann::json::parse(told.out, nullptr, false);
    REQUIRE_FALSE(json.is_discarded());
    CHECK(json["ok"] == true);
    CHECK(json["data"]["help"].get<std::string>() == run_program(ask).out);
  }
  CHECK(nlohmann::json::parse(run_program("help --json").out)["data"]["verbs"][0]["verb"] ==
        "demo");
}
