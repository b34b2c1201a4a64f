#include "tests/cases/case_file.hpp"

#include <algorithm>
#include <sstream>

namespace pledgelab::test {
namespace {

const std::vector<std::string> kGiven = {"policy", "set", "losses", "periods"};
const std::vector<std::string> kTables = {"bills",   "recovered", "queued",  "undecided",
                                          "clauses", "breakers",  "charges", "payments",
                                          "balance", "purchase"};

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

bool holds(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// "losses:" or "policy: zhongshan" at the start of a line; empty for any other line.
std::string heading_of(const std::string& line) {
  const auto colon = line.find(':');
  if (colon == std::string::npos || colon == 0) return {};
  const bool word = std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon),
                                [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  const bool ends = colon + 1 == line.size() || line[colon + 1] == ' ' || line[colon + 1] == '\r';
  return word && ends ? line.substr(0, colon) : std::string();
}

struct CaseReader {
  CaseFile file;
  bool answers = false;            // below the line ----
  bool in_policy = false;          // among YAML lines, where words of a policy are no headings
  CaseSection* section = nullptr;  // where lines go; null: nowhere
  std::uint32_t number = 0;

  void fault(const std::string& text) {
    file.faults.push_back("line " + std::to_string(number) + ": " + text);
  }

  void assume(const std::string& list) {
    std::istringstream parts(list);
    for (std::string part; std::getline(parts, part, ',');) {
      const auto equal = part.find('=');
      const std::string name = trimmed(part.substr(0, equal));
      const std::string value = equal == std::string::npos ? "" : trimmed(part.substr(equal + 1));
      if (name.empty() || value.empty()) fault("set wants NAME = VALUE, not '" + part + "'");
      file.assumed.emplace_back(name, value);
    }
  }

  void open(const std::string& word, const std::string& rest) {
    section = nullptr;
    in_policy = false;
    if (word == "policy") {
      file.policy_name = rest;
      in_policy = rest.empty();
      section = rest.empty() ? &file.policy : nullptr;
    } else if (word == "set") {
      assume(rest);
    } else if (word == "refused") {
      file.refused = rest;
    } else if (word == "losses") {
      section = &file.losses;
    } else if (word == "periods") {
      section = &file.periods;
    } else {
      if (file.expected.count(word) != 0) fault("'" + word + "' stands here twice");
      section = &file.expected[word];
    }
    const bool table = section != nullptr && !in_policy;
    if (table && !rest.empty()) fault("'" + word + ":' is a table: its lines follow");
  }

  void take(const std::string& line) {
    ++number;
    if (line.rfind("----", 0) == 0 && !answers) {
      answers = true;
      in_policy = false;
      section = nullptr;
      return;
    }
    const std::string word = heading_of(line);
    const bool known = answers ? holds(kTables, word) || word == "refused" : holds(kGiven, word);
    if (known) return open(word, trimmed(line.substr(word.size() + 1)));
    if (!in_policy && !word.empty()) return fault("unknown section '" + word + "'");
    const std::string bare = trimmed(line);
    if (!in_policy && (bare.empty() || bare[0] == '#')) return;
    if (section == nullptr) return fault("'" + bare + "' stands in no section");
    section->text += line + "\n";
    section->lines.push_back(number);
  }
};

}  // namespace

CaseFile read_case(const std::string& text) {
  CaseReader reader;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) reader.take(line);
  CaseFile& file = reader.file;
  reader.number = 0;
  if (file.policy_name.empty() && file.policy.lines.empty()) reader.fault("no policy");
  if (file.losses.lines.empty() && file.refused.empty()) reader.fault("no losses");
  if (!reader.answers) reader.fault("no line ---- before what is expected");
  if (file.refused.empty() && file.expected.count("bills") == 0) {
    reader.fault("neither bills nor refused");
  }
  if (!file.refused.empty() && !file.expected.empty()) reader.fault("bills of a refused policy");
  return std::move(file);
}

}  // namespace pledgelab::test
