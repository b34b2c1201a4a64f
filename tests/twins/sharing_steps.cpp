// The steps of the sharing twin, at the claim and at the close, and handing out
// (sections 4, 5).
#include <algorithm>

#include "tests/twins/sharing_parts.hpp"

namespace pledgelab::twins {

namespace {

using Verb = Step::Verb;

bool has_period(const Step& step) { return step.unit.period != Unit::Period::none; }

bool at_close(const Step& step) { return has_period(step) && step.unit.at_close; }

Fen amount_before(const Step& step, const Row& row) {
  return step.moves() ? row.bills[step.party] : row.open;
}

// The other losses of the row's unit that met the step before.
std::vector<const Row*> unit_before(const Pass& pass, const Row& row, std::size_t step,
                                    std::size_t unit_step) {
  std::vector<const Row*> found;
  const Unit& unit = pass.policy.steps[unit_step].unit;
  const bool band = pass.policy.steps[unit_step].verb == Verb::band;
  const auto key_of = [&](const Row& one) {
    return band ? band_key(pass, one, pass.policy.steps[unit_step]) : unit_key(pass, one, unit);
  };
  const std::string key = key_of(row);
  for (const Row& other : pass.rows) {
    if (other.claim == row.claim || !other.walks || !other.marks[step].met) continue;
    if (key_of(other) == key) found.push_back(&other);
  }
  return found;
}

Fen sum_of_amounts(const std::vector<const Row*>& rows, std::size_t step) {
  Fen sum = 0;
  for (const Row* row : rows) sum += row->marks[step].amount;
  return sum;
}

Fen sum_of_parts(const std::vector<const Row*>& rows, std::size_t step) {
  Fen sum = 0;
  for (const Row* row : rows) sum += row->marks[step].part;
  return sum;
}

Fen handed(const Row& row, std::size_t step) {
  Fen sum = 0;
  for (const auto& [party, fen] : row.marks[step].got) sum += fen;
  return sum;
}

// Whose unit the running totals of a handing out have; none: each loss for
// itself.
std::optional<std::size_t> running_unit(const Pass& pass, std::size_t step) {
  const auto& steps = pass.policy.steps;
  for (const PartyShare& share : steps[step].shares) {
    if (!share.value.empty() && !is_fixed(share.value[0])) return std::nullopt;
  }
  if (steps[step].verb != Verb::quota) {
    return has_period(steps[step]) ? std::optional(step) : std::nullopt;
  }
  for (std::size_t before = step; before-- > 0;) {
    if (at_close(steps[before])) return before;
  }
  return std::nullopt;
}

std::size_t taker_of(const Pass& pass, const std::vector<PartyShare>& shares) {
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i].value.empty()) return i;
  }
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i].party == pass.policy.residual) return i;
  }
  return shares.size() - 1;
}

bool is_absent(const Pass& pass, const Row& row, std::uint32_t party) {
  if (party == pass.policy.residual) return false;
  const auto& firm = pass.policy.parties[party].firm;
  return firm && !find_fact(pass, row, firm->name);
}

// Every share but `rest`; an unset share of an absent role is 0.
std::vector<Quotient> shares_of(const Pass& pass, const Row& row,
                                const std::vector<PartyShare>& shares) {
  std::vector<Quotient> all(shares.size());
  Quotient sum = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i].value.empty()) continue;
    const Value& value = shares[i].value[0];
    const bool unset =
        value.form == Value::Form::fact && !find_fact(pass, row, value.facts[0].name);
    if (unset && is_absent(pass, row, shares[i].party)) continue;
    all[i] = figure(pass, row, value);
    sum = bounded(sum + all[i]);
  }
  const bool rest = std::any_of(shares.begin(), shares.end(),
                                [](const PartyShare& share) { return share.value.empty(); });
  const auto below = [](const Quotient& share) { return share < 0; };
  if (sum > 1 || (sum < 1 && !rest) || std::any_of(all.begin(), all.end(), below)) {
    throw Undecided{"the shares do not make 100 %"};
  }
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i].value.empty()) all[i] = bounded(Quotient(1) - sum);
    if (all[i] > 0 && is_absent(pass, row, shares[i].party)) {
      throw Undecided{"no " + pass.policy.parties[shares[i].party].id};
    }
  }
  return all;
}

