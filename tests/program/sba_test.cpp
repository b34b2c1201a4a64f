// S1-S6 of domain/data.md through the built program: real losses of the SBA, to the cent. The
// figures are those of that page, computed there with integers, not by this program.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"
#include "tests/support/sba_losses.hpp"

using namespace pledgelab::test;

namespace {

using Parties = std::vector<std::int64_t>;

// borne_fen of each party, in the policy's order, after checking the envelope.
Parties shared(const std::string& losses, const std::string& policy, std::int64_t total_fen) {
  const auto ran = run_program("share --losses " + losses + " --policy " + policy + " --json");
  CAPTURE(policy);
  REQUIRE(ran.code == 0);
  const auto answer = nlohmann::json::parse(ran.out);
  CHECK(answer["ok"] == true);
  CHECK(answer["data"]["currency"] == "USD");
  CHECK(answer["data"]["loss_fen"] == total_fen);
  Parties borne;
  std::int64_t sum = 0;
  for (const auto& total : answer["data"]["totals"]) {
    borne.push_back(total["borne_fen"].get<std::int64_t>());
    sum += borne.back();
  }
  CHECK(sum == total_fen);
  return borne;
}

}  // namespace

TEST_CASE("program: S1, S2: the SBA's sample and block, pro rata by loan, half up and half even") {
  const Folder folder;
  const std::string sample =
      folder.write("sample.csv", joined(losses_of("sba_loans_sample.csv", "")));
  CHECK(shared(sample, "sba-7a", 51'469'255'800) == Parties{37'205'076'990, 14'264'178'810});
  CHECK(shared(sample, "sba-7a-half-even", 51'469'255'800) ==
        Parties{37'205'076'986, 14'264'178'814});
  const std::string block = folder.write("block.csv", joined(losses_of("sba_loans_block.csv", "")));
  CHECK(shared(block, "sba-7a", 13'265'468'600) == Parties{9'209'699'678, 4'055'768'922});
}

TEST_CASE("program: S3, S4, S6: SBA FY2004 with caps, layers and 4:3:2:1, rows in any order") {
  const Folder folder;
  std::vector<std::string> lines = losses_of("sba_loans_block.csv", "2004");
  std::shuffle(lines.begin(), lines.end(), std::mt19937(7));
  const std::string path = folder.write("losses.csv", joined(lines));
  constexpr std::int64_t kTotal = 4'176'916'600;
  CHECK(shared(path, "sba-7a", kTotal) == Parties{2'146'965'690, 2'029'950'910});
  CHECK(shared(path, "sba-7a-cap-10", kTotal) == Parties{1'519'681'280, 2'657'235'320});
  CHECK(shared(path, "sba-7a-cap-5", kTotal) == Parties{759'840'640, 3'417'075'960});
  CHECK(shared(path, "sba-7a-layers", kTotal) ==
        Parties{578'814'862, 868'222'293, 1'447'037'155, 1'282'842'290});
  CHECK(shared(path, "sba-7a-4321", kTotal) ==
        Parties{1'670'766'640, 1'253'074'980, 835'383'320, 417'691'660});
}

TEST_CASE("program: S5: SBA FY1997, where no cap binds") {
  const Folder folder;
  const std::string path =
      folder.write("losses.csv", joined(losses_of("sba_loans_block.csv", "1997")));
  constexpr std::int64_t kTotal = 5'274'334'600;
  CHECK(shared(path, "sba-7a-cap-5", kTotal) == Parties{3'816'373'567, 1'457'961'033});
  CHECK(shared(path, "sba-7a-layers", kTotal) == Parties{2'523'186'786, 2'751'147'814, 0, 0});
}
