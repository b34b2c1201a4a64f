// Bands of a ratio, limits of a close and of a claim that are parts of a party's measure: the
// vectors V4 to V7 and V16 of the schemes, and what stands between them.
#include <doctest/doctest.h>

#include "tests/models/sharing/watched_scheme.hpp"

using namespace pledgelab;

namespace {

constexpr std::int64_t kWan = 1'000'000;  // fen

const std::string kNpl =
    "npl: {top: npl_balance, bottom: loan_balance, loans: scheme, per: lender, at: year_end}";
const std::string kTop = "loss_id,loan_id,lender_id,default_date,principal_loss_yuan";

bool has(const std::string& text, const std::string& part) {
  const bool found = text.find(part) != std::string::npos;
  if (!found) MESSAGE(text);
  return found;
}

// NPL and book at the end of 2011, in 万元.
std::string year_end(int npl, int book, const std::string& day = "2011-12-31") {
  return periods_text("B1,x,," + day + ",,npl_balance," + std::to_string(npl) + "0000\nB1,x,," +
                      day + ",,loan_balance," + std::to_string(book) + "0000\n");
}

std::string band_policy(const std::string& band, const std::string& share,
                        const std::string& cap = {}) {
  return policy_text({"  - {step: band, band: {ratio: npl, " + band +
                          ", when: close}}\n  - {step: share, quota: {fund: " + share +
                          ", bank: rest}}\n" + cap,
                      kNpl});
}

// Government and bank of one loss, in 万元.
std::pair<std::int64_t, std::int64_t> shared(const std::string& policy, int loss, int npl,
                                             int book) {
  const WatchedScheme scheme =
      run_watched(policy, kTop + "\nA,L1,B1,2011-06-30," + std::to_string(loss) + "0000\n",
                  year_end(npl, book));
  return {scheme.bill("A", "fund") / kWan, scheme.bill("A", "bank") / kWan};
}

using Pair = std::pair<std::int64_t, std::int64_t>;

}  // namespace

TEST_CASE("V4: the band of 3 % to 5 % of a bank's NPL rate, half of it the government's") {
  const std::string policy = band_policy("above: 3%, upto: 5%", "50%");
  // 2,100 × (4,200 − 3,000) ÷ 4,200 = 600; half of it.
  CHECK(shared(policy, 2'100, 4'200, 100'000) == Pair{300, 1'800});
  // 3,000 × (5,000 − 3,000) ÷ 6,000 = 1,000; half of it.
  CHECK(shared(policy, 3'000, 6'000, 100'000) == Pair{500, 2'500});
  // Exactly 3 %: nothing lies above it.
  CHECK(shared(policy, 1'500, 3'000, 100'000) == Pair{0, 1'500});
  CHECK(shared(policy, 1'500, 2'000, 100'000) == Pair{0, 1'500});
  // Exactly 5 %: all of the band. 2,500 × 2,000 ÷ 5,000 = 1,000.
  CHECK(shared(policy, 2'500, 5'000, 100'000) == Pair{500, 2'000});
}

