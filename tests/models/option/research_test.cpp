// Schwartz's research project (acceptance V11 to V14, V16), by hand in two steps, and simulated.
#include "models/option/research_option.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "models/base/normal.hpp"

using namespace pledgelab;

namespace {

ResearchProject schwartz() {
  return {100, 10, 20, .02, .036, .35, .5, -.1, .06931, .05, 20, .25, 5};
}

template <class Change>
ResearchProject changed(const Change& change) {
  ResearchProject project = schwartz();
  change(project);
  return project;
}

// V16: one parameter changed, with the worth that may be let go and the committed one.
struct Sensitivity {
  ResearchProject project;
  double let_go;
  double committed;
};

std::vector<Sensitivity> sensitivities() {
  return {{changed([](ResearchProject& p) { p.cost_volatility = .25; }), 6.60, -2.606},
          {changed([](ResearchProject& p) { p.cost_volatility = .75; }), 25.77, 17.765},
          {changed([](ResearchProject& p) { p.cash_flow_volatility = .2; }), 10.69, 4.757},
          {changed([](ResearchProject& p) { p.cash_flow_volatility = .5; }), 19.23, 7.156},
          {changed([](ResearchProject& p) { p.cost_to_complete = 60; }), 65.45, 64.674},
          {changed([](ResearchProject& p) { p.cost_to_complete = 140; }), 0.54, -28.679},
          {changed([](ResearchProject& p) { p.cash_flow_annual = 15; }), 4.66, -9.257},
          {changed([](ResearchProject& p) { p.cash_flow_annual = 25; }), 27.18, 21.180},
          {changed([](ResearchProject& p) { p.failure_hazard_annual = 0; }), 43.0, 34.109}};
}

double committed(const ResearchProject& project) {
  const auto worth = committed_research(project);
  REQUIRE_MESSAGE(worth.ok(), worth.errors()[0].message);
  CHECK(worth.value().not_begun ==
        doctest::Approx(worth.value().running - project.investment_annual * project.step_years));
  return worth.value().running;
}

ResearchOption let_go(const ResearchProject& project, int paths = 40'000) {
  const auto option = research_option(project, {paths, 1});
  REQUIRE_MESSAGE(option.ok(), option.errors()[0].message);
  return option.value();
}

// One step of the cash flow from today, seen from completion at t_1: what dt of it is worth.
double first_step_worth(const ResearchProject& p) {
  return p.cash_flow_annual * std::exp((p.drift_annual_frac - p.premium_annual_frac -
                                        p.rate_annual - p.failure_hazard_annual) *
                                       p.step_years);
}

}  // namespace

TEST_CASE("research: V11, the project that may be let go") {
  const ResearchOption option = let_go(schwartz());
  CHECK(option.running.value > 14.62 - 0.35);
  CHECK(option.running.value < 14.62 + 0.10);
  CHECK(option.running.standard_error < 0.04);
  CHECK(std::fabs(option.committed - 5.9615) < 0.02);
  CHECK(option.not_begun == doctest::Approx(option.running.value - 2.5));
  CHECK(option.abandoned_frac > 0.3);
  CHECK(option.abandoned_frac < 0.7);
}

TEST_CASE("research: V12, V16, committed") {
  CHECK(std::fabs(committed(schwartz()) - 5.9615) < 0.02);
  for (const Sensitivity& row : sensitivities()) {
    CAPTURE(row.committed);
    CHECK(std::fabs(committed(row.project) - row.committed) < 0.02);
  }
}

TEST_CASE("research: V16, let go, volatilities and costs") {
  const std::vector<Sensitivity> rows = sensitivities();
  for (std::size_t i = 0; i < 5; ++i) {
    CAPTURE(rows[i].let_go);
    const double value = let_go(rows[i].project).running.value;
    CHECK(value > rows[i].let_go - 1.0);
    CHECK(value < rows[i].let_go + 0.3);
    // What the table asks of a dynamic programme holds too.
    CHECK(std::fabs(value - rows[i].let_go) < 0.15);
  }
}

TEST_CASE("research: V16, let go, a dear project, cash flows, no failure") {
  const std::vector<Sensitivity> rows = sensitivities();
  const ResearchOption dear = let_go(rows[5].project);
  CHECK(std::fabs(dear.running.value - rows[5].let_go) < 0.10);
  CHECK(dear.not_begun == 0);
  CHECK(dear.abandoned_frac > 0.9);
  for (std::size_t i = 6; i < rows.size(); ++i) {
    CAPTURE(rows[i].let_go);
    CHECK(std::fabs(let_go(rows[i].project).running.value - rows[i].let_go) < 0.15);
  }
}

TEST_CASE("research: V13, V14, without uncertainty, by steps and without") {
  const ResearchProject certain =
      changed([](ResearchProject& p) { p.cost_volatility = p.cash_flow_volatility = 0; });
  CHECK(std::fabs(committed(certain) - -5.2631) < 0.001);
  const auto smooth = certain_research(certain);
  REQUIRE(smooth.ok());
  CHECK(std::fabs(smooth.value() - -7.2009) < 1e-3);
}

