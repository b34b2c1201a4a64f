// The facts that a sharing policy may read about a loan: typed columns with a presence mask.
// Rows = loans (of a book) or losses (of a losses.csv). A missing fact is missing, never zero.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/base/cells.hpp"
#include "models/base/error.hpp"
#include "models/base/ratio.hpp"
#include "models/book/book.hpp"

namespace pledgelab {

/// What a column holds and how `value` is to be read. `empty`: no cell of the column is filled, so
/// it fits every use and makes each loss that asks for it undecided.
enum class FactKind : std::uint8_t {
  empty,    // –
  text,     // index into FactTable::words
  money,    // fen of the table's currency
  rate,     // millionths (ppm): 5.22% = 52,200
  number,   // millionths: 0.6 = 600,000
  months,   // whole months
  date,     // days since 1970-01-01
  boolean,  // 0 or 1
};

/// "text", "an amount of money" … for messages.
std::string to_text(FactKind kind);

/// The divisor that makes `value` a quotient: 1,000,000 for rate and number, else 1.
std::int64_t fact_scale(FactKind kind);

/// One fact of every row. `value` and `present` have one element a row.
struct FactColumn {
  std::string name;  // "loan.approved_usd"
  FactKind kind = FactKind::empty;
  std::vector<std::int64_t> value;
  std::vector<std::uint8_t> present;
  std::string origin;  // a filled cell that decided the kind: "losses.csv:3:7 'abc'"; for messages
  std::optional<Error> fault = {};  // why no clause may ask for it: see mixed_rates

  [[nodiscard]] bool has(std::size_t row) const { return present[row] != 0; }
};

/// Columns of equal length. Text is interned: equal texts have equal indexes.
struct FactTable {
  std::string currency = "CNY";
  std::string file;  // where it came from, for messages; empty for a book
  std::size_t rows = 0;
  std::vector<FactColumn> columns;
  std::vector<std::string> words;
  std::unordered_map<std::string, std::int64_t> word_index;  // of `words`; used while reading only
  /// 1 where the row counts in totals over the scheme (a loan with two losses counts once).
  std::vector<std::uint8_t> counts_in_totals;
  /// Line of each row in its file; empty for a book.
  std::vector<std::uint32_t> lines;

  /// The column of that name, or of its other spelling; null: none.
  [[nodiscard]] const FactColumn* find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names() const;
  /// Index of the text, or none when no row holds it.
  [[nodiscard]] std::optional<std::int64_t> word(std::string_view text) const;
};

/// The fact's name of a losses.csv header: a name without a table gets `loan.`
/// ("approved_usd" → "loan.approved_usd").
std::string fact_of_header(std::string_view header);

/// loan.origination and loan.origination_date are one fact, so are loan.maturity and
/// loan.maturity_date: the other spelling; empty for any other name.
std::string_view other_spelling(std::string_view name);

/// "_yuan" → "CNY", "_usd" → "USD" …; empty when the name ends in no currency.
std::string currency_of_name(std::string_view name);

/// Facts from a losses.csv: the kind of a column follows from its header's unit (`_yuan` or ISO
/// code: money; `_months`: months) and else from its cells, all of one form: dates, true/false,
/// quantities (5.22%, 36mo), numbers; anything else is text, and numbers beside rates are a fault
/// of the column, told where a clause asks it. Empty cells are missing facts.
/// Errors P-151 (a money cell that is none, more than two decimals), P-152 (another currency than
/// `currency`, or 万元), P-153 (a header given twice).
Result<FactTable> read_facts(const Cells& cells, const std::string& currency);

/// Facts of each loan of a book, named by the field table: loan., borrower., lender. fields, asset.
/// fields where the loan has exactly one pledged right, and loan.tenor (months to maturity).
FactTable facts_of(const Book& book);

/// Adds a column of the given cells; used by both readers and by tests. PL_CHECK: equal lengths.
void add_column(FactTable& table, FactColumn column);

/// Index of a text in the table's words, added when new.
std::int64_t intern(FactTable& table, const std::string& text);

}  // namespace pledgelab
