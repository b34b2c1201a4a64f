// Acceptance: real losses of the SBA to the cent (domain/data.md S1–S6), and the vectors of real
// schemes (domain/policies.md 2D), through the policies that ship.
#include "engine/verbs/share.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <sstream>

#include "tests/support/places.hpp"
#include "tests/support/sba_losses.hpp"

using namespace pledgelab;

namespace {

std::string policy(const std::string& name) {
  return test::source_root() + "/policies/sharing/" + name + ".yaml";
}

struct Shares {
  std::string name;
  std::size_t loans;
  std::size_t losses;
  std::int64_t total_fen;
  std::vector<std::int64_t> parties_fen;
};

void check_shares(const std::string& losses_path, const Shares& expected) {
  CAPTURE(expected.name);
  const auto outcome = share({losses_path, policy(expected.name)});
  REQUIRE_MESSAGE(outcome.ok(), (outcome.ok() ? "" : to_text(outcome.errors().front())));
  CHECK(outcome.value().losses.size() == expected.loans);
  CHECK(outcome.value().losses_count == expected.losses);
  CHECK(outcome.value().loss_fen == expected.total_fen);
  CHECK(outcome.value().undecided_count == 0);
  std::vector<std::int64_t> borne;
  std::int64_t sum = 0;
  for (const ShareTotal& total : outcome.value().totals) {
    borne.push_back(total.borne_fen);
    sum += total.borne_fen;
  }
  CHECK(borne == expected.parties_fen);
  CHECK(sum == expected.total_fen);
  for (const ShareLoss& loss : outcome.value().losses) {
    std::int64_t parts = 0;
    for (const ShareAllocation& allocation : loss.allocations) {
      REQUIRE(allocation.borne_fen >= 0);
      parts += allocation.borne_fen;
    }
    REQUIRE(parts == loss.loss_fen);
  }
}

// One run over a small losses.csv; borne by party.
std::map<std::string, std::int64_t> borne(const test::Folder& folder, const std::string& name,
                                          const std::string& losses, bool net = false) {
  const auto outcome = share({folder.write("losses.csv", losses), policy(name)});
  REQUIRE_MESSAGE(outcome.ok(), (outcome.ok() ? "" : to_text(outcome.errors().front())));
  CHECK(outcome.value().undecided_count == 0);
  std::map<std::string, std::int64_t> parties;
  for (const ShareTotal& total : outcome.value().totals) {
    parties[total.party] = net ? total.net_fen : total.borne_fen;
  }
  return parties;
}

constexpr std::int64_t kWan = 1'000'000;  // fen
using Borne = std::map<std::string, std::int64_t>;

const std::string kHeader =
    "loss_id,loan_id,borrower_id,lender_id,default_date,principal_loss_yuan,interest_loss_yuan,"
    "cost_yuan";

}  // namespace