TEST_CASE("research: certain cases by hand") {
  // No rates, no failure, no drift: 100 spent over 10 of 20 years, then 20 a year and 5 × 20.
  ResearchProject plain = changed([](ResearchProject& p) {
    p.rate_annual = p.failure_hazard_annual = p.drift_annual_frac = p.premium_annual_frac = 0;
  });
  CHECK(certain_research(plain).value() == doctest::Approx(-100 + 200 + 100));
  // The same by steps: the first 2.5 are already paid.
  plain.cost_volatility = plain.cash_flow_volatility = 0;
  CHECK(committed(plain) == doctest::Approx(202.5));
  // 0.3/0.1 of a step is a little more than 3 in binary: still three steps, and 3 × 0.1 is spent.
  const ResearchProject thirds = {0.3, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0.5, 0.1, 0};
  CHECK(committed(thirds) == doctest::Approx(-0.2 + 0.2));
  // Too dear for the patent: spent until its end, 20 years of 10, nothing comes back.
  plain.cost_to_complete = 250;
  CHECK(certain_research(plain).value() == doctest::Approx(-200));
  CHECK(committed(plain) == doctest::Approx(-197.5));
  // Complete at the very end: only the terminal multiple.
  plain.cost_to_complete = 200;
  CHECK(certain_research(plain).value() == doctest::Approx(-200 + 100));
  CHECK(committed(plain) == doctest::Approx(-197.5 + 100));
}

