#include "tests/twins/random_extras.hpp"

#include <algorithm>

#include "models/base/date.hpp"

namespace pledgelab::twins {

namespace {

using Words = std::vector<std::string>;

const Words kStocks = {"loan_balance", "npl_balance", "overdue_balance", "overdue_principal"};
const Words kFlows = {"lent", "repaid", "premium_earned", "fee_earned", "write_offs"};
const Words kSpans = {"0d", "6mo", "1y", "90d"};

std::string fen(std::int64_t amount) { return std::to_string(amount) + "fen"; }

std::string percent(std::int64_t whole) { return std::to_string(whole) + "%"; }

}  // namespace

std::string RandomExtras::account_terms() {
  std::string text;
  if (x_dice.chance(40)) {
    text += ", income: {rate: " + std::to_string(x_dice.between(0, 900)) +
            "bp, credited: " + (x_dice.chance(50) ? "quarter" : "year") + "}";
  }
  if (x_dice.chance(35)) {
    text += ", costs: [{id: audit, amount: " + fen(x_dice.between(1, x_unit)) + ", every: year}";
    if (x_dice.chance(30)) text += ", {id: rent, amount: 3fen, every: year}";
    text += "]";
  }
  if (x_dice.chance(35)) {
    const std::int64_t below = x_dice.between(1, 2 * x_unit);
    text += ", top_up: [{from: city, below: " + fen(below) +
            ", to: " + fen(below + x_dice.between(0, x_unit));
    if (x_dice.chance(40)) text += ", at_most: " + fen(x_dice.between(1, x_unit));
    text += "}]";
  }
  if (x_dice.chance(35)) {
    const std::string of = x_dice.chance(60) ? "paid_in" : fen(x_dice.between(1, 4 * x_unit));
    text += ", leverage: {at_most: " + std::to_string(x_dice.between(1, 6)) + ", of: " + of +
            ", counts: " + x_dice.pick(Words{"loan.approved_yuan", "loan.guaranteed_yuan"}) + "}";
  }
  return text;
}

std::string RandomExtras::measure() {
  return x_dice.chance(50) ? x_dice.pick(kStocks) : x_dice.pick(kFlows);
}

std::string RandomExtras::booked_or(const std::string& measure) {
  if (x_dice.chance(70)) return measure;
  return x_dice.pick(Words{"gross.", "bill.", "net."}) + x_dice.pick(x_parties);
}

std::string RandomExtras::ratios(bool firms) {
  std::string text = "ratios:\n";
  const int count = x_dice.chance(30) ? 2 : 1;
  const std::string per = firms && x_dice.chance(60) ? "lender" : "scheme";
  for (int i = 1; i <= count; ++i) {
    const std::string id = "r" + std::to_string(i);
    const std::string who =
        x_dice.chance(15) && std::count(x_parties.begin(), x_parties.end(), "guarantor") > 0
            ? "guarantor"
            : per;
    text += "  " + id + ": {top: " + booked_or(measure()) + ", bottom: ";
    text += x_dice.chance(70) ? x_dice.pick(Words{"loan_balance", "lent"}) : booked_or(measure());
    text += ", loans: " + x_dice.pick(Words{"scheme", "scheme", "all", "book"});
    text += ", per: " + who + ", at: ";
    text += x_dice.pick(Words{"running", "month_end", "quarter_end", "year_end"}) + "}\n";
    x_ratios.push_back(id);
    if (x_dice.chance(60)) x_values.ask_rate("ratio." + id);
  }
  if (x_dice.chance(60)) x_values.ask_money("lender." + measure());
  if (x_dice.chance(25)) x_values.ask_money(x_dice.pick(x_parties) + "." + measure());
  return text;
}

std::string RandomExtras::band() {
  const std::int64_t above = x_dice.between(0, 8);
  return "band: {ratio: " + x_dice.pick(x_ratios) + ", above: " + percent(above) +
         ", upto: " + percent(above + x_dice.between(0, 12)) + ", when: close";
}

std::string RandomExtras::watch(const std::string& ratio) {
  const std::int64_t trip = x_dice.between(1, 12);
  const std::int64_t resume = x_dice.between(0, trip);
  std::string text = "watch: ";
  std::string trips;
  std::string resumes;
  if (!ratio.empty()) {
    text += ratio;
    trips = percent(trip);
    resumes = percent(resume);
  } else {
    const std::string of = booked_or(measure());
    text += x_dice.chance(40) ? "{rate: 50%, of: " + of + "}" : of;
    trips = fen(1 + trip * x_unit / 8);
    resumes = fen(1 + resume * x_unit / 8);
  }
  text += ", trip: {" + std::string(x_dice.chance(50) ? "ge" : "gt") + ": " + trips + "}";
  text += ", resume: ";
  return text + (x_dice.chance(85) ? "{lt: " + resumes + "}" : "never");
}

std::string RandomExtras::breakers() {
  std::string text = "breakers:\n";
  const int count = x_dice.chance(30) ? 2 : 1;
  for (int i = 1; i <= count; ++i) {
    text += "  - {id: stop" + std::to_string(i) + ", ";
    const std::string ratio = x_dice.chance(65) ? x_dice.pick(x_ratios) : "";
    const bool any = x_dice.chance(25);
    if (any) {
      text += "any: [{" + watch(ratio) + "}, {" +
              watch(ratio.empty() ? "" : x_dice.pick(x_ratios)) + "}]";
    } else {
      text += watch(ratio);
    }
    const std::string does = x_dice.pick(Words{"warn", "stop_new", "stop_claims", "stop_claims"});
    text += ", does: " + does;
    if (does == "stop_claims") {
      text += std::string(", held: ") + (x_dice.chance(70) ? "until_resume" : "lapse");
    }
    text += ", off_at_least: " + (x_dice.chance(65) ? "0d" : x_dice.pick(kSpans)) + "}\n";
  }
  return text;
}

std::string RandomExtras::loan_condition() {
  switch (x_dice.below(4)) {
    case 0:
      return "{loan.sector: {ne: farm}}";
    case 1:
      return "{borrower.size: {le: small}}";
    case 2:
      return "{loan.first_loan: {eq: true}}";
    default:
      return "{any: [{loan.sector: {eq: key}}, {loan.ip_share: {ge: 50%}}]}";
  }
}

std::string RandomExtras::loan_amount() {
  const std::string of =
      x_dice.pick(Words{"loan.approved_yuan", "loan.guaranteed_yuan", "loan.other_aid_yuan"});
  switch (x_dice.below(4)) {
    case 0:
      return x_values.literal_money();
    case 1:
      return "{fact: " + of + "}";
    case 2:
      return "{sum: [{rate: 2%, of: " + of + "}, {if: " + loan_condition() + ", is: 3fen}]}";
    default:
      return "{rate: " + x_values.literal_share() + ", of: " + of + "}";
  }
}

std::string RandomExtras::charge(int number) {
  std::vector<std::string> ends = x_parties;
  ends.push_back("borrower");
  const std::string payer = x_dice.pick(ends);
  std::string payee = x_dice.pick(ends);
  if (payee == payer) payee = payer == "borrower" ? x_parties[0] : "borrower";
  std::string text = "  - {id: x" + std::to_string(number) + ", kind: ";
  text += x_dice.pick(Words{"premium", "fee", "subsidy", "reward"}) + ", amount: " + loan_amount();
  text += ", payer: " + payer + ", payee: " + payee;
  const std::string when = x_dice.pick(Words{"origination", "origination", "settlement", "claim"});
  const std::string every =
      when == "origination" ? x_dice.pick(Words{"once", "quarter", "year"}) : "once";
  text += ", every: " + every + ", when: " + when;
  if (every != "once" && x_dice.chance(50)) {
    text += ", years: " + std::to_string(x_dice.between(1, 3));
  }
  if (x_dice.chance(30)) text += ", if: " + loan_condition();
  if (x_dice.chance(30)) {
    text += ", at_most: " + loan_amount() + ", per: [" +
            x_dice.pick(Words{"loan", "borrower", "scheme", "lender", "loan.sector"}) + ", " +
            (x_dice.chance(50) ? "year" : "life") + "]";
  }
  return text + "}\n";
}

std::string RandomExtras::charges() {
  std::string text = "charges:\n" + charge(1);
  if (x_dice.chance(40)) text += charge(2);
  return text;
}

std::string RandomExtras::advance() {
  const std::string rate =
      x_dice.chance(50) ? x_values.literal_share()
                        : "{fact: " + x_dice.pick(Words{"loan.ip_share", "loan.score"}) + "}";
  return ", advance: {rate: " + rate +
         ", final: " + (x_dice.chance(50) ? "write_off" : "settlement") + "}";
}

std::string RandomExtras::instalments() {
  if (x_dice.chance(40)) {
    return ", instalments: [{share: 1/3, after: 0d}, {share: 2/3, after: 6mo}]";
  }
  const std::int64_t first = x_dice.between(1, 60);
  return ", instalments: [{share: " + percent(first) + ", after: 30d}, {share: " + percent(20) +
         ", after: 3mo}, {share: " + percent(80 - first) + ", after: 1y}]";
}

std::string RandomExtras::purchase() {
  return "purchase: {party: " + x_dice.pick(x_parties) + ", price: " + loan_amount() +
         ", within: " + x_dice.pick(kSpans) + "}\n";
}

namespace {

// One party's rows of one measure for one choice of loans.
class Series {
 public:
  Series(Dice& dice, std::int64_t unit, std::string head, const std::string& measure)
      : x_dice(dice), x_unit(unit), x_head(std::move(head)), x_measure(measure) {
    x_stock = std::count(kStocks.begin(), kStocks.end(), measure) > 0;
  }

