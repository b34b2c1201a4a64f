#include "models/market/technology_class.hpp"

#include <cstddef>

namespace pledgelab {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return c >= 'A' && c <= 'Z'; }
bool section(char c) { return (c >= 'A' && c <= 'H') || c == 'Y'; }

std::string first_of_list(std::string_view text) {
  std::string first;
  for (const char c : text) {
    if (c == ';' || c == ',') break;
    if (c == ' ' || c == '\t') {
      if (first.size() >= 4) break;
      continue;
    }
    first.push_back(static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c));
  }
  return first;
}

std::optional<std::string> locarno(const std::string& text) {
  const bool shaped = (text.size() == 2 || text.size() == 5) && digit(text[0]) && digit(text[1]) &&
                      (text.size() == 2 || (text[2] == '-' && digit(text[3]) && digit(text[4])));
  if (!shaped) return std::nullopt;
  const int number = (text[0] - '0') * 10 + (text[1] - '0');
  if (number < 1 || number > 32) return std::nullopt;
  return text;
}

}  // namespace

std::optional<std::string> parse_technology_class(std::string_view text) {
  const std::string first = first_of_list(text);
  if (first.empty()) return first;
  if (digit(first[0])) return locarno(first);
  if (!section(first[0])) return std::nullopt;
  if (first.size() == 1) return first;
  if (first.size() < 3 || !digit(first[1]) || !digit(first[2])) return std::nullopt;
  if (first.size() == 3) return first;
  if (!letter(first[3])) return std::nullopt;
  // After the subclass only a group may follow: H01M10/0525.
  if (first.size() > 4 && !digit(first[4])) return std::nullopt;
  return first.substr(0, 4);
}

std::string parent_class(const std::string& technology_class) {
  switch (technology_class.size()) {
    case 5:  // 06-01
      return technology_class.substr(0, 2);
    case 4:  // H01M
      return technology_class.substr(0, 3);
    case 3:  // H01
      return technology_class.substr(0, 1);
    default:
      return {};
  }
}

int class_depth(const std::string& technology_class) {
  int depth = 0;
  for (std::string at = technology_class; !at.empty(); at = parent_class(at)) ++depth;
  return depth;
}

}  // namespace pledgelab
