// Draw and severity, path by path, beside their twins.
#include <cmath>
#include <cstdio>
#include <random>

#include "tests/bench/bench.hpp"
#include "tests/bench/world.hpp"
#include "tests/twins/draw_twin.hpp"
#include "tests/twins/severity_twin.hpp"

namespace pledgelab::bench {

void bench_draw(const Options& options, const World& world, std::uint32_t paths,
                std::vector<Measured>& rows) {
  const auto naive_rows = twins::draw_rows(world.model.defaults);
  PathBuffers buffers = path_buffers(world.model);
  std::uint64_t ours_count = 0;
  std::uint64_t naive_count = 0;
  const auto ours = [&] {
    ours_count = 0;
    for (std::uint32_t path = 0; path < paths; ++path) {
      draw_factors(options.seed, path, buffers.factors);
      draw_defaults(world.model.defaults, buffers.factors, options.seed, path, buffers.defaults);
      ours_count += buffers.defaults.loan.size();
    }
  };
  const auto naive = [&] {
    naive_count = 0;
    std::mt19937_64 engine(options.seed);
    for (std::uint32_t path = 0; path < paths; ++path) {
      draw_factors(options.seed, path, buffers.factors);
      buffers.defaults.clear();
      twins::naive_draw(naive_rows, world.model.defaults.loadings, buffers.factors, engine,
                        buffers.defaults);
      naive_count += buffers.defaults.loan.size();
    }
  };
  Measured row{"draw, " + world.name,
               "loan-paths",
               static_cast<double>(naive_rows.size()) * paths,
               {},
               {},
               {}};
  alternate(row, options.turns, ours, naive);
  // Same factors on both sides: what is left is the own parts' noise, at most binomial; loans of
  // one borrower fall together, so twice its spread.
  const auto a = static_cast<double>(ours_count);
  const auto b = static_cast<double>(naive_count);
  const bool near = std::abs(a - b) < 5 * 2 * std::sqrt(a + b + 1);
  char text[96];
  std::snprintf(text, sizeof text, "%s in law: %.0f and %.0f defaults", near ? "equal" : "DISAGREE",
                a, b);
  row.agreement = text;
  rows.push_back(std::move(row));
}

void bench_severity(const Options& options, const World& world, std::uint32_t paths,
                    std::vector<Measured>& rows) {
  // The same defaults for both, drawn before.
  std::vector<DefaultDraw> defaults;
  std::vector<std::vector<double>> factors;
  std::size_t count = 0;
  PathBuffers buffers = path_buffers(world.model);
  for (std::uint32_t path = 0; path < paths; ++path) {
    draw_factors(options.seed, path, buffers.factors);
    draw_defaults(world.model.defaults, buffers.factors, options.seed, path, buffers.defaults);
    defaults.push_back(buffers.defaults);
    factors.push_back(buffers.factors);
    count += buffers.defaults.loan.size();
  }
  const twins::SeverityInputs inputs(world.book, world.scenario, world.model.factors, world.rights,
                                     world.model.as_of);
  double ours_yuan = 0;
  double naive_yuan = 0;
  const auto run = [&](double& yuan, const auto& work) {
    yuan = 0;
    for (std::uint32_t path = 0; path < paths; ++path) {
      buffers.rows.clear();
      work(path);
      for (const TapeRow& line : buffers.rows) yuan += line.principal.yuan();
    }
  };
  const auto ours = [&] {
    run(ours_yuan, [&](std::uint32_t path) {
      sever(world.model.severity, defaults[path], {options.seed, path, factors[path]},
            buffers.rows);
    });
  };
  const auto naive = [&] {
    run(naive_yuan, [&](std::uint32_t path) {
      twins::naive_sever(inputs, defaults[path], {options.seed, path, factors[path]}, buffers.rows);
    });
  };
  Measured row{"severity, " + world.name, "defaults", static_cast<double>(count), {}, {}, {}};
  alternate(row, options.turns, ours, naive);
  const double apart = std::abs(ours_yuan - naive_yuan) / std::max(naive_yuan, 1.0);
  char text[96];
  std::snprintf(text, sizeof text, "%s: sums apart by %.1e", apart < 1e-4 ? "equal" : "DISAGREE",
                apart);
  row.agreement = text;
  rows.push_back(std::move(row));
}

}  // namespace pledgelab::bench
