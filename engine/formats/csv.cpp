#include "engine/formats/csv.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "engine/formats/encoding.hpp"
#include "engine/formats/file.hpp"
#include "engine/formats/text_place.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kMostErrors = 100;
constexpr std::size_t kMostColumns = 200'000;

constexpr std::uint64_t repeat(char c) {
  return 0x0101010101010101U * static_cast<std::uint64_t>(static_cast<unsigned char>(c));
}

// High bit set in each byte of `word` that equals that of `pattern`, exact up to the lowest one.
constexpr std::uint64_t matches(std::uint64_t word, std::uint64_t pattern) {
  const std::uint64_t x = word ^ pattern;
  return (x - 0x0101010101010101U) & ~x & 0x8080808080808080U;
}

// The first comma, quote, CR or LF from `p`, or `end`. Eight bytes a step.
char* find_special(char* p, char* end) {
  if constexpr (std::endian::native == std::endian::little) {
    while (end - p >= 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, p, 8);
      const std::uint64_t hit = matches(word, repeat(',')) | matches(word, repeat('"')) |
                                matches(word, repeat('\n')) | matches(word, repeat('\r'));
      if (hit != 0) return p + std::countr_zero(hit) / 8;
      p += 8;
    }
  }
  while (p < end && *p != ',' && *p != '"' && *p != '\n' && *p != '\r') ++p;
  return p;
}

// Reads one buffer from front to back, compacting doubled quotes in place.
class Reader {
 public:
  Reader(std::string& text, const std::string& file, bool ascii)
      : x_at(text.data()), x_end(text.data() + text.size()), x_file(file), x_ascii(ascii) {}

  // One record into `fields`; false when the text is at its end or broken.
  bool record(std::vector<Cell>& fields);
  [[nodiscard]] bool at_blank_line() const { return *x_at == '\n' || *x_at == '\r'; }
  void skip_blank_lines() {
    while (x_at < x_end && at_blank_line()) line_end();
  }
  [[nodiscard]] bool at_end() const { return x_at >= x_end; }
  [[nodiscard]] std::uint32_t line() const { return x_line; }
  [[nodiscard]] const std::optional<Error>& broken() const { return x_broken; }

 private:
  bool field(Cell& cell);
  bool quoted(Cell& cell);
  // Moves to `to`, counting characters; no line end lies between.
  void advance(char* to) {
    const std::string_view passed(x_at, static_cast<std::size_t>(to - x_at));
    x_column += static_cast<std::uint32_t>(x_ascii ? passed.size() : count_characters(passed));
    x_at = to;
  }
  void line_end() {
    x_at += *x_at == '\r' && x_at + 1 < x_end && x_at[1] == '\n' ? 2 : 1;
    ++x_line;
    x_column = 1;
  }
  bool fail(const char* code, std::uint32_t line, std::uint32_t column, const char* message,
            const char* hint) {
    x_broken = Error{code, {x_file, line, column}, message, hint, ErrorKind::input};
    return false;
  }

  char* x_at;
  char* x_end;
  const std::string& x_file;
  bool x_ascii;
  std::uint32_t x_line = 1;
  std::uint32_t x_column = 1;
  std::optional<Error> x_broken;
};

bool Reader::quoted(Cell& cell) {
  advance(x_at + 1);
  char* const begin = x_at;
  char* out = x_at;
  while (true) {
    // The stretch up to the next quote or line end, moved left over the quotes already dropped.
    char* stop = x_at;
    while (stop < x_end && *stop != '"' && *stop != '\n' && *stop != '\r') {
      stop = find_special(stop, x_end);
      if (stop < x_end && *stop == ',') ++stop;
    }
    char* const from = x_at;
    if (stop >= x_end) {
      return fail("CSV-106", cell.line, cell.column, "a quote opens here and never closes",
                  "close it, or double a quote that is part of the text");
    }
    advance(stop);
    if (*stop != '"') {
      line_end();
    } else {
      advance(stop + 1);
      if (x_at < x_end && *x_at == '"') {
        advance(x_at + 1);
        ++stop;
        std::memmove(out, from, static_cast<std::size_t>(stop - from));
        out += stop - from;
        continue;
      }
      std::memmove(out, from, static_cast<std::size_t>(stop - from));
      out += stop - from;
      break;
    }
    std::memmove(out, from, static_cast<std::size_t>(x_at - from));
    out += x_at - from;
  }
  cell.text = {begin, static_cast<std::size_t>(out - begin)};
  if (x_at < x_end && *x_at != ',' && *x_at != '\n' && *x_at != '\r') {
    return fail("CSV-107", x_line, x_column, "text after the closing quote",
                "a comma or the end of the line was expected; double a quote inside the text");
  }
  return true;
}

