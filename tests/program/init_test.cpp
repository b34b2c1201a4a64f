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

TEST_CASE("program: init touches no folder of the user's beside the new one") {
  const Folder folder;
  (void)folder.write("c.part/thesis.txt", "mine");
  CHECK(run_program("init c", folder.path()).code == 0);
  CHECK(fs::exists(folder.path() + "/c.part/thesis.txt"));
  CHECK(fs::exists(folder.path() + "/c/scenarios/base.yaml"));
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 2);
}

TEST_CASE("program: init takes a name with a slash, an empty folder, and the one we are in") {
  const Folder folder;
  CHECK(run_program("init a/", folder.path()).code == 0);
  CHECK(fs::exists(folder.path() + "/a/scenarios/base.yaml"));
  CHECK(run_program("init deep/er/b/", folder.path()).code == 0);
  CHECK(fs::exists(folder.path() + "/deep/er/b/runs"));
  for (const char* name : {"e", "f/", "."}) {
    const std::string here =
        folder.path() + "/" + std::string(name == std::string(".") ? "g" : name);
    fs::create_directories(here);
    fs::permissions(here, fs::perms(0750));
    const bool inside = name == std::string(".");
    const auto ran = run_program("init " + std::string(name), inside ? here : folder.path());
    CHECK_MESSAGE(ran.code == 0, name << ": " << ran.err);
    CHECK(fs::exists(here + "/scenarios/base.yaml"));
    CHECK(std::distance(fs::directory_iterator(here), {}) == 3);  // policies, runs, scenarios
    CHECK(fs::status(here).permissions() == fs::perms(0750));
  }
}

TEST_CASE("program: init on a full disk leaves an empty folder empty, and makes no other") {
  const Folder folder;
  fs::create_directory(folder.path() + "/e");
  for (const char* name : {"e", "new/er"}) {
    const auto ran = run_shell("ulimit -f 1; '" + program_path() + "' init " + name, folder.path());
    CHECK(ran.code == 2);
  }
  CHECK(fs::is_empty(folder.path() + "/e"));
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}
