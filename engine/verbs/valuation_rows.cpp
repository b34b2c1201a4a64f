#include "engine/verbs/valuation_rows.hpp"

#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

#include "engine/formats/csv.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace {

// The shortest text that reads back as the same number.
std::string number_text(double value) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return {digits, end};
}

bool read_number(std::string_view text, double& value) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc() && end == text.data() + text.size() && std::isfinite(value) &&
         value >= 0;
}

// Texts in one cell, parted by a mark that is escaped where a text holds it.
void join(std::string& cell, std::string_view text, char mark) {
  if (!cell.empty()) cell += mark;
  for (const char c : text) {
    if (c == mark || c == '\\') cell += '\\';
    cell += c;
  }
}

std::vector<std::string> split(std::string_view cell, char mark) {
  std::vector<std::string> parts;
  if (cell.empty()) return parts;
  parts.emplace_back();
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] == '\\' && i + 1 < cell.size()) {
      parts.back() += cell[++i];
    } else if (cell[i] == mark) {
      parts.emplace_back();
    } else {
      parts.back() += cell[i];
    }
  }
  return parts;
}

constexpr char kNext = ';';   // between methods, and between flags
constexpr char kField = '|';  // between the fields of a method

struct MethodField {
  std::string (*text)(const MethodEstimate&);
  bool (*read)(std::string_view, MethodEstimate&);
};

template <std::string MethodEstimate::*Member>
constexpr MethodField method_word() {
  return {[](const MethodEstimate& one) { return one.*Member; },
          [](std::string_view text, MethodEstimate& one) {
            one.*Member = text;
            return true;
          }};
}

template <double MethodEstimate::*Member>
constexpr MethodField method_number() {
  return {
      [](const MethodEstimate& one) { return number_text(one.*Member); },
      [](std::string_view text, MethodEstimate& one) { return read_number(text, one.*Member); }};
}

bool read_grade(std::string_view text, EvidenceGrade& grade) {
  for (std::size_t i = 0; i < kEvidenceGradeWords.size(); ++i) {
    if (text != kEvidenceGradeWords[i]) continue;
    grade = static_cast<EvidenceGrade>(i);
    return true;
  }
  return false;
}

// "relief_from_royalty|F21|1234.5|0.6|0.7|E2||": a further field is one line.
constexpr MethodField kMethodFields[] = {
    method_word<&MethodEstimate::method>(),
    method_word<&MethodEstimate::formula>(),
    method_number<&MethodEstimate::value_yuan>(),
    method_number<&MethodEstimate::ln_sd>(),
    method_number<&MethodEstimate::weight_frac>(),
    {[](const MethodEstimate& one) { return word_of(one.grade, kEvidenceGradeWords); },
     [](std::string_view text, MethodEstimate& one) { return read_grade(text, one.grade); }},
    method_word<&MethodEstimate::source>(),
    method_word<&MethodEstimate::beside>(),
};

std::string methods_text(const ValuationRow& row) {
  std::string cell;
  for (const MethodEstimate& one : row.valuation.methods) {
    std::string fields;
    for (const MethodField& field : kMethodFields) {
      join(fields, field.text(one), kField);
    }
    join(cell, fields, kNext);
  }
  return cell;
}

bool read_methods(std::string_view cell, ValuationRow& row) {
  for (const std::string& part : split(cell, kNext)) {
    const std::vector<std::string> fields = split(part, kField);
    if (fields.size() != std::size(kMethodFields)) return false;
    MethodEstimate& one = row.valuation.methods.emplace_back();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!kMethodFields[i].read(fields[i], one)) return false;
    }
  }
  return true;
}

std::string flags_text(const ValuationRow& row) {
  std::string cell;
  for (const std::string& flag : row.valuation.flags) join(cell, flag, kNext);
  return cell;
}

bool read_flags(std::string_view cell, ValuationRow& row) {
  row.valuation.flags = split(cell, kNext);
  return true;
}

bool read_as_of(std::string_view cell, ValuationRow& row) {
  const auto date = parse_date(std::string(cell));
  if (date) row.valuation.as_of = *date;
  return date.has_value();
}

struct RowColumn {
  const char* name;
  std::string (*text)(const ValuationRow&);
  bool (*read)(std::string_view, ValuationRow&);
};

template <std::string ValuationRow::*Member>
constexpr RowColumn word(const char* name) {
  return {name, [](const ValuationRow& row) { return row.*Member; },
          [](std::string_view cell, ValuationRow& row) {
            row.*Member = cell;
            return !cell.empty();
          }};
}

