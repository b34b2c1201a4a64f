#include "engine/store/schema.hpp"

namespace pledgelab::sqlite {
namespace {

// Batches: one import each; the control totals are held by the table itself.
const char* const kBatches =
    "CREATE TABLE import_batches (\n"
    "  batch INTEGER PRIMARY KEY,\n"
    "  file TEXT NOT NULL,\n"
    "  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),\n"
    "  encoding TEXT NOT NULL,\n"
    "  recorded_at TEXT NOT NULL,\n"
    "  currency TEXT NOT NULL CHECK (length(currency) = 3),\n"
    "  as_of TEXT,\n"
    "  unsecured_allowed INTEGER NOT NULL CHECK (unsecured_allowed IN (0, 1)),\n"
    "  rows_in INTEGER NOT NULL CHECK (rows_in >= 0),\n"
    "  rows_kept INTEGER NOT NULL CHECK (rows_kept >= 0),\n"
    "  rows_quarantined INTEGER NOT NULL CHECK (rows_quarantined >= 0),\n"
    "  rows_excluded INTEGER NOT NULL CHECK (rows_excluded >= 0),\n"
    "  fen_in INTEGER NOT NULL,\n"
    "  fen_kept INTEGER NOT NULL,\n"
    "  fen_quarantined INTEGER NOT NULL,\n"
    "  fen_excluded INTEGER NOT NULL,\n"
    "  book_sha256 TEXT NOT NULL CHECK (length(book_sha256) = 64),\n"
    "  CHECK (rows_in = rows_kept + rows_quarantined + rows_excluded),\n"
    "  CHECK (fen_in = fen_kept + fen_quarantined + fen_excluded)\n"
    ") STRICT";
// A line of the account: a table's rows (field empty), or one money column of it.
const char* const kControls =
    "CREATE TABLE import_controls (\n"
    "  batch INTEGER NOT NULL REFERENCES import_batches (batch),\n"
    "  position INTEGER NOT NULL,\n"
    "  table_name TEXT NOT NULL,\n"
    "  field TEXT NOT NULL,\n"
    "  derived INTEGER NOT NULL CHECK (derived IN (0, 1)),\n"
    "  rows_in INTEGER NOT NULL,\n"
    "  rows_kept INTEGER NOT NULL,\n"
    "  rows_quarantined INTEGER NOT NULL,\n"
    "  rows_excluded INTEGER NOT NULL,\n"
    "  unreadable INTEGER NOT NULL,\n"
    "  fen_in INTEGER NOT NULL,\n"
    "  fen_kept INTEGER NOT NULL,\n"
    "  fen_quarantined INTEGER NOT NULL,\n"
    "  fen_excluded INTEGER NOT NULL,\n"
    "  PRIMARY KEY (batch, position),\n"
    "  CHECK (rows_in = rows_kept + rows_quarantined + rows_excluded),\n"
    "  CHECK (fen_in = fen_kept + fen_quarantined + fen_excluded)\n"
    ") STRICT, WITHOUT ROWID";
const char* const kQuarantine =
    "CREATE TABLE quarantine (\n"
    "  batch INTEGER NOT NULL REFERENCES import_batches (batch),\n"
    "  row_index INTEGER NOT NULL,\n"
    "  file TEXT NOT NULL,\n"
    "  line INTEGER NOT NULL,\n"
    "  position INTEGER NOT NULL,\n"
    "  code TEXT NOT NULL,\n"
    "  message TEXT NOT NULL,\n"
    "  hint TEXT NOT NULL,\n"
    "  raw TEXT NOT NULL,\n"
    "  at_stake_fen INTEGER NOT NULL,\n"
    "  PRIMARY KEY (batch, row_index)\n"
    ") STRICT, WITHOUT ROWID";
const char* const kRuns =
    "CREATE TABLE runs (\n"
    "  run TEXT NOT NULL PRIMARY KEY,\n"
    "  sequence INTEGER NOT NULL UNIQUE,\n"
    "  created TEXT NOT NULL,\n"
    "  manifest TEXT NOT NULL,\n"
    "  sha256 TEXT NOT NULL CHECK (length(sha256) = 64)\n"
    ") STRICT";
const char* const kRunTables =
    "CREATE TABLE run_tables (\n"
    "  run TEXT NOT NULL REFERENCES runs (run),\n"
    "  position INTEGER NOT NULL,\n"
    "  name TEXT NOT NULL,\n"
    "  content TEXT NOT NULL,\n"
    "  PRIMARY KEY (run, position),\n"
    "  UNIQUE (run, name)\n"
    ") STRICT, WITHOUT ROWID";

std::string word_list(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "'" : ", '") + word + "'";
  return list;
}

// A maturity is empty when the scenario supplies the term, though a file must give one of the two.
bool may_be_empty(const Field& field) {
  return !field.required || (field.table == BookTable::loans && field.name == "maturity");
}

std::string type_of(const Field& field) {
  switch (field.type) {
    case FieldType::text:
    case FieldType::word:
    case FieldType::reference:
    case FieldType::date:
      return "TEXT";
    case FieldType::number:
      return "REAL";
    case FieldType::money:
    case FieldType::share:
    case FieldType::rate:
    case FieldType::count:
    case FieldType::boolean:
      break;
  }
  return "INTEGER";
}

std::string check_of(const Field& field) {
  const std::string name = column_name(field);
  switch (field.type) {
    case FieldType::word:
      return name + " IN (" + word_list(*field.words) + ")";
    case FieldType::date:
      return name + " GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'";
    case FieldType::boolean:
      return name + " IN (0, 1)";
    case FieldType::share:
      return name + " BETWEEN 0 AND 1000000";
    default:
      return {};
  }
}

}  // namespace

std::string column_name(const Field& field) {
  switch (field.type) {
    case FieldType::money:
      return field.name + "_fen";
    case FieldType::share:
    case FieldType::rate:
      return field.name + "_ppm";
    default:
      return field.name;
  }
}

std::string book_table_sql(BookTable table, std::span<const Field> fields) {
  std::string columns =
      "  batch INTEGER NOT NULL REFERENCES import_batches (batch),\n  row_index INTEGER NOT "
      "NULL,\n";
  std::string keys = "  PRIMARY KEY (batch, row_index)";
  for (const Field& field : fields) {
    const std::string name = column_name(field);
    const std::string check = check_of(field);
    columns += "  " + name + " " + type_of(field);
    if (!may_be_empty(field)) columns += " NOT NULL";
    columns += (check.empty() ? "" : " CHECK (" + check + ")") + ",\n";
    if (field.name == "id") keys += ",\n  UNIQUE (batch, id)";
    if (field.type == FieldType::reference && field.target) {
      keys += ",\n  FOREIGN KEY (batch, " + name + ") REFERENCES " + table_name(*field.target) +
              " (batch, id)";
    }
  }
  return "CREATE TABLE " + table_name(table) + " (\n" + columns + keys +
         "\n) STRICT, WITHOUT ROWID";
}

std::vector<std::string> schema_sql() {
  std::vector<std::string> all{kBatches, kControls, kQuarantine};
  for (std::uint8_t i = 0; i < kBookTables; ++i) {
    const auto table = static_cast<BookTable>(i);
    all.push_back(book_table_sql(table, book_fields(table)));
  }
  all.emplace_back(kRuns);
  all.emplace_back(kRunTables);
  return all;
}

}  // namespace pledgelab::sqlite
