#include "models/option/least_squares.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/base/statistics.hpp"
#include "models/option/regression.hpp"

namespace pledgelab {
namespace {

Error bad_paths(const std::string& what) {
  return {"V-205", {}, what, "see models/option/least_squares.hpp", ErrorKind::input};
}

// What one rule is fitted and priced on. Paths lie date by date, so that a date is one sweep.
struct Sweep {
  OptionRight right = OptionRight::call;
  double strike = 0;
  double scale = 1;      // the functions are powers of value / scale, N of them
  int lowest_power = 0;  // from this one on
  double discount = 1;   // from one date to the one before
  std::size_t paths = 0;
  std::size_t dates = 0;
  std::vector<double> value;  // [(date - 1) × paths + path]

  [[nodiscard]] double gain(std::size_t date, std::size_t path) const {
    return payoff(right, value[(date - 1) * paths + path], strike);
  }
  template <std::size_t N>
  [[nodiscard]] std::array<double, N> powers(std::size_t date, std::size_t path) const {
    std::array<double, N> row = {1};
    const double x = value[(date - 1) * paths + path] / scale;
    for (int power = 0; power > lowest_power; --power) row[0] /= x;
    for (std::size_t i = 1; i < N; ++i) row[i] = row[i - 1] * x;
    return row;
  }
};

template <std::size_t N>
struct Swept {
  std::vector<double> earned;          // by path, discounted to today
  std::vector<std::size_t> stop_date;  // on which the path ends: of use, or the last
  std::vector<std::optional<std::array<double, N>>> waiting;
};

template <std::size_t N>
Swept<N> sweep_back(const Sweep& sweep) {
  Swept<N> swept;
  swept.earned.resize(sweep.paths);
  swept.stop_date.assign(sweep.paths, sweep.dates);
  swept.waiting.resize(sweep.dates - 1);
  for (std::size_t path = 0; path < sweep.paths; ++path) {
    swept.earned[path] = sweep.gain(sweep.dates, path);
  }
  for (std::size_t date = sweep.dates - 1; date >= 1; --date) {
    NormalEquations<N> equations;
    for (std::size_t path = 0; path < sweep.paths; ++path) {
      swept.earned[path] *= sweep.discount;
      if (sweep.gain(date, path) <= 0) continue;
      equations.add(sweep.template powers<N>(date, path), swept.earned[path]);
    }
    const auto waiting = equations.solve();
    swept.waiting[date - 1] = waiting;
    if (!waiting) continue;
    for (std::size_t path = 0; path < sweep.paths; ++path) {
      const double gain = sweep.gain(date, path);
      if (gain <= 0) continue;
      if (gain <= fitted<N>(*waiting, sweep.template powers<N>(date, path))) continue;
      swept.earned[path] = gain;
      swept.stop_date[path] = date;
    }
  }
  for (double& earned : swept.earned) earned *= sweep.discount;
  return swept;
}

Outcome check_paths(const GivenPaths& given) {
  if (given.dates == 0 || given.value.empty()) return bad_paths("no paths");
  if (given.value.size() % given.dates != 0)
    return bad_paths("the values are no whole number of paths");
  if (!(given.strike > 0 && given.strike <= 1e15)) return bad_paths("strike must be above 0");
  if (!(given.years > 0 && given.years <= 100)) return bad_paths("years must lie in (0, 100]");
  if (!(given.rate_annual >= 0 && given.rate_annual <= 1))
    return bad_paths("rate must lie in [0, 1]");
  for (const double value : given.value) {
    if (!(value > 0 && value <= 1e15)) return bad_paths("a path's value must be above 0");
  }
  return Done{};
}

}  // namespace

Result<GivenPathsOption> option_on_paths(const GivenPaths& given) {
  if (auto checked = check_paths(given); !checked) return checked.errors();
  Sweep sweep;
  sweep.right = given.right;
  sweep.strike = given.strike;
  sweep.discount = std::exp(-given.rate_annual * given.years / static_cast<double>(given.dates));
  sweep.paths = given.value.size() / given.dates;
  sweep.dates = given.dates;
  sweep.value.resize(given.value.size());
  std::vector<double> last;
  for (std::size_t path = 0; path < sweep.paths; ++path) {
    for (std::size_t date = 0; date < given.dates; ++date) {
      sweep.value[date * sweep.paths + path] = given.value[path * given.dates + date];
    }
    last.push_back(sweep.gain(given.dates, path));
  }
  Swept<3> swept = sweep_back<3>(sweep);
  const double to_end = std::exp(-given.rate_annual * given.years);
  return GivenPathsOption{mean(swept.earned), to_end * mean(last), std::move(swept.waiting)};
}

}  // namespace pledgelab
