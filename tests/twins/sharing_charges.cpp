// Charges of the sharing twin: premium, fee, subsidy, reward (section 10 of the
// language).
#include <algorithm>

#include "tests/twins/sharing_parts.hpp"

namespace pledgelab::twins {

namespace {

std::optional<Date> date_told(const Pass& pass, const Row& row, const std::string& name) {
  const auto told = find_fact(pass, row, name);
  if (!told) return std::nullopt;
  return Date{static_cast<std::int32_t>(told->number.num())};
}

bool firm_is_absent(const Pass& pass, const Row& row, std::uint32_t party) {
  if (party == kBorrower || party == pass.policy.residual) return false;
  const auto& firm = pass.policy.parties[party].firm;
  return firm && !find_fact(pass, row, firm->name);
}

// One loan under one charge, before the limit of `at_most`.
class Lines {
 public:
  Lines(const Pass& pass, std::uint32_t index, const Row& row)
      : x_pass(pass), x_index(index), x_charge(pass.policy.charges[index]), x_row(row) {}

  std::vector<ChargeDue> draw() {
    if (!falls_due()) return {};
    if (!x_charge.condition.empty() && !holds(x_pass, x_row, x_charge.condition[0])) return {};
    if (value() <= 0) return {};
    for (const std::uint32_t party : {x_charge.payer, x_charge.payee}) {
      if (firm_is_absent(x_pass, x_row, party)) throw Undecided{"no firm"};
    }
    switch (x_charge.when) {
      case Charge::When::origination:
        at_origination();
        break;
      case Charge::When::settlement:
        if (const auto day = date_told(x_pass, x_row, "loan.settled_on")) add(*day, value());
        break;
      case Charge::When::claim:
        for (const Row& loss : x_pass.rows) {
          if (is_claimed(loss) && loan_of(loss) == loan_of(x_row)) add(loss.pay, value());
        }
    }
    return x_lines;
  }

 private:
  // Whether there is a day at all: without one nothing is asked.
  bool falls_due() const {
    if (x_charge.when == Charge::When::settlement) {
      return date_told(x_pass, x_row, "loan.settled_on").has_value();
    }
    return x_charge.when != Charge::When::claim ||
           std::any_of(x_pass.rows.begin(), x_pass.rows.end(), [&](const Row& loss) {
             return is_claimed(loss) && loan_of(loss) == loan_of(x_row);
           });
  }
  // On its pay date a loss with an advance is its estimate.
  bool is_claimed(const Row& loss) const {
    return x_pass.policy.advance ? estimated_principal(x_pass, loss.claim) > 0 : loss.loss > 0;
  }
  const std::string& loan_of(const Row& row) const { return x_pass.claims.loan_id[row.claim]; }
  Quotient value() const { return figure(x_pass, x_row, x_charge.amount[0]); }

  void add(Date day, const Quotient& amount) { add(day, x_pass.money(amount)); }
  void add(Date day, Fen fen) {
    if (fen > 0) x_lines.push_back({x_index, x_row.claim, day, fen, 0});
  }

  void at_origination() {
    const Quotient whole = value();
    const auto start = date_told(x_pass, x_row, "loan.origination");
    if (!start) throw Undecided{"no loan.origination"};
    if (x_charge.every == Charge::Every::once) return add(*start, whole);
    const auto end = date_told(x_pass, x_row, "loan.maturity_date");
    if (!end) throw Undecided{"no loan.maturity_date"};
    const bool quarterly = x_charge.every == Charge::Every::quarter;
    const int months = quarterly ? 3 : 12;
    const Quotient each = quarterly ? whole / Quotient(4) : whole;
    Fen before = 0;
    for (int k = 0;; ++k) {
      const Date day = add_months(*start, k * months);
      if (k > 0 && day >= *end) return;
      if (x_charge.years && k * months >= *x_charge.years * 12) return;
      const Fen upto = quarterly ? x_pass.money(Quotient(k + 1) * each) : x_pass.money(each);
      add(day, quarterly ? upto - before : upto);
      before = upto;
    }
  }

  const Pass& x_pass;
  std::uint32_t x_index;
  const Charge& x_charge;
  const Row& x_row;
  std::vector<ChargeDue> x_lines;
};

std::string limit_key(const Pass& pass, const Charge& charge, const ChargeDue& line) {
  Row row;
  row.claim = line.claim;
  row.pay = line.date;
  return unit_key(pass, row, charge.unit);
}

// The running limit over each unit, in the order of (date, row). A loan whose
// limit or key is unknown is undecided.
void apply_limit(const Pass& pass, const Charge& charge, std::vector<ChargeDue>& lines) {
  std::stable_sort(lines.begin(), lines.end(), [](const ChargeDue& a, const ChargeDue& b) {
    return a.date != b.date ? a.date < b.date : a.claim < b.claim;
  });
  if (charge.at_most.empty()) return;
  std::map<std::string, Fen> booked;
  for (ChargeDue& line : lines) {
    Row row;
    row.claim = line.claim;
    const Fen most = limit(pass, row, charge.at_most[0]);
    Fen& before = booked[limit_key(pass, charge, line)];
    line.fen = cut(most - before, 0, line.fen);
    before += line.fen;
  }
  lines.erase(std::remove_if(lines.begin(), lines.end(),
                             [](const ChargeDue& line) { return line.fen == 0; }),
              lines.end());
}

void draw_charge(Pass& pass, std::uint32_t index) {
  const Charge& charge = pass.policy.charges[index];
  std::set<std::string> seen;
  std::vector<ChargeDue> lines;
  for (std::size_t i = 0; i < pass.claims.size(); ++i) {
    if (!seen.insert(pass.claims.loan_id[i]).second) continue;
    Row row;
    row.claim = i;
    try {
      const auto drawn = Lines(pass, index, row).draw();
      for (const ChargeDue& line : drawn) {
        if (charge.at_most.empty()) continue;
        limit(pass, row, charge.at_most[0]);
        limit_key(pass, charge, line);
      }
      lines.insert(lines.end(), drawn.begin(), drawn.end());
    } catch (const Undecided&) {
      pass.charges_undecided.insert({index, i});
    }
  }
  apply_limit(pass, charge, lines);
  pass.charges.insert(pass.charges.end(), lines.begin(), lines.end());
}

bool has_account(const Pass& pass, std::uint32_t party) {
  return party != kBorrower && !pass.policy.parties[party].sources.empty();
}

}  // namespace

void draw_charges(Pass& pass) {
  pass.charges.clear();
  pass.charges_undecided.clear();
  for (std::uint32_t c = 0; c < pass.policy.charges.size(); ++c) draw_charge(pass, c);
}

void pay_charges(Pass& pass, Date day) {
  for (std::uint32_t c = 0; c < pass.policy.charges.size(); ++c) {
    const Charge& charge = pass.policy.charges[c];
    for (ChargeDue& line : pass.charges) {
      if (line.charge != c || line.date != day) continue;
      Fen paid = line.fen;
      if (has_account(pass, charge.payer)) {
        paid = std::min(paid, balance_on(pass, charge.payer, day));
        pass.flows.push_back({charge.payer, day, -paid, MoneyKind::charge, charge.id});
      }
      line.unpaid = line.fen - paid;
      if (line.unpaid > 0) pass.unpaid[{charge.payer, day, charge.id}] += line.unpaid;
      if (has_account(pass, charge.payee)) {
        pass.flows.push_back({charge.payee, day, paid, MoneyKind::charge, charge.id});
      }
    }
  }
}

}  // namespace pledgelab::twins
