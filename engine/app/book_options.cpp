#include "engine/app/book_options.hpp"

namespace pledgelab {

Result<std::optional<QuarantineLimit>> max_bad_of(const std::string& text) {
  if (text.empty()) return std::optional<QuarantineLimit>();
  auto limit = parse_quarantine_limit(text);
  if (!limit) {
    return Error{"U-105",
                 {},
                 "--max-bad '" + text + "' is neither a share of the rows nor a number of them",
                 "write --max-bad 5% or --max-bad 12",
                 ErrorKind::input};
  }
  limit->source = "--max-bad " + text;
  return limit;
}

void BookOptions::declare(CLI::App& app, InputsRequest& request) {
  app.add_option("--book", request.book,
                 "a folder of CSV files, one wide CSV, or: sample; without it the project's book");
  app.add_option("--map", request.map, "the column map of a wide CSV; without it: guessed");
  app.add_option("--unit", request.unit, "yuan or wan: of money columns that state no unit");
  app.add_option("--max-bad", x_max_bad, "rows in quarantine that are borne: N% of a table, or N");
  app.add_flag("--believed", request.believed, "sizes that the plausibility gate refuses are so");
  app.add_option("--project", request.project, "the project folder (book.db, policies/)");
}

Outcome BookOptions::finish(InputsRequest& request) const {
  auto limit = max_bad_of(x_max_bad);
  if (!limit) return limit.errors();
  request.max_bad = std::move(limit).value();
  return Done{};
}

}  // namespace pledgelab
