// The CSV reader: RFC 4180, places, encodings, and files that are not CSV.
#include "engine/formats/csv.hpp"

#include <doctest/doctest.h>

#include <string>

using pledgelab::Cells;
using pledgelab::Error;
using pledgelab::parse_csv;

namespace {

// Rows as text, "a|b;c|d", header first.
std::string shape(const std::string& text) {
  const auto result = parse_csv(text, "t.csv");
  if (!result.ok()) return result.errors().front().code;
  const Cells& cells = result.value();
  std::string all;
  for (std::size_t i = 0; i < cells.header.size() + cells.body.size(); ++i) {
    const std::size_t column = i % cells.width();
    if (i > 0) all += column == 0 ? ';' : '|';
    all += i < cells.width() ? cells.header[i].text : cells.body[i - cells.width()].text;
  }
  return all;
}

// "CSV-110@3:1" of the first fault, "read" when there is none.
std::string first_fault(const std::string& text) {
  const auto result = parse_csv(text, "t.csv");
  if (result.ok()) return "read";
  const Error& error = result.errors().front();
  CHECK(error.origin.file == "t.csv");
  return error.code + "@" + std::to_string(error.origin.line) + ":" +
         std::to_string(error.origin.column);
}

std::string place(const pledgelab::Cell& cell) {
  return std::to_string(cell.line) + ":" + std::to_string(cell.column);
}

}  // namespace

TEST_CASE("csv: the seven rules of RFC 4180, section 2") {
  CHECK(shape("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n") == "aaa|bbb|ccc;zzz|yyy|xxx");
  CHECK(shape("aaa,bbb,ccc\r\nzzz,yyy,xxx") == "aaa|bbb|ccc;zzz|yyy|xxx");
  CHECK(shape("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx") == "aaa|bbb|ccc;zzz|yyy|xxx");
  CHECK(shape("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx") == "aaa|b\r\nbb|ccc;zzz|yyy|xxx");
  CHECK(shape("\"aaa\",\"b\"\"bb\",\"ccc\"") == "aaa|b\"bb|ccc");
  CHECK(shape("a,b\n x , y \n") == "a|b; x | y ");
}

TEST_CASE("csv: quotes, empty fields and line ends") {
  CHECK(shape("a,b\n\"\"\"\",\"\"\n") == "a|b;\"|");
  CHECK(shape("a,b\n\"\"\"x\"\"\",\"y,\"\"z\"\"\"\n") == "a|b;\"x\"|y,\"z\"");
  CHECK(shape("a,b\n,\n1,\n,2") == "a|b;|;1|;|2");
  CHECK(shape("a,b\r1,2\r3,4") == "a|b;1|2;3|4");
  CHECK(shape("a,b\n1,2\r\n3,4\r5,6\n") == "a|b;1|2;3|4;5|6");
  CHECK(shape("\n\na,b\n\n1,2\n\r\n\n3,4\n\n\n") == "a|b;1|2;3|4");
  CHECK(shape("a\n1\n\n2\n\"\"\n") == "a;1;2;");
  CHECK(shape("a,b") == "a|b");
  CHECK(shape("a,b\nlonger than eight bytes,and another one\n") ==
        "a|b;longer than eight bytes|and another one");
}

TEST_CASE("csv: each cell knows where it starts, in characters") {
  const auto result = parse_csv("编号,金额\r\n甲1,\"一\n\"\"二\"\"\",x\r\n", "t.csv");
  REQUIRE_FALSE(result.ok());
  CHECK(result.errors().front().origin.line == 2);
  const auto good = parse_csv("编号,金额,c\r\n甲1,\"一\n\"\"二\"\"\",x\r\n\"\",,z", "t.csv");
  REQUIRE(good.ok());
  const Cells& cells = good.value();
  CHECK(cells.rows() == 2);
  CHECK(place(cells.header[1]) == "1:4");
  CHECK(place(cells.at(0, 0)) == "2:1");
  CHECK(place(cells.at(0, 1)) == "2:4");
  CHECK(cells.at(0, 1).text == "一\n\"二\"");
  CHECK(place(cells.at(0, 2)) == "3:8");
  CHECK(place(cells.at(1, 0)) == "4:1");
  CHECK(place(cells.at(1, 2)) == "4:5");
  CHECK(cells.encoding == "UTF-8");
}

TEST_CASE("csv: views stay good when the table is moved and copied") {
  Cells kept;
  {
    auto result = parse_csv("a,b\n\"x\"\"y\",2\n", "t.csv");
    REQUIRE(result.ok());
    Cells moved = std::move(result).value();
    kept = moved;
  }
  CHECK(kept.at(0, 0).text == "x\"y");
  CHECK(kept.header[1].text == "b");
}

