// Numbers in lanes: random blocks are those of random.hpp, functions within an ulp or so of the
// library's, and each level gives the bits of one number at a time (tests of the kernels).
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "models/base/lane_level.hpp"
#include "models/base/lane_normal.hpp"
#include "models/base/normal.hpp"
#include "models/base/random.hpp"
#include "models/base/registers_128.hpp"

using namespace pledgelab;

namespace {

struct TestLevel;
using One = OneLane<TestLevel>;
using Two = RegisterLanes<Registers128<TestLevel>>;
using Four = PairedLanes<Registers128<TestLevel>>;

bool near(double value, double expected, double tolerance) {
  return std::fabs(value - expected) <= tolerance;
}

// The first of the pairs of paths first..first + kLanes - 1, as doubles.
template <class Lanes>
std::vector<double> uniforms_of(std::uint64_t seed, std::uint32_t first, std::uint64_t index,
                                bool second) {
  const auto pair = LaneNormal<Lanes>::uniforms(LaneNormal<Lanes>::keys_of(seed),
                                                Lanes::counted_from(first), 9, index);
  std::vector<double> values(Lanes::kLanes);
  Lanes::store(second ? pair.second : pair.first, values.data());
  return values;
}

template <class Lanes>
void check_uniforms() {
  for (const std::uint64_t seed : {0ULL, 1ULL, 0xFEDCBA9876543210ULL}) {
    for (const std::uint64_t index : {0ULL, 7ULL, 0x123456789ABULL}) {
      for (const std::uint32_t first : {0U, 5U, 0xFFFFFFF0U}) {
        const auto ours = uniforms_of<Lanes>(seed, first, index, false);
        const auto other = uniforms_of<Lanes>(seed, first, index, true);
        for (std::size_t i = 0; i < ours.size(); ++i) {
          const auto path = first + static_cast<std::uint32_t>(i);
          CHECK(ours[i] == uniform(seed, path, static_cast<Stream>(9), index));
          CHECK(other[i] == second_uniform(seed, path, static_cast<Stream>(9), index));
        }
      }
    }
  }
}

}  // namespace

TEST_CASE("lanes: uniforms are those of random.hpp, to the bit") {
  check_uniforms<One>();
  check_uniforms<Two>();
  check_uniforms<Four>();
}

TEST_CASE("lanes: exponential and logarithm within an ulp or two") {
  for (double x = -699.7; x < 700; x += 0.37) {
    CHECK(near(LaneMath<One>::exponential(x) / std::exp(x), 1, 5e-16));
  }
  CHECK(LaneMath<One>::exponential(0) == 1);
  for (double x = 1e-300; x < 1e300; x *= 1.37) {
    CHECK(near(LaneMath<One>::ln(x), std::log(x), 3e-16 * std::fabs(std::log(x))));
  }
  CHECK(LaneMath<One>::ln(1) == 0);
}

TEST_CASE("lanes: a turn's cosine and sine, all four quarters and their ends") {
  for (double turn = 0.0005; turn < 1; turn += 0.0011) {
    const auto at = LaneNormal<One>::on_circle(turn);
    CHECK(near(at.first, std::cos(2 * std::numbers::pi * turn), 1e-15));
    CHECK(near(at.second, std::sin(2 * std::numbers::pi * turn), 1e-15));
  }
  for (const double eighth : {1, 2, 3, 4, 5, 6, 7}) {
    const auto at = LaneNormal<One>::on_circle(eighth / 8);
    CHECK(near(at.first, std::cos(std::numbers::pi * eighth / 4), 3e-16));
    CHECK(near(at.second, std::sin(std::numbers::pi * eighth / 4), 3e-16));
  }
}

TEST_CASE("lanes: Box and Muller's pair, by hand and in the mean") {
  // u = e^(-2): radius 2; an eighth of a turn: √2 twice. A half: -2 and 0.
  const double u = std::exp(-2.0);
  const auto eighth = LaneNormal<One>::normals({u, 0.125});
  CHECK(near(eighth.first, std::numbers::sqrt2, 1e-15));
  CHECK(near(eighth.second, std::numbers::sqrt2, 1e-15));
  CHECK(near(LaneNormal<One>::normals({u, 0.5}).first, -2, 1e-15));
  // The ends of what open_unit gives: ln of the last number below 1 is not above 0.
  CHECK(near(LaneNormal<One>::normals({1 - 0x1p-53, 0.25}).second, 0x1p-26, 1e-10));
  CHECK(near(LaneNormal<One>::normals({0x1p-53, 0.25}).second,
             std::sqrt(2 * 53 * std::numbers::ln2), 1e-14));
  // 20,000 pairs: means within four standard errors of 0, 1, 0 (product) and 3 (fourth power).
  double sums[4] = {};
  constexpr int kPairs = 20'000;
  for (int i = 0; i < kPairs; ++i) {
    const auto z = LaneNormal<One>::normals(LaneNormal<One>::uniforms(
        LaneNormal<One>::keys_of(3), 0, 9, static_cast<std::uint64_t>(i)));
    sums[0] += z.first + z.second;
    sums[1] += z.first * z.first + z.second * z.second;
    sums[2] += z.first * z.second;
    sums[3] += std::pow(z.first, 4) + std::pow(z.second, 4);
  }
  const double n = 2.0 * kPairs;
  CHECK(near(sums[0] / n, 0, 4 / std::sqrt(n)));
  CHECK(near(sums[1] / n, 1, 4 * std::sqrt(2 / n)));
  CHECK(near(sums[2] / kPairs, 0, 4 / std::sqrt(kPairs)));
  CHECK(near(sums[3] / n, 3, 4 * std::sqrt(96 / n)));
}

TEST_CASE("lanes: the normal distribution function within 1e-15") {
  for (double x = -45; x <= 45; x += 0.0173) {
    const double ours = LaneNormal<One>::cdf(x, LaneNormal<One>::bell(x));
    CHECK(near(ours, normal_cdf(x), 1e-15));
  }
  CHECK(LaneNormal<One>::cdf(0, 1) == doctest::Approx(0.5).epsilon(1e-15));
  // Abramowitz and Stegun, table 26.1: Φ(1) = 0.84134 47460 68543, Φ(3) = 0.99865 01019 68370.
  CHECK(near(LaneNormal<One>::cdf(1, std::exp(-0.5)), 0.841344746068543, 1e-15));
  CHECK(near(LaneNormal<One>::cdf(-3, std::exp(-4.5)), 1 - 0.998650101968370, 1e-15));
}

TEST_CASE("lanes: the level has a name") {
  CHECK(std::string(to_text(LaneLevel::base)) == "base");
  CHECK(std::string(to_text(LaneLevel::avx2)) == "avx2");
  CHECK(std::string(to_text(LaneLevel::avx512)) == "avx512");
  CHECK((lane_level() == LaneLevel::base) == (__builtin_cpu_supports("avx2") == 0));
}
