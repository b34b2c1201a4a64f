#include "models/option/least_squares.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/base/normal.hpp"
#include "models/base/random.hpp"
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

// Path 2i and its mirror image 2i + 1.
void simulate(const SimulatedOption& option, Sweep& sweep) {
  const OptionTerms& terms = option.terms;
  const double step_years = terms.years / option.dates;
  const double variance = terms.volatility_annual * terms.volatility_annual;
  const double drift =
      std::exp((terms.rate_annual - terms.yield_annual - variance / 2) * step_years);
  const double deviation = terms.volatility_annual * std::sqrt(step_years);
  for (std::size_t path = 0; path < sweep.paths; path += 2) {
    double up = terms.spot;
    double down = terms.spot;
    for (std::size_t date = 0; date < sweep.dates; ++date) {
      const double u =
          uniform(option.seed, static_cast<std::uint32_t>(path / 2), Stream::option_path, date);
      const double move = std::exp(deviation * normal_quantile(u));
      up *= drift * move;
      down *= drift / move;
      sweep.value[date * sweep.paths + path] = up;
      sweep.value[date * sweep.paths + path + 1] = down;
    }
  }
}

// The European option where each path stops, discounted to today.
std::vector<double> european_at_stop(const OptionTerms& terms, const Sweep& sweep,
                                     const std::vector<std::size_t>& stop_date) {
  std::vector<double> held;
  const double step_years = terms.years / static_cast<double>(sweep.dates);
  for (std::size_t path = 0; path < sweep.paths; ++path) {
    const std::size_t date = stop_date[path];
    OptionTerms left = terms;
    left.spot = sweep.value[(date - 1) * sweep.paths + path];
    left.years = step_years * static_cast<double>(sweep.dates - date);
    held.push_back(std::exp(-terms.rate_annual * step_years * static_cast<double>(date)) *
                   european_price(left));
  }
  return held;
}

std::vector<double> pair_means(const std::vector<double>& by_path) {
  std::vector<double> pairs;
  for (std::size_t path = 0; path < by_path.size(); path += 2) {
    pairs.push_back((by_path[path] + by_path[path + 1]) / 2);
  }
  return pairs;
}

// Mean of `values` less what `control` missed of its known mean.
Estimate controlled_mean(std::vector<double> values, const std::vector<double>& control,
                         double known_mean) {
  const double value_mean = mean(values);
  const double control_mean = mean(control);
  double both = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    both += (values[i] - value_mean) * (control[i] - control_mean);
  }
  const double spread = variance(control) * static_cast<double>(control.size() - 1);
  const double slope = spread > 0 ? both / spread : 0;
  for (std::size_t i = 0; i < values.size(); ++i) values[i] -= slope * (control[i] - known_mean);
  return mean_estimate(values);
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

Result<SimulatedPrice> simulated_option(const SimulatedOption& option) {
  if (auto checked = check_terms(option.terms); !checked) return checked.errors();
  if (option.dates < 1 || option.dates > 1'000) {
    return Error{"V-203", {}, "dates must lie in 1..1000", "", ErrorKind::input};
  }
  if (option.paths < 1'000 || option.paths > 500'000 || option.paths % 2 != 0)
    return bad_paths("paths must be an even number in 1000..500000");
  if (static_cast<double>(option.paths) * option.dates > 2e7)
    return bad_paths("paths x dates must be 2e7 at most");
  Sweep sweep;
  sweep.right = option.terms.right;
  sweep.strike = option.terms.strike;
  sweep.scale = option.terms.strike;
  // In the money x of a put ends at 1; that of a call has no end, and its far powers would rule.
  sweep.lowest_power = option.terms.right == OptionRight::call ? -2 : 0;
  sweep.discount = std::exp(-option.terms.rate_annual * option.terms.years / option.dates);
  sweep.paths = static_cast<std::size_t>(option.paths);
  sweep.dates = static_cast<std::size_t>(option.dates);
  sweep.value.resize(sweep.paths * sweep.dates);
  simulate(option, sweep);
  const Swept<4> swept = sweep_back<4>(sweep);
  const auto used = std::count_if(swept.earned.begin(), swept.earned.end(),
                                  [](double earned) { return earned > 0; });
  const std::vector<double> control = european_at_stop(option.terms, sweep, swept.stop_date);
  return SimulatedPrice{
      controlled_mean(pair_means(swept.earned), pair_means(control), european_price(option.terms)),
      static_cast<double>(used) / static_cast<double>(sweep.paths)};
}

}  // namespace pledgelab
