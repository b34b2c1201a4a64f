#include "engine/formats/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_set>
#include <utility>

#include "engine/formats/file.hpp"
#include "engine/formats/text_place.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr std::size_t kMostNodes = 100'000;
constexpr std::size_t kMostDepth = 32;
constexpr std::size_t kMostScalarBytes = std::size_t{64} << 10;
constexpr std::size_t kMostErrors = 20;

// Thrown through the parser to leave it at once; its errors are already noted.
struct Stop {};

Error fault(const char* code, Origin origin, std::string message, std::string hint = {}) {
  return {code, std::move(origin), std::move(message), std::move(hint), ErrorKind::input};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What another YAML reader would make of this plain scalar behind the writer's back; else null.
const char* trap_in(std::string_view plain) {
  if (!plain.empty() && (plain[0] == '-' || plain[0] == '+')) plain.remove_prefix(1);
  std::string lower(plain);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (lower == ".nan" || lower == ".inf") return "is not a finite number";
  if (lower.size() < 2 || lower[0] != '0') return nullptr;
  if (lower[1] == 'x' || lower[1] == 'o' || lower[1] == 'b') {
    const bool digits = lower.size() > 2 && std::all_of(lower.begin() + 2, lower.end(), [](char c) {
                          return is_digit(c) || (c >= 'a' && c <= 'f') || c == '_';
                        });
    return digits ? "is a number in another base" : nullptr;
  }
  const bool number = std::all_of(lower.begin(), lower.end(), [](char c) {
    return is_digit(c) || c == '.' || c == ',' || c == '_';
  });
  return number && is_digit(lower[1]) ? "has leading zeros, which some readers take as octal"
                                      : nullptr;
}

// Does the quoted text that begins at `at` end? yaml-cpp takes the end of the file for the closing
// quote when a line end stands before it, and the rest of the document becomes one text.
bool closes(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || i + 1 >= text.size() || text[i + 1] != quote) return true;
      ++i;
    }
  }
  return false;
}

// Events to a tree of our own; keeps going after a fault that does not hide what follows.
class Builder final : public YAML::EventHandler {
 public:
  Builder(std::string_view text, const std::string& file, Errors& errors)
      : x_text(text), x_file(file), x_errors(errors) {}

  [[nodiscard]] Node&& root() { return std::move(x_root); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (x_documents++ == 0) return;
    refuse("YAML-106", mark, "text after the end of the document",
           "a file holds one document: one mapping, all its keys at the same indentation");
    throw Stop{};
  }
  void OnDocumentEnd() override {}
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override {
    refuse("YAML-107", mark, "anchor '&" + name + "': anchors and aliases are not read",
           "write the value out where it is used");
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse("YAML-107", mark, "alias: anchors and aliases are not read",
           "write the value out where it is used");
    leaf(mark, Node::Kind::null);
  }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { leaf(mark, Node::Kind::null); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    check_tag(mark, tag);
    const auto offset = static_cast<std::size_t>(std::max(mark.pos, 0));
    const bool quote = offset < x_text.size() && (x_text[offset] == '"' || x_text[offset] == '\'');
    if (quote && !closes(x_text, offset)) {
      refuse("YAML-114", mark, "a quote opens here and never closes");
      throw Stop{};
    }
    if (value.size() > kMostScalarBytes) {
      refuse("YAML-105", mark, "a text longer than 64 KiB");
      throw Stop{};
    }
    leaf(mark, Node::Kind::scalar, value, tag != "?");
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    check_tag(mark, tag);
    open(mark, Node::Kind::sequence);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    check_tag(mark, tag);
    open(mark, Node::Kind::mapping);
  }
  void OnMapEnd() override { close(); }

  void refuse(const char* code, const YAML::Mark& mark, std::string message,
              std::string hint = {}) {
    if (x_errors.size() >= kMostErrors) throw Stop{};
    x_errors.push_back(fault(code, place(mark), std::move(message), std::move(hint)));
  }

 private:
  // A collection that is being filled. In a mapping, keys and values alternate.
  struct Frame {
    Node node;
    bool awaits_value = false;
    std::unordered_set<std::string> keys;
  };

