// What a path knows of its loans, by hand: a band, a breaker, an account that lives.
#include <doctest/doctest.h>

#include "engine/formats/yaml.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/path_share.hpp"
#include "tests/models/sharing/watched_scheme.hpp"

using namespace pledgelab;

namespace {

struct Event {
  std::uint32_t loan;
  int month;
  TapeKind kind;
  std::int64_t fen;
};
constexpr TapeKind kDefault = TapeKind::loan_default;
constexpr TapeKind kRecovery = TapeKind::recovery;

// Loans that owe `owed` in each of the months after the as-of date, and what happens to them.
struct Path {
  std::vector<std::int64_t> owed;
  std::vector<Event> events;
  Date as_of = *make_date(2024, 12, 31);
  std::uint32_t months = 12;
  std::vector<Date> made = {};  // days of origination; empty: not known
};

SharingPolicy policy_of(const std::string& text) {
  const auto document = parse_yaml(text, "policy.yaml");
  REQUIRE_MESSAGE(document.ok(), (document.ok() ? "" : to_text(document.errors().front())));
  const auto policy = read_sharing_policy(document.value());
  REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
  return policy.value();
}

FactTable facts_of(std::size_t loans, const std::vector<Date>& made = {}) {
  FactTable facts;
  facts.rows = loans;
  facts.counts_in_totals.assign(loans, 1);
  if (made.empty()) return facts;
  FactColumn column;
  column.name = "loan.origination_date";
  column.kind = FactKind::date;
  for (const Date day : made) {
    column.present.push_back(1);
    column.value.push_back(day.days);
  }
  add_column(facts, std::move(column));
  return facts;
}

PathShare shared(const std::string& text, const Path& path) {
  const auto program = compile_for_paths(policy_of(text), facts_of(path.owed.size(), path.made));
  REQUIRE_MESSAGE(program.ok(), (program.ok() ? "" : to_text(program.errors().front())));
  LossTape tape;
  tape.as_of = path.as_of;
  tape.month_count = path.months;
  tape.path_count = 1;
  for (const Event& event : path.events) {
    TapeRow row;
    row.loan = LoanId{event.loan};
    row.month = static_cast<std::uint16_t>(event.month);
    row.kind = event.kind;
    row.principal = Money::of_fen(event.fen);
    tape.push_back(row);
  }
  PathSchedule schedule;
  schedule.months = path.months;
  for (const std::int64_t fen : path.owed) {
    schedule.balance_fen.insert(schedule.balance_fen.end(), path.months + 1, fen);
  }
  const PathProgram prepared = prepare(program.value(), tape.as_of, path.months, schedule);
  SharingBuffers buffers;
  PathShare share;
  share_path(prepared, tape, 0, tape.size(), buffers, share);
  return share;
}

std::string faults(const std::string& text) {
  const auto program = compile_for_paths(policy_of(text), facts_of(1));
  return program.ok() ? "ok"
                      : program.errors().front().code + " " + program.errors().front().message;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const std::string kHalf = "  - {step: half, quota: {fund: 50%, bank: rest}}\n";
const std::string kBand =
    "  - {step: band, band: {ratio: npl, above: 10%, upto: 30%, when: close}}\n";

std::string npl(const std::string& at) {
  return "npl: {top: npl_balance, bottom: loan_balance, loans: scheme, per: scheme, at: " + at +
         "}";
}

std::string fuse(const std::string& more, const std::string& recovery = {}) {
  WatchedText text{"  - {step: net, base: {of: [principal], net: true}}\n" + kHalf,
                   npl("month_end")};
  text.breakers = "  - {id: fuse, watch: npl, trip: {gt: 8%}, resume: {le: 8%}, does: " + more +
                  ", off_at_least: 0d}\n";
  if (!recovery.empty()) text.recovery = "{costs: first, by: as_borne, " + recovery + "}";
  return policy_text(text);
}

}  // namespace

TEST_CASE("paths: a band reads the path's bad loans over what the schedule leaves") {
  // One of 40,000 yuan is paid as agreed; one of 10,000 fails in March, 4,000 come back in May.
  // At the year's end 6,000 of 46,000 are bad, 13.04 %: of the loss (6,000 − 4,600) ÷ 6,000 is
  // kept, 2,333.33; half of it is 1,166.665, rounded up.
  Path path{{4'000'000, 1'000'000}, {{1, 3, kDefault, 1'000'000}, {1, 5, kRecovery, 400'000}}};
  const std::string text = policy_text({kBand + kHalf, npl("year_end")});
  CHECK(shared(text, path).borne_fen == std::vector<std::int64_t>{116'667, 883'333});
  // Nothing came back: 10,000 of 50,000, 20 %, half of the loss is kept.
  path.events.pop_back();
  CHECK(shared(text, path).borne_fen[0] == 250'000);
  // All of it within the band's foot: 10 % is no more than 10 %.
  path.owed[0] = 9'000'000;
  CHECK(shared(text, path).borne_fen[0] == 0);
  // Written off in June: no bad loan at the year's end.
  path.owed[0] = 4'000'000;
  path.events.push_back({1, 6, TapeKind::write_off, 0});
  CHECK(shared(text, path).borne_fen[0] == 0);
}

TEST_CASE("paths: a breaker holds claims until what came back lets them go") {
  // 8,000 and two of 1,000. B fails in January: 10 % are bad, the fuse blows, B's own claim of that
  // day is paid. C fails in February and is held. B comes back in March (1,000 of 9,000 are bad);
  // half of C in April: 500 of 8,500, 5.88 %. From 1 May C is paid, what came back netted.
  Path path{{800'000, 100'000, 100'000},
            {{1, 1, kDefault, 100'000},
             {2, 2, kDefault, 100'000},
             {1, 3, kRecovery, 100'000},
             {2, 4, kRecovery, 50'000}}};
  const PathShare share = shared(fuse("stop_claims, held: until_resume"), path);
  CHECK(share.borne_fen == std::vector<std::int64_t>{75'000, 75'000});
  CHECK(share.recovered_fen == std::vector<std::int64_t>{50'000, 50'000});
  CHECK(share.netted_fen == 50'000);
  CHECK(share.held_fen == 0);
  CHECK(share.breakers[0].trips == 1);
  CHECK(share.breakers[0].first == make_date(2025, 1, 31));
  CHECK(share.firms_on == std::vector<std::uint32_t>{0});
  // Nothing of C comes back: it is held for ever, and the bank's.
  path.events.pop_back();
  const PathShare held = shared(fuse("stop_claims, held: until_resume"), path);
  CHECK(held.borne_fen == std::vector<std::int64_t>{50'000, 150'000});
  CHECK(held.held_fen == 100'000);
  CHECK(held.firms_on == std::vector<std::uint32_t>{1});
  // A claim that lapses is not held; a warning changes nothing.
  const PathShare lapsed = shared(fuse("stop_claims, held: lapse"), path);
  CHECK(lapsed.borne_fen == held.borne_fen);
  CHECK(lapsed.held_fen == 0);
  const PathShare warned = shared(fuse("warn"), path);
  CHECK(warned.borne_fen == std::vector<std::int64_t>{100'000, 100'000});
  CHECK(warned.breakers[0].trips == 1);
  // 8 % is not more than 8 %.
  CHECK(shared(fuse("warn"), {{920'000, 80'000}, {{1, 1, kDefault, 80'000}}}).breakers[0].trips ==
        0);
}

TEST_CASE("paths: what comes back on a held claim counts from the day on which it was let go") {
  // As above; C is paid on 1 May. 100 yuan at the end of May lie within two months of that day, not
  // of its first pay date: both have their half of them, as of B's 1,000.
  const Path path{{800'000, 100'000, 100'000},
                  {{1, 1, kDefault, 100'000},
                   {2, 2, kDefault, 100'000},
                   {1, 3, kRecovery, 100'000},
                   {2, 4, kRecovery, 50'000},
                   {2, 5, kRecovery, 10'000}}};
  const PathShare share = shared(fuse("stop_claims, held: until_resume", "within: 2mo"), path);
  CHECK(share.recovered_fen == std::vector<std::int64_t>{55'000, 55'000});
  // Nothing is netted: what comes on the very day on which the claim is let go is divided.
  std::string gross = fuse("stop_claims, held: until_resume");
  gross.replace(gross.find("net: true"), 9, "net: false");
  const Path same_day{{800'000, 100'000, 60'000},
                      {{1, 1, kDefault, 100'000},
                       {2, 3, kDefault, 60'000},
                       {1, 4, kRecovery, 100'000},
                       {2, 5, kRecovery, 30'000}},
                      *make_date(2024, 12, 1)};
  const PathShare divided = shared(gross, same_day);
  CHECK(divided.borne_fen == std::vector<std::int64_t>{80'000, 80'000});
  CHECK(divided.recovered_fen == std::vector<std::int64_t>{65'000, 65'000});
}

TEST_CASE("paths: a held claim was asked before it was held, and is not asked again") {
  // As above: C, held from the end of February, is paid on 1 May. On the evening of its first pay
  // date bad loans of 2,000 stop new loans for good. C's date of origination, written as 15 March,
  // lies after that; but what stops new loans was asked on the first pay date, when nothing did.
  std::string text = fuse("stop_claims, held: until_resume");
  text.insert(text.find("recovery:"),
              "  - {id: shut, watch: npl_balance, trip: {ge: 1500yuan}, resume: never, does: "
              "stop_new, off_at_least: 0d}\n");
  Path path{{800'000, 100'000, 100'000},
            {{1, 1, kDefault, 100'000},
             {2, 2, kDefault, 100'000},
             {1, 3, kRecovery, 100'000},
             {2, 4, kRecovery, 50'000}}};
  const Date early = *make_date(2020, 1, 1);
  path.made = {early, early, *make_date(2025, 3, 15)};
  const PathShare share = shared(text, path);
  CHECK(share.breakers[1].first == make_date(2025, 2, 28));
  CHECK(share.borne_fen == std::vector<std::int64_t>{75'000, 75'000});
  // D's bad loan shuts new loans in February and is held for ever; C, asked at the end of March, is
  // not covered, so that no breaker holds it. Made before the stop, it is held.
  path.owed.push_back(100'000);
  path.events = {{1, 1, kDefault, 100'000}, {3, 2, kDefault, 100'000}, {2, 3, kDefault, 100'000}};
  path.made.push_back(early);
  const PathShare shut = shared(text, path);
  CHECK(shut.borne_fen == std::vector<std::int64_t>{50'000, 250'000});
  CHECK(shut.held_fen == 100'000);
  path.made[2] = early;
  CHECK(shared(text, path).held_fen == 200'000);
}

TEST_CASE("paths: a held claim waits for the breaker that holds it alone") {
  // C is held by the fuse from the end of February to April, as above. `shut`, first in order, lets
  // claims lapse while bad loans are 1,800 or more: from the evening of C's day to the end of
  // April. C waits on; D's claim of 31 March meets `shut` first and is the bank's. On 1 May both
  // are off.
  std::string text = fuse("stop_claims, held: until_resume");
  text.insert(text.find("  - {id: fuse"),
              "  - {id: shut, watch: npl_balance, trip: {ge: 1800yuan}, resume: {lt: 1800yuan}, "
              "does: stop_claims, held: lapse, off_at_least: 0d}\n");
  Path path{{800'000, 100'000, 100'000, 90'000},
            {{1, 1, kDefault, 100'000},
             {2, 2, kDefault, 100'000},
             {3, 3, kDefault, 90'000},
             {1, 3, kRecovery, 100'000},
             {3, 4, kRecovery, 90'000},
             {2, 4, kRecovery, 50'000}}};
  const PathShare share = shared(text, path);
  CHECK(share.breakers[0].first == make_date(2025, 2, 28));
  CHECK(share.breakers[1].first == make_date(2025, 1, 31));
  CHECK(share.held_fen == 0);
  CHECK(share.borne_fen == std::vector<std::int64_t>{75'000, 165'000});
}

TEST_CASE("paths: a breaker resumes on the day on which it has been off long enough") {
  // Bad loans of 1,000 at the end of January trip it; from February 600 are left. 45 days later,
  // on 17 March, it resumes: C's 600 are paid on the 18th, and what comes in at the end of March
  // is divided, not netted.
  WatchedText text{"  - {step: net, base: {of: [principal], net: true}}\n" + kHalf};
  text.breakers =
      "  - {id: stop, watch: npl_balance, trip: {ge: 800yuan}, resume: {lt: 800yuan}, does: "
      "stop_claims, held: until_resume, off_at_least: 45d}\n";
  const PathShare share = shared(policy_text(text), {{800'000, 100'000, 60'000},
                                                     {{1, 1, kDefault, 100'000},
                                                      {1, 2, kRecovery, 100'000},
                                                      {2, 2, kDefault, 60'000},
                                                      {2, 3, kRecovery, 30'000}}});
  CHECK(share.breakers[0].trips == 1);
  CHECK(share.borne_fen == std::vector<std::int64_t>{80'000, 80'000});
  CHECK(share.recovered_fen == std::vector<std::int64_t>{65'000, 65'000});
  CHECK(share.netted_fen == 0);
}

TEST_CASE("paths: gross counts what a cap moved away, bill does not") {
  // Half of 2,000 yuan is the fund's, of which a cap leaves it 100.
  const auto trips = [](const std::string& measure) {
    WatchedText text{
        kHalf +
        "  - {step: most, cap: {party: fund, at: 100yuan, per: loss, room: paid, over: "
        "bank}}\n"};
    text.breakers = "  - {id: stop, watch: " + measure +
                    ", trip: {ge: 1000yuan}, resume: never, does: warn, off_at_least: 0d}\n";
    return shared(policy_text(text), {{500'000}, {{0, 3, kDefault, 200'000}}}).breakers[0].trips;
  };
  CHECK(trips("gross.fund") == 1);
  CHECK(trips("bill.fund") == 0);
  CHECK(trips("gross.bank") == 1);
  CHECK(trips("net.bank") == 1);
}

TEST_CASE("paths: an account lives to the last anniversary, with or without a loss") {
  // 100 yuan on New Year's day earn 364 days at 3.65 %: 3.64. One yuan leaves, then 50 come in.
  WatchedText text{kHalf +
                   "  - {step: fund-money, cap: {party: fund, at: balance, per: [scheme, life], "
                   "when: claim, room: paid, short: fifo, over: bank}}\n"};
  text.parties =
      "fund: {kind: fund, account: {sources: [{from: city, amount: 100yuan, date: 2025-01-01}], "
      "income: {rate: 3.65%, credited: year}, costs: [{id: m, amount: 1yuan, every: year}], "
      "top_up: [{from: city, below: 200yuan, to: 200yuan, at_most: 50yuan}]}}";
  const PathShare quiet = shared(policy_text(text), {{500'000}, {}});
  CHECK(quiet.balance_fen == std::vector<std::int64_t>{15'264});
  CHECK(quiet.accounts[0].interest_fen == 364);
  CHECK(quiet.accounts[0].costs_fen == 100);
  CHECK(quiet.accounts[0].unpaid_costs_fen == 0);
  CHECK(quiet.accounts[0].top_up_fen == 5'000);
  // A balance that is not below the level is left alone.
  std::string level = policy_text(text);
  level.replace(level.find("below: 200yuan"), 14, "below: 10264fen");
  CHECK(shared(level, {{500'000}, {}}).balance_fen == std::vector<std::int64_t>{10'264});
  // A loss of 300 yuan on 30 June: the fund's half takes all it has. It earned 180 days' 1.80 by
  // then, credited at the year's end: one yuan of costs, 0.80 left, 50 in.
  const PathShare dry = shared(policy_text(text), {{500'000}, {{0, 6, kDefault, 30'000}}});
  CHECK(dry.borne_fen == std::vector<std::int64_t>{10'000, 20'000});
  CHECK(dry.accounts[0].exhausted == make_date(2025, 6, 30));
  CHECK(dry.accounts[0].short_fen == 5'000);
  CHECK(dry.balance_fen == std::vector<std::int64_t>{5'080});
}

TEST_CASE("paths: what was topped up in the evening pays the queue on the next day") {
  // The fund has 100 yuan in July, owes 150 of a loss of 300 in September, and waits with 50 until
  // the 50 of New Year's Eve are there. A year later 50 come in again and stay.
  WatchedText text{kHalf +
                   "  - {step: fund-money, cap: {party: fund, at: balance, per: [scheme, life], "
                   "when: claim, room: paid, short: fifo, over: queue}}\n"};
  text.parties =
      "fund: {kind: fund, account: {sources: [{from: city, amount: 100yuan, date: 2024-07-01}], "
      "top_up: [{from: city, below: 200yuan, to: 200yuan, at_most: 50yuan}]}}";
  const PathShare share = shared(
      policy_text(text), {{500'000}, {{0, 3, kDefault, 30'000}}, *make_date(2024, 6, 30), 24});
  CHECK(share.borne_fen == std::vector<std::int64_t>{15'000, 15'000});
  CHECK(share.queued_fen == 0);
  CHECK(share.balance_fen == std::vector<std::int64_t>{0, 5'000});
}

TEST_CASE("paths: what they do not know of a loan is refused by name") {
  CHECK(faults(policy_text({kBand + kHalf, npl("year_end")})) == "ok");
  const auto ratio = [](const std::string& top, const std::string& loans) {
    return faults(policy_text({kBand + kHalf, "npl: {top: " + top +
                                                  ", bottom: loan_balance, loans: " + loans +
                                                  ", per: scheme, at: year_end}"}));
  };
  CHECK(has(ratio("overdue_balance", "scheme"),
            "P-102 'overdue_balance' of ratio 'npl' on simulated paths"));
  CHECK(has(ratio("npl_balance", "all"), "P-102 ratio 'npl' of other loans than the scheme's"));
  WatchedText text{kHalf};
  text.breakers =
      "  - {id: stop, watch: overdue_principal, trip: {ge: 5wan}, resume: never, does: warn, "
      "off_at_least: 0d}\n";
  CHECK(has(faults(policy_text(text)), "P-102 'overdue_principal' of breaker 'stop'"));
  // A loan alone has neither periods nor a path.
  const auto alone = compile(policy_of(policy_text({kBand + kHalf, npl("year_end")})), facts_of(1));
  REQUIRE(!alone.ok());
  CHECK(has(alone.errors().front().message, "ratio 'npl' of a loan alone"));
}
