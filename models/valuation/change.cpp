#include "models/valuation/change.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "models/appraisal/attribution.hpp"
#include "models/base/check.hpp"
#include "models/book/fields.hpp"

namespace pledgelab {
namespace {

struct FieldGroup {
  std::string_view name;
  ChangeGroup group;
};

using G = ChangeGroup;
constexpr std::array kFields = {
    FieldGroup{"owner_id", G::portfolio},
    FieldGroup{"status", G::legal},
    FieldGroup{"filing_date", G::legal},
    FieldGroup{"grant_date", G::legal},
    FieldGroup{"expiry_date", G::legal},
    FieldGroup{"sector", G::royalty},
    FieldGroup{"product_id", G::portfolio},
    FieldGroup{"product_share", G::portfolio},
    FieldGroup{"product_revenue", G::revenue},
    FieldGroup{"revenue_growth", G::revenue},
    FieldGroup{"royalty_rate", G::royalty},
    FieldGroup{"commercialised", G::revenue},
    FieldGroup{"technology_class", G::evidence},
    FieldGroup{"evaluation_report", G::legal},
    FieldGroup{"strength", G::royalty},
    FieldGroup{"use_evidence_date", G::legal},
    FieldGroup{"gi_form", G::legal},
    FieldGroup{"gi_price", G::royalty},
    FieldGroup{"generic_price", G::royalty},
    FieldGroup{"brand_share", G::royalty},
    FieldGroup{"creation_date", G::legal},
    FieldGroup{"first_use_date", G::legal},
    FieldGroup{"units_annual", G::revenue},
    FieldGroup{"unit_price", G::revenue},
    FieldGroup{"price_decline", G::revenue},
    FieldGroup{"work_type", G::evidence},
    FieldGroup{"publication_date", G::legal},
    FieldGroup{"effort_person_months", G::evidence},
    FieldGroup{"cost_per_person_month", G::evidence},
    FieldGroup{"maintained_without_team", G::evidence},
};

constexpr std::array<std::string_view, 4> kMarketLevels = {
    "tax_rate", "discount_wacc", "discount_premium", "discount_premium_uncommercialised"};

ChangeGroup group_of_level(std::string_view name) {
  const bool market =
      std::find(kMarketLevels.begin(), kMarketLevels.end(), name) != kMarketLevels.end();
  return market ? G::market : G::model;
}

// A set of groups: bit i is ChangeGroup i.
using Mask = std::uint32_t;

bool has(Mask mask, ChangeGroup group) { return (mask >> static_cast<unsigned>(group) & 1U) != 0; }

// What of a book the worth of one right stands on, in a book of its own: the right first, then the
// other rights of its product, its owner, one pledge if there is any.
Book part_of(const ValuedWorld& world) {
  const Book& book = world.book;
  const Asset& subject = book.assets[world.asset.index];
  Book part;
  part.currency = book.currency;
  part.assets.push_back(subject);
  for (std::uint32_t i = 0; i < book.assets.size(); ++i) {
    const Asset& other = book.assets[i];
    const bool mate = i != world.asset.index && subject.product_id.has_value() &&
                      other.product_id == subject.product_id;
    if (mate) part.assets.push_back(other);
  }
  for (const Borrower& borrower : book.borrowers) {
    if (borrower.id == subject.owner_id) part.borrowers.push_back(borrower);
  }
  const auto pledged =
      std::find_if(book.pledges.begin(), book.pledges.end(),
                   [&](const Pledge& pledge) { return pledge.asset.index == world.asset.index; });
  if (pledged == book.pledges.end()) return part;
  part.pledges.push_back(*pledged);
  part.pledges.back().asset = AssetId{0};
  return part;
}

bool same_rows(const Parameter& a, const Parameter& b) {
  return a.rows.size() == b.rows.size() &&
         std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(),
                    [](const ParameterRow& x, const ParameterRow& y) {
                      return x.key == y.key && x.value == y.value;
                    });
}

bool same_shock(const Shock& a, const Shock& b) {
  return a.parameter == b.parameter && a.key == b.key && a.operation == b.operation &&
         a.amount == b.amount && a.from_month == b.from_month && a.to_month == b.to_month;
}

std::vector<Shock> shocks_on(const Scenario& scenario, const std::string& parameter) {
  std::vector<Shock> found;
  for (const Shock& shock : scenario.shocks) {
    if (shock.parameter == parameter) found.push_back(shock);
  }
  return found;
}

bool same_level(const Scenario& before, const Scenario& after, const std::string& name) {
  const Parameter* a = before.find(name);
  const Parameter* b = after.find(name);
  if (a == nullptr || b == nullptr) return a == b;
  const auto x = shocks_on(before, name);
  const auto y = shocks_on(after, name);
  return same_rows(*a, *b) && std::equal(x.begin(), x.end(), y.begin(), y.end(), same_shock);
}

std::set<std::string> level_names(const Scenario& before, const Scenario& after) {
  std::set<std::string> names;
  for (const Parameter& one : before.parameters) names.insert(one.name);
  for (const Parameter& one : after.parameters) names.insert(one.name);
  return names;
}

// The two worlds with all that mixes them.
class Mixture {
 public:
  Mixture(const ValuedWorld& before, const ValuedWorld& after)
      : x_before(before), x_after(after), x_old(part_of(before)), x_new(part_of(after)) {
    if (before.inputs.as_of != after.inputs.as_of) moved(G::time, "as_of");
    for (const Field& field : book_fields(BookTable::assets)) {
      const ChangeGroup* group = group_of_field(field.name);
      if (group == nullptr || !field.holds(x_old, 0)) continue;
      if (field.get(x_old, 0) != field.get(x_new, 0)) moved(*group, field.name);
    }
    compare_portfolios();
    const Scenario& old_levels = before.inputs.state.scenario();
    const Scenario& new_levels = after.inputs.state.scenario();
    for (const std::string& name : level_names(old_levels, new_levels)) {
      if (!same_level(old_levels, new_levels, name)) moved(group_of_level(name), name);
    }
  }

