#include "models/market/record_sheet.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "models/base/check.hpp"
#include "models/base/nearest.hpp"
#include "models/book/repair.hpp"
#include "models/market/technology_class.hpp"

namespace pledgelab {
namespace {

constexpr std::array kFlagWords = {RecordWord{"true", "是|有|yes|1"},
                                   RecordWord{"false", "否|无|no|0"}};

// The texts between the bars.
std::vector<std::string> between_bars(std::string_view bars) {
  std::vector<std::string> texts;
  for (std::size_t from = 0; from < bars.size();) {
    const std::size_t to = std::min(bars.find('|', from), bars.size());
    texts.emplace_back(bars.substr(from, to - from));
    from = to + 1;
  }
  return texts;
}

bool means(const char* canonical, const char* spellings, const std::string& text) {
  if (text == canonical) return true;
  const std::vector<std::string> all = between_bars(spellings);
  return std::find(all.begin(), all.end(), text) != all.end();
}

bool is_money(const Field& field) { return field.type == FieldType::money; }

const Field& field_like(const RecordColumn& column) {
  const Field* field = find_field(column.field);
  PL_CHECK_MSG(field != nullptr, column.field);
  return *field;
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

// A fault of a cell that is written like a field of the book, told of the sheet's own column.
std::string renamed(std::string text, const std::string& field, const std::string& column) {
  const std::size_t at = text.find(field);
  if (at != std::string::npos) text.replace(at, field.size(), column);
  return text;
}

// No header of a record tells a unit but that of money.
std::string without_header_unit(const std::string& hint) {
  const std::size_t at = hint.find(", or the unit in the header");
  return at == std::string::npos ? hint : hint.substr(0, at);
}

}  // namespace

RecordSheet::RecordSheet(const Cells& cells, std::span<const RecordColumn> columns,
                         std::string currency)
    : x_cells(cells),
      x_columns(columns),
      x_currency(std::move(currency)),
      x_at(columns.size()),
      x_units(columns.size()) {
  for (const RecordColumn& column : columns) x_fields.push_back(&field_like(column));
  for (std::size_t at = 0; at < cells.width(); ++at) find(at);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].required || x_at[i]) continue;
    const std::vector<std::string> known = between_bars(columns[i].spellings);
    const std::uint32_t line = cells.header.empty() ? 1 : cells.header.front().line;
    x_faults.push_back({"M-151",
                        {cells.file, line, 0},
                        "the column '" + std::string(columns[i].name) + "' is missing",
                        "its header may be " + std::string(columns[i].name) +
                            (known.empty() ? "" : " or " + known.front()),
                        ErrorKind::input});
  }
}

void RecordSheet::fail(const Cell& cell, const char* code, const std::string& message,
                       const std::string& hint) {
  x_faults.push_back(
      {code, {x_cells.file, cell.line, cell.column}, message, hint, ErrorKind::input});
}

void RecordSheet::find(std::size_t at) {
  const Cell& cell = x_cells.header[at];
  const Header header = parse_header(cell.text);
  const std::string plain = trim(half_width(cell.text));
  for (std::size_t i = 0; i < x_columns.size(); ++i) {
    const RecordColumn& column = x_columns[i];
    const bool money = is_money(*x_fields[i]);
    if (!means(column.name, column.spellings, money ? header.name : plain)) continue;
    const std::string shown = "the column " + quoted(cell.text);
    if (x_at[i]) {
      fail(cell, "M-151", shown + " is given twice",
           "the first stands in column " + std::to_string(*x_at[i] + 1));
    } else if (money && header.unit.kind != CellUnit::Kind::money) {
      fail(cell, "M-152", shown + " states no unit of money",
           "write " + header.name + money_suffix(x_currency) +
               (x_currency == "CNY" ? " or " + header.name + "(万元)" : ""));
    } else if (money && header.unit.currency != x_currency) {
      fail(cell, "M-152", shown + " is in " + header.unit.currency + ", not in " + x_currency,
           "prices of one file are in one currency");
    }
    x_at[i] = at;
    x_units[i] = header.unit;
    return;
  }
  std::vector<std::string> known;
  for (const RecordColumn& column : x_columns) {
    known.emplace_back(column.name);
    for (std::string& one : between_bars(column.spellings)) known.push_back(std::move(one));
  }
  const std::string nearest = nearest_word(plain, known);
  std::string names;
  for (const RecordColumn& column : x_columns) {
    names += (names.empty() ? "" : ", ") + std::string(column.name);
  }
  fail(cell, "M-151", "the column " + quoted(cell.text) + " is not known",
       nearest.empty() ? "columns are " + names + "; take any other out of the file"
                       : "did you mean '" + nearest + "'?");
}

std::vector<std::string> RecordSheet::notes() const {
  std::vector<std::string> notes;
  for (std::size_t i = 0; i < x_columns.size(); ++i) {
    if (!x_at[i]) continue;
    const std::string header(x_cells.header[*x_at[i]].text);
    std::string canonical = x_columns[i].name;
    if (is_money(*x_fields[i])) canonical += money_suffix(x_currency);
    if (header != x_columns[i].name && header != canonical)
      notes.push_back("column '" + header + "' is read as " + x_columns[i].name);
  }
  for (const auto& [what, count] : x_told) {
    notes.push_back(what + " (" + std::to_string(count) + (count == 1 ? " cell)" : " cells)"));
  }
  return notes;
}

const Cell& RecordRow::cell(std::size_t column) const {
  const auto at = x_sheet.x_at[column];
  return x_sheet.x_cells.at(x_row, at.value_or(0));
}

