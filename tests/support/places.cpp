#include "tests/support/places.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <doctest/doctest.h>

namespace pledgelab::test {
namespace fs = std::filesystem;

std::string source_root() { return PLEDGELAB_SOURCE_DIR; }
std::string build_root() { return PLEDGELAB_BINARY_DIR; }
std::string program_path() { return build_root() + "/engine/app/pledgelab"; }

std::optional<std::string> reference_file(const std::string& name) {
  const char* root = std::getenv("PLEDGELAB_REFERENCE_DATA");
  if (root != nullptr && *root != '\0') return std::string(root) + "/" + name;
  static std::set<std::string> told;
  if (told.insert(name).second) {
    std::printf("skipped: %s (PLEDGELAB_REFERENCE_DATA is not set)\n", name.c_str());
  }
  return std::nullopt;
}

Folder::Folder() {
  std::string pattern = (fs::temp_directory_path() / "pledgelab-test-XXXXXX").string();
  REQUIRE(::mkdtemp(pattern.data()) != nullptr);
  x_path = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(x_path, ignored);
}

std::string Folder::write(const std::string& name, const std::string& bytes) const {
  const fs::path path = fs::path(x_path) / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
  return path.string();
}

namespace {

std::string contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

Ran run_shell(const std::string& line, const std::string& folder) {
  const Folder output;
  const std::string command = (folder.empty() ? "" : "cd '" + folder + "' && ") + "( " + line +
                              " ) >'" + output.path() + "/out' 2>'" + output.path() +
                              "/err' </dev/null";
  const int status = std::system(command.c_str());
  Ran ran;
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ran.out = contents(output.path() + "/out");
  ran.err = contents(output.path() + "/err");
  return ran;
}

Ran run_program(const std::string& arguments, const std::string& folder) {
  return run_shell("'" + program_path() + "' " + arguments, folder);
}

}  // namespace pledgelab::test
