#include "engine/verbs/explain_pledges.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/book/words.hpp"
#include "models/collateral/cover.hpp"
#include "models/exposure/balance.hpp"

namespace pledgelab {
namespace {

void add_if_there(std::optional<UsedLevel> level, std::vector<UsedLevel>& levels) {
  if (level) levels.push_back(std::move(*level));
}

// Where the sale's terms come from; an association's mark has its own, a protected product no sale.
std::vector<UsedLevel> sale_levels(const Asset& asset, const FactorState& state) {
  const std::string& kind = word_of(asset.kind, kAssetKindWords);
  const auto* indication = std::get_if<GeographicalIndication>(&asset.facts);
  std::vector<UsedLevel> levels;
  if (indication != nullptr && indication->form == GiForm::product_protection) {
    levels.push_back({"sale_mean_frac", "product_protection", 0, "frac",
                      "a protected product belongs to its area: nothing can be sold",
                      mark_word(Mark::known)});
  } else if (indication != nullptr && indication->form == GiForm::collective_mark) {
    add_if_there(find_level(state, "gi_collective_sale_frac"), levels);
  } else {
    add_if_there(find_level(state, "sale_mean_frac", kind), levels);
  }
  if (const auto* patent = std::get_if<Patent>(&asset.facts); patent != nullptr) {
    const std::string row = class_row(state, "sale_class_relative", patent->technology_class);
    if (!row.empty()) add_if_there(find_level(state, "sale_class_relative", row), levels);
  }
  add_if_there(find_level(state, "sale_concentration"), levels);
  add_if_there(find_level(state, "sale_delay_months", kind), levels);
  add_if_there(find_level(state, "sale_cost_frac"), levels);
  add_if_there(find_level(state, "firm_specific_frac", kind), levels);
  return levels;
}

PledgeExplanation told_pledge(const ValueOutcome& valued, const Pledge& pledge,
                              const PledgePart& held, const std::optional<Appraisal>& appraisal) {
  const Asset& asset = valued.inputs.book().assets[pledge.asset.index];
  const auto kind = static_cast<std::size_t>(asset.kind);
  const LendingPolicy& lending = valued.inputs.lending;
  const Valuation& valuation = valued.valuations[pledge.asset.index];
  PledgeExplanation told;
  told.pledge_id = pledge.id;
  told.asset_id = asset.id;
  told.kind = word_of(asset.kind, kAssetKindWords);
  told.rank = pledge.rank;
  told.part = held.part;
  told.incomplete = held.incomplete;
  told.ended = has_ended(valuation);
  told.ceiling = lending_level("ceiling", told.kind, lending.ceilings[kind]);
  told.haircut = lending_level("haircut", told.kind, lending.haircuts[kind]);
  told.mean_yuan = valuation.mean_yuan;
  if (appraisal) {
    told.appraised = appraisal->date;
    told.appraisal = appraisal->value;
  }
  if (told.ended) return told;
  told.approved_part = part(told.appraisal, held.part, Rounding::half_up);
  if (told.incomplete) return told;
  told.model_part = Money::of_fen(std::llround(valuation.mean_yuan * 100 * held.part.frac()));
  const Share kept{1'000'000 - lending.haircut(asset.kind).ppm};
  told.haircut_part = part(told.model_part, kept.ratio(), Rounding::half_up);
  return told;
}

}  // namespace

Result<std::vector<PledgeExplanation>> explain_pledges(const ValueOutcome& valued, LoanId loan) {
  const Inputs& inputs = valued.inputs;
  const Book& book = inputs.book();
  const FactorState state(inputs.scenario, 0);
  std::vector<PledgeExplanation> pledges;
  if (book.assets.empty()) return pledges;
  const auto sales = sale_terms(book, state);
  if (!sales) return sales.errors();
  const auto appraisals = latest_appraisals(book, inputs.as_of);
  const std::vector<PledgePart> parts = pledge_parts(book, inputs.as_of);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].loan.index != loan.index) continue;
    const std::uint32_t asset = parts[i].asset.index;
    pledges.push_back(told_pledge(valued, book.pledges[i], parts[i], appraisals[asset]));
    PledgeExplanation& told = pledges.back();
    told.sale = sales.value()[asset];
    told.sale_levels = sale_levels(book.assets[asset], state);
    told.sale_now_yuan = told.model_part.yuan() * told.sale.mean_frac;
    told.net_now_yuan =
        told.sale_now_yuan * (1 - told.sale.cost_frac) * (1 - told.sale.firm_specific_frac);
  }
  return pledges;
}

Result<RecoveryExplanation> explain_recovery(const Book& book, const Scenario& scenario, Date as_of,
                                             LoanId loan_id) {
  const Loan& loan = book.loans[loan_id.index];
  const FactorState state(scenario, 1);
  RecoveryExplanation told;
  const bool pledged =
      std::any_of(book.pledges.begin(), book.pledges.end(),
                  [&](const Pledge& pledge) { return pledge.loan.index == loan_id.index; });
  const Parameter* by_age = scenario.find("severity_by_age");
  told.by_age = by_age != nullptr && !pledged;
  if (told.by_age) {
    const int age = months_between(loan.origination, as_of) + 1;
    const ParameterRow* used = &by_age->rows.back();
    for (const ParameterRow& row : by_age->rows) {
      if (row.key == "else" || std::stoi(row.key) < age) continue;
      used = &row;
      break;
    }
    add_if_there(find_level(state, "severity_by_age", used->key), told.levels);
    add_if_there(find_level(state, "severity_concentration"), told.levels);
    return told;
  }
  for (const char* name : {"other_recovery_mean", "other_recovery_sd",
                           "other_recovery_delay_months", "default_interest_months"}) {
    auto level = use_level(state, name);
    if (!level) return level.errors();
    told.levels.push_back(std::move(level).value());
  }
  const int months = static_cast<int>(std::floor(told.levels.back().value + 0.5));
  told.unpaid_interest =
      Money::of_fen(unpaid_interest_fen(loan.balance.fen(), loan.rate.value_or(Rate{}), months));
  told.other_now_yuan = (loan.balance + told.unpaid_interest).yuan() * told.levels[0].value;
  return told;
}

}  // namespace pledgelab
