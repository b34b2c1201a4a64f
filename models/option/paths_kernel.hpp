// The steps of F118 in lanes, from IEEE operations alone. Included by the files that build a level.
#pragma once

#include "models/base/lane_normal.hpp"
#include "models/option/paths_lanes.hpp"

namespace pledgelab {

/// `Lanes`: OneLane or RegisterLanes; `Wide`: OneLane or PairedLanes of the same registers, where
/// what is computed waits for its own results.
template <class Lanes, class Wide>
struct PathsKernel {
  using Reals = typename Lanes::Reals;
  using Normal = LaneNormal<Lanes>;
  using Math = LaneMath<Lanes>;
  static constexpr std::size_t kLanes = Lanes::kLanes;
  static_assert(kMomentLanes % kLanes == 0 && kPairGroup % Wide::kLanes == 0);

  static void walk(const WalkLanes& lanes) noexcept {
    for (std::size_t pair = 0; pair < lanes.padded; pair += kLanes) {
      const auto path = Lanes::counted_from(pair);
      Reals sum = Lanes::all(0.0);
      for (std::size_t date = 0; date < lanes.dates; date += 2) {
        const auto normals =
            Normal::normals(Normal::uniforms(lanes.seed, path, lanes.stream, date / 2));
        double* const to = lanes.walk + date * lanes.padded + pair;
        sum = sum + normals.first;
        Lanes::store(sum, to);
        if (date + 1 == lanes.dates) break;
        sum = sum + normals.second;
        Lanes::store(sum, to + lanes.padded);
      }
    }
  }

  static void spots(const DateLanes& lanes) noexcept {
    for (std::size_t pair = 0; pair < lanes.padded; pair += Wide::kLanes) {
      const auto moved = Wide::load(lanes.walk + pair) * lanes.deviation + lanes.start;
      const auto up = LaneMath<Wide>::exponential(moved);
      Wide::store(up, lanes.spot[0] + pair);
      Wide::store(Wide::all(lanes.mirror) / up, lanes.spot[1] + pair);
    }
    for (std::size_t pair = lanes.pairs; pair < lanes.padded; ++pair) {
      lanes.spot[0][pair] = 1;
      lanes.spot[1][pair] = 1;
    }
  }

  static Reals gain(const DateLanes& lanes, Reals spot) {
    return lanes.call ? spot - 1.0 : 1.0 - spot;
  }

  static void last_date(const DateLanes& lanes) noexcept {
    for (std::size_t half = 0; half < 2; ++half) {
      for (std::size_t pair = 0; pair < lanes.padded; pair += kLanes) {
        const Reals earned = gain(lanes, Lanes::load(lanes.spot[half] + pair));
        const Reals none = Lanes::all(0.0);
        Lanes::store(Lanes::pick(earned > none, earned, none) * lanes.discount,
                     lanes.earned[half] + pair);
        Lanes::store(Lanes::all(lanes.date), lanes.stopped[half] + pair);
      }
    }
  }

  struct Sums {
    Reals power[7], target[4], count;
  };

  /// `inverse`: 1/spot, read for calls alone.
  template <bool kCall>
  __attribute__((always_inline)) static void add(Sums& sums, Reals spot, Reals inverse,
                                                 Reals earned) {
    const Reals none = Lanes::all(0.0);
    const auto in_money = kCall ? spot > 1.0 : spot < 1.0;
    const Reals in = Lanes::pick(in_money, Lanes::all(1.0), none);
    const Reals lowest = kCall ? inverse * inverse : in;
    Reals power = kCall ? Lanes::pick(in_money, lowest * lowest, none) : in;
    Reals target = kCall ? Lanes::pick(in_money, earned * lowest, none) : earned * in;
    sums.count = sums.count + in;
    sums.power[0] = sums.power[0] + power;
#pragma GCC unroll 6
    for (std::size_t k = 1; k < 7; ++k) {
      power = power * spot;
      sums.power[k] = sums.power[k] + power;
    }
    sums.target[0] = sums.target[0] + target;
#pragma GCC unroll 3
    for (std::size_t k = 1; k < 4; ++k) {
      target = target * spot;
      sums.target[k] = sums.target[k] + target;
    }
  }

