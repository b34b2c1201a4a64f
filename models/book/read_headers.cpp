// Headers to columns: which field, which unit, one currency.
#include <algorithm>

#include "models/base/nearest.hpp"
#include "models/book/draft.hpp"

namespace pledgelab {

const Field* match_field(std::span<const Field> fields, const std::string& name) {
  for (const Field& field : fields) {
    if (field.name == name || row_name(field.table) + "." + field.name == name) return &field;
  }
  for (const Field& field : fields) {
    const auto& all = field.synonyms;
    if (std::find(all.begin(), all.end(), name) != all.end()) return &field;
  }
  return nullptr;
}

namespace draft {
namespace {

using Kind = CellUnit::Kind;

struct Place {
  Draft& draft;
  BookTable table;
  const Cell& cell;

  void fail(const std::string& code, const std::string& message,
            const std::string& hint = {}) const {
    draft.errors.push_back({code,
                            {draft.of(table).cells->file, cell.line, cell.column},
                            message,
                            hint,
                            ErrorKind::input});
  }
};

void take_currency(const Place& place, CellUnit& unit) {
  std::string& currency = place.draft.options.currency;
  if (currency.empty()) currency = unit.currency;
  if (currency == unit.currency) return;
  place.fail(
      "B-106",
      "'" + std::string(place.cell.text) + "' is in " + unit.currency + ", the book in " + currency,
      "a book has one currency: split it, or convert before the import");
}

// The unit a column is read in; reports what does not fit.
CellUnit unit_of(const Place& place, const Field& field, CellUnit unit) {
  const std::string text(place.cell.text);
  if (unit.kind == Kind::unknown) {
    place.fail("B-105", "unknown unit '" + unit.text + "' of the column '" + text + "'",
               "money: yuan, wan, 元, 万元, usd …; rates: %, bp, frac");
    return unit;
  }
  if (field.type == FieldType::money) {
    if (unit.kind == Kind::none && place.draft.options.unit) unit = *place.draft.options.unit;
    if (unit.kind == Kind::none) {
      place.fail("B-104", "the money column '" + text + "' states no unit",
                 "write " + field.name + "_yuan or " + text + "(万元), or give --unit yuan|wan");
    } else if (unit.kind != Kind::money) {
      place.fail("B-107", "'" + unit.text + "' is no unit of money, in '" + text + "'");
    } else {
      take_currency(place, unit);
    }
    return unit;
  }
  const bool part = field.type == FieldType::rate || field.type == FieldType::share ||
                    field.name.ends_with("_frac");
  const bool fits = unit.kind == Kind::none || (unit.kind == Kind::neutral && !part) ||
                    (part && unit.kind != Kind::money && unit.kind != Kind::neutral);
  if (!fits) place.fail("B-107", "'" + unit.text + "' is no unit of " + field.name);
  return unit;
}

std::vector<std::string> names_of(BookTable table) {
  std::vector<std::string> names;
  for (const Field& field : book_fields(table)) names.push_back(header_name(field, "CNY"));
  return names;
}

void resolve_table(Draft& draft, BookTable table) {
  Table& own = draft.of(table);
  const auto fields = book_fields(table);
  for (std::size_t at = 0; at < own.cells->header.size(); ++at) {
    const Cell& cell = own.cells->header[at];
    const Place place{draft, table, cell};
    Header header = parse_header(cell.text);
    const Field* field = match_field(fields, header.name);
    if (field == nullptr) {
      place.fail("B-102", "unknown column '" + std::string(cell.text) + "' in " + table_name(table),
                 suggestion(cell.text, names_of(table)));
      continue;
    }
    if (own.column(field->name) != nullptr) {
      place.fail("B-103",
                 "'" + std::string(cell.text) + "' gives " + field->name + " a second time");
      continue;
    }
    own.columns.push_back({field, unit_of(place, *field, std::move(header.unit)), at});
  }
  std::sort(own.columns.begin(), own.columns.end(),
            [](const Column& a, const Column& b) { return a.field < b.field; });
  for (const Column& column : own.columns) {
    if (column.field->type == FieldType::money) own.money_columns.push_back(&column);
  }
}

void require_columns(Draft& draft, BookTable table) {
  Table& own = draft.of(table);
  const auto missing = [&](const std::string& name) {
    draft.errors.push_back({"B-101",
                            {own.cells->file, 1, 0},
                            table_name(table) + " lacks the column '" + name + "'",
                            "see tools/schemas/" + table_name(table) + ".csv for the header",
                            ErrorKind::input});
  };
  for (const Field& field : book_fields(table)) {
    const bool term = field.name == "maturity" && own.column("term_from_scenario") != nullptr;
    if (field.required && !term && own.column(field.name) == nullptr) missing(field.name);
  }
  if (table == BookTable::loans && own.column("principal") == nullptr &&
      own.column("balance") == nullptr) {
    missing("balance");
  }
}

void require_table(Draft& draft, BookTable table) {
  if (draft.of(table).cells != nullptr) return;
  draft.errors.push_back({"B-110",
                          {},
                          "the book has no " + table_name(table) + ".csv",
                          "loans, assets and pledges are required",
                          ErrorKind::input});
}

}  // namespace

const Column* Table::column(const std::string& name) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const Column& c) { return c.field->name == name; });
  return found == columns.end() ? nullptr : &*found;
}

void resolve_headers(Draft& draft) {
  require_table(draft, BookTable::loans);
  if (!draft.options.unsecured_allowed) {
    require_table(draft, BookTable::assets);
    require_table(draft, BookTable::pledges);
  }
  for (std::uint8_t table = 0; table < kBookTables; ++table) {
    if (draft.tables[table].cells == nullptr) continue;
    resolve_table(draft, static_cast<BookTable>(table));
    require_columns(draft, static_cast<BookTable>(table));
  }
  if (draft.options.currency.empty()) draft.options.currency = "CNY";
}

}  // namespace draft
}  // namespace pledgelab
