#include "models/base/formula.hpp"

#include <charconv>
#include <cmath>

namespace pledgelab {
namespace {

Error bad(const std::string& name, const std::string& text) {
  return {"F-201",
          {},
          "'" + name + "' needs a number, got '" + text + "'",
          "write " + name + "=0.05",
          ErrorKind::input};
}

Result<double> to_number(const std::string& name, const std::string& text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc() || read.ptr != end || !std::isfinite(value)) return bad(name, text);
  return value;
}

}  // namespace

Result<double> FormulaArguments::number(const std::string& name) const {
  const auto found = x_typed.find(name);
  if (found == x_typed.end()) return bad(name, "nothing");
  return to_number(name, found->second);
}

Result<std::vector<double>> FormulaArguments::numbers(const std::string& name) const {
  const auto found = x_typed.find(name);
  if (found == x_typed.end()) return bad(name, "nothing");
  std::vector<double> values;
  std::size_t start = 0;
  while (start <= found->second.size()) {
    const std::size_t end = std::min(found->second.find(',', start), found->second.size());
    const auto value = to_number(name, found->second.substr(start, end - start));
    if (!value) return value.errors();
    values.push_back(value.value());
    start = end + 1;
  }
  return values;
}

Result<std::vector<double>> FormulaArguments::scalars(
    std::initializer_list<const char*> names) const {
  std::vector<double> values;
  for (const char* name : names) {
    const auto value = number(name);
    if (!value) return value.errors();
    values.push_back(value.value());
  }
  return values;
}

}  // namespace pledgelab
