// One royalty in a lane: F20 and F21 of level terms, from IEEE operations alone. Included by the
// files of royalty_lanes.hpp, each of which builds one level.
#pragma once

#include "models/base/lane_math.hpp"
#include "models/valuation/royalty_lanes.hpp"

namespace pledgelab {

/// `Lanes`: OneLane or PairedLanes of the registers of a level.
template <class Lanes>
struct RoyaltyKernel {
  using Reals = typename Lanes::Reals;
  using Bits = typename Lanes::Bits;
  static constexpr std::size_t kLanes = Lanes::kLanes;

  using Math = LaneMath<Lanes>;
  static inline constexpr double kRounder = Math::kRounder;

  static Bits bits_of(Reals x) { return Lanes::bits_of(x); }
  template <class Mask>
  static Reals pick(Mask mask, Reals yes, Reals no) {
    return Lanes::pick(mask, yes, no);
  }

  /// 1 + r + … + r^(n-1) and r^n for whole 0 ≤ n < 32 in the low bits of `count`.
  struct Powers {
    Reals sum;
    Reals power;
  };
  static Powers powers(Reals r, Bits count) {
    Powers now{0.0, 1.0};
#pragma GCC unroll 5
    for (int bit = 4; bit >= 0; --bit) {
      if (bit < 4) {
        now.sum = now.sum + now.sum * now.power;
        now.power = now.power * now.power;
      }
      const auto odd = (count << (63 - bit)) < 0;  // that bit as the sign
      now.sum = pick(odd, now.sum + now.power, now.sum);
      now.power = pick(odd, now.power * r, now.power);
    }
    return now;
  }

  struct Terms {
    Reals flow, growth, late_growth, growth_years, obsolescence, discount, hazard, life;
  };

  __attribute__((always_inline)) static Reals value(const Terms& terms, bool mid_year) {
    const Reals weight = (1.0 - terms.hazard) / (1.0 + terms.discount);  // of one year
    const Reals kept = 1.0 - terms.obsolescence;
    const Reals early_step = (1.0 + terms.growth) * kept * weight;
    const Reals late_step = (1.0 + terms.late_growth) * kept * weight;
    Reals life = pick(terms.life > 0.0, terms.life, Reals(0.0));
    life = pick(life < 20.0, life, Reals(20.0));
    const Reals nearest = (life + kRounder) - kRounder;
    const Reals years = pick(nearest > life, nearest - 1.0, nearest);  // whole ones
    const Reals rest = life - years;
    // From year `turn` on the step is the late one; the early years before it are `early`.
    const Reals turn = pick(terms.growth_years > 1.0, terms.growth_years, Reals(1.0));
    const auto turned = years >= turn;
    const Reals early = pick(turned, turn - 1.0, years);
    const Reals late = pick(turned, years - turn, Reals(0.0));
    const Powers first = powers(early_step, bits_of(early + kRounder));
    const Powers second = powers(late_step, bits_of(late + kRounder));
    const Reals step = first.power * late_step;
    const Reals sum = first.sum + pick(turned, first.power + step * second.sum, Reals(0.0));
    const Reals last = pick(turned, step * second.power, first.power);
    const Reals stub = Math::exponential(Math::ln(weight) * (mid_year ? 0.5 * rest : rest));
    return terms.flow * (sum * (mid_year ? Lanes::root(weight) : weight) + last * rest * stub);
  }

  __attribute__((always_inline)) static void group(const RoyaltyLanes& lanes, std::size_t at) {
    const Terms terms{
        Lanes::load(lanes.first_flow_yuan + at),    Lanes::load(lanes.growth_frac + at),
        Lanes::load(lanes.late_growth_frac + at),   Lanes::load(lanes.growth_years + at),
        Lanes::load(lanes.obsolescence_frac + at),  Lanes::load(lanes.discount_frac + at),
        Lanes::load(lanes.hazard_annual_frac + at), Lanes::load(lanes.life_years + at)};
    Lanes::store(value(terms, lanes.mid_year), lanes.value_yuan + at);
  }

  /// The groups that are whole; the number of elements done.
  static std::size_t run(const RoyaltyLanes& lanes) {
    std::size_t at = 0;
    for (; at + kLanes <= lanes.count; at += kLanes) group(lanes, at);
    return at;
  }
};

}  // namespace pledgelab
