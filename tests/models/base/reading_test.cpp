// Nearest words, strict mappings, errors as text.
#include <doctest/doctest.h>

#include "models/base/mapping_reader.hpp"
#include "models/base/nearest.hpp"

using namespace pledgelab;

namespace {

Node scalar(const std::string& text, std::uint32_t line) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = text;
  node.line = line;
  node.column = 9;
  return node;
}

Document document(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Document result;
  result.file = "p.yaml";
  result.root.kind = Node::Kind::mapping;
  result.root.line = 1;
  result.root.column = 1;
  std::uint32_t line = 0;
  for (const auto& [key, text] : pairs) {
    ++line;
    result.root.entries.push_back({key, line, 3, scalar(text, line)});
  }
  return result;
}

const std::vector<std::string> kParties = {"fund", "bank", "insurer"};

}  // namespace

TEST_CASE("nearest: edits are counted with swaps and without case") {
  CHECK(edit_distance("kitten", "sitting") == 3);  // the textbook pair
  CHECK(edit_distance("ab", "ba") == 1);
  CHECK(edit_distance("ca", "abc") == 3);  // restricted, not the unrestricted 2
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("FUND", "fund") == 0);
}

TEST_CASE("nearest: a word is suggested when a third of it or less is wrong") {
  CHECK(nearest_word("funt", kParties) == "fund");
  CHECK(nearest_word("insuer", kParties) == "insurer");
  CHECK(nearest_word("bnak", kParties) == "bank");
  CHECK(nearest_word("xxxx", kParties).empty());
  CHECK(nearest_word("fu", kParties).empty());
  const std::vector<std::string> equal = {"cat", "bat"};
  CHECK(nearest_word("rat", equal) == "cat");
  CHECK(suggestion("funt", kParties) == "did you mean 'fund'?");
  CHECK(suggestion("xxxx", kParties) == "expected one of: fund, bank, insurer");
  CHECK(suggestion("x", {}).empty());
  const std::vector<std::string> many(13, "abcdefgh");
  CHECK(suggestion("x", many).ends_with(", …"));
}

TEST_CASE("mapping reader: all faults at once, each with its place and the nearest key") {
  const Document doc = document({{"nmae", "x"}, {"payer", "funt"}, {"note", ""}});
  Errors errors;
  MappingReader reader(doc, doc.root, "step", errors);
  CHECK(reader.required("name") == nullptr);
  CHECK(reader.required_word("payer", kParties) == -1);
  CHECK(reader.required_text("note").empty());
  CHECK(reader.optional("id") == nullptr);
  CHECK(reader.optional_text("kind", "loss") == "loss");
  CHECK(reader.optional_word("mode", {"a", "b"}, 1) == 1);
  reader.done();
  REQUIRE(errors.size() == 4);
  CHECK(to_text(errors[0]) == "p.yaml:1:1: step lacks the key 'name' [Y-202]\n    write name: …");
  CHECK(errors[1].origin.line == 2);
  CHECK(errors[1].hint == "did you mean 'fund'?");
  CHECK(errors[2].code == "Y-203");
  CHECK(to_text(errors[3]) ==
        "p.yaml:1:3: unknown key 'nmae' in step [Y-205]\n    did you mean 'name'?");
}

TEST_CASE("mapping reader: what is right passes, and known keys may be refused elsewhere") {
  const Document doc = document({{"name", "x"}, {"payer", "bank"}, {"later", "1"}});
  Errors errors;
  MappingReader reader(doc, doc.root, "step", errors);
  CHECK(reader.required_text("name") == "x");
  CHECK(reader.required_word("payer", kParties) == 1);
  reader.done({"later"});
  CHECK(errors.empty());
  const Node list = scalar("[]", 4);
  MappingReader wrong(doc, list, "party", errors);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].code == "Y-201");
  CHECK(wrong.required("name") == nullptr);
  CHECK(errors.size() == 1);  // one fault, told once
}

TEST_CASE("errors: parts that are not known are left out") {
  CHECK(to_text({"", {}, "broken", "", ErrorKind::input}) == "broken");
  CHECK(to_text({"", {"f", 0, 0}, "broken", "", ErrorKind::input}) == "f: broken");
  CHECK(to_text({"C-1", {"f", 3, 0}, "broken", "mend", ErrorKind::input}) ==
        "f:3: broken [C-1]\n    mend");
}
