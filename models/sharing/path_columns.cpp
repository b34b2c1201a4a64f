// The claim steps of a path a step at a time: each runs over the column of losses before the next
// begins. The same fen as loss by loss, since a step's running total is asked by that step alone
// and meets the losses in the same order; where that is not so (PathProgram::by_columns), or a loss
// is undecided, the path is booked loss by loss.
#include <algorithm>

#include "models/sharing/arithmetic.hpp"
#include "models/sharing/path_pass.hpp"

namespace pledgelab::path_pass {
namespace {

using Verb = Step::Verb;

// What the loops over one step share.
struct ColumnStep {
  Pass& pass;
  std::uint32_t at;
  std::uint32_t slots;
  const Instruction& step;
  const PathStep& shape;
  const std::uint32_t* row;
  PathUnitTotals& totals;

  [[nodiscard]] std::int64_t* bill(std::uint32_t slot, std::uint32_t party) const {
    return pass.buffers.bills.data() + slot * pass.parties + party;
  }
  // Unit of a loss, its totals made to belong to this pass; kNone: its key is missing.
  [[nodiscard]] std::uint32_t unit(std::uint32_t slot) const {
    std::uint32_t unit = shape.key[row[slot]];
    if (unit == kNone) return unit;
    if (shape.by_year) unit = unit * pass.buffers.years + pass.buffers.year[slot];
    if (totals.stamp[unit] != pass.buffers.stamp) touch(pass, at, unit);
    return unit;
  }
};

// Calls body(slot, amount) for each loss on which the step acts; false when one is undecided.
template <class Body>
bool each_acting(const ColumnStep& column, const Body& body) {
  const bool moves = column.step.moves();
  const std::size_t stride = moves ? column.pass.parties : 1;
  const std::int64_t* amounts =
      moves ? column.bill(0, column.step.party) : column.pass.buffers.open.data();
  const PathColumn& condition = column.shape.condition;
  const bool asks = condition.dynamic || !condition.value.empty();
  for (std::uint32_t slot = 0; slot < column.slots; ++slot) {
    const std::int64_t amount = amounts[slot * stride];
    if (amount == 0) continue;
    if (asks) {
      const Reply reply = ask(column.pass, condition, column.step.condition, slot);
      if (reply == Reply::unknown) return false;
      if (reply == Reply::no) continue;
    }
    if (!body(slot, amount)) return false;
  }
  return true;
}

// Bounds that are the same for every loss are looked up once.
struct Bounds {
  PathRange range;
  bool fixed = false;
  bool known = true;

