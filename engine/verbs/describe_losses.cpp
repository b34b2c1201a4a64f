#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "engine/verbs/describe.hpp"
#include "engine/verbs/undecided.hpp"
#include "models/policy/payment.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kContributors = 20;

// assumed is the weakest, then known, fitted, found.
int strength(Mark mark) {
  switch (mark) {
    case Mark::found:
      return 3;
    case Mark::fitted:
      return 2;
    case Mark::known:
      return 1;
    case Mark::assumed:
      break;
  }
  return 0;
}

Mark weaker(Mark a, Mark b) { return strength(a) <= strength(b) ? a : b; }

// The weakest of the scenario's parameters of these names that it has.
Mark weakest_of(const Scenario& scenario, std::initializer_list<const char*> names) {
  Mark mark = Mark::found;
  for (const char* name : names) {
    const Parameter* parameter = scenario.find(name);
    if (parameter != nullptr) mark = weaker(mark, parameter->mark);
  }
  return mark;
}

PartyRole role_of(PartyKind kind) {
  switch (kind) {
    case PartyKind::bank:
      return PartyRole::lender;
    case PartyKind::fund:
      return PartyRole::fund;
    case PartyKind::treasury:
      return PartyRole::government;
    case PartyKind::guarantor:
    case PartyKind::reguarantor:
      return PartyRole::guarantor;
    case PartyKind::insurer:
      return PartyRole::insurer;
    case PartyKind::valuer:
    case PartyKind::manager:
    case PartyKind::purchaser:
      break;
  }
  return PartyRole::other;
}

Estimate mean_of(const std::vector<std::int64_t>& amounts_fen) {
  std::vector<double> yuan;
  yuan.reserve(amounts_fen.size());
  for (const std::int64_t fen : amounts_fen) yuan.push_back(Money::of_fen(fen).yuan());
  return mean_estimate(yuan);
}

void add_routes(const ValueOutcome& valued, const RunResults& results, ReportInput& report) {
  std::array<PdRouteCount, 4> routes{};
  for (std::size_t i = 0; i < routes.size(); ++i) routes[i].route = static_cast<PdRoute>(i);
  for (std::size_t i = 0; i < results.pd_curves.size(); ++i) {
    const PdCurve& curve = results.pd_curves[i];
    PdRouteCount& route = routes[static_cast<std::size_t>(curve.route)];
    ++route.loan_count;
    route.balance += valued.inputs.book().loans[i].balance;
    report.coverage[i].route = curve.route;
    report.coverage[i].pd_annual_frac = curve.annual_frac;
  }
  for (const PdRouteCount& route : routes) {
    if (route.loan_count > 0) report.pd_routes.push_back(route);
  }
}

void add_loss(const RunResults& results, ReportInput& report) {
  LossResult loss;
  loss.expected = results.loss.mean_yuan;
  loss.level = kTailLevel;
  loss.value_at_risk = results.loss.value_at_risk_99_yuan;
  loss.expected_shortfall = results.loss.expected_shortfall_99_yuan;
  loss.default_count = results.default_count;
  loss.defaulted = mean_of(results.totals.default_fen);
  loss.ip_sale = results.ip_recovery.mean_yuan;
  loss.other_recovery = results.other_recovery.mean_yuan;
  for (std::size_t path = 0; path < results.paths; ++path) {
    loss.paths_yuan.push_back(Money::of_fen(results.totals.loss_fen(path)).yuan());
  }
  report.loss = std::move(loss);
}

void add_contributors(const Book& book, const RunResults& results, ReportInput& report) {
  std::vector<std::size_t> order(results.loans.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return results.loans[a].tail_yuan > results.loans[b].tail_yuan;
  });
  order.resize(std::min(order.size(), kContributors));
  for (const std::size_t i : order) {
    const Loan& loan = book.loans[i];
    const Borrower& borrower = book.borrowers[loan.borrower.index];
    report.contributors.push_back({loan.id, borrower.id, borrower.region, borrower.sector,
                                   loan.balance, results.expected_loss_yuan(i),
                                   results.loans[i].tail_yuan});
  }
}

void add_funds(const RunResults& results, ReportInput& report) {
  for (const AccountRun& account : results.account_runs) {
    FundResult fund;
    fund.party_id = results.parties[account.party].id;
    fund.name = party_words(results.parties[account.party]);
    fund.opening_yuan = Money::of_fen(account.opening_fen).yuan();
    fund.shortfall = account.unpaid_yuan;
    for (const AccountYear& year : results.accounts) {
      if (year.party != account.party) continue;
      fund.path.push_back({year.date,
                           {year.low_yuan, year.quarter_yuan, year.median_yuan,
                            year.three_quarters_yuan, year.high_yuan},
                           year.exhausted_frac.value});
      fund.exhausted_frac = year.exhausted_frac.value;
    }
    report.funds.push_back(std::move(fund));
  }
}

