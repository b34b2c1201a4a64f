// Where the tests find things: the checkout, the built program, reference data, a folder of their
// own.
#pragma once

#include <optional>
#include <string>

namespace pledgelab::test {

/// The checkout's root, and the folder of this build.
std::string source_root();
std::string build_root();
/// The built program.
std::string program_path();

/// A file of the reference data (env PLEDGELAB_REFERENCE_DATA), or none: then prints
/// "skipped: NAME (PLEDGELAB_REFERENCE_DATA is not set)" once and the caller returns.
std::optional<std::string> reference_file(const std::string& name);

/// A fresh folder that goes away with the object.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::string& path() const { return x_path; }
  /// Writes a file in it and gives its path.
  [[nodiscard]] std::string write(const std::string& name, const std::string& bytes) const;

 private:
  std::string x_path;
};

/// What a run of a program gave.
struct Ran {
  int code = -1;  // exit code, or 128 + signal
  std::string out;
  std::string err;
};

/// Runs the built program with arguments in `folder` (empty: here).
Ran run_program(const std::string& arguments, const std::string& folder = {});
/// Runs a line of shell in `folder` (empty: here); it may redirect its own output.
Ran run_shell(const std::string& line, const std::string& folder = {});

}  // namespace pledgelab::test
