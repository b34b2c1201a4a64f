#include "models/policy/telling.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "models/policy/payment.hpp"

namespace pledgelab::policy_telling {
namespace {

// "1,234,567.05" of hundredths; no decimals when they are zero.
std::string grouped(std::int64_t fen) {
  std::string text = to_decimal(Money::of_fen(fen));
  if (text.size() > 3 && text.compare(text.size() - 3, 3, ".00") == 0) text.resize(text.size() - 3);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::size_t first = text[0] == '-' ? 1 : 0;
  for (std::size_t at = point; at > first + 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

// The exact decimal of a quotient, or none when it does not end.
bool decimal_text(Ratio ratio, std::string& text) {
  const std::int64_t common = std::gcd(ratio.num, ratio.den);
  ratio = {ratio.num / common, ratio.den / common};
  std::int64_t den = ratio.den;
  int places = 0;
  for (const std::int64_t prime : {2, 5}) {
    int count = 0;
    for (; den % prime == 0; den /= prime) ++count;
    places = std::max(places, count);
  }
  if (den != 1 || places > 18) return false;
  __int128 scaled = ratio.num;
  for (int i = 0; i < places; ++i) scaled *= 10;
  scaled /= ratio.den;
  const bool negative = scaled < 0;
  if (negative) scaled = -scaled;
  std::string digits;
  for (; scaled != 0; scaled /= 10) {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(scaled % 10)));
  }
  while (static_cast<int>(digits.size()) <= places) digits.insert(digits.begin(), '0');
  text = (negative ? "-" : "") + digits.substr(0, digits.size() - static_cast<std::size_t>(places));
  std::string after = digits.substr(digits.size() - static_cast<std::size_t>(places));
  while (!after.empty() && after.back() == '0') after.pop_back();
  if (!after.empty()) text += "." + after;
  return true;
}

std::string quotient_text(Ratio ratio) {
  return std::to_string(ratio.num) + "/" + std::to_string(ratio.den);
}

std::string rate_text(Ratio ratio) {
  std::string text;
  std::int64_t num = 0;
  const bool small = !__builtin_mul_overflow(ratio.num, std::int64_t{100}, &num);
  return small && decimal_text({num, ratio.den}, text) ? text + "%" : quotient_text(ratio);
}

Told assumed(Told told, const std::string& assumed_as) {
  if (assumed_as.empty()) return told;
  const std::string name = assumed_as.substr(1);
  return told + Told{"（假设 `" + name + "`）", " (assumption `" + name + "`)"};
}

}  // namespace

Told& Told::operator+=(const Told& more) {
  zh += more.zh;
  en += more.en;
  return *this;
}

Told same(const std::string& text) { return {text, text}; }
Told quoted(const std::string& name) { return same("`" + name + "`"); }

Told listed(const std::vector<Told>& items) {
  Told told;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) told += Told{"、", ", "};
    told += items[i];
  }
  return told;
}

Told bracketed(const std::vector<Told>& items) {
  Told told{"［", "["};
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) told += Told{"；", "; "};
    told += items[i];
  }
  return told + Told{"］", "]"};
}

Told tell(Money amount, const std::string& currency) {
  constexpr std::int64_t kWan = 1'000'000;
  const std::int64_t fen = amount.fen();
  if (currency != "CNY") return same(currency + " " + grouped(fen));
  const std::string yuan = grouped(fen);
  if (fen != 0 && fen % kWan == 0) {
    return {std::to_string(fen / kWan) + "万元", yuan + " yuan"};
  }
  return {yuan + "元", yuan + " yuan"};
}

Told tell(const Quantity& literal) {
  std::string text;
  switch (literal.kind) {
    case Quantity::Kind::number:
      return same(decimal_text(literal.value, text) ? text : quotient_text(literal.value));
    case Quantity::Kind::rate:
      return same(rate_text(literal.value));
    case Quantity::Kind::money:
      return tell(Money::of_fen(literal.value.num), literal.currency);
    case Quantity::Kind::months:
      text = std::to_string(literal.value.num);
      return {text + "个月", text + (text == "1" ? " month" : " months")};
    case Quantity::Kind::days:
      text = std::to_string(literal.value.num);
      return {text + "天", text + (text == "1" ? " day" : " days")};
  }
  return {};
}

Told tell(Ratio share) { return same(rate_text(share)); }

