// The one field table of the book. Loader, JSON Schema, template header, documentation, facts of
// the policy language and the "nothing silent" test all come from it; nothing else lists the
// columns.
#pragma once

#include <cstdint>
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
  void (*set)(Book& book, std::uint32_t row, const FieldValue& value);
};

/// Every field, table by table, in the order of the template.
std::span<const Field> book_fields();

/// The fact's name in policies: "loan.principal_yuan", "borrower.first_loan". Money carries the
/// currency's suffix (_yuan for CNY, else the ISO code in lower case).
std::string fact_name(const Field& field, const std::string& currency);

/// "_yuan" for CNY, "_usd" for USD …
std::string money_suffix(const std::string& currency);

}  // namespace pledgelab