TEST_CASE("csv: encodings") {
  CHECK(shape("\xEF\xBB\xBF\"编号\",b\n1,2\n") == "编号|b;1|2");
  // 评估值 in GBK: C6 C0 B9 C0 D6 B5; a four-byte GB18030 character: 95 32 82 36 = U+20000.
  const auto gbk = parse_csv("\xC6\xC0\xB9\xC0\xD6\xB5,b\n\x95\x32\x82\x36,2\n", "t.csv");
  REQUIRE(gbk.ok());
  CHECK(gbk.value().header[0].text == "评估值");
  CHECK(gbk.value().at(0, 0).text == "\xF0\xA0\x80\x80");
  CHECK(gbk.value().encoding == "GB18030");
  CHECK(gbk.value().header[1].column == 5);
  CHECK(first_fault("a,b\n1,\xFF\xFF\n") == "CSV-104@2:3");
  CHECK(first_fault("a,b\r\n1,\xFF\xFF\r\n") == "CSV-104@2:3");
  CHECK(first_fault("a,b\r1,2\r\xFF\xFF\r") == "CSV-104@3:1");
  // Three-byte characters speak for UTF-8, though all of it would be GBK too.
  CHECK(shape("a\n\xC5\xB5\xD6\xA4中文\n") == "a;\xC5\xB5\xD6\xA4中文");
  CHECK(first_fault("\xEF\xBB\xBF"
                    "a,b\n\xC6\xC0,2\n") == "CSV-104@2:1");
  CHECK(first_fault("a,b\n\xC5\xB5\xD6\xA4,2\n") == "CSV-105@0:0");  // 诺证 in GBK, or two marks
  CHECK(shape("a,b\nM\xC3\xBCller,\xC5\x81\xC3\xB3"
              "d\xC5\xBA\n") == "a|b;Müller|Łódź");
  CHECK(parse_csv("\xEF\xBB\xBF"
                  "a\n",
                  "t")
            .value()
            .encoding == "UTF-8 with BOM");
}

TEST_CASE("csv: ragged rows are all told, with their lines") {
  const auto result = parse_csv("a,b\n1\n1,2\n\"x\ny\",2,3\n,,,\n", "t.csv");
  REQUIRE_FALSE(result.ok());
  REQUIRE(result.errors().size() == 3);
  CHECK(result.errors()[0].code == "CSV-110");
  CHECK(result.errors()[0].origin.line == 2);
  CHECK(result.errors()[0].message == "has 1 fields where the header has 2");
  CHECK(result.errors()[1].origin.line == 4);
  CHECK(result.errors()[2].origin.line == 6);
  std::string many = "a,b\n";
  for (int i = 0; i < 500; ++i) many += "1\n";
  const auto cut = parse_csv(many, "t.csv");
  REQUIRE(cut.errors().size() == 101);
  CHECK(cut.errors().back().message == "and 400 further rows of another width");
}

TEST_CASE("csv: quotes out of place") {
  CHECK(first_fault("a,b\n1,\"x\n2,3\n") == "CSV-106@2:3");
  CHECK(first_fault("a,b\n1,\"x\"\"") == "CSV-106@2:3");
  CHECK(first_fault("a,\"") == "CSV-106@1:3");
  CHECK(first_fault("a,b\n1,x\"y\n") == "CSV-107@2:4");
  CHECK(first_fault("a,b\n1, \"y\"\n") == "CSV-107@2:4");
  CHECK(first_fault("a,b\n\"x\"y,1\n") == "CSV-107@2:4");
  CHECK(first_fault("a,b\n\"x\n\" ,1\n") == "CSV-107@3:2");
}

TEST_CASE("csv: files that are not CSV") {
  CHECK(first_fault("") == "CSV-101@0:0");
  CHECK(first_fault("\n\r\n\n") == "CSV-101@0:0");
  CHECK(first_fault("\xEF\xBB\xBF") == "CSV-101@0:0");
  CHECK(first_fault(std::string("a,b\n1,\0x\n", 9)) == "CSV-103@2:3");
  const auto xlsx = parse_csv(std::string("PK\x03\x04\x14\0\0", 7), "book.xlsx");
  REQUIRE_FALSE(xlsx.ok());
  CHECK(xlsx.errors().front().hint.find(".xlsx") != std::string::npos);
  CHECK(first_fault("\xD0\xCF\x11\xE0\xA1\xB1") == "CSV-103@0:0");
  CHECK(first_fault(std::string("\xFF\xFE"
                                "a\0,\0",
                                6)) == "CSV-103@0:0");
  CHECK(first_fault("%PDF-1.7") == "CSV-103@0:0");
  CHECK(first_fault("<html><table>\n") == "CSV-103@1:1");
  CHECK(first_fault("a;b;c\n1;2;3\n") == "CSV-108@1:1");
  CHECK(first_fault("a\tb\n1\t2\n") == "CSV-108@1:1");
}

TEST_CASE("csv: a hundred thousand columns") {
  std::string wide = "c0";
  std::string row = "0";
  for (int i = 1; i < 100'000; ++i) {
    wide += ",c" + std::to_string(i);
    row += ",1";
  }
  const auto result = parse_csv(wide + "\n" + row + "\n" + row + "\n", "t.csv");
  REQUIRE(result.ok());
  CHECK(result.value().width() == 100'000);
  CHECK(result.value().rows() == 2);
  CHECK(first_fault(std::string(200'000, ',') + "\n") == "CSV-109@1:1");
}

TEST_CASE("csv: full-width text and payloads stay text") {
  CHECK(shape("金额(万元),b\n１２３，４５６,=1+1\n") == "金额(万元)|b;１２３，４５６|=1+1");
  CHECK(shape("a,b\n'; DROP TABLE loans;--,<script>\n") == "a|b;'; DROP TABLE loans;--|<script>");
}

TEST_CASE("csv: a folder, a missing file") {
  CHECK(pledgelab::read_csv("/").errors().front().code == "F-102");
  CHECK(pledgelab::read_csv("/nonexistent.csv").errors().front().kind ==
        pledgelab::ErrorKind::not_found);
}
