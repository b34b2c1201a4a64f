#include "models/sharing/reason_words.hpp"

#include <array>

#include "models/base/check.hpp"

namespace pledgelab {
namespace {

/// "{}" stands for a part, in the same order in both languages.
struct ReasonText {
  const char* zh;
  const char* en;
};

/// In the order of Reason.
constexpr std::array kReasons = {
    ReasonText{"步骤 '{}' 不能确定：{}", "step '{}' is undecided: {}"},
    ReasonText{"条款 '{}' 不能确定：{}", "clause '{}' is undecided: {}"},
    ReasonText{"熔断 '{}' 不能确定：{}", "breaker '{}' is undecided: {}"},
    ReasonText{"预付比例（advance）不能确定：{}", "the rate of the advance is undecided: {}"},
    ReasonText{"收购价款（purchase）不能确定：{}", "the price of the purchase is undecided: {}"},
    ReasonText{"{} 为空", "{} is empty"},
    ReasonText{"同一合并范围内的损失 '{}'：{}", "loss '{}' of the same unit: {}"},
    ReasonText{"最终损失为空", "the final loss is empty"},
    ReasonText{"贷款发放日为空", "the date of origination is empty"},
    ReasonText{"贷款到期日为空", "the date of maturity is empty"},
    ReasonText{"准入条件（gate）'{}' 不满足", "gate '{}' is not met"},
    ReasonText{"触发条件（trigger）不满足", "the claim's trigger is not met"},
    ReasonText{"{} {} 不在办法适用期 {} 至 {} 之内",
               "its {} date {} lies outside the policy's dates, {} to {}"},
    ReasonText{"{} 索赔，晚于 {}", "it was filed on {}, after {}"},
    ReasonText{"贷款发放时熔断 '{}' 已停止新增业务",
               "its loan was originated while breaker '{}' stopped new loans"},
    ReasonText{"贷款超出账户的放大倍数（leverage）",
               "its loan is beyond the leverage of the account"},
    ReasonText{"熔断 '{}' 在支付日 {} 已暂停补偿",
               "breaker '{}' had stopped claims on its pay date {}"},
    ReasonText{"熔断 '{}' 自 {} 至 {} 暂缓", "breaker '{}' held it from {} to {}"},
    ReasonText{"熔断 '{}' 自 {} 起暂缓，至最后已知日 {} 仍未恢复",
               "breaker '{}' held it from {} and has not resumed by {}, the last day known"},
};
static_assert(kReasons.size() == static_cast<std::size_t>(Reason::held_to_the_last_day) + 1);

/// In the order of Standing.
constexpr std::array kStandings = {
    ReasonText{"", ""},
    ReasonText{"所需的事实为空", "a fact it asks for is empty"},
    ReasonText{"没有相符的分档", "no row of its table fits"},
    ReasonText{"数值超出 64 位", "its figure is too large"},
    ReasonText{"份额大于零的一方未指明机构", "it gives a share to a role that no firm plays"},
    ReasonText{"各方份额之和或某一份额不成立",
               "a share is below 0 %, or its shares do not make 100 %"},
    ReasonText{"计入部分（part）低于零或超过 100 %", "its part is below 0 % or above 100 %"},
    ReasonText{"期间表中没有截至支付日的所需数字",
               "no row of the periods file that ends by the pay date gives a figure it asks for"},
    ReasonText{"所需的比率在最近一个期末没有定义",
               "the ratio it asks for has no value on its last closing day"},
    ReasonText{"同一合并范围内的限额不一致", "its limit differs within the unit that it closes"},
};
static_assert(kStandings.size() == static_cast<std::size_t>(Standing::not_one) + 1);

std::string filled(const std::string& words, const std::vector<TwoWords>& parts,
                   std::string TwoWords::*language) {
  std::string text;
  std::size_t from = 0;
  for (const TwoWords& part : parts) {
    const std::size_t at = words.find("{}", from);
    PL_CHECK(at != std::string::npos);
    text += words.substr(from, at - from) + part.*language;
    from = at + 2;
  }
  PL_CHECK(words.find("{}", from) == std::string::npos);
  return text + words.substr(from);
}

}  // namespace

TwoWords reason_words(Reason reason, const std::vector<TwoWords>& parts) {
  const ReasonText& text = kReasons.at(static_cast<std::size_t>(reason));
  return {filled(text.zh, parts, &TwoWords::zh), filled(text.en, parts, &TwoWords::en)};
}

TwoWords words_of(Standing standing) {
  const ReasonText& text = kStandings.at(static_cast<std::size_t>(standing.word));
  return {text.zh, text.en};
}

TwoWords why_none(const Program& program, Standing standing) {
  if (standing.fact == kNone) return words_of(standing);
  return reason_words(Reason::fact_empty, {same(program.columns[standing.fact].name)});
}

}  // namespace pledgelab
