// Breakers day by day: what trips and resumes them, whom they bind and from when, and the claims
// that they hold (V13, the fuse of Hubei).
#include <doctest/doctest.h>

#include "tests/models/sharing/watched_scheme.hpp"

using namespace pledgelab;

namespace {

using Lines = std::vector<std::string>;

const std::string kMonthly =
    "npl: {top: npl_balance, bottom: loan_balance, loans: scheme, per: lender, at: month_end}";
const std::string kShare = "  - {step: share, quota: {fund: 60%, bank: rest}}\n";
const std::string kLoss = "loss_id,loan_id,lender_id,default_date,principal_loss_yuan";

bool has(const std::string& text, const std::string& part) {
  const bool found = text.find(part) != std::string::npos;
  if (!found) MESSAGE(text);
  return found;
}

// The NPL rate of a lender in percent on a day.
std::string npl(const std::string& day, const std::string& percent,
                const std::string& lender = "B1") {
  return lender + ",x,," + day + ",,npl_balance," + percent + "\n" + lender + ",x,," + day +
         ",,loan_balance,100\n";
}

const std::string kWarning =
    "  - {id: warning, watch: npl, trip: {gt: 5%}, does: warn, resume: {le: 5%}, off_at_least: "
    "0d}\n";
std::string fuse(const std::string& held, const std::string& off = "0d",
                 const std::string& resume = "{le: 8%}") {
  return "  - {id: fuse, watch: npl, trip: {gt: 8%}, does: stop_claims, held: " + held +
         ", resume: " + resume + ", off_at_least: " + off + "}\n";
}

const std::string kRates = npl("2025-01-31", "4") + npl("2025-02-28", "6") +
                           npl("2025-03-31", "9") + npl("2025-04-30", "8") + npl("2025-05-31", "5");
const std::string kClaims = kLoss +
                            "\nA,L1,B1,2025-03-31,100\nC,L3,B1,2025-04-30,100\n"
                            "B,L2,B1,2025-04-01,100\nD,L4,B1,2025-05-01,100\n"
                            "E,L5,B2,2025-04-15,100\n";

WatchedScheme hubei(const std::string& breakers, const std::string& claims = kClaims,
                    const std::string& rates = kRates, const std::string& steps = kShare) {
  return run_watched(policy_text({steps, kMonthly, breakers}), claims, periods_text(rates));
}

}  // namespace