std::uint32_t RecordRow::line() const { return x_sheet.x_cells.at(x_row, 0).line; }

void RecordRow::fail(std::size_t column, const char* code, const std::string& message,
                     const std::string& hint) {
  if (x_fault) return;
  const Cell& at = cell(column);
  x_fault =
      Error{code, {x_sheet.x_cells.file, at.line, at.column}, message, hint, ErrorKind::input};
}

// None for an empty or unreadable cell; the fault is told.
std::optional<FieldValue> RecordRow::value(std::size_t column) {
  if (!x_sheet.has(column)) return std::nullopt;
  const RecordColumn& known = x_sheet.x_columns[column];
  const Field& field = *x_sheet.x_fields[column];
  const Repaired repaired = repair_cell(field, cell(column).text);
  const std::string where =
      "column '" + std::string(x_sheet.x_cells.header[*x_sheet.x_at[column]].text) + "': ";
  for (const std::string& repair : repaired.repairs) ++x_sheet.x_told[where + repair];
  for (const std::string& doubt : repaired.doubts) ++x_sheet.x_told[where + doubt];
  if (repaired.text.empty()) {
    if (known.required) {
      fail(column, "M-153", "the cell of '" + std::string(known.name) + "' is empty",
           "a record needs it");
    }
    return std::nullopt;
  }
  const CellUnit& unit = repaired.unit ? *repaired.unit : x_sheet.x_units[column];
  if (is_money(field) && unit.currency != x_sheet.x_currency) {
    fail(column, "M-155", quoted(repaired.text) + " is in " + unit.currency,
         "prices of one file are in " + x_sheet.x_currency);
    return std::nullopt;
  }
  // Outside money a header's bracket is part of its name, never a unit.
  const CellReading reading = read_cell(field, is_money(field) ? unit : CellUnit{}, repaired.text);
  if (!reading.why.empty()) {
    fail(column, "M-155", renamed(reading.why, field.name, known.name),
         is_money(field) ? reading.hint : without_header_unit(reading.hint));
    return std::nullopt;
  }
  return reading.value;
}

std::string RecordRow::text(std::size_t column) {
  const auto found = value(column);
  const auto* text = found ? std::get_if<std::string>(&*found) : nullptr;
  return text == nullptr ? std::string() : *text;
}

std::optional<Date> RecordRow::date(std::size_t column) {
  const auto found = value(column);
  const auto* date = found ? std::get_if<Date>(&*found) : nullptr;
  return date == nullptr ? std::nullopt : std::optional(*date);
}

std::optional<Money> RecordRow::money(std::size_t column) {
  const auto found = value(column);
  const auto* money = found ? std::get_if<Money>(&*found) : nullptr;
  return money == nullptr ? std::nullopt : std::optional(*money);
}

std::optional<Share> RecordRow::share(std::size_t column) {
  const auto found = value(column);
  const auto* share = found ? std::get_if<Share>(&*found) : nullptr;
  return share == nullptr ? std::nullopt : std::optional(*share);
}

std::optional<Rate> RecordRow::rate(std::size_t column) {
  const auto found = value(column);
  const auto* rate = found ? std::get_if<Rate>(&*found) : nullptr;
  return rate == nullptr ? std::nullopt : std::optional(*rate);
}

std::optional<double> RecordRow::number(std::size_t column) {
  const auto found = value(column);
  if (!found) return std::nullopt;
  if (const auto* number = std::get_if<double>(&*found)) return *number;
  if (const auto* count = std::get_if<std::int64_t>(&*found)) return static_cast<double>(*count);
  return std::nullopt;
}

std::optional<std::size_t> RecordRow::word(std::size_t column, RecordWords words) {
  const std::string written = text(column);
  if (written.empty()) return std::nullopt;
  std::string lower = written;
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  std::vector<std::string> known;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (means(words[i].word, words[i].spellings, lower)) return i;
    known.emplace_back(words[i].word);
    for (std::string& one : between_bars(words[i].spellings)) known.push_back(std::move(one));
  }
  const std::string nearest = nearest_word(written, known);
  std::string names;
  for (const RecordWord& word : words)
    names += (names.empty() ? "" : ", ") + std::string(word.word);
  fail(column, "M-154", quoted(written) + " is no " + std::string(x_sheet.x_columns[column].name),
       nearest.empty() ? "expected one of: " + names : "did you mean '" + nearest + "'?");
  return std::nullopt;
}

std::optional<bool> RecordRow::flag(std::size_t column) {
  if (x_sheet.has(column) && trim(half_width(cell(column).text)) == "无") return false;
  const auto index = word(column, kFlagWords);
  if (!index) return std::nullopt;
  return *index == 0;
}

std::string RecordRow::technology_class(std::size_t column) {
  const std::string written = text(column);
  const auto parsed = parse_technology_class(written);
  if (parsed) return *parsed;
  fail(column, "M-155", quoted(written) + " is no technology class",
       "write an IPC subclass (H01M), class (H01) or section (H), or a Locarno class (06-01)");
  return {};
}

Reject RecordRow::reject() const {
  PL_CHECK(x_fault.has_value());
  std::string raw;
  for (std::size_t at = 0; at < x_sheet.x_cells.width(); ++at) {
    raw += (at == 0 ? "" : ",") + std::string(x_sheet.x_cells.at(x_row, at).text);
  }
  return {*x_fault, raw, 0};
}

}  // namespace pledgelab
