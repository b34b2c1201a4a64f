#include "engine/verbs/explain_levels.hpp"

#include <vector>

namespace pledgelab {

const std::string& mark_word(Mark mark) {
  static const std::vector<std::string> words = {"found", "known", "fitted", "assumed"};
  return words.at(static_cast<std::size_t>(mark));
}

std::optional<UsedLevel> find_level(const FactorState& state, const std::string& name,
                                    const std::string& key) {
  const auto level = state.find(name, key);
  if (!level) return std::nullopt;
  const Parameter& parameter = *state.scenario().find(name);
  return UsedLevel{name, key, *level, parameter.unit, parameter.source, mark_word(parameter.mark)};
}

Result<UsedLevel> use_level(const FactorState& state, const std::string& name,
                            const std::string& key) {
  auto found = find_level(state, name, key);
  if (!found) return state.level(name, key).errors();
  return std::move(*found);
}

UsedLevel lending_level(const std::string& name, const std::string& key,
                        const LendingLevel& level) {
  return {name, key, level.share.frac(), "frac", level.source, level.mark};
}

}  // namespace pledgelab
