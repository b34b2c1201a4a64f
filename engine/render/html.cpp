#include "engine/render/html.hpp"

#include <fmt/format.h>

#include "engine/render/charts.hpp"
#include "engine/render/utf8.hpp"

namespace pledgelab {

namespace {

constexpr double kWidePx = 916;
constexpr double kNarrowPx = 350;

/// Drawn twice, for a wide and a narrow window: the style sheet shows one, so that labels keep
/// their size on a telephone.
std::string chart_html(const Chart& chart, Language language) {
  std::string out = "<figure id=\"chart-" + escape_html(chart.id) + "\">\n<figcaption>" +
                    words_html(chart.title, language) + "</figcaption>\n";
  const std::string wide = draw(chart, {kWidePx, language});
  if (!wide.empty())
    out += "<div class=\"wide\">" + wide + "</div>\n<div class=\"narrow\">" +
           draw(chart, {kNarrowPx, language}) + "</div>\n";
  out += "<p class=\"note\">" + words_html(chart.reading, language) + "</p>\n";
  Table table = chart.table;
  table.folded = true;
  table.title = {"数据", "data"};
  return out + to_html(table, language) + "</figure>\n";
}

/// Escaped, and a % never starts a line.
std::string joined_units(const std::string& text) {
  std::string out = escape_html(text);
  for (std::size_t at = out.find(" %"); at != std::string::npos; at = out.find(" %", at + 6))
    out.replace(at, 1, "&nbsp;");
  return out;
}

std::string notice_html(const Notice& notice, Language language) {
  return std::string("<p class=\"notice") + (notice.alarm ? " alarm" : "") + "\">" +
         words_html(notice.text, language) + "</p>\n";
}

std::string block_html(const Block& block, Language language) {
  if (const auto* words = std::get_if<Words>(&block))
    return "<p>" + words_html(*words, language) + "</p>\n";
  if (const auto* notice = std::get_if<Notice>(&block)) return notice_html(*notice, language);
  if (const auto* table = std::get_if<Table>(&block)) return to_html(*table, language);
  return chart_html(std::get<Chart>(block), language);
}

std::string figure_html(const KeyFigure& figure, Language language) {
  const bool is_long = display_width(figure.value) > 11;
  return std::string("<div class=\"card") + (figure.alarm ? " alarm" : "") +
         "\"><div class=\"k\">" + words_html(figure.label, language) + "</div><div class=\"b" +
         (is_long ? " long" : "") + "\">" + escape_html(figure.value) + "</div><div class=\"u\">" +
         words_html(figure.unit, language) + "</div><div class=\"e\">" +
         words_html(figure.detail, language) + "</div></div>\n";
}

std::string page_one(const Report& report, Language language) {
  std::string out = "<header>\n<p class=\"brand\">质衡 pledgelab";
  if (report.draft) out += " <span class=\"chip\">草稿 DRAFT</span>";
  if (report.illustrative) out += " <span class=\"chip\">示意 illustrative</span>";
  out += "</p>\n<h1>" + words_html(report.title, language) + "</h1>\n<ul class=\"facts\">";
  out += "<li>" + words_html({"基准日", "as of"}, language) + " " + to_iso(report.as_of) + "</li>";
  for (const Words& fact : report.facts) out += "<li>" + words_html(fact, language) + "</li>";
  out += "<li>" + words_html({"运行", "run"}, language) + " <code>" + escape_html(report.run_id) +
         "</code></li></ul>\n";
  for (const Notice& notice : report.notices) out += notice_html(notice, language);
  out += "<div class=\"headline\"><p>" + words_html(report.headline, language) + "</p>\n";
  out += "<p class=\"trust\">" + words_html(report.trust, language) +
         "</p></div>\n<div class=\"cards\">\n";
  for (const KeyFigure& figure : report.figures) out += figure_html(figure, language);
  out += "</div>\n</header>\n<nav><ol>";
  for (const Section& section : report.sections)
    out += "<li><a href=\"#" + escape_html(section.id) + "\">" +
           words_html(section.title, language) + "</a></li>";
  return out + "</ol></nav>\n";
}

}  // namespace

std::string words_html(const Words& words, Language language) {
  const bool one = words.en.empty() || words.en == words.zh;
  if (one || language == Language::zh) return joined_units(words.zh);
  if (language == Language::en || words.zh.empty()) return joined_units(words.en);
  return joined_units(words.zh) + " <span class=\"en\" lang=\"en\">" + joined_units(words.en) +
         "</span>";
}

std::string to_html(const Report& report, Language language) {
  const std::string title = in_language(report.title, language);
  const Language alone = language == Language::en ? Language::en : Language::zh;
  std::string head = "质衡 pledgelab · " + in_language(report.title, alone) + " · " +
                     to_iso(report.as_of) + " · " + report.run_id;
  if (report.draft) head += " · 草稿 DRAFT";
  if (report.illustrative) head += " · 示意 illustrative";
  std::string out = "<!doctype html>\n<html lang=\"";
  out += language == Language::en ? "en" : "zh-CN";
  out +=
      "\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'\">\n";
  out += "<title>" + escape_html(title + " " + to_iso(report.as_of)) + "</title>\n<style>\n" +
         style_sheet(head) + "</style>\n</head>\n<body>\n";
  if (report.draft) out += "<div class=\"watermark\" aria-hidden=\"true\">草稿 DRAFT</div>\n";
  out += "<main>\n" + page_one(report, language);
  for (const Section& section : report.sections) {
    out += "<section id=\"" + escape_html(section.id) + "\">\n<h2>" +
           words_html(section.title, language) + "</h2>\n";
    for (const Block& block : section.blocks) out += block_html(block, language);
    out += "</section>\n";
  }
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace pledgelab
