// Rows of evidence of a right, and a world that is valued with them.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "tests/models/valuation/world.hpp"

namespace pledgelab::valuation_test {

using Kind = EvidenceKind;
using Basis = EvidenceBasis;

inline EvidenceRow sold(Date date, std::int64_t yuan, Basis basis = Basis::arms_length) {
  EvidenceRow row;
  row.date = date;
  row.amount = Money::of_yuan(yuan);
  row.basis = basis;
  row.line = 2;
  return row;
}

inline EvidenceRow appraised(Date date, std::int64_t yuan, const std::string& valuer) {
  EvidenceRow row = sold(date, yuan, Basis::use_value);
  row.kind = Kind::outside_appraisal;
  row.valuer_id = valuer;
  return row;
}

inline EvidenceRow licensed(std::int64_t fee_yuan, Date until) {
  EvidenceRow row = sold(day(2025, 1, 1), fee_yuan);
  row.kind = Kind::licence_contract;
  row.until = until;
  return row;
}

// The invention of world.hpp: relief from royalty with ln-SD .35, ten years of life.
struct Evidenced {
  World world{{invention()}};
  std::vector<EvidenceRow> rows;
  std::vector<ValuerRecord> valuers = {};

  [[nodiscard]] Result<std::vector<Valuation>> all() const {
    const FactorState state(world.scenario, 0);
    ValuationInputs inputs{state, world.law, kAsOf};
    inputs.evidence = rows;
    inputs.valuers = valuers;
    return value_book(world.book, inputs);
  }
  [[nodiscard]] Valuation first() const { return all().value().front(); }
  [[nodiscard]] ValueCurve curve(int months) const {
    const FactorState state(world.scenario, 0);
    ValuationInputs inputs{state, world.law, kAsOf};
    inputs.evidence = rows;
    inputs.valuers = valuers;
    return value_curves(world.book, inputs, months).value().front();
  }
};

inline double driver_of(const Valuation& valuation, const std::string& name) {
  for (const Driver& driver : valuation.drivers) {
    if (driver.name == name) return driver.value;
  }
  return std::nan("");
}

// A right's frame: life, discount and timing, no hazard.
inline IncomeStream years(double life, double discount, FlowTiming timing = FlowTiming::year_end) {
  IncomeStream frame;
  frame.life_years = life;
  frame.discount_frac = discount;
  frame.timing = timing;
  return frame;
}

// n years before the as-of date, to the day of 365.25.
inline Date years_ago(double years) {
  return Date{kAsOf.days - static_cast<int>(std::lround(365.25 * years))};
}

}  // namespace pledgelab::valuation_test
