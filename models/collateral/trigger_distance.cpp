#include "models/collateral/trigger_distance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "models/base/normal.hpp"
#include "models/collateral/cover.hpp"
#include "models/collateral/loan_rights.hpp"

namespace pledgelab {
namespace {

constexpr int kYearMonths = 12;
constexpr int kMostMonths = 1200;
constexpr double kRounding = 1e-12;

// One right's part in the ceiling: what it carries now, and its mean that this moves with.
struct Carried {
  AssetId asset;
  double ceiling_worth_yuan = 0;
  double mean_yuan = 0;
};

// What a right carries when its mean is `mean_yuan`; one that the model cannot value stays.
double carried_at(const Carried& right, double mean_yuan) {
  if (right.mean_yuan <= 0) return right.ceiling_worth_yuan;
  return right.ceiling_worth_yuan * (mean_yuan / right.mean_yuan);
}

double sum(const std::vector<Carried>& rights) {
  double total = 0;
  for (const Carried& right : rights) total += right.ceiling_worth_yuan;
  return total;
}

std::vector<PledgePart> parts_of(const TriggerQuestion& question) {
  std::vector<PledgePart> parts = pledge_parts(question.book, question.inputs.as_of);
  std::erase_if(parts, [&](const PledgePart& part) {
    return part.loan.index != question.loan.index || part.part.num == 0;
  });
  return parts;
}

std::vector<AssetId> held_by(const std::vector<PledgePart>& parts) {
  std::vector<AssetId> held;
  for (const PledgePart& part : parts) {
    const bool known = std::any_of(held.begin(), held.end(),
                                   [&](AssetId one) { return one.index == part.asset.index; });
    if (!known) held.push_back(part.asset);
  }
  return held;
}

std::vector<Carried> carried_by(const TriggerQuestion& question,
                                const std::vector<PledgePart>& parts,
                                const std::vector<AssetId>& held,
                                const std::vector<Valuation>& valuations, TriggerBasis basis) {
  const auto appraisals = latest_appraisals(question.book, question.inputs.as_of);
  std::vector<Carried> rights;
  for (std::size_t i = 0; i < held.size(); ++i) {
    const Asset& asset = question.book.assets[held[i].index];
    Carried right{held[i], 0, valuations[i].mean_yuan};
    for (const PledgePart& part : parts) {
      if (part.asset.index != held[i].index || has_ended(valuations[i])) continue;
      const auto& appraisal = appraisals[held[i].index];
      const double signed_yuan = appraisal ? appraisal->value.yuan() : 0;
      const double model_yuan = part.incomplete ? 0 : right.mean_yuan;
      const double whole = basis == TriggerBasis::approved ? signed_yuan : model_yuan;
      right.ceiling_worth_yuan +=
          whole * part.part.frac() * question.lending.ceiling(asset.kind).frac();
    }
    rights.push_back(right);
  }
  return rights;
}

// All that the drivers are asked with.
struct Asked {
  const TriggerQuestion& question;
  const LoanRights& rights;
  const std::vector<Carried>& carried;
  double balance_yuan = 0;
  bool breached = false;
  bool at_ceiling = false;  // but for the rounding of doubles
};

struct Move {
  TriggerDriver driver;
  MovedDriver moved;
  const char* word;  // row of driver_sd
};
constexpr std::array<Move, 3> kMoves = {
    Move{TriggerDriver::revenue, MovedDriver::revenue, "revenue"},
    Move{TriggerDriver::royalty, MovedDriver::royalty, "royalty"},
    Move{TriggerDriver::discount_rate, MovedDriver::discount_rate, "discount_rate"}};

Result<DriverDistance> moved_distance(const Asked& asked, const Move& move) {
  const auto margin = [&](double level) -> Result<double> {
    const auto means = asked.rights.worths(move.moved, level);
    if (!means) return means.errors();
    double total = 0;
    for (std::size_t i = 0; i < asked.carried.size(); ++i) {
      total += carried_at(asked.carried[i], means.value()[i]);
    }
    return total - asked.balance_yuan;
  };
  const bool rate = move.moved == MovedDriver::discount_rate;
  const double still = rate ? 0 : 1;
  // Worth falls as a rate rises and as a factor falls: which side to look on.
  const bool upward = rate != asked.breached;
  const double low = upward ? still : asked.rights.least(move.moved);
  const double high = upward ? asked.rights.most(move.moved) : still;
  auto found = crossing(margin, low, high);
  if (!found) return found.errors();
  if (asked.at_ceiling) found = std::optional(still);
  const FactorState& state = asked.question.inputs.state;
  DriverDistance told;
  told.driver = move.driver;
  const double wacc = state.find("discount_wacc").value_or(0);
  told.now = rate ? wacc : 1;
  if (!found.value()) return told;
  const auto sd = state.level("driver_sd", move.word);
  if (!sd) return sd.errors();
  const double level = *found.value();
  const Distance distance =
      rate ? level_distance(0, level, sd.value()) : factor_distance(level, sd.value());
  told.at_trigger = rate ? wacc + level : level;
  told.sds = distance.sds;
  told.chance_frac = distance.chance_frac;
  return told;
}

// Worth of a right at a month over that of today; a question of law that is open counts as it is
// expected to end.
double kept_at(const Asset& asset, const ValueCurve& curve, std::size_t month) {
  const bool open = asset.status != LegalStatus::valid;
  const auto worth = [&](std::size_t at) {
    return curve.use_value_yuan[at] * (open ? curve.alive_frac[at] : 1);
  };
  return worth(0) > 0 ? worth(month) / worth(0) : 1;
}

DriverDistance time_distance(const Asked& asked, const std::vector<ValueCurve>& curves) {
  DriverDistance told;
  told.driver = TriggerDriver::time;
  told.now = 0;
  const auto& balances = asked.question.balance_fen;
  for (std::size_t month = 1; month < curves.front().use_value_yuan.size(); ++month) {
    const std::int64_t owed_fen = balances[std::min(month, balances.size() - 1)];
    const double owed = static_cast<double>(owed_fen) / 100;
    double carried = 0;
    for (std::size_t i = 0; i < asked.carried.size(); ++i) {
      const Asset& asset = asked.rights.book().assets[i];
      carried += asked.carried[i].ceiling_worth_yuan * kept_at(asset, curves[i], month);
    }
    const bool over = owed > carried * (1 + kRounding);
    if (over == asked.breached) continue;
    told.at_trigger = static_cast<double>(month);
    told.chance_frac = month <= kYearMonths ? 1 : 0;
    return told;
  }
  return told;
}

// What the loan's rights carry when right `ended` ends: an essential one takes its product along.
double carried_without(const Asked& asked, std::size_t ended) {
  const auto& assets = asked.rights.book().assets;
  const Asset& gone = assets[ended];
  double carried = 0;
  for (std::size_t i = 0; i < asked.carried.size(); ++i) {
    const bool along = gone.essential.value_or(false) && gone.product_id &&
                       assets[i].product_id == gone.product_id;
    if (i != ended && !along) carried += asked.carried[i].ceiling_worth_yuan;
  }
  return carried;
}

DriverDistance legal_distance(const Asked& asked, const std::vector<ValueCurve>& curves) {
  DriverDistance told;
  told.driver = TriggerDriver::legal_event;
  if (asked.breached) return told;  // an ended right puts nothing right
  for (std::size_t i = 0; i < asked.carried.size(); ++i) {
    if (asked.carried[i].ceiling_worth_yuan <= 0) continue;
    if (!(asked.balance_yuan > carried_without(asked, i))) continue;
    const auto& alive = curves[i].alive_frac;
    const double ends = alive[0] > 0 ? 1 - alive[kYearMonths] / alive[0] : 0;
    if (told.at_trigger && ends <= told.chance_frac) continue;
    told.at_trigger = 0;
    told.chance_frac = ends;
    told.right = asked.rights.book().assets[i].id;
  }
  if (told.chance_frac > 0 && told.chance_frac < 1) {
    told.sds = std::max(0.0, -normal_quantile(told.chance_frac));
  }
  return told;
}

void set_order(std::vector<DriverDistance>& drivers) {
  std::stable_sort(drivers.begin(), drivers.end(),
                   [](const DriverDistance& a, const DriverDistance& b) {
                     if (a.at_trigger.has_value() != b.at_trigger.has_value()) {
                       return a.at_trigger.has_value();
                     }
                     return a.chance_frac > b.chance_frac;
                   });
}

Outcome add_drivers(const Asked& asked, TriggerDistance& told) {
  for (const Move& move : kMoves) {
    auto distance = moved_distance(asked, move);
    if (!distance) return distance.errors();
    told.drivers.push_back(std::move(distance).value());
  }
  const auto given = static_cast<int>(asked.question.balance_fen.size()) - 1;
  const int months = std::clamp(given, kYearMonths, kMostMonths);
  const auto curves = value_curves(asked.rights.book(), asked.question.inputs, months);
  if (!curves) return curves.errors();
  told.drivers.push_back(time_distance(asked, curves.value()));
  told.drivers.push_back(legal_distance(asked, curves.value()));
  set_order(told.drivers);
  return Done{};
}

}  // namespace

Result<std::optional<TriggerDistance>> trigger_distance(const TriggerQuestion& question) {
  const std::optional<TriggerDistance> none;
  const std::vector<PledgePart> parts = parts_of(question);
  const std::vector<AssetId> held = held_by(parts);
  PL_CHECK(!question.balance_fen.empty());
  if (held.empty() || question.balance_fen[0] <= 0) return none;
  const LoanRights rights(question.book, held, question.inputs);
  const auto valuations = rights.valuations();
  if (!valuations) return valuations.errors();
  TriggerDistance told;
  auto carried = carried_by(question, parts, held, valuations.value(), TriggerBasis::approved);
  if (!(sum(carried) > 0)) {
    told.basis = TriggerBasis::model;
    carried = carried_by(question, parts, held, valuations.value(), TriggerBasis::model);
  }
  told.ceiling_worth_yuan = sum(carried);
  if (!(told.ceiling_worth_yuan > 0)) return none;
  told.balance_yuan = static_cast<double>(question.balance_fen[0]) / 100;
  told.factor = told.balance_yuan / told.ceiling_worth_yuan;
  const bool at_ceiling = std::abs(told.factor - 1) <= kRounding;
  told.breached = told.factor > 1 && !at_ceiling;
  const Asked asked{question, rights, carried, told.balance_yuan, told.breached, at_ceiling};
  if (const Outcome done = add_drivers(asked, told); !done) return done.errors();
  return std::optional(std::move(told));
}

}  // namespace pledgelab
