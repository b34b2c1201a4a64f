// Ctrl-C, SIGTERM and what a killed run leaves, through the built program.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/places.hpp"

using namespace pledgelab::test;
namespace fs = std::filesystem;

namespace {

std::size_t entries_of(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

// Starts the program, waits until it has set its own handler (bit 2 of SigCgt), then signals it.
// By the clock alone a busy machine would signal a program that is not yet there.
std::string signalled(const std::string& arguments, const std::string& signal) {
  return "'" + program_path() + "' " + arguments +
         " & pid=$!; for i in $(seq 600); do mask=$(sed -n 's/^SigCgt:[[:space:]]*//p' "
         "/proc/$pid/status); [ $((0x${mask:-0} & 2)) -ne 0 ] && break; sleep 0.1; done; sleep "
         "0.3; "
         "kill -" +
         signal + " $pid; wait $pid";
}

}  // namespace

TEST_CASE("program: a signal ends a verb that has nothing half-written at once, with code 5") {
  const Folder folder;
  for (const char* signal : {"INT", "TERM"}) {
    // The losses come through a pipe that says nothing: the verb waits for it.
    const auto ran = run_shell("[ -p pipe ] || mkfifo pipe; exec 3<>pipe; " +
                                   signalled("share --losses pipe -p zhongshan", signal),
                               folder.path());
    CHECK(ran.code == 5);
    CHECK(ran.err.find("stopped; nothing was written") != std::string::npos);
    CHECK(ran.out.empty());
  }
}

TEST_CASE("program: a signal during a run leaves no folder and no draft, with code 5") {
  const Folder folder;
  const auto ran = run_shell(signalled("run --book sample -p zhongshan-fund --as-of 2026-09-30 "
                                       "--paths 5000000 --no-tape --threads 1 --json",
                                       "INT"),
                             folder.path());
  CHECK(ran.code == 5);
  CHECK(ran.out.find("R-101") != std::string::npos);
  CHECK((!fs::exists(folder.path() + "/runs") || entries_of(folder.path() + "/runs") == 0));
}

TEST_CASE("program: the draft of a killed run goes with the next run, and nothing else does") {
  const Folder folder;
  (void)folder.write("runs/.r0123456789ab-AbCd12/tables/parties.csv", "half");
  (void)folder.write("runs/.rnotes-AbCd12/mine.txt", "mine");
  (void)folder.write("runs/.r0123456789ab/mine.txt", "mine");
  const auto ran = run_program("simulate --book sample --as-of 2026-09-30 --paths 20 --project " +
                               folder.path());
  REQUIRE(ran.code == 0);
  CHECK_FALSE(fs::exists(folder.path() + "/runs/.r0123456789ab-AbCd12"));
  CHECK(fs::exists(folder.path() + "/runs/.rnotes-AbCd12/mine.txt"));
  CHECK(fs::exists(folder.path() + "/runs/.r0123456789ab/mine.txt"));
  CHECK(entries_of(folder.path() + "/runs") == 3);
}
