// The bench runs and its two sides agree; nothing is timed here.
#include <doctest/doctest.h>

#include <cstdlib>

#include "engine/formats/file.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

TEST_CASE("bench: --quick runs every kernel beside its twin") {
  const test::Folder folder;
  const std::string out = folder.path() + "/bench.txt";
  const std::string command = "'" + test::build_root() +
                              "/tests/bench/pledgelab_bench' --quick --root '" +
                              test::source_root() + "' > '" + out + "' 2>&1";
  REQUIRE(std::system(command.c_str()) == 0);
  const std::string text = read_file(out).value();
  CAPTURE(text);
  for (const char* name : {"draw, 240 pledges",
                           "draw, large book",
                           "severity, 240 pledges",
                           "severity, large book",
                           "share, 240 pledges",
                           "share, large book",
                           "share by day, 240 pledges",
                           "waterfall, row-by-row twin",
                           "waterfall, objects and hash maps",
                           "waterfall, fused by hand",
                           "sparse, three levels",
                           "points, kernel alone",
                           "income 20 years, scalar libm DCF",
                           "income 20 years, QuantLib curve",
                           "income 20 years, QuantLib npv",
                           "income 0-20 years, scalar libm DCF",
                           "income, reading the same bytes",
                           "lattices, QuantLib CRR, American",
                           "lattices, QuantLib CRR, European",
                           "least squares, QuantLib LSM",
                           "least squares, 32 on same normals",
                           "revalue 36 months, 240 pledges",
                           "revalue 36 months, large book",
                           "simulate",
                           "run_book, large book"}) {
    CHECK(text.find(name) != std::string::npos);
  }
  CHECK(text.find("DISAGREE") == std::string::npos);
}