TEST_CASE("research: two steps by hand") {
  // T = 2 dt, M = 0. At t_1: complete with chance P0 = Φ((I dt - K)/(s_K √(I K dt))), then one
  // step of cash flow is worth C_1 dt; else I dt is paid for nothing, or the project is let go. The
  // chance that counts for the cash flow is Φ(. - ρ s_C √dt), since K is low when C is high if ρ <
  // 0.
  ResearchProject two = schwartz();
  two.cost_to_complete = 3;
  two.patent_years = 0.5;
  two.terminal_multiple = 0;
  const double score = (2.5 - 3) / (0.5 * std::sqrt(2.5 * 3));
  const double earned = first_step_worth(two) * 0.25 * normal_cdf(score + 0.1 * 0.35 * 0.5);
  const double paid = std::exp(-(0.05 + 0.06931) * 0.25) * 2.5 * (1 - normal_cdf(score));
  CHECK(committed(two) == doctest::Approx(earned - paid).epsilon(1e-6));
  const ResearchOption option = let_go(two, 100'000);
  CHECK(std::fabs(option.running.value - earned) < 4 * option.running.standard_error + 1e-6);
  CHECK(option.running.standard_error < 0.01);
  CHECK(std::fabs(option.abandoned_frac - (1 - normal_cdf(score))) < 0.01);
  // With M the second step counts when it completes: from K_1 > 0 by one integral over z.
  two.terminal_multiple = 5;
  const double shift = -0.1 * 0.35 * 0.5;
  const double keep = std::exp((0.02 - 0.036 - 0.05) * 0.25);
  double late = 0;
  const double h = 1e-4;
  for (double z = score + h / 2; z < 8; z += h) {  // K_1 > 0 where z > score
    const double cost = 3 - 2.5 + 0.5 * std::sqrt(2.5 * 3) * z;
    const double second = normal_cdf((2.5 - cost) / (0.5 * std::sqrt(2.5 * cost)) - shift);
    late += h * normal_density(z - shift) * second;
  }
  const double fail = std::exp(-0.06931 * 0.25);
  const double terminal = 20 * 5 * keep * keep * fail * (normal_cdf(score - shift) + fail * late);
  CHECK(committed(two) == doctest::Approx(earned - paid + terminal).epsilon(1e-5));
}

TEST_CASE("research: V12, committed, simulated plainly") {
  // The convention of domain page 1.4 read again, path by path, with other random numbers.
  const ResearchProject p = schwartz();
  std::mt19937_64 random(12);
  std::normal_distribution<double> normal;
  const int paths = 40'000;
  const double dt = 0.25;
  double sum = 0;
  double squares = 0;
  for (int path = 0; path < paths; ++path) {
    double cost = 100;
    double cash_flow = 20;
    double discount = 1;
    double worth = 0;
    for (int n = 0; n < 80; ++n) {
      const bool open = cost > 0;
      if (n > 0) worth += discount * (open ? -10 * dt : cash_flow * dt);
      const double z = normal(random);
      const double w = -0.1 * z + std::sqrt(0.99) * normal(random);
      if (open) cost = std::fmax(0, cost - 10 * dt + 0.5 * std::sqrt(10 * cost * dt) * z);
      cash_flow *= std::exp((0.02 - 0.036 - 0.35 * 0.35 / 2) * dt + 0.35 * std::sqrt(dt) * w);
      discount *= std::exp(-(0.05 + (open ? 0.06931 : 0)) * dt);
    }
    if (cost <= 0) worth += discount * 5 * cash_flow;
    sum += worth;
    squares += worth * worth;
  }
  const double mean = sum / paths;
  const double error = std::sqrt((squares / paths - mean * mean) / paths);
  CHECK(std::fabs(mean - 5.9615) < 3 * error);
  CHECK(std::fabs(mean - committed(p)) < 3 * error);
}

TEST_CASE("research: orders that hold for any project") {
  std::mt19937_64 random(7);
  const auto draw = [&](double low, double high) {
    return low + (high - low) * std::uniform_real_distribution<double>()(random);
  };
  for (int i = 0; i < 6; ++i) {
    ResearchProject p = {draw(20, 200), draw(5, 40),   draw(5, 40),  draw(0, .05),
                         draw(0, .06),  draw(.1, .6),  draw(.1, .9), draw(-.5, .5),
                         draw(0, .15),  draw(.01, .1), 10,           0.5,
                         draw(0, 8)};
    CAPTURE(i);
    const ResearchOption option = let_go(p, 4'000);
    CHECK(option.running.value >= option.committed);
    CHECK(option.running.value > -4 * option.running.standard_error);
    CHECK(option.committed == doctest::Approx(committed(p)));
    // Failure takes worth, cash flow gives it; the currency does not matter.
    ResearchProject other = p;
    other.failure_hazard_annual += 0.1;
    CHECK(let_go(other, 4'000).running.value <
          option.running.value + 4 * option.running.standard_error);
    other = p;
    other.cash_flow_annual *= 1.1;
    CHECK(committed(other) > committed(p));
    other = p;
    other.cost_to_complete *= 100;
    other.investment_annual *= 100;
    other.cash_flow_annual *= 100;
    CHECK(let_go(other, 4'000).running.value ==
          doctest::Approx(100 * option.running.value).epsilon(1e-6));
    // The same seed, the same bytes.
    CHECK(let_go(p, 4'000).running.value == option.running.value);
  }
}

TEST_CASE("research: what is out of the domain is refused, and named") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto refuses = [](auto change) {
    const ResearchProject project = changed(change);
    for (const auto& errors :
         {committed_research(project).errors(), certain_research(project).errors(),
          research_option(project, {1'000, 1}).errors()}) {
      REQUIRE_FALSE(errors.empty());
      CHECK(errors[0].code == "V-210");
      CHECK_FALSE(errors[0].message.empty());
    }
  };
  for (const double bad : {0.0, -1.0, nan}) {
    refuses([&](ResearchProject& p) { p.cost_to_complete = bad; });
    refuses([&](ResearchProject& p) { p.investment_annual = bad; });
    refuses([&](ResearchProject& p) { p.cash_flow_annual = bad; });
    refuses([&](ResearchProject& p) { p.patent_years = bad; });
    refuses([&](ResearchProject& p) { p.step_years = bad; });
  }
  for (const double bad : {-1.1, 1.1, nan}) {
    refuses([&](ResearchProject& p) { p.drift_annual_frac = bad; });
    refuses([&](ResearchProject& p) { p.premium_annual_frac = bad; });
    refuses([&](ResearchProject& p) { p.rate_annual = bad; });
    refuses([&](ResearchProject& p) { p.correlation = bad; });
  }
  for (const double bad : {-0.1, 2.1, nan}) {
    refuses([&](ResearchProject& p) { p.cash_flow_volatility = bad; });
    refuses([&](ResearchProject& p) { p.cost_volatility = bad; });
    refuses([&](ResearchProject& p) { p.failure_hazard_annual = bad; });
  }
  for (const double bad : {-0.1, 101.0, nan}) {
    refuses([&](ResearchProject& p) { p.terminal_multiple = bad; });
  }
  refuses([](ResearchProject& p) { p.cost_volatility = 0.04; });
  refuses([](ResearchProject& p) { p.step_years = 0.3; });         // 66.7 steps
  refuses([](ResearchProject& p) { p.step_years = 20; });          // one step
  refuses([](ResearchProject& p) { p.step_years = 20.0 / 401; });  // 401 steps
  refuses([](ResearchProject& p) { p.cost_to_complete = 10'001; });
  for (const int paths : {0, 998, 1'001, 200'002}) {
    CHECK(research_option(schwartz(), {paths, 1}).errors()[0].code == "V-211");
  }
  // Letting go needs both uncertainties; committed needs none.
  const auto flat = changed([](ResearchProject& p) { p.cash_flow_volatility = 0; });
  CHECK(research_option(flat, {1'000, 1}).errors()[0].code == "V-210");
  CHECK(committed_research(flat).ok());
  const auto sure = changed([](ResearchProject& p) { p.cost_volatility = 0; });
  CHECK(research_option(sure, {1'000, 1}).errors()[0].code == "V-210");
}
