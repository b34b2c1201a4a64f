#include <string>
#include <utility>

#include "engine/app/backtest_answer.hpp"
#include "engine/app/gi_json.hpp"
#include "engine/app/report_options.hpp"
#include "engine/app/run_options.hpp"
#include "engine/app/test_options.hpp"
#include "engine/verbs/report_gi.hpp"

namespace pledgelab {
namespace {

void declare(CLI::App& options, ProgrammeRequest& request, std::string& max_bad_sheet) {
  options
      .add_option("--gi", request.programme_path,
                  "an indication a year: gi_id, year, volume, price, generic_price, users …")
      ->required();
  options.add_option("--members", request.members_path,
                     "the association's members: gi_id, borrower_id, from, to; needs a book");
  options.add_option("--from", request.first, "first year shown")->check(CLI::Range(1950, 2199));
  options.add_option("--to", request.last, "last year shown")->check(CLI::Range(1950, 2199));
  options.add_option("--max-bad-sheet", max_bad_sheet,
                     "rows of a sheet left out that are borne: N% or N");
}

// A book without members would be read for nothing.
Outcome check_together(const CLI::App& options, const ProgrammeRequest& request) {
  const bool book = options.count("--book") > 0 || options.count("--map") > 0;
  if (!request.members_path.empty() || !book) return Done{};
  return Error{"U-106",
               {},
               "the book is read for lending to members, and no --members is given",
               "add --members MEMBERS.csv, or leave --book out",
               ErrorKind::input};
}

}  // namespace

int report_gi_command(const Arguments& arguments) {
  CommandLine line("report", "Geographical indications by year: brand, premium, users, lending.",
                   "pledgelab report --gi programme.csv --members members.csv --book book "
                   "--as-of 2026-09-30 --html");
  ProgrammeRequest request;
  std::string max_bad_sheet = "0%";
  declare(line.options(), request, max_bad_sheet);
  declare_tests(line.options(), request.tests);
  const InputOptions inputs(line);
  const PageOptions page(line);
  if (const auto code = line.parse(arguments)) return *code;
  auto read = inputs.request();
  if (!read) return refuse(line.json(), read.errors());
  request.inputs = std::move(read).value();
  auto asked = page.request();
  if (!asked) return refuse(line.json(), asked.errors());
  request.page = std::move(asked).value();
  if (const Outcome good = check_together(line.options(), request); !good) {
    return refuse(line.json(), good.errors());
  }
  const auto limit = max_bad_of(max_bad_sheet);
  if (!limit) return refuse(line.json(), limit.errors());
  if (limit.value()) request.most_rejected = *limit.value();
  const auto outcome = report_gi(request);
  if (!outcome) return refuse(line.json(), outcome.errors());
  Json data = to_json(outcome.value());
  data["backtest"] = backtest_note_json(outcome.value().test ? &*outcome.value().test : nullptr);
  return answer(line.json(), data, outcome.value().page.text, outcome.value().warnings);
}

}  // namespace pledgelab
