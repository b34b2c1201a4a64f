#include "engine/app/command_line.hpp"

#include <algorithm>
#include <cstdio>

#include "engine/app/answer.hpp"
#include "models/base/nearest.hpp"

namespace pledgelab {
namespace {

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

}  // namespace

CommandLine::CommandLine(const std::string& verb, const std::string& summary,
                         const std::string& example)
    : x_verb(verb), x_app("  " + example + "\n\n" + summary, "pledgelab " + verb) {
  x_app.add_flag("--json", x_json, "the answer as JSON on standard output");
  x_app.set_help_flag("-h,--help", "this help");
}

std::optional<int> CommandLine::parse(const Arguments& arguments) {
  // CLI11 takes the arguments last first.
  Arguments reversed(arguments.rbegin(), arguments.rend());
  x_json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
  const bool as_json = x_json;
  try {
    x_app.parse(reversed);
    return std::nullopt;
  } catch (const CLI::CallForHelp&) {
    return answer(as_json, {{"verb", x_verb}, {"help", x_app.help()}}, x_app.help(), {});
  } catch (const CLI::ParseError& fault) {
    Error error{"U-101", {}, x_verb + ": " + fault.what(), {}, ErrorKind::input};
    const std::vector<std::string> names = option_names(x_app);
    for (const std::string& word : arguments) {
      const std::string name = word.substr(0, word.find('='));
      const bool option = name.rfind("--", 0) == 0;
      if (!option || std::find(names.begin(), names.end(), name) != names.end()) continue;
      error.message = x_verb + ": unknown option '" + name + "'";
      error.hint = suggestion(name, names);
    }
    if (error.hint.empty()) error.hint = "see: pledgelab help " + x_verb;
    return refuse(as_json, {error});
  }
}

}  // namespace pledgelab
