// value --keep and --history through the built program: the folder, Ctrl-C in the middle, progress,
// and what is refused.
#include <doctest/doctest.h>

#include <filesystem>

#include <nlohmann/json.hpp>

#include "tests/program/import_books.hpp"
#include "tests/support/made_book.hpp"

using namespace pledgelab::test;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

const std::string kSample = "value --book sample --as-of 2026-09-30 ";

json told(const Ran& ran, int code) {
  CAPTURE(ran.out);
  CAPTURE(ran.err);
  REQUIRE(ran.code == code);
  const json answer = json::parse(ran.out);
  return code <= 1 ? answer["data"] : answer["errors"][0];
}

}  // namespace

TEST_CASE("program: value --keep appends to the project, equal again, and --history tells it") {
  const Folder folder;
  const auto first = run_program(kSample + "--keep", folder.path());
  CHECK(first.code == 1);  // kept, and loans of the sample stand above their ceiling
  CHECK(first.out.find("kept with its recipe: valuations/v") != std::string::npos);
  CHECK(first.err.find("估值 value:") == std::string::npos);  // one chunk: no progress
  const auto bytes = bytes_in(folder.path());
  const auto again = run_program(kSample + "--keep", folder.path());
  CHECK(again.code == 1);
  CHECK(again.out.find("equal byte by byte, nothing added") != std::string::npos);
  const json kept = told(run_program(kSample + "--keep --json", folder.path()), 1)["kept"];
  CHECK(kept["already_there"] == true);
  CHECK(bytes_in(folder.path()) == bytes);
  REQUIRE(run_program("value --book sample --as-of 2026-08-31 --keep --threads 3", folder.path())
              .code == 1);
  const json data = told(run_program("value --history A00000001-1 --json", folder.path()), 0);
  REQUIRE(data["values"].size() == 2);
  CHECK(data["values"][0]["as_of"] == "2026-08-31");
  CHECK(data["values"][1]["valuation_id"] == kept["id"]);
  CHECK(data["values"][1]["recipe"]["inputs"].size() > 5);
  CHECK_FALSE(data["values"][1].contains("drivers"));
  // The figure is that of explain, and its command makes it again.
  const json now =
      told(run_program("explain --asset A00000001-1 --book sample --as-of 2026-09-30 --json"), 0);
  CHECK(now["valuation"]["mean_yuan"] == data["values"][1]["mean_yuan"]);
  const std::string command = data["values"][1]["recipe"]["command"];
  REQUIRE(command.rfind("pledgelab ", 0) == 0);
  const auto repeated = run_program(command.substr(10), folder.path());
  CHECK(repeated.out.find("nothing added") != std::string::npos);
  const auto text = run_program("value --history A00000001-1", folder.path());
  for (const char* words : {"历次估值 kept valuations, 2", "方法 method: relief_from_royalty (F21)",
                            "配方 recipe: pledgelab", "sha256"}) {
    CHECK_MESSAGE(text.out.find(words) != std::string::npos, words);
  }
}

TEST_CASE("program: value --out keeps elsewhere; --project keeps in the project") {
  const Folder folder;
  REQUIRE(run_program("init bank", folder.path()).code == 0);
  const json out = told(run_program(kSample + "--out mine/ --json", folder.path()), 1);
  CHECK(out["kept"]["folder"].get<std::string>().rfind("mine/v", 0) == 0);
  const json kept =
      told(run_program(kSample + "--keep --project bank --json", folder.path()), 1)["kept"];
  CHECK(kept["folder"].get<std::string>().rfind("bank/valuations/v", 0) == 0);
  CHECK(run_program("value --history A00000001-1 --out mine", folder.path()).code == 0);
  CHECK(run_program("value --history A00000001-1 --project bank", folder.path()).code == 0);
}