  std::string draw(int months) {
    std::string text;
    const bool cohorts = x_dice.chance(15);
    const bool both = !cohorts && x_dice.chance(5);
    for (int month = months; month <= 60; month += months) {
      if (!x_dice.chance(88)) continue;
      const Date start = add_months(*make_date(2019, 1, 1), month - months);
      const Date end = add_days(add_months(*make_date(2019, 1, 1), month), -1);
      if (!cohorts) text += line(start, end, "");
      if (!cohorts && !both) continue;
      for (const char* cohort : {"2019", "2020", "2021"}) {
        if (x_dice.chance(80)) text += line(start, end, cohort);
      }
    }
    return text;
  }

 private:
  std::string line(Date start, Date end, const std::string& cohort) {
    std::int64_t most = x_unit;
    if (x_measure == "loan_balance") most = 20 * x_unit;
    if (x_measure == "lent") most = 6 * x_unit;
    const std::int64_t value = x_dice.chance(5) ? 0 : x_dice.between(0, most);
    const std::string cents = std::to_string(value % 100);
    const std::string first = x_stock && x_dice.chance(50) ? "" : to_iso(start);
    return x_head + first + "," + to_iso(end) + "," + cohort + "," + x_measure + "," +
           std::to_string(value / 100) + "." + (cents.size() == 1 ? "0" : "") + cents + "\n";
  }

