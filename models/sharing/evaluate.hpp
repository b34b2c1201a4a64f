// The figures and conditions of a compiled program for one row, exactly.
#pragma once

#include <cstdint>

#include "models/sharing/program.hpp"
#include "models/sharing/standing.hpp"

namespace pledgelab {

struct Figure {
  Ratio value;
  Standing standing = Standing::known;
};

/// What is asked about: the row of facts and the loss as it stands. `bills` by party. Measures and
/// ratios also ask the pay date, the period of the step's unit, whether the step runs at a close,
/// and the ratios' readings so far.
struct Question {
  std::size_t row = 0;
  std::int64_t base_fen = 0;
  std::int64_t open_fen = 0;
  const std::int64_t* bills_fen = nullptr;
  Date pay_date = {};
  Unit::Period period = Unit::Period::none;
  bool at_close = false;
  const ClosedRatios* closed = nullptr;
};

enum class Truth : std::uint8_t { no, yes, unknown };
struct Answer {
  Truth truth = Truth::no;
  Standing standing = Standing::known;
};

Figure value_of(const Program& program, std::uint32_t term, const Question& question);
Answer holds(const Program& program, std::uint32_t term, const Question& question);

/// a × b and a + b, reduced where needed; too_large where they leave 64 bits.
Figure product_of(Ratio a, Ratio b);
Figure sum_of(Ratio a, Ratio b);

/// The value as whole fen, rounded by the policy's rounding; below 0 = 0.
struct Amount {
  std::int64_t fen = 0;
  Standing standing = Standing::known;
};
Amount amount_of(const Program& program, std::uint32_t term, const Question& question);

/// F79 with the rate of the row. `rate`: a term.
Amount interest_limit(const Program& program, std::uint32_t rate, int days,
                      std::int64_t principal_fen, const Question& question);

/// Shares of `step` for a row into `ratios` (one a payer; the taker's is unused). Applies rule 7:
/// an unset share fact of an absent role is 0; a share above 0 for it is no_party.
Standing shares_of(const Program& program, const Instruction& step, const Question& question,
                   Ratio* ratios);

}  // namespace pledgelab
