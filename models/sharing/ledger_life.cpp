// What an account does by itself: sources, interest, charges in the morning; costs and top-ups in
// the evening of a policy year's last day.
#include <algorithm>

#include "models/sharing/ledger_run.hpp"

namespace pledgelab::ledger {
namespace {

// Takes the closing balances of the days before today into the sum that earns interest.
void accrue(Run& run) {
  for (std::uint32_t party = 0; party < run.lives.size(); ++party) {
    AccountLife& life = run.lives[party];
    const std::int64_t balance = std::max<std::int64_t>(0, run.balances[party]);
    life.balance_days += static_cast<__int128>(balance) * (run.today.days - life.since.days);
    life.since = run.today;
  }
}

void credit(Run& run, std::uint32_t party) {
  const auto& income = run.program.parties[party].terms.income;
  if (!income || !credits(run.program, *income, run.today)) return;
  AccountLife& life = run.lives[party];
  const std::int64_t interest =
      round_quotient(life.balance_days * income->rate.num,
                     static_cast<__int128>(365) * income->rate.den, run.program.rounding);
  life.balance_days = 0;
  run.move(party, MoneyKind::interest, {}, interest);
}

// Pays up to the balance; the rest is told.
std::int64_t pay_out(Run& run, std::uint32_t party, MoneyKind what, const std::string& label,
                     std::int64_t fen) {
  const std::int64_t paid = std::min(fen, std::max<std::int64_t>(0, run.balances[party]));
  run.move(party, what, label, -paid);
  if (paid < fen) run.result.unpaid.push_back({party, run.today, what, label, fen - paid});
  return paid;
}

bool has_account(const Program& program, std::uint32_t party) {
  return party != kBorrower && !program.parties[party].sources.empty();
}

void pay_charge(Run& run, ChargeLine& line) {
  const ProgramCharge& charge = run.program.charges[line.charge];
  std::int64_t paid = line.fen;
  if (has_account(run.program, charge.payer)) {
    paid = pay_out(run, charge.payer, MoneyKind::charge, charge.id, line.fen);
    line.unpaid_fen = line.fen - paid;
  }
  if (has_account(run.program, charge.payee)) {
    run.move(charge.payee, MoneyKind::charge, charge.id, paid);
  }
}

// Whether the account was topped up.
bool top_up(Run& run, std::uint32_t party) {
  bool done = false;
  for (const AccountTopUp& rule : run.program.parties[party].terms.top_ups) {
    const std::int64_t balance = run.balances[party];
    if (balance >= rule.below.fen()) continue;
    std::int64_t fen = rule.to.fen() - balance;
    if (rule.at_most) fen = std::min(fen, rule.at_most->fen());
    run.move(party, MoneyKind::top_up, rule.from, fen);
    done = done || fen > 0;
  }
  return done;
}

}  // namespace

bool is_year_end(const Program& program, Date date) { return year_last(program, date) == date; }

bool is_quarter_end(Date date) { return civil(date).month % 3 == 0 && month_end(date) == date; }

bool credits(const Program& program, const AccountIncome& income, Date date) {
  return income.quarterly ? is_quarter_end(date) : is_year_end(program, date);
}

void Run::move(std::uint32_t party, MoneyKind what, const std::string& label, std::int64_t fen,
               std::uint32_t claim) {
  if (fen == 0) return;
  balances[party] += fen;
  result.movements.push_back({party, today, what, label, claim, fen, balances[party]});
}

std::vector<Date> account_days(const Program& program, Date first, Date last) {
  std::vector<Date> days;
  for (const ProgramParty& party : program.parties) {
    if (party.sources.empty() || !party.terms.lives()) continue;
    const bool quarterly = party.terms.income && party.terms.income->quarterly;
    for (Date day = first; day <= last; day = add_days(day, 1)) {
      // To the end of the month, or of the policy's year where that comes first.
      const Date end = std::min(month_end(day), year_end_of(program, day));
      day = end;
      if (day > last) break;
      if (is_year_end(program, day) || (quarterly && is_quarter_end(day))) days.push_back(day);
    }
  }
  return days;
}

void open_day(Run& run, const DayMoney& money) {
  accrue(run);
  for (const auto& [party, source] : money.sources) {
    run.move(party, MoneyKind::source, source->from, source->amount.fen());
  }
  for (std::uint32_t party = 0; party < run.lives.size(); ++party) credit(run, party);
  for (const std::uint32_t line : money.charges) pay_charge(run, run.result.charges[line]);
}

bool end_day(Run& run) {
  if (!is_year_end(run.program, run.today)) return false;
  bool topped_up = false;
  for (std::uint32_t party = 0; party < run.lives.size(); ++party) {
    const ProgramParty& named = run.program.parties[party];
    if (named.sources.empty() || run.today < named.sources.front().date) continue;
    for (const AccountCost& cost : named.terms.costs) {
      pay_out(run, party, MoneyKind::cost, cost.id, cost.amount.fen());
    }
    topped_up = top_up(run, party) || topped_up;
  }
  return topped_up;
}

}  // namespace pledgelab::ledger
