// The run verb's own decisions: what it keeps.
#include "engine/verbs/run.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

RunRequest sample_run(const std::string& project) {
  RunRequest request;
  request.inputs.book = "sample";
  request.inputs.as_of = make_date(2026, 9, 30);
  request.policy = "zhongshan-fund";
  request.months = 12;
  request.paths = 40;
  request.project = project;
  return request;
}

}  // namespace

TEST_CASE("verbs: run keeps a tape up to its limit of rows, and says when it does not") {
  const test::Folder folder;
  RunControl control;
  const auto whole = run(sample_run(folder.path()), control);
  REQUIRE(whole.ok());
  REQUIRE(whole.value().tape_rows > 1);
  CHECK(std::filesystem::exists(whole.value().folder + "/tape.bin"));

  const test::Folder other;
  RunRequest request = sample_run(other.path());
  request.most_tape_rows = whole.value().tape_rows;  // at the limit it is kept
  const auto limit = run(request, control);
  REQUIRE(limit.ok());
  CHECK(std::filesystem::exists(limit.value().folder + "/tape.bin"));

  const test::Folder third;
  request = sample_run(third.path());
  request.most_tape_rows = whole.value().tape_rows - 1;
  const auto beyond = run(request, control);
  REQUIRE(beyond.ok());
  CHECK_FALSE(std::filesystem::exists(beyond.value().folder + "/tape.bin"));
  CHECK(beyond.value().tape_sha256 == whole.value().tape_sha256);
  CHECK(beyond.value().warnings.back().find("not kept") != std::string::npos);
}
