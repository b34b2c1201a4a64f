// The words that the sentences of a loss are put together from.
#include "models/sharing/loss_words.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <numeric>

namespace pledgelab {
namespace loss_telling {
namespace {

std::string grouped(std::int64_t fen) {
  std::string text = to_decimal(Money::of_fen(fen));
  const std::size_t first = text[0] == '-' ? 1 : 0;
  for (std::size_t at = text.find('.'); at > first + 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

// A quotient as a decimal of at most six places, or none where it does not end within them.
std::optional<std::string> decimal(__int128 num, __int128 den) {
  constexpr std::int64_t kScale = 1'000'000;
  constexpr __int128 kMost = std::numeric_limits<std::int64_t>::max();
  const __int128 whole_scaled = num * kScale / den;
  if ((num * kScale) % den != 0 || whole_scaled > kMost || whole_scaled < -kMost) {
    return std::nullopt;
  }
  const auto scaled = static_cast<std::int64_t>(whole_scaled);
  const std::int64_t whole = std::abs(scaled) / kScale;
  std::string after = std::to_string(std::abs(scaled) % kScale + kScale).substr(1);
  while (!after.empty() && after.back() == '0') after.pop_back();
  return (scaled < 0 ? "-" : "") + std::to_string(whole) + (after.empty() ? "" : "." + after);
}

std::string quotient(Ratio ratio) {
  const std::int64_t common = std::max<std::int64_t>(1, std::gcd(ratio.num, ratio.den));
  return std::to_string(ratio.num / common) + "/" + std::to_string(ratio.den / common);
}

}  // namespace

TwoWords quoted(const std::string& name) { return same("`" + name + "`"); }

TwoWords money(std::int64_t fen, const std::string& currency) {
  const std::string text = grouped(fen);
  if (currency == "CNY") return {text + " 元", "CNY " + text};
  return same(currency + " " + text);
}

TwoWords listed(const std::vector<TwoWords>& items) {
  TwoWords told;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) told += TwoWords{"、", ", "};
    told += items[i];
  }
  return told;
}

std::string number_text(Ratio number) {
  const auto text = decimal(number.num, number.den);
  return text ? *text : quotient(number);
}

std::string rate_text(Ratio rate) {
  const auto text = decimal(static_cast<__int128>(rate.num) * 100, rate.den);
  return text ? *text + "%" : quotient(rate);
}

void LossTeller::say(const std::string& topic, const TwoWords& words, const std::string& step) {
  const int number = static_cast<int>(sentences.size()) + 1;
  sentences.push_back({number, topic, step, words.zh, words.en});
}

const LossOutcome& LossTeller::loss() const { return story.result.losses[story.told.claim]; }

TwoWords LossTeller::amount(std::int64_t fen) const { return money(fen, story.program.currency); }

TwoWords LossTeller::party(std::uint32_t index) const {
  return index == kBorrower ? TwoWords{"借款人", "the borrower"}
                            : quoted(story.program.parties[index].id);
}

TwoWords LossTeller::values(const std::vector<ToldFact>& facts) const {
  std::vector<TwoWords> parts;
  for (const ToldFact& fact : facts) {
    const std::string text = fact_text(story, fact);
    const TwoWords name = quoted(fact_name(story.program, fact.term));
    if (text.empty()) {
      parts.push_back(name + TwoWords{" 为空", " is empty"});
      continue;
    }
    const bool is_money = story.program.terms[fact.term].kind == FactKind::money;
    const TwoWords told = is_money ? amount(fact.figure.value.num) : same(text);
    parts.push_back(name + TwoWords{" ＝ ", " = "} + told);
  }
  if (parts.empty()) return {};
  return TwoWords{"；本笔 ", "; here "} + listed(parts);
}

}  // namespace loss_telling

std::string fact_text(const LossStory& story, const ToldFact& fact) {
  if (fact.figure.standing != Standing::known) return {};
  const Ratio value = fact.figure.value;
  switch (story.program.terms[fact.term].kind) {
    case FactKind::text: {
      const auto word = static_cast<std::size_t>(value.num);
      return word < story.facts.words.size() ? "“" + story.facts.words[word] + "”" : "";
    }
    case FactKind::money:
      return to_decimal(Money::of_fen(value.num));
    case FactKind::rate:
      return loss_telling::rate_text(value);
    case FactKind::months:
      return std::to_string(value.num) + "mo";
    case FactKind::date:
      return to_iso(Date{static_cast<std::int32_t>(value.num)});
    case FactKind::boolean:
      return value.num == 0 ? "false" : "true";
    case FactKind::number:
    case FactKind::empty:
      break;
  }
  return loss_telling::number_text(value);
}

}  // namespace pledgelab
