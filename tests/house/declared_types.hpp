// The types that a C++ text defines at namespace scope, found by its tokens alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pledgelab::test {

/// One definition of a struct, class, union or enum outside every function and class.
struct DeclaredType {
  std::string name;        // with its namespaces, the nameless ones left out: "pledgelab::Money"
  bool anonymous = false;  // some namespace around it has no name: no other file sees the type
  std::size_t line = 0;    // from 1
};

/// In the order of the text. Forward declarations, specialisations, aliases, nested and local types
/// are left out. Macros are not expanded; directives are skipped.
std::vector<DeclaredType> declared_types(std::string_view text);

}  // namespace pledgelab::test