  template <bool kCall>
  static void moments_of(const DateLanes& lanes, double* to) {
    const double per_mirror = 1 / lanes.mirror;
    for (std::size_t part = 0; part < kMomentLanes; part += kLanes) {
      Sums sums{};
      for (std::size_t pair = part; pair < lanes.padded; pair += kMomentLanes) {
        const Reals up = Lanes::load(lanes.spot[0] + pair);
        const Reals down = Lanes::load(lanes.spot[1] + pair);
        add<kCall>(sums, up, down * per_mirror, Lanes::load(lanes.earned[0] + pair));
        add<kCall>(sums, down, up * per_mirror, Lanes::load(lanes.earned[1] + pair));
      }
      for (std::size_t k = 0; k < 7; ++k) Lanes::store(sums.power[k], to + k * kMomentLanes + part);
      for (std::size_t k = 0; k < 4; ++k) {
        Lanes::store(sums.target[k], to + (7 + k) * kMomentLanes + part);
      }
      Lanes::store(sums.count, to + 11 * kMomentLanes + part);
    }
  }

  static void moments(const DateLanes& lanes, double* sums) noexcept {
    lanes.call ? moments_of<true>(lanes, sums) : moments_of<false>(lanes, sums);
  }

  static void use(const DateLanes& lanes, const double* fit) noexcept {
    const Reals none = Lanes::all(0.0);
    for (std::size_t half = 0; half < 2; ++half) {
      for (std::size_t pair = 0; pair < lanes.padded; pair += kLanes) {
        const Reals spot = Lanes::load(lanes.spot[half] + pair);
        const Reals now = gain(lanes, spot);
        Reals waiting = ((spot * fit[3] + fit[2]) * spot + fit[1]) * spot + fit[0];
        // r of the fit is 1/x² for calls: both sides times x² instead.
        const Reals gained = now * lanes.discount * (lanes.call ? spot * spot : Lanes::all(1.0));
        waiting = Lanes::pick(now > none, waiting, gained);
        const auto stops = gained > waiting;
        Lanes::store(
            Lanes::pick(stops, now * lanes.discount, Lanes::load(lanes.earned[half] + pair)),
            lanes.earned[half] + pair);
        Lanes::store(
            Lanes::pick(stops, Lanes::all(lanes.date), Lanes::load(lanes.stopped[half] + pair)),
            lanes.stopped[half] + pair);
      }
    }
  }

  __attribute__((always_inline)) static Reals looked_up(const double* table,
                                                        const double* stopped) {
    double found[kLanes];
    for (std::size_t i = 0; i < kLanes; ++i) {
      found[i] = table[static_cast<std::size_t>(stopped[i]) - 1];
    }
    return Lanes::load(found);
  }

  static void european(const StopLanes& lanes) noexcept {
    const double sign = lanes.call ? 1 : -1;
    for (std::size_t pair = 0; pair < lanes.padded; pair += kLanes) {
      const double* const stopped = lanes.stopped + pair;
      const Reals earned = Lanes::load(lanes.earned + pair);
      const Reals discount = looked_up(lanes.discount, stopped);
      const auto ended = Lanes::load(stopped) >= lanes.dates;
      const Reals deviation =
          Lanes::pick(ended, Lanes::all(1.0), looked_up(lanes.deviation, stopped));
      // Stopped early, the path earned its gain: the spot from it.
      Reals spot = earned / discount * sign + 1.0;
      spot = Lanes::pick(spot > 1e-300, spot, Lanes::all(1e-300));
      const Reals d1 =
          (Math::ln(spot) + looked_up(lanes.growth, stopped)) / deviation + deviation * 0.5;
      const Reals worth =
          (spot * looked_up(lanes.spot_factor, stopped) * Normal::cdf(d1 * sign) -
           looked_up(lanes.strike_factor, stopped) * Normal::cdf((d1 - deviation) * sign)) *
          sign * discount;
      Lanes::store(Lanes::pick(ended, earned, worth), lanes.worth + pair);
    }
  }

  static PathKernels all() noexcept { return {walk, spots, last_date, moments, use, european}; }
};

}  // namespace pledgelab
