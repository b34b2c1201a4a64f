// Wall time, stage after stage.
#pragma once

#include <chrono>

namespace pledgelab {

class Stopwatch {
 public:
  /// Adds the seconds since the last call, or since the start, to one stage.
  void add_to(double& seconds) {
    const Clock::time_point now = Clock::now();
    seconds += std::chrono::duration<double>(now - x_last).count();
    x_last = now;
  }
  /// Seconds since the start.
  [[nodiscard]] double whole() const {
    return std::chrono::duration<double>(Clock::now() - x_start).count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point x_start = Clock::now();
  Clock::time_point x_last = x_start;
};

}  // namespace pledgelab
