// Verb demo: a sample project made and run end to end, as a user's own would be.
#pragma once

#include <string>

#include "engine/verbs/run.hpp"

namespace pledgelab {

struct DemoRequest {
  std::string folder = "pledgelab-demo";  // made when it is not there; an earlier demo is run again
  unsigned threads = 1;
};

/// Makes the project (init), writes the sample book into it as CSV, and runs it under Zhongshan's
/// scheme with the balance of its fund. Errors: R-103 a folder that is no demo project and not
/// empty; those of run.
Result<RunOutcome> demo(const DemoRequest& request, RunControl& control);

}  // namespace pledgelab
