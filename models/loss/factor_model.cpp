#include "models/loss/factor_model.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "models/base/normal.hpp"
#include "models/base/random.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace {

std::uint32_t place(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::lower_bound(names.begin(), names.end(), name);
  PL_CHECK_MSG(found != names.end() && *found == name, name);
  return static_cast<std::uint32_t>(found - names.begin());
}

// Reads levels by name and keeps the faults together.
struct Levels {
  FactorState state;
  Errors errors;

  double read(const std::string& name, const std::string& key = {}) {
    const auto level = state.level(name, key);
    if (level) return level.value();
    errors.insert(errors.end(), level.errors().begin(), level.errors().end());
    return 0;
  }

  Loadings loadings(const std::string& subject, const std::string& key = {}) {
    const double macro = read(subject + "_share_macro", key);
    const double sector = read(subject + "_share_sector", key);
    const double region = read(subject + "_share_region", key);
    const double own = 1 - macro - sector - region;
    if (own <= 0) {
      const Parameter* there = state.scenario().find(subject + "_share_macro");
      errors.push_back({"C-140", there == nullptr ? Origin{} : there->origin,
                        "the shares of variance of " + subject + (key.empty() ? "" : " " + key) +
                            " sum to 1 or more: nothing is left of its own",
                        "lower one of " + subject + "_share_macro, _sector, _region",
                        ErrorKind::input});
      return {};
    }
    return {std::sqrt(macro), std::sqrt(sector), std::sqrt(region), std::sqrt(own)};
  }
};

}  // namespace

std::uint32_t FactorModel::sector_factor(const std::string& sector) const {
  return 1 + place(sectors, sector);
}

std::uint32_t FactorModel::region_factor(const std::string& region) const {
  return 1 + static_cast<std::uint32_t>(sectors.size()) + place(regions, region);
}

std::vector<std::string> technology_sectors(const Book& book) {
  std::vector<std::string> sectors;
  sectors.reserve(book.borrowers.size());
  for (const Borrower& borrower : book.borrowers) sectors.push_back(borrower.sector);
  std::vector<bool> found(book.borrowers.size(), false);
  for (const Pledge& pledge : book.pledges) {
    const std::uint32_t borrower = book.loans[pledge.loan.index].borrower.index;
    if (found[borrower]) continue;
    found[borrower] = true;
    sectors[borrower] = book.assets[pledge.asset.index].sector;
  }
  return sectors;
}

Result<FactorModel> factor_model(const Book& book, const Scenario& scenario) {
  FactorModel model;
  std::set<std::string> sectors;
  std::set<std::string> regions;
  for (const std::string& sector : technology_sectors(book)) sectors.insert(sector);
  for (const Borrower& borrower : book.borrowers) regions.insert(borrower.region);
  for (const Asset& asset : book.assets) {
    sectors.insert(asset.sector);
    regions.insert(asset.region);
  }
  model.sectors.assign(sectors.begin(), sectors.end());
  model.regions.assign(regions.begin(), regions.end());
  Levels levels{FactorState(scenario, 1), {}};
  model.borrower = levels.loadings("default");
  if (!book.assets.empty()) {
    for (std::size_t kind = 0; kind < model.right.size(); ++kind) {
      model.right[kind] = levels.loadings("value", kAssetKindWords[kind]);
    }
    model.wrong_way = levels.read("wrong_way_correlation");
    model.sale_sector = std::sqrt(levels.read("sale_share_sector"));
  }
  model.other_macro = std::sqrt(levels.read("other_recovery_share_macro"));
  if (!levels.errors.empty()) return levels.errors;
  return model;
}

void draw_factors(std::uint64_t seed, std::uint32_t path, std::span<double> factors) {
  for (std::size_t i = 0; i < factors.size(); ++i) {
    factors[i] = normal_quantile(uniform(seed, path, Stream::factors, i));
  }
}

double conditional_default(double unconditional_frac, double common, double own) {
  if (unconditional_frac <= 0) return 0;
  if (unconditional_frac >= 1) return 1;
  return normal_cdf((normal_quantile(unconditional_frac) - common) / own);
}

double one_factor_tail(double pd_frac, double lgd_frac, double correlation, double loss_frac) {
  return normal_cdf((normal_quantile(pd_frac) -
                     std::sqrt(1 - correlation) * normal_quantile(loss_frac / lgd_frac)) /
                    std::sqrt(correlation));
}

}  // namespace pledgelab
