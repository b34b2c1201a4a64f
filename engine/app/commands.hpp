// The verbs of the program: name, one line, and what runs. A verb that is not built is refused by
// name.
#pragma once

#include <span>
#include <string>

#include "engine/app/command_line.hpp"

namespace pledgelab {

struct Command {
  const char* name;
  const char* summary;
  const char* summary_zh;
  int (*run)(const Arguments& arguments);
};

/// Those that exist, in the order of `help`.
std::span<const Command> commands();

int demo_command(const Arguments& arguments);
int init_command(const Arguments& arguments);
int import_command(const Arguments& arguments);
int market_command(const Arguments& arguments);
int check_command(const Arguments& arguments);
int score_command(const Arguments& arguments);
int value_command(const Arguments& arguments);
int simulate_command(const Arguments& arguments);
int run_command(const Arguments& arguments);
int report_command(const Arguments& arguments);
int share_command(const Arguments& arguments);
int compare_command(const Arguments& arguments);
int backtest_command(const Arguments& arguments);
int explain_command(const Arguments& arguments);
int formula_command(const Arguments& arguments);
int schema_command(const Arguments& arguments);
int version_command(const Arguments& arguments);

/// The whole program: argv without its first element → exit code.
int run_program(const Arguments& arguments);

}  // namespace pledgelab
