// The one field table of the book. Loader, JSON Schema, template header, documentation, facts of
// the policy language and the "nothing silent" test all come from it; nothing else lists the
// columns.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "models/book/book.hpp"

namespace pledgelab {

enum class BookTable : std::uint8_t { borrowers, lenders, loans, assets, pledges, appraisals };

/// How a cell is read. Money columns carry their unit in the header: `principal_yuan`,
/// `评估值(万元)`.
enum class FieldType : std::uint8_t {
  text,
  word,
  reference,
  money,
  share,
  rate,
  date,
  count,
  number,
  boolean
};

/// A cell's meaning; monostate = empty (unknown), which is never a zero or a "no".
using FieldValue =
    std::variant<std::monostate, std::string, Money, Share, Rate, Date, std::int64_t, double, bool>;

/// One column of one table of the canonical book.
struct Field {
  BookTable table;
  std::string name;  // without unit: "principal"; in a CNY file "principal_yuan"
  FieldType type;
  bool required;                          // an empty cell quarantines the row
  const std::vector<std::string>* words;  // of a `word`, else null
  std::vector<std::string> synonyms;      // headers of other files, Chinese and English, no unit
  std::string meaning;                    // one sentence, English
  std::string meaning_zh;
  std::string empty_means;  // what happens when the cell is empty
  std::string used_by;      // the stage that reads it, or "not used yet"
  FieldValue (*get)(const Book& book, std::uint32_t row);
  /// A reference takes its target's id (searched) or, as std::int64_t, its target's row. A fact of
  /// another kind of right may not be set (PL_CHECK): ask `holds` first.
  void (*set)(Book& book, std::uint32_t row, const FieldValue& value);
  std::vector<AssetKind> kinds;  // a fact of these kinds of right only; empty: of every row
  std::optional<double> least;   // of count, number, money (yuan), share and rate (fraction)
  std::optional<double> most;
  std::optional<BookTable> target;  // of a reference: the table whose `id` it names
  std::optional<double> empty_is =
      {};  // the fact's value where the cell is empty, in the same unit

  /// Can the row have this fact? False only for a fact of another kind of right.
  [[nodiscard]] bool holds(const Book& book, std::uint32_t row) const;
};

/// "borrowers" … "appraisals": the file's name without .csv.
const std::string& table_name(BookTable table);
/// "borrower" … "appraisal": the word before the dot in facts and in column maps.
const std::string& row_name(BookTable table);
inline constexpr std::uint8_t kBookTables = 6;

/// Rows of one table.
std::uint32_t rows_of(const Book& book, BookTable table);
/// Adds one row with every field empty.
void add_row(Book& book, BookTable table);

/// Every field, table by table, in the order of the template.
std::span<const Field> book_fields();
/// Those of one table.
std::span<const Field> book_fields(BookTable table);
/// The field "loan.principal" (row name and field name, no unit), or null.
const Field* find_field(const std::string& path);

/// "principal_yuan" for money, the plain name for every other type: the canonical header.
std::string header_name(const Field& field, const std::string& currency);

/// One word for each of a field's words in the trade's Chinese, by the same index; more spellings
/// follow after a bar: "正常|正常类".
std::span<const char* const> words_zh(const std::vector<std::string>& words);
/// The canonical word that `text` means (itself or a spelling of words_zh), or empty.
std::string canonical_word(const std::vector<std::string>& words, const std::string& text);

/// The fact's name in policies: "loan.principal_yuan", "borrower.first_loan". Money carries the
/// currency's suffix (_yuan for CNY, else the ISO code in lower case).
std::string fact_name(const Field& field, const std::string& currency);

/// "_yuan" for CNY, "_usd" for USD …
std::string money_suffix(const std::string& currency);

}  // namespace pledgelab
