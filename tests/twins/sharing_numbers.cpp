#include "tests/twins/sharing_numbers.hpp"

#include <algorithm>
#include <limits>

namespace pledgelab::twins {

namespace {

Fen magnitude(Fen value) { return value < 0 ? -value : value; }

Fen common_divisor(Fen a, Fen b) {
  while (b != 0) {
    const Fen rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

}  // namespace

Fen times(Fen a, Fen b) {
  Fen product = 0;
  if (__builtin_mul_overflow(a, b, &product)) throw BeyondTheTwin{};
  return product;
}

Fen plus(Fen a, Fen b) {
  Fen sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) throw BeyondTheTwin{};
  return sum;
}

Quotient::Quotient(Fen num, Fen den) : x_num(num), x_den(den) {
  if (x_den < 0) {
    x_num = -x_num;
    x_den = -x_den;
  }
  const Fen divisor = std::max(Fen(1), common_divisor(magnitude(x_num), x_den));
  x_num /= divisor;
  x_den /= divisor;
}

Quotient operator+(const Quotient& a, const Quotient& b) {
  return {plus(times(a.x_num, b.x_den), times(b.x_num, a.x_den)), times(a.x_den, b.x_den)};
}

Quotient operator-(const Quotient& a, const Quotient& b) { return a + Quotient(-b.x_num, b.x_den); }

Quotient operator*(const Quotient& a, const Quotient& b) {
  return {times(a.x_num, b.x_num), times(a.x_den, b.x_den)};
}

Quotient operator/(const Quotient& a, const Quotient& b) {
  return {times(a.x_num, b.x_den), times(a.x_den, b.x_num)};
}

bool operator<(const Quotient& a, const Quotient& b) {
  return times(a.x_num, b.x_den) < times(b.x_num, a.x_den);
}

Fen to_fen(const Quotient& value, Rounding rounding) {
  if (value.num() < 0) return -to_fen(Quotient(-value.num(), value.den()), rounding);
  const Fen whole = value.num() / value.den();
  const Fen twice_rest = times(2, value.num() - whole * value.den());
  if (twice_rest < value.den()) return whole;
  if (twice_rest > value.den()) return whole + 1;
  const bool odd = whole % 2 != 0;
  return rounding == Rounding::half_up || odd ? whole + 1 : whole;
}

Fen cut(Fen value, Fen low, Fen high) {
  if (value < low) return low;
  return value > high ? high : value;
}

bool fits(const Quotient& value) {
  const Fen low = std::numeric_limits<std::int64_t>::min();
  const Fen high = std::numeric_limits<std::int64_t>::max();
  return value.num() >= low && value.num() <= high && value.den() <= high;
}

std::string to_text(Fen fen) {
  if (fen < 0) return "-" + to_text(-fen);
  const std::string last(1, static_cast<char>('0' + static_cast<int>(fen % 10)));
  return fen < 10 ? last : to_text(fen / 10) + last;
}

}  // namespace pledgelab::twins
