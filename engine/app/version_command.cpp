#include "engine/app/answer.hpp"
#include "engine/app/commands.hpp"
#include "engine/verbs/version.hpp"

namespace pledgelab {

int version_command(const Arguments& arguments) {
  CommandLine line("version", "Versions of the program and of everything it links.",
                   "pledgelab version --json");
  if (const auto code = line.parse(arguments)) return *code;
  Json data;
  std::string text;
  for (const auto& [name, version] : versions()) {
    data[name] = version;
    text += name + " " + version + "\n";
  }
  return answer(line.json(), data, text, {});
}

}  // namespace pledgelab
