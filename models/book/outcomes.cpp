#include "models/book/outcomes.hpp"

#include <string>
#include <unordered_map>
#include <utility>

#include "models/base/nearest.hpp"
#include "models/book/cell.hpp"
#include "models/book/fields.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kMissingTold = 5;

struct OutcomeColumns {
  std::optional<std::size_t> loan_id, defaulted, loss, default_date;
  std::int64_t fen_per_unit = 100;
};

// One file being read; faults are told with their places, and reading goes on.
struct Reader {
  const Cells& cells;
  const Book& book;
  Errors errors = {};

  void fail(const char* code, const Cell& cell, std::string message, std::string hint = {}) {
    errors.push_back({code,
                      {cells.file, cell.line, cell.column},
                      std::move(message),
                      std::move(hint),
                      ErrorKind::input});
  }
};

std::string text_of(const Cell& cell) { return std::string(cell.text); }

std::vector<std::string> names_of(const Book& book) {
  return {"loan_id", "defaulted", "loss" + money_suffix(book.currency), "default_date"};
}

void take(Reader& reader, std::optional<std::size_t>& column, std::size_t at) {
  if (column) {
    const Cell& cell = reader.cells.header[at];
    reader.fail("B-601", cell, "the column '" + text_of(cell) + "' is given twice");
  }
  column = at;
}

void take_loss(Reader& reader, const CellUnit& unit, OutcomeColumns& columns, std::size_t at) {
  const Cell& cell = reader.cells.header[at];
  const std::string right = "loss" + money_suffix(reader.book.currency);
  take(reader, columns.loss, at);
  if (unit.kind != CellUnit::Kind::money) {
    reader.fail("B-602", cell, "the column '" + text_of(cell) + "' states no unit of money",
                "write " + right);
  } else if (unit.currency != reader.book.currency) {
    reader.fail("B-602", cell,
                "the column '" + text_of(cell) + "' is in " + unit.currency + ", the book in " +
                    reader.book.currency,
                "write " + right);
  } else {
    columns.fen_per_unit = unit.fen_per_unit;
  }
}

OutcomeColumns find_columns(Reader& reader) {
  OutcomeColumns columns;
  const std::vector<std::string> names = names_of(reader.book);
  for (std::size_t at = 0; at < reader.cells.width(); ++at) {
    const Cell& cell = reader.cells.header[at];
    const Header header = parse_header(cell.text);
    if (cell.text == names[0]) {
      take(reader, columns.loan_id, at);
    } else if (cell.text == names[1]) {
      take(reader, columns.defaulted, at);
    } else if (cell.text == names[3]) {
      take(reader, columns.default_date, at);
    } else if (header.name == "loss") {
      take_loss(reader, header.unit, columns, at);
    } else {
      reader.fail("B-601", cell, "the column '" + text_of(cell) + "' is not known",
                  suggestion(cell.text, names));
    }
  }
  const auto need = [&](const std::optional<std::size_t>& column, const std::string& name) {
    if (column) return;
    std::vector<std::string> there;
    for (const Cell& cell : reader.cells.header) there.push_back(text_of(cell));
    const std::uint32_t line = there.empty() ? 1 : reader.cells.header.front().line;
    reader.errors.push_back({"B-601",
                             {reader.cells.file, line, 0},
                             "the column '" + name + "' is missing",
                             suggestion(name, there),
                             ErrorKind::input});
  };
  need(columns.loan_id, names[0]);
  need(columns.defaulted, names[1]);
  need(columns.loss, names[2]);
  return columns;
}

Money read_loss(Reader& reader, const Cell& cell, std::int64_t fen_per_unit) {
  const auto loss = parse_money(text_of(cell), fen_per_unit);
  if (!loss) {
    reader.fail("B-604", cell, "'" + text_of(cell) + "' is no loss",
                "write plain digits, as 1234.50; 0 where nothing was lost");
    return {};
  }
  if (*loss < Money()) {
    reader.fail("B-604", cell, "the loss '" + text_of(cell) + "' is negative",
                "write what was lost after all that came back, 0 or more");
    return {};
  }
  return *loss;
}

