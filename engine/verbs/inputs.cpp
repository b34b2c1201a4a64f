#include "engine/verbs/inputs.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

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
    hashes.push_back(hashed("law", text, project));
    documents.push_back(std::move(document).value());
  }
  return read_law(documents);
}

Result<LendingPolicy> find_lending(const InputsRequest& request, std::vector<HashedInput>& hashes) {
  const auto text = find_text(DocumentKind::lending_policy, request.lending, request.project);
  if (!text) return text.errors();
  hashes.push_back(hashed("lending", text.value(), request.project));
  const auto document = parse_yaml(text.value().text, text.value().file);
  if (!document) return document.errors();
  return read_lending_policy(document.value());
}

Outcome take_stored_book(const InputsRequest& request, Inputs& inputs) {
  const std::pair<bool, const char*> reading[] = {{!request.map.empty(), "--map"},
                                                  {!request.unit.empty(), "--unit"},
                                                  {request.max_bad.has_value(), "--max-bad"},
                                                  {request.believed, "--believed"}};
  for (const auto& [given, option] : reading) {
    if (!given) continue;
    return Error{"I-103",
                 {},
                 std::string(option) + " is for reading a file, and no --book is given",
                 "add --book FILE.csv; the project's own book was read when it was imported",
                 ErrorKind::input};
  }
  auto stored = load_stored_book(request.project, *request.as_of, request.stored);
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
  own.rights_alone = request.rights_alone;
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

// One file, one key, however it was named.
std::string place_key(const std::string& file) {
  std::error_code fault;
  const fs::path whole = fs::canonical(file, fault);
  return fault ? file : whole.string();
}

Error circle(const Document& document, const Node& baseline) {
  return {"C-123", document.origin(baseline),
          "the baseline '" + baseline.text + "' stands, through its own baseline, on this scenario",
          "take one of them off: the last scenario of the row has no baseline", ErrorKind::input};
}

// `above`: the files that stand on this one, and itself.
Result<Scenario> lay_over_baseline(const Document& document, std::vector<HashedInput>& hashes,
                                   const std::string& project, std::vector<std::string>& above) {
  auto scenario = read_scenario(document);
  if (!scenario) return scenario.errors();
  const Node* baseline = document.root.find("baseline");
  if (baseline == nullptr) {
    if (const Outcome good = check_levels(scenario.value()); !good) return good.errors();
    return scenario;
  }
  const auto text = find_text(DocumentKind::scenario, baseline->text, project);
  if (!text) {
    Errors errors = text.errors();
    for (Error& error : errors) error.origin = document.origin(*baseline);
    return errors;
  }
  const std::string place = place_key(text.value().file);
  if (std::find(above.begin(), above.end(), place) != above.end()) {
    return circle(document, *baseline);
  }
  above.push_back(place);
  hashes.push_back(hashed("scenario", text.value(), project));
  const auto below = parse_yaml(text.value().text, text.value().file);
  if (!below) return below.errors();
  const auto base = lay_over_baseline(below.value(), hashes, project, above);
  if (!base) return base.errors();
  return merge_over(base.value(), scenario.value());
}

}  // namespace

Result<Scenario> find_scenario(const std::string& name, std::vector<HashedInput>& hashes,
                               const std::string& project) {
  const auto text = find_text(DocumentKind::scenario, name, project);
  if (!text) return text.errors();
  hashes.push_back(hashed("scenario", text.value(), project));
  const auto document = parse_yaml(text.value().text, text.value().file);
  if (!document) return document.errors();
  return whole_scenario(document.value(), hashes, project);
}

Result<Scenario> whole_scenario(const Document& document, std::vector<HashedInput>& hashes,
                                const std::string& project) {
  std::vector<std::string> above = {place_key(document.file)};
  return lay_over_baseline(document, hashes, project, above);
}

Result<Inputs> read_inputs(const InputsRequest& request) {
  if (!request.as_of) {
    return Error{"I-101",
                 {},
                 "the as-of date is always explicit",
                 "add --as-of 2026-09-30",
                 ErrorKind::input};
  }
  if (const Outcome there = need_project(request.project); !there) return there.errors();
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
