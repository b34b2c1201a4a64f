#include "engine/verbs/project.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "engine/formats/file.hpp"
#include "engine/formats/yaml.hpp"
#include "engine/verbs/shipped.hpp"
#include "models/base/nearest.hpp"

namespace pledgelab {
namespace {

namespace fs = std::filesystem;

struct DocumentPlace {
  const char* folder;
  const char* what;
};

DocumentPlace place_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::sharing_policy:
      return {"policies/sharing", "policy"};
    case DocumentKind::lending_policy:
      return {"policies/lending", "lending policy"};
    case DocumentKind::scenario:
      return {"scenarios", "scenario"};
  }
  return {"", ""};
}

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

std::string stem_of(std::string_view path) { return fs::path(path).stem().string(); }

bool belongs(std::string_view path, const std::string& folder) {
  return fs::path(path).parent_path() == folder && fs::path(path).extension() == ".yaml";
}

Error cannot(const std::string& folder, const std::string& what, const std::error_code& code) {
  return {
      "R-101", {folder, 0, 0}, what + (code ? ": " + code.message() : ""), {}, ErrorKind::world};
}

Outcome fill_project(const fs::path& folder) {
  std::error_code code;
  for (const char* part :
       {"policies/sharing", "policies/lending", "policies/law", "scenarios", "runs"}) {
    fs::create_directories(folder / part, code);
    if (code) return cannot(folder.string(), "cannot make the folder", code);
  }
  for (const ShippedFile& file : shipped_files()) {
    const bool text_of_user =
        file.path.rfind("policies/", 0) == 0 || file.path.rfind("scenarios/", 0) == 0;
    if (!text_of_user || fs::path(file.path).extension() != ".yaml") continue;
    const fs::path target = folder / fs::path(file.path);
    fs::create_directories(target.parent_path(), code);
    const Outcome written = write_file(target.string(), std::string(file.text));
    if (!written) return written;
  }
  return Done{};
}

}  // namespace

std::vector<std::string> known_names(DocumentKind kind, const std::string& project) {
  const DocumentPlace place = place_of(kind);
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(fs::path(project) / place.folder, ignored)) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  for (const ShippedFile& file : shipped_files()) {
    if (!belongs(file.path, place.folder)) continue;
    const std::string name = stem_of(file.path);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

Result<NamedText> find_text(DocumentKind kind, const std::string& name,
                            const std::string& project) {
  const DocumentPlace place = place_of(kind);
  const fs::path in_project = fs::path(project) / place.folder / (name + ".yaml");
  const bool looks_like_path =
      name.find('/') != std::string::npos || fs::path(name).has_extension();
  for (const fs::path& path : {fs::path(name), in_project}) {
    const bool typed = path == fs::path(name);
    if (!is_file(path) && !(typed && looks_like_path)) continue;
    auto text = read_file(path.string(), std::size_t{1} << 20);
    if (!text) return text.errors();
    return NamedText{path.string(), std::move(text).value()};
  }
  for (const ShippedFile& file : shipped_files()) {
    if (belongs(file.path, place.folder) && stem_of(file.path) == name) {
      return NamedText{"shipped:" + std::string(file.path), std::string(file.text)};
    }
  }
  return Error{"R-102",
               {},
               std::string("no ") + place.what + " '" + name + "'",
               suggestion(name, known_names(kind, project)),
               ErrorKind::not_found};
}

Result<Document> find_document(DocumentKind kind, const std::string& name,
                               const std::string& project) {
  const auto text = find_text(kind, name, project);
  if (!text) return text.errors();
  return parse_yaml(text.value().text, text.value().file);
}

Outcome init_project(const std::string& folder) {
  std::error_code code;
  const bool existed = fs::exists(folder, code);
  if (existed && (!fs::is_directory(folder, code) || !fs::is_empty(folder, code))) {
    return Error{"R-103",
                 {folder, 0, 0},
                 "is there already and is not an empty folder",
                 "name a new folder: pledgelab init my-bank",
                 ErrorKind::input};
  }
  // Filled beside the target and renamed: Ctrl-C leaves no half project.
  const fs::path draft = fs::path(folder).string() + ".part";
  fs::remove_all(draft, code);
  fs::create_directories(draft, code);
  if (code) return cannot(folder, "cannot make the folder", code);
  Outcome filled = fill_project(draft);
  if (filled) {
    if (existed) fs::remove(folder, code);
    fs::rename(draft, folder, code);
    if (!code) return Done{};
    filled = cannot(folder, "cannot make the folder", code);
  }
  fs::remove_all(draft, code);
  return filled;
}

}  // namespace pledgelab