  [[nodiscard]] const std::array<std::vector<std::string>, kChangeGroups>& moved() const {
    return x_moved;
  }

  /// Mean of the use value with the groups of `mask` at their new state, in yuan.
  [[nodiscard]] Result<double> worth(Mask mask) const {
    const Book book = book_of(mask);
    const Scenario scenario = scenario_of(mask);
    const FactorState state(scenario, x_after.inputs.state.month());
    const Date as_of = has(mask, G::time) ? x_after.inputs.as_of : x_before.inputs.as_of;
    const ValuationInputs inputs{state, x_after.inputs.law, as_of};
    const auto plans = plan_book(book, inputs, false);
    if (!plans) return plans.errors();
    const auto correlation = state.level("pooling_correlation");
    if (!correlation) return correlation.errors();
    return value_plan(plans.value()[0], AssetId{0}, as_of, correlation.value()).mean_yuan;
  }

 private:
  void moved(ChangeGroup group, const std::string& name) {
    x_moved[static_cast<std::size_t>(group)].push_back(name);
  }

  // What of the right's surroundings its plan reads: the mates' shares and sales, whether it is
  // pledged, its owner's size and turnover.
  void compare_portfolios() {
    const auto mates_differ = [&] {
      if (x_old.assets.size() != x_new.assets.size()) return true;
      for (std::size_t i = 1; i < x_old.assets.size(); ++i) {
        const Asset& a = x_old.assets[i];
        const Asset& b = x_new.assets[i];
        if (a.product_share != b.product_share || a.product_revenue != b.product_revenue) {
          return true;
        }
      }
      return false;
    };
    if (mates_differ()) moved(G::portfolio, "other rights of the product");
    if (x_old.pledges.empty() != x_new.pledges.empty()) moved(G::portfolio, "pledge");
    const auto size_of = [](const Book& book) {
      return book.borrowers.empty() ? std::optional<BorrowerSize>() : book.borrowers[0].size;
    };
    if (size_of(x_old) != size_of(x_new)) moved(G::portfolio, "size of the owner");
    const auto turnover_of = [](const Book& book) {
      return book.borrowers.empty() ? std::optional<Money>() : book.borrowers[0].revenue;
    };
    if (turnover_of(x_old) != turnover_of(x_new)) moved(G::portfolio, "turnover of the owner");
  }

  [[nodiscard]] Book book_of(Mask mask) const {
    Book book = has(mask, G::portfolio) ? x_new : x_old;
    book.assets[0] = x_old.assets[0];
    for (const Field& field : book_fields(BookTable::assets)) {
      const ChangeGroup* group = group_of_field(field.name);
      if (group == nullptr || !has(mask, *group) || !field.holds(book, 0)) continue;
      field.set(book, 0, field.get(x_new, 0));
    }
    return book;
  }

