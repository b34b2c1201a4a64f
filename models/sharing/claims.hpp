// Losses as claims: what was filed, when, and what came back, in the order in which a policy pays.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/base/cells.hpp"
#include "models/base/date.hpp"
#include "models/base/error.hpp"
#include "models/book/book.hpp"
#include "models/book/outcomes.hpp"
#include "models/loss/tape.hpp"
#include "models/policy/facts.hpp"

namespace pledgelab {

/// Money that came back on a claim.
struct Receipt {
  std::uint32_t claim = 0;
  Date date;
  std::int64_t fen = 0;
};

/// What an advance asks of a claim; empty cells are unknown.
struct ClaimStages {
  std::optional<std::int64_t> estimated_fen;
  std::optional<std::int64_t> final_fen;
  std::optional<Date> write_off_date;
  std::optional<Date> settlement_date;
};

/// Columns, one element a claim. Amounts in fen, none negative; Σ receipts of a claim ≤ its loss.
struct Claims {
  std::string currency = "CNY";
  std::vector<std::string> loss_id;
  std::vector<std::string> loan_id;
  std::vector<std::uint32_t> row;   // row of the fact table
  std::vector<std::uint32_t> loan;  // equal for losses of one loan
  std::vector<std::uint32_t> rank;  // place in the order of loss_id
  std::vector<Date> default_date;
  std::vector<Date> filed_on;
  std::vector<std::int64_t> principal_fen;
  std::vector<std::int64_t> interest_fen;
  std::vector<std::int64_t> costs_fen;
  std::vector<ClaimStages> stages;  // empty: the input has none of its columns
  std::vector<Receipt> receipts;    // sorted by date, then claim
  std::vector<std::uint32_t> line;
  std::vector<std::string> notes;
  std::optional<Date> known_until;  // accounts live and ratios are read at least up to this day

  [[nodiscard]] std::size_t size() const { return loss_id.size(); }
};

/// A losses.csv read whole: facts by row, claims by row (claim i = row i).
struct LossFile {
  FactTable facts;
  Claims claims;
};

/// Needed columns: loss_id, loan_id, default_date, principal_loss_SUF (SUF = yuan for CNY, else the
/// ISO code). Read when there: interest_loss_SUF, cost_SUF, recovery_SUF, recovery_date, filed_on,
/// estimated_loss_SUF, final_loss_SUF, write_off_date, settlement_date.
/// Other headers than ASCII are read by plain_losses first (本金损失(万元) …).
/// Errors: P-151…P-153 of read_facts; P-154 a needed column is missing or
/// one is another spelling of a column of losses (interest_yuan), P-155 an empty or
/// unreadable cell of these columns, a negative amount, a recovery above the loss or without date,
/// P-156 a loss_id given twice; those of plain_losses.
Result<LossFile> read_losses(const Cells& cells, const std::string& currency);

/// The claims of one path of a tape, rows [begin, end): default month m has the date
/// add_months(as_of, m); loan index = fact row; loss_id = the loan's number.
Claims claims_of_path(const LossTape& tape, std::size_t begin, std::size_t end,
                      const std::string& currency);

/// The losses of a book whose outcome is known, one claim a loan with a loss, dated by its default
/// or, where that is unknown, `undated`; fact row = loan = the book's row. The loss is principal:
/// an outcome says no more. `outcomes`: one a loan, in the book's order.
Claims claims_of_outcomes(const Book& book, std::span<const LoanOutcome> outcomes, Date undated);

}  // namespace pledgelab
