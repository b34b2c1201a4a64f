// The loss stage as one value: what a book, a scenario and the rights' worth make of a path.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/loss/defaults.hpp"
#include "models/loss/severity.hpp"
#include "models/loss/tape.hpp"

namespace pledgelab {

struct LossModel {
  Date as_of;
  std::uint32_t months = 0;
  FactorModel factors;
  DefaultColumns defaults;
  SeverityColumns severity;
};

/// curves: one a loan, in the book's order, `months` long. Errors: those of factor_model and
/// severity_columns.
Result<LossModel> loss_model(const Book& book, std::span<const PdCurve> curves,
                             const PledgedRights& rights, const Scenario& scenario, Date as_of);

/// One worker's buffers, used path after path.
struct PathBuffers {
  std::vector<double> factors;
  DefaultDraw defaults;
  std::vector<TapeRow> rows;
};
PathBuffers path_buffers(const LossModel& model);

/// Appends the events of one path to the tape, in the tape's order. A function of (model, seed,
/// path): no other path, thread or chunk matters.
void simulate_path(const LossModel& model, std::uint64_t seed, std::uint32_t path,
                   PathBuffers& buffers, LossTape& tape);

/// Paths first .. first + count − 1 as one tape.
LossTape simulate_paths(const LossModel& model, std::uint64_t seed, std::uint32_t first_path,
                        std::uint32_t path_count);

/// What is scheduled, the same for all paths: lender × product × month 0..months.
struct Balances {
  std::uint32_t months = 0;
  std::vector<LenderId> lender;           // [row], ascending by lender, then product
  std::vector<std::string> product;       // [row]
  std::vector<std::int64_t> balance_fen;  // [row][month] scheduled principal owed
  std::vector<std::uint32_t> count;       // [row][month] loans with something owed

  [[nodiscard]] std::size_t at(std::size_t row, std::uint32_t month) const {
    return row * (months + std::size_t{1}) + month;
  }
};
Balances scheduled_balances(const Book& book, Date as_of, int months);

/// The book with a maturity for each loan that states none (term_from_scenario): origination + a
/// term drawn by (seed, loan) from the weights `term_months`, given that it ends after `as_of`:
/// among the terms that do, in the proportion of their weights. Where none does, the loan is over:
/// its maturity is that of the longest term, its balance 0. Errors:
/// such a loan and no weights (C-110), or weights that sum to 0 (C-142).
Result<Book> with_terms(const Book& book, const Scenario& scenario, std::uint64_t seed, Date as_of);

}  // namespace pledgelab
