// The options of every report that is no run's: --html --out --tables --lang.
#pragma once

#include <optional>
#include <string>

#include "engine/app/command_line.hpp"
#include "engine/render/text.hpp"
#include "engine/verbs/report_page.hpp"

namespace pledgelab {

/// zh, en or both.
std::optional<Language> language_of(const std::string& word);

class PageOptions {
 public:
  explicit PageOptions(CommandLine& line);
  PageOptions(const PageOptions&) = delete;
  PageOptions& operator=(const PageOptions&) = delete;
  /// After parsing. Error U-106: --out without --html.
  [[nodiscard]] Result<PageRequest> request() const;

 private:
  PageRequest x_request;
  std::string x_language = "both";
};

/// Was that option typed, as "--offer" or "--offer=…"?
bool has_option(const Arguments& arguments, const std::string& option);

int report_offer_command(const Arguments& arguments);
int report_gi_command(const Arguments& arguments);

}  // namespace pledgelab