template <double Valuation::*Member>
constexpr RowColumn number(const char* name) {
  return {name, [](const ValuationRow& row) { return number_text(row.valuation.*Member); },
          [](std::string_view cell, ValuationRow& row) {
            return read_number(cell, row.valuation.*Member);
          }};
}

constexpr RowColumn kColumns[] = {
    word<&ValuationRow::valuation_id>("valuation_id"),
    word<&ValuationRow::asset_id>("asset_id"),
    word<&ValuationRow::kind>("kind"),
    {"as_of", [](const ValuationRow& row) { return to_iso(row.valuation.as_of); }, read_as_of},
    word<&ValuationRow::currency>("currency"),
    number<&Valuation::mean_yuan>("mean_yuan"),
    number<&Valuation::low_yuan>("p05_yuan"),
    number<&Valuation::lower_quartile_yuan>("p25_yuan"),
    number<&Valuation::median_yuan>("median_yuan"),
    number<&Valuation::upper_quartile_yuan>("p75_yuan"),
    number<&Valuation::high_yuan>("p95_yuan"),
    number<&Valuation::zero_frac>("probability_zero_frac"),
    number<&Valuation::ln_sd>("ln_sd"),
    number<&Valuation::effective_evidences>("effective_evidences"),
    {"grade",
     [](const ValuationRow& row) {
       const auto& grade = row.valuation.grade;
       return grade ? word_of(*grade, kEvidenceGradeWords) : std::string();
     },
     [](std::string_view cell, ValuationRow& row) {
       if (cell.empty()) return true;
       EvidenceGrade grade = EvidenceGrade::e5;
       if (!read_grade(cell, grade)) return false;
       row.valuation.grade = grade;
       return true;
     }},
    {"basis", [](const ValuationRow& row) { return row.valuation.basis; },
     [](std::string_view cell, ValuationRow& row) {
       row.valuation.basis = cell;
       return true;
     }},
    {"methods", methods_text, read_methods},
    {"flags", flags_text, read_flags},
};

void add_cell(std::string& csv, const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    csv += text;
    return;
  }
  csv += '"';
  for (const char c : text) {
    if (c == '"') csv += '"';
    csv += c;
  }
  csv += '"';
}

Error not_ours(const std::string& file, const Cell& cell, const std::string& what) {
  return {"RUN-112",
          {file, cell.line, cell.column},
          "is damaged, or no kept valuation: " + what,
          "take the folder of this valuation from a backup",
          ErrorKind::input};
}

}  // namespace

std::string valuation_header() {
  std::string header;
  for (const RowColumn& column : kColumns) {
    if (!header.empty()) header += ',';
    header += column.name;
  }
  return header + "\n";
}

std::string valuation_rows(const Book& book, std::span<const Valuation> valuations,
                           const std::string& valuation_id) {
  std::string csv;
  for (const Valuation& valuation : valuations) {
    const Asset& asset = book.assets[valuation.asset.index];
    const ValuationRow row{valuation_id, asset.id, word_of(asset.kind, kAssetKindWords),
                           book.currency, valuation};
    bool first = true;
    for (const RowColumn& column : kColumns) {
      if (!std::exchange(first, false)) csv += ',';
      add_cell(csv, column.text(row));
    }
    csv += '\n';
  }
  return csv;
}

Result<std::vector<ValuationRow>> read_valuation_rows(std::string bytes, const std::string& file) {
  const auto parsed = parse_csv(std::move(bytes), file);
  if (!parsed) return parsed.errors();
  const Cells& cells = parsed.value();
  if (cells.width() != std::size(kColumns)) {
    return not_ours(file, cells.header.front(), "it has other columns");
  }
  for (std::size_t c = 0; c < cells.width(); ++c) {
    if (cells.header[c].text == kColumns[c].name) continue;
    return not_ours(file, cells.header[c],
                    "a column '" + std::string(cells.header[c].text) + "' stands where '" +
                        kColumns[c].name + "' was written");
  }
  std::vector<ValuationRow> rows(cells.rows());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < cells.width(); ++c) {
      const Cell& cell = cells.at(r, c);
      if (kColumns[c].read(cell.text, rows[r])) continue;
      return not_ours(file, cell, "'" + std::string(cell.text) + "' is no " + kColumns[c].name);
    }
  }
  return rows;
}

}  // namespace pledgelab
