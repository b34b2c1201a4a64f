#include "engine/verbs/check.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "engine/formats/file.hpp"
#include "engine/formats/yaml.hpp"
#include "engine/verbs/inputs.hpp"
#include "engine/verbs/project.hpp"
#include "engine/verbs/shipped.hpp"
#include "models/base/nearest.hpp"
#include "models/book/map.hpp"
#include "models/book/plausibility.hpp"
#include "models/offer/offer_terms.hpp"
#include "models/offer/transfer_law.hpp"
#include "models/policy/law.hpp"
#include "models/policy/lending.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/quality/index_policy.hpp"
#include "models/sample/read.hpp"
#include "models/sharing/lint.hpp"

namespace pledgelab {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kSchemas = {"policy/1", "lending/1",  "scenario/1", "law/1",
                                           "offer/1",  "transfer/1", "sample/1",   "plausibility/1",
                                           "map/1",    "quality/1"};

template <class T>
Errors errors_of(const Result<T>& result) {
  return result.ok() ? Errors{} : result.errors();
}

// A scenario laid on another is whole only together with it.
Errors check_scenario(const Document& document) {
  std::vector<HashedInput> unused;
  return errors_of(whole_scenario(document, unused));
}

Errors check_by_schema(const Document& document, const std::string& schema) {
  if (schema == "scenario/1") return check_scenario(document);
  if (schema == "lending/1") return errors_of(read_lending_policy(document));
  if (schema == "plausibility/1") return errors_of(read_plausibility(document));
  if (schema == "quality/1") return errors_of(read_index_policy(document));
  if (schema == "offer/1") return errors_of(read_offer_terms(document));
  if (schema == "transfer/1") return errors_of(read_transfer_law(document));
  if (schema == "map/1") return errors_of(read_map(document));
  if (schema == "sample/1") return errors_of(read_sample(document));
  if (schema == "law/1") return errors_of(read_law({&document, 1}));
  return {{"Y-206", document.origin(document.root), "unknown schema '" + schema + "'",
           suggestion(schema, kSchemas), ErrorKind::input}};
}

CheckedFile check_text(const NamedText& named) {
  CheckedFile checked{named.file, {}, {}, {}, {}};
  const auto document = parse_yaml(named.text, named.file);
  if (!document) {
    checked.errors = document.errors();
    return checked;
  }
  const Node& root = document.value().root;
  if (const Node* id = root.find("id")) checked.id = id->text;
  const Node* schema = root.find("schema");
  if (schema == nullptr) {
    checked.errors = {{"K-102", document.value().origin(root), "the file states no schema",
                       "begin it with, for instance, schema: policy/1", ErrorKind::input}};
    return checked;
  }
  checked.schema = schema->text;
  if (schema->text == "policy/1") {
    const auto policy = read_sharing_policy(document.value());
    checked.errors = errors_of(policy);
    if (policy.ok()) checked.findings = lint_policy(policy.value());
    return checked;
  }
  checked.errors = check_by_schema(document.value(), schema->text);
  return checked;
}

std::vector<std::string> yaml_files(const fs::path& folder) {
  std::vector<std::string> files;
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
    const auto extension = entry.path().extension();
    if (extension == ".yaml" || extension == ".yml") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<CheckedFile> check_shipped() {
  std::vector<CheckedFile> all;
  for (const ShippedFile& file : shipped_files()) {
    if (fs::path(file.path).extension() != ".yaml") continue;
    all.push_back(check_text({"shipped:" + std::string(file.path), std::string(file.text)}));
  }
  return all;
}

constexpr std::array kKinds = {DocumentKind::sharing_policy, DocumentKind::lending_policy,
                               DocumentKind::scenario,       DocumentKind::index_policy,
                               DocumentKind::offer_terms,    DocumentKind::transfer_law};

// Every document of the project, else of the shipped, that bears the name.
Result<std::vector<NamedText>> find_named(const std::string& name) {
  std::vector<NamedText> found;
  std::vector<std::string> known;
  for (const DocumentKind kind : kKinds) {
    auto text = find_text(kind, name);
    if (text) {
      found.push_back(std::move(text).value());
      continue;
    }
    if (text.errors().front().kind != ErrorKind::not_found) return text.errors();
    const auto names = known_names(kind);
    known.insert(known.end(), names.begin(), names.end());
  }
  if (!found.empty()) return found;
  return Error{"J-102",
               {},
               "no file, folder, policy or scenario '" + name + "'",
               suggestion(name, known),
               ErrorKind::not_found};
}

// A file, or what a name stands for.
Result<std::vector<NamedText>> find_documents(const std::string& path) {
  std::error_code ignored;
  const bool looks_like_path =
      path.find('/') != std::string::npos || fs::path(path).has_extension();
  if (!fs::exists(path, ignored) && !looks_like_path) return find_named(path);
  auto text = read_file(path, std::size_t{1} << 20);
  if (!text) return text.errors();
  return std::vector<NamedText>{{path, std::move(text).value()}};
}

}  // namespace

Result<std::vector<CheckedFile>> check(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  std::error_code ignored;
  std::vector<std::string> places = paths;
  if (paths.empty()) {
    if (!fs::is_directory("policies", ignored) && !fs::is_directory("scenarios", ignored)) {
      return check_shipped();
    }
    places = {"policies", "scenarios"};
  }
  for (const std::string& path : places) {
    if (!fs::is_directory(path, ignored)) {
      files.push_back(path);
      continue;
    }
    const auto inside = yaml_files(path);
    if (inside.empty() && !paths.empty()) {
      return Error{"K-105",
                   {path, 0, 0},
                   "the folder holds no policy or scenario (.yaml, .yml)",
                   "name a folder with such files, or a file",
                   ErrorKind::not_found};
    }
    files.insert(files.end(), inside.begin(), inside.end());
  }
  std::vector<CheckedFile> all;
  for (const std::string& file : files) {
    const auto texts = find_documents(file);
    if (!texts) return texts.errors();
    for (const NamedText& text : texts.value()) all.push_back(check_text(text));
  }
  return all;
}

Result<ReadPolicy> read_policy_aloud(const std::string& name) {
  const auto document = find_document(DocumentKind::sharing_policy, name);
  if (!document) return document.errors();
  const Node* schema = document.value().root.find("schema");
  if (schema == nullptr || schema->text != "policy/1") {
    return Error{"K-104",
                 document.value().origin(schema == nullptr ? document.value().root : *schema),
                 "this is no sharing policy: only policy/1 is read aloud", "schema: policy/1",
                 ErrorKind::input};
  }
  const auto policy = read_sharing_policy(document.value());
  if (!policy) return policy.errors();
  return ReadPolicy{document.value().file, policy.value().id,
                    sentences_of(policy.value(), document.value())};
}

}  // namespace pledgelab
