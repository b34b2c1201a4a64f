// Projects: made whole or not at all; names stand for files of the project, then shipped ones.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/places.hpp"

using namespace pledgelab::test;
namespace fs = std::filesystem;

TEST_CASE("program: init makes a project with the shipped policies and scenarios") {
  const Folder folder;
  const auto ran = run_program("init my-bank", folder.path());
  CHECK(ran.code == 0);
  CHECK(fs::exists(folder.path() + "/my-bank/scenarios/base.yaml"));
  CHECK(fs::is_directory(folder.path() + "/my-bank/runs"));
  CHECK_FALSE(fs::exists(folder.path() + "/my-bank.part"));
}

TEST_CASE("program: init refuses a folder that has something in it, and changes nothing there") {
  const Folder folder;
  (void)folder.write("taken/note.txt", "mine");
  const auto ran = run_program("init taken", folder.path());
  CHECK(ran.code == 2);
  CHECK(ran.err.find("not an empty folder") != std::string::npos);
  CHECK(std::distance(fs::directory_iterator(folder.path() + "/taken"), {}) == 1);
}

TEST_CASE("program: init in a folder that cannot be written leaves nothing") {
  const auto ran = run_program("init /proc/pledgelab-project");
  CHECK(ran.code == 2);
  CHECK(ran.err.find("cannot make the folder") != std::string::npos);
}
