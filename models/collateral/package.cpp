#include "models/collateral/package.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "models/book/words.hpp"
#include "models/collateral/cover.hpp"
#include "models/collateral/loan_rights.hpp"

namespace pledgelab {
namespace {

// The level of the smallest whole key not below `count`, else that of "else".
Result<double> discount_of(const FactorState& state, std::size_t count) {
  const Parameter* levels = state.scenario().find("package_discount_frac");
  std::string key = "else";
  std::size_t nearest = 0;
  for (const ParameterRow& row : levels == nullptr ? std::vector<ParameterRow>() : levels->rows) {
    std::size_t upto = 0;
    const char* end = row.key.data() + row.key.size();
    const bool whole = std::from_chars(row.key.data(), end, upto).ptr == end && !row.key.empty();
    if (!whole || upto < count || (nearest > 0 && upto >= nearest)) continue;
    nearest = upto;
    key = row.key;
  }
  return state.level("package_discount_frac", key);
}

// What one right's worth moves with.
struct Mover {
  const Asset* asset = nullptr;
  double level_sd = 0;
  double estimate_sd = 0;
  double macro = 0;  // parts of the level's variance
  double sector = 0;
  double region = 0;
};

Result<Mover> mover_of(const Asset& asset, const FactorState& state, double estimate_sd) {
  Mover mover;
  mover.asset = &asset;
  mover.estimate_sd = estimate_sd;
  const std::string& kind = word_of(asset.kind, kAssetKindWords);
  const std::pair<const char*, double*> levels[] = {{"value_volatility", &mover.level_sd},
                                                    {"value_share_macro", &mover.macro},
                                                    {"value_share_sector", &mover.sector},
                                                    {"value_share_region", &mover.region}};
  for (const auto& [name, place] : levels) {
    const auto level = state.level(name, kind);
    if (!level) return level.errors();
    *place = level.value();
  }
  return mover;
}

double level_correlation(const Mover& a, const Mover& b) {
  double rho = std::sqrt(a.macro * b.macro);
  if (a.asset->sector == b.asset->sector) rho += std::sqrt(a.sector * b.sector);
  if (a.asset->region == b.asset->region) rho += std::sqrt(a.region * b.region);
  return std::min(1.0, rho);
}

bool one_product(const Asset& a, const Asset& b) {
  return a.product_id.has_value() && a.product_id == b.product_id;
}

struct Covariances {
  std::vector<double> level;
  std::vector<double> whole;
};

Covariances covariances_of(const std::vector<Mover>& movers) {
  Covariances made;
  for (std::size_t i = 0; i < movers.size(); ++i) {
    for (std::size_t j = 0; j < movers.size(); ++j) {
      const Mover& a = movers[i];
      const Mover& b = movers[j];
      const double rho = i == j ? 1 : level_correlation(a, b);
      const bool err_as_one = i == j || one_product(*a.asset, *b.asset);
      const double level = rho * a.level_sd * b.level_sd;
      made.level.push_back(level);
      made.whole.push_back(level + (err_as_one ? a.estimate_sd * b.estimate_sd : 0));
    }
  }
  return made;
}

// The loan alone over its rights, which of them it holds incomplete when pledge `without` is gone.
std::vector<bool> incomplete_without(const LoanRights& rights, const Loan& loan, std::size_t count,
                                     std::size_t without, Date as_of) {
  Book book;
  book.assets = rights.book().assets;
  book.loans = {loan};
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < count; ++i) {
    if (i == without) continue;
    Pledge pledge;
    pledge.asset = AssetId{static_cast<std::uint32_t>(i)};
    book.pledges.push_back(pledge);
    rows.push_back(i);
  }
  std::vector<bool> incomplete(count, false);
  const auto parts = pledge_parts(book, as_of);
  for (std::size_t i = 0; i < parts.size(); ++i) incomplete[rows[i]] = parts[i].incomplete;
  return incomplete;
}

struct Held {
  std::vector<AssetId> assets;
  std::vector<double> part_frac;
  std::vector<bool> incomplete;
};

Held held_by(const Book& book, Date as_of, LoanId loan) {
  Held held;
  for (const PledgePart& part : pledge_parts(book, as_of)) {
    if (part.loan.index != loan.index || part.part.num == 0) continue;
    const auto known = std::find_if(held.assets.begin(), held.assets.end(),
                                    [&](AssetId one) { return one.index == part.asset.index; });
    if (known == held.assets.end()) {
      held.assets.push_back(part.asset);
      held.part_frac.push_back(part.part.frac());
      held.incomplete.push_back(part.incomplete);
    } else {
      held.part_frac[static_cast<std::size_t>(known - held.assets.begin())] += part.part.frac();
    }
  }
  return held;
}

// What the package is worth without each of its rights, taken from what it is worth.
Outcome add_marginals(const LoanRights& rights, const Loan& loan, Date as_of,
                      LoanPackage& package) {
  const std::size_t count = package.rights.size();
  std::vector<double> worths;
  std::vector<std::uint8_t> needed;
  for (std::size_t i = 0; i < count; ++i) {
    worths.push_back(package.rights[i].worth_yuan);
    for (const bool gone : incomplete_without(rights, loan, count, i, as_of)) {
      needed.push_back(gone ? 1 : 0);
    }
  }
  const auto marginal = marginal_worths(worths, needed);
  if (!marginal) return marginal.errors();
  for (std::size_t i = 0; i < count; ++i) package.rights[i].marginal_yuan = marginal.value()[i];
  return Done{};
}

void add_products(const Book& book, LoanPackage& package) {
  for (const PackageRight& right : package.rights) {
    const auto& id = book.assets[right.asset.index].product_id;
    if (!id) continue;
    auto at = std::find_if(package.products.begin(), package.products.end(),
                           [&](const PackageProduct& one) { return one.product_id == *id; });
    if (at == package.products.end()) {
      at = package.products.insert(at, PackageProduct{*id, 0, 0, 0});
    }
    ++at->rights;
    at->worth_yuan += right.worth_yuan;
    at->alone_sum_yuan += right.alone_yuan;
  }
}

Outcome add_spread_of(const Book& book, const FactorState& state,
                      const std::vector<Valuation>& valuations, LoanPackage& package) {
  std::vector<Mover> movers;
  std::vector<double> means;
  for (std::size_t i = 0; i < package.rights.size(); ++i) {
    const PackageRight& right = package.rights[i];
    const auto mover = mover_of(book.assets[right.asset.index], state, valuations[i].ln_sd);
    if (!mover) return mover.errors();
    movers.push_back(mover.value());
    means.push_back(right.worth_yuan);
    package.right_ln_sd += right.worth_yuan / package.worth_yuan * mover.value().level_sd;
  }
  const Covariances covariances = covariances_of(movers);
  const auto level = lognormal_sum(means, covariances.level);
  if (!level) return level.errors();
  package.level = level.value();
  const auto whole = lognormal_sum(means, covariances.whole);
  if (!whole) return whole.errors();
  package.whole = whole.value();
  return Done{};
}

}  // namespace

