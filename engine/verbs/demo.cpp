#include "engine/verbs/demo.hpp"

#include <filesystem>
#include <system_error>

#include "engine/formats/file.hpp"
#include "engine/verbs/project.hpp"
#include "engine/verbs/shipped.hpp"

namespace pledgelab {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSample = "tests/data/sample-book/";
const std::string kBookFolder = "sample-book";

// The sample book's own date (scenarios/sample-book.yaml), and the policy whose fund can run dry.
const Date kAsOf = *make_date(2026, 9, 30);
const std::string kPolicy = "zhongshan-fund";

Outcome write_book(const fs::path& folder) {
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (fault) {
    return Error{"R-104",
                 {folder.string(), 0, 0},
                 "cannot make the folder: " + fault.message(),
                 "",
                 ErrorKind::world};
  }
  for (const ShippedFile& file : shipped_files()) {
    if (file.path.rfind(kSample, 0) != 0) continue;
    const std::string name(file.path.substr(kSample.size()));
    const Outcome done = write_file((folder / name).string(), std::string(file.text));
    if (!done) return done.errors();
  }
  return Done{};
}

}  // namespace

Result<RunOutcome> demo(const DemoRequest& request, RunControl& control) {
  const fs::path book = fs::path(request.folder) / kBookFolder;
  std::error_code ignored;
  if (!fs::exists(book / "loans.csv", ignored)) {
    if (const Outcome made = init_project(request.folder); !made) return made.errors();
    if (const Outcome written = write_book(book); !written) return written.errors();
  }
  RunRequest run_request;
  run_request.inputs.book = book.string();
  run_request.inputs.as_of = kAsOf;
  run_request.inputs.project = request.folder;
  run_request.project = request.folder;
  run_request.policy = kPolicy;
  run_request.threads = request.threads;
  return run(run_request, control);
}

}  // namespace pledgelab
