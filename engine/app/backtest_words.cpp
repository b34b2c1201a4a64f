#include "engine/app/backtest_words.hpp"

#include "models/book/words.hpp"

namespace pledgelab {

CodedWords coded_words(BacktestFinding finding) {
  switch (finding) {
    case BacktestFinding::nothing_matched:
      return {"nothing_matched",
              {"未经回测：没有一项结果与此前的预测对得上",
               "not back-tested: no outcome met a forecast made before it"}};
    case BacktestFinding::too_narrow:
      return {"too_narrow",
              {"区间偏窄：落在 P10–P90 内的结果少于 80 %",
               "too narrow: fewer than 80 % of the outcomes lie between P10 and P90"}};
    case BacktestFinding::too_wide:
      return {"too_wide",
              {"区间偏宽：落在 P10–P90 内的结果多于 80 %",
               "too wide: more than 80 % of the outcomes lie between P10 and P90"}};
    case BacktestFinding::not_uniform:
      break;
  }
  return {"not_uniform",
          {"PIT 不均匀：预测有偏，或分布形状不对",
           "PIT not uniform: the forecasts are biased, or of a wrong shape"}};
}

CodedWords coded_words(Unforecast why) {
  switch (why) {
    case Unforecast::no_forecast:
      return {"no_forecast", {"该权利没有预测", "no forecast of this right"}};
    case Unforecast::other_purpose:
      return {"other_purpose", {"预测用途不同", "forecast for another purpose only"}};
    case Unforecast::not_before:
      break;
  }
  return {"not_before", {"没有早于结果的预测", "no forecast before its day"}};
}

Words group_words(const GroupScore& group) {
  if (group.by == "all") return {"全部", "all"};
  if (group.by == "kind") {
    return group.key == "unknown" ? Words{"种类不详", "kind unknown"} : Words{group.key, ""};
  }
  const std::string& key = group.key;
  if (key == kRealisationWords[0]) return {"处置", "sale"};
  return key == kRealisationWords[1] ? Words{"许可", "licence"} : Words{"重估", "re-appraisal"};
}

}  // namespace pledgelab