  explicit Bounds(const ColumnStep& column) {
    const auto same = [](const PathColumn& bound, std::uint32_t term) {
      return term == kNone || (!bound.dynamic && bound.stride == 0);
    };
    fixed = same(column.shape.above, column.step.above) &&
            same(column.shape.limit, column.step.value) && column.slots > 0;
    if (fixed) known = range_of(column.pass, column.at, 0, range);
  }
  // False when unknown.
  bool look(const ColumnStep& column, std::uint32_t slot) {
    return fixed ? known : range_of(column.pass, column.at, slot, range);
  }
};

// The part of the amount in the range, over the unit's running totals where the step has one; false
// when the unit is unknown.
template <bool kPeriodic>
bool part_in_range(const ColumnStep& column, const PathRange& range, std::uint32_t slot,
                   std::int64_t amount, std::int64_t& part) {
  if constexpr (!kPeriodic) {
    part = layer_part(amount, range.above, range.upto, 0, amount);
    return true;
  } else {
    const std::uint32_t unit = column.unit(slot);
    if (unit == kNone) return false;
    std::int64_t& total = column.totals.amount[unit];
    std::int64_t& booked = column.totals.booked[unit];
    total += amount;
    part = layer_part(total, range.above, range.upto, booked, amount);
    booked += part;
    return true;
  }
}

// What is handed out goes by shares that are the same for every loss, over no running total.
bool hand_fixed(const ColumnStep& column, std::uint32_t slot, std::int64_t cut) {
  const std::size_t payers = column.shape.fixed.size();
  std::int64_t* bills = column.bill(slot, 0);
  std::int64_t left = cut;
  if (column.step.verb == Verb::cede) {
    bills[column.step.party] -= cut;
  } else {
    column.pass.buffers.open[slot] -= cut;
  }
  const bool keeps = column.pass.prepared.keeps_handed && column.step.verb != Verb::cede;
  std::int64_t* handed =
      keeps ? column.pass.buffers.handed.data() + slot * column.pass.parties : nullptr;
  for (std::size_t payer = 0; payer < payers; ++payer) {
    if (payer == column.step.taker) continue;
    const std::int64_t part = std::min(column.shape.fixed[payer].of(cut), left);
    left -= part;
    bills[column.step.shares[payer].party] += part;
    if (keeps) handed[column.step.shares[payer].party] += part;
  }
  bills[column.step.shares[column.step.taker].party] += left;
  if (keeps) handed[column.step.shares[column.step.taker].party] += left;
  return true;
}

bool hand_quota(const ColumnStep& column) {
  if (column.shape.fixed.empty()) {
    return each_acting(column, [&](std::uint32_t slot, std::int64_t open) {
      return hand_out(column.pass, column.at, slot, open, kNone);
    });
  }
  return each_acting(column, [&](std::uint32_t slot, std::int64_t open) {
    return hand_fixed(column, slot, open);
  });
}

// Slice and cede: what lies in the range is handed out.
template <bool kPeriodic>
bool hand_range(const ColumnStep& column) {
  Bounds bounds(column);
  const bool running = kPeriodic && column.step.shares_fixed;
  const bool fixed = !running && !column.shape.fixed.empty();
  return each_acting(column, [&](std::uint32_t slot, std::int64_t amount) {
    std::int64_t part = 0;
    if (!bounds.look(column, slot)) return false;
    if (!part_in_range<kPeriodic>(column, bounds.range, slot, amount, part)) return false;
    if (part == 0) return true;
    if (fixed) return hand_fixed(column, slot, part);
    const std::uint32_t unit = running ? column.unit(slot) : kNone;
    return hand_out(column.pass, column.at, slot, part, unit);
  });
}

// Deductible and layer: one side of the range stays open, the other goes to one party.
template <bool kPeriodic>
bool cut_range(const ColumnStep& column) {
  Bounds bounds(column);
  const bool keeps = column.step.verb == Verb::layer;
  std::int64_t* open_of = column.pass.buffers.open.data();
  return each_acting(column, [&](std::uint32_t slot, std::int64_t open) {
    std::int64_t part = 0;
    if (!bounds.look(column, slot)) return false;
    if (!part_in_range<kPeriodic>(column, bounds.range, slot, open, part)) return false;
    open_of[slot] = keeps ? part : open - part;
    *column.bill(slot, column.step.other_party) += keeps ? open - part : part;
    return true;
  });
}

template <bool kPeriodic>
bool cap(const ColumnStep& column) {
  Bounds bounds(column);
  return each_acting(column, [&](std::uint32_t slot, std::int64_t bill) {
    if (!bounds.look(column, slot)) return false;
    std::int64_t kept = std::min(bill, bounds.range.upto);
    if constexpr (kPeriodic) {
      const std::uint32_t unit = column.unit(slot);
      if (unit == kNone) return false;
      std::int64_t& booked = column.totals.booked[unit];
      kept = cap_kept(bill, bounds.range.upto, booked);
      booked += kept;
    }
    *column.bill(slot, column.step.party) -= bill - kept;
    *column.bill(slot, column.step.other_party) += bill - kept;
    return true;
  });
}

bool plain_base(const ColumnStep& column) {
  const SharingBuffers& buffers = column.pass.buffers;
  std::int64_t* open_of = column.pass.buffers.open.data();
  std::int64_t* base_of = column.pass.buffers.base.data();
  const Instruction& base = column.step;
  return each_acting(column, [&](std::uint32_t slot, std::int64_t open) {
    const std::int64_t kept = (base.of_principal ? buffers.principal[slot] : 0) +
                              (base.of_interest ? buffers.interest[slot] : 0);
    *column.bill(slot, base.other_party) += open - kept;
    open_of[slot] = kept;
    base_of[slot] = kept;
    return true;
  });
}

// Gates, and bases with a part or a limit of interest.
bool one_by_one(const ColumnStep& column) {
  return each_acting(column, [&](std::uint32_t slot, std::int64_t) {
    return run_step(column.pass, column.at, slot, kNone);
  });
}

bool run_column(const ColumnStep& column) {
  const bool periodic = column.step.periodic();
  switch (column.step.verb) {
    case Verb::gate:
      return one_by_one(column);
    case Verb::base:
      return column.step.interest_days == 0 && column.step.part == kNone ? plain_base(column)
                                                                         : one_by_one(column);
    case Verb::deductible:
    case Verb::layer:
      return periodic ? cut_range<true>(column) : cut_range<false>(column);
    case Verb::slice:
    case Verb::cede:
      return periodic ? hand_range<true>(column) : hand_range<false>(column);
    case Verb::quota:
      return hand_quota(column);
    case Verb::cap:
      return periodic ? cap<true>(column) : cap<false>(column);
    case Verb::band:
      PL_CHECK_MSG(false, "a band runs at the close");
  }
  return true;
}

}  // namespace

// Losses that no step meets: they have nothing open meanwhile. False when one is undecided.
bool set_aside(Pass& pass, std::uint32_t slots) {
  SharingBuffers& buffers = pass.buffers;
  const bool asks = pass.prepared.asks_cover;
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    buffers.outside[slot] = 0;
    if (buffers.excluded[slot] != 0) {
      buffers.open[slot] = 0;
      continue;
    }
    if (!asks || buffers.loss[slot] == 0) continue;
    const Reply reply = covered_by_terms(pass, slot);
    if (reply == Reply::unknown) return false;
    if (reply == Reply::no) {
      buffers.outside[slot] = 1;
      buffers.open[slot] = 0;
    }
  }
  return true;
}

bool run_columns(Pass& pass, std::uint32_t slots, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t step = first; step < last; ++step) {
    const ColumnStep column{pass,
                            step,
                            slots,
                            pass.program.steps[step],
                            pass.prepared.steps[step],
                            pass.buffers.row.data(),
                            pass.buffers.totals[step]};
    if (!run_column(column)) return false;
  }
  return true;
}

bool end_columns(Pass& pass, std::uint32_t slots) {
  SharingBuffers& buffers = pass.buffers;
  const Program& program = pass.program;
  const bool closes = program.close_begin != program.steps.size();
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    if (buffers.outside[slot] != 0) buffers.open[slot] = buffers.loss[slot];
    if (!closes || buffers.outside[slot] != 0) finish(pass, slot);
  }
  return true;
}

bool book_columns(Pass& pass, std::uint32_t slots) {
  return set_aside(pass, slots) && run_columns(pass, slots, 0, pass.program.balance_begin) &&
         end_columns(pass, slots);
}

}  // namespace pledgelab::path_pass