Told tell(Duration span) {
  const std::string months = std::to_string(span.months);
  const std::string days = std::to_string(span.days);
  Told of_days{days + "天", days + (span.days == 1 ? " day" : " days")};
  Told of_months{months + "个月", months + (span.months == 1 ? " month" : " months")};
  if (span.months == 0) return of_days;
  if (span.days == 0) return of_months;
  return of_months + Told{"又", " and "} + of_days;
}

void Teller::say(const Told& told, std::uint32_t line) {
  sentences.push_back({static_cast<int>(sentences.size()) + 1, told.zh, told.en, line});
}

Told Teller::party(std::uint32_t index) const { return quoted(policy.parties[index].id); }

Told Teller::value(const Value& value, const std::string& fact) const {
  const bool table = value.form != Value::Form::literal && value.form != Value::Form::word;
  if (!value.assumed_as.empty() && table) {
    const std::string name = value.assumed_as.substr(1);
    return {"假设 `" + name + "` 所定之值", "the value of assumption `" + name + "`"};
  }
  return assumed(whole_value(value, fact), value.assumed_as);
}

Told Teller::unit(const Unit& unit, bool alone) const {
  static const std::array kPeriods = {
      Told{}, Told{"每年度（year）", "each policy year (year)"},
      Told{"每一发放年度（cohort）", "each year of origination (cohort)"},
      Told{"整个存续期（life）", "the whole life (life)"}};
  if (unit.who == Unit::Who::loss) return {"按每笔损失（loss）", "for each loss alone (loss)"};
  Told who;
  switch (unit.who) {
    case Unit::Who::loan:
      who = {"每笔贷款（loan）", "each loan (loan)"};
      break;
    case Unit::Who::borrower:
      who = {"每个借款人（borrower）", "each borrower (borrower)"};
      break;
    case Unit::Who::group:
      who = {"每个借款人集团（group）", "each group of borrowers (group)"};
      break;
    case Unit::Who::lender:
      who = {"每家贷款机构（lender）", "each lender (lender)"};
      break;
    case Unit::Who::role:
      who = Told{"每家担任 ", "each firm in the role of "} + party(unit.role) + Told{" 的机构", ""};
      break;
    case Unit::Who::fact:
      who = Told{"每个 ", "each value of "} + quoted(unit.fact) + Told{" 值", ""};
      break;
    default:
      who = {"全部业务（scheme）", "the whole scheme (scheme)"};
  }
  static const std::array kPeriodWords = {"", "year", "cohort", "life"};
  const std::string key = unit.who == Unit::Who::role   ? policy.parties[unit.role].id
                          : unit.who == Unit::Who::fact ? unit.fact
                                                        : "";
  const std::string period = kPeriodWords[static_cast<std::size_t>(unit.period)];
  const std::string written = key.empty() ? "" : "per: [" + key + ", " + period + "]";
  Told told = Told{"按", "over "} + who + Told{"、", " and "} +
              kPeriods[static_cast<std::size_t>(unit.period)] + Told{"合并计算", ""};
  if (!written.empty()) told += Told{"（" + written + "）", " (" + written + ")"};
  if (alone) return told;
  return told + (unit.at_close ? Told{"，期末一次结算（close）", ", once, at the close (close)"}
                               : Told{"，索赔时逐笔累计（claim）",
                                      ", as a running total at each claim (claim)"});
}

Told Teller::shares(const std::vector<PartyShare>& shares) const {
  std::vector<Told> parts;
  for (const PartyShare& share : shares) {
    const TwoWords word = payment_word(policy.parties[share.party].kind);
    const Told payment = share.party == policy.residual
                             ? Told{"（自担）", ""}
                             : Told{"（" + word.zh + "）", " (" + word.en + ")"};
    parts.push_back(party(share.party) + same(" ") +
                    (share.value.empty() ? Told{"其余部分（rest）", "the rest (rest)"}
                                         : value(share.value.front())) +
                    payment);
  }
  return bracketed(parts);
}

Told kind_word(PartyKind kind) {
  static const std::vector<std::string> kChinese = {"银行",     "基金",       "财政",
                                                    "担保机构", "再担保机构", "保险机构",
                                                    "评估机构", "管理机构",   "收购方"};
  const auto index = static_cast<std::size_t>(kind);
  return {kChinese[index] + "（" + kPartyKindWords[index] + "）", kPartyKindWords[index]};
}

}  // namespace pledgelab::policy_telling
