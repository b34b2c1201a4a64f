#include "tests/bench/fused_waterfall.hpp"

#include <algorithm>

#include "models/base/date.hpp"

namespace pledgelab::bench {
namespace {

// By number, in the order of the rows.
std::vector<std::uint32_t> numbered(const FactColumn& column, std::uint32_t& count) {
  std::vector<std::int64_t> names = column.value;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  count = static_cast<std::uint32_t>(names.size());
  std::vector<std::uint32_t> numbers;
  for (const std::int64_t name : column.value) {
    const auto at = std::lower_bound(names.begin(), names.end(), name);
    numbers.push_back(static_cast<std::uint32_t>(at - names.begin()));
  }
  return numbers;
}

template <std::uint64_t kNum>
std::int64_t percent(std::int64_t fen) {  // half up; fen below 2^56
  return static_cast<std::int64_t>((static_cast<std::uint64_t>(fen) * kNum + 50) / 100);
}

// fen × bill ÷ whole, rounded down or half up.
template <bool kDown>
std::int64_t in_proportion(std::int64_t fen, std::int64_t bill, std::int64_t whole) {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(fen, bill, &product)) {
    const std::int64_t quotient = product / whole;
    if (kDown) return quotient;
    const std::int64_t rest = product - quotient * whole;
    return quotient + (rest >= whole - rest ? 1 : 0);
  }
  const __int128 twice = static_cast<__int128>(fen) * bill * 2 + (kDown ? 0 : whole);
  return static_cast<std::int64_t>(twice / (static_cast<__int128>(whole) * 2));
}

}  // namespace

FusedWaterfall::FusedWaterfall(const FactTable& facts, Date as_of, std::uint32_t months) {
  std::uint32_t borrowers = 0;
  x_borrower = numbered(*facts.find("loan.borrower_id"), borrowers);
  x_lender = numbered(*facts.find("loan.lender_id"), x_lenders);
  x_slot.resize(facts.rows);
  x_borrower_through.resize(borrowers);
  x_borrower_path.resize(borrowers);
  Date before = add_days(*make_date(2000, 1, 1), 0);
  for (std::uint32_t month = 0; month <= months + 12; ++month) {
    const Date date = add_months(as_of, static_cast<int>(month));
    x_year.push_back(static_cast<std::uint32_t>(civil(date).year - civil(as_of).year));
    std::int64_t fen = 0;
    for (int year = 2025; year < 2031; ++year) {
      const Date paid = *make_date(year, 6, 30);
      if (before < paid && paid <= date) fen += 50'000'000'00;
    }
    x_inflow.push_back(fen);
    before = date;
  }
  x_lender_through.resize(std::size_t{x_lenders} * (x_year.back() + 1));
}

std::int64_t FusedWaterfall::receive(Slot& slot, std::int64_t fen) const {
  slot.back += fen;
  const std::int64_t before = slot.recovered[0];
  std::int64_t left = slot.back;
  for (std::size_t party = 0; party < 3; ++party) {
    const std::int64_t bill = slot.bills[party];
    const std::int64_t due = bill == 0    ? 0
                             : party == 0 ? in_proportion<true>(slot.back, bill, slot.whole)
                                          : in_proportion<false>(slot.back, bill, slot.whole);
    slot.recovered[party] = std::min({due, bill, left});
    left -= slot.recovered[party];
  }
  slot.recovered[3] = std::min(left, slot.bills[3]);
  left -= slot.recovered[3];
  for (const std::size_t party : {1U, 2U, 0U}) {  // the fund last
    if (left == 0) break;
    const std::int64_t more = std::min(left, slot.bills[party] - slot.recovered[party]);
    slot.recovered[party] += more;
    left -= more;
  }
  return slot.recovered[0] - before;
}

void FusedWaterfall::claim(const LossTape& tape, std::size_t row, Slot& slot) {
  const std::uint32_t loan = tape.loan[row];
  const std::int64_t open = tape.principal_fen[row];
  std::int64_t fund = percent<45>(open);
  const std::int64_t guarantor = std::min(percent<27>(open), open - fund);
  const std::int64_t insurer = std::min(percent<18>(open), open - fund - guarantor);
  const std::uint32_t borrower = x_borrower[loan];
  if (x_borrower_path[borrower] != x_path) {
    x_borrower_path[borrower] = x_path;
    x_borrower_through[borrower] = 0;
  }
  std::int64_t& of_borrower = x_borrower_through[borrower];
  fund = std::min(fund, 120'000'000 - of_borrower);
  of_borrower += fund;
  std::int64_t& of_lender = x_lender_through[x_year[tape.month[row]] * x_lenders + x_lender[loan]];
  fund = std::min(fund, 800'000'000 - of_lender);
  of_lender += fund;
  fund = std::min(fund, x_balance);
  x_balance -= fund;
  slot.whole = open + tape.interest_fen[row];
  slot.back = 0;
  slot.bills = {fund, guarantor, insurer, slot.whole - fund - guarantor - insurer};
  slot.recovered = {};
}

FusedTotals FusedWaterfall::share(const LossTape& tape, std::size_t begin, std::size_t end) {
  ++x_path;
  x_balance = 0;
  std::fill(x_lender_through.begin(), x_lender_through.end(), 0);
  if (x_slots.size() < end - begin) x_slots.resize(end - begin);
  std::uint32_t slots = 0;
  std::size_t next = 0;  // month whose inflow comes next
  for (std::size_t row = begin; row < end;) {
    const std::uint16_t month = tape.month[row];
    std::size_t last = row;
    for (; next <= month; ++next) x_balance += x_inflow[next];
    for (; last < end && tape.month[last] == month; ++last) {
      if (tape.kind[last] != TapeKind::recovery) continue;
      x_balance += receive(x_slots[x_slot[tape.loan[last]]], tape.principal_fen[last]);
    }
    for (; row < last; ++row) {
      if (tape.kind[row] != TapeKind::loan_default) continue;
      x_slot[tape.loan[row]] = slots;
      claim(tape, row, x_slots[slots++]);
    }
  }
  FusedTotals totals;
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    for (std::size_t party = 0; party < 4; ++party) {
      totals.borne[party] += x_slots[slot].bills[party];
      totals.recovered[party] += x_slots[slot].recovered[party];
    }
  }
  return totals;
}

}  // namespace pledgelab::bench
