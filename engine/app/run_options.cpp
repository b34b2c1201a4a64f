#include "engine/app/run_options.hpp"

#include <algorithm>
#include <thread>

namespace pledgelab {

InputOptions::InputOptions(CommandLine& line, Dated dated) {
  CLI::App& options = line.options();
  x_book.declare(options, x_request);
  options.add_option("--as-of", x_as_of, "the date, YYYY-MM-DD")
      ->required(dated == Dated::at_parse);
  options.add_option("-s,--scenario", x_request.scenario, "a file or a name");
  options.add_option("-l,--lending", x_request.lending, "a file or a name");
}

Result<InputsRequest> InputOptions::request() const { return request("--as-of", x_as_of); }

Result<InputsRequest> InputOptions::request(const std::string& option,
                                            const std::string& date) const {
  InputsRequest request = x_request;
  if (const Outcome good = x_book.finish(request); !good) return good.errors();
  request.as_of = parse_date(date);
  if (request.as_of) return request;
  if (date.empty()) {
    return Error{"U-104",
                 {},
                 option + " is required: the date is always explicit",
                 "write " + option + " YYYY-MM-DD",
                 ErrorKind::input};
  }
  return Error{
      "U-104", {}, option + " '" + date + "' is no date", "write YYYY-MM-DD", ErrorKind::input};
}

DrawOptions::DrawOptions(CommandLine& line) {
  CLI::App& options = line.options();
  options.add_option("-M,--months", x_months, "horizon in months")->check(CLI::Range(1, 1200));
  options.add_option("-N,--paths", x_paths, "number of paths")->check(CLI::Range(2U, 10'000'000U));
  options.add_option("--seed", x_seed, "seed of all random numbers");
  options.add_option("-t,--threads", x_threads, "threads; 0: all processors")
      ->check(CLI::Range(0U, 1024U));
  options.add_flag("--no-tape", x_no_tape, "keep the losses' digest only, not the losses");
}

void DrawOptions::fill(RunRequest& request) const {
  request.months = x_months;
  request.paths = x_paths;
  request.seed = x_seed;
  request.threads = x_threads == 0 ? all_threads() : x_threads;
  request.keep_tape = !x_no_tape;
}

unsigned all_threads() { return std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace pledgelab
