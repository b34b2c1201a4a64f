// SHA-256 and SM3 of bytes, by libcrypto.
#pragma once

#include <string>
#include <string_view>

namespace pledgelab {

/// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);
std::string sm3_hex(std::string_view bytes);

}  // namespace pledgelab