// What no party bears, as a last row, so that the parts sum to the expected loss.
void add_undecided(const ValueOutcome& valued, const SharingPolicy& policy,
                   const RunResults& results, ReportInput& report) {
  if (results.undecided_yuan == 0) return;
  PartyResult rest;
  rest.id = kUndecidedParty;
  rest.name = {"未定", "undecided"};
  rest.net.value = report.loss->expected.value;
  rest.borne_tail.value = report.loss->expected_shortfall.value;
  for (const PartyResult& party : report.parties) {
    rest.net.value -= party.net.value;
    rest.borne_tail.value -= party.borne_tail.value;
  }
  rest.borne.value = results.undecided_yuan;
  rest.recovery.value = rest.borne.value - rest.net.value;
  UndecidedLosses undecided;
  if (report.loss->expected.value > 0) {
    undecided.expected_frac = rest.net.value / report.loss->expected.value;
  }
  for (TwoWords& reason : undecided_reasons(valued.inputs.book(), policy, results.as_of)) {
    undecided.reasons.push_back({std::move(reason.zh), std::move(reason.en)});
  }
  report.parties.push_back(std::move(rest));
  report.undecided = std::move(undecided);
}

// In default on every path: nothing of it is luck.
void add_defaulted(const RunResults& results, ReportInput& report) {
  for (std::size_t i = 0; i < results.loans.size(); ++i) {
    if (results.loans[i].default_count < results.paths) continue;
    ++report.defaulted.loan_count;
    report.defaulted.expected_loss_yuan += results.expected_loss_yuan(i);
  }
}

}  // namespace

Words party_words(const PartyRun& party) {
  static const std::array<Words, 9> words = {{{"银行", "bank"},
                                              {"风险补偿资金", "fund"},
                                              {"财政", "treasury"},
                                              {"担保机构", "guarantor"},
                                              {"再担保机构", "re-guarantor"},
                                              {"保险公司", "insurer"},
                                              {"评估机构", "valuer"},
                                              {"管理机构", "manager"},
                                              {"收购方", "purchaser"}}};
  const auto kind = static_cast<std::size_t>(party.kind);
  Words name = words.at(kind);
  if (party.id != kPartyKindWords[kind]) {
    name.zh += "（" + party.id + "）";
    name.en += " (" + party.id + ")";
  }
  return name;
}

std::vector<MarkShare> mark_shares(const ValueOutcome& valued, const RunResults& results) {
  const Book& book = valued.inputs.book();
  const Scenario& scenario = valued.inputs.scenario;
  const Mark recovery =
      weakest_of(scenario, {"other_recovery_mean", "other_recovery_delay_months", "severity_by_age",
                            "default_interest_months", "default_days_past_due", "other_recovery_sd",
                            "severity_concentration"});
  const Mark sale = weakest_of(
      scenario, {"sale_mean_frac", "sale_cost_frac", "firm_specific_frac", "sale_concentration",
                 "wrong_way_correlation", "sale_delay_months", "sale_class_relative"});
  std::vector<Mark> marks;
  for (const PdCurve& curve : results.pd_curves) marks.push_back(weaker(curve.mark, recovery));
  for (const Pledge& pledge : book.pledges) {
    Mark& mark = marks[pledge.loan.index];
    mark = weaker(mark, sale);
    for (const Driver& driver : valued.valuations[pledge.asset.index].drivers) {
      mark = weaker(mark, driver.mark);
    }
  }
  std::array<double, 4> sums{};
  double whole = 0;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const double loss = results.expected_loss_yuan(i);
    sums[static_cast<std::size_t>(marks[i])] += loss;
    whole += loss;
  }
  std::vector<MarkShare> shares;
  if (!(whole > 0)) return shares;
  for (const Mark mark : {Mark::found, Mark::fitted, Mark::known, Mark::assumed}) {
    shares.push_back({mark, sums[static_cast<std::size_t>(mark)] / whole});
  }
  return shares;
}

void describe_losses(const ValueOutcome& valued, const RunResults& results, ReportInput& report) {
  report.month_count = static_cast<int>(results.months);
  report.path_count = results.paths;
  add_loss(results, report);
  add_routes(valued, results, report);
  report.mark_shares = mark_shares(valued, results);
  add_contributors(valued.inputs.book(), results, report);
  add_defaulted(results, report);
  for (const std::string& note : results.notes) report.warnings.push_back(note);
}

void describe_sharing(const ValueOutcome& valued, const SharingPolicy& policy,
                      const RunResults& results, ReportInput& report) {
  report.policy_name = {policy.name_zh, policy.name_en};
  for (std::size_t i = 0; i < results.parties.size(); ++i) {
    const PartyRun& party = results.parties[i];
    PartyResult one;
    one.id = party.id;
    one.name = party_words(party);
    if (party.compensates) {
      const TwoWords word = payment_word(party.kind);
      one.payment = {word.zh, word.en};
      one.claim_owner = party_words(results.parties[policy.parties[i].claim_owner]);
    }
    one.role = role_of(party.kind);
    one.borne = party.borne.mean_yuan;
    if (party.compensates) one.compensation = one.borne;
    one.recovery = party.recovery.mean_yuan;
    one.net = party.net.mean_yuan;
    one.borne_tail = party.tail_net_yuan;
    report.parties.push_back(std::move(one));
  }
  add_funds(results, report);
  add_undecided(valued, policy, results, report);
  for (const PolicyAssumption& assumed : policy.assumptions) {
    Parameter parameter;
    parameter.name = assumed.name + " = " + assumed.text;
    parameter.source = "assume, line " + std::to_string(assumed.place.line);
    parameter.mark = Mark::assumed;
    report.assumptions.push_back({policy.file, std::move(parameter)});
  }
}

}  // namespace pledgelab
