#include "models/book/cell.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "models/base/nearest.hpp"
#include "models/base/quantity.hpp"
#include "models/book/repair.hpp"

namespace pledgelab {
namespace {

using Kind = CellUnit::Kind;

struct UnitWord {
  const char* word;
  Kind kind;
  std::int64_t fen_per_unit;
  const char* currency;
};

constexpr std::array kUnitWords = {
    UnitWord{"yuan", Kind::money, 100, "CNY"},
    UnitWord{"cny", Kind::money, 100, "CNY"},
    UnitWord{"rmb", Kind::money, 100, "CNY"},
    UnitWord{"元", Kind::money, 100, "CNY"},
    UnitWord{"人民币元", Kind::money, 100, "CNY"},
    UnitWord{"人民币", Kind::money, 100, "CNY"},
    UnitWord{"千元", Kind::money, 100'000, "CNY"},
    UnitWord{"wan", Kind::money, 1'000'000, "CNY"},
    UnitWord{"万元", Kind::money, 1'000'000, "CNY"},
    UnitWord{"万", Kind::money, 1'000'000, "CNY"},
    UnitWord{"人民币万元", Kind::money, 1'000'000, "CNY"},
    UnitWord{"亿元", Kind::money, 10'000'000'000, "CNY"},
    UnitWord{"亿", Kind::money, 10'000'000'000, "CNY"},
    UnitWord{"yi", Kind::money, 10'000'000'000, "CNY"},
    UnitWord{"fen", Kind::money, 1, "CNY"},
    UnitWord{"分", Kind::money, 1, "CNY"},
    UnitWord{"usd", Kind::money, 100, "USD"},
    UnitWord{"美元", Kind::money, 100, "USD"},
    UnitWord{"gbp", Kind::money, 100, "GBP"},
    UnitWord{"英镑", Kind::money, 100, "GBP"},
    UnitWord{"eur", Kind::money, 100, "EUR"},
    UnitWord{"欧元", Kind::money, 100, "EUR"},
    UnitWord{"krw", Kind::money, 100, "KRW"},
    UnitWord{"jpy", Kind::money, 100, "JPY"},
    UnitWord{"sgd", Kind::money, 100, "SGD"},
    UnitWord{"%", Kind::percent, 0, ""},
    UnitWord{"percent", Kind::percent, 0, ""},
    UnitWord{"pct", Kind::percent, 0, ""},
    UnitWord{"百分比", Kind::percent, 0, ""},
    UnitWord{"bp", Kind::basis_points, 0, ""},
    UnitWord{"基点", Kind::basis_points, 0, ""},
    UnitWord{"frac", Kind::fraction, 0, ""},
    UnitWord{"fraction", Kind::fraction, 0, ""},
    UnitWord{"小数", Kind::fraction, 0, ""},
    UnitWord{"天", Kind::neutral, 0, ""},
    UnitWord{"日", Kind::neutral, 0, ""},
    UnitWord{"月", Kind::neutral, 0, ""},
    UnitWord{"个月", Kind::neutral, 0, ""},
    UnitWord{"人", Kind::neutral, 0, ""},
    UnitWord{"人月", Kind::neutral, 0, ""},
    UnitWord{"纳米", Kind::neutral, 0, ""},
    UnitWord{"nm", Kind::neutral, 0, ""},
    UnitWord{"颗", Kind::neutral, 0, ""},
    UnitWord{"件", Kind::neutral, 0, ""},
};

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return text;
}

CellReading fault(std::string why, std::string hint = {}) {
  return {{}, std::move(why), std::move(hint)};
}

CellReading read_number(const Field& field, const std::string& text) {
  if (field.type == FieldType::count) {
    std::int64_t count = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (code == std::errc{} && end == text.data() + text.size()) return {count, {}, {}};
    return fault("'" + text + "' is not a whole number");
  }
  const bool plain = text.find_first_not_of("0123456789.-") == std::string::npos;
  double number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (plain && code == std::errc{} && end == text.data() + text.size()) return {number, {}, {}};
  return fault("'" + text + "' is not a number", "plain digits, as 12.5");
}

// Percentages and fractions, exactly, in parts per million.
CellReading read_ppm(const Field& field, const CellUnit& unit, const std::string& text) {
  std::string written = text;
  const bool bare = text.find_first_not_of("0123456789.-") == std::string::npos;
  if (bare && unit.kind == Kind::percent) written += '%';
  if (bare && unit.kind == Kind::basis_points) written += "bp";
  const bool fraction = bare && (unit.kind == Kind::fraction ||
                                 (field.type == FieldType::number && unit.kind == Kind::none));
  if (fraction && field.type == FieldType::number) return read_number(field, text);
  const auto quantity = parse_quantity(written);
  if (!quantity) return fault("'" + text + "' is not a percentage", "write 5.22%");
  if (quantity->kind != Quantity::Kind::rate &&
      !(quantity->kind == Quantity::Kind::number && (fraction || quantity->value.num == 0))) {
    return fault("'" + text + "' has no unit: it may be a percentage or a fraction",
                 "write " + text + "%, or the unit in the header: " + field.name + "(%) or " +
                     field.name + "_frac");
  }
  const __int128 scaled = static_cast<__int128>(quantity->value.num) * 1'000'000;
  if (field.type == FieldType::number) return {quantity->value.frac(), {}, {}};
  const __int128 ppm = scaled / quantity->value.den;
  if (scaled % quantity->value.den != 0 || ppm > 100'000'000 || ppm < -100'000'000) {
    return fault("'" + text + "' is not a whole number of parts per million", "write 5.22%");
  }
  const auto whole = static_cast<std::int32_t>(ppm);
  if (field.type == FieldType::rate) return {Rate{whole}, {}, {}};
  if (whole < 0 || whole > 1'000'000) return fault("'" + text + "' is outside 0..100%");
  return {Share{whole}, {}, {}};
}

CellReading read_money(const CellUnit& unit, const std::string& text) {
  if (unit.kind != Kind::money) return fault("an amount without a unit");
  const auto amount = parse_money(text, unit.fen_per_unit);
  if (amount) return {*amount, {}, {}};
  return fault("'" + text + "' is not an amount in " + unit.text,
               "plain digits, at most 10^13 yuan, no part of a fen");
}

CellReading read_boolean(const std::string& text) {
  const std::string word = lower(text);
  for (const char* yes : {"true", "yes", "是", "1", "y"}) {
    if (word == yes) return {true, {}, {}};
  }
  for (const char* no : {"false", "no", "否", "0", "n"}) {
    if (word == no) return {false, {}, {}};
  }
  return fault("'" + text + "' is neither yes nor no", "write true or false");
}

CellReading read_any(const Field& field, const CellUnit& unit, const std::string& text) {
  switch (field.type) {
    case FieldType::text:
    case FieldType::reference:
      return {text, {}, {}};
    case FieldType::word: {
      std::string word = canonical_word(*field.words, text);
      if (!word.empty()) return {std::move(word), {}, {}};
      return fault("'" + text + "' is no " + field.name, suggestion(text, *field.words));
    }
    case FieldType::money:
      return read_money(unit, text);
    case FieldType::share:
    case FieldType::rate:
      return read_ppm(field, unit, text);
    case FieldType::date: {
      if (const auto date = parse_date(text)) return {*date, {}, {}};
      const std::string serial = excel_serial_date(text);
      if (serial.empty()) return fault("'" + text + "' is no date", "write YYYY-MM-DD");
      return fault("'" + text + "' is an Excel serial number, not a date",
                   "it would mean " + serial + ": format the column as YYYY-MM-DD");
    }
    case FieldType::count:
      return read_number(field, text);
    case FieldType::number:
      return field.name.ends_with("_frac") ? read_ppm(field, unit, text) : read_number(field, text);
    case FieldType::boolean:
      return read_boolean(text);
  }
  return {};
}

// The value as a plain number, in the unit of Field::least and most.
std::optional<double> plain(const FieldValue& value) {
  if (const auto* money = std::get_if<Money>(&value)) return money->yuan();
  if (const auto* share = std::get_if<Share>(&value)) return share->frac();
  if (const auto* rate = std::get_if<Rate>(&value)) return rate->annual_frac();
  if (const auto* count = std::get_if<std::int64_t>(&value)) return static_cast<double>(*count);
  if (const auto* number = std::get_if<double>(&value)) return *number;
  return std::nullopt;
}

std::string number_text(double number) {
  std::array<char, 800> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
  if (end.ec == std::errc{}) return {buffer.data(), end.ptr};
  return std::to_string(number);
}

std::string percent_text(std::int32_t ppm) {
  const std::int64_t size = ppm < 0 ? -static_cast<std::int64_t>(ppm) : ppm;
  std::string rest = std::to_string(10'000 + size % 10'000).substr(1);
  while (!rest.empty() && rest.back() == '0') rest.pop_back();
  return (ppm < 0 ? "-" : "") + std::to_string(size / 10'000) + (rest.empty() ? "" : "." + rest) +
         "%";
}

}  // namespace

CellUnit parse_unit(const std::string& word) {
  const std::string plain_word = lower(half_width(word));
  for (const UnitWord& unit : kUnitWords) {
    if (plain_word == unit.word) return {unit.kind, unit.fen_per_unit, unit.currency, word};
  }
  return {Kind::unknown, 0, {}, word};
}

Header parse_header(std::string_view text) {
  std::string name = half_width(text);
  std::erase_if(name, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  std::replace(name.begin(), name.end(), '[', '(');
  std::replace(name.begin(), name.end(), ']', ')');
  const std::size_t open = name.rfind('(');
  if (open != std::string::npos && open > 0 && name.back() == ')') {
    std::string word = name.substr(open + 1, name.size() - open - 2);
    if (word.starts_with("单位:")) word = word.substr(std::string("单位:").size());
    return {name.substr(0, open), parse_unit(word)};
  }
  const std::size_t line = name.rfind('_');
  const bool known = std::any_of(book_fields().begin(), book_fields().end(),
                                 [&](const Field& field) { return field.name == name; });
  if (line != std::string::npos && line > 0 && !known) {
    CellUnit unit = parse_unit(name.substr(line + 1));
    if (unit.kind != Kind::unknown && unit.kind != Kind::neutral) {
      return {name.substr(0, line), std::move(unit)};
    }
  }
  return {std::move(name), {}};
}

CellReading read_cell(const Field& field, const CellUnit& unit, const std::string& text) {
  if (text.empty()) return {};
  CellReading reading = read_any(field, unit, text);
  const auto number = reading.why.empty() ? plain(reading.value) : std::nullopt;
  if (!number) return reading;
  if (field.least && *number < *field.least) {
    reading.why = *field.least == 0 ? field.name + " is negative: " + text
                                    : field.name + " is too small: " + text;
    reading.hint = "at least " + number_text(*field.least) + ": mend it, or take the row out";
  } else if (field.most && *number > *field.most) {
    reading.why = field.name + " is too large: " + text;
    reading.hint = *field.most == 1 ? "a fraction of 1, or a percentage with its sign %" : "";
  }
  return reading;
}

std::string cell_text(const FieldValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* money = std::get_if<Money>(&value)) return to_decimal(*money);
  if (const auto* share = std::get_if<Share>(&value)) return percent_text(share->ppm);
  if (const auto* rate = std::get_if<Rate>(&value)) return percent_text(rate->annual_ppm);
  if (const auto* date = std::get_if<Date>(&value)) return to_iso(*date);
  if (const auto* count = std::get_if<std::int64_t>(&value)) return std::to_string(*count);
  if (const auto* number = std::get_if<double>(&value)) return number_text(*number);
  if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "true" : "false";
  return {};
}

std::string excel_serial_date(std::string_view text) {
  std::int32_t serial = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), serial);
  if (text.size() != 5 || code != std::errc{} || end != text.data() + text.size()) return {};
  if (serial < 10'000 || serial > 80'000) return {};
  return to_iso(add_days(*make_date(1899, 12, 30), serial));
}

}  // namespace pledgelab
