#include "engine/verbs/version.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <pledgelab_commit.hpp>  // made by the build from git

namespace pledgelab {

std::vector<std::pair<std::string, std::string>> versions() {
  const auto dotted = [](int major, int minor, int patch) {
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
  };
  return {{"pledgelab", PLEDGELAB_VERSION},
          {"commit", PLEDGELAB_COMMIT},
          {"compiler", __VERSION__},
          {"openssl", PLEDGELAB_OPENSSL},
          {"fmt", dotted(FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100)},
          {"nlohmann_json", dotted(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                                   NLOHMANN_JSON_VERSION_PATCH)},
          {"sqlite", PLEDGELAB_SQLITE},
          {"yaml-cpp", PLEDGELAB_YAML},
          {"boost", PLEDGELAB_BOOST}};
}

}  // namespace pledgelab
