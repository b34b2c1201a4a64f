#include "tests/support/made_book.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "engine/formats/file.hpp"
#include "engine/formats/yaml.hpp"
#include "models/book/write.hpp"
#include "models/sample/read.hpp"
#include "models/sample/sample.hpp"
#include "tests/support/places.hpp"

namespace pledgelab::test {

void write_made_book(const std::string& folder, std::uint64_t loans) {
  const auto document = read_yaml(source_root() + "/scenarios/sample-book.yaml");
  REQUIRE(document.ok());
  const auto spec = read_sample(document.value());
  REQUIRE(spec.ok());
  const Book book = make_sample(spec.value(), 0, loans);
  std::filesystem::create_directories(folder);
  for (std::uint8_t t = 0; t < kBookTables; ++t) {
    const auto table = static_cast<BookTable>(t);
    REQUIRE(write_file(folder + "/" + table_name(table) + ".csv", table_csv(book, table)).ok());
  }
}

}  // namespace pledgelab::test
