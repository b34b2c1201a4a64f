#include "engine/app/progress.hpp"

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <string_view>
#include <utility>

namespace pledgelab {
namespace {

std::atomic<bool> g_interrupted{false};  // NOLINT: a signal handler can reach nothing else
static_assert(std::atomic<bool>::is_always_lock_free);

void on_signal(int number) {
  if (g_interrupted.exchange(true)) ::_exit(128 + number);
}

constexpr int kStopped = 5;

void end_now(int /*number*/) {
  constexpr std::string_view kSaid = "pledgelab: stopped; nothing was written\n";
  if (::write(2, kSaid.data(), kSaid.size()) < 0) ::_exit(kStopped);
  ::_exit(kStopped);
}

std::int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace

void end_on_interrupt() {
  std::signal(SIGINT, end_now);
  std::signal(SIGTERM, end_now);
}

void watch_interrupts() {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
}

const std::atomic<bool>& interrupted() { return g_interrupted; }

Progress::Progress(std::string what)
    : x_what(std::move(what)), x_terminal(::isatty(2) == 1), x_started_ms(now_ms()) {}

Progress::~Progress() {
  if (x_line_open) std::fputc('\n', stderr);
}

void Progress::update(std::uint64_t done, std::uint64_t total) {
  const std::lock_guard lock(x_mutex);
  if (total == 0) return;
  const double fraction = static_cast<double>(done) / static_cast<double>(total);
  const std::int64_t now = now_ms();
  const double seconds = static_cast<double>(now - x_started_ms) / 1000;
  const double left = fraction > 0 ? seconds * (1 - fraction) / fraction : 0;
  const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
  if (x_terminal) {
    if (done < total && now - x_shown_ms < 100) return;
    x_shown_ms = now;
    x_line_open = true;
    const int filled = static_cast<int>(fraction * 24);
    std::fprintf(stderr, "\r%s [%.*s%.*s] %3.0f %%  %.0f/s  %.0f s left ", x_what.c_str(), filled,
                 "########################", 24 - filled, "........................",
                 100 * fraction, rate, left);
    return;
  }
  const int tenth = static_cast<int>(fraction * 10);
  if (tenth <= x_shown_tenth) return;
  x_shown_tenth = tenth;
  std::fprintf(stderr, "%s: %d %%, %.0f s left\n", x_what.c_str(), tenth * 10, left);
}

}  // namespace pledgelab
