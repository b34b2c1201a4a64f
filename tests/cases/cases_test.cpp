// Every .case file of this folder; and that the runner itself sees a wrong figure.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/cases/case_run.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

namespace fs = std::filesystem;

const fs::path kCases = fs::path(test::source_root()) / "tests/cases";
const fs::path kPolicies = fs::path(test::source_root()) / "policies/sharing";

std::string case_text(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::vector<fs::path> case_files() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(kCases)) {
    if (entry.path().extension() == ".case") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string joined_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "\n  " + line;
  return text;
}

// The first difference of a text, or "holds".
std::string first_difference(const std::string& text) {
  const auto told = test::run_case(text);
  return told.empty() ? "holds" : told.front();
}

const std::string kPolicy =
    "policy:\nassume: {share: 60%}\nparties: {fund: {kind: fund}, bank: {kind: bank}}\n"
    "residual: bank\nsteps:\n  - {step: share, quota: {fund: $share, bank: rest}}\n";
const std::string kLosses =
    "losses:\nloss_id,loan_id,default_date,principal_loss_yuan\nX1,L1,2024-05-01,1000\n";
const std::string kGiven = kPolicy + kLosses + "----\n";

}  // namespace

TEST_CASE("cases: every file of tests/cases holds") {
  const auto files = case_files();
  CHECK(files.size() >= 240);
  for (const fs::path& path : files) {
    const auto told = test::run_case(case_text(path));
    CHECK_MESSAGE(told.empty(), fs::relative(path, kCases).string(), joined_lines(told));
  }
}

TEST_CASE("cases: features.md names each feature once, with files that exist") {
  std::istringstream lines(case_text(kCases / "features.md"));
  std::size_t named = 0;
  int numbered = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("| ", 0) != 0) continue;
    const bool next = line.rfind("| " + std::to_string(numbered + 1) + " |", 0) == 0;
    if (next) ++numbered;
    std::istringstream files(line.substr(line.rfind('|', line.size() - 2) + 1));
    for (std::string file; files >> file;) {
      while (!file.empty() && (file.back() == ',' || file.back() == '|')) file.pop_back();
      const bool policy = file.size() > 5 && file.rfind(".yaml") == file.size() - 5;
      const bool one_case = file.size() > 5 && file.rfind(".case") == file.size() - 5;
      if (!policy && !one_case) continue;
      ++named;
      CHECK_MESSAGE(fs::exists((policy ? kPolicies : kCases) / file), line);
    }
  }
  CHECK(named >= 100);
  CHECK(numbered == 48);
}

TEST_CASE("cases: a wrong figure is told with loss, party, expected and got") {
  CHECK(first_difference(kGiven + "bills:\nloss_id,fund,bank\nX1,600,400\n") == "holds");
  CHECK(first_difference(kGiven + "bills:\nloss_id,fund,bank\nX1,0.06wan,400\n") == "holds");
  CHECK(first_difference(kGiven + "bills:\nloss_id,fund,bank\nX1,600.01,400\n") ==
        "X1, fund: expected 600.01, got 600.00");
  CHECK(first_difference(kGiven + "bills:\nloss_id,fund,bank\nall,600,399\n") ==
        "all, bank: expected 399, got 400.00");
  CHECK(first_difference(kGiven + "bills:\nloss_id,fund\nX1,600\n") ==
        "bills: the column bank is missing");
  CHECK(first_difference(kGiven + "bills:\nloss_id,fund,bank\nX1,,400\n") ==
        "X1, fund: expected  (no amount), got 600.00");
  CHECK(first_difference(kGiven + "bills:\nloss_id,fund,bank\n") == "X1: its bills are not told");
  CHECK(first_difference(kGiven + "bills:\nloss_id,fund,bank\nX1,600,400\nX2,0,0\n") ==
        "X2: no such loss");
  CHECK(first_difference(kGiven + "bills:\nloss_id,fund,bank\nX1,600,400\nqueued:\n"
                                  "loss_id,amount\nX1,5\n") == "X1 queued: expected 5, got 0.00");
  CHECK(first_difference(kGiven + "bills:\nloss_id,fund,bank\nX1,600,400\nundecided:\n"
                                  "loss_id,amount,reason\nX1,5,\n") ==
        "X1: expected undecided, got shared");
  CHECK(first_difference(kGiven + "bills:\nloss_id,fund,bank\nX1,600,400\nclauses:\n"
                                  "loss_id,party,clauses\nX1,fund,share;residual\n") ==
        "X1, fund: expected clauses 'share;residual', got 'share'");
  CHECK(first_difference(kGiven + "bills:\nloss_id,fund,bank\nX1,600,400\nbalance:\n"
                                  "party,date,amount\nfund,2024-05-01,1\n") ==
        "balance: expected 1 lines, got 0");
}

TEST_CASE("cases: a text that is no case fails, whatever it says") {
  CHECK(first_difference(kPolicy + kLosses) == "line 0: no line ---- before what is expected");
  CHECK(first_difference(kGiven) == "line 0: neither bills nor refused");
  CHECK(first_difference(kGiven + "bill:\n") == "line 11: unknown section 'bill'");
  CHECK(first_difference("note: x\n" + kGiven) == "line 1: unknown section 'note'");
  CHECK(first_difference("stray\n" + kGiven) == "line 1: 'stray' stands in no section");
  CHECK(first_difference(kLosses + "----\nrefused: P-105\n") == "line 0: no policy");
  CHECK(first_difference("policy: nowhere\n" + kLosses + "----\nrefused: P-105\n") ==
        "no policies/sharing/nowhere.yaml");
  CHECK(first_difference("set: rate = 5%\n" + kGiven + "bills:\nloss_id,fund,bank\nX1,1,1\n") ==
        "set: the policy assumes no figure 'rate'");
  CHECK(first_difference("set: share = 55%\n" + kGiven +
                         "bills:\nloss_id,fund,bank\nX1,550,450\n") == "holds");
}

TEST_CASE("cases: a refused policy is told with its code and its place in the file") {
  const std::string bad = kPolicy.substr(0, kPolicy.find("rest}")) + "50%}}\n" + kLosses + "----\n";
  CHECK(first_difference("set: share = 60%\n" + bad + "refused: P-105 at 7:26\n") == "holds");
  CHECK(first_difference(bad + "refused: P-105 at 6:25\n")
            .rfind("expected refused P-105 at 6:25, got P-105 at 6:26", 0) == 0);
  CHECK(first_difference(bad + "refused: P-105\n") == "holds");
  CHECK(first_difference(kGiven + "refused: P-105\n") == "expected refused P-105, got an answer");
  CHECK(first_difference(kPolicy + "losses:\nloss_id,loan_id,default_date\nX1,L1,2024-05-01\n" +
                         "----\nrefused: P-154 at 8:0\n") == "holds");
}
