// When a claim counts as filed, what a base counts, and lists of words; hand-derived.
#include <doctest/doctest.h>

#include "models/sharing/ledger.hpp"
#include "tests/models/sharing/tried.hpp"

using namespace pledgelab;
using test::kColumns;
using test::run;
using test::Shared;
using test::Tried;

namespace {

using Fen = std::vector<std::int64_t>;
const std::string kHalf = " - {step: q, quota: {fund: 50%, bank: rest}}\n";

// One loss of 100 that fell due on `due`, filed on `filed` (empty: not given).
Shared filed(const std::string& claim, const std::string& due, const std::string& on,
             const std::string& effective = "") {
  Tried tried{kHalf, kColumns + ",filed_on,five_tier\nX,L," + due + ",100," + on + ",loss\n"};
  tried.pay = claim;
  tried.trigger = "{loan.five_tier: {ge: substandard}}";
  tried.extra_effective = effective;
  return run(tried);
}

std::string filing_date(const std::string& claim, const std::string& due, const std::string& on) {
  return to_iso(filed(claim, due, on).result.losses[0].filed_on);
}

std::string clause(const Shared& shared) {
  const std::vector<Posting>& postings = shared.result.postings;
  return postings.size() == 1 ? step_name(shared.program, postings[0].step) : "steps";
}

}  // namespace

TEST_CASE("claim.wait: no filing date before default + wait") {
  CHECK(filing_date("claim", "2024-01-01", "") == "2024-01-01");
  CHECK(filing_date("claim, wait: 60d", "2024-01-01", "") == "2024-03-01");
  CHECK(filing_date("claim, wait: 60d", "2024-01-01", "2024-01-10") == "2024-03-01");
  CHECK(filing_date("claim, wait: 60d", "2024-01-01", "2024-03-01") == "2024-03-01");
  CHECK(filing_date("claim, wait: 60d", "2024-01-01", "2024-03-02") == "2024-03-02");
  CHECK(filing_date("claim, wait: 1mo", "2024-01-31", "") == "2024-02-29");
  CHECK(to_iso(filed("claim, wait: 60d", "2024-01-01", "").result.losses[0].pay_date) ==
        "2024-03-01");
  CHECK(to_iso(filed("year_end, wait: 60d", "2024-12-01", "").result.losses[0].pay_date) ==
        "2025-12-31");
  // The date that `effective` asks by claim is the filing date.
  const std::string dates = ", to: 2024-02-29, by: claim";
  CHECK(clause(filed("claim, wait: 59d", "2024-01-01", "", dates)) == "steps");
  CHECK(clause(filed("claim, wait: 60d", "2024-01-01", "", dates)) == "effective");
}

TEST_CASE("claim.wait: what comes back while one waits is netted, and the year may change") {
  const auto fund = [](const std::string& pay) {
    Tried tried{" - {step: b, base: {of: [principal], net: true}}\n" + kHalf +
                    " - {step: c, cap: {party: fund, at: 60yuan, per: [scheme, year], when: claim, "
                    "room: paid, over: bank}}\n",
                kColumns +
                    ",recovery_yuan,recovery_date\nA,L1,2024-11-15,100,40,2024-12-31\n"
                    "B,L2,2025-06-01,100,0,\n"};
    tried.pay = pay;
    const Shared shared = run(tried);
    return Fen{shared.bills(0)[0], shared.bills(1)[0]};
  };
  // Not netted, and in another year: 50 and 50. Netted, in B's year: 30, then 30 of 50.
  CHECK(fund("claim") == Fen{5000, 5000});
  CHECK(fund("claim, wait: 2mo") == Fen{3000, 3000});
}

TEST_CASE("claims of one pay date stand in the order of their filing dates, then of loss_id") {
  // B fell due a day before A; a month later both are filed on 29 February.
  const auto funds = [](const std::string& pay) {
    Tried tried{
        " - {step: q, quota: {fund: 100%}}\n - {step: c, cap: {party: fund, at: 100yuan, "
        "per: [scheme, life], when: claim, room: paid, over: bank}}\n",
        kColumns + "\nA,L1,2024-01-31,80\nB,L2,2024-01-30,80\n"};
    tried.pay = pay;
    const Shared shared = run(tried);
    return Fen{shared.bills(0)[0], shared.bills(1)[0]};
  };
  CHECK(funds("claim") == Fen{2000, 8000});
  CHECK(funds("claim, wait: 30d") == Fen{2000, 8000});
  CHECK(funds("claim, wait: 1mo") == Fen{8000, 2000});
  CHECK(funds("year_end") == Fen{2000, 8000});
  CHECK(funds("year_end, wait: 1mo") == Fen{8000, 2000});
}

