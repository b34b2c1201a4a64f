// The house's files as the house tests read them.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <vector>

namespace pledgelab::test {

/// The lines of a text file; none if it cannot be read.
std::vector<std::string> lines_of(const std::filesystem::path& file);

/// Every .hpp and .cpp below these folders of the checkout, sorted.
std::vector<std::filesystem::path> sources(std::initializer_list<const char*> folders);

/// The path from the root of the checkout, with '/'.
std::string name_in_house(const std::filesystem::path& file);

}  // namespace pledgelab::test
