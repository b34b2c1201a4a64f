#include "engine/verbs/inputs.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "engine/formats/digest.hpp"
#include "engine/formats/file.hpp"
#include "engine/formats/yaml.hpp"
#include "engine/verbs/project.hpp"
#include "engine/verbs/shipped.hpp"
#include "engine/verbs/stored_book.hpp"
#include "models/scenario/read.hpp"

namespace pledgelab {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kRejectsTold = 20;

// Law texts of the project's policies/law, else those shipped; in the order of their names.
Result<std::vector<NamedText>> law_texts(const std::string& project) {
  std::vector<NamedText> texts;
  std::error_code ignored;
  const fs::path folder = (fs::path(project) / "policies/law").lexically_normal();
  if (fs::is_directory(folder, ignored)) {
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
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
  return texts;
}

Result<Law> find_law(const std::string& project, std::vector<HashedInput>& hashes) {
  const auto texts = law_texts(project);
  if (!texts) return texts.errors();
  std::vector<Document> documents;
  for (const NamedText& text : texts.value()) {
    auto document = parse_yaml(text.text, text.file);
    if (!document) return document.errors();
    hashes.push_back({"law", text.file, sha256_hex(text.text)});
    documents.push_back(std::move(document).value());
  }
  return read_law(documents);
}

Result<LendingPolicy> find_lending(const InputsRequest& request, std::vector<HashedInput>& hashes) {
  const auto text = find_text(DocumentKind::lending_policy, request.lending, request.project);
  if (!text) return text.errors();
  hashes.push_back({"lending", text.value().file, sha256_hex(text.value().text)});
  const auto document = parse_yaml(text.value().text, text.value().file);
  if (!document) return document.errors();
  return read_lending_policy(document.value());
}

Outcome take_stored_book(const InputsRequest& request, Inputs& inputs) {
  if (!request.map.empty() || !request.unit.empty()) {
    return Error{"I-103",
                 {},
                 "--map and --unit are for a file, and no --book is given",
                 "add --book FILE.csv; the project's own book was read when it was imported",
                 ErrorKind::input};
  }
  auto stored = load_stored_book(request.project, *request.as_of);
  if (!stored) return stored.errors();
  inputs.reading = std::move(stored.value().reading);
  inputs.hashes.push_back(std::move(stored.value().hash));
  return Done{};
}

Outcome take_book(const InputsRequest& request, Inputs& inputs) {
  if (request.book.empty()) return take_stored_book(request, inputs);
  ImportRequest own;
  own.path = request.book;
  own.map_path = request.map;
  own.unit = request.unit;
  own.as_of = request.as_of;
  own.max_bad = request.max_bad;
  own.believed = request.believed;
  own.project = request.project;
  auto read = import_book(own);
  if (!read) return read.errors();
  ImportOutcome& outcome = read.value();
  if (outcome.too_many_bad) {
    Errors errors = {*outcome.too_many_bad};
    const auto& rejects = outcome.reading.book.rejects;
    for (std::size_t i = 0; i < std::min(rejects.size(), kRejectsTold); ++i) {
      errors.push_back(rejects[i].error);
    }
    return errors;
  }
  inputs.reading = std::move(outcome.reading);
  inputs.hashes = std::move(outcome.hashes);
  return Done{};
}

}  // namespace

Result<Scenario> find_scenario(const std::string& name, std::vector<HashedInput>& hashes,
                               const std::string& project) {
  const auto text = find_text(DocumentKind::scenario, name, project);
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
  const auto base = find_scenario(baseline->text, hashes, project);
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
  if (const Outcome taken = take_book(request, inputs); !taken) return taken.errors();
  auto scenario = find_scenario(request.scenario, inputs.hashes, request.project);
  if (!scenario) return scenario.errors();
  inputs.scenario = std::move(scenario).value();
  const std::string& currency = inputs.scenario.currency;
  if (!currency.empty() && currency != inputs.book().currency) {
    return Error{"I-104",
                 {},
                 "the book is in " + inputs.book().currency + ", the scenario '" +
                     request.scenario + "' in " + currency,
                 "give a scenario in the book's currency: --scenario NAME",
                 ErrorKind::input};
  }
  auto lending = find_lending(request, inputs.hashes);
  if (!lending) return lending.errors();
  inputs.lending = std::move(lending).value();
  auto law = find_law(request.project, inputs.hashes);
  if (!law) return law.errors();
  inputs.law = std::move(law).value();
  for (const Error& warning : inputs.reading.warnings) inputs.warnings.push_back(to_text(warning));
  for (std::string& warning : calendar_warnings(inputs.law, inputs.book(), inputs.as_of)) {
    inputs.warnings.push_back(std::move(warning));
  }
  return inputs;
}

}  // namespace pledgelab
