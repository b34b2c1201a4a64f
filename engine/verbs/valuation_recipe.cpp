#include "engine/verbs/valuation_recipe.hpp"

#include <nlohmann/json.hpp>

#include "engine/formats/digest.hpp"
#include "engine/verbs/recipe.hpp"
#include "engine/verbs/version.hpp"

namespace pledgelab {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr const char* kFormat = "valuation/1";

// The limit typed; empty: that of the plausibility levels, whose digest is among the inputs.
std::string max_bad_text(const InputsRequest& in) {
  return in.max_bad ? to_text(*in.max_bad) : std::string();
}

OrderedJson to_json(const ValuationRecipe& recipe) {
  const InputsRequest& in = recipe.inputs;
  OrderedJson hashes = OrderedJson::array();
  for (const HashedInput& one : recipe.hashes) {
    hashes.push_back({{"what", one.what}, {"name", one.name}, {"sha256", one.sha256}});
  }
  return {{"recipe", kFormat},
          {"program_version", recipe.program_version},
          {"commit", recipe.commit},
          {"as_of", in.as_of ? to_iso(*in.as_of) : ""},
          {"max_bad", max_bad_text(in)},
          {"believed", in.believed},
          {"unit", in.unit},
          {"book", in.book},
          {"map", in.map},
          {"scenario", in.scenario},
          {"lending", in.lending},
          {"evidence", recipe.evidence.evidence},
          {"transfers", recipe.evidence.transfers},
          {"patents", recipe.evidence.patents},
          {"inputs", hashes}};
}

Error no_recipe(const std::string& file, const std::string& why) {
  return {"RUN-112",
          {file, 0, 0},
          "is damaged, or no kept valuation: " + why,
          "take the folder of this valuation from a backup",
          ErrorKind::input};
}

ValuationRecipe recipe_of(const OrderedJson& read) {
  ValuationRecipe recipe;
  recipe.program_version = read.at("program_version").get<std::string>();
  recipe.commit = read.at("commit").get<std::string>();
  InputsRequest& in = recipe.inputs;
  in.as_of = parse_date(read.at("as_of").get<std::string>());
  in.max_bad = parse_quarantine_limit(read.at("max_bad").get<std::string>());
  in.believed = read.at("believed").get<bool>();
  in.unit = read.at("unit").get<std::string>();
  in.book = read.at("book").get<std::string>();
  in.map = read.at("map").get<std::string>();
  in.scenario = read.at("scenario").get<std::string>();
  in.lending = read.at("lending").get<std::string>();
  recipe.evidence = {read.at("evidence").get<std::string>(),
                     read.at("transfers").get<std::string>(),
                     read.at("patents").get<std::string>()};
  for (const OrderedJson& one : read.at("inputs")) {
    recipe.hashes.push_back({one.at("what").get<std::string>(), one.at("name").get<std::string>(),
                             one.at("sha256").get<std::string>()});
  }
  return recipe;
}

}  // namespace

ValuationRecipe valuation_recipe(const InputsRequest& request, const EvidenceFiles& evidence,
                                 const std::vector<HashedInput>& hashes) {
  ValuationRecipe recipe;
  recipe.inputs = request;
  recipe.evidence = evidence;
  recipe.hashes = hashes;
  for (const auto& [name, version] : versions()) {
    if (name == "pledgelab") recipe.program_version = version;
    if (name == "commit") recipe.commit = version;
  }
  return recipe;
}

std::string recipe_json(const ValuationRecipe& recipe) { return to_json(recipe).dump(); }

std::string valuation_id(const ValuationRecipe& recipe) {
  return "v" + sha256_hex(recipe_json(recipe)).substr(0, 12);
}

std::string command_line(const ValuationRecipe& recipe) {
  const InputsRequest& in = recipe.inputs;
  std::string line = "pledgelab value --keep";
  const std::pair<const char*, std::string> words[] = {
      {"--book", in.book},
      {"--map", in.map},
      {"--unit", in.unit},
      {"-s", in.scenario},
      {"-l", in.lending},
      {"--evidence", recipe.evidence.evidence},
      {"--transfers", recipe.evidence.transfers},
      {"--patents", recipe.evidence.patents},
      {"--as-of", in.as_of ? to_iso(*in.as_of) : ""},
      {"--max-bad", max_bad_text(in)}};
  for (const auto& [option, value] : words) {
    if (!value.empty()) line += std::string(" ") + option + " " + shell_word(value);
  }
  if (in.believed) line += " --believed";
  return line;
}

Result<ValuationRecipe> read_valuation_recipe(const std::string& json, const std::string& file) {
  try {
    const OrderedJson read = OrderedJson::parse(json);
    if (read.at("recipe") != kFormat) return no_recipe(file, "its recipe has another format");
    ValuationRecipe recipe = recipe_of(read);
    if (!recipe.inputs.as_of) return no_recipe(file, "no as-of date");
    return recipe;
  } catch (const nlohmann::json::exception& fault) {
    return no_recipe(file, fault.what());
  }
}

}  // namespace pledgelab
