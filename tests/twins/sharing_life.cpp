// What an account of the sharing twin receives and pays beside compensation,
// and which loans it stands behind (section 7 of the language).
#include <algorithm>

#include "tests/twins/sharing_parts.hpp"

namespace pledgelab::twins {

namespace {

bool is_quarter_end(Date day) { return day == month_end(day) && civil(day).month % 3 == 0; }

bool credits_on(const Pass& pass, const AccountIncome& income, Date day) {
  return income.quarterly ? is_quarter_end(day) : day == year_end_of(pass.policy, day);
}

// Σ of each day's closing balance since the last crediting day, this day not
// included. Between the days on which anything happens a balance stands still.
Fen sum_of_days(const Pass& pass, std::uint32_t party, const AccountIncome& income, Date day) {
  Fen sum = 0;
  const auto closing = pass.closing.find(party);
  if (closing == pass.closing.end()) return 0;
  for (auto one = closing->second.begin(); one != closing->second.end(); ++one) {
    if (one->first >= day) break;
    auto next = one;
    ++next;
    const Date until = next == closing->second.end() ? day : std::min(day, next->first);
    if (credits_on(pass, income, one->first)) sum = 0;
    sum = plus(sum, times(one->second, until.days - one->first.days));
  }
  return sum;
}

void credit_interest(Pass& pass, std::uint32_t id, Date day) {
  const auto& income = pass.policy.parties[id].terms.income;
  if (!income || !credits_on(pass, *income, day)) return;
  const Quotient rate(income->rate.num, income->rate.den);
  const Fen fen =
      pass.money(Quotient(sum_of_days(pass, id, *income, day)) * rate * Quotient(1, 365));
  pass.flows.push_back({id, day, fen, MoneyKind::interest, {}});
}

void pay_costs(Pass& pass, std::uint32_t id, Date day) {
  for (const AccountCost& cost : pass.policy.parties[id].terms.costs) {
    const Fen due = cost.amount.fen();
    const Fen paid = std::min(due, balance_on(pass, id, day));
    pass.flows.push_back({id, day, -paid, MoneyKind::cost, cost.id});
    if (paid < due) pass.unpaid[{id, day, cost.id}] += due - paid;
  }
}

void top_up(Pass& pass, std::uint32_t id, Date day) {
  for (const AccountTopUp& top : pass.policy.parties[id].terms.top_ups) {
    const Fen balance = balance_on(pass, id, day);
    if (balance >= top.below.fen()) continue;
    Fen in = top.to.fen() - balance;
    if (top.at_most) in = std::min(in, Fen(top.at_most->fen()));
    pass.flows.push_back({id, day, in, MoneyKind::top_up, top.from});
  }
}

// A loan as leverage counts it: its first row.
struct Counted {
  std::string loan_id;
  Date origination;
  std::size_t claim = 0;
};

bool outside_by_origination(const SharingPolicy& policy, Date date) {
  if (policy.effective_by != EffectiveBy::origination) return false;
  return date < policy.effective_from || (policy.effective_to && date > *policy.effective_to);
}

// Amount that the loan takes of the party's room; none: unknown.
std::optional<Fen> amount_of(const Pass& pass, const Party& party, std::size_t claim) {
  Row row;
  row.claim = claim;
  const auto told = find_fact(pass, row, party.terms.leverage->counts.name);
  if (!told) return std::nullopt;
  return pass.money(told->number);
}

std::vector<Counted> loans_in_order(const Pass& pass) {
  std::set<std::string> seen;
  std::vector<Counted> loans;
  for (std::size_t i = 0; i < pass.claims.size(); ++i) {
    if (!seen.insert(pass.claims.loan_id[i]).second) continue;
    Row row;
    row.claim = i;
    const auto date = find_fact(pass, row, "loan.origination");
    if (!date) continue;
    const Date day{static_cast<std::int32_t>(date->number.num())};
    if (outside_by_origination(pass.policy, day)) continue;
    loans.push_back({pass.claims.loan_id[i], day, i});
  }
  std::stable_sort(loans.begin(), loans.end(), [](const Counted& a, const Counted& b) {
    return a.origination < b.origination;
  });
  return loans;
}

Quotient most_of(const Party& party, Date origination) {
  const AccountLeverage& leverage = *party.terms.leverage;
  Fen base = leverage.base ? Fen(leverage.base->fen()) : Fen(0);
  for (const AccountSource& source : party.sources) {
    if (!leverage.base && source.date <= origination) base += source.amount.fen();
  }
  return Quotient(leverage.at_most.num, leverage.at_most.den) * Quotient(base);
}

}  // namespace

bool has_leverage(const SharingPolicy& policy) {
  return std::any_of(policy.parties.begin(), policy.parties.end(),
                     [](const Party& party) { return party.terms.leverage.has_value(); });
}

void open_account_day(Pass& pass, Date day) {
  if (day > pass.last_known) return;
  for (std::uint32_t id = 0; id < pass.policy.parties.size(); ++id) {
    if (!pass.policy.parties[id].sources.empty()) credit_interest(pass, id, day);
  }
}

void close_account_year(Pass& pass, Date day) {
  if (day > pass.last_known || day != year_end_of(pass.policy, day)) return;
  for (std::uint32_t id = 0; id < pass.policy.parties.size(); ++id) {
    const Party& party = pass.policy.parties[id];
    if (party.sources.empty() || day < party.sources.front().date) continue;
    pay_costs(pass, id, day);
    top_up(pass, id, day);
  }
}

void close_account_day(Pass& pass, Date day) {
  for (std::uint32_t id = 0; id < pass.policy.parties.size(); ++id) {
    if (pass.policy.parties[id].sources.empty()) continue;
    pass.closing[id][day] = balance_on(pass, id, day);
  }
}

bool is_covered(const Pass& pass, const Row& row) {
  std::map<std::string, Fen> covered;  // by party
  const std::string& asked = pass.claims.loan_id[row.claim];
  for (const Counted& loan : loans_in_order(pass)) {
    bool fits_all = true;
    bool known = true;
    for (const Party& party : pass.policy.parties) {
      if (!party.terms.leverage) continue;
      const auto amount = amount_of(pass, party, loan.claim);
      known = known && amount;
      fits_all = fits_all && amount &&
                 Quotient(covered[party.id] + *amount) <= most_of(party, loan.origination);
    }
    if (loan.loan_id == asked && known) return fits_all;
    if (!fits_all) continue;
    for (const Party& party : pass.policy.parties) {
      if (party.terms.leverage) covered[party.id] += *amount_of(pass, party, loan.claim);
    }
  }
  throw Undecided{"no place of the loan under a leverage"};
}

}  // namespace pledgelab::twins
