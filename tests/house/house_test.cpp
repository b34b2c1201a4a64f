// Holds the house: who may include whom, what models may not know, sizes, a README for each folder.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/house/files.hpp"
#include "tests/support/places.hpp"

#ifdef __FAST_MATH__
#error "fast-math changes bits: never here"
#endif

namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

using pledgelab::test::lines_of;
using pledgelab::test::name_in_house;

const fs::path kRoot = pledgelab::test::source_root();

std::map<std::string, std::set<std::string>> corridor(Lines* order = nullptr) {
  std::map<std::string, std::set<std::string>> rooms;
  for (const std::string& line : lines_of(kRoot / "tests/house/corridor.txt")) {
    if (line.empty() || line[0] == '#') continue;
    const auto colon = line.find(':');
    const std::string room = line.substr(0, colon);
    std::istringstream uses(line.substr(colon + 1));
    rooms[room] = {};
    for (std::string used; uses >> used;) rooms[room].insert(used);
    if (order != nullptr) order->push_back(room);
  }
  return rooms;
}

std::vector<fs::path> sources() { return pledgelab::test::sources({"models", "engine"}); }

std::string room_of(const std::string& path) {
  const auto first = path.find('/');
  const auto second = path.find('/', first + 1);
  return second == std::string::npos ? path.substr(0, first) : path.substr(0, second);
}

// The path or name of an #include line; empty for other lines. `own` says which quotes it had.
std::string included(const std::string& line, bool& own) {
  if (line.rfind("#include", 0) != 0) return {};
  const auto open = line.find_first_of("<\"");
  if (open == std::string::npos) return {};
  own = line[open] == '"';
  const auto close = line.find_first_of(">\"", open + 1);
  return line.substr(open + 1, close - open - 1);
}

struct Door {
  const char* prefix;
  Lines allowed;  // path prefixes that may include it
};

// Outside libraries and parts of the standard library keep to their doors.
const std::vector<Door> kDoors = {
    {"fstream", {"engine/"}},
    {"iostream", {"engine/"}},
    {"filesystem", {"engine/"}},
    {"thread", {"engine/"}},
    {"mutex", {"engine/"}},
    {"atomic", {"engine/"}},
    {"chrono", {"engine/"}},
    {"future", {"engine/"}},
    {"random", {}},
    {"sqlite3.h", {"engine/store/"}},
    {"yaml-cpp/", {"engine/formats/yaml.cpp"}},
    {"ql/", {"tests/oracle/", "models/option/option_ql.cpp"}},
    {"nlohmann/", {"engine/"}},
    {"openssl/", {"engine/formats/digest.cpp"}},
    {"boost/", {"engine/formats/"}},
    {"CLI/", {"engine/app/"}},
};

// Folders without a README, and why. A data set's chapter is its PROVENANCE.md.
const std::map<std::string, std::string> kChapterElsewhere = {
    {".ci", "one script, told at its head; hosts expect nothing else there"},
    {"tests/fuzz/corpus", "what the replay reads; the chapter is tests/fuzz/README.md"},
    {"tests/fuzz/corpus/csv", "inputs of one reader; the chapter is tests/fuzz/README.md"},
    {"tests/fuzz/corpus/text", "inputs of one reader; the chapter is tests/fuzz/README.md"},
    {"tests/fuzz/corpus/yaml", "inputs of one reader; the chapter is tests/fuzz/README.md"},
};

// Every folder of the checkout, but those that git ignores or owns.
std::vector<fs::path> folders() {
  const Lines ignored = lines_of(kRoot / ".gitignore");
  std::vector<fs::path> found;
  for (auto walk = fs::recursive_directory_iterator(kRoot); walk != end(walk); ++walk) {
    if (!walk->is_directory()) continue;
    const std::string path = name_in_house(walk->path());
    const bool skip =
        path == ".git" || std::any_of(ignored.begin(), ignored.end(), [&](const std::string& line) {
          return line == "/" + path + "/" || line == walk->path().filename().string() + "/";
        });
    if (skip) {
      walk.disable_recursion_pending();
    } else {
      found.push_back(walk->path());
    }
  }
  return found;
}

}  // namespace

