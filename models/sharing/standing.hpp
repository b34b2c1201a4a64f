// Why a figure is none, and which fact is to blame.
#pragma once

#include <cstdint>

#include "models/sharing/program.hpp"

namespace pledgelab {

/// How a figure stands. A loss that needs a figure that is none is undecided. Equal when the words
/// are.
struct Standing {
  enum Word : std::uint8_t {
    known,
    missing,    // a fact is empty
    no_case,    // no row of a tier or tranche fits
    too_large,  // leaves 64 bits
    no_party,   // a share above 0 for a role that is absent
    bad_share,  // shares below 0 or above 100 % together
    bad_part,   // the part of a base step below 0 or above 100 %
    no_figure,  // no row of the periods file gives it
    undefined,  // a ratio on its last closing day, or none yet
    not_one,    // the limit of a close differs within its unit
  };
  Word word = known;
  std::uint32_t fact =
      kNone;  // missing: the empty column; kNone where the input has no such column

  constexpr Standing() = default;
  constexpr Standing(Word is) : word(is) {}  // so that `return Standing::missing` reads
  /// The cell of this column is empty.
  static constexpr Standing empty(std::uint32_t column) {
    Standing standing(missing);
    standing.fact = column;
    return standing;
  }
  friend constexpr bool operator==(Standing a, Standing b) { return a.word == b.word; }
};

}  // namespace pledgelab