  [[nodiscard]] Origin place(const YAML::Mark& mark) {
    // yaml-cpp counts bytes; people count characters. Marks come in ascending order nearly always.
    const auto line = static_cast<std::uint32_t>(std::max(mark.line, 0));
    const auto offset = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), x_text.size());
    const auto column = std::min(static_cast<std::size_t>(std::max(mark.column, 0)), offset);
    // Counted on from the last mark of the same line: a list of 100,000 items stands on one line.
    const bool onward = line == x_counted_line && offset >= x_counted_offset;
    const std::size_t from = onward ? x_counted_offset : offset - column;
    const std::size_t width =
        (onward ? x_counted_width : 0) + count_characters(x_text.substr(from, offset - from));
    x_counted_line = line;
    x_counted_offset = offset;
    x_counted_width = width;
    return {x_file, line + 1, static_cast<std::uint32_t>(width + 1)};
  }

  void check_tag(const YAML::Mark& mark, const std::string& tag) {
    const auto offset = static_cast<std::size_t>(std::max(mark.pos, 0));
    const bool written = offset < x_text.size() && x_text[offset] == '!';
    if ((tag.empty() || tag == "?" || tag == "!") && !written) return;
    refuse("YAML-108", mark, "a tag: tags are not read", "write the value without '!'");
  }

  Node make(const YAML::Mark& mark, Node::Kind kind) {
    if (++x_nodes > kMostNodes) {
      refuse("YAML-104", mark, "more than 100,000 values");
      throw Stop{};
    }
    const Origin origin = place(mark);
    Node node;
    node.kind = kind;
    node.line = origin.line;
    node.column = origin.column;
    return node;
  }

  void leaf(const YAML::Mark& mark, Node::Kind kind, const std::string& text = {},
            bool quoted = false) {
    Node node = make(mark, kind);
    node.text = text;
    node.quoted = quoted;
    if (awaits_key()) return take_key(mark, node);
    const char* trap = kind == Node::Kind::scalar && !quoted ? trap_in(text) : nullptr;
    if (trap != nullptr) {
      refuse("YAML-110", mark, "'" + text + "' " + trap,
             "write a plain decimal number, or put it in quotes if it is text");
    }
    attach(std::move(node));
  }

  [[nodiscard]] bool awaits_key() const {
    return !x_open.empty() && x_open.back().node.kind == Node::Kind::mapping &&
           !x_open.back().awaits_value;
  }

  void take_key(const YAML::Mark& mark, const Node& node) {
    Frame& frame = x_open.back();
    if (node.kind != Node::Kind::scalar || node.text.empty()) {
      refuse("YAML-111", mark, "an empty key");
    } else if (node.text == "<<") {
      refuse("YAML-109", mark, "merge key '<<': merging is not read", "write the keys out");
    } else if (!frame.keys.insert(node.text).second) {
      const auto first = std::find_if(frame.node.entries.begin(), frame.node.entries.end(),
                                      [&](const Entry& e) { return e.key == node.text; });
      refuse("YAML-103", mark, "the key '" + node.text + "' is written twice",
             "the first is on line " + std::to_string(first->line));
    }
    frame.node.entries.push_back({node.text, node.line, node.column, Node{}});
    frame.awaits_value = true;
  }

  void open(const YAML::Mark& mark, Node::Kind kind) {
    if (awaits_key()) {
      refuse("YAML-111", mark, "a key must be a word, not a list or a mapping",
             "perhaps a bracket that opens here is not closed");
      throw Stop{};
    }
    if (x_open.size() >= kMostDepth) {
      refuse("YAML-112", mark, "nested deeper than 32 levels");
      throw Stop{};
    }
    Frame frame;
    frame.node = make(mark, kind);
    x_open.push_back(std::move(frame));
  }

  void close() {
    Node node = std::move(x_open.back().node);
    x_open.pop_back();
    attach(std::move(node));
  }

  void attach(Node&& node) {
    if (x_open.empty()) {
      x_root = std::move(node);
      return;
    }
    Frame& frame = x_open.back();
    if (frame.node.kind == Node::Kind::sequence) {
      frame.node.items.push_back(std::move(node));
    } else {
      frame.node.entries.back().value = std::move(node);
      frame.awaits_value = false;
    }
  }

  std::string_view x_text;
  const std::string& x_file;
  Errors& x_errors;
  Node x_root;
  std::vector<Frame> x_open;
  std::size_t x_nodes = 0;
  std::size_t x_documents = 0;
  std::uint32_t x_counted_line = ~std::uint32_t{0};
  std::size_t x_counted_offset = 0;
  std::size_t x_counted_width = 0;
};

