// Losses as a branch sends them (Chinese headers, 万元 beside 元, full-width digits, dates in any
// style), made plain for read_losses. Header spellings of facts are those of the book's field
// table.
#pragma once

#include <string>
#include <vector>

#include "models/base/cells.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

/// `cells` with canonical headers, amounts in whole units of the currency (12345.60), ISO dates and
/// canonical words, each at its old place. `notes` tell what was read as what.
struct LossSheet {
  Cells cells;
  std::vector<std::string> notes;
};

/// Columns whose header is ASCII pass untouched; the others are read so:
/// - columns of claims (损失编号, 违约日期, 本金损失 …) and facts by the field table (借据号 →
/// loan_id,
///   企业规模 → borrower.size …); a lender's or borrower's name stands for its missing code;
/// - 无, 空, 待补 and dashes are empty cells; a month without a day is its last day;
/// - an unknown header is carried as a fact of the loan under its own name, and told;
/// - 已收回 (came back before) without a column of dates is taken as already off the loss: it is
/// not
///   taken off again, and told with its sum. With dates (收回日期) it is a recovery.
/// Errors: P-152 unit or currency; P-155 a cell that cannot be read; P-158 an amount's header
/// without unit; P-159 an unknown column of money, which may not be left aside.
Result<LossSheet> plain_losses(const Cells& cells, const std::string& currency);

/// A periods file in the same way: 机构, 办法编号, 期初, 期末, 放款年度, 指标, 金额(万元), the
/// measures by their names (不良余额 → npl_balance). A file with ASCII headers passes untouched.
/// Errors: those above; P-161 a header that is no column of a periods file.
Result<LossSheet> plain_periods(const Cells& cells, const std::string& currency);

}  // namespace pledgelab
