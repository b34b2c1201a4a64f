#include "tests/engine/verbs/full_book.hpp"

#include <doctest/doctest.h>

#include <cstdio>

#include "engine/formats/yaml.hpp"
#include "engine/render/html.hpp"
#include "engine/report/report.hpp"
#include "engine/run/run_book.hpp"
#include "engine/verbs/describe.hpp"
#include "models/collateral/cover.hpp"
#include "models/policy/law.hpp"
#include "models/scenario/read.hpp"
#include "models/valuation/value.hpp"
#include "tests/engine/verbs/full_evidence.hpp"
#include "tests/support/places.hpp"

namespace pledgelab::test {
namespace {

Date day(const char* iso) { return parse_date(iso).value(); }

Borrower borrower(const std::string& id, const char* sector, BorrowerSize size) {
  Borrower one;
  one.id = id;
  one.name = "name of " + id;
  one.group_id = "G1";
  one.region = "Jiangsu";
  one.sector = sector;
  one.size = size;
  one.enterprise_class = "tech_sme";
  one.revenue = Money::of_yuan(10'000'000);
  one.staff_count = 100;
  one.registration_date = day("2015-01-01");
  one.first_loan = true;
  one.in_park = true;
  one.scheme_balance = Money::of_yuan(5'000'000);
  return one;
}

Loan loan(std::uint32_t number) {
  Loan one;
  one.id = "L" + std::to_string(number);
  one.borrower = BorrowerId{number};
  one.lender = LenderId{number % 2};
  one.product = "ip_pledge";
  one.origination = day("2025-03-01");
  one.term_from_scenario = number == 8;
  one.maturity = one.term_from_scenario ? one.origination : day("2028-03-01");
  one.principal = Money::of_yuan(1'000'000);
  one.balance = Money::of_yuan(900'000);
  one.rate = Rate{50'000};
  one.base_rate = Rate{30'000};
  one.repayment = number % 2 == 0 ? Repayment::equal_principal : Repayment::interest_only;
  one.payment_interval_months = 1;
  one.days_past_due = number == 0 ? 90 : 0;
  one.five_tier = number == 2 ? FiveTier::special_mention : FiveTier::normal;
  one.route = LoanRoute::direct;
  one.ip_share = Share{600'000};
  one.other_cover = false;
  one.other_aid = Money::of_yuan(10'000);
  one.guaranteed_share = Share{500'000};
  one.approved = Money::of_yuan(1'000'000);
  one.guaranteed = Money::of_yuan(500'000);
  one.guarantor_id = "GUA";
  one.insurer_id = "INS";
  one.valuer_id = "VAL";
  return one;
}

Asset right(std::uint32_t number, AssetKind kind) {
  Asset one;
  one.id = "A" + std::to_string(number);
  one.number = "CN" + std::to_string(number);
  one.kind = kind;
  one.region = "Jiangsu";
  one.sector = "machine_tools";
  one.filing_date = day("2018-01-01");
  return one;
}

void add_patents(std::vector<Asset>& rights) {
  Asset invention = right(0, AssetKind::invention);
  invention.owner_id = "B0";
  invention.grant_date = day("2020-01-01");
  invention.product_id = "P1";
  invention.product_share = Share{500'000};
  invention.product_revenue = Money::of_yuan(20'000'000);
  invention.revenue_growth = Rate{60'000};
  invention.royalty_rate = Rate{50'000};
  invention.commercialised = true;
  invention.facts = Patent{AssetKind::invention, "H01M", {}};
  rights.push_back(invention);
  Asset model = right(1, AssetKind::utility_model);
  model.filing_date = day("2021-01-01");
  model.product_id = "P1";
  model.product_share = Share{400'000};
  model.product_revenue = Money::of_yuan(20'000'000);
  model.facts = Patent{AssetKind::utility_model, "B25J", true};
  rights.push_back(model);
  Asset design = right(2, AssetKind::design);
  design.filing_date = day("2022-01-01");
  design.product_id = "P2";
  design.essential = false;  // if it were, the loan that holds only its mate would hold nothing
  design.product_revenue = Money::of_yuan(5'000'000);
  design.facts = Patent{AssetKind::design, "06-01", false};
  rights.push_back(design);
}

void add_marks(std::vector<Asset>& rights) {
  Asset mark = right(3, AssetKind::trademark);
  mark.sector = "food";
  mark.grant_date = day("2020-08-01");  // renewed in the fourth year, or in the fifth
  mark.product_revenue = Money::of_yuan(8'000'000);
  mark.facts = Trademark{"30", 60.0, day("2023-08-01")};
  rights.push_back(mark);
  Asset indication = right(4, AssetKind::geographical_indication);
  indication.sector = "food";
  indication.grant_date = day("2019-01-01");
  indication.product_revenue = Money::of_yuan(6'000'000);
  indication.facts = GeographicalIndication{GiForm::member_use_right, Money::of_yuan(10),
                                            Money::of_yuan(6), Share{500'000}};
  rights.push_back(indication);
}

Asset layout(std::uint32_t number, const char* created, const char* used) {
  Asset one = right(number, AssetKind::layout_design);
  one.filing_date = day("2020-06-01");
  one.facts =
      LayoutDesign{28.0, day(created), day(used), 200'000.0, Money::of_yuan(20), Share{100'000}};
  return one;
}

void add_others(std::vector<Asset>& rights) {
  rights.push_back(layout(5, "2014-01-01", "2019-12-01"));  // ends by its creation
  Asset work = right(6, AssetKind::copyright);
  work.facts =
      Copyright{WorkType::software, day("2024-06-01"), 100.0, Money::of_yuan(20'000), true};
  rights.push_back(work);
  Asset invention = right(7, AssetKind::invention);
  invention.expiry_date = day("2032-01-01");
  invention.product_id = "P2";
  invention.product_revenue = Money::of_yuan(5'000'000);
  invention.facts = Patent{AssetKind::invention, "G06F", {}};
  rights.push_back(invention);
  rights.push_back(layout(8, "2019-01-01", "2019-12-01"));  // ends by its first use
}

// Rights that state little, so that the scenario speaks for them; open questions of status.
void add_silent(std::vector<Asset>& rights) {
  Asset invention = right(9, AssetKind::invention);
  invention.owner_id = "B2";
  invention.status = LegalStatus::pending_invalidation;
  invention.commercialised = false;
  invention.facts = Patent{AssetKind::invention, "C07D", {}};
  rights.push_back(invention);
  Asset prior = right(17, AssetKind::invention);  // the survey's chance by its owner's size
  prior.owner_id = "B4";
  prior.facts = Patent{AssetKind::invention, "A61K", {}};
  Asset model = right(10, AssetKind::utility_model);
  model.filing_date = day("2023-01-01");
  model.status = LegalStatus::grace;
  model.facts = Patent{AssetKind::utility_model, "A47J", {}};
  rights.push_back(model);
  Asset mark = right(11, AssetKind::trademark);
  mark.grant_date = day("2022-01-01");
  mark.product_revenue = Money::of_yuan(3'000'000);
  mark.facts = Trademark{"25", {}, {}};
  rights.push_back(mark);
  Asset unused = right(12, AssetKind::trademark);
  unused.grant_date = day("2023-01-01");
  unused.facts = Trademark{"9", {}, {}};
  rights.push_back(unused);
  Asset indication = right(13, AssetKind::geographical_indication);
  indication.product_revenue = Money::of_yuan(9'000'000);
  indication.facts =
      GeographicalIndication{GiForm::collective_mark, Money::of_yuan(10), Money::of_yuan(6), {}};
  rights.push_back(indication);
  Asset chip = right(14, AssetKind::layout_design);
  chip.filing_date = day("2021-06-01");
  chip.facts = LayoutDesign{{}, day("2021-01-01"), {}, 100'000.0, Money::of_yuan(30), {}};
  rights.push_back(chip);
  Asset work = right(15, AssetKind::copyright);
  work.product_revenue = Money::of_yuan(2'000'000);
  work.facts =
      Copyright{WorkType::software, day("2024-01-01"), 40.0, Money::of_yuan(15'000), false};
  rights.push_back(work);
  Asset member = right(16, AssetKind::geographical_indication);
  member.product_revenue = Money::of_yuan(4'000'000);
  member.facts =
      GeographicalIndication{GiForm::member_use_right, Money::of_yuan(9), Money::of_yuan(6), {}};
  rights.push_back(member);
  rights.push_back(prior);
}

// A right whose inputs lie just inside each gate: 9.5 times the owner's turnover, 24 %, 47 %.
void add_edge(std::vector<Asset>& rights) {
  Asset edge = right(18, AssetKind::invention);
  edge.owner_id = "B6";
  edge.product_revenue = Money::of_yuan(95'000'000);
  edge.royalty_rate = Rate{240'000};
  edge.revenue_growth = Rate{470'000};
  edge.facts = Patent{AssetKind::invention, "H01M", {}};
  rights.push_back(edge);
}

// A patent that nobody uses yet: its option to develop is priced.
void add_option(std::vector<Asset>& rights) {
  Asset unused = right(19, AssetKind::invention);
  unused.owner_id = "B5";
  unused.commercialised = false;
  unused.facts = Patent{AssetKind::invention, "C07D", {}};
  rights.push_back(unused);
}

void add_pledges(Book& book) {
  const auto pledge = [&](std::uint32_t loan_number, std::uint32_t asset, std::int32_t rank) {
    Pledge one;
    one.id = "P" + std::to_string(book.pledges.size());
    one.loan = LoanId{loan_number};
    one.asset = AssetId{asset};
    one.rank = rank;
    one.registration_number = "R" + one.id;
    one.registration_date = day("2025-03-10");
    one.registration_expiry = day("2028-04-01");
    book.pledges.push_back(one);
  };
  pledge(7, 7, 1);  // the cap of the first leaves more to the second, who finds too little
  book.pledges.back().secured_amount = Money::of_yuan(500'000);
  pledge(2, 7, 2);
  for (std::uint32_t i = 0; i < book.assets.size(); ++i) {
    if (i != 7) pledge(i % 9, i, 1);
  }
  for (std::uint32_t i = 0; i < book.assets.size(); ++i) {
    Appraisal one;
    one.asset = AssetId{i};
    one.date = day("2025-08-01");
    one.value = Money::of_yuan(i == 7 ? 1'000'000 : 3'000'000);
    one.method = "relief_from_royalty";
    one.valuer_id = "VAL";
    book.appraisals.push_back(one);
  }
}

Document shipped(const std::string& name) { return read_yaml(source_root() + "/" + name).value(); }

Scenario defaults_often() {
  Scenario scenario = read_scenario(shipped("scenarios/base.yaml")).value();
  for (Parameter& one : scenario.parameters) {
    if (one.name == "pd_hazard_multiple") one.rows = {{"", 8.0}};
    if (one.name == "pd_age_shape") one.rows = {{"1", 1.0}, {"2", 1.5}, {"else", 1.0}};
  }
  Parameter terms;
  terms.name = "term_months";
  terms.unit = "number";
  terms.rows = {{"24", 1.0}, {"36", 1.0}};
  scenario.parameters.push_back(terms);
  return scenario;
}

Law shipped_law() {
  std::vector<Document> documents;
  for (const char* name : {"fees-cn", "terms-cn", "rates-cn", "sizes-cn", "holidays-cn"}) {
    documents.push_back(shipped("policies/law/" + std::string(name) + ".yaml"));
  }
  return read_law(documents).value();
}

// Appends figures as text, exactly.
struct Dump {
  std::string text;
  void number(double value) {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.17g,", value);
    text += buffer;
  }
  template <class List>
  void numbers(const List& list) {
    for (const auto one : list) number(static_cast<double>(one));
    text += '\n';
  }
  void words(const std::vector<std::string>& list) {
    for (const std::string& one : list) text += one + ",";
    text += '\n';
  }
};

struct Whole {
  ValueOutcome valued;
  RunResults results;
  std::vector<std::int64_t> events;  // the tape, row by row: what comes when, and how much
};

Outcome keep_events(const LossTape& tape, std::vector<std::int64_t>& events) {
  for (std::size_t i = 0; i < tape.size(); ++i) {
    events.insert(events.end(), {tape.path[i], tape.loan[i], tape.month[i], tape.principal_fen[i],
                                 tape.interest_fen[i]});
  }
  return Done{};
}

Result<Whole> run_whole(const Inputs& inputs, const SharingPolicy& policy) {
  Whole whole;
  whole.valued.inputs = inputs;
  const Inputs& in = whole.valued.inputs;
  const FactorState state(in.scenario, 0);
  const Outside outside = outside_evidence(in.as_of);
  ValuationInputs valued{state, in.law, in.as_of};
  valued.evidence = outside.rows;
  valued.valuers = outside.valuers;
  valued.market = {outside.operations, outside.patents};
  auto valuations = value_book(in.book(), valued);
  if (!valuations) return valuations.errors();
  whole.valued.valuations = std::move(valuations).value();
  auto coverage = cover_book(in.book(), in.lending, whole.valued.valuations, in.as_of);
  if (!coverage) return coverage.errors();
  whole.valued.coverage = std::move(coverage).value();
  RunControl control;
  const PathPlan plan{64, 1, 1};
  auto results = run_book({in.book(), in.scenario, in.law, &policy, in.as_of, 24, plan}, control,
                          [&](const LossTape& tape) { return keep_events(tape, whole.events); });
  if (!results) return results.errors();
  whole.results = std::move(results).value();
  return whole;
}

void dump_worth(const Whole& whole, Dump& dump) {
  for (const Valuation& one : whole.valued.valuations) {
    dump.numbers(std::vector<double>{one.mean_yuan, one.ln_sd, one.low_yuan, one.high_yuan});
    dump.words(one.flags);
  }
  for (const Coverage& one : whole.valued.coverage) {
    dump.numbers(std::vector<double>{one.balance.yuan(), one.approved_value.yuan(),
                                     one.model_value.yuan(), one.haircut_value.yuan(),
                                     one.shortfall.yuan(), one.breach ? 1.0 : 0.0,
                                     one.ceiling ? one.ceiling->frac() : -1});
    dump.words(one.flags);
  }
}

}  // namespace

Book full_book() {
  Book book;
  const char* sectors[] = {"manufacturing", "food",      "transport", "food", "food",
                           "food",          "wholesale", "food",      "food"};
  for (std::uint32_t i = 0; i < 9; ++i) {
    const auto size = i % 2 == 0 ? BorrowerSize::small : BorrowerSize::micro;
    book.borrowers.push_back(borrower("B" + std::to_string(i), sectors[i], size));
    book.loans.push_back(loan(i));
  }
  book.borrowers[0].pd_annual_frac = 0.05;
  book.borrowers[1].grade = "B";
  book.borrowers[4].grade = "D";
  book.lenders = {{"BANK0", "first bank", "Jiangsu", true}, {"BANK1", "other", "Beijing", false}};
  add_patents(book.assets);
  add_marks(book.assets);
  add_others(book.assets);
  add_silent(book.assets);
  add_edge(book.assets);
  add_option(book.assets);
  add_pledges(book);
  return book;
}

Inputs full_inputs() {
  Inputs inputs;
  inputs.reading.book.value = full_book();
  inputs.scenario = defaults_often();
  inputs.lending = read_lending_policy(shipped("policies/lending/base.yaml")).value();
  inputs.law = shipped_law();
  inputs.as_of = day("2026-09-30");
  return inputs;
}

SharingPolicy asking_policy() {
  const char* cases[] = {
      "borrower.group_id: {eq: G1}",
      "borrower.enterprise_class: {eq: tech_sme}",
      "borrower.size: {eq: small}",
      "borrower.revenue_yuan: {gt: 1050wan}",
      "borrower.staff_count: {gt: 105}",
      "borrower.registration_date: {gt: 2015-02-01}",
      "borrower.first_loan: {eq: true}",
      "borrower.in_park: {eq: true}",
      "borrower.scheme_balance_yuan: {gt: 525wan}",
      "lender.small: {eq: true}",
      "loan.product: {eq: ip_pledge}",
      "loan.principal_yuan: {gt: 105wan}",
      "loan.rate: {gt: 5.2%}",
      "loan.base_rate: {gt: 3.1%}",
      "loan.route: {eq: direct}",
      "loan.ip_share: {gt: 63%}",
      "loan.other_cover: {eq: true}",
      "loan.other_aid_yuan: {gt: 10500yuan}",
      "loan.guaranteed_share: {gt: 52%}",
      "loan.approved_yuan: {gt: 105wan}",
      "loan.guaranteed_yuan: {gt: 52wan}",
      "loan.guarantor_id: {eq: GUA}",
      "loan.insurer_id: {eq: INS}",
      "loan.valuer_id: {eq: VAL}",
  };
  std::string sum = "10%";
  for (const char* one : cases) sum += ", {if: {" + std::string(one) + "}, is: 1%}";
  const std::string text =
      "schema: policy/1\nid: asking\nversion: '1'\nname: {zh: 逐项, en: Asking}\n"
      "source:\n  - {title: a test, mark: assumed}\n"
      "effective: {from: 2000-01-01, by: origination}\n"
      "money: {currency: CNY, round: half_up}\nyear: calendar\n"
      "parties:\n  fund: {kind: fund}\n  bank: {kind: bank, firm: loan.lender_id}\n"
      "residual: bank\n"
      "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\n"
      "steps:\n  - {step: facts, quota: {fund: {sum: [" +
      sum + "], at_most: 90%}, bank: rest}}\nrecovery: {costs: first, by: as_borne}\n";
  auto policy = read_sharing_policy(parse_yaml(text, "asking.yaml").value());
  REQUIRE_MESSAGE(policy.ok(), to_text(policy.errors().front()));
  return std::move(policy).value();
}

std::string figures_of(const Inputs& inputs, const SharingPolicy& policy) {
  const auto ran = run_whole(inputs, policy);
  if (!ran) return "refused run: " + to_text(ran.errors().front());
  Dump dump;
  dump_worth(ran.value(), dump);
  const RunResults& results = ran.value().results;
  for (const PdCurve& curve : results.pd_curves) dump.numbers(curve.cumulative_frac);
  dump.numbers(results.balances.balance_fen);
  dump.numbers(ran.value().events);
  dump.numbers(results.totals.default_fen);
  dump.numbers(results.totals.ip_recovery_fen);
  dump.numbers(results.totals.other_recovery_fen);
  for (const PartyRun& party : results.parties) {
    dump.numbers(party.borne_fen);
    dump.numbers(party.recovery_fen);
  }
  dump.number(results.undecided_yuan);
  for (const LoanRun& one : results.loans) dump.number(one.tail_yuan);
  return dump.text;
}

std::string report_of(const Inputs& inputs, const SharingPolicy& policy) {
  const auto ran = run_whole(inputs, policy);
  if (!ran) return {};
  ReportInput report;
  describe_book(ran.value().valued, report);
  describe_losses(ran.value().valued, ran.value().results, report);
  describe_sharing(ran.value().valued, policy, ran.value().results, report);
  report.row_limit = 1000;
  return to_html(make_report(report));
}

}  // namespace pledgelab::test