bool Reader::field(Cell& cell) {
  cell.line = x_line;
  cell.column = x_column;
  if (x_at < x_end && *x_at == '"') return quoted(cell);
  char* const begin = x_at;
  char* const stop = find_special(x_at, x_end);
  advance(stop);
  if (stop < x_end && *stop == '"') {
    return fail("CSV-107", x_line, x_column, "a quote inside a field that does not begin with one",
                "put the whole field in quotes and double this one");
  }
  cell.text = {begin, static_cast<std::size_t>(stop - begin)};
  return true;
}

bool Reader::record(std::vector<Cell>& fields) {
  while (true) {
    Cell cell;
    if (!field(cell)) return false;
    fields.push_back(cell);
    if (x_at < x_end && *x_at == ',') {
      advance(x_at + 1);
      continue;
    }
    if (x_at < x_end) line_end();
    return true;
  }
}

std::optional<Error> check_header(const std::vector<Cell>& header, const std::string& file) {
  if (header.size() > kMostColumns) {
    return Error{"CSV-109", {file, 1, 1}, "has more than 200,000 columns", {}, ErrorKind::input};
  }
  const std::string_view first = header.front().text;
  const bool one = header.size() == 1;
  for (const auto& [mark, name] : {std::pair{'\t', "tabs"}, std::pair{';', "semicolons"}}) {
    if (!one || first.find(mark) == std::string_view::npos) continue;
    return Error{"CSV-108",
                 {file, header.front().line, header.front().column},
                 std::string("the header has ") + name + " and no comma",
                 "fields are parted by commas; save it as 'CSV UTF-8 (comma delimited)'",
                 ErrorKind::input};
  }
  if (!one || !first.starts_with('<')) return std::nullopt;
  return Error{"CSV-103",
               {file, 1, 1},
               "is HTML or XML, not a CSV text",
               "open it in a spreadsheet and save it as 'CSV UTF-8'",
               ErrorKind::input};
}

Error ragged(const std::string& file, std::uint32_t line, std::size_t found, std::size_t width) {
  return {"CSV-110",
          {file, line, 1},
          "has " + std::to_string(found) + " fields where the header has " + std::to_string(width),
          found > width ? "a comma inside a text or an amount needs quotes around the field"
                        : "add the missing commas, or remove a line that is no row",
          ErrorKind::input};
}

void read_body(Reader& reader, Cells& cells, Errors& errors) {
  const std::size_t width = cells.width();
  std::size_t further = 0;
  for (reader.skip_blank_lines(); !reader.at_end(); reader.skip_blank_lines()) {
    const std::size_t before = cells.body.size();
    const std::uint32_t line = reader.line();
    if (!reader.record(cells.body)) break;
    const std::size_t found = cells.body.size() - before;
    if (found == width) continue;
    cells.body.resize(before);
    if (errors.size() < kMostErrors) {
      errors.push_back(ragged(cells.file, line, found, width));
    } else {
      ++further;
    }
  }
  if (further > 0) {
    errors.push_back({"CSV-110",
                      {cells.file, 0, 0},
                      "and " + std::to_string(further) + " further rows of another width",
                      {},
                      ErrorKind::input});
  }
}

}  // namespace

Result<Cells> parse_csv(std::string bytes, const std::string& file) {
  auto decoded = decode_table(std::move(bytes), file);
  if (!decoded) return decoded.errors();
  const auto text = std::make_shared<std::string>(std::move(decoded.value().text));
  const bool ascii = std::none_of(text->begin(), text->end(),
                                  [](char c) { return static_cast<signed char>(c) < 0; });
  Cells cells;
  cells.file = file;
  cells.encoding = decoded.value().encoding;
  cells.bytes = text;
  Reader reader(*text, file, ascii);
  reader.skip_blank_lines();
  if (reader.at_end()) {
    return Error{
        "CSV-101", {file, 0, 0}, "is empty", "a header row was expected", ErrorKind::input};
  }
  if (!reader.record(cells.header)) return *reader.broken();
  if (auto error = check_header(cells.header, file)) return *error;
  Errors errors;
  read_body(reader, cells, errors);
  if (reader.broken()) errors.push_back(*reader.broken());
  if (!errors.empty()) return errors;
  return cells;
}

Result<Cells> read_csv(const std::string& path) {
  auto bytes = read_file(path);
  if (!bytes) return bytes.errors();
  return parse_csv(std::move(bytes).value(), path);
}

}  // namespace pledgelab
