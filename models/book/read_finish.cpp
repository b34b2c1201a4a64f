// The wrong rows out, the indexes mended, and the account of what became of every row and fen.
#include <algorithm>

#include "models/book/draft.hpp"

namespace pledgelab::draft {
namespace {

std::string raw_row(const Cells& cells, std::uint32_t row) {
  std::string raw;
  for (std::size_t at = 0; at < cells.width(); ++at) {
    if (at > 0) raw += ',';
    raw += cells.at(row, at).text;
  }
  return raw;
}

// The row's largest amount: what is at stake while it stays out.
std::int64_t at_stake_fen(const Table& table, std::uint32_t row) {
  std::int64_t most = 0;
  const std::size_t width = table.money_columns.size();
  for (std::size_t at = 0; at < width; ++at) {
    most = std::max(most, table.money_fen[row * width + at].value_or(0));
  }
  return most;
}

// One reject a row: the first fault's place and code, the others told after it.
Reject reject_of(const Table& table, const RowFaults& faults) {
  Reject reject{faults.errors.front(), {}, at_stake_fen(table, faults.row)};
  for (std::size_t at = 1; at < faults.errors.size(); ++at) {
    reject.error.message += "; " + faults.errors[at].message;
  }
  if (table.cells != nullptr) reject.raw = raw_row(*table.cells, faults.row);
  return reject;
}

void add_controls(const Table& table, BookTable name, std::vector<Control>& controls) {
  Control rows;
  rows.table = table_name(name);
  rows.derived = table.cells == nullptr;
  rows.rows_in = table.fault_of.size();
  rows.rows_quarantined = table.faults.size();
  rows.rows_kept = rows.rows_in - rows.rows_quarantined;
  controls.push_back(rows);
  const std::size_t width = table.money_columns.size();
  for (std::size_t at = 0; at < width; ++at) {
    Control control = rows;
    control.field = table.money_columns[at]->field->name;
    for (std::uint32_t row = 0; row < table.fault_of.size(); ++row) {
      const auto& fen = table.money_fen[row * width + at];
      if (!fen) {
        ++control.unreadable;
        continue;
      }
      control.in += Money::of_fen(*fen);
      (table.bad(row) ? control.quarantined : control.kept) += Money::of_fen(*fen);
    }
    controls.push_back(control);
  }
}

// New row numbers of the kept rows; the vector is compacted in place.
template <class Row>
std::vector<std::uint32_t> compact(const Table& table, std::vector<Row>& rows) {
  std::vector<std::uint32_t> place(rows.size(), 0);
  std::uint32_t next = 0;
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    place[row] = next;
    if (table.bad(row)) continue;
    if (next != row) rows[next] = std::move(rows[row]);
    ++next;
  }
  rows.resize(next);
  return place;
}

// A product's essential right that is quarantined is missing from the book: nobody can then tell
// that what is pledged of the product is not whole.
void tell_lost_essentials(Draft& draft) {
  const Table& table = draft.of(BookTable::assets);
  for (std::uint32_t row = 0; row < draft.book.assets.size(); ++row) {
    const Asset& asset = draft.book.assets[row];
    if (!table.bad(row) || !asset.essential.value_or(false) || !asset.product_id) continue;
    tell(draft, BookTable::assets, row, "W-143",
         "a right essential to the product '" + *asset.product_id +
             "' is quarantined: what else is pledged of that product counts as if it were whole");
  }
}

}  // namespace

BookReading finish(Draft& draft) {
  BookReading reading;
  for (std::uint8_t table = 0; table < kBookTables; ++table) {
    Table& own = draft.tables[table];
    if (own.cells == nullptr && own.fault_of.empty()) continue;
    std::sort(own.faults.begin(), own.faults.end(),
              [](const RowFaults& a, const RowFaults& b) { return a.row < b.row; });
    for (const RowFaults& faults : own.faults) {
      reading.book.rejects.push_back(reject_of(own, faults));
    }
    add_controls(own, static_cast<BookTable>(table), reading.controls);
  }
  tell_lost_essentials(draft);
  Book& book = draft.book;
  const auto borrowers = compact(draft.of(BookTable::borrowers), book.borrowers);
  const auto lenders = compact(draft.of(BookTable::lenders), book.lenders);
  const auto loans = compact(draft.of(BookTable::loans), book.loans);
  const auto assets = compact(draft.of(BookTable::assets), book.assets);
  compact(draft.of(BookTable::pledges), book.pledges);
  compact(draft.of(BookTable::appraisals), book.appraisals);
  for (Loan& loan : book.loans) {
    loan.borrower.index = borrowers[loan.borrower.index];
    loan.lender.index = lenders[loan.lender.index];
  }
  for (Pledge& pledge : book.pledges) {
    pledge.loan.index = loans[pledge.loan.index];
    pledge.asset.index = assets[pledge.asset.index];
  }
  for (Appraisal& appraisal : book.appraisals) {
    appraisal.asset.index = assets[appraisal.asset.index];
  }
  for (auto& [key, told] : draft.told) {
    Error warning = told.first;
    if (told.second > 1) warning.message += " (" + std::to_string(told.second) + " rows)";
    reading.warnings.push_back(std::move(warning));
  }
  reading.book.value = std::move(book);
  return reading;
}

}  // namespace pledgelab::draft
