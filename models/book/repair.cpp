#include "models/book/repair.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "models/book/trade_words.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// Reads one UTF-8 sequence of three bytes at `at`; 0 when there is none.
std::uint32_t three_bytes(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size()) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if ((byte(0) & 0xF0U) != 0xE0U) return 0;
  return (byte(0) & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
}

// The ASCII text of a wide character, or null when it stays.
const char* narrow(std::uint32_t code) {
  switch (code) {
    case 0x3000:
      return " ";
    case 0x200B:
    case 0xFEFF:
      return "";
    case 0x2212:
    case 0x2013:
      return "-";
    case 0xFFE5:
      return "¥";
    default:
      return nullptr;
  }
}

void cut_suffix(std::string& text, Repaired& repaired) {
  static constexpr std::array kSuffixes = {"亿元", "万元", "千元", "美元", "元", "万", "亿"};
  for (const char* suffix : kSuffixes) {
    if (!text.ends_with(suffix)) continue;
    text = trim(text.substr(0, text.size() - std::string(suffix).size()));
    repaired.unit = parse_unit(suffix);
    repaired.repairs.emplace_back("unit written in the cell");
    return;
  }
}

// "1,234,567.8": groups of three after the first.
bool grouped(std::string_view text) {
  std::size_t at = !text.empty() && text[0] == '-' ? 1 : 0;
  const std::size_t first = at;
  while (at < text.size() && digit(text[at])) ++at;
  if (at == first || at - first > 3 || at >= text.size() || text[at] != ',') return false;
  while (at < text.size() && text[at] == ',') {
    for (std::size_t i = 1; i <= 3; ++i) {
      if (at + i >= text.size() || !digit(text[at + i])) return false;
    }
    at += 4;
  }
  if (at == text.size()) return true;
  if (text[at] != '.') return false;
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 1, text.end(), digit);
}

void repair_amount(std::string& text, Repaired& repaired) {
  if (text.starts_with("¥")) {
    text = trim(text.substr(std::string("¥").size()));
    repaired.repairs.emplace_back("currency sign");
  }
  cut_suffix(text, repaired);
}

// Cuts a date into its numbers: "2024年3月5日" → 2024, 3, 5; empty when it is no such text.
std::vector<int> date_numbers(const std::string& text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    bool taken = false;
    for (const char* mark : {"年", "月", "日", "号", "/", ".", "-"}) {
      if (!std::string_view(text).substr(at).starts_with(mark)) continue;
      plain += '-';
      at += std::string(mark).size();
      taken = true;
      break;
    }
    if (!taken) plain += text[at++];
  }
  while (!plain.empty() && plain.back() == '-') plain.pop_back();
  std::vector<int> numbers(1, 0);
  int digits = 0;
  for (const char c : plain) {
    if (c == '-') {
      if (digits == 0) return {};
      numbers.push_back(0);
      digits = 0;
    } else if (digit(c) && digits < 4) {
      numbers.back() = numbers.back() * 10 + (c - '0');
      ++digits;
    } else {
      return {};
    }
  }
  return numbers;
}

// Which day a month without a day stands for: the worse one for the lender. A right, its value and
// its registration end early, a debt lasts long.
bool first_day(const Field& field) {
  return field.table == BookTable::assets || field.table == BookTable::appraisals ||
         field.name == "registration_expiry";
}

void repair_date(const Field& field, std::string& text, Repaired& repaired) {
  if (parse_date(text)) return;
  std::string date = text;
  for (const char* midnight : {" 00:00:00", " 0:00:00", " 00:00", " 0:00", "T00:00:00"}) {
    if (!date.ends_with(midnight)) continue;
    date = date.substr(0, date.size() - std::string(midnight).size());
    break;
  }
  const std::vector<int> numbers = date_numbers(date);
  if (numbers.size() < 2 || numbers.size() > 3 || numbers[0] < 1800) return;
  const auto first = make_date(numbers[0], numbers[1], numbers.size() == 3 ? numbers[2] : 1);
  if (!first) return;
  const bool month_only = numbers.size() == 2;
  const bool early = first_day(field);
  text = to_iso(month_only && !early ? month_end(*first) : *first);
  repaired.repairs.emplace_back(!month_only ? "date not written YYYY-MM-DD"
                                : early     ? "month without a day: its first day is taken"
                                            : "month without a day: its last day is taken");
}

