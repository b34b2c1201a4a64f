#include "engine/verbs/demo.hpp"

#include <filesystem>
#include <system_error>

#include "engine/formats/file.hpp"
#include "engine/formats/yaml.hpp"
#include "engine/verbs/project.hpp"
#include "engine/verbs/shipped.hpp"
#include "engine/verbs/store_import.hpp"
#include "models/sample/read.hpp"

namespace pledgelab {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSample = "tests/data/sample-book/";
constexpr std::string_view kSampleLevels = "scenarios/sample-book.yaml";
const std::string kBookFolder = "sample-book";

// The policy whose fund can run dry.
const std::string kPolicy = "zhongshan-fund";

// The sample book's own date, from the file that it was drawn by.
Result<Date> sample_date() {
  for (const ShippedFile& file : shipped_files()) {
    if (file.path != kSampleLevels) continue;
    const auto document = parse_yaml(std::string(file.text), std::string(file.path));
    if (!document) return document.errors();
    const auto sample = read_sample(document.value());
    if (!sample) return sample.errors();
    return sample.value().as_of;
  }
  return Error{"J-102", {}, "the program carries no sample book", "", ErrorKind::world};
}

Outcome write_book(const fs::path& folder) {
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (fault) {
    return Error{"J-104",
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

Outcome store_sample(const DemoRequest& request, const std::string& book, Date as_of) {
  ImportRequest import;
  import.path = book;
  import.as_of = as_of;
  import.project = request.folder;
  const auto read = import_book(import);
  if (!read) return read.errors();
  const auto stored = store_import(import, read.value(), request.recorded_at);
  if (!stored) return stored.errors();
  return Done{};
}

}  // namespace

Result<RunOutcome> demo(const DemoRequest& request, RunControl& control) {
  const auto as_of = sample_date();
  if (!as_of) return as_of.errors();
  const fs::path book = fs::path(request.folder) / kBookFolder;
  std::error_code ignored;
  if (!fs::exists(book / "loans.csv", ignored)) {
    const auto with_book = [](const std::string& draft) {
      return write_book(fs::path(draft) / kBookFolder);
    };
    const Outcome made = init_project(request.folder, with_book);
    if (!made) return made.errors();
  }
  if (const Outcome go = go_on(control); !go) return go.errors();
  const Outcome stored = store_sample(request, book.string(), as_of.value());
  if (!stored) {
    return stored.errors();
  }
  RunRequest run_request;
  run_request.inputs.as_of = as_of.value();
  run_request.inputs.project = request.folder;
  run_request.project = request.folder;
  run_request.policy = kPolicy;
  run_request.threads = request.threads;
  return run(run_request, control);
}

}  // namespace pledgelab
