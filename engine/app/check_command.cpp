#include <fmt/core.h>

#include "engine/app/check_answer.hpp"
#include "engine/app/commands.hpp"
#include "engine/verbs/check.hpp"

namespace pledgelab {
namespace {

// --read: the policies of the paths in sentences.
int read_aloud(bool as_json, const std::vector<std::string>& names, Languages languages) {
  if (names.empty()) {
    return refuse(as_json, {{"U-106",
                             {},
                             "--read needs a sharing policy",
                             "for example: pledgelab check --read zhongshan",
                             ErrorKind::input}});
  }
  Json policies = Json::array();
  std::string text;
  for (const std::string& name : names) {
    const auto read = read_policy_aloud(name);
    if (!read) return refuse(as_json, read.errors());
    policies.push_back(to_json(read.value()));
    text += (text.empty() ? "" : "\n") + to_text(read.value(), languages);
  }
  return answer(as_json, {{"policies", std::move(policies)}}, text, {});
}

int tell(bool as_json, const std::vector<CheckedFile>& checked, Languages languages) {
  Errors all;
  Json files = Json::array();
  std::string text;
  std::size_t findings = 0;
  for (const CheckedFile& file : checked) {
    all.insert(all.end(), file.errors.begin(), file.errors.end());
    files.push_back({{"file", file.file}, {"schema", file.schema}, {"id", file.id}});
    text += to_text(file, languages);
    findings += file.findings.size();
  }
  if (!all.empty()) return refuse(as_json, all);
  text += findings == 0
              ? fmt::format("{} files, no fault\n", checked.size())
              : fmt::format("{} files, no fault, {} findings\n", checked.size(), findings);
  return answer(as_json, {{"files", files}, {"findings", findings_json(checked)}}, text, {},
                has_warning(checked) ? 1 : 0);
}

}  // namespace

int check_command(const Arguments& arguments) {
  CommandLine line(
      "check",
      "Reads every YAML by its schema; faults with file:line:column and a hint, and "
      "findings on sharing policies. Exit code 1 with a warning or an error among "
      "them, 0 with notes alone or none. "
      "Names are those of the project, else the shipped ones. Without any: the project's policies/ "
      "and scenarios/, else the shipped ones. "
      "With --read: sharing policies as numbered sentences (pledgelab check --read zhuhai).",
      "pledgelab check my-draft.yaml\n  pledgelab check zhuhai");
  std::vector<std::string> paths;
  bool read = false;
  std::string lang = "both";
  line.options().add_option("PATH", paths, "files, folders or names");
  line.options().add_flag("--read", read, "print each policy as numbered sentences");
  line.options().add_option("--lang", lang, "zh, en or both (both)");
  if (const auto code = line.parse(arguments)) return *code;
  if (lang != "zh" && lang != "en" && lang != "both") {
    return refuse(line.json(), {{"U-105",
                                 {},
                                 "'" + lang + "' is no language of --lang",
                                 "one of: zh, en, both",
                                 ErrorKind::input}});
  }
  const Languages languages = lang == "zh"   ? Languages::zh
                              : lang == "en" ? Languages::en
                                             : Languages::both;
  if (read) return read_aloud(line.json(), paths, languages);
  const auto checked = check(paths);
  if (!checked) return refuse(line.json(), checked.errors());
  return tell(line.json(), checked.value(), languages);
}

}  // namespace pledgelab
