#include "engine/verbs/recipe.hpp"

#include <nlohmann/json.hpp>

#include "engine/formats/digest.hpp"

namespace pledgelab {
namespace {

using OrderedJson = nlohmann::ordered_json;

// The limit typed; empty: that of the plausibility levels, whose digest is among the inputs.
std::string max_bad_text(const Recipe& recipe) {
  return recipe.inputs.max_bad ? to_text(*recipe.inputs.max_bad) : std::string();
}

OrderedJson hashes_json(const Recipe& recipe) {
  OrderedJson hashes = OrderedJson::array();
  for (const HashedInput& one : recipe.hashes) {
    hashes.push_back({{"what", one.what}, {"name", one.name}, {"sha256", one.sha256}});
  }
  return hashes;
}

OrderedJson to_json(const Recipe& recipe) {
  const InputsRequest& in = recipe.inputs;
  return {{"recipe", "run/1"},
          {"program_version", recipe.program_version},
          {"commit", recipe.commit},
          {"as_of", in.as_of ? to_iso(*in.as_of) : ""},
          {"months", recipe.months},
          {"paths", recipe.paths},
          {"seed", recipe.seed},
          {"ignore_effective", recipe.ignore_effective},
          {"max_bad", max_bad_text(recipe)},
          {"believed", in.believed},
          {"unit", in.unit},
          {"book", in.book},
          {"map", in.map},
          {"scenario", in.scenario},
          {"lending", in.lending},
          {"policy", recipe.policy},
          {"outcomes", recipe.outcomes},
          {"inputs", hashes_json(recipe)}};
}

Error not_a_recipe(const std::string& file, const std::string& why) {
  return {"RUN-102",
          {file, 0, 0},
          "is not the manifest of a run: " + why,
          "name a folder below runs/ that `run` or `simulate` wrote",
          ErrorKind::input};
}

}  // namespace

std::string recipe_json(const Recipe& recipe) { return to_json(recipe).dump(); }

std::string run_id(const Recipe& recipe) {
  return "r" + sha256_hex(recipe_json(recipe)).substr(0, 12);
}

std::string shell_word(const std::string& word) {
  if (!word.empty() && word.find_first_of(" \t\"'\\$`;&|<>()*?") == std::string::npos) return word;
  std::string out = "'";
  for (const char letter : word) {
    if (letter == '\'') {
      out += "'\\''";
    } else {
      out += letter;
    }
  }
  return out + "'";
}

std::string command_line(const Recipe& recipe) {
  const InputsRequest& in = recipe.inputs;
  std::string line = recipe.policy.empty() ? "pledgelab simulate" : "pledgelab run";
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) line += std::string(" ") + option + " " + shell_word(value);
  };
  add("--book", in.book);
  add("--map", in.map);
  add("--unit", in.unit);
  add("-s", in.scenario);
  add("-p", recipe.policy);
  add("-l", in.lending);
  add("--as-of", in.as_of ? to_iso(*in.as_of) : "");
  add("--months", std::to_string(recipe.months));
  add("--paths", std::to_string(recipe.paths));
  add("--seed", std::to_string(recipe.seed));
  add("--max-bad", max_bad_text(recipe));
  add("--outcomes", recipe.outcomes);
  if (in.believed) line += " --believed";
  if (recipe.ignore_effective) line += " --ignore-effective";
  return line;
}

Result<Recipe> read_recipe(const std::string& json, const std::string& file) {
  try {
    const OrderedJson read = OrderedJson::parse(json);
    if (read.at("recipe") != "run/1") return not_a_recipe(file, "another format");
    Recipe recipe;
    recipe.program_version = read.at("program_version").get<std::string>();
    recipe.commit = read.at("commit").get<std::string>();
    recipe.inputs.as_of = parse_date(read.at("as_of").get<std::string>());
    recipe.months = read.at("months").get<int>();
    recipe.paths = read.at("paths").get<std::uint32_t>();
    recipe.seed = read.at("seed").get<std::uint64_t>();
    recipe.ignore_effective = read.at("ignore_effective").get<bool>();
    recipe.inputs.max_bad = parse_quarantine_limit(read.at("max_bad").get<std::string>());
    recipe.inputs.believed = read.at("believed").get<bool>();
    recipe.inputs.unit = read.at("unit").get<std::string>();
    recipe.inputs.book = read.at("book").get<std::string>();
    recipe.inputs.map = read.at("map").get<std::string>();
    recipe.inputs.scenario = read.at("scenario").get<std::string>();
    recipe.inputs.lending = read.at("lending").get<std::string>();
    recipe.policy = read.at("policy").get<std::string>();
    recipe.outcomes = read.at("outcomes").get<std::string>();
    for (const OrderedJson& one : read.at("inputs")) {
      recipe.hashes.push_back({one.at("what").get<std::string>(), one.at("name").get<std::string>(),
                               one.at("sha256").get<std::string>()});
    }
    if (!recipe.inputs.as_of) return not_a_recipe(file, "no as-of date");
    return recipe;
  } catch (const nlohmann::json::exception& fault) {
    return not_a_recipe(file, fault.what());
  }
}

}  // namespace pledgelab
