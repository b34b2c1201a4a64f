// Progress on stderr: a bar with rate and time left on a terminal, else a line every ten per cent.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

namespace pledgelab {

class Progress {
 public:
  explicit Progress(std::string what);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `done` of `total`; may be called from any thread.
  void update(std::uint64_t done, std::uint64_t total);

 private:
  std::string x_what;
  bool x_terminal;
  std::int64_t x_started_ms;
  std::int64_t x_shown_ms = 0;
  int x_shown_tenth = 0;
  bool x_line_open = false;
  std::mutex x_mutex;
};

/// Ctrl-C and SIGTERM: what the program does at first, as long as a verb has nothing half-written.
/// Ends at once with exit code 5.
void end_on_interrupt();
/// From now on the first signal only sets the flag, for a verb that looks at it or is about to
/// write; a second one ends at once.
void watch_interrupts();
/// True once the user pressed Ctrl-C, or the system asked us to end, while that was watched.
const std::atomic<bool>& interrupted();

}  // namespace pledgelab
