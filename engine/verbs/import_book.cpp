#include "engine/verbs/import_book.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "engine/formats/csv.hpp"
#include "engine/formats/digest.hpp"
#include "engine/formats/file.hpp"
#include "engine/formats/yaml.hpp"
#include "engine/verbs/project.hpp"
#include "engine/verbs/shipped.hpp"
#include "models/base/nearest.hpp"
#include "models/book/plausibility.hpp"
#include "models/book/wide.hpp"
#include "models/policy/lending.hpp"

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

struct TableText {
  BookTable table;
  NamedText text;
};

// A table with its digest; faults are added.
std::optional<Cells> take_table(NamedText text, ImportOutcome& outcome, Errors& errors) {
  outcome.hashes.push_back({"book", text.file, sha256_hex(text.text)});
  auto cells = parse_csv(std::move(text.text), text.file);
  if (!cells) {
    add_errors(errors, cells.errors());
    return std::nullopt;
  }
  const std::string& encoding = cells.value().encoding;
  if (outcome.encoding.find(encoding) == std::string::npos) {
    outcome.encoding += (outcome.encoding.empty() ? "" : ", ") + encoding;
  }
  return std::move(cells).value();
}

// A document with its digest; faults are added.
std::optional<Document> take_document(const std::string& what, const Result<NamedText>& text,
                                      const std::string& project, ImportOutcome& outcome,
                                      Errors& errors) {
  if (!text) {
    add_errors(errors, text.errors());
    return std::nullopt;
  }
  outcome.hashes.push_back(hashed(what, text.value(), project));
  auto document = parse_yaml(text.value().text, text.value().file);
  if (document) return std::move(document).value();
  add_errors(errors, document.errors());
  return std::nullopt;
}

