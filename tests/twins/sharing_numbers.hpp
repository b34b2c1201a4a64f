// Exact arithmetic of the sharing twin: whole fen and reduced quotients in 128
// bits, each step checked, rounding, cutting.
#pragma once

#include <cstdint>
#include <string>

#include "models/base/money.hpp"

namespace pledgelab::twins {

using Fen = __int128;

/// A step of the twin's arithmetic left 128 bits: the case is beyond it. Never
/// swallowed.
struct BeyondTheTwin {};

/// Checked; throw BeyondTheTwin.
Fen times(Fen a, Fen b);
Fen plus(Fen a, Fen b);

/// num/den, reduced, den > 0. Every operation is exact or throws BeyondTheTwin.
class Quotient {
 public:
  Quotient(Fen whole = 0) : x_num(whole) {}  // NOLINT(google-explicit-constructor)
  Quotient(Fen num, Fen den);

  [[nodiscard]] Fen num() const { return x_num; }
  [[nodiscard]] Fen den() const { return x_den; }

  friend Quotient operator+(const Quotient& a, const Quotient& b);
  friend Quotient operator-(const Quotient& a, const Quotient& b);
  friend Quotient operator*(const Quotient& a, const Quotient& b);
  /// b is not 0.
  friend Quotient operator/(const Quotient& a, const Quotient& b);
  friend bool operator<(const Quotient& a, const Quotient& b);
  friend bool operator>(const Quotient& a, const Quotient& b) { return b < a; }
  friend bool operator<=(const Quotient& a, const Quotient& b) { return !(b < a); }
  friend bool operator>=(const Quotient& a, const Quotient& b) { return !(a < b); }

 private:
  Fen x_num = 0;
  Fen x_den = 1;
};

/// To the nearest whole: half_up ties away from zero, half_even ties to the
/// even one.
Fen to_fen(const Quotient& value, Rounding rounding);

/// `value`, but at least `low` and at most `high`. low ≤ high.
Fen cut(Fen value, Fen low, Fen high);

/// Whether numerator and denominator, reduced, fit in 64 bits.
bool fits(const Quotient& value);

/// The whole number in decimals.
std::string to_text(Fen fen);

}  // namespace pledgelab::twins
