#include "models/scenario/parameters.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace pledgelab {
namespace {

std::array<std::span<const ParameterSpec>, 3> subjects() {
  return {credit_parameters(), valuation_parameters(), collateral_parameters()};
}

}  // namespace

const ParameterSpec* find_parameter(std::string_view name) {
  for (const auto& subject : subjects()) {
    for (const ParameterSpec& spec : subject) {
      if (spec.name == name) return &spec;
    }
  }
  return nullptr;
}

bool read_by_a_run(std::string_view name) {
  const auto beside = collateral_parameters();
  return std::none_of(beside.begin(), beside.end(),
                      [&](const ParameterSpec& spec) { return spec.name == name; });
}

std::vector<std::string> parameter_names() {
  std::vector<std::string> names;
  for (const auto& subject : subjects()) {
    for (const ParameterSpec& spec : subject) names.emplace_back(spec.name);
  }
  return names;
}

std::vector<std::string> key_words(const ParameterSpec& spec) {
  std::vector<std::string> words;
  if (spec.words == "#") return words;
  std::istringstream text{std::string(spec.words)};
  for (std::string word; text >> word;) words.push_back(word);
  return words;
}

}  // namespace pledgelab
