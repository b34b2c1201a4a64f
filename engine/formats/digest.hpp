// SHA-256 and SM3 of bytes, by libcrypto.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace pledgelab {

/// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);
std::string sm3_hex(std::string_view bytes);

/// SHA-256 of bytes that come in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  /// 64 lower-case hex digits, once; nothing may be added after it.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> x_state;
};

}  // namespace pledgelab