Result<NamedText> text_of(const std::string& path) {
  auto bytes = read_file(path);
  if (!bytes) return bytes.errors();
  return NamedText{path, std::move(bytes).value()};
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

std::vector<TableText> folder_texts(const std::string& folder, Errors& errors) {
  std::vector<TableText> texts;
  std::error_code ignored;
  for (std::uint8_t i = 0; i < kBookTables; ++i) {
    const auto table = static_cast<BookTable>(i);
    const std::string path = (fs::path(folder) / (table_name(table) + ".csv")).string();
    if (!fs::exists(path, ignored)) continue;
    auto text = text_of(path);
    if (!text) add_errors(errors, text.errors());
    if (text) texts.push_back({table, std::move(text).value()});
  }
  return texts;
}

std::vector<TableText> sample_texts() {
  std::vector<TableText> texts;
  for (std::uint8_t i = 0; i < kBookTables; ++i) {
    const auto table = static_cast<BookTable>(i);
    const std::string path = "tests/data/sample-book/" + table_name(table) + ".csv";
    for (const ShippedFile& file : shipped_files()) {
      if (file.path == path) texts.push_back({table, {"shipped:" + path, std::string(file.text)}});
    }
  }
  return texts;
}

Result<BookReading> read_tables(std::vector<TableText> texts, const ReadOptions& options,
                                ImportOutcome& outcome, Errors errors) {
  std::array<std::optional<Cells>, kBookTables> cells;
  std::vector<TableCells> tables;
  for (TableText& each : texts) {
    auto& own = cells.at(static_cast<std::size_t>(each.table));
    own = take_table(std::move(each.text), outcome, errors);
    if (own) tables.push_back({each.table, &*own});
  }
  if (!errors.empty()) return errors;
  return read_book(tables, options);
}

Result<BookReading> read_folder(const std::string& folder, const ReadOptions& options,
                                ImportOutcome& outcome) {
  Errors errors;
  std::vector<TableText> texts = folder_texts(folder, errors);
  if (texts.empty() && errors.empty()) {
    return refusal(
        "B-111", folder, "the folder holds no table of a book",
        "a book is loans.csv, assets.csv, pledges.csv, or one wide CSV named as the path");
  }
  auto reading = read_tables(std::move(texts), options, outcome, std::move(errors));
  if (reading) tell_strangers(folder, reading.value().warnings);
  return reading;
}

Result<BookReading> read_sheet(const ImportRequest& request, const ReadOptions& options,
                               ImportOutcome& outcome) {
  Errors errors;
  std::optional<Cells> cells;
  auto text = text_of(request.path);
  if (!text) add_errors(errors, text.errors());
  if (text) cells = take_table(std::move(text).value(), outcome, errors);
  std::optional<ColumnMap> map;
  if (!request.map_path.empty()) {
    const auto document =
        take_document("map", text_of(request.map_path), request.project, outcome, errors);
    if (document) {
      auto read = read_map(*document);
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

Result<Plausibility> levels_of(const ImportRequest& request, ImportOutcome& outcome) {
  const bool named = !request.plausibility_path.empty();
  Errors errors;
  const auto document = take_document(
      "plausibility",
      named ? text_of(request.plausibility_path)
            : find_text(DocumentKind::lending_policy, "plausibility", request.project),
      request.project, outcome, errors);
  if (!document) return errors;
  return read_plausibility(*document);
}

// From which age on a value is told as old: the lending policy says it, once.
Result<int> appraisal_age_months(const ImportRequest& request) {
  const auto document = find_document(DocumentKind::lending_policy, "base", request.project);
  if (!document) return document.errors();
  const auto lending = read_lending_policy(document.value());
  if (!lending) return lending.errors();
  return lending.value().appraisal_age.months;
}

// The gate: what cannot be believed, or what is told.
Errors gate(const ImportRequest& request, const Plausibility& levels, BookReading& reading) {
  Errors doubts = implausible(reading.book.value, levels);
  const auto age = appraisal_age_months(request);
  if (!age) return age.errors();
  Errors warnings = plausibility_warnings(reading.book.value, levels, age.value());
  for (Error& doubt : doubts) doubt.origin.file = request.path;
  for (Error& warning : warnings) warning.origin.file = request.path;
  add_errors(reading.warnings, warnings);
  if (!request.believed) return doubts;
  add_errors(reading.warnings, doubts);
  return {};
}

Result<BookReading> read_any(const ImportRequest& request, const ReadOptions& options,
                             ImportOutcome& outcome) {
  std::error_code ignored;
  const bool folder = fs::is_directory(request.path, ignored);
  const bool sample = request.path == "sample" && !fs::exists(request.path, ignored);
  if (!folder && !sample) return read_sheet(request, options, outcome);
  if (!request.map_path.empty()) {
    return refusal("B-112", request.path, "a column map is for one wide CSV, and this is a folder",
                   "give the CSV's own path");
  }
  if (folder) return read_folder(request.path, options, outcome);
  return read_tables(sample_texts(), options, outcome, {});
}

}  // namespace

Result<ImportOutcome> import_book(const ImportRequest& request) {
  const auto options = options_of(request);
  if (!options) return options.errors();
  ImportOutcome outcome;
  auto reading = read_any(request, options.value(), outcome);
  if (!reading) return reading.errors();
  outcome.reading = std::move(reading).value();
  const auto levels = levels_of(request, outcome);
  if (!levels) return levels.errors();
  outcome.too_many_bad =
      over_limit(outcome.reading, request.max_bad ? *request.max_bad : levels.value().quarantined);
  const bool no_loan = outcome.too_many_bad && outcome.too_many_bad->code == "B-502";
  if (no_loan && request.rights_alone) outcome.too_many_bad.reset();
  if (outcome.too_many_bad) {
    outcome.too_many_bad->origin.file = request.path;
    if (outcome.too_many_bad->kind == ErrorKind::input) return *outcome.too_many_bad;
  }
  const Errors doubts = gate(request, levels.value(), outcome.reading);
  if (!doubts.empty()) return doubts;
  return outcome;
}

std::string digest_of(const ImportRequest& request, const ImportOutcome& outcome) {
  Sha256 digest;
  for (const HashedInput& input : outcome.hashes) {
    if (input.what == "book" || input.what == "map") {
      digest.add(input.what + " " + input.sha256 + "\n");
    }
  }
  digest.add("unit " + request.unit + "\n");
  digest.add("as_of " + (request.as_of ? to_iso(*request.as_of) : "") + "\n");
  return digest.hex();
}

}  // namespace pledgelab