// A dash, or a word that says there is nothing, or nothing yet.
bool says_nothing(const Field& field, const std::string& text) {
  static constexpr std::array kNothing = {"-",    "--",   "/",    "—",      "——",
                                          "N/A",  "无",   "空",   "不适用", "待补",
                                          "待定", "暂无", "暂缺", "未填",   "未知"};
  if (text == "无" && field.type == FieldType::boolean) return false;  // it may mean no
  return std::any_of(kNothing.begin(), kNothing.end(),
                     [&](const char* word) { return text == word; });
}

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Texts that the scenario looks up by a word: a place by its province, an industry by its sector.
void repair_place(const Field& field, std::string& text, Repaired& repaired) {
  std::string word = field.name == "region" ? province_of(text) : industry_of(text);
  if (!word.empty()) {
    repaired.repairs.push_back(field.name == "region"
                                   ? "place read as its province's name in pinyin"
                                   : "industry read as its sector: " + word);
    text = std::move(word);
  } else if (!ascii(text)) {
    repaired.doubts.push_back("'" + text + "' names no " +
                              (field.name == "region" ? "province" : "industry of GB/T 4754") +
                              ": kept as it stands, the scenario's row 'else'");
  }
}

void repair_words(const Field& field, std::string& text, Repaired& repaired) {
  const std::string path = row_name(field.table) + "." + field.name;
  if (field.name == "region" || path == "borrower.sector") {
    repair_place(field, text, repaired);
  } else if (path == "loan.repayment" && canonical_word(kRepaymentWords, text).empty()) {
    std::string word = repayment_of(text);
    if (word.empty()) return;
    repaired.repairs.push_back("'" + text + "' read as " + word);
    text = std::move(word);
  } else if (path == "asset.number") {
    std::string number = register_number_of(text);
    if (number != text) repaired.repairs.emplace_back("register's number in one spelling");
    text = std::move(number);
  }
  if ((path == "asset.number" || path == "asset.owner_id") && listed(text) > 1) {
    repaired.doubts.push_back("'" + text + "' lists " + std::to_string(listed(text)) +
                              " in one cell: kept as one");
  }
}

std::string total_word(std::string_view text) {
  std::string word = half_width(text);
  std::erase(word, ' ');
  for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  while (!word.empty() && word.back() == ':') word.pop_back();
  return word;
}

}  // namespace

std::string half_width(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::uint32_t code = three_bytes(text, at);
    if (code >= 0xFF01 && code <= 0xFF5E) {
      out += static_cast<char>(code - 0xFF01 + '!');
      at += 3;
    } else if (const char* plain = code == 0 ? nullptr : narrow(code)) {
      out += plain;
      at += 3;
    } else if (text.substr(at).starts_with("\xC2\xA0")) {
      out += ' ';
      at += 2;
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::string trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kBlanks) - first + 1));
}

Repaired repair_cell(const Field& field, std::string_view raw) {
  Repaired repaired;
  std::string text(raw);
  const bool free_text = field.type == FieldType::text && field.name == "name";
  std::string narrowed = half_width(raw);
  if (narrowed != text && !free_text) {
    text = std::move(narrowed);
    repaired.repairs.emplace_back("full-width characters");
  }
  std::string trimmed = trim(text);
  if (trimmed != text) {
    text = std::move(trimmed);
    repaired.repairs.emplace_back("stray blanks");
  }
  if (says_nothing(field, text)) {
    repaired.repairs.push_back("'" + text + "' for an empty cell");
    text.clear();
  }
  if (field.type == FieldType::money) repair_amount(text, repaired);
  if (field.type == FieldType::money || field.type == FieldType::number ||
      field.type == FieldType::count) {
    if (grouped(text)) {
      std::erase(text, ',');
      repaired.repairs.emplace_back("thousands separators");
    }
  }
  if (field.type == FieldType::date) repair_date(field, text, repaired);
  if (!text.empty()) repair_words(field, text, repaired);
  repaired.text = std::move(text);
  return repaired;
}

bool names_subtotal(std::string_view text) {
  const std::string word = total_word(text);
  return word == "小计" || word == "subtotal" || word == "本页小计" || word == "分行小计";
}

bool names_total(std::string_view text) {
  const std::string word = total_word(text);
  return names_subtotal(text) || word == "合计" || word == "总计" || word == "总合计" ||
         word == "total" || word == "grandtotal" || word == "共计";
}

}  // namespace pledgelab
