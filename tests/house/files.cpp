#include "tests/house/files.hpp"

#include <algorithm>
#include <fstream>

#include "tests/support/places.hpp"

namespace pledgelab::test {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const fs::path& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<fs::path> sources(std::initializer_list<const char*> folders) {
  std::vector<fs::path> files;
  for (const char* folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(source_root()) / folder)) {
      const auto extension = entry.path().extension();
      if (extension == ".hpp" || extension == ".cpp") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string name_in_house(const fs::path& file) {
  return fs::relative(file, source_root()).generic_string();
}

}  // namespace pledgelab::test
