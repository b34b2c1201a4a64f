// A project folder (book.db, policies/, scenarios/, runs/) and the names typed for its files.
#pragma once

#include <string>
#include <vector>

#include "models/base/document.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

/// A text that a name stood for, and where it came from.
struct NamedText {
  std::string file;  // path on disk, or "shipped:policies/sharing/zhongshan.yaml"
  std::string text;
};

/// What a name is looked up as; each has its folder in a project and in the shipped files.
enum class DocumentKind : unsigned char { sharing_policy, lending_policy, scenario };

/// A path to a file that exists; else NAME(.yaml) in the project's folder of that kind; else the
/// shipped file of that name. Not found: the nearest name is told.
Result<NamedText> find_text(DocumentKind kind, const std::string& name,
                            const std::string& project = ".");

/// The same, parsed.
Result<Document> find_document(DocumentKind kind, const std::string& name,
                               const std::string& project = ".");

/// The names that find_text knows for a kind, project's first.
std::vector<std::string> known_names(DocumentKind kind, const std::string& project = ".");

/// Makes an empty project: the shipped policies and scenarios, a map to fill in, runs/. The folder
/// must not exist or must be empty. Nothing is left behind on failure.
Outcome init_project(const std::string& folder);

}  // namespace pledgelab
