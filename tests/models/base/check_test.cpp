// Our own bugs end the program with code 70: seen from a parent process.
#include "models/base/check.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <limits>

#include "models/base/error.hpp"
#include "models/base/money.hpp"

using namespace pledgelab;

namespace {

// Exit code and standard error of a child that runs `body`.
template <class Body>
std::pair<int, std::string> child(Body body) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(ends[1], 2);
    ::close(ends[0]);
    body();
    ::_exit(0);
  }
  ::close(ends[1]);
  std::string text;
  char buffer[512];
  for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(n));
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(pid, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text};
}

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

}  // namespace

TEST_CASE("check: money never wraps, it stops the program with code 70") {
  CHECK(child([] { (void)(Money::of_fen(kMost) + Money::of_fen(1)); }).first == 70);
  CHECK(child([] { (void)(Money::of_fen(-kMost) - Money::of_fen(2)); }).first == 70);
  CHECK(child([] { (void)Money::of_yuan(kMost / 50); }).first == 70);
  CHECK(child([] {
          (void)part(Money::of_fen(kMost), Ratio{2, 1}, Rounding::half_up);
        }).first == 70);
  CHECK(child([] { (void)part(Money::of_fen(kMost), Ratio{1, 1}, Rounding::half_up); }).first == 0);
  CHECK(child([] { (void)Ratio::of(1, 0); }).first == 70);
}

TEST_CASE("check: the message names the expression, the place and the values") {
  const auto [code, text] = child([] { PL_CHECK_MSG(1 > 2, std::string("left=1")); });
  CHECK(code == 70);
  CHECK(text.find("pledgelab: bug: 1 > 2 at ") == 0);
  CHECK(text.find("check_test.cpp:") != std::string::npos);
  CHECK(text.find("(left=1)") != std::string::npos);
  const auto failed = child([] {
    const Result<int> result = Error{"X-1", {"f", 3, 0}, "broken", "", ErrorKind::input};
    (void)result.value();
  });
  CHECK(failed.first == 70);
  CHECK(failed.second.find("f:3: broken [X-1]") != std::string::npos);
}
