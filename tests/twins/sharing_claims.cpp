// A claim of the sharing twin before its steps (section 3 of the language).
#include <algorithm>
#include <limits>

#include "models/policy/policy_walk.hpp"
#include "tests/twins/sharing_parts.hpp"

namespace pledgelab::twins {

namespace {

Date year_start(const SharingPolicy& policy, int year) {
  return *make_date(year, policy.year_start_month, policy.year_start_day);
}

// Whether any cell of the column is filled.
bool has_cells(const Pass& pass, const std::string& name) {
  const auto filled = [&](const FactColumn& column) {
    return column.name == name && std::count(column.present.begin(), column.present.end(), 1) > 0;
  };
  return std::any_of(pass.facts.columns.begin(), pass.facts.columns.end(), filled);
}

// A trigger whose facts are not all columns of the input is not tested.
bool is_tested(const Pass& pass, const Condition& trigger) {
  bool tested = true;
  PolicyVisitor visitor;
  visitor.fact = [&](const FactName& fact) {
    const bool of_scheme = fact.name.rfind("scheme.", 0) == 0;
    const std::string name = of_scheme ? "loan." + fact.name.substr(7) : fact.name;
    const bool cell = name.rfind("loss.", 0) != 0 && name.rfind("bill.", 0) != 0 &&
                      name.rfind("ratio.", 0) != 0 && !measure_fact(pass.policy, name);
    tested = tested && (!cell || pass.facts.find(name) != nullptr);
  };
  walk(trigger, visitor);
  return tested;
}

}  // namespace

bool nets(const SharingPolicy& policy) {
  return std::any_of(policy.steps.begin(), policy.steps.end(),
                     [](const Step& step) { return step.verb == Step::Verb::base && step.net; });
}

int year_of(const SharingPolicy& policy, Date date) {
  const int year = civil(date).year;
  return date < year_start(policy, year) ? year - 1 : year;
}

Date year_end_of(const SharingPolicy& policy, Date date) {
  return add_days(year_start(policy, year_of(policy, date) + 1), -1);
}

// Day by day, to the last day of March, June, September or December.
Date quarter_end_of(Date date) {
  while (civil(date).month % 3 != 0 || civil(add_days(date, 1)).month == civil(date).month) {
    date = add_days(date, 1);
  }
  return date;
}

Date pay_day(const SharingPolicy& policy, Date filed) {
  if (policy.pay == PayDay::quarter_end) return quarter_end_of(filed);
  return policy.pay == PayDay::year_end ? year_end_of(policy, filed) : filed;
}

void take_off(const Pass& pass, Row& row, Fen amount) {
  Fen left = amount;
  const auto take = [&left](Fen& from, Fen wanted) {
    const Fen part = cut(wanted, 0, std::min(left, from));
    from -= part;
    left -= part;
  };
  if (pass.policy.recovery_costs == RecoveryCosts::shared) {
    const Fen whole = row.principal + row.interest + row.costs;
    if (whole == 0) return;
    const Fen of_principal = pass.money(Quotient(times(amount, row.principal), whole));
    const Fen of_interest = pass.money(Quotient(times(amount, row.interest), whole));
    take(row.principal, of_principal);
    take(row.interest, of_interest);
  }
  take(row.costs, left);
  take(row.principal, left);
  take(row.interest, left);
}

Date moved_on(Date date, Duration duration) {
  return add_days(add_months(date, duration.months), duration.days);
}

Date counts_from(const Row& row, const Receipt& receipt) {
  return receipt.date > row.pay ? receipt.date : add_days(row.pay, 1);
}

namespace {

// A price that cannot be told is the bought loss's fault, whoever asks.
std::optional<Bought> sold_of(const Pass& pass, const Row& row) {
  try {
    return bought(pass, row);
  } catch (const Undecided& undecided) {
    throw LossUndecided{row.claim, undecided.reason};
  }
}

}  // namespace

Fen came_back(const Pass& pass, const Row& row, Date day, bool within) {
  const auto in_time = [&](Date date) {
    const auto& span = pass.policy.recovery_within;
    return (!span || date <= moved_on(row.pay, *span)) == within;
  };
  const auto sold = sold_of(pass, row);
  Fen sum = 0;
  for (const Receipt& receipt : pass.claims.receipts) {
    if (receipt.claim != row.claim) continue;
    if (receipt.date <= row.pay && nets(pass.policy)) continue;
    if (sold && receipt.date > sold->date) continue;
    if (counts_from(row, receipt) <= day && in_time(receipt.date)) sum += receipt.fen;
  }
  if (sold && sold->date <= day && in_time(sold->date)) sum += sold->price;
  return sum;
}

void set_loss(const Pass& pass, Row& row) {
  const Claims& claims = pass.claims;
  row.principal = claims.principal_fen[row.claim];
  row.interest = claims.interest_fen[row.claim];
  row.costs = claims.costs_fen[row.claim];
  if (pass.policy.advance) {
    row.principal = staged_principal(pass, row);
    row.interest = 0;
    row.costs = 0;
  }
  row.netted = 0;
  if (nets(pass.policy)) {
    for (const Receipt& receipt : claims.receipts) {
      if (receipt.claim == row.claim && receipt.date <= row.pay) row.netted += receipt.fen;
    }
  }
  take_off(pass, row, row.netted);
  if (pass.less_recovered) take_off(pass, row, pass.taken_off.at(row.claim));
  row.loss = row.principal + row.interest + row.costs;
  row.base = row.loss;
  row.open = row.loss;
}

void bar(const Pass& pass, Row& row, const std::string& clause) {
  row.walks = false;
  row.standing = LossStanding::not_eligible;
  row.clause = clause;
  to_party(row, pass.policy.residual, row.open, clause);
}

std::string barred(const Pass& pass, const Row& row) {
  const SharingPolicy& policy = pass.policy;
  std::optional<Date> date = row.filed;
  if (policy.effective_by == EffectiveBy::loan_default) {
    date = pass.claims.default_date[row.claim];
  }
  if (policy.effective_by == EffectiveBy::origination) {
    date.reset();
    if (has_cells(pass, "loan.origination")) {
      const auto told = find_fact(pass, row, "loan.origination");
      if (!told) throw Undecided{"no loan.origination"};
      date = Date{static_cast<std::int32_t>(told->number.num())};
    }
  }
  if (date && *date < policy.effective_from) return "effective";
  if (date && policy.effective_to && *date > *policy.effective_to) return "effective";
  const bool asks = !policy.trigger.empty() && is_tested(pass, policy.trigger[0]);
  if (asks && !holds(pass, row, policy.trigger[0])) return "trigger";
  const Date waited = moved_on(pass.claims.default_date[row.claim], policy.wait);
  if (policy.file_within && row.filed > moved_on(waited, *policy.file_within)) {
    return "file_within";
  }
  return {};
}

void open_claim(const Pass& pass, Row& row) {
  const Date waited = moved_on(pass.claims.default_date[row.claim], pass.policy.wait);
  row.filed = std::max(pass.claims.filed_on[row.claim], waited);
  row.pay = pay_day(pass.policy, row.filed);
  if (pass.first != nullptr) row.pay = pass.first->rows[row.claim].pay;
  row.bills.assign(pass.policy.parties.size(), 0);
  row.marks.assign(pass.steps(), {});
  set_loss(pass, row);
  if (pass.staged == Stage::final && lacks_final_loss(pass, row)) {
    throw Undecided{"no final loss"};
  }
  if (pass.policy.advance) advanced(pass, row);  // asks the rate
  if (row.loss == 0) {
    row.standing = LossStanding::no_loss;
    return;
  }
  row.walks = true;
}

}  // namespace pledgelab::twins
