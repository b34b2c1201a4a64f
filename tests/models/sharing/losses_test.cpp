// A losses file: rates that nobody can mean, the bound on what it sums to, a trigger that no column
// feeds.
#include <doctest/doctest.h>

#include "engine/formats/csv.hpp"
#include "models/sharing/claims.hpp"
#include "tests/models/sharing/tried.hpp"

using namespace pledgelab;
using test::kColumns;
using test::Tried;

namespace {

Result<LossFile> read(const std::string& text) {
  const auto cells = parse_csv(text, "losses.csv");
  REQUIRE(cells.ok());
  return read_losses(cells.value(), "CNY");
}

// "P-155 3:5 message | hint" of the first fault.
std::string fault(const std::string& text) {
  const auto file = read(text);
  if (file.ok()) return "ok";
  const Error& error = file.errors().front();
  return error.code + " " + std::to_string(error.origin.line) + ":" +
         std::to_string(error.origin.column) + " " + error.message + " | " + error.hint;
}

bool noted(const std::vector<std::string>& notes, const std::string& part) {
  for (const std::string& note : notes) {
    if (note.find(part) != std::string::npos) return true;
  }
  return false;
}

const std::string kRow = "A,L1,2024-03-01,100";

}  // namespace

TEST_CASE("losses: a rate of the book above 100 % is refused with its line") {
  const auto rate = [](const std::string& cell) {
    return fault(kColumns + ",rate\n" + kRow + ",5%\nB,L2,2024-03-01,100," + cell + "\n");
  };
  CHECK(rate("4.3") ==
        "P-155 3:21 '4.3' in column 'rate' is 430.00 % | a rate is written 4.3% or 0.043");
  CHECK(rate("4.3%") == "ok");
  CHECK(rate("1") == "ok");
  CHECK(rate("1.000001").substr(0, 5) == "P-155");
  CHECK(rate("430%").substr(0, 5) == "P-155");
  // Plain numbers alone: the column is one of numbers, and 4.3 is 430 % there too.
  CHECK(fault(kColumns + ",loan.base_rate\n" + kRow + ",4.3\n").substr(0, 9) == "P-155 2:2");
  CHECK(fault(kColumns + ",ip_share\n" + kRow + ",45\n").substr(0, 5) == "P-155");
}

TEST_CASE("losses: a rate of the file's own above 100 % is told, with line and count") {
  const auto notes = [](const std::string& header) {
    const auto file = read(kColumns + "," + header + "\n" + kRow + ",3\nB,L2,2024-03-01,100,2.5\n");
    REQUIRE(file.ok());
    return file.value().claims.notes;
  };
  CHECK(noted(notes("premium_rate"),
              "losses.csv:2: '3' in column 'premium_rate' is 300.00 % (2 cells above 100 %)"));
  CHECK(noted(notes("loan.own_share"), "is 300.00 %"));
  CHECK(!noted(notes("generate"), "is 300.00 %"));  // no rate by its name
  CHECK(!noted(notes("count"), "is 300.00 %"));
}

TEST_CASE("losses: a file sums to at most 10,000,000 yi") {
  // 100 rows of 10^13 yuan (the largest amount of a cell) are 10^15 yuan, 10^17 fen.
  std::string rows = kColumns + ",cost_yuan\n";
  for (int row = 1; row <= 100; ++row) {
    rows += "A" + std::to_string(row) + ",L,2024-03-01,10000000000000,0\n";
  }
  CHECK(fault(rows) == "ok");
  const std::string over = fault(rows + "B,L,2024-03-01,0,0.01\n");
  CHECK(over.find("P-155 102:") == 0);
  CHECK(over.find("the losses up to here are above 10,000,000 yi | are the amounts in yuan?") !=
        std::string::npos);
}

