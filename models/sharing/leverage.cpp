#include "models/sharing/leverage.hpp"

#include <algorithm>

namespace pledgelab {
namespace {

// The account's money on a date: what the sources had paid in, or the amount that is written.
__int128 base_on(const ProgramParty& party, Date date) {
  if (party.terms.leverage->base) return party.terms.leverage->base->fen();
  __int128 base = 0;
  for (const AccountSource& source : party.sources) {
    if (source.date <= date) base += source.amount.fen();
  }
  return base;
}

// A loan outside the policy's dates is not covered by it, and takes no room.
bool outside(const Program& program, Date origination) {
  if (!program.effective_from || program.effective_by != EffectiveBy::origination) return false;
  const bool late = program.effective_to && *program.effective_to < origination;
  return origination < *program.effective_from || late;
}

// One account's room.
struct Room {
  const ProgramParty& party;
  const FactColumn& counts;
  __int128 total = 0;  // of the covered loans

  [[nodiscard]] __int128 with(std::uint32_t row) const {
    return total + std::max<std::int64_t>(0, counts.value[row]);
  }
  [[nodiscard]] bool fits(std::uint32_t row, Date date) const {
    const Ratio at_most = party.terms.leverage->at_most;
    return with(row) * at_most.den <= at_most.num * base_on(party, date);
  }
};

std::vector<Room> rooms_of(const Program& program) {
  std::vector<Room> rooms;
  for (const ProgramParty& party : program.parties) {
    if (party.terms.leverage) rooms.push_back({party, program.columns[party.leverage_column]});
  }
  return rooms;
}

}  // namespace

std::vector<Cover> leverage_cover(const Program& program) {
  std::vector<Room> rooms = rooms_of(program);
  if (rooms.empty()) return {};
  std::vector<Cover> rows(program.rows, Cover::covered);
  std::vector<std::uint32_t> order;
  const FactColumn& origination = program.columns[program.origination];
  const auto date_of = [&](std::uint32_t row) {
    return Date{static_cast<std::int32_t>(origination.value[row])};
  };
  for (std::uint32_t row = 0; row < program.rows; ++row) {
    if (program.counts_in_totals[row] == 0) continue;
    const bool known =
        origination.has(row) && std::all_of(rooms.begin(), rooms.end(),
                                            [&](const Room& room) { return room.counts.has(row); });
    if (!known) rows[row] = Cover::unknown;
    if (known && !outside(program, date_of(row))) order.push_back(row);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return origination.value[a] < origination.value[b];
  });
  for (const std::uint32_t row : order) {
    const bool fits = std::all_of(rooms.begin(), rooms.end(),
                                  [&](const Room& room) { return room.fits(row, date_of(row)); });
    if (!fits) rows[row] = Cover::beyond;
    for (Room& room : rooms) room.total = fits ? room.with(row) : room.total;
  }
  return rows;
}

Standing leverage_standing(const Program& program, std::uint32_t row) {
  if (!program.columns[program.origination].has(row)) return Standing::empty(program.origination);
  for (const ProgramParty& party : program.parties) {
    if (!party.terms.leverage) continue;
    const std::uint32_t counts = party.leverage_column;
    if (!program.columns[counts].has(row)) return Standing::empty(counts);
  }
  return Standing::known;
}

}  // namespace pledgelab
