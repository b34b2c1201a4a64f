#include "engine/formats/digest.hpp"

#include <openssl/evp.h>

#include "models/base/check.hpp"

namespace pledgelab {
namespace {

std::string hex_of(const unsigned char* digest, unsigned int size) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += kDigits[digest[i] >> 4];
    hex += kDigits[digest[i] & 15];
  }
  return hex;
}

std::string digest_of(std::string_view bytes, const EVP_MD* algorithm) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  PL_CHECK(EVP_Digest(bytes.data(), bytes.size(), digest, &size, algorithm, nullptr) == 1);
  return hex_of(digest, size);
}

}  // namespace

std::string sha256_hex(std::string_view bytes) { return digest_of(bytes, EVP_sha256()); }
std::string sm3_hex(std::string_view bytes) { return digest_of(bytes, EVP_sm3()); }

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
};

Sha256::Sha256() : x_state(std::make_unique<State>()) {
  PL_CHECK(x_state->context != nullptr);
  PL_CHECK(EVP_DigestInit_ex(x_state->context, EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() { EVP_MD_CTX_free(x_state->context); }

void Sha256::add(std::string_view bytes) {
  PL_CHECK(EVP_DigestUpdate(x_state->context, bytes.data(), bytes.size()) == 1);
}

std::string Sha256::hex() {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  PL_CHECK(EVP_DigestFinal_ex(x_state->context, digest, &size) == 1);
  return hex_of(digest, size);
}

}  // namespace pledgelab