TEST_CASE("claim.file_within: the last day is in time; then the clause is file_within") {
  const std::string claim = "claim, wait: 60d, file_within: 30d";
  CHECK(clause(filed(claim, "2024-01-01", "2024-03-31")) == "steps");
  const Shared late = filed(claim, "2024-01-01", "2024-04-01");
  CHECK(clause(late) == "file_within");
  CHECK(late.bills(0) == Fen{0, 0, 10000});
  CHECK(late.result.losses[0].standing == LossStanding::not_eligible);
  CHECK(late.result.losses[0].reason.en == "it was filed on 2024-04-01, after 2024-03-31");
  CHECK(clause(filed(claim, "2024-01-01", "")) == "steps");
  CHECK(clause(filed("claim, file_within: 0d", "2024-01-01", "2024-01-01")) == "steps");
  CHECK(clause(filed("claim, file_within: 0d", "2024-01-01", "2024-01-02")) == "file_within");
  CHECK(clause(filed("claim, file_within: 1mo", "2024-01-31", "2024-02-29")) == "steps");
  CHECK(clause(filed("claim, file_within: 1mo", "2024-01-31", "2024-03-01")) == "file_within");
  // The first that applies names the clause: the policy's dates before it.
  CHECK(clause(filed("claim, file_within: 0d", "2024-01-01", "2024-06-01",
                     ", to: 2024-02-29, by: claim")) == "effective");
}

TEST_CASE("file_within comes after the trigger") {
  Tried tried{kHalf, kColumns + ",filed_on,five_tier\nX,L,2024-01-01,100,2024-06-01,normal\n"};
  tried.pay = "claim, file_within: 1mo";
  tried.trigger = "{loan.five_tier: {ge: substandard}}";
  CHECK(clause(run(tried)) == "trigger");
}

TEST_CASE("base interest_days: interest counts for at most so many days of the principal") {
  const auto base = [](const std::string& row, const std::string& days) {
    const Shared shared =
        run({" - {step: b, base: {of: [principal, interest], net: true, interest_days: " + days +
                 "}}\n - {step: q, quota: {fund: 100%}}\n",
             kColumns + ",interest_loss_yuan,rate,recovery_yuan,recovery_date\nX,L,2024-01-31," +
                 row + "\n"});
    const bool undecided = shared.result.losses[0].standing == LossStanding::undecided;
    return undecided ? Fen{-1} : Fen{shared.bills(0)[0], shared.bills(0)[2]};
  };
  // 1,000,000 × 6 % × 90 ÷ 360 = 15,000.
  CHECK(base("1000000,20000,6%,0,", "90") == Fen{101'500'000, 500'000});
  CHECK(base("1000000,15000,6%,0,", "90") == Fen{101'500'000, 0});
  CHECK(base("1000000,15000.01,6%,0,", "90") == Fen{101'500'000, 1});
  CHECK(base("1000000,14999.99,6%,0,", "90") == Fen{101'499'999, 0});
  CHECK(base("1000000,20000,6%,0,", "1") == Fen{100'016'667, 1'983'333});
  // Of the principal that is left: 500,000 came back by the pay date.
  CHECK(base("1000000,20000,6%,500000,2024-01-31", "90") == Fen{50'750'000, 1'250'000});
  CHECK(base("1000000,20000,,0,", "90") == Fen{-1});
  CHECK(base("1000000,0,,0,", "90") == Fen{100'000'000, 0});
}

TEST_CASE("has: one of the words of a cell; a missing cell is not false") {
  const auto fund = [](const std::string& cell, const std::string& word = "high_tech") {
    const Shared shared = run({" - {step: g, gate: {require: {loan.classes: {has: " + word +
                                   "}}}}\n - {step: q, quota: {fund: 100%}}\n",
                               kColumns + ",classes\nX,L,2024-01-01,100," + cell +
                                   "\nY,M,2024-01-01,100,something;else\n"});
    const bool undecided = shared.result.losses[0].standing == LossStanding::undecided;
    return undecided ? -1 : shared.bills(0)[0];
  };
  CHECK(fund("high_tech") == 10000);
  CHECK(fund("high_tech;little_giant") == 10000);
  CHECK(fund("micro;high_tech;little_giant") == 10000);
  CHECK(fund("little_giant;high_tech") == 10000);
  CHECK(fund("high_tech_zone;little_giant") == 0);
  CHECK(fund("no_high_tech") == 0);
  CHECK(fund(";") == 0);
  CHECK(fund("") == -1);
  CHECK(fund("45;4651", "4651") == 10000);
  CHECK(fund("45;4651", "465") == 0);
}

TEST_CASE("has: a column of other kind is one word") {
  const auto fund = [](const std::string& cell, const std::string& word) {
    return run({" - {step: g, gate: {require: {loan.classes: {has: " + word +
                    "}}}}\n - {step: q, quota: {fund: 100%}}\n",
                kColumns + ",classes\nX,L,2024-01-01,100," + cell + "\n"})
        .bills(0)[0];
  };
  CHECK(fund("45", "45") == 10000);
  CHECK(fund("45", "46") == 0);
  CHECK(fund("true", "true") == 10000);
}
