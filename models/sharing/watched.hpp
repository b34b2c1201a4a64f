// What a compiled policy watches: the firms of a role, measures over periods, ratios, breakers; and
// what a run has read of them so far.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/policy/ratios.hpp"
#include "models/sharing/periods.hpp"

namespace pledgelab {

/// The firms that play a role in the input. The scheme as a whole is one firm without a name.
struct FirmKey {
  static constexpr std::uint32_t kAbsent = 0xffffffffU;
  std::string role;                    // "scheme", "lender" or a party's id
  std::vector<std::string> names;      // in the order of their first row
  std::vector<std::uint32_t> of_row;   // index into names; kAbsent where the cell is empty
  std::uint32_t column = 0xffffffffU;  // of the program, that names them; kNone: the scheme
};

/// A measure of each firm of a key. `series`: rows of the periods file, one a firm; empty for what
/// the run books (gross, bill, net of `party`).
struct ProgramMeasure {
  MeasureKind kind = MeasureKind::lent;
  std::uint32_t party = 0;
  std::uint32_t firms = 0;  // index into Program::firms
  std::vector<PeriodSeries> series;
};

/// Measures are indexes into Program::measures.
struct ProgramRatio {
  std::string id;
  std::uint32_t top = 0;
  std::uint32_t bottom = 0;
  std::uint32_t firms = 0;
  PolicyRatio::At at = PolicyRatio::At::running;
  bool used = false;  // a fact, a band or a breaker asks it
};

/// A ratio, or (ratio none) `rate` × a measure in fen.
struct ProgramWatch {
  std::optional<std::uint32_t> ratio;
  std::uint32_t measure = 0;
  Ratio rate{1, 1};
  Bound trip;
  std::optional<Bound> resume;
  std::string text;
};

struct ProgramBreaker {
  std::string id;
  std::vector<ProgramWatch> watches;
  PolicyBreaker::Does does = PolicyBreaker::Does::warn;
  bool lapse = false;
  Duration off_at_least;
  std::uint32_t firms = 0;
};

/// A ratio on one day; `bottom` none or ≤ 0, or `top` none: undefined.
struct RatioReading {
  Date date;
  std::optional<std::int64_t> top;
  std::optional<std::int64_t> bottom;

  [[nodiscard]] bool defined() const { return top && bottom && *bottom > 0; }
  [[nodiscard]] Ratio value() const { return {*top, *bottom}; }
};

/// The readings of each ratio and firm on its closing days so far, by date: [ratio][firm].
using ClosedRatios = std::vector<std::vector<std::vector<RatioReading>>>;

/// A breaker tripped for a firm on one day and resumed on another (none: not yet); it is on from
/// the day after the one up to the other.
struct Spell {
  Date tripped;
  std::optional<Date> resumed;
  [[nodiscard]] bool on(Date date) const {
    return tripped < date && (!resumed || date <= *resumed);
  }
};

/// The last of `readings` before `day`, or null.
const RatioReading* last_before(const std::vector<RatioReading>& readings, Date day);

}  // namespace pledgelab
