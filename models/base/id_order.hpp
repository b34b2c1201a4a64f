// The order among losses of one day, the same wherever it is asked: by id, as bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace pledgelab {

/// The place of each id in the order of bytes ("10" before "9"); equal ids in the order given.
std::vector<std::uint32_t> id_order(std::span<const std::string> ids);

}  // namespace pledgelab
