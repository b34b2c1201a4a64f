// What a run was made from: enough to make it again, byte by byte. Threads, the clock and the
// project's place are no part of it.
#pragma once

#include <string>
#include <vector>

#include "engine/verbs/inputs.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

struct Recipe {
  InputsRequest inputs;
  std::string policy;  // as typed; empty: no sharing
  int months = 36;
  std::uint32_t paths = 10'000;
  std::uint64_t seed = 1;
  bool ignore_effective = false;
  std::string outcomes;  // realised outcomes beside the simulated ones; empty: none
  std::string program_version;
  std::string commit;
  std::vector<HashedInput> hashes;  // of every text that went in
};

/// The recipe as canonical JSON: fixed order of keys, no white space.
std::string recipe_json(const Recipe& recipe);
/// "r" and the first 12 hex digits of the SHA-256 of that JSON.
std::string run_id(const Recipe& recipe);
/// The command that makes this run again.
std::string command_line(const Recipe& recipe);
/// A word of such a command: quoted for the shell where it must be.
std::string shell_word(const std::string& word);
/// Reads recipe_json back. Errors RUN-102: not a recipe of ours.
Result<Recipe> read_recipe(const std::string& json, const std::string& file);

}  // namespace pledgelab
