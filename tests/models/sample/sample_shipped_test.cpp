// The shipped book is what the tool makes, byte for byte, and says what is wrong in it on purpose.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "engine/formats/file.hpp"
#include "models/sample/faults.hpp"
#include "models/sample/sample.hpp"
#include "tests/models/sample/the_sample.hpp"

using namespace pledgelab;

namespace {

int make_book(const std::string& arguments) {
  const std::string command = "'" + test::build_root() + "/tools/pledgelab_make_book' --spec '" +
                              test::source_root() + "/scenarios/sample-book.yaml' " + arguments +
                              " > /dev/null 2>&1";
  return std::system(command.c_str());
}

}  // namespace

TEST_CASE("sample: the shipped folder is made again byte for byte") {
  const test::Folder folder;
  REQUIRE(make_book("--pledges 240 --seed 20190830 --faults --out '" + folder.path() + "/b'") == 0);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path() + "/b")) {
    const std::string name = entry.path().filename().string();
    const auto shipped = read_file(test::source_root() + "/tests/data/sample-book/" + name);
    REQUIRE_MESSAGE(shipped.ok(), name);
    CHECK_MESSAGE(shipped.value() == read_file(entry.path().string()).value(), name);
    ++files;
  }
  CHECK(files == 7);  // six tables and the README
}

TEST_CASE("sample: a larger book begins with the smaller one's rows") {
  const test::Folder folder;
  REQUIRE(make_book("--pledges 100 --out '" + folder.path() + "/small'") == 0);
  REQUIRE(make_book("--pledges 5000 --out '" + folder.path() + "/large'") == 0);
  for (const char* name : {"loans.csv", "assets.csv", "borrowers.csv", "lenders.csv"}) {
    const std::string small = read_file(folder.path() + "/small/" + name).value();
    const std::string large = read_file(folder.path() + "/large/" + name).value();
    CHECK_MESSAGE(large.substr(0, small.size()) == small, name);
  }
}

TEST_CASE("sample: make_book refuses what it cannot read") {
  const test::Folder folder;
  CHECK(make_book("--pledges 0 --out '" + folder.path() + "/x'") != 0);
  CHECK(make_book("--pledges 10") != 0);
  CHECK(make_book("--bogus 10 --out '" + folder.path() + "/x'") != 0);
}

TEST_CASE("sample: eight faults, each told once with a place") {
  const SampleSpec spec = test::the_sample();
  const FaultySample faulty = make_sample_faults(spec, 200, "L00000001");
  CHECK(faulty.faults.size() == 8);
  std::set<std::string> places;
  for (const SampleFault& fault : faulty.faults) {
    CHECK(!fault.code.empty());
    CHECK(!fault.meaning_zh.empty());
    CHECK(places.insert(fault.place).second);
  }
  for (const FaultyCell& cell : faulty.cells) CHECK(cell.row < rows_of(faulty.book, cell.table));
}
