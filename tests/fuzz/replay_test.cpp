// Every file that fuzzing ever found, and the hand-made ones, in every run of the tests.
#include <doctest/doctest.h>

#include <filesystem>

#include "engine/formats/file.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/support/places.hpp"

namespace {

std::size_t replay(const std::string& name, void (*target)(std::string_view)) {
  std::size_t files = 0;
  const std::string folder = pledgelab::test::source_root() + "/tests/fuzz/corpus/" + name;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    CAPTURE(entry.path().string());
    target(pledgelab::read_file(entry.path().string()).value());
    ++files;
  }
  return files;
}

}  // namespace

TEST_CASE("fuzz: the corpora, replayed") {
  CHECK(replay("yaml", pledgelab::fuzz::yaml) >= 40);
  CHECK(replay("csv", pledgelab::fuzz::csv) >= 40);
  CHECK(replay("text", pledgelab::fuzz::text) >= 40);
}
