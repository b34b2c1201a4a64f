// What a book's loans owe by schedule: the figures of a ratio on a path are these, less what the
// path's events changed.
#pragma once

#include <cstdint>
#include <vector>

#include "models/book/book.hpp"
#include "models/loss/tape.hpp"
#include "models/sharing/program.hpp"

namespace pledgelab {

struct PathProgram;

/// Scheduled principal of each loan at months 0..months after the as-of date, the same for all
/// paths; past the last month it stands still.
struct PathSchedule {
  std::uint32_t months = 0;
  std::vector<std::int64_t> balance_fen;  // loan × (months + 1) + month

  [[nodiscard]] std::int64_t at(std::size_t loan, std::uint32_t month) const {
    return balance_fen[loan * (months + std::size_t{1}) + month];
  }
};

/// The schedule of the book's loans, in its order. Maturities must be known (with_terms).
PathSchedule path_schedule(const Book& book, Date as_of, std::uint32_t months);

/// The place of each of the book's loans in the order of their ids.
std::vector<std::uint32_t> loan_order(const Book& book);

/// The program with the periods of one path, rows [begin, end) of the tape, in the place of a
/// periods file: what the interpreter needs to run the path. loan_balance and npl_balance stand at
/// the end of each of the program's stock days, loan by loan:
/// a loan without default up to that day owes its schedule; one in default owes its principal less
/// what came in, nothing after a write-off, and is a bad loan.
Program with_path_series(const PathProgram& prepared, const LossTape& tape, std::size_t begin,
                         std::size_t end);

}  // namespace pledgelab