TEST_CASE("V5: a band from 1 %, 30 % of it, at most 1,000wan a bank and year") {
  const std::string policy = band_policy(
      "above: 1%, upto: 3%", "30%",
      "  - {step: most, cap: {party: fund, at: 1000wan, per: [lender, year], when: close, room: "
      "paid, over: bank}}\n");
  // 2,880 × (4,800 − 2,000) ÷ 4,800 = 1,680; 30 % of it.
  CHECK(shared(policy, 2'880, 4'800, 200'000) == Pair{504, 2'376});
  // 8,640 × (14,400 − 6,000) ÷ 14,400 = 5,040; 30 % is 1,512, capped.
  CHECK(shared(policy, 8'640, 14'400, 600'000) == Pair{1'000, 7'640});
}

TEST_CASE("V16: a year's losses of the band are rounded as one sum") {
  std::string losses = kTop + "\n";
  const char* const kFen[] = {"97", "98", "99", "00", "01", "02", "03"};
  for (int i = 0; i < 7; ++i) {
    losses += std::string(1, static_cast<char>('A' + i)) + ",L" + std::to_string(i) + ",B1,2011-0" +
              std::to_string(i + 1) + "-15," + (i < 3 ? "2999999." : "3000000.") + kFen[i] + "\n";
  }
  const WatchedScheme scheme =
      run_watched(band_policy("above: 3%, upto: 5%", "50%"), losses, year_end(4'200, 100'000));
  CHECK(scheme.borne("fund") == 300'000'000);
  CHECK(scheme.borne("bank") == 1'800'000'000);
  // Loss by loss: 299,999,997 × 2/7 = 85,714,284.857 → 85,714,285, half up 42,857,143.
  CHECK(scheme.bill("A", "fund") == 42'857'143);
}

TEST_CASE("band: each lender by its own ratio, each year by its own closing day") {
  const std::string policy = band_policy("above: 3%, upto: 5%", "100%");
  const std::string rows =
      "B1,x,,2011-12-31,,npl_balance,42\nB1,x,,2011-12-31,,loan_balance,1000\n"
      "B2,x,,2011-12-31,,npl_balance,60\nB2,x,,2011-12-31,,loan_balance,1000\n"
      "B1,x,,2012-12-31,,npl_balance,30\nB1,x,,2012-12-31,,loan_balance,1000\n"
      // Not the end of a year, and another choice of loans: nothing closes on them.
      "B1,x,,2011-12-30,,npl_balance,50\nB1,x,,2011-12-30,,loan_balance,1000\n"
      "B1,,,2011-12-31,,npl_balance,50\nB1,,,2011-12-31,,loan_balance,1000\n";
  const WatchedScheme scheme = run_watched(policy,
                                           kTop +
                                               "\nA,L1,B1,2011-12-31,21\nB,L2,B2,2011-01-01,30\n"
                                               "C,L3,B1,2012-01-01,15\nD,L4,B1,2013-01-01,15\n",
                                           periods_text(rows));
  CHECK(scheme.bill("A", "fund") == 600);
  CHECK(scheme.bill("B", "fund") == 1'000);
  CHECK(scheme.bill("C", "fund") == 0);
  CHECK(scheme.clauses("C", "bank") == "band");
  // No closing day in 2013: the loss cannot be decided.
  CHECK(scheme.outcome("D").standing == LossStanding::undecided);
  CHECK(has(scheme.outcome("D").reason.en, "step 'band' is undecided: the ratio it asks for"));
  CHECK(scheme.result.undecided_fen == 1'500);
}

TEST_CASE("band: a ratio without a top, or over nothing, has no value") {
  const auto standing = [](const std::string& rows) {
    return run_watched(band_policy("above: 3%, upto: 5%", "100%"),
                       kTop + "\nA,L1,B1,2011-12-31,21\n", periods_text(rows))
        .outcome("A")
        .standing;
  };
  CHECK(standing("B1,x,,2011-12-31,,loan_balance,1000\n") == LossStanding::undecided);
  CHECK(standing("B1,x,,2011-12-31,,npl_balance,42\n") == LossStanding::undecided);
  CHECK(standing("B1,x,,2011-12-31,,npl_balance,42\nB1,x,,2011-12-31,,loan_balance,0\n") ==
        LossStanding::undecided);
  CHECK(standing("B1,x,,2011-12-31,,npl_balance,42\nB1,x,,2011-12-31,,loan_balance,1\n") ==
        LossStanding::shared);
}

namespace {

// Sketch 3 of the language: stop-loss on the insurer's year, a budget, and a breaker.
const std::string kYunnan = R"(schema: policy/1
id: yunnan-2014
version: 2014-1
source: [{title: 云南省贷款保证保险试点, mark: found}]
effective: {from: 2014-01-01, by: default}
money: {currency: CNY, round: half_up}
year: calendar
parties:
  insurer: {kind: insurer, firm: loan.insurer_id}
  treasury: {kind: treasury}
  bank: {kind: bank}
residual: bank
ratios:
  loss_ratio: {top: gross.insurer, bottom: premium_earned, loans: scheme, per: insurer, at: running}
  overdue: {top: overdue_balance, bottom: loan_balance, loans: scheme, per: insurer, at: month_end}
claim: {trigger: {loan.dpd: {gt: 90}}, pay: claim}
steps:
  - step: price
    gate:
      require:
        all:
          - {loan.rate: {le: {rate: 130%, of: loan.base_rate}}}
          - {loan.premium_rate: {le: 2.7%}}
  - step: size
    gate:
      require:
        borrower.scheme_balance_yuan:
          le: {tier: borrower.kind, rows: [{in: [farmer], is: 50wan}, {else: 300wan}]}
  - {step: principal, base: {of: [principal], net: true}}
  - {step: share, quota: {bank: 30%, insurer: 70%}}
  - step: stop-loss
    cede:
      party: insurer
      above: {rate: 120%, of: insurer.premium_earned}
      per: [insurer, year]
      when: close
      to: {treasury: 80%, insurer: rest}
  - step: budget
    cap:
      {party: treasury, at: 3000wan, per: [scheme, year], when: close, room: paid, over: insurer}
breakers:
  - id: stop
    any:
      - {watch: loss_ratio, trip: {ge: 120%}, resume: {lt: 120%}}
      - {watch: overdue, trip: {ge: 10%}, resume: {lt: 10%}}
    does: stop_new
    off_at_least: 0d
recovery: {costs: first, by: recompute}
)";

const std::string kYunnanTop =
    "loss_id,loan_id,insurer_id,default_date,principal_loss_yuan,origination_date,dpd,rate,"
    "base_rate,premium_rate,borrower.scheme_balance_yuan,borrower.kind\n";

std::string yunnan_loss(const std::string& id, const std::string& insurer, const std::string& day,
                        const std::string& loss, const std::string& originated = "2014-01-02") {
  return id + "," + id + "," + insurer + "," + day + "," + loss + "," + originated +
         ",91,5%,4.35%,2.5%,1000000,firm\n";
}

}  // namespace

TEST_CASE("V6: the treasury takes 80 % of what lies above 120 % of the premium earned") {
  const WatchedScheme scheme =
      run_watched(kYunnan, kYunnanTop + yunnan_loss("A", "I1", "2014-06-30", "5000000"),
                  periods_text("I1,yunnan-2014,2014-01-01,2014-03-31,,premium_earned,2700000\n"));
  CHECK(scheme.bill("A", "bank") == 150 * kWan);
  CHECK(scheme.bill("A", "treasury") == 208 * kWan / 10);
  CHECK(scheme.bill("A", "insurer") == 3'292 * kWan / 10);
  // 350 ÷ 270, before the treasury; it stops new loans from the next day on.
  CHECK(scheme.changes() == std::vector<std::string>{"stop insurer I1 2014-06-30 on 129.63 %"});
}

TEST_CASE("V6b: the budget leaves the rest with the insurer") {
  const WatchedScheme scheme =
      run_watched(kYunnan, kYunnanTop + yunnan_loss("A", "I1", "2014-06-30", "100000000"),
                  periods_text("I1,yunnan-2014,2014-01-01,2014-03-31,,premium_earned,27000000\n"));
  CHECK(scheme.bill("A", "bank") == 3'000 * kWan);
  CHECK(scheme.bill("A", "insurer") == 4'000 * kWan);
  CHECK(scheme.bill("A", "treasury") == 3'000 * kWan);
}

TEST_CASE("Yunnan: the premium of the whole year at its close, each insurer for itself") {
  const std::string losses = kYunnanTop + yunnan_loss("A", "I1", "2014-02-01", "1000") +
                             yunnan_loss("B", "I2", "2014-02-01", "1000") +
                             yunnan_loss("C", "I1", "2015-02-01", "1000");
  const WatchedScheme scheme =
      run_watched(kYunnan, losses,
                  periods_text("I1,yunnan-2014,2014-01-01,2014-06-30,,premium_earned,200\n"
                               "I1,yunnan-2014,2014-07-01,2014-12-31,,premium_earned,300\n"
                               "I2,yunnan-2014,2014-01-01,2014-12-31,,premium_earned,600\n"
                               "I1,yunnan-2014,2015-01-01,2015-12-31,,premium_earned,100\n"));
  // I1: 700 − 120 % of 500 = 100, of which 80 %; I2: 700 below 720; in 2015: 700 − 120 = 580.
  CHECK(scheme.bill("A", "treasury") == 8'000);
  CHECK(scheme.bill("B", "treasury") == 0);
  CHECK(scheme.bill("C", "treasury") == 46'400);
  // 700 ÷ 200 on the last day of June, when the first premium is known; I2: 116.67 % at no time
  // reaches 120 %. Without an overdue rate the breaker never sees all its watches resume.
  CHECK(scheme.changes() == std::vector<std::string>{"stop insurer I1 2014-06-30 on 350.00 %"});
}

TEST_CASE("Yunnan: loans originated while the breaker stops new ones have no cover") {
  std::string losses = kYunnanTop + yunnan_loss("A", "I1", "2014-06-30", "5000000");
  losses += yunnan_loss("B", "I1", "2014-12-01", "1000", "2014-06-30");
  losses += yunnan_loss("C", "I1", "2014-12-01", "1000", "2014-07-01");
  losses += yunnan_loss("D", "I2", "2014-12-01", "1000", "2014-07-01");
  losses += yunnan_loss("E", "I1", "2014-12-01", "1000", "2014-09-30");
  losses += yunnan_loss("F", "I1", "2014-12-01", "1000", "2014-10-01");
  losses += yunnan_loss("G", "I1", "2014-12-01", "1000", "");
  const std::string rows =
      "I1,yunnan-2014,2014-01-01,2014-03-31,,premium_earned,2700000\n"
      "I1,yunnan-2014,2014-04-01,2014-09-30,,premium_earned,2700000\n"
      "I1,yunnan-2014,,2014-09-30,,overdue_balance,9\n"
      "I1,yunnan-2014,,2014-09-30,,loan_balance,100\n"
      "I2,yunnan-2014,2014-01-01,2014-12-31,,premium_earned,1\n";
  const WatchedScheme scheme = run_watched(kYunnan, losses, periods_text(rows));
  CHECK(scheme.bill("B", "bank") == 30'000);  // the day on which it trips: still covered
  CHECK(scheme.bill("C", "bank") == 100'000);
  CHECK(scheme.clauses("C", "bank") == "stop");
  CHECK(has(scheme.outcome("C").reason.en, "while breaker 'stop' stopped new loans"));
  CHECK(scheme.outcome("C").standing == LossStanding::not_eligible);
  CHECK(scheme.bill("D", "bank") == 30'000);   // another insurer
  CHECK(scheme.bill("E", "bank") == 100'000);  // the day on which it resumes: still stopped
  CHECK(scheme.bill("F", "bank") == 30'000);
  CHECK(scheme.outcome("G").standing == LossStanding::undecided);
  CHECK(has(scheme.outcome("G").reason.en, "'stop'"));
  REQUIRE(scheme.changes().size() >= 2);
  CHECK(scheme.changes()[0] == "stop insurer I1 2014-06-30 on 129.63 %");
  // 350 ÷ 540 and 9 ÷ 100: both watches hold their resume.
  CHECK(scheme.changes()[1] == "stop insurer I1 2014-09-30 off 64.81 %");
}

namespace {

const std::string kEfg = R"(schema: policy/1
id: uk-efg
version: '1'
source: [{title: Enterprise Finance Guarantee, mark: found}]
effective: {from: 2009-01-01, by: origination}
money: {currency: GBP, round: half_up}
year: {from: 04-01}
parties: {gov: {kind: treasury}, bank: {kind: bank}}
residual: bank
claim: {trigger: {loan.accelerated: {eq: true}}, pay: claim}
steps:
  - step: who
    gate:
      require:
        all:
          - {borrower.revenue_gbp: {le: 41000000gbp}}
          - {loan.amount_gbp: {ge: 1000gbp, le: 1200000gbp}}
  - {step: principal, base: {of: [principal], net: true}}
  - {step: share, quota: {gov: 75%, bank: rest}}
  - step: claim-cap
    if: {lender.small: {eq: false}}
    cap:
      party: gov
      at: {rate: 9.75%, of: lender.lent}
      per: [lender, cohort]
      when: claim
      room: paid_less_recovered
      over: bank
  - step: claim-cap-small
    if: {lender.small: {eq: true}}
    cap:
      party: gov
      at: {tranche: lender.lent, rows: [{upto: 1000000gbp, rate: 15%}, {else: 9.75%}]}
      per: [lender, cohort]
      when: claim
      room: paid_less_recovered
      over: bank
recovery: {costs: first, by: as_borne}
)";

const std::string kEfgTop =
    "loss_id,loan_id,lender_id,default_date,principal_loss_gbp,origination_date,accelerated,"
    "lender.small,borrower.revenue_gbp,loan.amount_gbp,recovery_gbp,recovery_date\n";

std::string efg_loss(const std::string& id, const std::string& day, const std::string& loss,
                     const std::string& originated, const std::string& small = "false",
                     const std::string& back = ",") {
  return id + "," + id + ",L1," + day + "," + loss + "," + originated + ",true," + small +
         ",1000000,1000000," + back + "\n";
}

const std::string kLent =
    periods_text("L1,uk-efg,2010-04-01,2011-03-31,2010,lent,10000000\n", "gbp");

}  // namespace

TEST_CASE("V7: the claim cap on what the lender lent in the cohort, plain and small") {
  const auto gov = [](const std::string& small) {
    return run_watched(kEfg, kEfgTop + efg_loss("A", "2012-05-01", "2000000", "2010-06-01", small),
                       kLent)
        .bill("A", "gov");
  };
  // 75 % of 2.0m is 1.5m; 9.75 % of 10m; 15 % of the first 1m and 9.75 % of the other 9m.
  CHECK(gov("false") == 97'500'000);
  CHECK(gov("true") == 102'750'000);
}

TEST_CASE("EFG: the cohort is the policy year of the origination, lent up to the pay date") {
  const std::string rows =
      "L1,uk-efg,2010-04-01,2010-09-30,2010,lent,4000\nL1,uk-efg,2010-10-01,2011-03-31,2010,lent,"
      "6000\nL1,uk-efg,2011-04-01,2012-03-31,2011,lent,1000\n";
  const std::string losses = kEfgTop + efg_loss("A", "2010-09-30", "2000", "2010-05-01") +
                             efg_loss("B", "2011-03-31", "2000", "2011-03-31") +
                             efg_loss("C", "2012-03-31", "2000", "2011-04-01") +
                             efg_loss("D", "2010-09-29", "2000", "2010-05-01");
  const WatchedScheme scheme = run_watched(kEfg, losses, periods_text(rows, "gbp"));
  CHECK(scheme.bill("A", "gov") == 39'000);           // 9.75 % of 4,000
  CHECK(scheme.bill("B", "gov") == 97'500 - 39'000);  // of 10,000, less what is let through
  CHECK(scheme.bill("C", "gov") == 9'750);            // another cohort
  // The day before the first half-year ends nothing is known to be lent.
  CHECK(scheme.outcome("D").standing == LossStanding::undecided);
  CHECK(has(scheme.outcome("D").reason.en, "no row of the periods file"));
}

TEST_CASE("EFG: what the government gets back makes room again") {
  const std::string losses =
      kEfgTop + efg_loss("A", "2012-05-01", "2000000", "2010-06-01", "false", "400000,2012-06-01") +
      efg_loss("B", "2012-07-01", "1000000", "2010-06-01");
  const WatchedScheme scheme = run_watched(kEfg, losses, kLent);
  CHECK(scheme.bill("A", "gov") == 97'500'000);
  // 400,000 × 0.975 ÷ 2 = 195,000 back, and as much room for the next.
  CHECK(scheme.recovered("A", "gov") == 19'500'000);
  CHECK(scheme.bill("B", "gov") == 19'500'000);
}

TEST_CASE("limits of a close: a measure of the unit's own firm, or the column that stands for it") {
  const auto policy = [](const std::string& at, const std::string& per) {
    return policy_text(
        {"  - {step: share, quota: {fund: 100%}}\n  - {step: most, cap: {party: "
         "fund, at: {rate: 10%, of: " +
         at + "}, per: [" + per + "], when: close, room: paid, over: bank}}\n"});
  };
  const std::string losses =
      kTop + "\nA,L1,B1,2011-01-10,100\nB,L2,B1,2011-12-31,100\nC,L3,B2,2011-06-30,100\n";
  const std::string rows =
      "B1,x,2011-01-01,2011-06-30,,lent,300\nB1,x,2011-07-01,2011-12-31,,lent,700\n"
      "B2,x,2011-01-01,2011-12-31,,lent,200\n,x,2011-01-01,2011-12-31,,lent,500\n";
  const WatchedScheme own =
      run_watched(policy("lender.lent", "lender, year"), losses, periods_text(rows));
  CHECK(own.bill("A", "fund") == 5'000);  // half of 10 % of 1,000
  CHECK(own.bill("B", "fund") == 5'000);
  CHECK(own.bill("C", "fund") == 2'000);
  // A party without a firm stands for the whole scheme.
  const WatchedScheme whole =
      run_watched(policy("fund.lent", "scheme, year"), losses, periods_text(rows));
  CHECK(whole.borne("fund") == 5'000);
  // A column of that name wins; where its rows differ within the unit nothing is decided.
  const auto column = [&](const std::string& second) {
    return run_watched(policy("lender.lent", "lender, year"),
                       kTop +
                           ",lender.lent_yuan\nA,L1,B1,2011-01-10,100,400\nB,L2,B1,2011-12-31,"
                           "100," +
                           second + "\n",
                       "");
  };
  CHECK(column("400").borne("fund") == 4'000);
  CHECK(column("401").outcome("A").standing == LossStanding::undecided);
  CHECK(has(column("401").outcome("A").reason.en, "differs within the unit"));
  const WatchedScheme nobody = run_watched(
      policy_text(
          {"  - {step: share, quota: {fund: 100%}}\n  - {step: most, cap: {party: fund, at: "
           "{rate: 10%, of: lender.lent}, per: loss, room: paid, over: bank}}\n"}),
      kTop + "\nA,L1,,2011-01-10,100\n", periods_text(rows));
  CHECK(nobody.outcome("A").reason.en == "step 'most' is undecided: loan.lender_id is empty");
  // What one loss of the unit lacks is told of that loss, to both.
  CHECK(column("").outcome("A").reason.en ==
        "step 'most' is undecided: loss 'B' of the same unit: lender.lent_yuan is empty");
  CHECK(column("").outcome("B").reason.en == "step 'most' is undecided: lender.lent_yuan is empty");
}

TEST_CASE("ratio as a fact: its value on the last closing day before the pay date") {
  const std::string policy = policy_text(
      {"  - {step: sound, gate: {require: {ratio.npl: {le: 5%}}}}\n  - {step: share, quota: {fund: "
       "100%}}\n",
       "npl: {top: npl_balance, bottom: loan_balance, loans: all, per: lender, at: quarter_end}"});
  const std::string rows =
      "B1,,,2011-03-31,,npl_balance,5\nB1,,,2011-03-31,,loan_balance,100\n"
      "B1,,,2011-05-31,,npl_balance,4\nB1,,,2011-05-31,,loan_balance,100\n"
      "B1,,,2011-06-30,,npl_balance,6\nB1,,,2011-06-30,,loan_balance,100\n"
      "B1,,,2011-09-30,,npl_balance,1\n";
  const std::string losses =
      kTop +
      "\nA,L1,B1,2011-03-31,1\nB,L2,B1,2011-04-01,1\nC,L3,B1,2011-06-30,1\nD,L4,B1,2011-07-01,1\n"
      "E,L5,B1,2011-10-01,1\nF,L6,,2011-04-01,1\n";
  const WatchedScheme scheme = run_watched(policy, losses, periods_text(rows));
  CHECK(scheme.outcome("A").standing == LossStanding::undecided);  // none yet
  CHECK(scheme.bill("B", "fund") == 100);
  CHECK(scheme.bill("C", "fund") == 100);  // 6 % is of the pay date itself: not before it
  CHECK(scheme.bill("D", "fund") == 0);
  CHECK(scheme.outcome("D").reason.en == "gate 'sound' is not met");
  CHECK(scheme.outcome("E").standing == LossStanding::undecided);  // undefined
  CHECK(scheme.outcome("F").standing == LossStanding::undecided);  // no lender
}

TEST_CASE("periods: what a policy asks of them is told when they are missing, or not asked") {
  const std::string losses = kTop + "\nA,L1,B1,2011-06-30,1\n";
  const std::string band = band_policy("above: 3%, upto: 5%", "50%");
  CHECK(has(compile_faults(band, losses, ""),
            "P-165 ratio 'npl' (npl_balance ÷ loan_balance) needs"));
  CHECK(has(compile_faults(band, losses, ""), "--periods FILE"));
  CHECK(compile_faults(band, losses, "", true) == "ok");
  const auto cap = [](const std::string& fact) {
    return policy_text(
        {"  - {step: share, quota: {fund: 100%}}\n  - {step: most, cap: {party: "
         "fund, at: {rate: 10%, of: " +
         fact + "}, per: loss, room: paid, over: bank}}\n"});
  };
  CHECK(has(compile_faults(cap("lender.lent"), losses, ""), "P-165 the fact 'lender.lent' needs"));
  CHECK(has(compile_faults(cap("lender.lent"), losses, "", true),
            "P-102 the measure 'lender.lent' on simulated paths"));
  const std::string near = compile_faults(cap("lender.lnet"), losses, periods_text(""));
  CHECK(has(near, "P-107 no input feeds the fact 'lender.lnet' | did you mean 'lender.lent'?"));
  const WatchedScheme none =
      run_watched(policy_text({"  - {step: share, quota: {fund: 100%}}\n"}), losses,
                  periods_text("B1,x,2011-01-01,2011-06-30,,lent,1\n"));
  CHECK(has(none.program.notes.back(), "periods.csv is not used"));
  const WatchedScheme rows = run_watched(
      cap("lender.lent"), losses,
      periods_text("B1,x,2011-01-01,2011-06-30,,lent,1\nB9,x,2011-01-01,2011-06-30,,lent,1\n"));
  CHECK(has(rows.program.notes.back(), "1 row of periods.csv no ratio, breaker or limit asks"));
  CHECK(has(rows.program.notes.back(), "line 3"));
}

TEST_CASE("charges ask no ratio and no measure") {
  const std::string policy = policy_text(
      {"  - {step: share, quota: {fund: 100%}}\ncharges:\n  - {id: fee, kind: fee, amount: "
       "{rate: 1%, of: lender.lent}, payer: bank, payee: fund, every: once}\n"});
  const std::string losses = kTop + ",origination_date\nA,L1,B1,2011-06-30,1,2011-01-01\n";
  const std::string rows = "B1,x,2011-01-01,2011-06-30,,lent,1\n";
  CHECK(has(compile_faults(policy, losses, periods_text(rows)),
            "P-102 a ratio or a measure in charge 'fee'"));
  CHECK(has(compile_faults(policy, losses, ""), "P-165 the fact 'lender.lent'"));
}
