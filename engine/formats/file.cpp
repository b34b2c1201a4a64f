#include "engine/formats/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>

namespace pledgelab {
namespace {

Error world_error(const std::string& path, const std::string& what) {
  return {"F-103",
          {path, 0, 0},
          what + ": " + std::strerror(errno),
          "look at the folder's permissions and free room",
          ErrorKind::world};
}

bool write_all(int descriptor, std::string_view bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t n = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    done += static_cast<std::size_t>(n);
  }
  return true;
}

// The file that `path` names once links are followed; `path` itself when there is none yet.
std::string target_of(const std::string& path) {
  char resolved[PATH_MAX];
  return ::realpath(path.c_str(), resolved) == nullptr ? path : std::string(resolved);
}

// A rename is on the disk only when its folder is. A file system that cannot sync folders says
// EINVAL; there is nothing better to do there.
bool sync_folder(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool good = ::fsync(descriptor) == 0 || errno == EINVAL;
  const int problem = errno;
  ::close(descriptor);
  errno = problem;
  return good;
}

bool write_draft(const std::string& draft, const std::string& target,
                 std::span<const std::string_view> pieces) {
  ::unlink(draft.c_str());
  const int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor < 0) return false;
  struct stat old {};
  bool good = ::stat(target.c_str(), &old) != 0 || ::fchmod(descriptor, old.st_mode & 07777U) == 0;
  for (const std::string_view piece : pieces) good = good && write_all(descriptor, piece);
  good = good && ::fsync(descriptor) == 0;
  const int problem = errno;
  const bool closed = ::close(descriptor) == 0;
  if (!good) errno = problem;
  return good && closed;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t most_bytes) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    const ErrorKind kind = errno == ENOENT ? ErrorKind::not_found : ErrorKind::input;
    return Error{"F-101",
                 {path, 0, 0},
                 std::string("cannot open: ") + std::strerror(errno),
                 "a relative path starts from the folder you are in",
                 kind};
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
    return Error{
        "F-102", {path, 0, 0}, "is a folder; a file was expected", "name a file", ErrorKind::input};
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

struct Draft::File {
  std::string path;  // as the user named it
  std::string target;
  std::string draft;
  bool placed = false;
  ~File() {
    if (!placed) ::unlink(draft.c_str());
  }
};

Result<Draft> Draft::write(const std::string& path, std::span<const std::string_view> pieces) {
  auto file = std::make_shared<File>();
  file->path = path;
  file->target = target_of(path);
  file->draft = file->target + ".part" + std::to_string(::getpid());
  struct stat status {};
  if (::stat(file->target.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
    return Error{
        "F-102", {path, 0, 0}, "is a folder; a file was expected", "name a file", ErrorKind::input};
  }
  if (::stat(file->target.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    return Error{"F-102",
                 {path, 0, 0},
                 "is a device, a pipe or a socket; a file was expected",
                 "name a file",
                 ErrorKind::input};
  }
  if (!write_draft(file->draft, file->target, pieces)) return world_error(path, "cannot write");
  return Draft(std::move(file));
}

Outcome Draft::place() {
  File& file = *x_file;
  if (::rename(file.draft.c_str(), file.target.c_str()) != 0) {
    return world_error(file.path, "cannot write");
  }
  file.placed = true;
  if (!sync_folder(file.target)) return world_error(file.path, "cannot write its folder");
  return Done{};
}

Outcome write_pieces(const std::string& path, std::span<const std::string_view> pieces) {
  auto draft = Draft::write(path, pieces);
  if (!draft) return draft.errors();
  return draft.value().place();
}

Outcome write_file(const std::string& path, const std::string& bytes) {
  const std::string_view whole = bytes;
  return write_pieces(path, {&whole, 1});
}

}  // namespace pledgelab