TEST_CASE("losses: a trigger that no column feeds is told with its facts; a mistyped one refused") {
  Tried tried{" - {step: q, quota: {fund: 50%, bank: rest}}\n",
              kColumns + ",days_past_due\nA,L1,2024-03-01,100,30\n"};
  CHECK(run(tried).bills(0) == std::vector<std::int64_t>{0, 0, 10'000});  // not triggered
  tried.trigger = "{any: [{loan.overdue: {gt: 90}}, {loan.written_off: {eq: true}}]}";
  const test::Shared shared = run(tried);
  CHECK(shared.bills(0) == std::vector<std::int64_t>{5'000, 0, 5'000});
  CHECK(noted(shared.result.notes,
              "no column of the input gives loan.overdue, loan.written_off; every loss is taken as "
              "triggered"));
  tried.trigger = "{any: [{loan.days_past_deu: {gt: 90}}, {loan.written_off: {eq: true}}]}";
  const auto program = compile(test::read_tried(tried).value(), read(tried.losses).value().facts);
  REQUIRE(!program.ok());
  CHECK(program.errors().front().code == "P-107");
  CHECK(program.errors().front().origin.line > 0);
  CHECK(program.errors().front().hint.find("did you mean 'loan.days_past_due'?") == 0);
}

TEST_CASE("losses: a column of another kind than the text asks is named, with its cell") {
  Tried tried{
      " - {step: g, gate: {require: {loan.own: {le: 36mo}}}}\n - {step: q, quota: {fund: "
      "50%, bank: rest}}\n",
      kColumns + ",own\nA,L1,2024-03-01,100,36\n"};
  tried.trigger = "{loan.own: {gt: 1mo}}";
  const auto policy = test::read_tried(tried);
  REQUIRE(policy.ok());
  const auto file = read(tried.losses);
  REQUIRE(file.ok());
  const auto program = compile(policy.value(), file.value().facts);
  REQUIRE(!program.ok());
  const Error& error = program.errors().front();
  CHECK(error.code == "P-111");
  CHECK(error.message ==
        "'loan.own' is a number (losses.csv:2:21 '36'), which does not compare with months");
  CHECK(error.hint == "write 36mo in the cells, or let the column's name end in _months");
}

TEST_CASE("losses: a default before its loan began is told with its line") {
  const auto notes = [](const std::string& rows) {
    const auto file = read(kColumns + ",origination_date\n" + rows);
    REQUIRE(file.ok());
    return file.value().claims.notes;
  };
  CHECK(noted(notes("A,L1,2024-03-01,100,2024-03-01\nB,L2,2024-03-01,100,2024-03-02\nC,L3,2024-03-"
                    "01,100,2025-01-01\n"),
              "losses.csv:3: the default of 'B' is before its loan's origination (2 rows)"));
  CHECK(!noted(notes("A,L1,2024-03-01,100,2024-03-01\nB,L2,2024-03-01,100,\n"), "origination"));
}

TEST_CASE("losses: the dates of a loan have two spellings, of which a file gives one") {
  const auto bank = [](const std::string& asked, const std::string& column) {
    Tried tried{" - {step: young, gate: {require: {loan." + asked +
                    ": {ge: 2024-01-01}}}}\n - {step: q, quota: {fund: 50%, bank: rest}}\n",
                kColumns + "," + column + "\nA,L1,2024-03-01,100,2023-12-31\nB,L2,2024-03-01,100," +
                    "2024-01-01\n"};
    const auto shared = test::run(tried);
    return shared.result.borne_of(0, 2) * 1'000'000 + shared.result.borne_of(1, 2);
  };
  const std::int64_t gated = 10'000'005'000;  // 100 yuan of the old loan, 50 of the young one
  CHECK(bank("origination", "origination_date") == gated);
  CHECK(bank("origination_date", "origination") == gated);
  CHECK(bank("maturity", "maturity_date") == gated);
  CHECK(bank("maturity_date", "maturity") == gated);
  CHECK(fault(kColumns + ",origination,origination_date\n" + kRow + ",2024-01-01,2024-01-01\n") ==
        "P-153 1:62 the column 'origination_date' is given twice | remove or rename one of them");
}

TEST_CASE("losses: a filing or a recovery before its default is told") {
  const auto file = read(kColumns + ",filed_on,recovery_yuan,recovery_date\n" + kRow +
                         ",2024-02-29,5,2024-02-28\nB,L2,2024-03-01,100,2024-03-01,5,2024-03-01\n");
  REQUIRE(file.ok());
  CHECK(noted(file.value().claims.notes,
              "losses.csv:2: the filing date, taken as that of the default, of 'A' is before its "
              "default (1 row)"));
  CHECK(noted(file.value().claims.notes,
              "losses.csv:2: a recovery of 'A' is before its default (1 row)"));
}

TEST_CASE("losses: dates and amounts as a spreadsheet shows them are read under every header") {
  const auto file = read(kColumns + ",origination\nA,L1,2024/3/1,\"1,000\",2023年1月5日\n");
  REQUIRE_MESSAGE(file.ok(), (file.ok() ? "" : to_text(file.errors().front())));
  CHECK(to_iso(file.value().claims.default_date[0]) == "2024-03-01");
  CHECK(file.value().claims.principal_fen[0] == 100'000);
  CHECK(file.value().facts.find("loan.origination")->value[0] == parse_date("2023-01-05")->days);
  CHECK(noted(file.value().claims.notes, "column 'default_date'"));
  CHECK(noted(file.value().claims.notes, "column 'principal_loss_yuan'"));
}

TEST_CASE("losses: numbers beside rates are refused where a clause asks them, once") {
  const std::string losses = kColumns + ",ip_share\n" + kRow + ",0.6\nB,L2,2024-03-01,100,49.99%\n";
  const auto faults = [&](const std::string& steps, const std::string& trigger) {
    Tried tried{steps, losses};
    tried.trigger = trigger;
    const auto policy = test::read_tried(tried);
    REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
    const auto file = read(losses);
    REQUIRE(file.ok());
    const auto program = compile(policy.value(), file.value().facts);
    std::string all;
    for (const Error& error : program.errors()) all += to_text(error) + "\n";
    return all;
  };
  const std::string told =
      "losses.csv:3:21: the column 'ip_share' mixes plain numbers ('0.6', line 2) and rates "
      "('49.99%', line 3) [P-155]\n    write every cell as a rate: 60% for 0.6\n";
  const std::string quota = " - {step: q, quota: {fund: 50%, bank: rest}}\n";
  const std::string no_trigger = "{loan.principal_loss_yuan: {ge: 0yuan}}";
  const std::string gate = " - {step: g, gate: {require: {loan.ip_share: {ge: 50%}}}}\n";
  CHECK(faults(gate + quota, no_trigger) == told);
  CHECK(faults(gate + quota, "{loan.ip_share: {gt: 10%}}") == told);
  CHECK(faults(" - {step: q, quota: {fund: {fact: loan.ip_share}, bank: rest}}\n", no_trigger) ==
        told);
  CHECK(faults(" - {step: q, quota: {fund: {rate: 1%, of: scheme.ip_share}, bank: rest}}\n",
               no_trigger) == told);
  CHECK(faults(quota, no_trigger).empty());
}

TEST_CASE("losses: an assumption of another kind than its clause asks is told at its own line") {
  const auto compiled = [](const std::string& assumed, const std::string& steps) {
    Tried tried{steps, kColumns + ",rate,own\n" + kRow + ",5%,7\n"};
    tried.trigger = "{loan.rate: {gt: 0%}}";
    tried.year = "calendar\nassume: {a: " + assumed + "}";  // line 8; the steps from line 14
    const auto policy = test::read_tried(tried);
    const auto file = read(tried.losses);
    REQUIRE(file.ok());
    Errors errors = policy.errors();
    if (policy.ok()) errors = compile(policy.value(), file.value().facts).errors();
    if (errors.empty()) return std::string("ok");
    const Error& error = errors.front();
    return error.code + " " + std::to_string(error.origin.line) + ":" +
           std::to_string(error.origin.column) + " " + error.message;
  };
  const std::string quota = " - {step: q, quota: {fund: 50%, bank: rest}}\n";
  const std::string cap =
      quota + " - {step: c, cap: {party: fund, at: $a, per: loss, room: paid, over: bank}}\n";
  CHECK(compiled("60yuan", cap) == "ok");
  CHECK(compiled("60%", cap) ==
        "P-111 8:13 the limit of step 'c' is a rate, not an amount of money (named as $a in line "
        "15)");
  CHECK(compiled("{fact: loan.rate}", cap).find("P-111 8:13 the limit of step 'c' is a rate") == 0);
  CHECK(compiled("{fact: loan.principal_loss_yuan}",
                 " - {step: q, quota: {fund: $a, bank: rest}}\n") ==
        "P-111 8:13 a share is a rate, not an amount of money (named as $a in line 14)");
  CHECK(compiled("60wan", " - {step: g, gate: {require: {loan.own: {gt: $a}}}}\n" + quota) ==
        "P-111 8:13 'loan.own' is a number (losses.csv:2:24 '7'), which does not compare with an "
        "amount of money (named as $a in line 14)");
  const auto upto = [](const std::string& value) {
    return " - {step: q, quota: {fund: {tier: loan.own, rows: [{upto: " + value +
           ", is: 60%}, {else: 50%}]}, bank: rest}}\n";
  };
  CHECK(compiled("60wan", upto("$a")).find("P-111 8:13 ") == 0);
  CHECK(compiled("60wan", upto("60wan")).find("P-111 14:") == 0);
  // A rate of something, a sum: each part is the assumption's own.
  CHECK(compiled("3mo",
                 " - {step: c, slice: {upto: {rate: $a, of: loan.principal_loss_yuan}, per: loss, "
                 "to: {fund: 50%, bank: rest}}}\n")
            .find("P-111 8:13 ") == 0);
  CHECK(compiled("3mo",
                 " - {step: c, slice: {upto: {sum: [5wan, $a]}, per: loss, to: {fund: 50%, bank: "
                 "rest}}}\n")
            .find("P-111 8:13 ") == 0);
}

TEST_CASE(
    "losses: a header beside a loss column that is absent is refused; with its table a fact") {
  const auto header = [](const std::string& name) {
    return fault(kColumns + "," + name + "\n" + kRow + ",\n");
  };
  CHECK(header("filed_onn").find("P-154 1:") == 0);
  CHECK(header("filed_onn")
            .find("'filed_onn' is no column of losses | did you mean 'filed_on'? A "
                  "fact of the loan is loan.filed_onn") != std::string::npos);
  CHECK(header("interest_los_yuan").find("did you mean 'interest_loss_yuan'?") !=
        std::string::npos);
  CHECK(header("filing_date").find("write filed_on") != std::string::npos);
  CHECK(header("loan.filed_onn") == "ok");
  CHECK(header("filed_on") == "ok");
  CHECK(header("score") == "ok");
  CHECK(header("most_yuan") == "ok");
  CHECK(header("cots_yuan").find("did you mean 'cost_yuan'?") != std::string::npos);
  CHECK(header("cost_yuans").find("did you mean 'cost_yuan'?") != std::string::npos);
  CHECK(header("interst_yuan").find("did you mean 'interest_loss_yuan'?") != std::string::npos);
  CHECK(header("interest").find("write interest_loss_yuan") != std::string::npos);
  CHECK(header("filling_date").find("did you mean 'filed_on'?") != std::string::npos);
  CHECK(header("loan.orignation").find("did you mean 'loan.origination'?") != std::string::npos);
  CHECK(header("matuirty_date").find("did you mean 'loan.maturity_date'?") != std::string::npos);
  CHECK(header("origination") == "ok");
  CHECK(header("cost").find("write cost_yuan") != std::string::npos);
}
