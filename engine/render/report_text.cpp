#include "engine/render/report_text.hpp"

namespace pledgelab {

namespace {

// A chart's figures are told once where the page shows its table beside it.
bool is_shown_next(const Section& section, std::size_t at) {
  const Chart& chart = std::get<Chart>(section.blocks[at]);
  if (at + 1 >= section.blocks.size()) return false;
  const Table* next = std::get_if<Table>(&section.blocks[at + 1]);
  return next != nullptr && chart.table.id == next->id + "-data";
}

}  // namespace

std::string to_text(const Report& report, Language language) {
  TextLayout layout;
  layout.language = language;
  const auto line = [&](const Words& words) { return in_language(words, language) + "\n"; };
  std::string text = line(report.title) + line(report.headline) + line(report.trust);
  for (const Words& fact : report.facts) text += line(fact);
  for (const KeyFigure& figure : report.figures) {
    text += in_language(figure.label, language) + ": " + figure.value + " " +
            in_language(figure.unit, language) + " (" + in_language(figure.detail, language) +
            ")\n";
  }
  for (const Notice& notice : report.notices) text += line(notice.text);
  for (const Section& section : report.sections) {
    text += "\n== " + line(section.title);
    for (std::size_t at = 0; at < section.blocks.size(); ++at) {
      const Block& block = section.blocks[at];
      if (const Words* words = std::get_if<Words>(&block)) text += line(*words);
      if (const Notice* notice = std::get_if<Notice>(&block)) text += "! " + line(notice->text);
      if (const Table* table = std::get_if<Table>(&block)) text += to_text(*table, layout);
      if (const Chart* chart = std::get_if<Chart>(&block)) {
        if (!is_shown_next(section, at)) text += line(chart->title) + to_text(chart->table, layout);
      }
    }
  }
  return text;
}

}  // namespace pledgelab
