#include "tests/engine/verbs/kept_values.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "engine/formats/file.hpp"
#include "tests/support/made_book.hpp"

namespace pledgelab::test {

namespace fs = std::filesystem;

const std::string& made_book() {
  static const Folder folder;
  static const std::string path = [] {
    write_made_book(folder.path() + "/book", 4'300);
    return folder.path() + "/book";
  }();
  return path;
}

ValueRequest keep_request(const std::string& place) {
  ValueRequest request;
  request.inputs.book = made_book();
  request.inputs.as_of = make_date(2026, 9, 30);
  request.reasons = false;
  request.keep = place;
  return request;
}

std::string keep_whole(const std::string& place) {
  RunControl control;
  const auto kept = value(keep_request(place), control);
  REQUIRE_MESSAGE(kept.ok(), first_code(kept));
  return kept.value().kept->id;
}

std::map<std::string, std::string> files_in(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().lexically_relative(folder).string();
    files[name] = entry.is_regular_file() ? read_file(entry.path().string()).value() : "";
  }
  return files;
}

}  // namespace pledgelab::test