// Two marks: characters that show nothing, or that turn the order in which text is shown.
bool is_hidden(std::string_view text, std::size_t i) {
  const auto at = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  if (at(i) == 0xC2) return at(i + 1) < 0xA0;  // C1 controls
  if (at(i) == 0xE2) {
    const bool embedding = at(i + 1) == 0x80 && at(i + 2) >= 0xAA && at(i + 2) <= 0xAE;
    const bool isolate = at(i + 1) == 0x81 && at(i + 2) >= 0xA6 && at(i + 2) <= 0xA9;
    return embedding || isolate;
  }
  return at(i) == 0xEF && at(i + 1) == 0xBB && at(i + 2) == 0xBF;
}

std::optional<Error> check_text(std::string_view text, const std::string& file) {
  if (const auto bad = first_bad_utf8(text)) {
    return fault("YAML-102", place_of(text, *bad, file), "is not UTF-8 text here",
                 "save the file as UTF-8");
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool line_end =
        c == '\n' || (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') || c == '\t';
    if ((c < 0x20 && !line_end) || c == 0x7F || (c >= 0xC2 && is_hidden(text, i))) {
      return fault("YAML-102", place_of(text, i, file), "a control or hidden character",
                   "delete it; lines end with LF or CR LF");
    }
  }
  std::size_t line = 0;
  while (line < text.size() && (text[line] == '#' || text[line] == '\n' || text[line] == '\r')) {
    line = std::min(text.find('\n', line), text.size() - 1) + 1;
  }
  if (line < text.size() && text[line] == '%') {
    return fault("YAML-108", place_of(text, line, file), "a directive: directives are not read",
                 "delete this line");
  }
  return std::nullopt;
}

std::string hint_for(const std::string& message) {
  if (message.find("end of map") != std::string::npos ||
      message.find("illegal map value") != std::string::npos ||
      message.find("end of sequence") != std::string::npos) {
    return "look at the indentation of this line and the one above, and at ': ' inside a text "
           "without quotes";
  }
  return {};
}

}  // namespace

Result<Document> parse_yaml(const std::string& bytes, const std::string& file) {
  if (bytes.size() > kMostBytes) {
    return fault("YAML-104", {file, 0, 0}, "is larger than 1 MiB");
  }
  std::string_view text = bytes;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (auto error = check_text(text, file)) return *error;
  Errors errors;
  Builder builder(text, file, errors);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      return fault("YAML-101", {file, 0, 0}, "is empty", "a document with keys was expected");
    }
    // Asking once more is what finds dropped text: "{a: 1}, {b: 2}" ends its first document at the
    // comma, and a parser that asks in a loop never comes back.
    parser.HandleNextDocument(builder);
  } catch (const Stop&) {
  } catch (const YAML::Exception& problem) {
    try {
      builder.refuse("YAML-113", problem.mark, "is not well-formed YAML: " + problem.msg,
                     hint_for(problem.msg));
    } catch (const Stop&) {
    }
  } catch (const std::exception& problem) {
    errors.push_back(
        fault("YAML-113", {file, 0, 0}, std::string("cannot be read: ") + problem.what()));
  }
  if (!errors.empty()) return errors;
  return Document{file, builder.root()};
}

Result<Document> read_yaml(const std::string& path) {
  auto bytes = read_file(path, kMostBytes);
  if (!bytes) return bytes.errors();
  return parse_yaml(bytes.value(), path);
}

}  // namespace pledgelab
