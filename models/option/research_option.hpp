// A research project whose cost to complete and whose cash flow are both uncertain, and which may
// be let go: Schwartz 2004, "Patents and R&D as real options", Economic Notes 33, 23-54 (NBER
// w10114).
//
// Grid t_n = n dt, n = 0..N = T/dt, under the pricing measure (domain page 1.4):
//   K_(n+1) = max(0, K_n - I dt + s_K √(I K_n dt) z), 0 absorbs: the project is complete;
//   C_(n+1) = C_n exp((α - η - s_C²/2) dt + s_C √dt w), corr(z, w) = ρ;
//   n = 1..N-1: K_n > 0: V_n = max(0, -I dt + e^(-(r+λ)dt) E V_(n+1)), without max when committed;
//               K_n = 0: V_n = C_n dt + e^(-r dt) E V_(n+1);
//   V_N = M C_N when K_N = 0, else 0: a patent that ends before completion is worth nothing.
// `running` = e^(-(r+λ)dt) E V_1: the first instalment is already paid. A project not yet begun is
// worth running - I dt, and no less than 0 when it may be let go.
#pragma once

#include <cstdint>

#include "models/base/error.hpp"
#include "models/base/statistics.hpp"

namespace pledgelab {

/// Amounts in one money unit of the caller; rates and volatilities by year, as fractions.
/// Domain: K > 0; I > 0 with K ≤ 50 I T; C > 0; drift and premium in [-1, 1]; s_K 0 or in
/// [0.05, 1.2] by √year; s_C in [0, 2]; ρ in [-0.95, 0.95]; λ in [0, 2]; r in [0, 1]; M in [0,
/// 100]; T in (0, 100]; T/dt a whole number 2..400.
struct ResearchProject {
  double cost_to_complete = 0;       // K, expected
  double investment_annual = 0;      // I, the most that can be spent a year
  double cash_flow_annual = 0;       // C today, as if complete
  double drift_annual_frac = 0;      // α
  double premium_annual_frac = 0;    // η, risk premium taken off the drift
  double cash_flow_volatility = 0;   // s_C
  double cost_volatility = 0;        // s_K
  double correlation = 0;            // ρ
  double failure_hazard_annual = 0;  // λ, until completion
  double rate_annual = 0;            // r
  double patent_years = 0;           // T
  double step_years = 0;             // dt
  double terminal_multiple = 0;      // M: of the cash flow, at the end of the patent
};

/// V-210: a parameter outside its domain, named; all are told.
Outcome check_project(const ResearchProject& project);

/// N = T/dt.
int step_count(const ResearchProject& project);

struct ResearchWorth {
  double running = 0;    // first instalment paid
  double not_begun = 0;  // first instalment still to be paid
};

/// F121. Never let go. Linear in C: C f(K) - g(K), each a one-dimensional recursion; f under the
/// measure where C is the unit (z shifted by ρ s_C √dt). Numerical error below 1e-3 of the outlay.
/// V-210.
Result<ResearchWorth> committed_research(const ResearchProject& project);

/// F122. Nothing uncertain but failure, paid without steps: τ = K/I, a = α - η - r,
///   -I (1 - e^(-(r+λ)τ))/(r+λ) + e^(-λτ) C [ (e^(aT) - e^(aτ))/a + M e^(aT) ];
/// when τ > T, only what is spent until T. The volatilities are checked but not read. V-210.
Result<double> certain_research(const ResearchProject& project);

struct ResearchDraws {
  int paths = 0;  // even: each with its mirror image; 1,000..200,000, paths × N ≤ 2e7
  std::uint64_t seed = 0;
};

struct ResearchOption {
  Estimate running;
  double not_begun = 0;       // max(0, running - I dt)
  double committed = 0;       // running, never let go
  double abandoned_frac = 0;  // of the paths, under the pricing measure without failure
};

/// F120. May be let go at each t_n, n = 1..N-1. The right to let go is an American put on the
/// committed project with strike 0: A_n = max(-V_n committed, e^(-(r+λ)dt) E A_(n+1)), and what is
/// reported is F121 + e^(-(r+λ)dt) E A_1. A is found by Longstaff-Schwartz on (K, C), so that noise
/// is of the right alone. Stream::research_path: path = pair, index = step. Needs s_K > 0 and
/// s_C ≥ 0.01. V-210; V-211 for paths outside their domain.
Result<ResearchOption> research_option(const ResearchProject& project, const ResearchDraws& draws);

}  // namespace pledgelab
