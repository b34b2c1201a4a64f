// A wide sheet's rows: which are for us, totals, cells repaired and read.
#include <algorithm>
#include <charconv>

#include "models/book/repair.hpp"
#include "models/book/sheet.hpp"
#include "models/book/trade_words.hpp"

namespace pledgelab::sheet {
namespace {

std::optional<double> number_of(const std::string& text) {
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool passes(const RowFilter& filter, const std::string& text) {
  const auto equal = [&](const std::string& value) {
    const auto a = number_of(text);
    const auto b = number_of(value);
    return a && b ? *a == *b : text == value;
  };
  const bool any = std::any_of(filter.values.begin(), filter.values.end(), equal);
  const auto own = number_of(text);
  const auto other = number_of(filter.values.front());
  const bool numbers = own && other;
  switch (filter.test) {
    case RowFilter::Test::eq:
    case RowFilter::Test::in:
      return any;
    case RowFilter::Test::ne:
      return !any;
    case RowFilter::Test::lt:
      return numbers && *own < *other;
    case RowFilter::Test::le:
      return numbers && *own <= *other;
    case RowFilter::Test::gt:
      return numbers && *own > *other;
    case RowFilter::Test::ge:
      return numbers && *own >= *other;
  }
  return false;
}

bool filtered_out(const Sheet& sheet, std::size_t row) {
  for (std::size_t at = 0; at < sheet.filters.size(); ++at) {
    if (!passes(sheet.map.where[at], trim(sheet.cells.at(row, sheet.filters[at]).text)))
      return true;
  }
  return false;
}

bool blank(const Sheet& sheet, std::size_t row) {
  for (std::size_t at = 0; at < sheet.cells.width(); ++at) {
    if (!sheet.dropped[at] && !trim(half_width(sheet.cells.at(row, at).text)).empty()) return false;
  }
  return true;
}

// The first cell that names a total, or null.
const Cell* total_cell(const Sheet& sheet, std::size_t row) {
  for (std::size_t at = 0; at < sheet.cells.width(); ++at) {
    if (!sheet.dropped[at] && names_total(sheet.cells.at(row, at).text)) {
      return &sheet.cells.at(row, at);
    }
  }
  return nullptr;
}

// The cell a binding reads in a row: its own, or where that is empty the map's `else`.
const Cell& cell_of(Sheet& sheet, const Binding& binding, std::size_t row, bool tell) {
  const Cell& own = sheet.cells.at(row, binding.at);
  if (!binding.otherwise || !trim(half_width(own.text)).empty()) return own;
  const Cell& other = sheet.cells.at(row, *binding.otherwise);
  if (tell) {
    sheet.tell(own, "W-122",
               "column '" + std::string(sheet.cells.header[binding.at].text) + "' is empty: '" +
                   std::string(sheet.cells.header[*binding.otherwise].text) + "' is taken");
  }
  return other;
}

// One cell repaired, its words translated, and read. Repairs are told.
CellReading take(Sheet& sheet, const Binding& binding, const Cell& cell, bool tell) {
  Repaired repaired = repair_cell(*binding.field, cell.text);
  const std::string header(sheet.cells.header[binding.at].text);
  for (const std::string& repair : repaired.repairs) {
    if (!tell) break;
    const bool month = repair.starts_with("month");
    sheet.tell(cell, month ? "W-121" : "W-120", "column '" + header + "': " + repair);
  }
  for (const std::string& doubt : repaired.doubts) {
    if (tell) sheet.tell(cell, "W-134", "column '" + header + "': " + doubt);
  }
  for (const ColumnMap::Word& word : sheet.map.words) {
    if (word.field == binding.field && word.from == repaired.text) repaired.text = word.to;
  }
  const CellUnit& unit = repaired.unit ? *repaired.unit : binding.unit;
  if (binding.field->type == FieldType::money && !repaired.text.empty()) {
    if (unit.kind == CellUnit::Kind::none) {
      return {{}, "the amount '" + repaired.text + "' states no unit", "B-104"};
    }
    if (unit.currency != sheet.options.currency) {
      return {{},
              "'" + std::string(cell.text) + "' is in " + unit.currency + ", the book in " +
                  sheet.options.currency,
              "a book has one currency"};
    }
  }
  return read_cell(*binding.field, unit, repaired.text);
}

std::vector<std::optional<std::int64_t>> amounts(Sheet& sheet, std::size_t row) {
  std::vector<std::optional<std::int64_t>> fen;
  for (const Binding& binding : sheet.money) {
    const CellReading reading = take(sheet, binding, cell_of(sheet, binding, row, false), false);
    if (const auto* money = std::get_if<Money>(&reading.value)) {
      fen.emplace_back(money->fen());
    } else {
      fen.push_back(reading.why.empty() ? std::optional<std::int64_t>(0) : std::nullopt);
    }
  }
  return fen;
}

void check_total(Sheet& sheet, const Cell& cell,
                 const std::vector<std::optional<std::int64_t>>& fen) {
  const bool sub = names_subtotal(cell.text);
  std::string wrong;
  std::size_t agreeing = 0;
  for (std::size_t at = 0; at < sheet.money.size(); ++at) {
    if (!fen[at] || *fen[at] == 0) continue;
    const Sums& sums = sheet.sums[at];
    const std::int64_t rows = sub ? sums.since : sums.all;
    const std::int64_t once = sub ? sums.since_once : sums.once;
    if (*fen[at] == rows || *fen[at] == once) {
      ++agreeing;
      continue;
    }
    wrong += "; '" + std::string(sheet.cells.header[sheet.money[at].at].text) + "' says " +
             to_decimal(Money::of_fen(*fen[at])) + ", its rows sum to " +
             to_decimal(Money::of_fen(rows)) +
             (once == rows ? "" : " (each thing once: " + to_decimal(Money::of_fen(once)) + ")");
    if (sums.unreadable > 0) {
      wrong += ", " + std::to_string(sums.unreadable) + " of its amounts cannot be read";
    }
  }
  const std::string what = "totals row '" + trim(half_width(cell.text)) + "' excluded";
  if (wrong.empty()) {
    sheet.tell(cell, "W-130",
               what + ": " + std::to_string(agreeing) + " amounts agree with the rows");
  } else {
    sheet.tell(cell, "W-131", what + wrong + "; " + std::to_string(agreeing) + " amounts agree");
  }
  for (Sums& sums : sheet.sums) sums.since = sums.since_once = 0;
}

// What an amount of the table is of; empty: of its row alone.
std::string thing_of(BookTable table, Slots& slots) {
  const auto first = [&](const char* id, const char* other) {
    return slots.of(id).empty() ? slots.of(other) : slots.of(id);
  };
  switch (table) {
    case BookTable::loans:
      return slots.of("loan.id");
    case BookTable::borrowers:
      return first("borrower.id", "borrower.name");
    case BookTable::lenders:
      return first("lender.id", "lender.name");
    case BookTable::assets:
    case BookTable::appraisals:
      return first("asset.id", "asset.number");
    case BookTable::pledges:
      return {};
  }
  return {};
}

// Adds a row's amounts to the sums that totals rows are held against.
void add_to_sums(Sheet& sheet, const std::vector<std::optional<std::int64_t>>& fen, Slots& slots) {
  for (std::size_t at = 0; at < fen.size(); ++at) {
    Sums& sums = sheet.sums[at];
    if (!fen[at]) {
      ++sums.unreadable;
      continue;
    }
    const std::string thing = thing_of(sheet.money[at].field->table, slots);
    const bool fresh = thing.empty() || *fen[at] == 0 || sums.seen.insert(thing).second;
    sums.all += *fen[at];
    sums.since += *fen[at];
    if (fresh) sums.once += *fen[at];
    if (fresh) sums.since_once += *fen[at];
  }
}

bool applies(const Field& field, const Slots& slots) {
  if (field.kinds.empty()) return true;
  const std::string& kind =
      slots.text[static_cast<std::size_t>(find_field("asset.kind") - book_fields().data())];
  return std::any_of(field.kinds.begin(), field.kinds.end(), [&](AssetKind own) {
    return (*find_field("asset.kind")->words)[static_cast<std::size_t>(own)] == kind;
  });
}

// One column may feed a fact of each kind of right (分类号): only the row's own kind takes it.
bool another_takes(const Sheet& sheet, const Binding& binding, const Slots& slots) {
  return std::any_of(sheet.bindings.begin(), sheet.bindings.end(), [&](const Binding& other) {
    return other.at == binding.at && other.field != binding.field && applies(*other.field, slots);
  });
}

// How often something is paid, where the way of repayment says it and no column does.
void take_interval(Sheet& sheet, const Cell& cell, Slots& slots) {
  const int months = payment_interval_of(cell.text);
  if (months == 0 || sheet.bound("loan.payment_interval_months")) return;
  slots.of("loan.payment_interval_months") = std::to_string(months);
  sheet.tell(cell, "W-135",
             "months between payments are taken from the way of repayment (按月, 按季 …)");
}

void read_row(Sheet& sheet, std::size_t row, Slots& slots) {
  for (const ColumnMap::Constant& constant : sheet.map.constants) {
    slots.of(constant.field) = cell_text(constant.value);
  }
  for (const Binding& binding : sheet.bindings) {
    const Cell& cell = cell_of(sheet, binding, row, true);
    slots.column[static_cast<std::size_t>(binding.field - book_fields().data())] = cell.column;
    if (!applies(*binding.field, slots) && another_takes(sheet, binding, slots)) continue;
    const CellReading reading = take(sheet, binding, cell, true);
    const Origin origin{sheet.cells.file, cell.line, cell.column};
    if (reading.hint == "B-104") {
      slots.faults.push_back({"B-104", origin, reading.why,
                              "write the header as " +
                                  std::string(sheet.cells.header[binding.at].text) +
                                  "(万元), or give --unit yuan|wan",
                              ErrorKind::input});
    } else if (!reading.why.empty()) {
      slots.faults.push_back({"B-201", origin, reading.why, reading.hint, ErrorKind::input});
    } else {
      slots.of(binding.field) = cell_text(reading.value);
      if (binding.field->name == "repayment") take_interval(sheet, cell, slots);
    }
  }
}

// Amounts of columns that no field takes are named with their sum, that none goes unseen.
void tell_unread_money(Sheet& sheet) {
  const Field& any = *find_field("loan.balance");
  for (const std::size_t at : sheet.unread_money) {
    const CellUnit unit = parse_header(sheet.cells.header[at].text).unit;
    std::size_t count = 0;
    Money sum;
    for (std::size_t row = 0; row < sheet.cells.rows(); ++row) {
      if (sheet.rows[row].fate == Fate::excluded) continue;
      const std::string text = repair_cell(any, sheet.cells.at(row, at).text).text;
      const auto amount = text.empty() ? std::nullopt : parse_money(text, unit.fen_per_unit);
      if (!amount || *amount == Money()) continue;
      ++count;
      sum += *amount;
    }
    const Cell& cell = sheet.cells.header[at];
    sheet.tell(cell, "W-126",
               "column '" + std::string(cell.text) + "' is not read: " + std::to_string(count) +
                   " amounts, " + to_decimal(sum) + " " + unit.currency +
                   " in all, what rows repeat counted each time");
  }
}

void reject(Sheet& sheet, std::size_t row, const Slots& slots) {
  Reject out{slots.faults.front(), {}, 0};
  for (std::size_t at = 1; at < slots.faults.size(); ++at) {
    out.error.message += "; " + slots.faults[at].message;
  }
  sheet.rows[row].fate = Fate::quarantined;
  sheet.rows[row].reject = std::move(out);
}

}  // namespace

void read_rows(Sheet& sheet) {
  // The kind is read before the facts that depend on it.
  std::sort(sheet.bindings.begin(), sheet.bindings.end(),
            [](const Binding& a, const Binding& b) { return a.field < b.field; });
  sheet.sums.assign(sheet.money.size(), {});
  sheet.rows.assign(sheet.cells.rows(), {});
  const std::size_t fields = book_fields().size();
  for (std::size_t row = 0; row < sheet.cells.rows(); ++row) {
    const Cell& first = sheet.cells.at(row, 0);
    const auto fen = amounts(sheet, row);
    sheet.money_fen.insert(sheet.money_fen.end(), fen.begin(), fen.end());
    const Cell* total = total_cell(sheet, row);
    if (total != nullptr || blank(sheet, row) || filtered_out(sheet, row)) {
      sheet.rows[row].fate = Fate::excluded;
      if (total != nullptr) {
        check_total(sheet, *total, fen);
      } else {
        const bool empty = blank(sheet, row);
        sheet.tell(first, empty ? "W-132" : "W-133",
                   empty ? "blank row excluded" : "row excluded by the map's 'where'");
      }
      continue;
    }
    Slots slots{std::vector<std::string>(fields), std::vector<std::size_t>(fields, 0), {}};
    read_row(sheet, row, slots);
    add_to_sums(sheet, fen, slots);
    if (slots.faults.empty()) cut(sheet, row, slots);
    if (!slots.faults.empty()) reject(sheet, row, slots);
  }
  tell_unread_money(sheet);
}

}  // namespace pledgelab::sheet
