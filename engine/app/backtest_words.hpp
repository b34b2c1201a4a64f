// The words of a back-test: what it found, why an outcome met no forecast.
#pragma once

#include "engine/report/table.hpp"
#include "models/backtest/backtest.hpp"

namespace pledgelab {

struct CodedWords {
  const char* code;  // in JSON
  Words words;
};

CodedWords coded_words(BacktestFinding finding);
CodedWords coded_words(Unforecast why);
/// "全部 all", "处置 sale", a kind's word.
Words group_words(const GroupScore& group);

}  // namespace pledgelab
