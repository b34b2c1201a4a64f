// Files: read whole, written whole or not at all.
#include "engine/formats/file.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>

#include "engine/formats/digest.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;  // NOLINT: a test file

namespace {

std::size_t files_in(const std::string& folder) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++count;
  return count;
}

}  // namespace

TEST_CASE("file: what is written is read") {
  const test::Folder folder;
  const std::string path = folder.path() + "/a.txt";
  REQUIRE(write_file(path, std::string("x\0y", 3)).ok());
  CHECK(read_file(path).value() == std::string("x\0y", 3));
  const std::array<std::string_view, 3> pieces{"one,", "", "two"};
  REQUIRE(write_pieces(path, pieces).ok());
  CHECK(read_file(path).value() == "one,two");
  CHECK(files_in(folder.path()) == 1);
  CHECK(read_file(path, 7).ok());
  CHECK(read_file(path, 6).errors().front().code == "F-104");
  CHECK(read_file("/dev/zero", 1000).errors().front().code == "F-104");
}

TEST_CASE("file: permissions stay, links are followed") {
  const test::Folder folder;
  const std::string path = folder.write("a.txt", "old");
  REQUIRE(::chmod(path.c_str(), 0600) == 0);
  const std::string link = folder.path() + "/link";
  REQUIRE(::symlink(path.c_str(), link.c_str()) == 0);
  REQUIRE(write_file(link, "new").ok());
  CHECK(read_file(path).value() == "new");
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  REQUIRE(::lstat(link.c_str(), &status) == 0);
  CHECK(S_ISLNK(status.st_mode));
}

TEST_CASE("file: no room, no folder, a folder in its place") {
  const test::Folder folder;
  const std::string path = folder.write("a.txt", "old");
  rlimit old{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &old) == 0);
  rlimit tight = old;
  tight.rlim_cur = 100'000;
  auto* const handler = ::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
  const auto full = write_file(path, std::string(200'000, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &old);
  ::signal(SIGXFSZ, handler);
  REQUIRE_FALSE(full.ok());
  CHECK(full.errors().front().kind == ErrorKind::world);
  CHECK(full.errors().front().code == "F-103");
  CHECK(read_file(path).value() == "old");
  CHECK(files_in(folder.path()) == 1);
  for (const char* where : {"/none/a.txt", "/a.txt/b.txt"}) {
    const auto refused = write_file(folder.path() + where, "x");
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.errors().front().kind == ErrorKind::world);
  }
  CHECK_FALSE(write_file("/proc/pledgelab-test", "x").ok());  // a folder nobody may write to
  CHECK_FALSE(write_file(folder.path(), "x").ok());
}

TEST_CASE("file: a draft takes its name when placed, and goes away when it is not") {
  const test::Folder folder;
  const std::string path = folder.write("a.txt", "old");
  const std::string_view bytes = "new";
  {
    const auto draft = Draft::write(path, {&bytes, 1});
    REQUIRE(draft.ok());
    CHECK(read_file(path).value() == "old");
    CHECK(files_in(folder.path()) == 2);
  }
  CHECK(read_file(path).value() == "old");
  CHECK(files_in(folder.path()) == 1);
  {
    auto draft = Draft::write(path, {&bytes, 1});
    REQUIRE(draft.ok());
    REQUIRE(draft.value().place().ok());
  }
  CHECK(read_file(path).value() == "new");
  CHECK(files_in(folder.path()) == 1);
  const auto taken = Draft::write(folder.path(), {&bytes, 1});
  REQUIRE_FALSE(taken.ok());
  CHECK(taken.errors().front().code == "F-102");
}

TEST_CASE("digest: FIPS 180-4 and GB/T 32905 examples, whole and in pieces") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sm3_hex("abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  Sha256 digest;
  digest.add("a");
  digest.add("");
  digest.add("bc");
  CHECK(digest.hex() == sha256_hex("abc"));
}
