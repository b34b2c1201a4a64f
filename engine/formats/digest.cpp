#include "engine/formats/digest.hpp"

#include <openssl/evp.h>

#include "models/base/check.hpp"

namespace pledgelab {
namespace {

std::string hex_of(std::string_view bytes, const EVP_MD* algorithm) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  PL_CHECK(EVP_Digest(bytes.data(), bytes.size(), digest, &size, algorithm, nullptr) == 1);
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += kDigits[digest[i] >> 4];
    hex += kDigits[digest[i] & 15];
  }
  return hex;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) { return hex_of(bytes, EVP_sha256()); }
std::string sm3_hex(std::string_view bytes) { return hex_of(bytes, EVP_sm3()); }

}  // namespace pledgelab
