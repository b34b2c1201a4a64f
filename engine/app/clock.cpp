#include "engine/app/clock.hpp"

#include <chrono>
#include <ctime>

#include "models/base/check.hpp"

namespace pledgelab {

std::string utc_now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  PL_CHECK(::gmtime_r(&now, &parts) != nullptr);
  char text[32];
  PL_CHECK(std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) > 0);
  return text;
}

}  // namespace pledgelab
