// The words of the trade for enumerators; Chinese as domain/policies.md 0A has them.
#include <fmt/core.h>

#include "engine/report/backtested.hpp"
#include "engine/report/figure.hpp"
#include "engine/report/sections.hpp"

namespace pledgelab {

Words not_backtested_words() { return {"未经回测", "not back-tested"}; }

Words not_backtested_sentence() {
  return {"未经回测：尚无成交、许可或重估结果与这些估值对照。",
          "Not back-tested: no sale, licence or re-appraisal has been held against these values."};
}

Words backtested_sentence(const Backtest* test) {
  if (test == nullptr || test->groups.empty()) return not_backtested_sentence();
  const GroupScore& all = test->groups.front();
  const auto percent = [](double frac) { return show_percent(frac, 1) + " %"; };
  const ShareInterval& inside = all.coverage.inside;
  const std::string skill = all.skill_frac ? percent(*all.skill_frac) : std::string("–");
  const std::string error =
      all.mean_error_ln ? show_number(*all.mean_error_ln, 3) : std::string("–");
  return {
      fmt::format("已回测：{} 项结果；P10–P90 覆盖 {}（{} – {}，应为 80 %）；技巧 {}；ln 偏差 {}。",
                  all.count, percent(inside.share_frac), percent(inside.low_frac),
                  percent(inside.high_frac), skill, error),
      fmt::format("Back-tested: {} outcomes; P10 to P90 holds {} ({} – {}, nominal 80 %); skill "
                  "{}; ln error {}.",
                  all.count, percent(inside.share_frac), percent(inside.low_frac),
                  percent(inside.high_frac), skill, error)};
}

Words mark_words(Mark mark) {
  switch (mark) {
    case Mark::found:
      return {"有出处", "found in a source"};
    case Mark::known:
      return {"凭记忆", "known from memory"};
    case Mark::fitted:
      return {"由数据拟合", "fitted on data"};
    case Mark::assumed:
      break;
  }
  return {"假设", "assumed"};
}

Words route_words(PdRoute route) {
  switch (route) {
    case PdRoute::own_rating:
      return {"本行评级", "own rating"};
    case PdRoute::grade_table:
      return {"评级对照表", "grade table"};
    case PdRoute::relatives:
      return {"行业与规模相对数", "sector and size relatives"};
    case PdRoute::prior:
      break;
  }
  return {"情景先验", "scenario prior"};
}

Words payment_words(PartyRole role) {
  switch (role) {
    case PartyRole::lender:
      return {"自担", "retained"};
    case PartyRole::fund:
    case PartyRole::government:
      return {"风险补偿", "risk compensation"};
    case PartyRole::insurer:
      return {"赔付", "insurance payment"};
    case PartyRole::guarantor:
      return {"代偿", "payment under guarantee"};
    case PartyRole::other:
      break;
  }
  return {"分担", "contribution"};
}

Tone tone_of(PartyRole role) {
  switch (role) {
    case PartyRole::lender:
      return Tone::lender;
    case PartyRole::fund:
      return Tone::fund;
    case PartyRole::insurer:
      return Tone::insurer;
    case PartyRole::guarantor:
      return Tone::guarantor;
    case PartyRole::government:
      return Tone::government;
    case PartyRole::other:
      break;
  }
  return Tone::other;
}

}  // namespace pledgelab
