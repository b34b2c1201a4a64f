#include "engine/render/text.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "engine/render/utf8.hpp"
#include "engine/report/figure.hpp"

using namespace pledgelab;

TEST_CASE("utf8: Chinese and full-width characters are two columns, combining marks none") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("质押率") == 6);
  CHECK(display_width("（１）") == 6);
  CHECK(display_width("e\xCC\x81") == 1);  // e + combining acute
  CHECK(display_width("–·") == 2);
  CHECK(display_width("") == 0);
  CHECK(cut_to_width("质押率贷款", 5) == "质押…");
  CHECK(cut_to_width("质押", 4) == "质押");
  CHECK(cut_to_width("质押率", 4) == "质…");
  CHECK(display_width(cut_to_width("a质押率", 4)) <= 4);
}

TEST_CASE("utf8: controls, broken bytes and direction marks do not get out") {
  CHECK(clean("a\x1b[31mb") == "a\xEF\xBF\xBD[31mb");
  CHECK(clean("a\nb\tc") == "a b c");
  CHECK(clean("\xff质") == "\xEF\xBF\xBD质");
  CHECK(clean("\xed\xa0\x80") == "\xEF\xBF\xBD");           // a surrogate
  CHECK(clean("\xc0\xaf").find('/') == std::string::npos);  // an overlong slash
  CHECK(clean("a\xE2\x80\xAE"
              "b") ==
        "a\xEF\xBF\xBD"
        "b");                                  // right-to-left override
  CHECK(clean("\xe8\xb4") == "\xEF\xBF\xBD");  // cut short
  CHECK(escape_html("<a href='x'>&\"") == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
}

TEST_CASE("text: columns line up under Chinese headers") {
  Table table;
  table.title = {"谁承担", "who pays"};
  table.columns = {text_column("party", {"当事方", "party"}),
                   money_column("borne", {"承担", "borne"}, shown_unit("CNY", 1))};
  table.rows = {{{Words{"基金", "fund"}, Money::of_yuan(6'832'000)}},
                {{Words{"bank", ""}, Money::of_yuan(1'000)}},
                {{Words{"合计", "sum"}, Money::of_yuan(6'833'000)}, true}};
  const std::string zh = to_text(table, {Language::zh, 72, "  "});
  CHECK(zh ==
        "  谁承担\n"
        "  当事方  承担 (万元)\n"
        "  -------------------\n"
        "  基金         683.20\n"
        "  bank           0.10\n"
        "  -------------------\n"
        "  合计         683.30\n");
  const std::string both = to_text(table, {});
  std::istringstream lines(both);
  std::string line;
  std::getline(lines, line);
  CHECK(line == "谁承担 who pays");
  std::vector<int> widths;
  while (std::getline(lines, line)) widths.push_back(display_width(line));
  CHECK(widths.size() == 7);
  for (const int width : widths) CHECK(width == widths.front());
  CHECK(to_text(table, {Language::en, 72, ""}).find("borne (CNY 10k)") != std::string::npos);
}

TEST_CASE("text: an empty table, an alarm row, a long cell") {
  Table table;
  table.columns = {text_column("a", {"甲", ""})};
  CHECK(to_text(table, {}) == "甲\n--\n");
  table.rows = {{{Words{std::string(100, 'x'), ""}}, false, true}};
  const std::string out = to_text(table, {Language::both, 10, ""});
  CHECK(out.find("xxxxxxxxx… !\n") != std::string::npos);
  CHECK(to_text(table, {Language::both, 0, ""}).find(std::string(100, 'x')) != std::string::npos);
  CHECK(to_text(Table{}, {}) == "\n\n");
}
