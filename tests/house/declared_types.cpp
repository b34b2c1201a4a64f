#include "tests/house/declared_types.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace pledgelab::test {

namespace {

struct Token {
  std::string text;  // a word, "::", or one punctuation mark
  std::size_t line = 0;
};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Cuts a text into tokens; comments, directives and literals give none.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<Token> tokens() {
    while (at_ < text_.size()) step();
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] bool sees(std::string_view what) const {
    return text_.substr(at_, what.size()) == what;
  }

  void skip_to(std::size_t end) {
    end = std::min(end, text_.size());
    line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                                 text_.begin() + static_cast<std::ptrdiff_t>(end),
                                                 '\n'));
    at_ = end;
  }

  // Past the next `what` from `from`, or to the end of the text.
  void skip_past(std::string_view what, std::size_t from) {
    const auto found = text_.find(what, from);
    skip_to(found == std::string_view::npos ? text_.size() : found + what.size());
  }

  void skip_directive() {
    std::size_t end = text_.find('\n', at_);
    while (end != std::string_view::npos && text_[end - 1] == '\\') end = text_.find('\n', end + 1);
    skip_to(end == std::string_view::npos ? text_.size() : end);
  }

  void skip_quoted(char quote) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote) end += text_[end] == '\\' ? 2 : 1;
    skip_to(end + 1);
  }

  void skip_raw() {
    const auto open = text_.find('(', at_);
    const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    skip_past(close, open);
  }

  void take(std::size_t length) {
    tokens_.push_back({std::string(text_.substr(at_, length)), line_});
    at_ += length;
  }

  void step() {
    const char c = text_[at_];
    if (sees("//")) return skip_past("\n", at_);
    if (sees("/*")) return skip_past("*/", at_ + 2);
    if (c == '#') return skip_directive();
    if (sees("R\"")) return skip_raw();
    if (c == '"' || c == '\'') return skip_quoted(c);
    if (std::isspace(static_cast<unsigned char>(c)) != 0) return skip_to(at_ + 1);
    if (sees("::")) return take(2);
    if (!is_word(c)) return take(1);
    const bool number = std::isdigit(static_cast<unsigned char>(c)) != 0;
    std::size_t end = at_;  // 1'000 is one number, not the start of a character
    while (end < text_.size() && (is_word(text_[end]) || (number && text_[end] == '\''))) ++end;
    take(end - at_);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::vector<Token> tokens_;
};

// A block between braces: a namespace with its name (empty: nameless), or anything else.
using Block = std::optional<std::string>;

class Reader {
 public:
  explicit Reader(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  std::vector<DeclaredType> types() {
    while (at_ < tokens_.size()) step();
    return std::move(types_);
  }

 private:
  [[nodiscard]] const std::string& text(std::size_t at) const {
    static const std::string none;
    return at < tokens_.size() ? tokens_[at].text : none;
  }

  [[nodiscard]] bool outside() const {
    return parens_ == 0 && std::all_of(blocks_.begin(), blocks_.end(),
                                       [](const Block& b) { return b.has_value(); });
  }

  void step() {
    const std::string& word = text(at_);
    if (word == "(") ++parens_;
    if (word == ")") --parens_;
    if (word == "namespace") return open_namespace();
    const bool defines = word == "struct" || word == "class" || word == "union" || word == "enum";
    if (defines && outside()) return read_type();
    if (word == "{") blocks_.push_back(std::nullopt);
    if (word == "}" && !blocks_.empty()) blocks_.pop_back();
    ++at_;
  }

  void open_namespace() {
    std::string name;
    for (++at_; text(at_) != "{" && text(at_) != ";" && at_ < tokens_.size(); ++at_) {
      name += text(at_);
    }
    if (text(at_) == "{") blocks_.emplace_back(name);  // else an alias or a using directive
    ++at_;
  }

  // Stands on struct, class, union or enum. Leaves at_ on the body's brace, if there is a body.
  void read_type() {
    ++at_;
    if (text(at_) == "class" || text(at_) == "struct") ++at_;
    while (text(at_) == "[" || text(at_) == "alignas") skip_attribute();
    const Token named = at_ < tokens_.size() ? tokens_[at_] : Token{};
    if (named.text.empty() || !is_word(named.text[0])) return;
    ++at_;
    if (text(at_) == "final") ++at_;
    if (text(at_) == ":") {
      while (at_ < tokens_.size() && text(at_) != "{" && text(at_) != ";") ++at_;
    }
    if (text(at_) != "{") return;
    DeclaredType type{"", false, named.line};
    for (const Block& block : blocks_) {
      type.anonymous = type.anonymous || block->empty();
      if (!block->empty()) type.name += *block + "::";
    }
    type.name += named.text;
    types_.push_back(type);
  }

  void skip_attribute() {
    int depth = 0;
    if (text(at_) == "alignas") ++at_;
    do {
      if (text(at_) == "[" || text(at_) == "(") ++depth;
      if (text(at_) == "]" || text(at_) == ")") --depth;
      ++at_;
    } while (depth > 0 && at_ < tokens_.size());
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int parens_ = 0;
  std::vector<Block> blocks_;
  std::vector<DeclaredType> types_;
};

}  // namespace

std::vector<DeclaredType> declared_types(std::string_view text) {
  return Reader(Scanner(text).tokens()).types();
}

}  // namespace pledgelab::test
