#include "models/book/write.hpp"

#include <memory>

#include "models/book/cell.hpp"

namespace pledgelab {
namespace {

std::string guarded(const std::string& text) {
  const bool risky = !text.empty() && std::string("=+-@\t\r").find(text[0]) != std::string::npos;
  return csv_field(risky ? "'" + text : text);
}

}  // namespace

std::string csv_field(const std::string& text) {
  const bool edge = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  if (!edge && text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string template_csv(BookTable table, const std::string& currency) {
  std::string line;
  for (const Field& field : book_fields(table)) {
    if (!line.empty()) line += ',';
    line += header_name(field, currency);
  }
  return line + "\n";
}

std::string table_csv(const Book& book, BookTable table) {
  std::string text = template_csv(table, book.currency);
  const std::uint32_t rows = rows_of(book, table);
  for (std::uint32_t row = 0; row < rows; ++row) {
    bool first = true;
    for (const Field& field : book_fields(table)) {
      if (!first) text += ',';
      first = false;
      text += csv_field(cell_text(field.get(book, row)));
    }
    text += '\n';
  }
  return text;
}

Cells table_cells(const Book& book, BookTable table) {
  auto bytes = std::make_shared<std::string>();
  struct Place {
    std::size_t start;
    std::size_t size;
  };
  std::vector<Place> places;
  const auto fields = book_fields(table);
  const auto put = [&](const std::string& text) {
    places.push_back({bytes->size(), text.size()});
    *bytes += text;
  };
  for (const Field& field : fields) put(header_name(field, book.currency));
  const std::uint32_t rows = rows_of(book, table);
  for (std::uint32_t row = 0; row < rows; ++row) {
    for (const Field& field : fields) put(cell_text(field.get(book, row)));
  }
  Cells cells;
  cells.file = table_name(table) + ".csv";
  cells.bytes = bytes;
  for (std::size_t at = 0; at < places.size(); ++at) {
    const std::string_view text =
        std::string_view(*bytes).substr(places[at].start, places[at].size);
    const Cell cell{text, static_cast<std::uint32_t>(at / fields.size() + 1),
                    static_cast<std::uint32_t>(at % fields.size() + 1)};
    (at < fields.size() ? cells.header : cells.body).push_back(cell);
  }
  return cells;
}

std::string quarantine_csv(const std::vector<Reject>& rejects) {
  std::string text =
      "\xEF\xBB\xBF"
      "file,line,column,code,message,hint,at_stake_fen,raw\n";
  for (const Reject& reject : rejects) {
    const Error& error = reject.error;
    text += guarded(error.origin.file) + ',' + std::to_string(error.origin.line) + ',' +
            std::to_string(error.origin.column) + ',' + error.code + ',' + guarded(error.message) +
            ',' + guarded(error.hint) + ',' + std::to_string(reject.at_stake_fen) + ',' +
            guarded(reject.raw) + '\n';
  }
  return text;
}

}  // namespace pledgelab
