// One name, one type: two definitions of one qualified name are undefined behaviour (ODR). The
// linker keeps one type's inline members for both, and the program crashes far from the cause.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "tests/house/declared_types.hpp"
#include "tests/house/files.hpp"

namespace {

using pledgelab::test::declared_types;
using pledgelab::test::DeclaredType;

struct Place {
  std::string file;
  DeclaredType type;
  [[nodiscard]] std::string text() const { return file + ":" + std::to_string(type.line); }
};

std::map<std::string, std::vector<Place>> types_of_the_house() {
  std::map<std::string, std::vector<Place>> places;
  for (const auto& file : pledgelab::test::sources({"models", "engine", "tests", "tools"})) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (const DeclaredType& type : declared_types(text)) {
      places[type.name].push_back({pledgelab::test::name_in_house(file), type});
    }
  }
  return places;
}

std::string names(const std::string& text) {
  std::string out;
  for (const DeclaredType& type : declared_types(text)) {
    out += (type.anonymous ? "~" : "") + type.name + "@" + std::to_string(type.line) + " ";
  }
  return out;
}

}  // namespace

TEST_CASE(
    "house: a type's qualified name is defined once; a nameless namespace hides no public type") {
  std::size_t found = 0;
  for (const auto& each_name : types_of_the_house()) {
    const auto& name = each_name.first;
    const auto& places = each_name.second;
    for (const Place& first : places) {
      ++found;
      if (first.type.anonymous) continue;
      for (const Place& other : places) {
        if (&other == &first || (!other.type.anonymous && &other < &first)) continue;
        CHECK_MESSAGE(false, name, " is defined at ", first.text(), " and again at ", other.text(),
                      std::string(other.type.anonymous ? " in a nameless namespace" : ""));
      }
    }
  }
  CHECK(found > 300);  // the reader of the sources sees them at all
}

TEST_CASE("house: the reader of types finds definitions at namespace scope and nothing else") {
  CHECK(names("namespace a {\nstruct B {};\nnamespace {\nclass C : D<int> { struct E {}; };\n}}") ==
        "a::B@2 ~a::C@4 ");
  CHECK(names("namespace a::b { enum class E : int { x }; union U { int i; }; }\nenum F { y };") ==
        "a::b::E@1 a::b::U@1 F@2 ");
  CHECK(
      names("template <class T> struct A final { T t; };\nstruct [[nodiscard]] alignas(8) B {};") ==
      "A@1 B@2 ");
  CHECK(
      names("struct A;\nenum class B : int;\nstruct C f(struct D d);\ntemplate <class T> int g();")
          .empty());
  CHECK(names("template <> struct hash<A> {};\nvoid f() { struct B {}; }\nusing C = A;").empty());
  CHECK(names("// struct A {};\n/* struct B {\n}; */ auto c = \"struct C {\"; char d = '{';\n"
              "auto e = R\"x({ struct E {)x\";\n#define F struct F { \\\n {\nint g = 1'000'000;\n"
              "struct H {};") == "H@8 ");
  CHECK(names("int f(int x = int{3}) { return x; }\nusing namespace std;\nnamespace s = std;\n"
              "struct A {};") == "A@4 ");
}
