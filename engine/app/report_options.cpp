#include "engine/app/report_options.hpp"

#include <algorithm>

namespace pledgelab {

std::optional<Language> language_of(const std::string& word) {
  if (word == "zh") return Language::zh;
  if (word == "en") return Language::en;
  if (word == "both") return Language::both;
  return std::nullopt;
}

PageOptions::PageOptions(CommandLine& line) {
  CLI::App& options = line.options();
  options.add_flag("--html", x_request.html, "write one HTML file (else: text on stdout)");
  options.add_option("--out", x_request.out, "where to write the HTML");
  options.add_option("--tables", x_request.tables,
                     "a new folder: every table of the report as CSV");
  options.add_option("--lang", x_language, "zh, en or both")
      ->check(CLI::IsMember({"zh", "en", "both"}));
}

Result<PageRequest> PageOptions::request() const {
  if (!x_request.out.empty() && !x_request.html) {
    return Error{"U-106",
                 {},
                 "--out names the HTML file, and --html is not given",
                 "add --html",
                 ErrorKind::input};
  }
  PageRequest request = x_request;
  request.language = language_of(x_language).value_or(Language::both);
  return request;
}

bool has_option(const Arguments& arguments, const std::string& option) {
  return std::any_of(arguments.begin(), arguments.end(), [&](const std::string& argument) {
    return argument == option || argument.rfind(option + "=", 0) == 0;
  });
}

}  // namespace pledgelab
