#include "tests/models/sharing/random_scheme.hpp"

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

#include "tests/models/sharing/dice.hpp"

namespace pledgelab::test {
namespace {

void add_facts(Dice& dice, RandomScheme& scheme, std::size_t loans) {
  FactTable& facts = scheme.facts;
  facts.rows = loans;
  facts.counts_in_totals.assign(loans, 1);
  const auto column = [&](const std::string& name, FactKind kind, int missing, auto value) {
    FactColumn made;
    made.name = name;
    made.kind = kind;
    for (std::size_t row = 0; row < loans; ++row) {
      const bool absent = dice.chance(missing);
      made.present.push_back(absent ? 0 : 1);
      made.value.push_back(absent ? 0 : value());
    }
    add_column(facts, std::move(made));
  };
  const int rare = dice.chance(30) ? 8 : 0;
  column("loan.approved_yuan", FactKind::money, 0, [&] { return 1 + dice.upto(1'000'000'00); });
  column("loan.guaranteed_yuan", FactKind::money, rare, [&] { return dice.upto(1'000'000'00); });
  column("loan.ip_share", FactKind::rate, rare,
         [&] { return dice.chance(10) ? 1'000'000 : dice.upto(1'000'000); });
  column("borrower.first_loan", FactKind::boolean, rare, [&] { return dice.upto(1); });
  column("borrower.grade", FactKind::text, rare, [&] {
    return intern(facts, dice.pick({"A", "B", "C"}));
  });
  column("loan.lender_id", FactKind::text, 0, [&] {
    return intern(facts, dice.pick({"K1", "K2"}));
  });
  column("loan.borrower_id", FactKind::text, rare, [&] {
    return intern(facts, dice.pick({"B1", "B2", "B3"}));
  });
  column("borrower.group_id", FactKind::text, 50, [&] { return intern(facts, "G1"); });
  column("loan.insurer_id", FactKind::text, rare, [&] { return intern(facts, "I1"); });
  column("borrower.classes", FactKind::text, rare, [&] {
    return intern(facts,
                  dice.pick({"high_tech", "high_tech;little_giant", "little_giant", "tech"}));
  });
  column("loan.rate", FactKind::rate, rare, [&] { return dice.upto(90'000); });
  // Some on the last and the first day of the policy's dates.
  const std::int64_t edges[] = {make_date(2024, 6, 15)->days, make_date(2020, 1, 1)->days};
  column("loan.origination_date", FactKind::date, rare,
         [&] { return dice.chance(15) ? edges[dice.upto(1)] : 18'000 + dice.upto(2'000); });
  if (dice.chance(50)) {
    for (std::size_t row = 0; row < loans; ++row) {  // shares of guaranteed ÷ approved within 1
      auto& columns = facts.columns;
      columns[1].value[row] = std::min(columns[1].value[row], columns[0].value[row]);
    }
  }
}

void add_tape(Dice& dice, RandomScheme& scheme, std::size_t loans) {
  LossTape& tape = scheme.tape;
  tape.as_of =
      *make_date(2024, 1 + static_cast<int>(dice.upto(11)), 1 + static_cast<int>(dice.upto(27)));
  tape.month_count = 36;
  tape.path_count = 1;
  const std::int64_t size = dice.chance(50) ? 40 : 900'000'00;
  std::vector<TapeRow> rows;
  for (std::uint32_t loan = 0; loan < loans; ++loan) {
    if (dice.chance(30)) continue;
    TapeRow row;
    row.loan = LoanId{loan};
    row.month = static_cast<std::uint16_t>(1 + dice.upto(35));
    row.principal = Money::of_fen(dice.upto(size));
    row.interest = Money::of_fen(dice.upto(size / 10));
    rows.push_back(row);
    std::int64_t left = (row.principal + row.interest).fen();
    for (int i = 0; i < 3 && dice.chance(60); ++i) {
      TapeRow back = row;
      back.kind = TapeKind::recovery;
      back.month = static_cast<std::uint16_t>(row.month + dice.upto(20));
      back.principal = Money::of_fen(dice.upto(left));
      back.interest = Money();
      left -= back.principal.fen();
      rows.push_back(back);
    }
  }
  std::stable_sort(rows.begin(), rows.end(), [](const TapeRow& a, const TapeRow& b) {
    if (a.month != b.month) return a.month < b.month;
    if (a.loan != b.loan) return a.loan < b.loan;
    return a.kind < b.kind;
  });
  for (const TapeRow& row : rows) tape.push_back(row);
}

// Shares of the four parties: percentages that sum to 100, or with a rest; some by facts.
std::string shares(Dice& dice) {
  const std::int64_t a = dice.upto(60);
  const std::int64_t b = dice.upto(100 - a);
  const std::string percent_a = std::to_string(a) + "." + std::to_string(dice.upto(9)) + "%";
  if (dice.chance(25))
    return "{fund: {ratio: [loan.guaranteed_yuan, loan.approved_yuan]}, bank: rest}";
  if (dice.chance(20)) {
    return "{fund: {tier: borrower.grade, rows: [{in: [A], is: 1/3}, {in: [B], is: " +
           std::to_string(a) + "%}" + (dice.chance(80) ? ", {else: 5%}" : "") + "]}, bank: rest}";
  }
  if (dice.chance(20)) {
    return "{fund: {sum: [" + std::to_string(a) +
           "%, {if: {borrower.first_loan: {eq: true}}, is: 5%}], at_most: 60%}, insurer: 20%, "
           "bank: "
           "rest}";
  }
  if (dice.chance(20)) return "{fund: 1/3, insurer: 1/3, bank: rest}";
  if (dice.chance(30)) {
    return "{fund: " + std::to_string(a) + "%, insurer: " + std::to_string(b) +
           "%, city: " + std::to_string(100 - a - b) + "%}";
  }
  return "{insurer: " + percent_a + ", bank: " + (a < 60 ? "20%" : "0%") + ", fund: rest}";
}

std::string limit(Dice& dice, bool close) {
  const std::string part = std::to_string(1 + dice.upto(20)) + "%";
  if (close || dice.chance(40)) return "{rate: " + part + ", of: scheme.approved_yuan}";
  if (dice.chance(30)) return "{rate: " + part + ", of: loss.base}";
  if (dice.chance(30)) {
    return "{tranche: loan.approved_yuan, rows: [{upto: 100yuan, rate: 20%}, {else: " + part +
           "}]}";
  }
  if (dice.chance(20)) return "{rate: 80%, of: [bill.bank, bill.fund], less: loan.guaranteed_yuan}";
  return std::to_string(dice.upto(500'000)) + "fen";
}

std::string unit(Dice& dice, bool close) {
  const std::string who =
      dice.pick({"loan", "borrower", "group", "lender", "scheme", "bank", "borrower.grade"});
  const std::string period = close ? std::string("life") : dice.pick({"year", "cohort", "life"});
  return "per: [" + who + ", " + period + "], when: " + (close ? "close" : "claim");
}

// The bounds of a layer or cede, at least one where `needed`; the range may be empty.
std::string bounds(Dice& dice, bool close, bool needed) {
  const bool above = dice.chance(60);
  const bool upto = dice.chance(60) || (needed && !above);
  return (above ? "above: " + limit(dice, close) + ", " : std::string()) +
         (upto ? "upto: " + limit(dice, close) + ", " : std::string());
}

std::string maybe_if(Dice& dice) {
  if (!dice.chance(25)) return {};
  return dice.pick({"if: {borrower.first_loan: {eq: true}}, ", "if: {loss.open: {gt: 20fen}}, ",
                    "if: {not: {borrower.grade: {in: [A, B]}}}, ",
                    "if: {borrower.classes: {has: high_tech}}, ",
                    "if: {any: [{loan.ip_share: {ge: 50%}}, {bill.bank: {eq: 0fen}}]}, "});
}

struct Steps {
  std::string text;
  int count = 0;
  void add(const std::string& condition, const std::string& verb) {
    text += "  - {step: s" + std::to_string(++count) + ", " + condition + verb + "}\n";
  }
};

void narrow(Dice& dice, Steps& steps, bool closes, bool recompute) {
  if (dice.chance(30)) {
    steps.add(maybe_if(dice),
              "gate: {require: {all: [{loan.ip_share: {ge: 20%}}, "
              "{borrower.grade: {ne: C}}]}" +
                  std::string(dice.chance(30) ? ", else: city" : "") + "}");
  }
  if (dice.chance(80)) {
    const std::string of = dice.pick({"[principal]", "[principal, interest]", "[interest]"});
    const bool limited = of != "[principal]" && dice.chance(40);
    const std::string days =
        limited ? ", interest_days: " + std::to_string(1 + dice.upto(400)) : std::string();
    steps.add({}, "base: {of: " + of + ", net: " + dice.pick({"true", "false"}) + days +
                      (dice.chance(25) ? ", part: loan.ip_share}" : "}"));
  }
  for (int i = 0; i < 3 && dice.chance(45); ++i) {
    const bool at_claim = !closes && !recompute && dice.chance(60);
    const bool alone = dice.chance(30);
    const bool close = !at_claim && !alone && closes;
    if (!at_claim && !close && !alone) continue;
    const std::string over = alone ? "per: loss" : unit(dice, close);
    const std::string verb = dice.pick({"slice", "slice", "deductible", "layer"});
    const std::string other = dice.chance(40) ? ", else: insurer}" : "}";
    if (verb == "slice") {
      steps.add(maybe_if(dice), "slice: {upto: " + limit(dice, close) + ", " + over +
                                    ", to: " + shares(dice) + "}");
    } else if (verb == "deductible") {
      steps.add(maybe_if(dice), "deductible: {first: " + limit(dice, close) + ", " + over + other);
    } else {
      steps.add(maybe_if(dice), "layer: {" + bounds(dice, close, true) + over + other);
    }
    closes = closes || close;
  }
}

void moves(Dice& dice, Steps& steps, bool closes, bool recompute) {
  for (int i = 0; i < 3 && dice.chance(55); ++i) {
    const std::string party = dice.pick({"fund", "insurer", "city"});
    const bool alone = dice.chance(30);
    if (!alone && !closes && recompute) continue;
    if (dice.chance(35)) {
      const std::string from = dice.pick({"fund", "insurer", "city", "bank"});
      steps.add(maybe_if(dice),
                "cede: {party: " + from + ", " + bounds(dice, !alone && closes, false) +
                    (alone ? "per: loss" : unit(dice, closes)) + ", to: " + shares(dice) + "}");
      continue;
    }
    const bool room = !alone && !closes && dice.chance(50);
    steps.add(maybe_if(dice),
              "cap: {party: " + party + ", at: " + limit(dice, !alone && closes) + ", " +
                  (alone ? "per: loss" : unit(dice, closes)) +
                  ", room: " + (room ? "paid_less_recovered" : "paid") + ", over: " +
                  (party == "fund" ? dice.pick({"bank", "city"}) : std::string("bank")) + "}");
  }
}

std::string recovery(Dice& dice, bool recompute) {
  if (recompute) return "recompute";
  const std::string by =
      dice.pick({"as_borne", "as_borne", "as_quota", "residual_first", "payers_first"});
  if (!dice.chance(35)) return by;
  return by + ", within: " + dice.pick({"0d", "100d", "6mo", "1y"});
}

// A path's claims are filed as soon as they may be: never too late.
std::string waits(Dice& dice) {
  std::string text;
  if (dice.chance(35)) text += ", wait: " + dice.pick({"60d", "3mo", "1y"});
  if (dice.chance(20)) text += ", file_within: " + dice.pick({"0d", "6mo"});
  return text;
}

std::string account_of(Dice& dice) {
  const std::string amount = std::to_string(dice.upto(dice.chance(50) ? 60 : 90'000'000)) + "fen";
  const std::string later = dice.chance(50) ? "2025-07-01" : "2027-12-31";
  return ", account: {sources: [{from: city, amount: " + amount +
         ", date: 2024-03-01}, {from: city, amount: " + amount + ", date: " + later + "}]}";
}

void add_balance(Dice& dice, Steps& steps, const std::string& party,
                 const std::vector<std::string>& over) {
  const std::string room = dice.pick({"paid", "paid_less_recovered"});
  const std::string order = dice.pick({"fifo", "pro_rata"});
  steps.add(maybe_if(dice), "cap: {party: " + party +
                                ", at: balance, per: [scheme, life], when: claim, room: " + room +
                                ", short: " + order + ", over: " + dice.pick(over) + "}");
}

}  // namespace

namespace {

// From dice of its own: the schemes of the seeds stay what they were.
void add_id_order(std::uint64_t seed, RandomScheme& scheme) {
  std::mt19937_64 random(seed + 0x1d);
  scheme.id_order.resize(scheme.facts.rows);
  std::iota(scheme.id_order.begin(), scheme.id_order.end(), 0U);
  std::shuffle(scheme.id_order.begin(), scheme.id_order.end(), random);
}

}  // namespace

RandomScheme random_scheme(std::uint64_t seed) {
  Dice dice{std::mt19937_64(seed)};
  RandomScheme scheme;
  const auto loans = static_cast<std::size_t>(1 + dice.upto(11));
  add_facts(dice, scheme, loans);
  add_tape(dice, scheme, loans);
  if (seed % 2 == 1) add_id_order(seed, scheme);
  const bool closes = dice.chance(40);
  const bool recompute = dice.chance(30);
  const bool account = !closes && !recompute && dice.chance(50);
  Steps steps;
  narrow(dice, steps, closes, recompute);
  steps.add(maybe_if(dice), "quota: " + shares(dice));
  moves(dice, steps, closes, recompute);
  std::string sources;
  std::string city_sources;
  if (account) {
    sources = account_of(dice);
    const bool second = dice.chance(40);
    add_balance(dice, steps, "fund", {"queue", "queue", "city", "bank"});
    if (second) {
      city_sources = account_of(dice);
      add_balance(dice, steps, "city", {"queue", "bank", "insurer"});
    }
  }
  std::string back = recovery(dice, recompute);
  if (!city_sources.empty()) back = "as_borne";  // the others are refused beside restored room
  // The dates of a path begin with its as-of date; those of originations lie years before.
  const std::string by = dice.pick({"origination", "default", "claim"});
  const std::string from =
      by == "origination" ? "2020-01-01" : dice.pick({"2020-01-01", "2024-11-10"});
  scheme.yaml =
      "schema: policy/1\nid: random\nversion: '1'\nsource: [{title: made, mark: assumed}]\n"
      "effective: {from: " +
      from + ", to: " + (by == "origination" ? "2024-06-15" : "2026-06-15") + ", by: " + by +
      "}\nmoney: {currency: CNY, round: " + dice.pick({"half_up", "half_even"}) +
      "}\nyear: " + dice.pick({"calendar", "{from: 04-01}"}) + "\nparties:\n  fund: {kind: fund" +
      sources +
      "}\n  bank: {kind: bank, firm: loan.lender_id}\n  insurer: {kind: insurer, firm: "
      "loan.insurer_id}\n  city: {kind: treasury" +
      city_sources +
      "}\nresidual: bank\n"
      "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: " +
      dice.pick({"claim", "quarter_end", "year_end"}) + waits(dice) + "}\nsteps:\n" + steps.text +
      "recovery: {costs: " + dice.pick({"first", "shared"}) + ", by: " + back + "}\n";
  return scheme;
}

Claims claims_of(const RandomScheme& scheme) {
  Claims claims = claims_of_path(scheme.tape, 0, scheme.tape.size(), "CNY");
  if (scheme.id_order.empty()) return claims;
  for (std::size_t i = 0; i < claims.size(); ++i) claims.rank[i] = scheme.id_order[claims.row[i]];
  return claims;
}

}  // namespace pledgelab::test
