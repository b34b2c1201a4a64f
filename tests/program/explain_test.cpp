// explain of a loan and of a right through the built program.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;
using nlohmann::json;

namespace {

const std::string kBook = " --book sample --as-of 2026-09-30";

json data_of(const Ran& ran) {
  REQUIRE_MESSAGE(ran.code == 0, ran.err << ran.out);
  return json::parse(ran.out)["data"];
}

}  // namespace

TEST_CASE("program: explain --loan goes from cover to who pays, in text and in JSON") {
  const std::string ask = "explain --loan L00000001 -p zhongshan-fund" + kBook;
  const auto text = run_program(ask);
  REQUIRE(text.code == 0);
  for (const char* words : {"质押率 loan-to-value", "F42", "F43", "违约率", "default curve", "处置",
                            "four-party", "四方共担比例", "2,370,600.00", "trigger taken as met"}) {
    CHECK_MESSAGE(text.out.find(words) != std::string::npos, words);
  }
  const json data = data_of(run_program(ask + " --json"));
  const json& cover = data["cover"];
  CHECK(cover["balance_fen"] == 439'000'000);
  const double ltv =
      1e6 * cover["balance_fen"].get<double>() / cover["approved_value_fen"].get<double>();
  CHECK(cover["loan_to_value_ppm"] == std::llround(ltv));
  CHECK(data["default"]["base"]["mark"] == "assumed");
  CHECK(data["pledges"][0]["sale"]["levels"].size() == 5);
  CHECK(data["payers"]["trigger"] == "taken as met");
  CHECK_FALSE(data.contains("run"));
  const json other = data["other_recovery"];
  const double owed = (439'000'000 + other["unpaid_interest_fen"].get<double>()) / 100;
  CHECK(other["now_yuan"].get<double>() ==
        doctest::Approx(owed * other["levels"][0]["value"].get<double>()));
}

