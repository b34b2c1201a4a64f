#include "engine/formats/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace pledgelab {
namespace {

Error world_error(const std::string& path, const std::string& what) {
  return {"F-103", {path, 0, 0}, what + ": " + std::strerror(errno), {}, ErrorKind::world};
}

bool write_all(int descriptor, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t n = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    done += static_cast<std::size_t>(n);
  }
  return ::fsync(descriptor) == 0;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t most_bytes) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    const ErrorKind kind = errno == ENOENT ? ErrorKind::not_found : ErrorKind::input;
    return Error{
        "F-101", {path, 0, 0}, std::string("cannot open: ") + std::strerror(errno), {}, kind};
  }
  struct stat status {};
  std::string bytes;
  bool good = ::fstat(descriptor, &status) == 0;
  const bool folder = good && S_ISDIR(status.st_mode);
  char buffer[1 << 16];
  while (good && !folder && bytes.size() <= most_bytes) {
    const ssize_t n = ::read(descriptor, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    good = n >= 0;
    if (n <= 0) break;
    bytes.append(buffer, static_cast<std::size_t>(n));
  }
  ::close(descriptor);
  if (folder) {
    return Error{"F-102", {path, 0, 0}, "is a folder; a file was expected", {}, ErrorKind::input};
  }
  if (!good) return world_error(path, "cannot read");
  if (bytes.size() > most_bytes) {
    return Error{"F-104",
                 {path, 0, 0},
                 "is larger than " + std::to_string(most_bytes) + " bytes",
                 {},
                 ErrorKind::input};
  }
  return bytes;
}

Outcome write_file(const std::string& path, const std::string& bytes) {
  const std::string draft = path + ".part" + std::to_string(::getpid());
  const int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) return world_error(path, "cannot write");
  const bool written = write_all(descriptor, bytes);
  const int problem = errno;
  ::close(descriptor);
  if (!written || ::rename(draft.c_str(), path.c_str()) != 0) {
    if (!written) errno = problem;
    Error error = world_error(path, "cannot write");
    ::unlink(draft.c_str());
    return error;
  }
  return Done{};
}

}  // namespace pledgelab
