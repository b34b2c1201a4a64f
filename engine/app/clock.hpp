// The wall clock, read at the door only: no room below takes the time by itself.
#pragma once

#include <string>

namespace pledgelab {

/// Now in UTC, to the second: "2026-01-31T09:30:00Z".
std::string utc_now();

}  // namespace pledgelab