Result<std::optional<LoanPackage>> loan_package(const Book& book, const ValuationInputs& inputs,
                                                LoanId loan) {
  const std::optional<LoanPackage> none;
  const Held held = held_by(book, inputs.as_of, loan);
  if (held.assets.empty()) return none;
  const LoanRights rights(book, held.assets, inputs);
  const auto valuations = rights.valuations();
  if (!valuations) return valuations.errors();
  const auto alone = rights.alone();
  if (!alone) return alone.errors();
  LoanPackage package;
  for (std::size_t i = 0; i < held.assets.size(); ++i) {
    PackageRight right{held.assets[i], 0, alone.value()[i] * held.part_frac[i], 0};
    if (!held.incomplete[i]) {
      right.worth_yuan = valuations.value()[i].mean_yuan * held.part_frac[i];
    }
    if (right.worth_yuan > 0) ++package.sold_count;
    package.worth_yuan += right.worth_yuan;
    package.alone_sum_yuan += right.alone_yuan;
    package.rights.push_back(right);
  }
  if (!(package.worth_yuan > 0)) return none;
  const Loan& owed = book.loans[loan.index];
  if (const Outcome done = add_marginals(rights, owed, inputs.as_of, package); !done) {
    return done.errors();
  }
  add_products(book, package);
  const auto discount = discount_of(inputs.state, package.sold_count);
  if (!discount) return discount.errors();
  package.discount_frac = discount.value();
  package.sold_yuan = package_price(package.worth_yuan, package.discount_frac);
  if (const Outcome done = add_spread_of(book, inputs.state, valuations.value(), package); !done) {
    return done.errors();
  }
  return std::optional(std::move(package));
}

}  // namespace pledgelab
