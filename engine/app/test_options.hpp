// The options of a page that tells values: the ledger and the outcomes that test them.
#pragma once

#include "engine/app/command_line.hpp"
#include "engine/verbs/backtest.hpp"

namespace pledgelab {

inline constexpr const char* kTestOptions[] = {"--ledger", "--outcomes"};

/// Declares --ledger --outcomes, both read; `files` is filled at the parse.
inline void declare_tests(CLI::App& options, TestFiles& files) {
  options.add_option("--ledger", files.ledger,
                     "with --outcomes: earlier forecasts (value --ledger), which they test");
  options.add_option("--outcomes", files.outcomes,
                     "with --ledger: sales, licences, re-appraisals since; else 未经回测");
}

}  // namespace pledgelab