// Rule 6. `give` moves a part to a party.
template <class Give>
void hand_out(const Pass& pass, Row& row, std::size_t step, Fen amount, Give give) {
  if (amount == 0) return;
  const auto& shares = pass.policy.steps[step].shares;
  const std::vector<Quotient> all = shares_of(pass, row, shares);
  std::vector<const Row*> before;
  if (const auto unit = running_unit(pass, step)) before = unit_before(pass, row, step, *unit);
  Fen running = amount;
  for (const Row* other : before) running += handed(*other, step);
  const std::size_t taker = taker_of(pass, shares);
  auto& got = row.marks[step].got;
  Fen left = amount;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (i == taker) continue;
    Fen booked = 0;
    for (const Row* other : before) {
      const auto found = other->marks[step].got.find(shares[i].party);
      if (found != other->marks[step].got.end()) booked += found->second;
    }
    const Fen part = cut(pass.money(all[i] * Quotient(running)) - booked, 0, left);
    got[shares[i].party] += part;
    left -= part;
  }
  got[shares[taker].party] += left;
  const auto handed_out = got;
  for (const auto& [party, fen] : handed_out) give(party, fen);
}

void hand_open(const Pass& pass, Row& row, std::size_t step, Fen amount) {
  const std::string& clause = pass.policy.steps[step].id;
  hand_out(pass, row, step, amount,
           [&](std::uint32_t party, Fen fen) { to_party(row, party, fen, clause); });
}

void run_gate(const Pass& pass, Row& row, const Step& step) {
  if (holds(pass, row, step.require[0])) return;
  row.standing = LossStanding::not_eligible;
  row.clause = step.id;
  to_party(row, step.else_party, row.open, step.id);
}

// At most what the principal bears in interest_days of a year of 360.
Fen counted_interest(const Pass& pass, const Row& row, const Step& step) {
  if (step.interest_days == 0 || row.interest == 0) return row.interest;
  const auto rate = find_fact(pass, row, "loan.rate");
  if (!rate) throw Undecided{"no loan.rate"};
  const Quotient most = Quotient(row.principal) * rate->number * Quotient(step.interest_days, 360);
  return cut(row.interest, 0, std::max(Fen(0), pass.money(most)));
}

void run_base(const Pass& pass, Row& row, const Step& step) {
  Fen kept = 0;
  if (step.of_principal) kept += row.principal;
  if (step.of_interest) kept += counted_interest(pass, row, step);
  if (step.of_costs) kept += row.costs;
  if (step.part && kept > 0) {  // as with interest: what takes a part of nothing asks nothing
    const auto part = find_fact(pass, row, step.part->name);
    if (!part) throw Undecided{"no " + step.part->name};
    const bool share = !(part->number < Quotient(0)) && !(Quotient(1) < part->number);
    if (!share) throw Undecided{"a part outside 0 to 100 %"};
    kept = pass.money(part->number * Quotient(kept));
  }
  kept = cut(kept, 0, row.open);
  to_party(row, step.else_party, row.open - kept, step.id);
  row.base = row.open;
}

// max(0, min(total, upto) − above).
Fen between_limits(const Pass& pass, const Row& row, const Step& step, Fen total) {
  const Fen above = step.above.empty() ? 0 : limit(pass, row, step.above[0]);
  const Fen end = step.value.empty() ? total : std::min(total, limit(pass, row, step.value[0]));
  return std::max(Fen(0), end - above);
}

// Of a unit's total: what a deductible or slice cuts, a layer or band keeps, a
// cede takes.
Fen taken_of(const Pass& pass, const Row& row, const Step& step, Fen total) {
  if (step.verb == Verb::band) return band_part(pass, row, step, total);
  if (step.verb == Verb::layer || step.verb == Verb::cede) {
    return between_limits(pass, row, step, total);
  }
  return std::min(total, limit(pass, row, step.value[0]));
}

// The same at the claim: what the unit's total to date takes, less what was
// taken before.
Fen taken_at_claim(const Pass& pass, const Row& row, std::size_t index) {
  const Step& step = pass.policy.steps[index];
  const Fen amount = row.marks[index].amount;
  if (!has_period(step)) return taken_of(pass, row, step, amount);
  const auto before = unit_before(pass, row, index, index);
  const Fen total = sum_of_amounts(before, index) + amount;
  return cut(taken_of(pass, row, step, total) - sum_of_parts(before, index), 0, amount);
}

// Moves what the step's part of the loss says: cut and handed on, kept, or
// ceded.
void book_part(const Pass& pass, Row& row, std::size_t index) {
  const Step& step = pass.policy.steps[index];
  const Mark& mark = row.marks[index];
  switch (step.verb) {
    case Verb::slice:
      hand_open(pass, row, index, mark.part);
      break;
    case Verb::deductible:
      to_party(row, step.else_party, mark.part, step.id);
      break;
    case Verb::cap:
      shift(row, step.party, step.over_party, mark.amount - mark.part, step.id);
      break;
    case Verb::cede:
      hand_out(pass, row, index, mark.part,
               [&](std::uint32_t party, Fen fen) { shift(row, step.party, party, fen, step.id); });
      break;
    default:  // a layer or a band
      to_party(row, step.else_party, mark.amount - mark.part, step.id);
  }
}

