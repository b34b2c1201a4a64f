#include "engine/render/text.hpp"

#include <algorithm>
#include <vector>

#include "engine/render/utf8.hpp"
#include "engine/report/figure.hpp"

namespace pledgelab {

namespace {

using Line = std::vector<std::string>;

std::string padded(const std::string& text, int width, bool right) {
  const std::string space(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ');
  return right ? space + text : text + space;
}

bool is_figure(const Column& column) {
  return column.type != ColumnType::text && column.type != ColumnType::date;
}

std::string with_unit(const std::string& label, const std::string& unit) {
  return unit.empty() ? label : label + " (" + unit + ")";
}

/// One line a language: Chinese above English when both are wanted and differ.
std::vector<Line> header_lines(const Table& table, const TextLayout& layout) {
  std::vector<Line> lines;
  if (layout.language != Language::en) lines.emplace_back();
  if (layout.language != Language::zh) lines.emplace_back();
  for (const Column& column : table.columns) {
    const std::string unit_en = column.unit.en.empty() ? column.unit.zh : column.unit.en;
    const std::string zh = clean(with_unit(column.label.zh, column.unit.zh));
    const bool one = column.label.en.empty();
    const std::string en = clean(with_unit(one ? column.label.zh : column.label.en, unit_en));
    std::size_t next = 0;
    if (layout.language != Language::en) lines[next++].push_back(zh);
    if (layout.language != Language::zh)
      lines[next].push_back(layout.language == Language::both && one ? "" : en);
  }
  const bool bare =
      lines.size() == 2 &&
      std::all_of(lines[1].begin(), lines[1].end(), [](const std::string& s) { return s.empty(); });
  if (bare) lines.pop_back();
  return lines;
}

std::string cell_text(const TableCell& cell, const Column& column, const TextLayout& layout) {
  const auto* words = std::get_if<Words>(&cell);
  if (words == nullptr) return show(cell, column);
  const std::string text = clean(in_language(*words, layout.language));
  return layout.cell_width > 0 ? cut_to_width(text, layout.cell_width) : text;
}

std::string joined(const Line& line, const std::vector<int>& widths, const Table& table) {
  std::string out;
  for (std::size_t c = 0; c < line.size(); ++c) {
    if (c > 0) out += "  ";
    out += padded(line[c], widths[c], is_figure(table.columns[c]));
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

}  // namespace

std::string in_language(const Words& words, Language language) {
  if (words.en.empty() || words.en == words.zh) return words.zh;
  if (language == Language::zh) return words.zh;
  if (language == Language::en || words.zh.empty()) return words.en;
  return words.zh + " " + words.en;
}

std::string to_text(const Table& table, const TextLayout& layout) {
  const std::vector<Line> headers = header_lines(table, layout);
  std::vector<Line> body;
  for (const Row& row : table.rows) {
    Line line;
    for (std::size_t c = 0; c < row.cells.size(); ++c)
      line.push_back(cell_text(row.cells[c], table.columns[c], layout));
    body.push_back(std::move(line));
  }
  std::vector<int> widths(table.columns.size(), 0);
  for (const auto* lines : {&headers, static_cast<const std::vector<Line>*>(&body)})
    for (const Line& line : *lines)
      for (std::size_t c = 0; c < line.size(); ++c)
        widths[c] = std::max(widths[c], display_width(line[c]));
  int whole = std::max(0, 2 * (static_cast<int>(widths.size()) - 1));
  for (const int width : widths) whole += width;
  const std::string rule = layout.indent + std::string(static_cast<std::size_t>(whole), '-') + "\n";

  std::string out;
  const std::string title = clean(in_language(table.title, layout.language));
  if (!title.empty()) out += layout.indent + title + "\n";
  for (const Line& line : headers) out += layout.indent + joined(line, widths, table) + "\n";
  out += rule;
  for (std::size_t r = 0; r < body.size(); ++r) {
    if (table.rows[r].total && r > 0) out += rule;
    out += layout.indent + joined(body[r], widths, table);
    out += table.rows[r].alarm ? " !\n" : "\n";
  }
  const std::string note = clean(in_language(table.note, layout.language));
  if (!note.empty()) out += layout.indent + note + "\n";
  return out;
}

}  // namespace pledgelab