bool read_defaulted(Reader& reader, const Cell& cell) {
  if (cell.text != "true" && cell.text != "false") {
    reader.fail("B-604", cell, "'" + text_of(cell) + "' says neither true nor false",
                "write true or false in the column defaulted");
  }
  return cell.text == "true";
}

void read_date(Reader& reader, const Cell& cell, const Loan& loan, LoanOutcome& outcome) {
  if (cell.text.empty()) return;
  outcome.default_date = parse_date(cell.text);
  if (!outcome.default_date) {
    reader.fail("B-604", cell, "'" + text_of(cell) + "' is no date", "write YYYY-MM-DD");
  } else if (!outcome.defaulted) {
    reader.fail("B-605", cell, "a default date without a default",
                "leave default_date empty, or write defaulted true");
  } else if (*outcome.default_date < loan.origination) {
    reader.fail(
        "B-605", cell,
        "the loan '" + loan.id + "' defaults before it was lent, on " + to_iso(loan.origination),
        "look at both dates");
  }
}

LoanOutcome read_row(Reader& reader, const OutcomeColumns& columns, std::size_t row,
                     const Loan& loan) {
  LoanOutcome outcome;
  outcome.defaulted = read_defaulted(reader, reader.cells.at(row, *columns.defaulted));
  const Cell& loss = reader.cells.at(row, *columns.loss);
  outcome.loss = read_loss(reader, loss, columns.fen_per_unit);
  if (!outcome.defaulted && outcome.loss > Money()) {
    reader.fail("B-605", loss, "the loan '" + loan.id + "' has a loss and no default",
                "write defaulted true, or a loss of 0");
  }
  if (columns.default_date) {
    read_date(reader, reader.cells.at(row, *columns.default_date), loan, outcome);
  }
  return outcome;
}

void tell_missing(Reader& reader, const std::vector<std::uint32_t>& line_of) {
  std::string named;
  std::size_t count = 0;
  for (std::size_t i = 0; i < line_of.size(); ++i) {
    if (line_of[i] != 0) continue;
    if (++count <= kMissingTold) named += (named.empty() ? "" : ", ") + reader.book.loans[i].id;
  }
  if (count == 0) return;
  reader.errors.push_back({"B-603",
                           {reader.cells.file, 0, 0},
                           std::to_string(count) + " loans of the book have no outcome: " + named +
                               (count > kMissingTold ? ", …" : ""),
                           "write a row for each; a loan that did not default is false with loss 0",
                           ErrorKind::input});
}

}  // namespace

Result<std::vector<LoanOutcome>> read_outcomes(const Cells& cells, const Book& book) {
  Reader reader{cells, book};
  const OutcomeColumns columns = find_columns(reader);
  if (!reader.errors.empty()) return reader.errors;
  std::unordered_map<std::string, std::size_t> loan_of;
  for (std::size_t i = 0; i < book.loans.size(); ++i) loan_of.emplace(book.loans[i].id, i);
  std::vector<LoanOutcome> outcomes(book.loans.size());
  std::vector<std::uint32_t> line_of(book.loans.size(), 0);
  for (std::size_t row = 0; row < cells.rows(); ++row) {
    const Cell& id = cells.at(row, *columns.loan_id);
    const auto found = loan_of.find(text_of(id));
    if (found == loan_of.end()) {
      reader.fail("B-603", id, "the book holds no loan '" + text_of(id) + "'",
                  "loans that the map leaves out or that are in quarantine have no outcome here");
      continue;
    }
    std::uint32_t& line = line_of[found->second];
    if (line != 0) {
      reader.fail("B-603", id, "the loan '" + text_of(id) + "' is given twice",
                  "first in line " + std::to_string(line));
      continue;
    }
    line = id.line;
    outcomes[found->second] = read_row(reader, columns, row, book.loans[found->second]);
  }
  tell_missing(reader, line_of);
  if (!reader.errors.empty()) return reader.errors;
  return outcomes;
}

}  // namespace pledgelab
