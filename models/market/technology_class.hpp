// Technology classes as a tree: IPC or CPC subclass H01M, class H01, section H, then all; Locarno
// class of a design 06-01, 06, then all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pledgelab {

/// The class that a text begins with, at most a subclass: "H01M 10/0525; H01M 4/36" → "H01M",
/// "h01" → "H01", "06-01" → "06-01". None when it is neither; empty for an empty text.
/// Source: WIPO, IPC Guide, sections A to H (CPC: also Y); Locarno classes 01 to 32.
std::optional<std::string> parse_technology_class(std::string_view text);

/// "H01M" → "H01" → "H" → "" (all); "06-01" → "06" → "". The argument is canonical.
std::string parent_class(const std::string& technology_class);

/// 0 for all, 1 section or Locarno class, 2 class or Locarno subclass, 3 subclass.
int class_depth(const std::string& technology_class);

}  // namespace pledgelab
