#include "engine/store/tape_file.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <string_view>

#include "engine/formats/digest.hpp"
#include "engine/formats/file.hpp"

namespace pledgelab {
namespace {

static_assert(std::endian::native == std::endian::little, "tape files are little-endian");

constexpr std::string_view kMagic = "PLTAPE1\n";
constexpr std::size_t kHeaderBytes = 8 + 4 * 4 + 8;
constexpr std::size_t kRowBytes = 4 + 4 + 2 + 1 + 1 + 8 + 8;
constexpr std::size_t kDigestBytes = 64;

template <class T>
void put(std::string& out, T value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

template <class T>
std::string_view bytes_of(const std::vector<T>& column) {
  return {reinterpret_cast<const char*>(column.data()), column.size() * sizeof(T)};
}

template <class T>
void take(std::string_view& bytes, T& value) {
  std::memcpy(&value, bytes.data(), sizeof value);
  bytes.remove_prefix(sizeof value);
}

template <class T>
void take(std::string_view& bytes, std::vector<T>& column, std::size_t rows) {
  column.resize(rows);
  if (rows > 0) std::memcpy(column.data(), bytes.data(), rows * sizeof(T));
  bytes.remove_prefix(rows * sizeof(T));
}

Error refuse(const char* code, const std::string& path, const std::string& message) {
  return {code, {path, 0, 0}, message, "make the run again", ErrorKind::input};
}

bool row_is_sound(const LossTape& tape, std::size_t i) {
  return tape.path[i] >= tape.first_path && tape.path[i] - tape.first_path < tape.path_count &&
         tape.kind[i] <= TapeKind::prepay && tape.source[i] <= RecoverySource::other &&
         tape.principal_fen[i] >= 0 && tape.interest_fen[i] >= 0 &&
         (i == 0 || tape.path[i - 1] < tape.path[i] ||
          (tape.path[i - 1] == tape.path[i] && tape.month[i - 1] <= tape.month[i]));
}

}  // namespace

Outcome write_tape(const std::string& path, const LossTape& tape) {
  std::string header(kMagic);
  put(header, tape.as_of.days);
  put(header, tape.first_path);
  put(header, tape.path_count);
  put(header, tape.month_count);
  put(header, static_cast<std::uint64_t>(tape.size()));
  std::array<std::string_view, 9> pieces{header,
                                         bytes_of(tape.path),
                                         bytes_of(tape.loan),
                                         bytes_of(tape.month),
                                         bytes_of(tape.kind),
                                         bytes_of(tape.source),
                                         bytes_of(tape.principal_fen),
                                         bytes_of(tape.interest_fen),
                                         {}};
  Sha256 digest;
  for (const std::string_view piece : pieces) digest.add(piece);
  const std::string trailer = digest.hex();
  pieces.back() = trailer;
  return write_pieces(path, pieces);
}

Result<LossTape> read_tape(const std::string& path) {
  const auto file = read_file(path);
  if (!file) return file.errors();
  std::string_view bytes = file.value();
  if (!bytes.starts_with(kMagic)) {
    return refuse("STORE-121", path, "is not a loss tape of this pledgelab");
  }
  if (bytes.size() < kHeaderBytes + kDigestBytes) return refuse("STORE-122", path, "is cut");
  std::uint64_t rows = 0;
  std::memcpy(&rows, bytes.data() + kHeaderBytes - sizeof rows, sizeof rows);
  const std::size_t body = bytes.size() - kHeaderBytes - kDigestBytes;
  if (rows != body / kRowBytes || body % kRowBytes != 0) {
    return refuse("STORE-122", path, "is cut, or longer than its counts say");
  }
  const std::string_view trailer = bytes.substr(bytes.size() - kDigestBytes);
  bytes.remove_suffix(kDigestBytes);
  if (sha256_hex(bytes) != trailer) {
    return refuse("STORE-123", path, "was changed: its digest does not match");
  }
  bytes.remove_prefix(kMagic.size());
  LossTape tape;
  take(bytes, tape.as_of.days);
  take(bytes, tape.first_path);
  take(bytes, tape.path_count);
  take(bytes, tape.month_count);
  take(bytes, rows);
  take(bytes, tape.path, rows);
  take(bytes, tape.loan, rows);
  take(bytes, tape.month, rows);
  take(bytes, tape.kind, rows);
  take(bytes, tape.source, rows);
  take(bytes, tape.principal_fen, rows);
  take(bytes, tape.interest_fen, rows);
  for (std::size_t i = 0; i < rows; ++i) {
    if (row_is_sound(tape, i)) continue;
    return refuse("STORE-124", path, "row " + std::to_string(i) + " cannot be of a loss tape");
  }
  return tape;
}

}  // namespace pledgelab
