#include "engine/verbs/project.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "engine/formats/digest.hpp"
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
    case DocumentKind::index_policy:
      return {"policies/quality", "index"};
    case DocumentKind::offer_terms:
      return {"policies/offer", "list of offer levels"};
    case DocumentKind::transfer_law:
      return {"policies/transfer", "law of transfers"};
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
      "J-101", {folder, 0, 0}, what + (code ? ": " + code.message() : ""), {}, ErrorKind::world};
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
    Outcome written = write_file(target.string(), std::string(file.text));
    if (!written) return written;
  }
  return Done{};
}

// The folders that were not there, outermost first, made.
std::vector<fs::path> make_parents(const fs::path& parent, std::error_code& code) {
  std::vector<fs::path> made;
  for (fs::path at = parent; !at.empty() && !fs::exists(at, code); at = at.parent_path()) {
    made.insert(made.begin(), at);
  }
  fs::create_directories(parent, code);
  return made;
}

// A folder that is there keeps its place: what the draft inside it holds comes up, all or nothing.
std::error_code bring_up(const fs::path& draft, const fs::path& target) {
  std::vector<fs::path> names;
  std::error_code code;
  for (const auto& entry : fs::directory_iterator(draft, code)) {
    names.push_back(entry.path().filename());
  }
  std::size_t moved = 0;
  while (!code && moved < names.size()) {
    fs::rename(draft / names[moved], target / names[moved], code);
    if (!code) ++moved;
  }
  std::error_code ignored;
  for (std::size_t i = 0; code && i < moved; ++i) {
    fs::rename(target / names[i], draft / names[i], ignored);
  }
  if (!code) fs::remove(draft, ignored);
  return code;
}

// Fills a draft inside `where` and gives it the target's name, or (where = target) brings it up.
Outcome fill_draft(const fs::path& target, const fs::path& where, const ProjectFilling& more) {
  std::string draft = (where / ".pledgelab-project-XXXXXX").string();
  if (::mkdtemp(draft.data()) == nullptr) {
    return cannot(target.string(), "cannot make the folder",
                  std::error_code(errno, std::generic_category()));
  }
  Outcome filled = fill_project(draft);
  if (filled && more) filled = more(draft);
  std::error_code code;
  if (filled) {
    if (where == target) {
      code = bring_up(draft, target);
    } else {
      fs::permissions(draft, fs::perms(0755), code);
      fs::rename(draft, target, code);
    }
    if (!code) return Done{};
    filled = cannot(target.string(), "cannot make the folder", code);
  }
  fs::remove_all(draft, code);
  return filled;
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
  return Error{"J-102",
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

HashedInput hashed(const std::string& what, const NamedText& text, const std::string& project) {
  const fs::path inside = fs::path(text.file).lexically_normal().lexically_relative(
      fs::path(project).lexically_normal());
  const bool below = !inside.empty() && *inside.begin() != "..";
  return {what, below ? inside.string() : text.file, sha256_hex(text.text)};
}

Outcome need_project(const std::string& folder) {
  std::error_code ignored;
  // What is there and is no folder is told by whoever writes in it, with the place.
  if (fs::exists(folder, ignored)) return Done{};
  return Error{"I-105",
               {folder, 0, 0},
               "there is no such project folder",
               "make one: pledgelab init " + folder,
               ErrorKind::not_found};
}

Outcome init_project(const std::string& folder, const ProjectFilling& more) {
  std::error_code code;
  fs::path target = fs::path(folder).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();  // "a/" is "a"
  const bool existed = fs::exists(target, code);
  if (existed && (!fs::is_directory(target, code) || !fs::is_empty(target, code))) {
    return Error{"J-103",
                 {folder, 0, 0},
                 "is there already and is not an empty folder",
                 "name a new folder: pledgelab init my-bank",
                 ErrorKind::input};
  }
  if (existed) return fill_draft(target, target, more);
  const fs::path parent = target.has_parent_path() ? target.parent_path() : fs::path(".");
  const std::vector<fs::path> made = make_parents(parent, code);
  if (code) return cannot(folder, "cannot make the folder", code);
  Outcome done = fill_draft(target, parent, more);
  if (!done) {
    for (auto each = made.rbegin(); each != made.rend(); ++each) fs::remove(*each, code);
  }
  return done;
}

}  // namespace pledgelab
