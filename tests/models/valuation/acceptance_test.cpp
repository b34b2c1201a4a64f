// No row of the acceptance table is forgotten: each is named by a test of the models or by the
// source of a formula that runs alone. Its figures are held by acceptance_formulas_test of
// tests/engine/verbs, which reads them from the table.
#include <doctest/doctest.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "tests/support/csv_rows.hpp"
#include "tests/support/places.hpp"

namespace {

namespace fs = std::filesystem;
using namespace pledgelab;

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Tests of the models and of the oracles, and the rooms' lists of formulas; not this file, and not
// the rooms of the sharing vectors, whose own table counts from V01 too.
std::vector<std::string> sources() {
  std::vector<std::string> texts;
  const fs::path root = test::source_root();
  for (const char* folder : {"tests/models", "tests/oracle", "models"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string name = entry.path().filename().string();
      const bool formulas = name.rfind("formulas", 0) == 0;
      const std::string room = entry.path().parent_path().filename().string();
      if (entry.path().extension() != ".cpp" || name == "acceptance_test.cpp") continue;
      if (room == "base" || room == "policy" || room == "sharing") continue;
      if (std::string(folder) == "models" && !formulas) continue;
      texts.push_back(text_of(entry.path()));
    }
  }
  return texts;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// The id as a word of its own: V4 is not named by V44, nor V30 by V-301.
bool names(const std::string& text, const std::string& id) {
  for (auto at = text.find(id); at != std::string::npos; at = text.find(id, at + 1)) {
    const bool starts = at == 0 || !is_word(text[at - 1]);
    const std::size_t end = at + id.size();
    if (starts && (end == text.size() || !is_word(text[end]))) return true;
  }
  return false;
}

bool named(const std::vector<std::string>& texts, const std::string& id) {
  // A row's variants, V03a and V03b, may be named by their number.
  const bool variant = std::isalpha(static_cast<unsigned char>(id.back())) != 0;
  const std::string number = variant ? id.substr(0, id.size() - 1) : id;
  for (const std::string& text : texts) {
    if (names(text, id) || names(text, number)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("acceptance table: every row is named by a test or by a formula's source") {
  const auto texts = sources();
  std::set<std::string> rows;
  for (const auto& row :
       test::csv_rows(test::source_root() + "/tests/data/valuation/acceptance_valuation.csv")) {
    const std::string& id = row.at("id");
    CHECK_MESSAGE(rows.insert(id).second, id, " stands twice");
    CHECK_MESSAGE(named(texts, id), id, " (", row.at("model"), ") is named by no test");
  }
  CHECK(rows.size() == 55);
}

TEST_CASE("acceptance table: an id is found as a word, not inside another") {
  CHECK(names("acceptance V44, V45", "V45"));
  CHECK(names("V44", "V44"));
  CHECK_FALSE(names("V441 xV44 V-44 V4", "V44"));
  CHECK_FALSE(named({"V030 V3"}, "V03a"));
  CHECK(named({"(V03)"}, "V03a"));
  CHECK_FALSE(named({"V03b"}, "V03a"));
}