TEST_CASE("program: value stopped by Ctrl-C ends with 5 and goes on to the same bytes") {
  const Folder folder;
  write_made_book(folder.path() + "/book", 12'000);
  const std::string line = "value --book book --as-of 2026-09-30 --threads 1 ";
  const auto whole = run_program(line + "--out whole", folder.path());
  REQUIRE(whole.code == 1);
  CHECK(whole.err.find("估值 value: 100 %") != std::string::npos);
  for (const char* signal : {"INT", "TERM", "KILL"}) {
    CAPTURE(signal);
    const std::string place = std::string("kept-") + signal;
    const auto stopped =
        run_shell("'" + program_path() + "' " + line + "--out " + place + " & pid=$!; " +
                      "while kill -0 $pid 2>/dev/null && ! [ -e " + place +
                      "/.v*/parts/0.csv ]; do :; done; kill -" + signal + " $pid; wait $pid",
                  folder.path());
    if (std::string(signal) == "KILL") {
      CHECK(stopped.code == 137);
    } else {
      CHECK(stopped.code == 5);
      CHECK(stopped.err.find("are kept for valuation v") != std::string::npos);
      CHECK(stopped.err.find("the same command goes on from there") != std::string::npos);
    }
    const auto on = run_program(line + "--out " + place, folder.path());
    CHECK(on.code == 1);
    CHECK(on.out.find("续做 taken up: ") != std::string::npos);
    CHECK(bytes_in(folder.path() + "/" + place) == bytes_in(folder.path() + "/whole"));
  }
}

TEST_CASE(
    "program: value --again repeats what was kept of an import that is no longer the newest") {
  const Folder folder;
  write_folder(folder, {});
  REQUIRE(run_program("init bank", folder.path()).code == 0);
  const std::string project = folder.path() + "/bank";
  const std::string ask = "value --as-of 2026-09-30 --keep --json";
  REQUIRE(run_program("import ../book --as-of 2026-09-30", project).code == 0);
  const std::string id = told(run_program(ask, project), 1)["kept"]["id"];
  REQUIRE(run_program("import sample --as-of 2026-09-30", project).code == 0);
  CHECK(told(run_program(ask, project), 1)["kept"]["id"] != id);
  const json again = told(run_program("value --again " + id + " --json", project), 0);
  CHECK(again["equal"] == true);
  CHECK(again["recipe"]["inputs"][0]["name"] == "book.db batch 1");
  const auto text = run_program("value --again " + id + " --project bank", folder.path());
  CHECK(text.code == 0);
  CHECK(text.out.find("逐字节相同 made again from its recipe") != std::string::npos);
  CHECK(told(run_program("value --again v00 --json", project), 4)["code"] == "RUN-111");
  CHECK(told(run_program("value --again " + id + " -s base --json", project), 2)["code"] ==
        "U-109");
}

TEST_CASE("program: value --keep and --history refuse what cannot be, with place and way out") {
  const Folder folder;
  (void)folder.write("file", "mine");
  const json parent = told(run_program(kSample + "--out no/such --json", folder.path()), 4);
  CHECK(parent["code"] == "RUN-111");
  CHECK(parent["file"] == "no/such");
  CHECK_FALSE(parent["hint"].get<std::string>().empty());
  CHECK(told(run_program(kSample + "--out file --json", folder.path()), 2)["code"] == "RUN-111");
  CHECK(told(run_program(kSample + "--out /proc/self/kept --json"), 2)["code"] == "RUN-116");
  CHECK(told(run_program(kSample + "--keep --project absent --json"), 4)["code"] == "I-105");
  const json none = told(run_program("value --history A --json", folder.path()), 4);
  CHECK(none["code"] == "RUN-111");
  CHECK(none["file"] == "valuations");
  for (const char* other : {"--as-of 2026-09-30", "--keep", "--ledger l.csv", "--book sample"}) {
    const json both =
        told(run_program(std::string("value --history A --json ") + other, folder.path()), 2);
    CHECK(both["code"] == "U-109");
    CHECK(both["message"].get<std::string>().find(std::string(other).substr(0, 6)) !=
          std::string::npos);
  }
  CHECK(run_program(kSample + "--threads 1025").code == 2);
  const auto full = run_shell(
      "ulimit -f 40; '" + program_path() + "' " + kSample + "--out full --json", folder.path());
  CHECK(told(full, 2)["code"] == "F-103");
}

TEST_CASE(
    "program: a valuation with evidence is kept with it, made again from it, and refused else") {
  const Folder folder;
  const std::string head =
      "asset_id,kind,date,basis,value_yuan,valuer_id,annual_fee_yuan,until,licence_form\n";
  const auto sold_for = [&](const std::string& price) {
    return folder.write(
        "e.csv", head + "A00000001-1,own_transaction,2025-05-01,arms_length," + price + ",,,,\n");
  };
  REQUIRE(!sold_for("1200000").empty());
  const std::string with = kSample + "--evidence e.csv --keep --json";
  const json kept = told(run_program(with, folder.path()), 1)["kept"];
  const json plain = told(run_program(kSample + "--keep --json", folder.path()), 1)["kept"];
  CHECK(kept["id"] != plain["id"]);
  const std::string id = kept["id"];
  CHECK(run_program("value --again " + id, folder.path()).code == 0);
  const json history = told(run_program("value --history A00000001-1 --json", folder.path()), 0);
  std::string commands;
  for (const auto& one : history["values"]) {
    if (one["valuation_id"] == id) commands += one["recipe"]["command"].get<std::string>();
  }
  CHECK(commands.find("--evidence e.csv") != std::string::npos);
  REQUIRE(!sold_for("1300000").empty());
  const auto changed = run_program("value --again " + id, folder.path());
  CHECK(changed.code == 2);
  CHECK(changed.err.find("RUN-105") != std::string::npos);
}
