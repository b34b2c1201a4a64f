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
  static constexpr std::size_t kLanes = Lanes::kLanes;
  static_assert(kMomentLanes % kLanes == 0 && kPairGroup % Wide::kLanes == 0);

  static void walk(const WalkLanes& lanes) noexcept {
    using Normals = LaneNormal<Wide>;
    const auto keys = Normals::keys_of(lanes.seed);
    for (std::size_t pair = 0; pair < lanes.padded; pair += Wide::kLanes) {
      const auto path = Wide::counted_from(pair);
      auto sum = Wide::all(0.0);
      for (std::size_t date = 0; date < lanes.dates; date += 2) {
        const auto normals =
            Normals::normals(Normals::uniforms(keys, path, lanes.stream, date / 2));
        double* const to = lanes.walk + date * lanes.padded + pair;
        sum = sum + normals.first;
        Wide::store(sum, to);
        if (date + 1 == lanes.dates) break;
        sum = sum + normals.second;
        Wide::store(sum, to + lanes.padded);
      }
    }
  }

  // What is told is copied: the arrays that are written then cannot change it.
  __attribute__((always_inline)) static void spots_of(const DateLanes lanes, std::size_t first,
                                                      std::size_t end) {
    for (std::size_t pair = first; pair < end; pair += Wide::kLanes) {
      const auto moved = Wide::load(lanes.walk + pair) * lanes.deviation + lanes.start;
      const auto up = LaneMath<Wide>::exponential(moved);
      Wide::store(up, lanes.spot[0] + pair);
      Wide::store(Wide::all(lanes.mirror) / up, lanes.spot[1] + pair);
    }
    for (std::size_t pair = first > lanes.pairs ? first : lanes.pairs; pair < end; ++pair) {
      lanes.spot[0][pair] = 1;
      lanes.spot[1][pair] = 1;
    }
  }

  static Reals gain(const DateLanes& lanes, Reals spot) {
    return lanes.call ? spot - 1.0 : 1.0 - spot;
  }

  static void last_date(const DateLanes& given) noexcept {
    const DateLanes lanes = given;
    spots_of(lanes, 0, lanes.padded);
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

  static Sums read(const double* from) {
    Sums sums;
    for (std::size_t k = 0; k < 7; ++k) sums.power[k] = Lanes::load(from + k * kMomentLanes);
    for (std::size_t k = 0; k < 4; ++k) sums.target[k] = Lanes::load(from + (7 + k) * kMomentLanes);
    sums.count = Lanes::load(from + 11 * kMomentLanes);
    return sums;
  }

  static void write(const Sums& sums, double* to) {
    for (std::size_t k = 0; k < 7; ++k) Lanes::store(sums.power[k], to + k * kMomentLanes);
    for (std::size_t k = 0; k < 4; ++k) Lanes::store(sums.target[k], to + (7 + k) * kMomentLanes);
    Lanes::store(sums.count, to + 11 * kMomentLanes);
  }

  // So many pairs at a time that their spots are still in the nearest cache when they are summed.
  static constexpr std::size_t kNear = 512;

  template <bool kCall>
  static void moments_of(const DateLanes lanes, double* to) {
    const double per_mirror = 1 / lanes.mirror;
    for (std::size_t i = 0; i < kMomentSums * kMomentLanes; ++i) to[i] = 0;
    for (std::size_t first = 0; first < lanes.padded; first += kNear) {
      const std::size_t end = lanes.padded < first + kNear ? lanes.padded : first + kNear;
      spots_of(lanes, first, end);
      for (std::size_t part = 0; part < kMomentLanes; part += kLanes) {
        Sums sums = read(to + part);
        for (std::size_t pair = first + part; pair < end; pair += kMomentLanes) {
          const Reals up = Lanes::load(lanes.spot[0] + pair);
          const Reals down = Lanes::load(lanes.spot[1] + pair);
          add<kCall>(sums, up, down * per_mirror, Lanes::load(lanes.earned[0] + pair));
          add<kCall>(sums, down, up * per_mirror, Lanes::load(lanes.earned[1] + pair));
        }
        write(sums, to + part);
      }
    }
  }

  static void moments(const DateLanes& lanes, double* sums) noexcept {
    lanes.call ? moments_of<true>(lanes, sums) : moments_of<false>(lanes, sums);
  }

  template <bool kCall>
  static void use_by(const DateLanes lanes, const double* fit) {
    const Reals none = Lanes::all(0.0);
    const Reals by_power[] = {Lanes::all(fit[0]), Lanes::all(fit[1]), Lanes::all(fit[2]),
                              Lanes::all(fit[3])};
    for (std::size_t half = 0; half < 2; ++half) {
      double* const earned = lanes.earned[half];
      double* const stopped = lanes.stopped[half];
      for (std::size_t pair = 0; pair < lanes.padded; pair += kLanes) {
        const Reals spot = Lanes::load(lanes.spot[half] + pair);
        const Reals now = kCall ? spot - 1.0 : 1.0 - spot;
        Reals waiting =
            ((spot * by_power[3] + by_power[2]) * spot + by_power[1]) * spot + by_power[0];
        if (kCall) waiting = waiting / (spot * spot);
        // What is worth nothing now is not used, whatever the fit says.
        waiting = Lanes::pick(waiting > none, waiting, none);
        const Reals gained = now * lanes.discount;
        const auto stops = gained > waiting;
        Lanes::store(Lanes::pick(stops, gained, Lanes::load(earned + pair)), earned + pair);
        Lanes::store(Lanes::pick(stops, Lanes::all(lanes.date), Lanes::load(stopped + pair)),
                     stopped + pair);
      }
    }
  }

  static void use(const DateLanes& lanes, const double* fit) noexcept {
    lanes.call ? use_by<true>(lanes, fit) : use_by<false>(lanes, fit);
  }

  static void european(const StopLanes& given) noexcept {
    const StopLanes lanes = given;
    using Normals = LaneNormal<Wide>;
    using WideMath = LaneMath<Wide>;
    const double sign = lanes.call ? 1 : -1;
    for (std::size_t pair = 0; pair < lanes.padded; pair += Wide::kLanes) {
      const auto earned = Wide::load(lanes.earned + pair);
      const auto date = Wide::load(lanes.stopped + pair);
      const auto discount = Wide::looked_up(lanes.discount, lanes.stopped + pair);
      const auto spot_factor = Wide::looked_up(lanes.spot_factor, lanes.stopped + pair);
      const auto ended = date >= lanes.dates;
      const auto left = (lanes.dates - date) * lanes.step_years;
      const auto deviation = Wide::pick(ended, Wide::all(1.0), Wide::root(left) * lanes.volatility);
      // Stopped early, the path earned its gain: the spot, discounted, from it.
      const auto spot = earned * sign + discount;
      auto ratio = spot / discount;
      ratio = Wide::pick(ratio > 1e-300, ratio, Wide::all(1e-300));
      const auto d1 = (WideMath::ln(ratio) + left * lanes.drift) / deviation + deviation * 0.5;
      // S e^(-qτ) φ(d1) = K e^(-rτ) φ(d2): one exponential for both.
      const auto forward = spot * spot_factor;
      const auto bell = Normals::bell(d1);
      const auto worth =
          (forward * Normals::cdf(d1 * sign, bell) -
           Normals::cdf((d1 - deviation) * sign, bell * forward / lanes.to_last) * lanes.to_last) *
          sign;
      Wide::store(Wide::pick(ended, earned, worth), lanes.worth + pair);
    }
  }

  static PathKernels all() noexcept { return {walk, last_date, moments, use, european}; }
};

}  // namespace pledgelab