  [[nodiscard]] Scenario scenario_of(Mask mask) const {
    const Scenario& old_levels = x_before.inputs.state.scenario();
    const Scenario& new_levels = x_after.inputs.state.scenario();
    Scenario scenario = new_levels;
    scenario.parameters.clear();
    scenario.shocks.clear();
    for (const std::string& name : level_names(old_levels, new_levels)) {
      const Scenario& from = has(mask, group_of_level(name)) ? new_levels : old_levels;
      const Parameter* found = from.find(name);
      if (found == nullptr) continue;  // the scenario lacks it: the pricing says so
      scenario.parameters.push_back(*found);
      for (Shock& shock : shocks_on(from, name)) scenario.shocks.push_back(std::move(shock));
    }
    return scenario;
  }

  const ValuedWorld& x_before;
  const ValuedWorld& x_after;
  Book x_old;
  Book x_new;
  std::array<std::vector<std::string>, kChangeGroups> x_moved;
};

std::int64_t fen_of(double yuan) { return std::llround(yuan * 100); }

// The worths of every subset of the groups that differ: bit i of a subset is groups[i].
Result<std::vector<double>> worths_of(const Mixture& mixture,
                                      const std::vector<ChangeGroup>& groups) {
  std::vector<double> worths;
  for (std::size_t subset = 0; subset < (std::size_t{1} << groups.size()); ++subset) {
    Mask mask = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if ((subset >> i & 1U) != 0) mask |= Mask{1} << static_cast<unsigned>(groups[i]);
    }
    const auto worth = mixture.worth(mask);
    if (!worth) return worth.errors();
    worths.push_back(worth.value());
  }
  return worths;
}

void add_part(ValueChange& change, ChangePart part) {
  switch (nature_of(part.group)) {
    case ChangeNature::time:
      change.time_fen += part.fen;
      break;
    case ChangeNature::information:
      change.information_fen += part.fen;
      break;
    case ChangeNature::model:
      change.model_fen += part.fen;
      break;
  }
  change.parts.push_back(std::move(part));
}

}  // namespace

ChangeNature nature_of(ChangeGroup group) {
  if (group == ChangeGroup::time) return ChangeNature::time;
  return group == ChangeGroup::model ? ChangeNature::model : ChangeNature::information;
}

const ChangeGroup* group_of_field(std::string_view name) {
  const auto found = std::find_if(kFields.begin(), kFields.end(),
                                  [&](const FieldGroup& one) { return one.name == name; });
  return found == kFields.end() ? nullptr : &found->group;
}

Result<ValueChange> explain_change(const ValuedWorld& before, const ValuedWorld& after) {
  const Asset& old_asset = before.book.assets[before.asset.index];
  const Asset& new_asset = after.book.assets[after.asset.index];
  if (old_asset.kind != new_asset.kind || before.book.currency != after.book.currency) {
    return Error{"V-330",
                 {},
                 "'" + new_asset.id +
                     "' is another kind of right, or in another currency, than in "
                     "the earlier book",
                 "a change is told of one right in one currency",
                 ErrorKind::input};
  }
  const Mixture mixture(before, after);
  std::vector<ChangeGroup> groups;
  for (std::size_t group = 0; group < kChangeGroups; ++group) {
    if (!mixture.moved()[group].empty()) groups.push_back(static_cast<ChangeGroup>(group));
  }
  const auto worths = worths_of(mixture, groups);
  if (!worths) return worths.errors();
  ValueChange change;
  change.before_fen = fen_of(worths.value().front());
  change.after_fen = fen_of(worths.value().back());
  if (groups.empty()) return change;
  const auto parts = shapley_split(worths.value());
  if (!parts) return parts.errors();
  // Rounded on the way from one to the other, so that the fen sum to the change.
  double reached = worths.value().front();
  std::int64_t told = change.before_fen;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    reached += parts.value()[i];
    const std::int64_t next = i + 1 == groups.size() ? change.after_fen : fen_of(reached);
    add_part(change,
             {groups[i], next - told, mixture.moved()[static_cast<std::size_t>(groups[i])]});
    told = next;
  }
  return change;
}

}  // namespace pledgelab
