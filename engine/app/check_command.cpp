#include <fmt/core.h>

#include "engine/app/answer.hpp"
#include "engine/app/commands.hpp"
#include "engine/verbs/check.hpp"

namespace pledgelab {

int check_command(const Arguments& arguments) {
  CommandLine line("check",
                   "Reads every YAML by its schema; faults with file:line:column and a hint. "
                   "Without paths: the project's policies/ and scenarios/, else the shipped ones.",
                   "pledgelab check my-draft.yaml");
  std::vector<std::string> paths;
  line.options().add_option("PATH", paths, "files or folders");
  if (const auto code = line.parse(arguments)) return *code;
  const auto checked = check(paths);
  if (!checked) return refuse(line.json(), checked.errors());
  Errors all;
  Json files = Json::array();
  std::string text;
  for (const CheckedFile& file : checked.value()) {
    all.insert(all.end(), file.errors.begin(), file.errors.end());
    files.push_back({{"file", file.file}, {"schema", file.schema}, {"id", file.id}});
    text += fmt::format("ok  {:<11} {}\n", file.schema, file.file);
  }
  if (!all.empty()) return refuse(line.json(), all);
  text += fmt::format("{} files, no fault\n", checked.value().size());
  return answer(line.json(), {{"files", files}}, text, {});
}

}  // namespace pledgelab
