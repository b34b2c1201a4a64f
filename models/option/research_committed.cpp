#include "models/option/research_committed.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/base/normal.hpp"

namespace pledgelab {
namespace {

constexpr double kPointsByDeviation = 8;  // grid points to one standard deviation of a step in √K
constexpr double kReach = 6;              // deviations of all steps that the grid covers
constexpr double kNormalReach = 8;
constexpr int kPanels = 128;  // of Simpson's rule over a step's normal

// Four points around x in units of the spacing, by Lagrange; weights may be used on many tables.
struct Cubic {
  std::size_t first = 0;
  std::array<double, 4> weight = {};
};

Cubic cubic_at(double position, std::size_t points) {
  position = std::min(position, static_cast<double>(points - 1));
  const double low = std::clamp(std::floor(position) - 1, 0.0, static_cast<double>(points - 4));
  const double x = position - low;
  return {static_cast<std::size_t>(low),
          {-(x - 1) * (x - 2) * (x - 3) / 6, x * (x - 2) * (x - 3) / 2, -x * (x - 1) * (x - 3) / 2,
           x * (x - 1) * (x - 2) / 6}};
}

// One step from one cost: the chance to be complete, and weights on the grid, each under the
// pricing measure (for outlays) and under that of the cash flow.
struct Passage {
  std::size_t first = 0;
  std::vector<CommittedParts> weight;
  double complete_per_cash_flow = 0;  // chance under the cash flow's measure
};

struct Grid {
  std::size_t points = 0;
  double spacing = 0;
};

Passage passage_from(const ResearchProject& p, const Grid& grid, double cost) {
  Passage passage;
  const double shift = p.correlation * p.cash_flow_volatility * std::sqrt(p.step_years);
  const double mean = cost - p.investment_annual * p.step_years;
  const double deviation = p.cost_volatility * std::sqrt(p.investment_annual * cost * p.step_years);
  if (deviation <= 0) {  // K = 0+: whatever is left is done within the step
    passage.complete_per_cash_flow = 1;
    return passage;
  }
  const double least = -mean / deviation;  // z at which the project is complete
  passage.complete_per_cash_flow = normal_cdf(least - shift);
  const double from = std::max(least, -kNormalReach);
  if (from >= kNormalReach) return passage;
  const double panel = (kNormalReach - from) / kPanels;
  const auto position = [&](double z) {
    return std::sqrt(std::max(0.0, mean + deviation * z)) / grid.spacing;
  };
  passage.first = cubic_at(position(from), grid.points).first;
  passage.weight.resize(cubic_at(position(kNormalReach), grid.points).first + 4 - passage.first);
  for (int i = 0; i <= kPanels; ++i) {
    const double z = from + panel * i;
    const double simpson = panel / 3 * (i == 0 || i == kPanels ? 1 : i % 2 == 1 ? 4 : 2);
    const Cubic cubic = cubic_at(position(z), grid.points);
    for (std::size_t k = 0; k < 4; ++k) {
      CommittedParts& weight = passage.weight[cubic.first + k - passage.first];
      weight.per_cash_flow += simpson * normal_density(z - shift) * cubic.weight[k];
      weight.outlay += simpson * normal_density(z) * cubic.weight[k];
    }
  }
  return passage;
}

Grid grid_of(const ResearchProject& p) {
  const double deviation = p.cost_volatility * std::sqrt(p.investment_annual * p.step_years) / 2;
  const double end = std::sqrt(p.cost_to_complete) + kReach * deviation * std::sqrt(step_count(p));
  Grid grid;
  grid.spacing = deviation / kPointsByDeviation;
  grid.points = static_cast<std::size_t>(std::ceil(end / grid.spacing)) + 1;
  return grid;
}

// Worth of one unit of cash flow a year once complete, by step.
std::vector<double> complete_worth(const ResearchProject& p) {
  const int steps = step_count(p);
  std::vector<double> worth(static_cast<std::size_t>(steps) + 1);
  worth.back() = p.terminal_multiple;
  const double keep =
      std::exp((p.drift_annual_frac - p.premium_annual_frac - p.rate_annual) * p.step_years);
  for (std::size_t n = worth.size() - 1; n-- > 0;) worth[n] = p.step_years + keep * worth[n + 1];
  return worth;
}

// From n to n + 1 while unfinished: discount and failure, and for f the growth of the cash flow.
CommittedParts kept_in_a_step(const ResearchProject& p) {
  const double outlay = std::exp(-(p.rate_annual + p.failure_hazard_annual) * p.step_years);
  return {outlay * std::exp((p.drift_annual_frac - p.premium_annual_frac) * p.step_years), outlay};
}

CommittedParts expected(const Passage& passage, const CommittedParts* next, double complete) {
  CommittedParts sum = {passage.complete_per_cash_flow * complete, 0};
  for (std::size_t i = 0; i < passage.weight.size(); ++i) {
    sum.per_cash_flow += passage.weight[i].per_cash_flow * next[passage.first + i].per_cash_flow;
    sum.outlay += passage.weight[i].outlay * next[passage.first + i].outlay;
  }
  return sum;
}

// s_K = 0: the cost falls by I dt a step, whatever happens.
CommittedParts certain_cost(const ResearchProject& p) {
  const std::vector<double> complete = complete_worth(p);
  const CommittedParts kept = kept_in_a_step(p);
  const double instalment = p.investment_annual * p.step_years;
  // A rest of rounding is no rest.
  const double needed = std::ceil(p.cost_to_complete / instalment - 1e-9);
  const auto steps = static_cast<std::size_t>(step_count(p));
  const auto last = static_cast<std::size_t>(std::min(needed, static_cast<double>(steps)));
  CommittedParts parts = {needed <= static_cast<double>(steps) ? complete[last] : 0, 0};
  for (std::size_t n = last; n-- > 0;) {
    parts.per_cash_flow *= kept.per_cash_flow;
    parts.outlay = kept.outlay * parts.outlay + (n > 0 ? instalment : 0);
  }
  return parts;
}

}  // namespace

CommittedTable::CommittedTable(const ResearchProject& project) {
  const Grid grid = grid_of(project);
  x_points = grid.points;
  x_spacing = grid.spacing;
  std::vector<Passage> passages;
  for (std::size_t i = 0; i < x_points; ++i) {
    const double root = grid.spacing * static_cast<double>(i);
    passages.push_back(passage_from(project, grid, root * root));
  }
  const auto steps = static_cast<std::size_t>(step_count(project));
  const std::vector<double> complete = complete_worth(project);
  const CommittedParts kept = kept_in_a_step(project);
  const double instalment = project.investment_annual * project.step_years;
  x_parts.resize((steps + 1) * x_points);  // at step N unfinished: 0
  const auto stepped = [&](const Passage& passage, std::size_t n) {
    const CommittedParts next = expected(passage, &x_parts[(n + 1) * x_points], complete[n + 1]);
    return CommittedParts{kept.per_cash_flow * next.per_cash_flow, kept.outlay * next.outlay};
  };
  for (std::size_t n = steps - 1; n >= 1; --n) {
    for (std::size_t i = 0; i < x_points; ++i) {
      x_parts[n * x_points + i] = stepped(passages[i], n);
      x_parts[n * x_points + i].outlay += instalment;
    }
  }
  x_running = stepped(passage_from(project, grid, project.cost_to_complete), 0);
}

CommittedParts CommittedTable::at(int step, double cost_to_complete) const {
  const Cubic cubic = cubic_at(std::sqrt(cost_to_complete) / x_spacing, x_points);
  const CommittedParts* row = &x_parts[static_cast<std::size_t>(step) * x_points + cubic.first];
  CommittedParts sum;
  for (std::size_t k = 0; k < 4; ++k) {
    sum.per_cash_flow += cubic.weight[k] * row[k].per_cash_flow;
    sum.outlay += cubic.weight[k] * row[k].outlay;
  }
  return sum;
}

CommittedParts CommittedTable::running() const { return x_running; }

Result<ResearchWorth> committed_research(const ResearchProject& project) {
  if (auto checked = check_project(project); !checked) return checked.errors();
  const CommittedParts parts =
      project.cost_volatility > 0 ? CommittedTable(project).running() : certain_cost(project);
  const double running = parts.worth(project.cash_flow_annual);
  return ResearchWorth{running, running - project.investment_annual * project.step_years};
}

}  // namespace pledgelab
