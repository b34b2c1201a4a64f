// The options of every verb that reads a book: --book --map --unit --max-bad --believed --project.
#pragma once

#include <optional>
#include <string>

#include "engine/app/command_line.hpp"
#include "engine/verbs/inputs.hpp"

namespace pledgelab {

class BookOptions {
 public:
  /// Declares the options; `request` must outlive the parse.
  void declare(CLI::App& app, InputsRequest& request);
  /// After the parse: --max-bad read. Error: U-105 it is neither a share nor a number of rows.
  [[nodiscard]] Outcome finish(InputsRequest& request) const;

 private:
  std::string x_max_bad;
};

/// "5%" or "12" as the user typed it after --max-bad; empty: none. Error: U-105.
Result<std::optional<QuarantineLimit>> max_bad_of(const std::string& text);

}  // namespace pledgelab
