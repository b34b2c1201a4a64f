// Ratios, breakers and bands in words.
#include <algorithm>
#include <array>

#include "models/policy/telling.hpp"

namespace pledgelab::policy_telling {
namespace {

Told measure(const Teller& teller, const Measure& measure) {
  static const std::array kWords = {Told{"贷款余额", "loan balance"},
                                    Told{"不良贷款余额", "non-performing balance"},
                                    Told{"逾期贷款余额", "overdue balance"},
                                    Told{"逾期本金", "overdue principal"},
                                    Told{"发放额", "amount lent"},
                                    Told{"归还额", "amount repaid"},
                                    Told{"已赚保费", "premium earned"},
                                    Told{"已赚担保费", "fee earned"},
                                    Told{"核销额", "write-offs"},
                                    Told{"限额与转移前的承担额", "the bill before caps and cedes"},
                                    Told{"承担额", "the bill"},
                                    Told{"扣除回收款后的承担额", "the bill less what came back"}};
  const Told& word = kWords[static_cast<std::size_t>(measure.kind)];
  const Told named =
      is_booked(measure.kind) ? teller.party(measure.party) + Told{" 的", ": "} + word : word;
  return named + Told{"（" + measure.text + "）", " (" + measure.text + ")"};
}

Told bound(const Bound& bound) {
  static const std::array kWords = {Told{},
                                    Told{},
                                    Told{"小于 ", "is less than "},
                                    Told{"不超过 ", "is at most "},
                                    Told{"大于 ", "is more than "},
                                    Told{"不低于 ", "is at least "}};
  return kWords[static_cast<std::size_t>(bound.relation)] + tell(bound.value);
}

Told watched(const Teller& teller, const BreakerWatch& watch) {
  if (watch.ratio) return Told{"比率 ", "ratio "} + quoted(teller.policy.ratios[*watch.ratio].id);
  if (watch.rate == Ratio{1, 1}) return measure(teller, watch.measure);
  return measure(teller, watch.measure) + Told{" 的 ", " times "} + tell(watch.rate);
}

Told tell_watch(const Teller& teller, const BreakerWatch& watch) {
  return watched(teller, watch) + Told{" ", " trips it (trip) when it "} + bound(watch.trip) +
         Told{" 时触发（trip）", ""} +
         (watch.resume
              ? Told{"，", ", and lets it resume (resume) when it "} + bound(*watch.resume) +
                    Told{" 时恢复（resume）", ""}
              : Told{"，永不恢复（resume: never）", ", and never lets it resume (resume: never)"});
}

Told per(const Teller& teller, const PolicyRatio& ratio) {
  if (ratio.per == Unit::Who::lender) {
    return {"每家贷款机构（per: lender）", "each lender (per: lender)"};
  }
  if (ratio.per == Unit::Who::role) {
    return Told{"每家担任 ", "each firm in the role of "} + teller.party(ratio.role) +
           Told{" 的机构（per）", " (per)"};
  }
  return {"全部业务（per: scheme）", "the whole scheme (per: scheme)"};
}

Told loans(const PolicyRatio& ratio) {
  switch (ratio.loans) {
    case PolicyRatio::Loans::scheme:
      return {"本办法项下贷款（loans: scheme）", "the loans under the scheme (loans: scheme)"};
    case PolicyRatio::Loans::all:
      return {"该机构全部贷款（loans: all）", "all loans of the firm (loans: all)"};
    case PolicyRatio::Loans::named:
      break;
  }
  return {"期间表中标为“" + ratio.loans_text + "”的贷款（loans）",
          "the loans that the periods file names “" + ratio.loans_text + "” (loans)"};
}

}  // namespace

void Teller::ratios() {
  static const std::array kAt = {Told{"每日（at: running）", "every day (at: running)"},
                                 Told{"月末（at: month_end）", "month ends (at: month_end)"},
                                 Told{"季末（at: quarter_end）", "quarter ends (at: quarter_end)"},
                                 Told{"年末（at: year_end）", "year ends (at: year_end)"}};
  for (const PolicyRatio& ratio : policy.ratios) {
    say(Told{"比率 ", "Ratio "} + quoted(ratio.id) + Told{" ＝ ", " = "} +
            measure(*this, ratio.top) + same(" ÷ ") + measure(*this, ratio.bottom) +
            Told{"；范围：", "; of "} + loans(ratio) + Told{"；分别计算：", "; for "} +
            per(*this, ratio) + Told{"；计算日：", "; at "} +
            kAt[static_cast<std::size_t>(ratio.at)] + Told{"。", "."},
        ratio.place.line);
  }
}

void Teller::breakers() {
  for (const PolicyBreaker& breaker : policy.breakers) {
    std::vector<Told> watches;
    for (const BreakerWatch& watch : breaker.watches) watches.push_back(tell_watch(*this, watch));
    Told told = Told{"熔断 ", "Breaker "} + quoted(breaker.id) + Told{"：", ": "};
    told += watches.size() == 1 ? watches.front()
                                : Told{"任一触发、全部满足方恢复（any）",
                                       "any of these trips it, and all of them must let it "
                                       "resume (any): "} +
                                      bracketed(watches);
    switch (breaker.does) {
      case PolicyBreaker::Does::warn:
        told += Told{"；后果：仅预警（warn）", "; while on, it only warns (warn)"};
        break;
      case PolicyBreaker::Does::stop_new:
        told +=
            Told{"；后果：停止新增业务（stop_new）", "; while on, it stops new loans (stop_new)"};
        break;
      case PolicyBreaker::Does::stop_claims:
        told += breaker.lapse
                    ? Told{"；后果：停止补偿（stop_claims），期间索赔失效（held: lapse）",
                           "; while on, it stops claims (stop_claims), which lapse (held: lapse)"}
                    : Told{"；后果：暂停补偿（stop_claims），恢复后支付（held: until_resume）",
                           "; while on, it stops claims (stop_claims), which wait until it resumes "
                           "(held: until_resume)"};
    }
    const bool resumes =
        std::any_of(breaker.watches.begin(), breaker.watches.end(),
                    [](const BreakerWatch& watch) { return watch.resume.has_value(); });
    if (resumes || breaker.off_at_least != Duration{}) {
      told += Told{"；至少停止 ", "; it stays on for at least "} + tell(breaker.off_at_least) +
              Told{"（off_at_least）", " (off_at_least)"};
    }
    say(told + Told{"。", "."}, breaker.place.line);
  }
}

Told tell_band(const Teller& teller, const Step& step) {
  return Told{"比率区间（band）：期末（close）按比率 ",
              "Band (band): at the close (close), of the open "
              "loss only the part of ratio "} +
         quoted(teller.policy.ratios[step.ratio].id) + Told{" 超过 ", " above "} +
         tell(step.band_above) + Told{"、不超过 ", " and up to "} + tell(step.band_upto) +
         Told{" 的部分保留尚未分配的损失；其余由 ", " stays open; the rest goes to "} +
         teller.party(step.else_party) + Told{" 承担", ""};
}

}  // namespace pledgelab::policy_telling