  Dice& x_dice;
  std::int64_t x_unit;
  std::string x_head;
  std::string x_measure;
  bool x_stock = false;
};

}  // namespace

std::string draw_periods(Dice& dice, const std::string& policy, std::int64_t unit) {
  const auto uses = [&](const std::string& word) { return policy.find(word) != std::string::npos; };
  std::string text = "party_id,scheme_id,period_start,period_end,cohort,measure,value_yuan\n";
  Words parties = {"", "l0", "l1"};
  if (uses("per: guarantor") || uses("guarantor.")) parties.insert(parties.end(), {"G0", "G1"});
  if (uses("insurer.")) parties.insert(parties.end(), {"I0", "I1"});
  Words loans = {"drawn"};
  if (uses("loans: all")) loans.emplace_back();
  if (uses("loans: book")) loans.emplace_back("book");
  Words measures = kStocks;
  measures.insert(measures.end(), kFlows.begin(), kFlows.end());
  const int months = dice.pick(std::vector<int>{1, 3, 3, 12, 12, 6});
  for (const std::string& measure : measures) {
    if (!uses(measure)) continue;
    for (const std::string& party : parties) {
      for (const std::string& choice : loans) {
        if (!dice.chance(95)) continue;
        text += Series(dice, unit, party + "," + choice + ",", measure).draw(months);
      }
    }
  }
  return text;
}

}  // namespace pledgelab::twins