TEST_CASE("Hubei: a warning above 5 %, a fuse above 8 %, each from the next day on") {
  const WatchedScheme scheme = hubei(kWarning + fuse("until_resume"));
  CHECK(scheme.changes() ==
        Lines{"warning lender B1 2025-02-28 warn 6.00 %", "fuse lender B1 2025-03-31 on 9.00 %",
              "fuse lender B1 2025-04-30 off 8.00 %", "warning lender B1 2025-05-31 off 5.00 %"});
  // The claim of the day that trips it is paid; those of April wait until it has resumed.
  CHECK(to_iso(scheme.outcome("A").pay_date) == "2025-03-31");
  CHECK(to_iso(scheme.outcome("B").pay_date) == "2025-05-01");
  CHECK(to_iso(scheme.outcome("C").pay_date) == "2025-05-01");
  CHECK(to_iso(scheme.outcome("D").pay_date) == "2025-05-01");
  CHECK(to_iso(scheme.outcome("E").pay_date) == "2025-04-15");  // another lender
  CHECK(scheme.borne("fund") == 5 * 6'000);
  CHECK(scheme.outcome("B").standing == LossStanding::shared);
  CHECK(has(scheme.outcome("B").reason.en, "breaker 'fuse' held it from 2025-04-01 to 2025-04-30"));
  CHECK(scheme.outcome("D").reason.en.empty());
  CHECK(scheme.result.held_fen == 0);
}

TEST_CASE("held claims come first, in the order of filing, and count in the year they are paid") {
  // 150 for the year: A takes 60, then B 60, C 30 of its 60; D, filed last, nothing.
  const WatchedScheme scheme =
      hubei(fuse("until_resume"), kClaims, kRates,
            kShare +
                "  - {step: budget, cap: {party: fund, at: 150yuan, per: [scheme, year], when: "
                "claim, room: paid, over: bank}}\n");
  CHECK(scheme.bill("E", "fund") == 6'000);
  CHECK(scheme.bill("A", "fund") == 6'000);
  CHECK(scheme.bill("B", "fund") == 3'000);
  CHECK(scheme.bill("C", "fund") == 0);
  CHECK(scheme.bill("D", "fund") == 0);
}

TEST_CASE("held claims are those of the account's day on which they are paid") {
  const auto text = [](const std::string& shortage) {
    WatchedText policy{kShare +
                           "  - {step: balance, cap: {party: fund, at: balance, per: [scheme, "
                           "life], when: claim, room: paid, short: " +
                           shortage + ", over: queue}}\n",
                       kMonthly, fuse("until_resume")};
    policy.parties =
        "fund: {kind: fund, account: {sources: [{from: city, amount: 150yuan, date: 2025-01-01}, "
        "{from: city, amount: 30yuan, date: 2025-05-15}]}}";
    return policy_text(policy);
  };
  const WatchedScheme fifo = run_watched(text("fifo"), kClaims, periods_text(kRates));
  // A and E leave 30 for B; what comes in on 15 May goes to B too.
  CHECK(fifo.bill("B", "fund") == 6'000);
  CHECK(fifo.bill("C", "fund") == 0);
  CHECK(fifo.outcome("C").queued_fen == 6'000);
  CHECK(fifo.outcome("D").queued_fen == 6'000);
}

TEST_CASE("a breaker that never resumes leaves what it holds with the bank") {
  const std::string rates = npl("2025-03-31", "9") + npl("2025-04-30", "8.01");
  const WatchedScheme scheme = hubei(fuse("until_resume"), kClaims, rates);
  CHECK(scheme.changes() == Lines{"fuse lender B1 2025-03-31 on 9.00 %"});
  for (const char* id : {"B", "C", "D"}) {
    CHECK(scheme.bill(id, "bank") == 10'000);
    CHECK(scheme.clauses(id, "bank") == "fuse");
    CHECK(scheme.outcome(id).standing == LossStanding::held);
    CHECK(scheme.outcome(id).held_fen == 10'000);
  }
  CHECK(has(scheme.outcome("B").reason.en, "has not resumed by 2025-05-01, the last day known"));
  CHECK(to_iso(scheme.outcome("B").pay_date) == "2025-04-01");
  CHECK(scheme.result.held_fen == 30'000);
  CHECK(scheme.result.loss_fen == 50'000);
  // never: what the rate does afterwards changes nothing.
  CHECK(hubei(fuse("until_resume", "0d", "never")).result.held_fen == 30'000);
  // lapse: for good, and known at once.
  const WatchedScheme lapsed = hubei(fuse("lapse"));
  CHECK(lapsed.bill("B", "bank") == 10'000);
  CHECK(lapsed.clauses("C", "bank") == "fuse");
  CHECK(lapsed.outcome("C").standing == LossStanding::not_eligible);
  CHECK(lapsed.bill("D", "fund") == 6'000);
  CHECK(lapsed.result.held_fen == 0);
}

TEST_CASE("a ratio without a value leaves the breaker as it is") {
  // April has no NPL, May no loans: on until June's 4 %; a rate within a month closes nothing.
  const std::string rates = npl("2025-03-31", "9") + "B1,x,,2025-04-30,,loan_balance,100\n" +
                            "B1,x,,2025-05-31,,npl_balance,1\nB1,x,,2025-05-31,,loan_balance,0\n" +
                            npl("2025-06-15", "3") + npl("2025-06-30", "4");
  const WatchedScheme scheme = hubei(fuse("until_resume"), kClaims, rates);
  CHECK(scheme.changes() ==
        Lines{"fuse lender B1 2025-03-31 on 9.00 %", "fuse lender B1 2025-06-30 off 4.00 %"});
  CHECK(to_iso(scheme.outcome("D").pay_date) == "2025-07-01");
}

TEST_CASE("off_at_least: it does not resume before so long a time has passed") {
  const auto resumed = [](const std::string& off) {
    return to_iso(hubei(fuse("until_resume", off)).outcome("B").pay_date);
  };
  // Tripped on 31 March; 30 April is 30 days later, 31 May 61 days and two months.
  CHECK(resumed("30d") == "2025-05-01");
  CHECK(resumed("31d") == "2025-06-01");
  CHECK(resumed("61d") == "2025-06-01");
  CHECK(resumed("1mo") == "2025-05-01");  // 31 March + 1 month = 30 April
  CHECK(resumed("2mo") == "2025-06-01");
  CHECK(hubei(fuse("until_resume", "62d")).result.held_fen == 30'000);
}

TEST_CASE("what comes back while a claim is held, counted and netted") {
  const std::string claims = kLoss +
                             ",recovery_yuan,recovery_date\nB,L2,B1,2025-04-01,100,20,2025-04-10\n"
                             "C,L3,B1,2025-04-01,100,20,2025-05-01\n"
                             "D,L4,B1,2025-04-01,100,20,2025-05-02\n";
  const auto steps = [](const std::string& net) {
    return "  - {step: base, base: {of: [principal], net: " + net + "}}\n" + kShare;
  };
  // Nothing is netted: 60 % of 100, and 60 % of 20 back.
  const WatchedScheme gross = hubei(fuse("until_resume"), claims, kRates, steps("false"));
  for (const char* id : {"B", "C", "D"}) {
    CHECK(gross.outcome(id).loss_fen == 10'000);
    CHECK(gross.bill(id, "fund") == 6'000);
    CHECK(gross.recovered(id, "fund") == 1'200);
    CHECK(gross.recovered(id, "bank") == 800);
  }
  // Up to the pay date, 1 May, it is no part of the loss: 60 % of 80.
  const WatchedScheme net = hubei(fuse("until_resume"), claims, kRates, steps("true"));
  CHECK(net.outcome("B").netted_fen == 2'000);
  CHECK(net.bill("B", "fund") == 4'800);
  CHECK(net.bill("C", "fund") == 4'800);
  CHECK(net.recovered("C", "fund") == 0);
  CHECK(net.bill("D", "fund") == 6'000);
  CHECK(net.recovered("D", "fund") == 1'200);
  // Held for ever: the bank's, and so is what comes back after the day it would have been paid.
  const WatchedScheme held =
      hubei(fuse("until_resume", "0d", "never"), claims, kRates, steps("true"));
  CHECK(held.bill("B", "bank") == 10'000);
  CHECK(held.recovered("B", "bank") == 2'000);
  // The division at the end, where a step closes, goes by the same pay date.
  const WatchedScheme close =
      hubei(fuse("until_resume"), claims, kRates,
            steps("true") +
                "  - {step: budget, cap: {party: fund, at: 1wan, per: [scheme, year], when: "
                "close, room: paid, over: bank}}\n");
  CHECK(close.bill("C", "fund") == 4'800);
  CHECK(close.recovered("C", "fund") == 0);
  CHECK(close.recovered("D", "fund") == 1'200);
}

namespace {

const std::string kDeyangBreaker = ", trip: {ge: 500wan}, resume: {lt: 500wan}, does: stop_new, ";
const std::string kDeyangLoans =
    "C,L3,B1,2024-08-01,1,2024-06-10\nD,L4,B1,2024-08-01,1,2024-06-11\n"
    "E,L5,B1,2024-08-01,1,2024-07-01\nF,L6,B1,2024-08-01,1,2024-07-02\n";

void check_deyang(const WatchedScheme& scheme) {
  CHECK(scheme.bill("C", "bank") == 50);   // of the day that trips it: covered
  CHECK(scheme.bill("D", "bank") == 100);  // of the next day: not
  CHECK(scheme.bill("E", "bank") == 100);  // of the day that resumes it: not yet
  CHECK(scheme.bill("F", "bank") == 50);
}

}  // namespace

TEST_CASE("V13: 50 % of the overdue principal: 480 + 30 trips, 20 less resumes") {
  const std::string policy =
      policy_text({"  - {step: share, quota: {fund: 50%, bank: rest}}\n", "",
                   "  - {id: stop, watch: {rate: 50%, of: overdue_principal}" + kDeyangBreaker +
                       "off_at_least: 0d}\n"});
  const WatchedScheme scheme = run_watched(
      policy, kLoss + ",origination_date\nB,L2,B1,2024-06-10,600000,2024-01-01\n" + kDeyangLoans,
      periods_text(",x,,2024-05-31,,overdue_principal,9600000\n,x,,2024-06-10,,overdue_principal,"
                   "10200000\n,x,,2024-07-01,,overdue_principal,9800000\nB1,x,,2024-07-01,,"
                   "overdue_principal,99999999\n"));
  CHECK(scheme.changes() ==
        Lines{"stop scheme 2024-06-10 on 5100000.00", "stop scheme 2024-07-01 off 4900000.00"});
  CHECK(scheme.bill("B", "fund") == 30'000'000);  // the claim that trips it, in full
  check_deyang(scheme);
}

TEST_CASE("V13, variant: what the fund paid less what came back to it, from the start") {
  WatchedText text{"  - {step: share, quota: {fund: 50%, bank: rest}}\n", "",
                   "  - {id: stop, watch: net.fund" + kDeyangBreaker + "off_at_least: 0d}\n"};
  const auto run = [&](const std::string& first) {
    return run_watched(
        policy_text(text),
        kLoss + ",origination_date,recovery_yuan,recovery_date\nA,L1,B1," + first +
            ",9600000,2023-01-01,400000,2024-07-01\nB,L2,B1,2024-06-10,600000,2024-01-01,,\n"
            "C,L3,B1,2024-08-01,1,2024-06-10,,\nD,L4,B1,2024-08-01,1,2024-06-11,,\n"
            "E,L5,B1,2024-08-01,1,2024-07-01,,\nF,L6,B1,2024-08-01,1,2024-07-02,,\n",
        "");
  };
  // What was paid in an earlier year still counts.
  for (const char* first : {"2024-05-31", "2023-05-31"}) {
    const WatchedScheme scheme = run(first);
    CHECK(scheme.changes() ==
          Lines{"stop scheme 2024-06-10 on 5100000.00", "stop scheme 2024-07-01 off 4900000.00"});
    CHECK(scheme.bill("B", "fund") == 30'000'000);
    CHECK(scheme.recovered("A", "fund") == 20'000'000);
    check_deyang(scheme);
  }
  // Without what came back it stays on.
  text.breakers.replace(text.breakers.find("net.fund"), 8, "bill.fund");
  CHECK(run("2024-05-31").changes() == Lines{"stop scheme 2024-06-10 on 5100000.00"});
}

TEST_CASE("a measure is watched every day, also on the day on which it may resume") {
  const auto days = [](const std::string& off) {
    return run_watched(
               policy_text({kShare, "",
                            "  - {id: late, watch: overdue_balance, trip: {gt: 5yuan}, resume: "
                            "{le: 5yuan}, does: warn, off_at_least: " +
                                off + "}\n"}),
               kLoss + "\nA,L1,B1,2025-12-31,1\n",
               periods_text(",x,,2025-01-10,,overdue_balance,6\n,x,,2025-01-20,,overdue_balance,"
                            "5\n"))
        .changes();
  };
  CHECK(days("0d") == Lines{"late scheme 2025-01-10 warn 6.00", "late scheme 2025-01-20 off 5.00"});
  CHECK(days("10d")[1] == "late scheme 2025-01-20 off 5.00");
  CHECK(days("11d")[1] == "late scheme 2025-01-21 off 5.00");
  CHECK(days("1mo")[1] == "late scheme 2025-02-10 off 5.00");
}

TEST_CASE("a running ratio begins again on the first day of the policy year") {
  const auto changes = [](const std::string& year) {
    WatchedText text{kShare,
                     "use: {top: gross.fund, bottom: loan_balance, loans: scheme, per: scheme, at: "
                     "running}",
                     "  - {id: busy, watch: use, trip: {ge: 50%}, resume: {lt: 50%}, does: warn, "
                     "off_at_least: 0d}\n"};
    text.year = year;
    return run_watched(policy_text(text),
                       kLoss +
                           "\nA,L1,B1,2025-01-10,50\nB,L2,B1,2025-03-31,50\n"
                           "C,L3,B1,2026-06-30,1\n",
                       periods_text(",x,,2025-01-01,,loan_balance,100\n"))
        .changes();
  };
  // 30 + 30 of 100; the sum is of the policy year of the pay date.
  CHECK(changes("calendar") ==
        Lines{"busy scheme 2025-03-31 warn 60.00 %", "busy scheme 2026-01-01 off 0.00 %"});
  CHECK(changes("{from: 04-01}") ==
        Lines{"busy scheme 2025-03-31 warn 60.00 %", "busy scheme 2025-04-01 off 0.00 %"});
  CHECK(changes("{from: 02-01}").empty());
}

TEST_CASE("any: one trips, all must hold their resume; one without a value keeps it on") {
  const std::string two =
      kMonthly +
      ", late: {top: overdue_balance, bottom: loan_balance, loans: scheme, per: lender, at: "
      "month_end}";
  const std::string breaker =
      "  - {id: stop, any: [{watch: npl, trip: {ge: 5%}, resume: {lt: 5%}}, {watch: late, trip: "
      "{ge: 10%}, resume: {lt: 10%}}], does: stop_claims, held: until_resume, off_at_least: 0d}\n";
  const auto changes = [&](const std::string& rows) {
    return run_watched(policy_text({kShare, two, breaker}), kLoss + "\nA,L1,B1,2025-01-01,1\n",
                       periods_text(rows))
        .changes();
  };
  const auto late = [](const std::string& day, const std::string& percent) {
    return "B1,x,," + day + ",,overdue_balance," + percent + "\n";
  };
  CHECK(changes(npl("2025-01-31", "4") + late("2025-01-31", "10") + npl("2025-02-28", "4") +
                late("2025-02-28", "9")) ==
        Lines{"stop lender B1 2025-01-31 on 10.00 %", "stop lender B1 2025-02-28 off 4.00 %"});
  CHECK(changes(npl("2025-01-31", "4") + late("2025-01-31", "10") + npl("2025-02-28", "5") +
                late("2025-02-28", "9")) == Lines{"stop lender B1 2025-01-31 on 10.00 %"});
  // The overdue rate is not known in February: undefined, and it stays on.
  CHECK(changes(npl("2025-01-31", "5") + late("2025-01-31", "1") + npl("2025-02-28", "4")) ==
        Lines{"stop lender B1 2025-01-31 on 5.00 %"});
  CHECK(changes(npl("2025-01-31", "5") + npl("2025-02-28", "4")) ==
        Lines{"stop lender B1 2025-01-31 on 5.00 %"});
}

TEST_CASE("a loss without the firm that a breaker asks for is undecided") {
  const std::string claims = kLoss + "\nA,L1,,2025-04-01,100\nB,L2,B1,2025-04-01,100\n";
  const WatchedScheme scheme = hubei(fuse("until_resume"), claims);
  CHECK(scheme.outcome("A").standing == LossStanding::undecided);
  CHECK(scheme.outcome("A").reason.en == "breaker 'fuse' is undecided: loan.lender_id is empty");
  CHECK(scheme.outcome("B").standing == LossStanding::shared);
  // A warning stops nothing, and asks nothing.
  CHECK(hubei(kWarning, claims).outcome("A").standing == LossStanding::shared);
}

TEST_CASE("undecided losses are in no sum that is watched") {
  const std::string policy = policy_text(
      {"  - {step: share, quota: {fund: {fact: loan.part}, bank: rest}}\n  - {step: most, cap: "
       "{party: fund, at: {fact: loan.most_yuan}, per: loss, room: paid, over: bank}}\n",
       "",
       "  - {id: paid, watch: gross.fund, trip: {ge: 100yuan}, resume: never, does: warn, "
       "off_at_least: 0d}\n"});
  // The first is found undecided after it was handed out; then 60 + 40.
  const WatchedScheme scheme = run_watched(policy,
                                           kLoss +
                                               ",part,most_yuan\nA,L1,B1,2025-01-01,100,100%,\n"
                                               "B,L2,B1,2025-02-01,100,60%,10\nC,L3,B1,2025-03-01,"
                                               "100,40%,10\n",
                                           "");
  CHECK(scheme.outcome("A").standing == LossStanding::undecided);
  // Gross is before the cap.
  CHECK(scheme.changes() == Lines{"paid scheme 2025-03-01 warn 100.00"});
}

TEST_CASE("recompute: the second run goes by the breakers of the first") {
  WatchedText text{"  - {step: share, quota: {fund: 50%, bank: rest}}\n", "",
                   "  - {id: stop, watch: gross.fund, trip: {ge: 100yuan}, resume: never, does: "
                   "stop_new, off_at_least: 0d}\n"};
  text.recovery = "{costs: first, by: recompute}";
  const WatchedScheme scheme = run_watched(policy_text(text),
                                           kLoss +
                                               ",origination_date,recovery_yuan,recovery_date\n"
                                               "A,L1,B1,2025-01-10,200,2024-01-01,100,2025-06-01\n"
                                               "B,L2,B1,2025-03-01,100,2025-01-11,,\n",
                                           "");
  // With half of A the breaker had not tripped; B had no cover all the same.
  CHECK(scheme.recovered("A", "fund") == 5'000);
  CHECK(scheme.bill("B", "fund") == 0);
  CHECK(scheme.recovered("B", "fund") == 0);
  // A held claim keeps its pay date too.
  WatchedText held{kShare, kMonthly, fuse("until_resume")};
  held.recovery = text.recovery;
  const WatchedScheme waited =
      run_watched(policy_text(held),
                  kLoss + ",recovery_yuan,recovery_date\nB,L2,B1,2025-04-01,100,20,2025-08-01\n",
                  periods_text(kRates));
  CHECK(waited.bill("B", "fund") == 6'000);
  CHECK(waited.recovered("B", "fund") == 1'200);
}

TEST_CASE("breakers: what the input must give") {
  const std::string stop = policy_text(
      {kShare, "",
       "  - {id: stop, watch: gross.fund, trip: {ge: 1wan}, resume: never, does: stop_new, "
       "off_at_least: 0d}\n"});
  const std::string losses = kLoss + "\nA,L1,B1,2025-01-10,200\n";
  CHECK(
      has(compile_faults(stop, losses, ""), "P-108 breaker 'stop' stops new loans, and no column"));
  CHECK(compile_faults(stop, kLoss + ",origination_date\nA,L1,B1,2025-01-10,200,2025-01-01\n",
                       "") == "ok");
  CHECK(has(compile_faults(stop, losses, "", true), "P-108 breaker 'stop' stops new loans"));
  const std::string fused = policy_text({kShare, kMonthly, fuse("lapse")});
  CHECK(has(compile_faults(fused, losses, ""), "P-165 ratio 'npl'"));
  CHECK(has(compile_faults(fused,
                           "loss_id,loan_id,default_date,principal_loss_yuan\nA,L1,2025-01-"
                           "10,200\n",
                           periods_text("")),
            "P-108 a figure per lender needs the column loan.lender_id"));
  const std::string late = policy_text(
      {kShare, "",
       "  - {id: late, watch: lent, trip: {ge: 1wan}, resume: never, does: warn, off_at_least: "
       "0d}\n"});
  CHECK(has(compile_faults(late, losses, ""), "P-165 breaker 'late' (lent) needs a periods file"));
}
