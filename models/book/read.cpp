#include "models/book/read.hpp"

#include "models/base/nearest.hpp"
#include "models/book/draft.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace draft {

void refuse(Draft& draft, DraftRow at, const Column* column, const std::string& code,
            const std::string& message, const std::string& hint) {
  Table& own = draft.of(at.table);
  if (own.fault_of[at.row] == 0) {
    own.faults.push_back({at.row, {}});
    own.fault_of[at.row] = static_cast<std::uint32_t>(own.faults.size());
  }
  Origin origin;
  if (own.cells != nullptr) {
    const Cell& cell = own.cells->at(at.row, column == nullptr ? 0 : column->at);
    origin = {own.cells->file, cell.line, column == nullptr ? 0 : cell.column};
  }
  own.faults[own.fault_of[at.row] - 1].errors.push_back(
      {code, std::move(origin), message, hint, ErrorKind::input});
}

void tell(Draft& draft, BookTable table, std::uint32_t row, const std::string& code,
          const std::string& message) {
  auto [at, fresh] = draft.told.try_emplace(code + message);
  ++at->second.second;
  if (!fresh) return;
  const Table& own = draft.of(table);
  Origin origin;
  if (own.cells != nullptr) origin = {own.cells->file, own.cells->at(row, 0).line, 0};
  at->second.first = {code, std::move(origin), message, {}, ErrorKind::input};
}

namespace {

void parse_cell(Draft& draft, BookTable table, std::uint32_t row, const Column& column) {
  Table& own = draft.of(table);
  const Field& field = *column.field;
  const std::string text(own.cells->at(row, column.at).text);
  const bool money = field.type == FieldType::money;
  if (text.empty()) {
    if (money) own.money_fen.emplace_back(0);
    const bool term = field.name == "maturity" && draft.book.loans[row].term_from_scenario;
    if (field.required && !term) {
      refuse(draft, {table, row}, &column, "B-202", field.name + " is empty", field.empty_means);
    }
    return;
  }
  const CellReading reading = read_cell(field, column.unit, text);
  if (money) {
    const auto* amount = std::get_if<Money>(&reading.value);
    own.money_fen.push_back(amount ? std::optional(amount->fen()) : std::nullopt);
  }
  if (!reading.why.empty()) {
    refuse(draft, {table, row}, &column, "B-201", reading.why, reading.hint);
  } else if (!field.holds(draft.book, row)) {
    refuse(draft, {table, row}, &column, "B-203",
           field.name + " is no fact of a " + word_of(draft.book.assets[row].kind, kAssetKindWords),
           "empty the cell, or mend the kind");
  } else if (field.type != FieldType::reference) {
    field.set(draft.book, row, reading.value);
  }
}

void complete_loan(Draft& draft, std::uint32_t row) {
  Table& own = draft.of(BookTable::loans);
  Loan& loan = draft.book.loans[row];
  const auto given = [&](const char* name) {
    const Column* column = own.column(name);
    return column != nullptr && !own.cells->at(row, column->at).text.empty();
  };
  const bool principal = given("principal");
  const bool balance = given("balance");
  if (!principal && !balance) {
    refuse(draft, {BookTable::loans, row}, nullptr, "B-204",
           "neither principal nor balance is given");
  } else if (!principal) {
    loan.principal = loan.balance;
    tell(draft, BookTable::loans, row, "W-101", "loan without principal: its balance is taken");
  } else if (!balance) {
    loan.balance = loan.principal;
    tell(draft, BookTable::loans, row, "W-102", "loan without balance: its principal is taken");
  } else if (loan.balance > loan.principal) {
    tell(draft, BookTable::loans, row, "W-103", "balance above the principal lent");
  }
  if (loan.term_from_scenario) {
    loan.maturity = loan.origination;
  } else if (!own.bad(row) && loan.maturity <= loan.origination) {
    refuse(draft, {BookTable::loans, row}, own.column("maturity"), "B-205",
           "maturity " + to_iso(loan.maturity) + " is not after origination " +
               to_iso(loan.origination));
  }
  const std::optional<Date> as_of = draft.options.as_of;
  if (as_of && !own.bad(row) && loan.origination > *as_of) {
    tell(draft, BookTable::loans, row, "W-145",
         "loan that begins after the as-of date: its balance is not yet lent");
  }
}

void complete_asset(Draft& draft, std::uint32_t row) {
  const Column* status = draft.of(BookTable::assets).column("status");
  const auto& own = draft.of(BookTable::assets);
  if (status == nullptr || own.cells->at(row, status->at).text.empty()) {
    draft.book.assets[row].status = LegalStatus::unknown;
    tell(draft, BookTable::assets, row, "W-104",
         "right without legal status: no value until the register's extract is in the book");
  }
  const Asset& asset = draft.book.assets[row];
  const auto before_filing = [&](const std::optional<Date>& date, const char* name) {
    if (!asset.filing_date || !date || *asset.filing_date <= *date) return;
    refuse(draft, {BookTable::assets, row}, own.column(name), "B-206",
           std::string(name) + " " + to_iso(*date) + " is before filing_date " +
               to_iso(*asset.filing_date),
           "one of the two is of another right, or mistyped");
  };
  before_filing(asset.grant_date, "grant_date");
  before_filing(asset.expiry_date, "expiry_date");
  const std::optional<Date> as_of = draft.options.as_of;
  if (as_of && asset.grant_date && *asset.grant_date > *as_of) {
    tell(draft, BookTable::assets, row, "W-144",
         "right granted after the as-of date: no value before its grant");
  }
}

void parse_table(Draft& draft, BookTable table) {
  Table& own = draft.of(table);
  const auto rows = static_cast<std::uint32_t>(own.cells->rows());
  own.fault_of.assign(rows, 0);
  own.money_fen.reserve(rows * own.money_columns.size());
  // A row's cells are read in the order of the field table: the kind before its facts, the term
  // switch before the maturity.
  const Column* term = own.column("term_from_scenario");
  for (std::uint32_t row = 0; row < rows; ++row) {
    add_row(draft.book, table);
    if (term != nullptr) {
      const auto reading =
          read_cell(*term->field, term->unit, std::string(own.cells->at(row, term->at).text));
      if (reading.why.empty()) term->field->set(draft.book, row, reading.value);
    }
    for (const Column& column : own.columns) parse_cell(draft, table, row, column);
    if (table == BookTable::loans) complete_loan(draft, row);
    if (table == BookTable::assets) complete_asset(draft, row);
  }
}

}  // namespace

void parse_rows(Draft& draft) {
  for (std::uint8_t table = 0; table < kBookTables; ++table) {
    if (draft.tables[table].cells != nullptr) parse_table(draft, static_cast<BookTable>(table));
  }
}

}  // namespace draft

Result<BookReading> read_book(std::span<const TableCells> tables, const ReadOptions& options) {
  draft::Draft draft;
  draft.options = options;
  for (const TableCells& table : tables) draft.of(table.table).cells = table.cells;
  draft::resolve_headers(draft);
  if (!draft.errors.empty()) return draft.errors;
  draft.book.currency = draft.options.currency;
  draft.book.as_of = options.as_of;
  draft.book.unsecured_allowed = options.unsecured_allowed;
  draft::parse_rows(draft);
  draft::link_rows(draft);
  return draft::finish(draft);
}

}  // namespace pledgelab
