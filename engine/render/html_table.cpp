#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/render/html.hpp"
#include "engine/render/utf8.hpp"
#include "engine/report/figure.hpp"

namespace pledgelab {

namespace {

constexpr int kShortId = 20;  // an identifier up to this width stays in one line

bool is_figure(const Column& column) {
  return column.type != ColumnType::text && column.type != ColumnType::date;
}

std::string header_cell(const Column& column, Language language) {
  std::string out = is_figure(column) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">";
  out += words_html(column.label, language);
  if (!column.unit.zh.empty()) {
    out += " <span class=\"u\">(" + words_html(column.unit, language) + ")</span>";
  }
  return out + "</th>";
}

double size_of(const TableCell& cell) {
  if (const auto* money = std::get_if<Money>(&cell)) return std::fabs(money->yuan());
  if (const auto* estimate = std::get_if<Yuan>(&cell)) return std::fabs(estimate->yuan);
  return 0;
}

/// The largest figure of the shaded columns, totals left out.
double largest_shaded(const Table& table) {
  double largest = 0;
  for (const Row& row : table.rows) {
    if (row.total) continue;
    for (std::size_t c = 0; c < row.cells.size(); ++c)
      if (table.columns[c].shaded) largest = std::max(largest, size_of(row.cells[c]));
  }
  return largest;
}

std::string cell_html(const TableCell& cell, const Column& column, Language language,
                      double shade) {
  const auto* words = std::get_if<Words>(&cell);
  const bool is_id =
      column.key.ends_with("_id") && words != nullptr && display_width(words->zh) <= kShortId;
  const bool whole = is_id || column.type == ColumnType::date;
  std::string css = is_figure(column) ? "n" : whole ? "d" : "";
  if (shade > 0)
    css += fmt::format(" h{}", std::clamp(static_cast<int>(std::ceil(shade * 8)), 1, 8));
  const std::string text =
      words != nullptr ? words_html(*words, language) : escape_html(show(cell, column));
  return css.empty() ? "<td>" + text + "</td>" : "<td class=\"" + css + "\">" + text + "</td>";
}

}  // namespace

std::string to_html(const Table& table, Language language) {
  const double largest = largest_shaded(table);
  std::string body =
      "<div class=\"scroll\"><table id=\"table-" + escape_html(table.id) + "\">\n<thead><tr>";
  for (const Column& column : table.columns) body += header_cell(column, language);
  body += "</tr></thead>\n<tbody>\n";
  for (const Row& row : table.rows) {
    body += row.total ? "<tr class=\"total\">" : row.alarm ? "<tr class=\"alarm\">" : "<tr>";
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const bool shaded = table.columns[c].shaded && !row.total && largest > 0;
      body += cell_html(row.cells[c], table.columns[c], language,
                        shaded ? size_of(row.cells[c]) / largest : 0);
    }
    body += "</tr>\n";
  }
  body += "</tbody>\n</table></div>\n";
  if (!table.note.zh.empty())
    body += "<p class=\"note\">" + words_html(table.note, language) + "</p>\n";
  const std::string title = words_html(table.title, language);
  if (table.folded) {
    const std::string name =
        title.empty() ? words_html({"作图数据", "the data behind it"}, language) : title;
    return "<details><summary>" + name + "</summary>\n" + body + "</details>\n";
  }
  return (title.empty() ? "" : "<h3>" + title + "</h3>\n") + body;
}

}  // namespace pledgelab
