// The run verb's own decisions: what it keeps.
#include "engine/verbs/run.hpp"

#include <doctest/doctest.h>

#include <atomic>
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

TEST_CASE("verbs: a run that was stopped before its draw makes no folder") {
  const test::Folder folder;
  const std::atomic<bool> pressed{true};
  RunControl control;
  control.interrupt = &pressed;
  bool drawn = false;
  control.progress = [&](std::uint64_t, std::uint64_t) { drawn = true; };
  const auto stopped = run(sample_run(folder.path()), control);
  REQUIRE_FALSE(stopped.ok());
  CHECK(stopped.errors().front().kind == ErrorKind::stopped);
  CHECK_FALSE(drawn);
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("verbs: a draft that is being written is not taken for a dead one") {
  const test::Folder folder;
  const std::string id = "r0123456789ab";
  auto first = RunFolder::begin(folder.path(), id);
  REQUIRE(first.ok());
  REQUIRE(first.value().write("loans.csv", "a\n").ok());
  auto second = RunFolder::begin(folder.path(), id);
  REQUIRE(second.ok());
  REQUIRE(second.value().write("loans.csv", "a\n").ok());
  CHECK(first.value().finish("{}\n").ok());
  CHECK(second.value().finish("{}\n").ok());
  CHECK(std::filesystem::exists(folder.path() + "/runs/" + id + "/loans.csv"));
}

TEST_CASE("verbs: inputs are compared both ways, equal bytes one by one") {
  const auto count = [](const std::vector<HashedInput>& before, const std::vector<HashedInput>& now,
                        bool same_policy) {
    Recipe recipe;
    recipe.hashes = before;
    return changed_inputs(recipe, now, same_policy).size();
  };
  const HashedInput one{"law", "a", "11"};
  const HashedInput same{"law", "b", "11"};
  const HashedInput policy{"policy", "p", "22"};
  CHECK(count({one}, {same}, true) == 0);  // the name is no part of what a text says
  CHECK(count({one}, {}, true) == 1);
  CHECK(count({}, {one}, true) == 1);
  CHECK(count({one, same}, {one}, true) == 1);
  CHECK(count({one}, {one, same}, true) == 1);
  CHECK(count({one}, {{"scenario", "a", "11"}}, true) == 2);
  CHECK(count({one, policy}, {one}, false) == 0);
  CHECK(count({one}, {policy, one}, false) == 0);
  CHECK(count({one}, {policy, one}, true) == 1);
}
