// Four kinds of chart as figures, not pictures; behind each stands the table it is drawn from.
#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "engine/report/table.hpp"
#include "models/base/date.hpp"

namespace pledgelab {

/// What a bar stands for; the renderer gives each tone its colour. Never the only distinction.
enum class Tone : std::uint8_t {
  plain,
  recovered,
  loss,
  lender,
  fund,
  insurer,
  guarantor,
  government,
  other,
  gap
};

/// One step of a waterfall, from one level to the next, in yuan. A whole runs from 0.
struct WaterfallStep {
  Words label;
  double from_yuan = 0;
  double to_yuan = 0;
  Tone tone = Tone::plain;
  bool whole = false;  // an opening amount or a subtotal

  /// What is written beside the bar: a whole's level, a recovery as a deduction, a party's part as
  /// the positive amount that it takes.
  [[nodiscard]] double amount_yuan() const {
    if (whole) return to_yuan;
    return tone == Tone::recovered ? to_yuan - from_yuan : from_yuan - to_yuan;
  }
};

struct Waterfall {
  MoneyUnit unit;
  Words axis;
  std::vector<WaterfallStep> steps;
};

struct BarGroup {
  Words label;
  std::vector<double> values;  // one a series: yuan, or fractions when `unit` has no currency
  Tone tone = Tone::plain;
};

struct Bars {
  MoneyUnit unit;  // currency empty: the values are fractions
  Words axis;
  std::vector<Words> series;  // first solid, second outlined
  std::vector<BarGroup> groups;
};

struct LossMark {
  Words label;
  double loss_yuan = 0;
};

/// Bins of equal width from 0; `paths_frac[i]` is the part of all paths in bin i, paths without
/// loss not counted (they are `zero_frac`). Σ paths_frac + zero_frac = 1 when there is a path.
struct Histogram {
  MoneyUnit unit;
  Words axis;
  double bin_yuan = 1;
  std::vector<double> paths_frac;
  bool last_open = false;  // the last bin takes all larger losses
  double zero_frac = 0;
  std::vector<LossMark> marks;
};

/// Quantiles 5, 25, 50, 75, 95 % at one date, and the part of paths exhausted by then.
struct FanPoint {
  Date date;
  std::array<double, 5> quantile_yuan{};
  double exhausted_frac = 0;
};

struct Fan {
  MoneyUnit unit;
  Words axis;
  Words strip;  // what exhausted_frac is called
  std::vector<FanPoint> points;
};

struct Chart {
  std::string id;
  Words title;
  Words reading;  // one sentence: what to see
  std::variant<Waterfall, Bars, Histogram, Fan> drawing;
  Table table;
};

}  // namespace pledgelab
