#include "models/base/mapping_reader.hpp"

#include <algorithm>
#include <utility>

#include "models/base/nearest.hpp"

namespace pledgelab {

const Node* Node::find(const std::string& key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

MappingReader::MappingReader(const Document& document, const Node& node, std::string what,
                             Errors& errors)
    : x_document(document), x_node(node), x_what(std::move(what)), x_errors(errors) {
  if (node.kind != Node::Kind::mapping) {
    fail(node, "Y-201", x_what + " must be a mapping of keys to values");
  }
}

const Node* MappingReader::optional(const std::string& key) {
  x_asked.push_back(key);
  return x_node.find(key);
}

const Node* MappingReader::required(const std::string& key) {
  const Node* found = optional(key);
  if (found == nullptr && x_node.kind == Node::Kind::mapping) {
    fail(x_node, "Y-202", x_what + " lacks the key '" + key + "'", "write " + key + ": …");
  }
  return found;
}

std::string MappingReader::required_text(const std::string& key) {
  const Node* found = required(key);
  if (found == nullptr) return {};
  if (found->kind != Node::Kind::scalar || found->text.empty()) {
    fail(*found, "Y-203", "'" + key + "' of " + x_what + " must be a text");
    return {};
  }
  return found->text;
}

std::string MappingReader::optional_text(const std::string& key, const std::string& otherwise) {
  return x_node.find(key) == nullptr ? (optional(key), otherwise) : required_text(key);
}

int MappingReader::word(const Node& node, const std::string& key,
                        const std::vector<std::string>& words) {
  const auto found = std::find(words.begin(), words.end(), node.text);
  if (node.kind == Node::Kind::scalar && found != words.end()) {
    return static_cast<int>(found - words.begin());
  }
  fail(node, "Y-204", "'" + key + "' of " + x_what + " cannot be '" + node.text + "'",
       suggestion(node.text, words));
  return -1;
}

int MappingReader::required_word(const std::string& key, const std::vector<std::string>& words) {
  const Node* found = required(key);
  return found == nullptr ? -1 : word(*found, key, words);
}

int MappingReader::optional_word(const std::string& key, const std::vector<std::string>& words,
                                 int otherwise) {
  const Node* found = optional(key);
  return found == nullptr ? otherwise : word(*found, key, words);
}

void MappingReader::done(const std::vector<std::string>& also_known) {
  std::vector<std::string> known = x_asked;
  known.insert(known.end(), also_known.begin(), also_known.end());
  for (const Entry& entry : x_node.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    x_errors.push_back({"Y-205", x_document.origin(entry),
                        "unknown key '" + entry.key + "' in " + x_what,
                        suggestion(entry.key, known), ErrorKind::input});
  }
}

void MappingReader::fail(const Node& node, const std::string& code, const std::string& message,
                         const std::string& hint) {
  x_errors.push_back({code, x_document.origin(node), message, hint, ErrorKind::input});
}

}  // namespace pledgelab
