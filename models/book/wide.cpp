#include "models/book/wide.hpp"

#include <algorithm>

#include "models/book/sheet.hpp"

namespace pledgelab {
namespace {

using sheet::Fate;
using sheet::Sheet;

std::string raw_row(const Sheet& sheet, std::size_t row) {
  std::string raw;
  for (std::size_t at = 0; at < sheet.cells.width(); ++at) {
    if (at > 0) raw += ',';
    if (!sheet.dropped[at]) raw += sheet.cells.at(row, at).text;
  }
  return raw;
}

// A row of the sheet is in quarantine when anything it states is: the canonical tables' rejects
// come back to the rows they were cut from.
void return_rejects(Sheet& sheet, const std::vector<Reject>& rejects) {
  std::unordered_map<std::uint32_t, std::size_t> row_of;
  for (std::size_t row = 0; row < sheet.cells.rows(); ++row) {
    row_of.emplace(sheet.cells.at(row, 0).line, row);
  }
  for (const Reject& reject : rejects) {
    sheet::Row& row = sheet.rows[row_of.at(reject.error.origin.line)];
    row.fate = Fate::quarantined;
    if (!row.reject) {
      row.reject = reject;
    } else if (row.reject->error.message.find(reject.error.message) == std::string::npos) {
      row.reject->error.message += "; " + reject.error.message;
    }
  }
}

std::vector<Reject> rejects_of(Sheet& sheet) {
  std::vector<Reject> rejects;
  const std::size_t width = sheet.money.size();
  for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
    if (!sheet.rows[row].reject) continue;
    Reject reject = std::move(*sheet.rows[row].reject);
    reject.raw = raw_row(sheet, row);
    reject.at_stake_fen = 0;
    for (std::size_t at = 0; at < width; ++at) {
      if (sheet.money[at].field->table != BookTable::loans) continue;
      reject.at_stake_fen =
          std::max(reject.at_stake_fen, sheet.money_fen[row * width + at].value_or(0));
    }
    rejects.push_back(std::move(reject));
  }
  return rejects;
}

std::vector<Control> controls_of(const Sheet& sheet) {
  Control rows;
  rows.table = sheet.cells.file;
  for (const sheet::Row& row : sheet.rows) {
    ++rows.rows_in;
    rows.rows_kept += row.fate == Fate::kept ? 1 : 0;
    rows.rows_quarantined += row.fate == Fate::quarantined ? 1 : 0;
    rows.rows_excluded += row.fate == Fate::excluded ? 1 : 0;
  }
  std::vector<Control> controls = {rows};
  for (std::size_t at = 0; at < sheet.money.size(); ++at) {
    Control control = rows;
    control.field = row_name(sheet.money[at].field->table) + "." + sheet.money[at].field->name;
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
      const auto& fen = sheet.money_fen[row * sheet.money.size() + at];
      if (!fen) {
        ++control.unreadable;
        continue;
      }
      const Money amount = Money::of_fen(*fen);
      control.in += amount;
      const Fate fate = sheet.rows[row].fate;
      (fate == Fate::kept          ? control.kept
       : fate == Fate::quarantined ? control.quarantined
                                   : control.excluded) += amount;
    }
    controls.push_back(control);
  }
  return controls;
}

}  // namespace

Result<BookReading> read_wide(const Cells& cells, const ColumnMap* map, ReadOptions options) {
  std::vector<Guess> guesses;
  const ColumnMap guessed = map == nullptr ? guess_map(cells, guesses) : ColumnMap{};
  const ColumnMap& used = map == nullptr ? guessed : *map;
  if (!used.currency.empty()) options.currency = used.currency;
  options.unsecured_allowed = options.unsecured_allowed || used.unsecured;
  Sheet sheet{cells, used, options, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  sheet::bind(sheet);
  if (!sheet.errors.empty()) return sheet.errors;
  sheet::open_parts(sheet);
  sheet::read_rows(sheet);
  auto reading = read_book(sheet::tables_of(sheet), options);
  if (!reading) return reading.errors();
  BookReading out = std::move(reading).value();
  return_rejects(sheet, out.book.rejects);
  out.book.rejects = rejects_of(sheet);
  for (Control& control : out.controls) control.derived = true;
  std::vector<Control> controls = controls_of(sheet);
  controls.insert(controls.end(), out.controls.begin(), out.controls.end());
  out.controls = std::move(controls);
  Errors warnings;
  for (auto& [key, told] : sheet.told) {
    warnings.push_back(told.first);
    if (told.second > 1) {
      warnings.back().message += " (" + std::to_string(told.second) + " times)";
    }
  }
  warnings.insert(warnings.end(), out.warnings.begin(), out.warnings.end());
  out.warnings = std::move(warnings);
  out.guesses = std::move(guesses);
  return out;
}

}  // namespace pledgelab
