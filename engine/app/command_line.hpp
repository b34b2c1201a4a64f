// One verb's command line: options declared with CLI11, faults told as our errors.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace pledgelab {

using Arguments = std::vector<std::string>;

/// What the user typed and how he wants the answer.
class CommandLine {
 public:
  /// `example` opens the verb's help.
  CommandLine(const std::string& verb, const std::string& summary, const std::string& example);

  CLI::App& options() { return x_app; }
  /// Reads the arguments. An exit code when the verb must not run: help was asked (0) or a fault.
  std::optional<int> parse(const Arguments& arguments);
  [[nodiscard]] bool json() const { return x_json; }

 private:
  std::string x_verb;
  CLI::App x_app;
  bool x_json = false;
};

}  // namespace pledgelab
