// A project folder (book.db, policies/, scenarios/, runs/) and the names typed for its files.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/verbs/import_book.hpp"
#include "models/base/document.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

/// A text that a name stood for, and where it came from.
struct NamedText {
  std::string file;  // path on disk, or "shipped:policies/sharing/zhongshan.yaml"
  std::string text;
};

/// What a name is looked up as; each has its folder in a project and in the shipped files.
enum class DocumentKind : unsigned char {
  sharing_policy,
  lending_policy,
  scenario,
  index_policy,
  offer_terms,
  transfer_law
};

/// A path to a file that exists; else NAME(.yaml) in the project's folder of that kind; else the
/// shipped file of that name. Not found: the nearest name is told.
Result<NamedText> find_text(DocumentKind kind, const std::string& name,
                            const std::string& project = ".");

/// The same, parsed.
Result<Document> find_document(DocumentKind kind, const std::string& name,
                               const std::string& project = ".");

/// The names that find_text knows for a kind, project's first.
std::vector<std::string> known_names(DocumentKind kind, const std::string& project = ".");

/// A text as an input of a run: its digest, and a name that does not tell where the project lies.
HashedInput hashed(const std::string& what, const NamedText& text, const std::string& project);

/// I-105 (not_found): there is no such project folder.
Outcome need_project(const std::string& folder);

/// What else a new project begins with: written below the folder that it is given.
using ProjectFilling = std::function<Outcome(const std::string& draft)>;

/// Makes an empty project: the shipped policies and scenarios, runs/, and what `more` adds. The
/// folder must not exist or must be empty (J-103). Filled in a draft of a name of its own, then
/// named once: nothing is left behind on failure, and nothing that was there is touched. Errors:
/// J-101 it cannot be made.
Outcome init_project(const std::string& folder, const ProjectFilling& more = {});

}  // namespace pledgelab
