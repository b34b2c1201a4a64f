// The options of value that keep a valuation and look kept ones up: --keep --out --history
// --again --threads.
#pragma once

#include <string>

#include "engine/app/command_line.hpp"
#include "engine/verbs/value.hpp"

namespace pledgelab {

class KeepOptions {
 public:
  explicit KeepOptions(CommandLine& line);
  KeepOptions(const KeepOptions&) = delete;
  KeepOptions& operator=(const KeepOptions&) = delete;

  [[nodiscard]] const std::string& history() const { return x_history; }
  [[nodiscard]] const std::string& again() const { return x_again; }
  /// After the parse: U-109 where --history or --again stands beside an option of a new valuation.
  [[nodiscard]] Outcome look_alone(CommandLine& line) const;
  [[nodiscard]] unsigned threads() const;
  /// The folder of kept valuations: --out, else PROJECT/valuations.
  [[nodiscard]] std::string place(const std::string& project) const;
  [[nodiscard]] bool keeps() const { return x_keep || !x_out.empty(); }

 private:
  std::string x_out;
  std::string x_history;
  std::string x_again;
  unsigned x_threads = 0;
  bool x_keep = false;
};

}  // namespace pledgelab
