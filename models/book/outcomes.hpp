// What came of each loan of a book, known afterwards: for the comparison of a run with what
// happened. No stage that values or simulates reads it.
#pragma once

#include <optional>
#include <vector>

#include "models/base/cells.hpp"
#include "models/base/date.hpp"
#include "models/base/error.hpp"
#include "models/base/money.hpp"
#include "models/book/book.hpp"

namespace pledgelab {

/// One loan's end. `loss` is what was lost after all that came back, 0 unless `defaulted`.
struct LoanOutcome {
  bool defaulted = false;
  Money loss;
  std::optional<Date> default_date;  // not before origination; none: the file does not say
};

/// Reads an outcomes.csv: one row a loan of the book, in any order, with the columns `loan_id`,
/// `defaulted` (true, false), the loss in the book's currency (`loss_yuan`, `loss_usd`, …) and,
/// when there is one, `default_date` (may be empty). The result has one element a loan, in the
/// book's order. Errors, all of the file at once: B-601 a column is missing, unknown or given
/// twice; B-602 the loss has no unit or is in another currency; B-603 a loan that the book does not
/// hold, a loan given twice, or a loan of the book without a row; B-604 an unreadable cell or a
/// negative loss; B-605 a loss or a date without default, a default before the loan's origination.
Result<std::vector<LoanOutcome>> read_outcomes(const Cells& cells, const Book& book);

}  // namespace pledgelab
