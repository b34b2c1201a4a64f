// Verb demo: a sample project made and run end to end, as a user's own would be.
#pragma once

#include <string>

#include "engine/verbs/run.hpp"

namespace pledgelab {

struct DemoRequest {
  std::string folder = "pledgelab-demo";  // made when it is not there; an earlier demo is run again
  unsigned threads = 1;
  std::string recorded_at;  // UTC, by the caller's clock
};

/// Makes the project with the sample book in it as CSV (init, whole or not at all), imports that
/// into its store, and runs the stored book under Zhongshan's scheme with the balance of its fund.
/// Errors: J-103 a folder that is no demo project and not empty; those of import and run.
Result<RunOutcome> demo(const DemoRequest& request, RunControl& control);

}  // namespace pledgelab