TEST_CASE("S1: SBA sample, pro rata by loan, half up and half even") {
  const test::Folder folder;
  const std::string path =
      folder.write("losses.csv", test::joined(test::losses_of("sba_loans_sample.csv", "")));
  check_shares(path, {"sba-7a", 14'223, 5'766, 51'469'255'800, {37'205'076'990, 14'264'178'810}});
  check_shares(
      path, {"sba-7a-half-even", 14'223, 5'766, 51'469'255'800, {37'205'076'986, 14'264'178'814}});
}

TEST_CASE("S2: SBA block, all years") {
  const test::Folder folder;
  const std::string path =
      folder.write("losses.csv", test::joined(test::losses_of("sba_loans_block.csv", "")));
  check_shares(path, {"sba-7a", 12'393, 2'011, 13'265'468'600, {9'209'699'678, 4'055'768'922}});
  check_shares(path,
               {"sba-7a-half-even", 12'393, 2'011, 13'265'468'600, {9'209'699'675, 4'055'768'925}});
}

TEST_CASE("S3, S4, S6: SBA block FY2004, caps, layers, 4:3:2:1, any row order") {
  const test::Folder folder;
  std::vector<std::string> lines = test::losses_of("sba_loans_block.csv", "2004");
  const std::vector<Shares> expected = {
      {"sba-7a", 5'547, 1'262, 4'176'916'600, {2'146'965'690, 2'029'950'910}},
      {"sba-7a-half-even", 5'547, 1'262, 4'176'916'600, {2'146'965'690, 2'029'950'910}},
      {"sba-7a-cap-10", 5'547, 1'262, 4'176'916'600, {1'519'681'280, 2'657'235'320}},
      {"sba-7a-cap-5", 5'547, 1'262, 4'176'916'600, {759'840'640, 3'417'075'960}},
      {"sba-7a-layers",
       5'547,
       1'262,
       4'176'916'600,
       {578'814'862, 868'222'293, 1'447'037'155, 1'282'842'290}},
      {"sba-7a-4321",
       5'547,
       1'262,
       4'176'916'600,
       {1'670'766'640, 1'253'074'980, 835'383'320, 417'691'660}},
  };
  for (int order = 0; order < 3; ++order) {
    const std::string path = folder.write("losses.csv", test::joined(lines));
    for (const Shares& shares : expected) check_shares(path, shares);
    std::shuffle(lines.begin(), lines.end(), std::mt19937(static_cast<unsigned>(order)));
  }
}

TEST_CASE("S5: SBA block FY1997, where no cap binds") {
  const test::Folder folder;
  const std::string path =
      folder.write("losses.csv", test::joined(test::losses_of("sba_loans_block.csv", "1997")));
  const std::vector<std::int64_t> pro_rata = {3'816'373'567, 1'457'961'033};
  check_shares(path, {"sba-7a", 5'980, 419, 5'274'334'600, pro_rata});
  check_shares(path, {"sba-7a-cap-10", 5'980, 419, 5'274'334'600, pro_rata});
  check_shares(path, {"sba-7a-cap-5", 5'980, 419, 5'274'334'600, pro_rata});
  check_shares(path,
               {"sba-7a-half-even", 5'980, 419, 5'274'334'600, {3'816'373'564, 1'457'961'036}});
  check_shares(path,
               {"sba-7a-layers", 5'980, 419, 5'274'334'600, {2'523'186'786, 2'751'147'814, 0, 0}});
  check_shares(path, {"sba-7a-4321",
                      5'980,
                      419,
                      5'274'334'600,
                      {2'109'733'840, 1'582'300'380, 1'054'866'920, 527'433'460}});
}

TEST_CASE("V1, V15: Zhongshan, four parties, and the fen that is left") {
  const test::Folder folder;
  const auto zhongshan = [&](const std::string& yuan) {
    return borne(
        folder, "zhongshan",
        kHeader + ",insurer_id,valuer_id\nX1,L1,B1,K1,2024-05-01," + yuan + ",0,0,I1,V1\n");
  };
  CHECK(zhongshan("2400000") == Borne{{"fund", 129'600'000},
                                      {"bank", 62'400'000},
                                      {"insurer", 38'400'000},
                                      {"valuer", 9'600'000}});
  CHECK(zhongshan("0.75") == Borne{{"fund", 41}, {"bank", 19}, {"insurer", 12}, {"valuer", 3}});
  CHECK(zhongshan("0.07") == Borne{{"fund", 4}, {"bank", 2}, {"insurer", 1}, {"valuer", 0}});
}

TEST_CASE("V15: Zhongshan, half even") {
  const test::Folder folder;
  std::ifstream in(policy("zhongshan"));
  std::stringstream text;
  text << in.rdbuf();
  std::string yaml = text.str();
  yaml.replace(yaml.find("half_up"), 7, "half_even");
  const std::string losses = folder.write(
      "losses.csv", kHeader + ",insurer_id,valuer_id\nX1,L1,B1,K1,2024-05-01,0.75,0,0,I1,V1\n");
  const auto outcome = share({losses, folder.write("policy.yaml", yaml)});
  REQUIRE(outcome.ok());
  std::vector<std::int64_t> fen;
  for (const ShareTotal& total : outcome.value().totals) fen.push_back(total.borne_fen);
  CHECK(fen == std::vector<std::int64_t>{40, 20, 12, 3});
}

TEST_CASE("V2: 苏知贷, the cliff at 1,000万 and the interest that stays with the bank") {
  const test::Folder folder;
  const std::string header = kHeader +
                             ",tenor,rate,base_rate,borrower.scheme_balance_yuan\n"
                             "X1,L1,B1,K1,2024-05-01,";
  const std::string terms = ",0,12mo,4%,3.45%,";
  CHECK(borne(folder, "jiangsu", header + "6000000,400000" + terms + "10000000\n") ==
        Borne{{"fund", 480 * kWan}, {"bank", 160 * kWan}});
  CHECK(borne(folder, "jiangsu", header + "6000000,400000" + terms + "12000000\n") ==
        Borne{{"fund", 300 * kWan}, {"bank", 340 * kWan}});
  CHECK(borne(folder, "jiangsu", header + "6000000,400000" + terms + "10000000.01\n") ==
        Borne{{"fund", 300 * kWan}, {"bank", 340 * kWan}});
  CHECK(borne(folder, "jiangsu", header + "6000000,0" + terms + "30000000.01\n") ==
        Borne{{"fund", 0}, {"bank", 600 * kWan}});
}

TEST_CASE("V3: 财金60号, the share by class of enterprise") {
  const test::Folder folder;
  const std::string header =
      kHeader +
      ",guarantor_id,borrower.scheme_balance_yuan,borrower.enterprise_class\n"
      "X1,L1,B1,K1,2025-05-01,10000000,0,0,G1,10000000,";
  CHECK(borne(folder, "caijin60-little-giant", header + "little_giant\n") ==
        Borne{{"bank", 200 * kWan},
              {"national_fund", 400 * kWan},
              {"province", 200 * kWan},
              {"city_guarantor", 200 * kWan}});
  CHECK(borne(folder, "caijin60-little-giant", header + "high_tech\n")["national_fund"] ==
        350 * kWan);
  CHECK(borne(folder, "caijin60-little-giant", header + "tech_sme\n")["city_guarantor"] ==
        300 * kWan);
}

TEST_CASE("V8: COSME, half of each loss, capped on the portfolio") {
  const test::Folder folder;
  const std::string header =
      "loss_id,loan_id,lender_id,default_date,principal_loss_eur,interest_loss_eur,cost_eur,"
      "principal_eur\n";
  const std::string losses =
      header + "X1,L1,K1,2016-05-01,5000000,0,0,20000000\n" +
      "X2,L2,K1,2016-06-01,7000000,0,0,20000000\nX3,L3,K1,2016-07-01,0,0,0,10000000\n";
  CHECK(borne(folder, "cosme", losses) == Borne{{"eif", 500'000'000}, {"bank", 700'000'000}});
  // A loan that was lost twice is lent once: the base stays 50 million.
  const std::string twice =
      header + "X1,L1,K1,2016-05-01,5000000,0,0,20000000\n" +
      "X2,L2,K1,2016-06-01,7000000,0,0,20000000\nX3,L3,K1,2016-07-01,0,0,0,10000000\n" +
      "X4,L1,K1,2017-07-01,0,0,0,20000000\n";
  CHECK(borne(folder, "cosme", twice) == Borne{{"eif", 500'000'000}, {"bank", 700'000'000}});
}

TEST_CASE("V10: Wuhan, only the IP's part of what is left, and only from one half") {
  const test::Folder folder;
  const std::string header = kHeader + ",recovery_yuan,recovery_date,ip_share\n";
  const auto wuhan = [&](const std::string& part) {
    return borne(folder, "wuhan",
                 header + "X1,L1,B1,K1,2024-05-01,8000000,0,0,3000000,2024-04-01," + part + "\n");
  };
  CHECK(wuhan("60%") == Borne{{"fund", 150 * kWan}, {"bank", 350 * kWan}});
  CHECK(wuhan("0.6") == Borne{{"fund", 150 * kWan}, {"bank", 350 * kWan}});
  CHECK(wuhan("50%") == Borne{{"fund", 125 * kWan}, {"bank", 375 * kWan}});
  CHECK(wuhan("45%") == Borne{{"fund", 0}, {"bank", 500 * kWan}});
  const auto explained =
      explain_share({folder.write("losses.csv", header + "X1,L1,B1,K1,2024-05-01,8000000,0,0,"
                                                         "3000000,2024-04-01,60%\n"),
                     policy("wuhan")},
                    "X1");
  REQUIRE(explained.ok());
  REQUIRE(explained.value().steps().size() == 3);
  CHECK(explained.value().loss.netted_fen == 300 * kWan);
  const ShareStepLine& base = explained.value().steps()[1];
  CHECK(base.step == "ip-principal");
  CHECK(base.before_fen == 500 * kWan);
  CHECK(base.after_fen == 300 * kWan);
  CHECK(base.postings == std::vector<std::pair<std::string, std::int64_t>>{{"bank", 200 * kWan}});
}

TEST_CASE("V12: a short fund, first come first served or pro rata, and what waits") {
  const test::Folder folder;
  const auto fund_policy = [&](const std::string& order, const std::string& more) {
    return folder.write(
        "policy.yaml",
        "schema: policy/1\nid: v12\nversion: '1'\nsource: [{title: V12, mark: assumed}]\n"
        "effective: {from: 2020-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
        "year: calendar\nparties:\n  fund: {kind: fund, account: {sources: [{from: city, amount: "
        "1000000yuan, date: 2024-01-01}" +
            more +
            "]}}\n  bank: {kind: bank}\nresidual: bank\n"
            "claim: {trigger: {loan.five_tier: {ge: substandard}}, pay: claim}\nsteps:\n"
            "  - {step: all, quota: {fund: 100%}}\n"
            "  - {step: balance, cap: {party: fund, at: balance, per: [scheme, life], when: "
            "claim, room: paid_less_recovered, short: " +
            order + ", over: queue}}\nrecovery: {costs: first, by: as_borne}\n");
  };
  const auto run = [&](const std::string& order, const std::string& more, const std::string& rows) {
    const auto outcome =
        share({folder.write("losses.csv", kHeader + rows), fund_policy(order, more)});
    REQUIRE_MESSAGE(outcome.ok(), (outcome.ok() ? "" : to_text(outcome.errors().front())));
    return outcome.value();
  };
  const std::string two = "\nL2,A2,B,K,2024-06-01,600000,0,0\nL1,A1,B,K,2024-06-01,800000,0,0\n";
  const ShareOutcome fifo = run("fifo", "", two);
  CHECK(fifo.losses[0].queued_fen == 40'000'000);
  CHECK(fifo.losses[1].queued_fen == 0);
  CHECK(fifo.losses[0].allocations[0].borne_fen == 20'000'000);
  CHECK(fifo.losses[1].allocations[0].borne_fen == 80'000'000);
  CHECK(fifo.losses[0].allocations[1].party == "bank");
  CHECK(fifo.losses[0].allocations[1].borne_fen == 40'000'000);
  const ShareOutcome pro_rata = run("pro_rata", "", two);
  CHECK(pro_rata.losses[1].allocations[0].borne_fen == 57'142'857);
  CHECK(pro_rata.losses[0].allocations[0].borne_fen == 42'857'143);
  CHECK(pro_rata.losses[1].queued_fen == 22'857'143);
  CHECK(pro_rata.losses[0].queued_fen == 17'142'857);
  CHECK(pro_rata.fund.back().balance_fen == 0);

  SUBCASE("the queue is paid when money comes in") {
    const ShareOutcome later =
        run("fifo", ", {from: city, amount: 250000yuan, date: 2025-01-01}", two);
    CHECK(later.losses[0].queued_fen == 15'000'000);
    CHECK(later.losses[0].allocations[0].borne_fen == 45'000'000);
    CHECK(later.fund.back().balance_fen == 0);
    CHECK(to_iso(later.fund.back().date) == "2025-01-01");
  }
}

TEST_CASE("V14: a later recovery, as borne and by recompute, with and without a cap per loss") {
  const test::Folder folder;
  const auto run = [&](const std::string& by, const std::string& cap) {
    const std::string yaml =
        "schema: policy/1\nid: v14\nversion: '1'\nsource: [{title: V14, mark: assumed}]\n"
        "effective: {from: 2020-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
        "year: calendar\nparties: {fund: {kind: fund}, bank: {kind: bank}}\nresidual: bank\n"
        "claim: {trigger: {loan.five_tier: {ge: substandard}}, pay: claim}\nsteps:\n"
        "  - {step: base, base: {of: [principal], net: true}}\n"
        "  - {step: share, quota: {fund: 60%, bank: rest}}\n" +
        cap + "recovery: {costs: first, by: " + by + "}\n";
    const auto outcome =
        share({folder.write("losses.csv",
                            kHeader + ",recovery_yuan,recovery_date\n"
                                      "X1,L1,B,K,2024-06-01,10000000,0,0,4000000,2025-02-01\n"),
               folder.write("policy.yaml", yaml)});
    REQUIRE_MESSAGE(outcome.ok(), (outcome.ok() ? "" : to_text(outcome.errors().front())));
    return Borne{{"fund", outcome.value().totals[0].net_fen},
                 {"bank", outcome.value().totals[1].net_fen}};
  };
  const std::string cap =
      "  - {step: cap, cap: {party: fund, at: 300wan, per: loss, room: paid, over: bank}}\n";
  const Borne plain{{"fund", 360 * kWan}, {"bank", 240 * kWan}};
  CHECK(run("as_borne", "") == plain);
  CHECK(run("recompute", "") == plain);
  CHECK(run("as_borne", cap) == Borne{{"fund", 180 * kWan}, {"bank", 420 * kWan}});
  CHECK(run("recompute", cap) == Borne{{"fund", 300 * kWan}, {"bank", 300 * kWan}});
}

TEST_CASE("share: a missing fact leaves the loss unpaid and listed, never false") {
  const test::Folder folder;
  const auto outcome =
      share({folder.write("losses.csv",
                          kHeader + ",tenor,rate,base_rate,borrower.scheme_balance_yuan\n"
                                    "X1,L1,B1,K1,2024-05-01,6000000,0,0,12mo,4%,4%,\n"
                                    "X2,L2,B1,K1,2024-05-01,1000000,0,0,12mo,4%,4%,5000000\n"),
             policy("jiangsu")});
  REQUIRE(outcome.ok());
  CHECK(outcome.value().undecided_count == 1);
  CHECK(outcome.value().undecided_fen == 600 * kWan);
  CHECK(outcome.value().loss_fen == 100 * kWan);
  CHECK(outcome.value().losses[0].standing == "undecided");
  CHECK(outcome.value().losses[0].allocations.empty());
}

TEST_CASE("share: an absent role with a share leaves the loss undecided") {
  const test::Folder folder;
  const auto outcome =
      share({folder.write("losses.csv", kHeader + ",insurer_id,valuer_id\n"
                                                  "X1,L1,B1,K1,2024-05-01,1000,0,0,,V1\n"
                                                  "X2,L2,B1,K1,2024-05-01,1000,0,0,I1,V1\n"),
             policy("zhongshan")});
  REQUIRE(outcome.ok());
  CHECK(outcome.value().losses[0].standing == "undecided");
  CHECK(outcome.value().losses[1].standing == "shared");
}

TEST_CASE("share: a cell of words in a column of days is refused, not taken as met") {
  const test::Folder folder;
  const auto days = [&](const std::string& cell) {
    const auto outcome =
        share({folder.write("losses.csv", kHeader + ",days_past_due\nA1,L1,B,K,2024-05-01,1,0,0," +
                                              cell + "\nA2,L2,B,K,2024-05-01,1,0,0,20\n"),
               policy("zhuhai")});
    return outcome.ok() ? std::string("ok") : outcome.errors().front().message;
  };
  CHECK(days("120") == "ok");
  for (const std::string cell : {"many", "60d", "-", "n/a"}) {
    CHECK(days(cell).find("'loan.days_past_due' is text") != std::string::npos);
  }
}

TEST_CASE("share: faults of the losses file, with places") {
  const test::Folder folder;
  const auto code = [&](const std::string& text, const std::string& name = "bank-only") {
    const auto outcome = share({folder.write("losses.csv", text), policy(name)});
    if (outcome.ok()) return std::string("ok");
    const Error& error = outcome.errors().front();
    return error.code + " " + std::to_string(error.origin.line) + ":" +
           std::to_string(error.origin.column);
  };
  CHECK(code(kHeader + "\nX,L,B,K,2024-01-01,1,0,0\n") == "ok");
  CHECK(code("loss_id,loan_id,principal_loss_yuan\nX,L,1\n") == "P-154 1:0");
  const std::string four = "loss_id,loan_id,default_date,principal_loss_yuan";
  CHECK(code(four + ",interest_yuan\nX,L,2024-01-01,1,1\n") == "P-154 1:50");
  CHECK(code(four + ",costs_yuan\nX,L,2024-01-01,1,1\n") == "P-154 1:50");
  CHECK(code(four + ",recovered_yuan\nX,L,2024-01-01,1,1\n") == "P-154 1:50");
  CHECK(code(four + ",loan.interest_yuan\nX,L,2024-01-01,1,1\n") == "ok");
  CHECK(code(kHeader + "\nX,L,B,K,2024-01-01,-1,0,0\n") == "P-155 2:20");
  CHECK(code(kHeader + "\nX,L,B,K,2024-02-30,1,0,0\n") == "P-155 2:9");
  CHECK(code(kHeader + "\nX,L,B,K,2024-01-01,,0,0\n") == "P-155 2:20");
  CHECK(code(kHeader + "\nX,L,B,K,2024-01-01,1.234,0,0\n") == "P-151 2:20");
  CHECK(code(kHeader + "\nX,L,B,K,2024-01-01,1,0,0\nX,L,B,K,2024-01-01,1,0,0\n") == "P-156 3:1");
  CHECK(code("loss_id,loan_id,default_date,principal_loss_usd\nX,L,2024-01-01,1\n") ==
        "P-152 1:30");
  CHECK(code(kHeader + ",recovery_yuan\nX,L,B,K,2024-01-01,1,0,0,2\n") == "P-155 2:26");
  CHECK(code(kHeader + ",recovery_yuan\nX,L,B,K,2024-01-01,1,0,0,1\n") == "P-155 2:26");
  CHECK(code(kHeader + "\nX,L,B,K,2024-01-01,1,0,0\n", "jiangsu") == "P-107 21:55");
}
