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
}

Outcome KeepOptions::look_alone(CommandLine& line) const {
  for (const CLI::Option* other : line.options().get_options()) {
    const std::string name = other->get_name();
    const bool goes_with = name == "--history" || name == "--json" || name == "--project" ||
                           name == "--out" || name == "--threads";
    if (goes_with || other->count() == 0) continue;
    return Error{
        "U-109",
        {},
        "--history looks at what is kept and values nothing: " + name + " would be left aside",
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
