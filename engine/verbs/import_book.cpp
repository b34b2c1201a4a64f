#include "engine/verbs/import_book.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "engine/formats/csv.hpp"
#include "engine/formats/digest.hpp"
#include "engine/formats/file.hpp"
#include "engine/formats/yaml.hpp"
#include "engine/verbs/shipped.hpp"
#include "models/base/nearest.hpp"
#include "models/book/plausibility.hpp"
#include "models/book/wide.hpp"

namespace pledgelab {
namespace {

namespace fs = std::filesystem;

Error refusal(const std::string& code, const std::string& path, const std::string& message,
              const std::string& hint) {
  return {code, {path, 0, 0}, message, hint, ErrorKind::input};
}

void add_errors(Errors& errors, const Errors& more) {
  errors.insert(errors.end(), more.begin(), more.end());
}

// One CSV with its digest; faults are added.
std::optional<Cells> read_table(const std::string& path, ImportOutcome& outcome, Errors& errors) {
  auto bytes = read_file(path);
  if (!bytes) {
    add_errors(errors, bytes.errors());
    return std::nullopt;
  }
  const std::string digest = sha256_hex(bytes.value());
  auto cells = parse_csv(std::move(bytes).value(), path);
  if (!cells) {
    add_errors(errors, cells.errors());
    return std::nullopt;
  }
  outcome.files.push_back({path, digest, cells.value().encoding});
  return std::move(cells).value();
}

// Files of the folder that are no table of ours: told, with the name they are near to.
void tell_strangers(const std::string& folder, Errors& warnings) {
  std::vector<std::string> known;
  for (std::uint8_t table = 0; table < kBookTables; ++table) {
    known.push_back(table_name(static_cast<BookTable>(table)) + ".csv");
  }
  std::vector<std::string> strangers;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".csv") continue;
    if (std::find(known.begin(), known.end(), name) == known.end()) strangers.push_back(name);
  }
  std::sort(strangers.begin(), strangers.end());
  for (const std::string& name : strangers) {
    const std::string near = nearest_word(name, known);
    warnings.push_back({"W-150",
                        {folder + "/" + name, 0, 0},
                        "this file is not read: the book has no such table",
                        near.empty() ? "" : "did you mean '" + near + "'?",
                        ErrorKind::input});
  }
}

Result<BookReading> read_folder(const std::string& folder, const ReadOptions& options,
                                ImportOutcome& outcome) {
  Errors errors;
  std::array<std::optional<Cells>, kBookTables> cells;
  std::size_t found = 0;
  for (std::uint8_t table = 0; table < kBookTables; ++table) {
    const std::string path = folder + "/" + table_name(static_cast<BookTable>(table)) + ".csv";
    if (!fs::exists(path)) continue;
    ++found;
    cells[table] = read_table(path, outcome, errors);
  }
  if (found == 0) {
    return refusal(
        "B-111", folder, "the folder holds no table of a book",
        "a book is loans.csv, assets.csv, pledges.csv, or one wide CSV named as the path");
  }
  if (!errors.empty()) return errors;
  std::vector<TableCells> tables;
  for (std::uint8_t table = 0; table < kBookTables; ++table) {
    if (cells[table]) tables.push_back({static_cast<BookTable>(table), &*cells[table]});
  }
  auto reading = read_book(tables, options);
  if (reading) tell_strangers(folder, reading.value().warnings);
  return reading;
}

Result<BookReading> read_sheet(const ImportRequest& request, const ReadOptions& options,
                               ImportOutcome& outcome) {
  Errors errors;
  const auto cells = read_table(request.path, outcome, errors);
  std::optional<ColumnMap> map;
  if (!request.map_path.empty()) {
    const auto document = read_yaml(request.map_path);
    if (!document) add_errors(errors, document.errors());
    if (document) {
      auto read = read_map(document.value());
      if (!read) add_errors(errors, read.errors());
      if (read) map = std::move(read).value();
    }
  }
  if (!errors.empty()) return errors;
  return read_wide(*cells, map ? &*map : nullptr, options);
}

Result<ReadOptions> options_of(const ImportRequest& request) {
  ReadOptions options;
  options.as_of = request.as_of;
  if (request.unit.empty()) return options;
  const CellUnit unit = parse_unit(request.unit);
  if (unit.kind != CellUnit::Kind::money) {
    const std::vector<std::string> words = {"yuan", "wan", "yi", "fen", "usd"};
    return refusal("B-105", {}, "--unit '" + request.unit + "' is no unit of money",
                   suggestion(request.unit, words));
  }
  options.unit = unit;
  return options;
}

Result<Document> shipped_levels() {
  const std::string path = "policies/lending/plausibility.yaml";
  for (const ShippedFile& file : shipped_files()) {
    if (file.path == path) return parse_yaml(std::string(file.text), path);
  }
  return refusal("B-113", path, "the program carries no plausibility levels", "give their path");
}

// The gate: what cannot be believed, or what is told.
Errors gate(const ImportRequest& request, BookReading& reading) {
  const auto document =
      request.plausibility_path.empty() ? shipped_levels() : read_yaml(request.plausibility_path);
  if (!document) return document.errors();
  const auto levels = read_plausibility(document.value());
  if (!levels) return levels.errors();
  Errors doubts = implausible(reading.book.value, levels.value());
  for (Error& doubt : doubts) doubt.origin.file = request.path;
  add_errors(reading.warnings, plausibility_warnings(reading.book.value, levels.value()));
  if (!request.believed) return doubts;
  add_errors(reading.warnings, doubts);
  return {};
}

}  // namespace

Result<ImportOutcome> import_book(const ImportRequest& request) {
  const auto options = options_of(request);
  if (!options) return options.errors();
  ImportOutcome outcome;
  std::error_code ignored;
  const bool folder = fs::is_directory(request.path, ignored);
  if (folder && !request.map_path.empty()) {
    return refusal("B-112", request.path, "a column map is for one wide CSV, and this is a folder",
                   "give the CSV's own path");
  }
  auto reading = folder ? read_folder(request.path, options.value(), outcome)
                        : read_sheet(request, options.value(), outcome);
  if (!reading) return reading.errors();
  outcome.reading = std::move(reading).value();
  const Errors doubts = gate(request, outcome.reading);
  if (!doubts.empty()) return doubts;
  outcome.too_many_bad = request.max_bad && outcome.reading.book.rejects.size() > *request.max_bad;
  return outcome;
}

}  // namespace pledgelab