void run_cap(const Pass& pass, Row& row, std::size_t index, Date day) {
  const Step& step = pass.policy.steps[index];
  const Fen at = limit(pass, row, step.value[0]);
  const Fen bill = row.bills[step.party];
  Fen room = at;
  if (has_period(step)) {
    for (const Row* other : unit_before(pass, row, index, index)) {
      room -= other->marks[index].part;
      if (step.room == Step::Room::paid) continue;
      room += recovered_by(pass, *other, day)[step.party];
    }
    if (room < 0) room = 0;
  }
  row.marks[index].part = std::min(bill, room);
  book_part(pass, row, index);
}

// All that the first such step finds, in whatever period; then everything is
// done again without them.
void found_at_close(Pass& pass, Row& row, std::size_t index, const std::string& reason) {
  row.marks[index] = {};
  if (index < pass.found_by) pass.found.clear();
  pass.found_by = std::min(pass.found_by, index);
  if (index == pass.found_by) pass.found.emplace(row.claim, reason);
}

void close_unit(Pass& pass, const std::vector<std::size_t>& unit, std::size_t index) {
  Fen whole = 0;
  for (const std::size_t i : unit) whole += pass.rows[i].marks[index].amount;
  Fen running = 0;
  Fen parts = 0;
  for (const std::size_t i : unit) {
    Row& row = pass.rows[i];
    try {
      Mark& mark = row.marks[index];
      const Fen kept = taken_of(pass, row, pass.policy.steps[index], whole);
      running += mark.amount;
      mark.part = cut(pass.money(Quotient(times(running, kept), whole)) - parts, 0, mark.amount);
      parts += mark.part;
      book_part(pass, row, index);
    } catch (const Undecided& undecided) {
      found_at_close(pass, row, index, undecided.reason);
    }
  }
}

}  // namespace

void to_party(Row& row, std::uint32_t party, Fen amount, const std::string& clause) {
  row.open -= amount;
  row.bills[party] += amount;
  row.moved[{clause, party}] += amount;
}

void shift(Row& row, std::uint32_t from, std::uint32_t to, Fen amount, const std::string& clause) {
  row.bills[from] -= amount;
  row.bills[to] += amount;
  row.moved[{clause, from}] -= amount;
  row.moved[{clause, to}] += amount;
}

bool meets(const Pass& pass, Row& row, std::size_t index) {
  const Step& step = pass.policy.steps[index];
  row.asking = index;
  const Fen amount = amount_before(step, row);
  if (amount == 0) return false;
  if (!step.condition.empty() && !holds(pass, row, step.condition[0])) return false;
  row.marks[index].met = true;
  row.marks[index].amount = amount;
  return true;
}

void run_step(const Pass& pass, Row& row, std::size_t index, Date day) {
  if (!meets(pass, row, index)) return;
  const Step& step = pass.policy.steps[index];
  switch (step.verb) {
    case Verb::gate:
      run_gate(pass, row, step);
      break;
    case Verb::base:
      run_base(pass, row, step);
      break;
    case Verb::quota:
      hand_open(pass, row, index, row.open);
      break;
    case Verb::cap:
      run_cap(pass, row, index, day);
      break;
    case Verb::band:
      throw Undecided{"a band runs at the close"};
    case Verb::deductible:
    case Verb::slice:
    case Verb::layer:
    case Verb::cede:
      row.marks[index].part = taken_at_claim(pass, row, index);
      book_part(pass, row, index);
      break;
  }
}

void close_step(Pass& pass, const std::vector<std::size_t>& members, std::size_t index) {
  std::vector<std::pair<std::string, std::vector<std::size_t>>> units;
  for (const std::size_t i : members) {
    Row& row = pass.rows[i];
    if (!row.walks) continue;
    row.at_close = true;
    try {
      if (!at_close(pass.policy.steps[index])) {
        run_step(pass, row, index, row.pay);
        continue;
      }
      if (!meets(pass, row, index)) continue;
      const Step& step = pass.policy.steps[index];
      const std::string key =
          step.verb == Verb::band ? band_key(pass, row, step) : unit_key(pass, row, step.unit);
      const auto same = [&](const auto& unit) { return unit.first == key; };
      auto found = std::find_if(units.begin(), units.end(), same);
      if (found == units.end()) found = units.insert(units.end(), {key, {}});
      found->second.push_back(i);
    } catch (const Undecided& undecided) {
      found_at_close(pass, row, index, undecided.reason);
    }
  }
  for (const auto& [key, unit] : units) close_unit(pass, unit, index);
}

}  // namespace pledgelab::twins
