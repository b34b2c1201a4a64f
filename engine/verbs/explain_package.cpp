#include "engine/verbs/explain_package.hpp"

#include <set>
#include <string>
#include <utility>

#include "models/book/words.hpp"

namespace pledgelab {
namespace {

// The levels of the kinds that the package holds.
std::vector<UsedLevel> levels_of(const Book& book, const LoanPackage& package,
                                 const FactorState& state) {
  std::set<std::string> kinds;
  for (const PackageRight& right : package.rights) {
    kinds.insert(word_of(book.assets[right.asset.index].kind, kAssetKindWords));
  }
  std::vector<UsedLevel> levels;
  if (const Parameter* discount = state.scenario().find("package_discount_frac")) {
    for (const ParameterRow& row : discount->rows) {
      if (auto level = find_level(state, discount->name, row.key)) {
        levels.push_back(std::move(*level));
      }
    }
  }
  for (const std::string& kind : kinds) {
    for (const char* name :
         {"value_volatility", "value_share_macro", "value_share_sector", "value_share_region"}) {
      if (auto level = find_level(state, name, kind)) levels.push_back(std::move(*level));
    }
  }
  return levels;
}

}  // namespace

Result<PackageExplanation> explain_package(const Inputs& inputs, LoanId loan) {
  const Book& book = inputs.book();
  const FactorState state(inputs.scenario, 0);
  PackageExplanation told;
  told.known = inputs.scenario.find("package_discount_frac") != nullptr;
  if (!told.known) return told;
  auto package = loan_package(book, {state, inputs.law, inputs.as_of}, loan);
  if (!package) return package.errors();
  told.package = std::move(package).value();
  if (!told.package) return told;
  for (const PackageRight& right : told.package->rights) {
    told.asset_ids.push_back(book.assets[right.asset.index].id);
  }
  told.levels = levels_of(book, *told.package, state);
  return told;
}

}  // namespace pledgelab
