// Strict reading of one mapping of a document: every key known, every needed key there, all faults
// told at once. Used by each room's `read`.
#pragma once

#include <string>
#include <vector>

#include "models/base/document.hpp"

namespace pledgelab {

/// Reads the mapping `node` of `document`; faults are added to `errors`. Call `done()` last: it
/// reports each key that nobody asked for, with the nearest of those that were.
class MappingReader {
 public:
  /// `what` names the mapping in messages ("step", "party").
  MappingReader(const Document& document, const Node& node, std::string what, Errors& errors);

  /// The value of a key that may be absent (null then).
  const Node* optional(const std::string& key);
  /// The value of a key that must be written; its absence is an error at the mapping's place.
  const Node* required(const std::string& key);
  /// The text of a scalar; empty, with an error, when the node is no scalar or is empty.
  std::string required_text(const std::string& key);
  /// The text of a scalar or `otherwise` when the key is absent.
  std::string optional_text(const std::string& key, const std::string& otherwise = {});
  /// One word of a closed list; -1, with an error and the nearest word, when it is another.
  int required_word(const std::string& key, const std::vector<std::string>& words);
  int optional_word(const std::string& key, const std::vector<std::string>& words, int otherwise);

  /// Reports the keys nobody asked for. Further known keys (refused elsewhere) may be given.
  void done(const std::vector<std::string>& also_known = {});

  void fail(const Node& node, const std::string& code, const std::string& message,
            const std::string& hint = {});
  [[nodiscard]] const Document& document() const { return x_document; }
  [[nodiscard]] const Node& node() const { return x_node; }

 private:
  int word(const Node& node, const std::string& key, const std::vector<std::string>& words);

  const Document& x_document;
  const Node& x_node;
  std::string x_what;
  Errors& x_errors;
  std::vector<std::string> x_asked;
};

}  // namespace pledgelab
