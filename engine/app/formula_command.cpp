#include "engine/app/answer.hpp"
#include "engine/app/commands.hpp"
#include "engine/verbs/formula.hpp"

#include <fmt/core.h>

namespace pledgelab {
namespace {

Json to_json(const Formula& formula) {
  Json inputs = Json::array();
  for (const FormulaInput& input : formula.inputs) {
    inputs.push_back({{"name", input.name},
                      {"unit", input.unit},
                      {"meaning", input.meaning},
                      {"example", input.example}});
  }
  return {{"number", formula.number},
          {"name", formula.name},
          {"statement", formula.statement},
          {"source", formula.source},
          {"inputs", inputs}};
}

std::string example_of(const Formula& formula) {
  std::string text = "pledgelab formula " + formula.name;
  for (const FormulaInput& input : formula.inputs) text += " " + input.name + "=" + input.example;
  return text;
}

std::string to_text(const Formula& formula) {
  std::string text = fmt::format("{} {}\n  {}\n  source: {}\n", formula.number, formula.name,
                                 formula.statement, formula.source);
  for (const FormulaInput& input : formula.inputs) {
    text += fmt::format("  {:<24} {:<12} {}\n", input.name, input.unit, input.meaning);
  }
  return text + "  try: " + example_of(formula) + "\n";
}

int list(bool as_json) {
  Json data = Json::array();
  std::string text;
  for (const Formula* formula : all_formulas()) {
    data.push_back(to_json(*formula));
    text += fmt::format("{:<5}{:<36}{}\n", formula->number, formula->name, formula->source);
  }
  return answer(as_json, {{"formulas", data}}, text, {});
}

int show(bool as_json, const Formula& formula) {
  return answer(as_json, to_json(formula), to_text(formula), {});
}

}  // namespace

int formula_command(const Arguments& arguments) {
  CommandLine line("formula",
                   "Lists the formulas; with a name shows one; with inputs runs it alone.",
                   "pledgelab formula relief_from_royalty");
  std::vector<std::string> words;
  line.options().add_option("NAME k=v", words, "a formula's name or number, then its inputs");
  if (const auto code = line.parse(arguments)) return *code;
  if (words.empty()) return list(line.json());
  std::map<std::string, std::string> typed;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto equals = words[i].find('=');
    if (equals == std::string::npos || equals == 0) {
      return refuse(
          line.json(),
          {{"F-205", {}, "'" + words[i] + "' is no input", "write name=value", ErrorKind::input}});
    }
    if (!typed.emplace(words[i].substr(0, equals), words[i].substr(equals + 1)).second) {
      return refuse(line.json(), {{"F-206",
                                   {},
                                   "the input '" + words[i].substr(0, equals) + "' is given twice",
                                   {},
                                   ErrorKind::input}});
    }
  }
  const auto found = find_formula(words[0]);
  if (!found) return refuse(line.json(), found.errors());
  if (typed.empty() && !found.value()->inputs.empty()) return show(line.json(), *found.value());
  const auto result = run_formula(words[0], typed);
  if (!result) return refuse(line.json(), result.errors());
  Json data = to_json(*result.value().formula);
  std::string text;
  for (const auto& [name, value] : result.value().output) {
    data["output"][name] = value;
    text += fmt::format("{} = {:.10g}\n", name, value);
  }
  return answer(line.json(), data, text, {});
}

}  // namespace pledgelab
