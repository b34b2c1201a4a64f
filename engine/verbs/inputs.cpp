#include "engine/verbs/inputs.hpp"

#include <algorithm>
#include <filesystem>
#include <list>
#include <system_error>

#include "engine/formats/csv.hpp"
#include "engine/formats/digest.hpp"
#include "engine/formats/file.hpp"
#include "engine/formats/yaml.hpp"
#include "engine/verbs/project.hpp"
#include "engine/verbs/shipped.hpp"
#include "models/scenario/read.hpp"

namespace pledgelab {
namespace {

namespace fs = std::filesystem;

struct BookText {
  BookTable table;
  NamedText text;
};

Result<std::vector<BookText>> folder_texts(const std::string& folder) {
  std::vector<BookText> texts;
  std::error_code ignored;
  for (std::uint8_t i = 0; i < kBookTables; ++i) {
    const auto table = static_cast<BookTable>(i);
    const std::string path = (fs::path(folder) / (table_name(table) + ".csv")).string();
    if (!fs::exists(path, ignored)) continue;
    auto bytes = read_file(path);
    if (!bytes) return bytes.errors();
    texts.push_back({table, {path, std::move(bytes).value()}});
  }
  return texts;
}

std::vector<BookText> sample_texts() {
  std::vector<BookText> texts;
  for (std::uint8_t i = 0; i < kBookTables; ++i) {
    const auto table = static_cast<BookTable>(i);
    const std::string path = "tests/data/sample-book/" + table_name(table) + ".csv";
    for (const ShippedFile& file : shipped_files()) {
      if (file.path == path) texts.push_back({table, {"shipped:" + path, std::string(file.text)}});
    }
  }
  return texts;
}

Result<std::vector<BookText>> book_texts(const std::string& book) {
  std::error_code ignored;
  if (fs::is_directory(book, ignored)) return folder_texts(book);
  if (book == "sample") return sample_texts();
  if (fs::exists(book, ignored)) {
    return Error{"I-104",
                 {book, 0, 0},
                 "is a file; a folder of CSV files was expected",
                 "name the folder that holds loans.csv, assets.csv, pledges.csv",
                 ErrorKind::input};
  }
  return Error{"I-102",
               {book, 0, 0},
               "there is no such folder",
               "--book FOLDER, or --book sample for the shipped sample book",
               ErrorKind::not_found};
}

Result<BookReading> read_texts(const std::vector<BookText>& texts, const InputsRequest& request,
                               std::vector<HashedInput>& hashes) {
  std::list<Cells> tables;
  std::vector<TableCells> cells;
  for (const BookText& one : texts) {
    auto parsed = parse_csv(one.text.text, one.text.file);
    if (!parsed) return parsed.errors();
    hashes.push_back({"book", one.text.file, sha256_hex(one.text.text)});
    tables.push_back(std::move(parsed).value());
    cells.push_back({one.table, &tables.back()});
  }
  ReadOptions options;
  options.as_of = request.as_of;
  return read_book(cells, options);
}

Result<Law> read_shipped_law(std::vector<HashedInput>& hashes) {
  std::vector<Document> documents;
  std::error_code ignored;
  std::vector<NamedText> texts;
  if (fs::is_directory("policies/law", ignored)) {
    for (const auto& entry : fs::directory_iterator("policies/law", ignored)) {
      if (entry.path().extension() != ".yaml") continue;
      auto bytes = read_file(entry.path().string());
      if (!bytes) return bytes.errors();
      texts.push_back({entry.path().string(), std::move(bytes).value()});
    }
  } else {
    for (const ShippedFile& file : shipped_files()) {
      if (file.path.rfind("policies/law/", 0) != 0) continue;
      texts.push_back({"shipped:" + std::string(file.path), std::string(file.text)});
    }
  }
  std::sort(texts.begin(), texts.end(),
            [](const NamedText& a, const NamedText& b) { return a.file < b.file; });
  for (const NamedText& text : texts) {
    auto document = parse_yaml(text.text, text.file);
    if (!document) return document.errors();
    hashes.push_back({"law", text.file, sha256_hex(text.text)});
    documents.push_back(std::move(document).value());
  }
  return read_law(documents);
}

const Control* loans_of(const BookReading& reading) {
  for (const Control& control : reading.controls) {
    if (control.table == "loans" && control.field.empty()) return &control;
  }
  return nullptr;
}

Outcome check_share_kept(const BookReading& reading, double most_bad_frac) {
  const Control* loans = loans_of(reading);
  if (loans == nullptr || loans->rows_in == 0) return Done{};
  const double bad =
      static_cast<double>(loans->rows_quarantined) / static_cast<double>(loans->rows_in);
  if (bad <= most_bad_frac && loans->rows_kept > 0) return Done{};
  Errors errors = {{"I-103",
                    {},
                    std::to_string(loans->rows_quarantined) + " of " +
                        std::to_string(loans->rows_in) + " loans are quarantined",
                    "mend the rows below, or raise --max-bad",
                    ErrorKind::quarantined}};
  for (std::size_t i = 0; i < reading.book.rejects.size() && i < 20; ++i) {
    errors.push_back(reading.book.rejects[i].error);
  }
  return errors;
}

}  // namespace

Result<Scenario> find_scenario(const std::string& name, std::vector<HashedInput>& hashes) {
  const auto text = find_text(DocumentKind::scenario, name);
  if (!text) return text.errors();
  hashes.push_back({"scenario", text.value().file, sha256_hex(text.value().text)});
  const auto document = parse_yaml(text.value().text, text.value().file);
  if (!document) return document.errors();
  auto scenario = read_scenario(document.value());
  if (!scenario) return scenario.errors();
  const Node* baseline = document.value().root.find("baseline");
  if (baseline == nullptr) {
    if (const Outcome good = check_levels(scenario.value()); !good) return good.errors();
    return scenario;
  }
  const auto base = find_scenario(baseline->text, hashes);
  if (!base) return base.errors();
  return merge_over(base.value(), scenario.value());
}

Result<Inputs> read_inputs(const InputsRequest& request) {
  if (!request.as_of) {
    return Error{"I-101",
                 {},
                 "the as-of date is always explicit",
                 "add --as-of 2026-09-30",
                 ErrorKind::input};
  }
  Inputs inputs;
  inputs.as_of = *request.as_of;
  const auto texts = book_texts(request.book);
  if (!texts) return texts.errors();
  auto reading = read_texts(texts.value(), request, inputs.hashes);
  if (!reading) return reading.errors();
  inputs.reading = std::move(reading).value();
  const Outcome kept = check_share_kept(inputs.reading, request.most_bad_frac);
  if (!kept) return kept.errors();
  auto scenario = find_scenario(request.scenario, inputs.hashes);
  if (!scenario) return scenario.errors();
  inputs.scenario = std::move(scenario).value();
  const auto text = find_text(DocumentKind::lending_policy, request.lending);
  if (!text) return text.errors();
  inputs.hashes.push_back({"lending", text.value().file, sha256_hex(text.value().text)});
  const auto document = parse_yaml(text.value().text, text.value().file);
  if (!document) return document.errors();
  auto lending = read_lending_policy(document.value());
  if (!lending) return lending.errors();
  inputs.lending = std::move(lending).value();
  auto law = read_shipped_law(inputs.hashes);
  if (!law) return law.errors();
  inputs.law = std::move(law).value();
  for (const Error& warning : inputs.reading.warnings) inputs.warnings.push_back(to_text(warning));
  return inputs;
}

}  // namespace pledgelab
