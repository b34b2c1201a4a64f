#include "engine/render/html.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <set>

#include "tests/engine/report/sample_input.hpp"

using namespace pledgelab;

namespace {

/// The first tag that is not closed by its own, or the empty string.
std::string unbalanced(const std::string& html) {
  const std::set<std::string> single = {"meta", "rect", "line", "polygon", "polyline", "!doctype"};
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const std::size_t end = html.find('>', at);
    const bool closes = html[at + 1] == '/';
    const std::size_t start = at + (closes ? 2 : 1);
    const std::string name = html.substr(start, html.find_first_of(" >/\n", start) - start);
    if (html[end - 1] == '/' || (single.count(name) != 0 && name != "rect")) continue;
    if (!closes) {
      open.push_back(name);
      continue;
    }
    if (open.empty() || open.back() != name) return name + " at " + html.substr(at, 60);
    open.pop_back();
  }
  return open.empty() ? "" : open.back();
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

}  // namespace

TEST_CASE("html: one whole file, nothing fetched, no script") {
  const std::string html = to_html(make_report(sample_report_input()));
  CHECK(unbalanced(html) == "");
  CHECK(html.rfind("<!doctype html>", 0) == 0);
  CHECK(count_of(html, "<h1>") == 1);
  CHECK(count_of(html, "<section ") == 9);
  CHECK(count_of(html, "class=\"card") == 6);  // five and their box
  CHECK(count_of(html, "<svg ") == 10);        // five charts, wide and narrow
  for (const char* banned : {"<script", "http://", "https://", "<link", "<img", "url(", "@import"})
    CHECK_MESSAGE(html.find(banned) == std::string::npos, banned);
  CHECK(html.find("default-src 'none'") != std::string::npos);
  CHECK(html.find("样例台账为合成数据") != std::string::npos);
  CHECK(html.find("class=\"watermark\"") == std::string::npos);
}

TEST_CASE("html: the list of sections speaks the languages of the report") {
  const Report report = make_report(sample_report_input());
  const auto list = [&](Language language) {
    const std::string html = to_html(report, language);
    return html.substr(html.find("<nav>"), html.find("</nav>") - html.find("<nav>"));
  };
  CHECK(count_of(list(Language::both), "class=\"en\"") == 9);
  CHECK(count_of(list(Language::zh), report.sections[0].title.en) == 0);
  CHECK(count_of(list(Language::en), report.sections[0].title.zh) == 0);
}

TEST_CASE("html: ids are unique") {
  const std::string html = to_html(make_report(sample_report_input()));
  std::set<std::string> seen;
  for (std::size_t at = html.find(" id=\""); at != std::string::npos;
       at = html.find(" id=\"", at + 1)) {
    const std::string id = html.substr(at + 5, html.find('"', at + 5) - at - 5);
    CHECK_MESSAGE(seen.insert(id).second, id);
  }
}

TEST_CASE("html: every text is escaped, also in the style sheet's running head") {
  ReportInput input = sample_report_input();
  const std::string evil = "</title></style><b onload='x'>&\"\\";
  input.title = {evil, evil + "en"};
  input.run_id = evil;
  input.book_name = evil;
  input.parties[0].name = {evil, ""};
  input.funds[0].name = {evil, evil + "en"};
  input.coverage[0].loan_id = evil;
  input.valuations[0].valuation.flags = {evil};
  input.assumptions[0].parameter.source = evil;
  input.concentration[0].region = evil;
  input.warnings = {evil};
  input.manifest.command_line = evil;
  const std::string html = to_html(make_report(input));
  CHECK(html.find("<b ") == std::string::npos);
  CHECK(html.find("<script") == std::string::npos);
  CHECK(count_of(html, "</style>") == 1);
  CHECK(html.find("&lt;script&gt;alert(1)") != std::string::npos);  // the sample's own bad row
  CHECK(unbalanced(html) == "");
}

TEST_CASE("html: a draft is marked on every page") {
  ReportInput input = sample_report_input();
  input.draft = true;
  const std::string html = to_html(make_report(input));
  CHECK(html.find("<div class=\"watermark\"") != std::string::npos);
  CHECK(html.find("· 草稿 DRAFT\"") != std::string::npos);  // the running head
  CHECK(html.find("草稿：有输入尚未批准") != std::string::npos);
}

TEST_CASE("html: the same input gives the same bytes") {
  CHECK(to_html(make_report(sample_report_input())) == to_html(make_report(sample_report_input())));
}

TEST_CASE("html: one language alone") {
  const Report report = make_report(sample_report_input());
  const std::string en = to_html(report, Language::en);
  CHECK(en.find("<html lang=\"en\">") != std::string::npos);
  CHECK(en.find("Who bears the loss") != std::string::npos);
  CHECK(en.find("谁承担损失") == std::string::npos);
  const std::string zh = to_html(report, Language::zh);
  CHECK(zh.find("Who bears the loss") == std::string::npos);
  CHECK(zh.find("class=\"en\"") == std::string::npos);
}

TEST_CASE("html: another currency is labelled by its code, never in 万元") {
  ReportInput input = sample_report_input();
  input.currency = "USD";
  const std::string html = to_html(make_report(input));
  CHECK(html.find("万元") == std::string::npos);
  CHECK(html.find("亿元") == std::string::npos);
  CHECK(html.find("千 USD") != std::string::npos);
}

TEST_CASE("html: an empty run, one party without a fund, one path") {
  CHECK(unbalanced(to_html(make_report(ReportInput{}))) == "");
  ReportInput input = sample_report_input();
  input.parties.erase(input.parties.begin(), input.parties.end() - 1);
  input.parties[0].net.value = input.loss->expected.value;
  input.funds.clear();
  input.loss->paths_yuan = {input.loss->expected.value};
  const std::string html = to_html(make_report(input));
  CHECK(unbalanced(html) == "");
  CHECK(html.find("nan") == std::string::npos);
  CHECK(html.find("没有基金") != std::string::npos);
}

// For looking at: PLEDGELAB_REPORT_OUT=/tmp/r writes /tmp/r.html and its variants.
TEST_CASE("html: written out on request") {
  const char* out = std::getenv("PLEDGELAB_REPORT_OUT");
  if (out == nullptr) return;
  ReportInput input = sample_report_input();
  std::ofstream(std::string(out) + ".html") << to_html(make_report(input));
  input.draft = true;
  input.mark_shares = {{Mark::found, 0.2}, {Mark::assumed, 0.8}};
  std::ofstream(std::string(out) + "-draft.html") << to_html(make_report(input));
  input = sample_report_input();
  input.currency = "USD";
  input.parties.erase(input.parties.begin(), input.parties.end() - 1);
  input.parties[0].net.value = input.loss->expected.value * 0.8;
  input.funds.clear();
  input.loss->paths_yuan = {input.loss->expected.value};
  std::ofstream(std::string(out) + "-odd.html") << to_html(make_report(input));
  std::ofstream(std::string(out) + "-empty.html") << to_html(make_report(ReportInput{}));
}
