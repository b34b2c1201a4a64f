#include "models/option/research_option.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "models/base/normal.hpp"
#include "models/base/random.hpp"
#include "models/option/regression.hpp"
#include "models/option/research_committed.hpp"

namespace pledgelab {
namespace {

struct ParameterRange {
  const char* name;
  double value;
  double low;
  double high;
};

Error outside(const std::string& what) {
  return {
      "V-210", {}, what, "see models/option/research_option.hpp for the domain", ErrorKind::input};
}

std::string short_text(double x) {
  std::string text = std::to_string(x);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

// The paths of cost and cash flow, step by step: [(step - 1) × paths + path], steps 1..N-1.
struct ResearchPaths {
  std::size_t paths = 0;
  std::size_t steps = 0;
  std::vector<double> cost;
  std::vector<double> cash_flow;
};

ResearchPaths simulate(const ResearchProject& p, const ResearchDraws& draws) {
  ResearchPaths all;
  all.paths = static_cast<std::size_t>(draws.paths);
  all.steps = static_cast<std::size_t>(step_count(p)) - 1;
  all.cost.resize(all.paths * all.steps);
  all.cash_flow.resize(all.paths * all.steps);
  const double instalment = p.investment_annual * p.step_years;
  const double spread = p.cost_volatility * std::sqrt(instalment);
  const double deviation = p.cash_flow_volatility * std::sqrt(p.step_years);
  const double growth = (p.drift_annual_frac - p.premium_annual_frac) * p.step_years;
  const double own = std::sqrt(1 - p.correlation * p.correlation);
  const auto fall = [&](double cost, double z) {
    return cost > 0 ? std::max(0.0, cost - instalment + spread * std::sqrt(cost) * z) : 0.0;
  };
  for (std::size_t path = 0; path < all.paths; path += 2) {
    const auto pair = static_cast<std::uint32_t>(path / 2);
    double cost = p.cost_to_complete;
    double mirror_cost = cost;
    double sum = 0;  // of w
    for (std::size_t step = 0; step < all.steps; ++step) {
      const PhiloxBlock block = draw_block(draws.seed, pair, Stream::research_path, step);
      const double z = normal_quantile(open_unit(block[0], block[1]));
      const double e = normal_quantile(open_unit(block[2], block[3]));
      sum += p.correlation * z + own * e;
      cost = fall(cost, z);
      mirror_cost = fall(mirror_cost, -z);
      const double trend = p.cash_flow_annual * std::exp((growth - deviation * deviation / 2) *
                                                         static_cast<double>(step + 1));
      const std::size_t at = step * all.paths + path;
      all.cost[at] = cost;
      all.cost[at + 1] = mirror_cost;
      all.cash_flow[at] = trend * std::exp(deviation * sum);
      all.cash_flow[at + 1] = trend * std::exp(-deviation * sum);
    }
  }
  return all;
}

// The functions of (K, C) on which waiting is fitted, each of the order of one: the loss avoided by
// letting go now, K and C, to the second degree.
using Functions = std::array<double, 10>;

Functions functions_of(const ResearchProject& p, double avoided, double cost, double cash_flow) {
  const double h = avoided / p.cost_to_complete;
  const double x = cost / p.cost_to_complete;
  const double y = cash_flow / p.cash_flow_annual;
  return {1, h, x, y, h * h, h * x, h * y, x * x, x * y, y * y};
}

struct LetGo {
  std::vector<double> worth;  // of the right, by path, discounted to today
  std::vector<bool> used;
};

LetGo let_go(const ResearchProject& p, const CommittedTable& committed, const ResearchPaths& all) {
  LetGo right = {std::vector<double>(all.paths, 0.0), std::vector<bool>(all.paths, false)};
  const double kept = std::exp(-(p.rate_annual + p.failure_hazard_annual) * p.step_years);
  std::vector<double> avoided(all.paths);
  for (std::size_t step = all.steps; step >= 1; --step) {
    const double* cost = &all.cost[(step - 1) * all.paths];
    const double* cash_flow = &all.cash_flow[(step - 1) * all.paths];
    NormalEquations<std::tuple_size_v<Functions>> equations;
    for (std::size_t path = 0; path < all.paths; ++path) {
      right.worth[path] *= kept;
      avoided[path] = 0;
      if (cost[path] <= 0) continue;
      const double worth = committed.at(static_cast<int>(step), cost[path]).worth(cash_flow[path]);
      if (worth >= 0) continue;
      avoided[path] = -worth;
      equations.add(functions_of(p, -worth, cost[path], cash_flow[path]), right.worth[path]);
    }
    const auto waiting = equations.solve();
    if (!waiting) continue;
    for (std::size_t path = 0; path < all.paths; ++path) {
      if (avoided[path] <= 0) continue;
      const double held =
          fitted(*waiting, functions_of(p, avoided[path], cost[path], cash_flow[path]));
      if (avoided[path] <= held) continue;
      right.worth[path] = avoided[path];
      right.used[path] = true;
    }
  }
  for (double& worth : right.worth) worth *= kept;
  return right;
}

}  // namespace

int step_count(const ResearchProject& project) {
  return static_cast<int>(std::lround(project.patent_years / project.step_years));
}

Outcome check_project(const ResearchProject& p) {
  constexpr double kMost = 1e15;
  constexpr double kLeast = 1e-15;
  Errors errors;
  for (const ParameterRange& range :
       {ParameterRange{"cost to complete", p.cost_to_complete, kLeast, kMost},
        ParameterRange{"investment a year", p.investment_annual, kLeast, kMost},
        ParameterRange{"cash flow a year", p.cash_flow_annual, kLeast, kMost},
        ParameterRange{"drift", p.drift_annual_frac, -1, 1},
        ParameterRange{"risk premium", p.premium_annual_frac, -1, 1},
        ParameterRange{"volatility of the cash flow", p.cash_flow_volatility, 0, 2},
        ParameterRange{"volatility of the cost", p.cost_volatility, 0, 1.2},
        ParameterRange{"correlation", p.correlation, -0.95, 0.95},
        ParameterRange{"failure hazard", p.failure_hazard_annual, 0, 2},
        ParameterRange{"rate", p.rate_annual, 0, 1},
        ParameterRange{"terminal multiple", p.terminal_multiple, 0, 100},
        ParameterRange{"patent years", p.patent_years, 1e-3, 100},
        ParameterRange{"step in years", p.step_years, 1e-4, 50}}) {
    if (range.value >= range.low && range.value <= range.high) continue;
    errors.push_back(outside(std::string(range.name) + " must lie in [" + short_text(range.low) +
                             ", " + short_text(range.high) + "]"));
  }
  if (!errors.empty()) return errors;
  const double steps = p.patent_years / p.step_years;
  if (!(std::abs(steps - std::round(steps)) < 1e-9 * steps && steps > 1.5 && steps < 400.5))
    errors.push_back(outside("patent years / step must be a whole number 2..400"));
  if (p.cost_volatility > 0 && p.cost_volatility < 0.05)
    errors.push_back(outside("volatility of the cost must be 0 or at least 0.05"));
  if (p.cost_to_complete > 50 * p.investment_annual * p.patent_years)
    errors.push_back(outside("cost to complete must be 50 x investment x patent years at most"));
  if (!errors.empty()) return errors;
  return Done{};
}

Result<double> certain_research(const ResearchProject& p) {
  if (auto checked = check_project(p); !checked) return checked.errors();
  const double needed = p.cost_to_complete / p.investment_annual;
  const double spent_until = std::min(needed, p.patent_years);
  const double rate = p.rate_annual + p.failure_hazard_annual;
  // ∫ e^(x t) dt from a to b.
  const auto integral = [](double x, double a, double b) {
    return x == 0 ? b - a : std::exp(x * a) * std::expm1(x * (b - a)) / x;
  };
  const double outlay = p.investment_annual * integral(-rate, 0, spent_until);
  if (needed > p.patent_years) return -outlay;
  const double growth = p.drift_annual_frac - p.premium_annual_frac - p.rate_annual;
  const double by_cash_flow = integral(growth, needed, p.patent_years) +
                              p.terminal_multiple * std::exp(growth * p.patent_years);
  return std::exp(-p.failure_hazard_annual * needed) * p.cash_flow_annual * by_cash_flow - outlay;
}

Result<ResearchOption> research_option(const ResearchProject& project, const ResearchDraws& draws) {
  if (auto checked = check_project(project); !checked) return checked.errors();
  if (project.cost_volatility <= 0 || project.cash_flow_volatility < 0.01)
    return outside("letting go needs a volatility of the cost, and 0.01 or more of the cash flow");
  const double cells = static_cast<double>(draws.paths) * step_count(project);
  if (draws.paths < 1'000 || draws.paths > 200'000 || draws.paths % 2 != 0 || cells > 2e7) {
    return Error{"V-211",
                 {},
                 "paths must be an even number in 1000..200000, paths x steps 2e7 at most",
                 "",
                 ErrorKind::input};
  }
  const CommittedTable committed(project);
  const LetGo right = let_go(project, committed, simulate(project, draws));
  std::vector<double> pairs;
  for (std::size_t path = 0; path < right.worth.size(); path += 2) {
    pairs.push_back((right.worth[path] + right.worth[path + 1]) / 2);
  }
  ResearchOption option;
  option.committed = committed.running().worth(project.cash_flow_annual);
  option.running = mean_estimate(pairs);
  option.running.value += option.committed;
  const double instalment = project.investment_annual * project.step_years;
  option.not_begun = std::max(0.0, option.running.value - instalment);
  const auto used = std::count(right.used.begin(), right.used.end(), true);
  option.abandoned_frac = static_cast<double>(used) / static_cast<double>(right.used.size());
  return option;
}

}  // namespace pledgelab
