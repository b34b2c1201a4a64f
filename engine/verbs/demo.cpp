#include "engine/verbs/demo.hpp"

#include <filesystem>
#include <system_error>

#include "engine/formats/file.hpp"
#include "engine/verbs/project.hpp"
#include "engine/verbs/shipped.hpp"
#include "engine/verbs/store_import.hpp"

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

Outcome store_sample(const DemoRequest& request, const std::string& book) {
  ImportRequest import;
  import.path = book;
  import.as_of = kAsOf;
  import.project = request.folder;
  const auto read = import_book(import);
  if (!read) return read.errors();
  const auto stored = store_import(import, read.value(), request.recorded_at);
  if (!stored) return stored.errors();
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
  if (const Outcome stored = store_sample(request, book.string()); !stored) {
    return stored.errors();
  }
  RunRequest run_request;
  run_request.inputs.as_of = kAsOf;
  run_request.inputs.project = request.folder;
  run_request.project = request.folder;
  run_request.policy = kPolicy;
  run_request.threads = request.threads;
  return run(run_request, control);
}

}  // namespace pledgelab
