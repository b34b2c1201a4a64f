// A YAML or JSON document as a neutral tree: keys, texts, places. Made by engine/formats.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

struct Entry;

/// One node. A scalar has `text`; a sequence `items`; a mapping `entries` (keys are unique).
struct Node {
  enum class Kind : std::uint8_t { null, scalar, sequence, mapping };
  Kind kind = Kind::null;
  bool quoted =
      false;  // the scalar stood in quotes: text, never a number or a word of the language
  std::string text;
  std::vector<Node> items;
  std::vector<Entry> entries;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  /// The value of `key` in a mapping, or null.
  [[nodiscard]] const Node* find(const std::string& key) const;
};

struct Entry {
  std::string key;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  Node value;
};

struct Document {
  std::string file;
  Node root;

  [[nodiscard]] Origin origin(const Node& node) const { return {file, node.line, node.column}; }
  [[nodiscard]] Origin origin(const Entry& entry) const { return {file, entry.line, entry.column}; }
};

}  // namespace pledgelab
