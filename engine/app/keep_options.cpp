#include "engine/app/keep_options.hpp"

#include "engine/app/run_options.hpp"

namespace pledgelab {

KeepOptions::KeepOptions(CommandLine& line) {
  CLI::App& options = line.options();
  options.add_flag("--keep", x_keep,
                   "append this valuation with its recipe to PROJECT/valuations; stopped, the same "
                   "command goes on");
  options.add_option("--out", x_out, "keep valuations in this folder instead");
  options.add_option("-t,--threads", x_threads, "threads; 0: all processors")
      ->check(CLI::Range(0U, 1024U));
  options.add_option("--history", x_history,
                     "ASSET: every kept valuation of this right, with its recipe");
  options.add_option("--again", x_again,
                     "ID: a kept valuation from its recipe once more, compared byte by byte");
}

Outcome KeepOptions::look_alone(CommandLine& line) const {
  const std::string own = x_again.empty() ? "--history" : "--again";
  for (const CLI::Option* other : line.options().get_options()) {
    const std::string name = other->get_name();
    const bool goes_with = name == own || name == "--json" || name == "--project" ||
                           name == "--out" || name == "--threads";
    if (goes_with || other->count() == 0) continue;
    return Error{"U-109",
                 {},
                 own + " looks at what is kept: " + name + " would be left aside",
                 "leave it out; --project or --out says where the valuations are kept",
                 ErrorKind::input};
  }
  return Done{};
}

unsigned KeepOptions::threads() const { return x_threads == 0 ? all_threads() : x_threads; }

std::string KeepOptions::place(const std::string& project) const {
  if (x_out.empty()) return project == "." ? "valuations" : project + "/valuations";
  const std::size_t end = x_out.find_last_not_of('/');
  return end == std::string::npos ? x_out : x_out.substr(0, end + 1);
}

}  // namespace pledgelab