TEST_CASE("program: explain --asset tells value, drivers with marks, and what it secures") {
  const std::string ask = "explain --asset A00000001-1" + kBook;
  const auto text = run_program(ask);
  REQUIRE(text.code == 0);
  for (const char* words : {"发明 invention", "relief_from_royalty", "royalty_rate", "假设",
                            "assumed", "L00000001", "2034-11-25"}) {
    CHECK_MESSAGE(text.out.find(words) != std::string::npos, words);
  }
  const json data = data_of(run_program(ask + " --json"));
  CHECK(data["loans"][0]["part_ppm"] == 1'000'000);
  CHECK(data["appraisals"][0]["value_fen"] == 2'216'000'000);
  CHECK(data["valuation"]["low_yuan"] <= data["valuation"]["mean_yuan"]);
}

TEST_CASE("program: explain --asset tells its forced sale by channel, the best with why") {
  const std::string ask = "explain --asset A00000001-1" + kBook;
  const auto text = run_program(ask);
  for (const char* words : {"forced sale by channel", "司法拍卖", "最优渠道 best channel", "主因",
                            "auction_rounds", "channel_rate_annual"}) {
    CHECK_MESSAGE(text.out.find(words) != std::string::npos, words);
  }
  const json sale = data_of(run_program(ask + " --json"))["forced_sale"];
  REQUIRE(sale["channels"].size() == 3);
  double times = 1;
  for (const auto& factor : sale["best"]["times"].items()) times *= factor.value().get<double>();
  std::map<std::string, double> worth;
  for (const json& one : sale["channels"]) {
    worth[one["channel"].get<std::string>()] = one["present_value_yuan"].get<double>();
  }
  const double best = worth.at(sale["best"]["channel"].get<std::string>());
  for (const auto& channel : worth) CHECK(channel.second <= best);
  CHECK(times ==
        doctest::Approx(best / worth.at(sale["best"]["over"].get<std::string>())).epsilon(1e-9));
}

TEST_CASE("program: explain --loan tells its package and its distance to the trigger") {
  const std::string ask = "explain --loan L00000001" + kBook;
  const auto text = run_program(ask);
  for (const char* words :
       {"F183", "F184 组合折扣", "F181", "触发 trigger", "最先 first", "driver_sd"}) {
    CHECK_MESSAGE(text.out.find(words) != std::string::npos, words);
  }
  const json data = data_of(run_program(ask + " --json"));
  const json& distance = data["trigger"]["distance"];
  CHECK(distance["drivers"].size() == 5);
  CHECK(distance["spreads"].size() == 3);
  CHECK(data["trigger"]["restore"]["repay_fen"] == 0);
  double worth = 0;
  for (const json& right : data["package"]["package"]["rights"]) {
    worth += right["worth_yuan"].get<double>();
  }
  CHECK(worth == doctest::Approx(data["package"]["package"]["worth_yuan"].get<double>()));
}

TEST_CASE("program: explain --from --to without a right tells the whole book's change") {
  const Folder folder;
  const std::string span = " --book sample --to 2026-09-30 --from 2026-03-31";
  const auto text = run_program("explain" + span + " --top 3");
  REQUIRE(text.code == 0);
  for (const char* words : {"全账簿价值变动", "期初 at the start", "期末 at the end", "其余"}) {
    CHECK_MESSAGE(text.out.find(words) != std::string::npos, words);
  }
  CHECK(text.err.find("--from-book") != std::string::npos);
  const std::string csv = folder.path() + "/change.csv";
  const json data = data_of(run_program("explain" + span + " --json --csv " + csv));
  std::int64_t sum = 0;
  for (const auto& driver : data["drivers"].items()) sum += driver.value().get<std::int64_t>();
  CHECK(sum == data["after_fen"].get<std::int64_t>() - data["before_fen"].get<std::int64_t>());
  CHECK(data["time_fen"] == sum);
  CHECK(data["added_fen"] == 0);
  std::ifstream file(csv);
  std::string line;
  std::size_t lines = 0;
  while (std::getline(file, line)) ++lines;
  CHECK(lines == data["rights"].size() + 1);
  const auto again = run_program("explain" + span + " --csv " + csv);
  CHECK(again.code == 2);
  CHECK(again.err.find("U-108") != std::string::npos);
}

TEST_CASE("program: explain of a book's change refuses what does not go together") {
  CHECK(run_program("explain --book sample --as-of 2026-09-30").code == 2);
  CHECK(run_program("explain --book sample --from 2026-03-31").code == 2);
  const std::string span = " --book sample --to 2026-09-30 --from 2026-03-31";
  const auto top = run_program("explain --asset A00000001-1 --top 3" + span);
  CHECK(top.code == 2);
  CHECK(top.err.find("--top is of the whole book") != std::string::npos);
  CHECK(run_program("explain --csv x.csv" + kBook + " --asset A00000001-1").code == 2);
  CHECK(run_program("explain --top x" + span).code == 2);
  CHECK(run_program("explain -p zhongshan-fund" + span).code == 2);
  CHECK(run_program("explain --from-scenario nowhere" + span).code == 4);
  CHECK(run_program("explain --from-book nowhere" + span).code == 4);
  CHECK(run_program("explain --book sample --to 2026-03-31 --from 2026-09-30").code == 2);
}

TEST_CASE("program: explain --run tells the loan's part in the run, kept or drawn again") {
  const Folder folder;
  const std::string where = " --json --project " + folder.path();
  const json run = data_of(run_program("run -p zhongshan-fund --paths 200" + kBook + where));
  const std::string ask =
      "explain --loan L00000004 --run " + run["run_id"].get<std::string>() + where;
  const json kept = data_of(run_program(ask));
  CHECK(kept["run"]["run_id"] == run["run_id"]);
  CHECK(kept["payers"]["policy"]["id"] == "zhongshan-fund");  // the run's own
  const std::string loans = run["folder"].get<std::string>() + "/loans.csv";
  std::ifstream file(loans);
  std::string line;
  while (std::getline(file, line) && line.rfind("L00000004,", 0) != 0) continue;
  REQUIRE(line.rfind("L00000004,", 0) == 0);
  const std::string tail = line.substr(line.rfind(',') + 1);
  CHECK(kept["run"]["part_of_expected_shortfall_99_yuan"].get<double>() ==
        doctest::Approx(std::stod(tail)));
  REQUIRE(std::filesystem::remove(loans));
  const json again = data_of(run_program(ask));
  for (const char* figure :
       {"default_frac", "expected_loss_yuan", "part_of_expected_shortfall_99_yuan"}) {
    CHECK(std::abs(again["run"][figure].get<double>() - kept["run"][figure].get<double>()) < 0.01);
  }
  CHECK(again["run"]["default_frac"].get<double>() > 0);
}

TEST_CASE("program: explain --from --to tells why a right's worth changed") {
  const Folder folder;
  std::filesystem::copy(source_root() + "/tests/data/sample-book", folder.path() + "/old");
  const std::string assets = folder.path() + "/old/assets.csv";
  std::ifstream file(assets);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::string sales = ",590110000.00,";  // of A00000001-1
  REQUIRE(text.find(sales) != std::string::npos);
  text.replace(text.find(sales), sales.size(), ",295055000.00,");
  std::ofstream(assets) << text;
  const std::string ask = "explain --asset A00000001-1 --book sample --to 2026-09-30 --from ";
  const std::string old = " --from-book " + folder.path() + "/old";
  // Sales doubled on one day: all of it is revenue's, and what was half is added.
  const auto data = data_of(run_program(ask + "2026-09-30" + old + " --json"));
  REQUIRE(data["parts"].size() == 1);
  CHECK(data["parts"][0]["driver"] == "revenue");
  CHECK(data["parts"][0]["nature"] == "information");
  CHECK(data["parts"][0]["moved"] == json::array({"product_revenue"}));
  CHECK(data["information_fen"] ==
        data["after_fen"].get<std::int64_t>() - data["before_fen"].get<std::int64_t>());
  const auto year = data_of(run_program(ask + "2025-09-30" + old + " --json"));
  CHECK(year["parts"].size() == 2);
  REQUIRE(year["loans"].size() == 1);  // and how far the loan on it is from its ceiling now
  CHECK(year["loans"][0]["loan_id"] == "L00000001");
  CHECK(year["loans"][0]["trigger"]["distance"]["drivers"].size() == 5);
  CHECK(year["time_fen"].get<std::int64_t>() < 0);
  CHECK(year["time_fen"].get<std::int64_t>() + year["information_fen"].get<std::int64_t>() ==
        year["after_fen"].get<std::int64_t>() - year["before_fen"].get<std::int64_t>());
  // Without an earlier book only time passes, and it says so.
  const auto alone = run_program(ask + "2025-09-30");
  CHECK(alone.code == 0);
  CHECK(alone.out.find("时间推移 time") != std::string::npos);
  CHECK(alone.err.find("--from-book") != std::string::npos);
  CHECK(run_program(ask + "2026-10-01").code == 2);
  CHECK(run_program(ask + "2026-13-01").code == 2);
  CHECK(run_program(ask + "2025-09-30 --from-book nowhere").code == 4);
  CHECK(run_program(ask + "2025-09-30 --as-of 2026-09-30").code == 2);
  CHECK(run_program("explain --asset A00000001-1 --from 2025-09-30 --book sample").code == 2);
  CHECK(run_program("explain --asset A00000001-1 --from-book x" + kBook).code == 2);
}

TEST_CASE("program: explain refuses what it cannot tell, and says what to do") {
  const Folder folder;
  const auto loan = run_program("explain --loan L0000001" + kBook);
  CHECK(loan.code == 4);
  CHECK(loan.err.find("L00000001") != std::string::npos);
  const auto asset = run_program("explain --asset A0000001-1" + kBook);
  CHECK(asset.code == 4);
  CHECK(asset.err.find("A00000001-1") != std::string::npos);
  const auto from = run_program("explain --loan L00000001 --from 2026-01-01" + kBook);
  CHECK(from.code == 2);
  CHECK(from.err.find("--from is told of a right: --asset") != std::string::npos);
  CHECK(run_program("explain --asset A00000001-1 --to 2026-12-31" + kBook).code == 2);
  const auto undated = run_program("explain --loan L00000001 --book sample");
  CHECK(undated.code == 2);
  CHECK(undated.err.find("--as-of") != std::string::npos);
  CHECK(run_program("explain" + kBook).code == 2);
  CHECK(run_program("explain --loan L00000001 --asset A00000001-1" + kBook).code == 2);
  CHECK(run_program("explain --loss L1 -p zhongshan").code == 2);
  CHECK(run_program("explain --loan L00000001 -p zhongshan-fun" + kBook).code == 4);
  CHECK(run_program("explain --loan L00000001 -p sba-7a" + kBook).code == 2);
  CHECK(run_program("explain --asset A00000001-1 -p zhongshan" + kBook).code == 2);
  CHECK(run_program("explain --loan L00000001 --run r0 --project " + folder.path()).code == 4);
  const auto both = run_program("explain --loan L00000001 --run r0" + kBook);
  CHECK(both.code == 2);
  CHECK(both.err.find("--book does not go with --run") != std::string::npos);
}