TEST_CASE("house: every folder has its chapter, a README with a title and a text") {
  std::set<std::string> without;
  for (const fs::path& folder : folders()) {
    const std::string path = name_in_house(folder);
    const bool data = path.rfind("tests/data/", 0) == 0;
    if (data && fs::exists(folder / "PROVENANCE.md")) continue;
    if (!fs::exists(folder / "README.md")) {
      without.insert(path);
      CHECK_MESSAGE(kChapterElsewhere.count(path) == 1, path, " has no README.md");
      continue;
    }
    const Lines lines = lines_of(folder / "README.md");
    const bool whole = lines.size() >= 3 && lines[0].rfind("# ", 0) == 0;
    CHECK_MESSAGE(whole, path, "/README.md has no title or no text");
  }
  for (const auto& each_path : kChapterElsewhere) {
    const auto& path = each_path.first;
    const auto& reason = each_path.second;
    CHECK_MESSAGE(without.count(path) == 1, "no longer an exception: ", path, " (", reason, ")");
  }
}

TEST_CASE("house: each room uses only rooms to its left, and the list has no arrow backwards") {
  Lines order;
  const auto rooms = corridor(&order);
  std::set<std::string> seen;
  for (const std::string& room : order) {
    for (const std::string& used : rooms.at(room)) {
      CHECK_MESSAGE(seen.count(used) == 1, room, " uses ", used, ", which stands to its right");
    }
    CHECK_MESSAGE(fs::is_directory(kRoot / room), "no such room: ", room);
    seen.insert(room);
  }
}

TEST_CASE("house: a file includes its own room or one that its room uses") {
  const auto rooms = corridor();
  for (const fs::path& file : sources()) {
    const std::string path = name_in_house(file);
    const std::string room = room_of(path);
    CHECK_MESSAGE(rooms.count(room) == 1, path, " stands in no room of the corridor");
    if (rooms.count(room) == 0) continue;
    for (const std::string& line : lines_of(file)) {
      bool own = false;
      const std::string target = included(line, own);
      if (target.empty() || !own) continue;
      const std::string other = room_of(target);
      CHECK_MESSAGE((other == room || rooms.at(room).count(other) == 1), path, " includes ",
                    target);
      CHECK_MESSAGE(fs::exists(kRoot / target), path, " includes ", target, " not from the root");
    }
  }
}

TEST_CASE("house: outside libraries keep to their doors") {
  for (const fs::path& file : sources()) {
    const std::string path = name_in_house(file);
    for (const std::string& line : lines_of(file)) {
      bool own = false;
      const std::string target = included(line, own);
      if (target.empty() || own) continue;
      for (const Door& door : kDoors) {
        const std::string prefix = door.prefix;
        const bool folder = prefix.back() == '/';
        if (folder ? target.rfind(prefix, 0) != 0 : target != prefix) continue;
        const bool allowed = std::any_of(door.allowed.begin(), door.allowed.end(),
                                         [&](const auto& a) { return path.rfind(a, 0) == 0; });
        CHECK_MESSAGE(allowed, path, " includes <", target, ">");
      }
    }
  }
}

TEST_CASE("house: models throw nothing, know no clock, no environment, no virtual function") {
  const Lines banned = {"throw ",    "std::getenv", "virtual ",
                        "std::cout", "std::cerr",   "time(nullptr)"};
  for (const fs::path& file : sources()) {
    const std::string path = name_in_house(file);
    if (path.rfind("models/", 0) != 0) continue;
    for (const std::string& line : lines_of(file)) {
      const std::string code = line.substr(0, line.find("//"));
      for (const std::string& word : banned) {
        CHECK_MESSAGE(code.find(word) == std::string::npos, path, ": ", line);
      }
    }
  }
}

TEST_CASE(
    "house: headers to 250 lines, sources to 500, lines to 100 columns, functions to 60 lines") {
  for (const fs::path& file : sources()) {
    const std::string path = name_in_house(file);
    const Lines lines = lines_of(file);
    const std::size_t most = file.extension() == ".hpp" ? 250 : 500;
    CHECK_MESSAGE(lines.size() <= most, path, " has ", lines.size(), " lines");
    std::size_t start = 0;  // line where a function body opened at column 0
    bool inside = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto width = std::count_if(lines[i].begin(), lines[i].end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
      });
      CHECK_MESSAGE(width <= 100, path, ":", i + 1, " is ", width, " columns wide");
      const std::string& line = lines[i];
      const bool opens = !line.empty() && line.back() == '{' &&
                         line.find('(') != std::string::npos &&
                         (std::isalpha(static_cast<unsigned char>(line[0])) != 0 || line[0] == ' ');
      if (!inside && opens && line[0] != ' ') {
        inside = true;
        start = i;
      }
      if (inside && !line.empty() && line[0] == '}') {
        CHECK_MESSAGE(i - start + 1 <= 62, path, ":", start + 1, " is ", i - start + 1,
                      " lines long");
        inside = false;
      }
    }
  }
}
