#include "engine/app/answer.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/progress.hpp"
#include "engine/verbs/project.hpp"

namespace pledgelab {

int init_command(const Arguments& arguments) {
  CommandLine line("init", "Makes an empty project: the shipped policies and scenarios, runs/.",
                   "pledgelab init my-bank");
  std::string folder;
  line.options().add_option("DIR", folder, "the new folder")->required();
  if (const auto code = line.parse(arguments)) return *code;
  watch_interrupts();  // a moment's work, done whole
  const Outcome made = init_project(folder);
  if (!made) return refuse(line.json(), made.errors());
  return answer(line.json(), {{"project", folder}},
                "project " + folder + "\nnext: cd " + folder +
                    " && pledgelab import YOUR-LEDGER.csv --unit wan\n",
                {});
}

}  // namespace pledgelab
