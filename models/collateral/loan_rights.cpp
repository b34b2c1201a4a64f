#include "models/collateral/loan_rights.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace pledgelab {
namespace {

constexpr double kLeastFactor = 1e-3;
constexpr double kMostFactor = 100;

bool holds(const std::vector<AssetId>& held, std::uint32_t asset) {
  return std::any_of(held.begin(), held.end(), [&](AssetId one) { return one.index == asset; });
}

bool mates(const Asset& a, const Asset& b) {
  return a.product_id.has_value() && a.product_id == b.product_id;
}

// The held rights, then the rest of their products; owners; one pledge for each pledged right.
Book small_book(const Book& book, const std::vector<AssetId>& held) {
  std::vector<std::uint32_t> rows;
  rows.reserve(held.size());
  for (const AssetId one : held) rows.push_back(one.index);
  std::set<std::string> products;
  for (const AssetId one : held) {
    const auto& product = book.assets[one.index].product_id;
    if (product) products.insert(*product);
  }
  for (std::uint32_t i = 0; i < book.assets.size(); ++i) {
    const auto& product = book.assets[i].product_id;
    if (product && products.count(*product) > 0 && !holds(held, i)) rows.push_back(i);
  }
  Book small;
  small.currency = book.currency;
  std::set<std::string> owners;
  for (const std::uint32_t row : rows) {
    small.assets.push_back(book.assets[row]);
    owners.insert(book.assets[row].owner_id);
  }
  for (const Borrower& borrower : book.borrowers) {
    if (owners.count(borrower.id) > 0) small.borrowers.push_back(borrower);
  }
  for (const Pledge& pledge : book.pledges) {
    const auto at = std::find(rows.begin(), rows.end(), pledge.asset.index);
    if (at == rows.end()) continue;
    small.pledges.push_back(pledge);
    small.pledges.back().loan = LoanId{0};
    small.pledges.back().asset = AssetId{static_cast<std::uint32_t>(at - rows.begin())};
  }
  return small;
}

Money times(Money amount, double factor) {
  const double fen = static_cast<double>(amount.fen()) * factor;
  return Money::of_fen(std::llround(std::min(fen, 9e18)));
}

void move_sales(Asset& asset, double factor) {
  if (asset.product_revenue) asset.product_revenue = times(*asset.product_revenue, factor);
  auto* layout = std::get_if<LayoutDesign>(&asset.facts);
  if (layout != nullptr && layout->units_annual) *layout->units_annual *= factor;
}

std::int32_t ppm_times(std::int32_t ppm, double factor) {
  return static_cast<std::int32_t>(std::lround(std::min(1e6, ppm * factor)));
}

void move_royalty(Asset& asset, double factor) {
  if (asset.royalty_rate) {
    asset.royalty_rate = Rate{ppm_times(asset.royalty_rate->annual_ppm, factor)};
  }
  auto* indication = std::get_if<GeographicalIndication>(&asset.facts);
  if (indication != nullptr && indication->brand_share) {
    indication->brand_share = Share{ppm_times(indication->brand_share->ppm, factor)};
  }
}

// What a right's royalty stands on where its row does not say.
std::vector<std::string> royalty_levels(const Book& book) {
  std::set<std::string> names;
  for (const Asset& asset : book.assets) {
    if (asset.royalty_rate) continue;
    if (asset.kind == AssetKind::trademark) {
      names.insert({"trademark_royalty_low", "trademark_royalty_high"});
    } else if (asset.kind == AssetKind::geographical_indication) {
      names.insert("gi_brand_share");
    } else if (asset.kind == AssetKind::layout_design) {
      names.insert("layout_royalty_rate");
    } else {
      names.insert("royalty_rate");
    }
  }
  return {names.begin(), names.end()};
}

Shock shock_on(std::string parameter, Shock::Operation operation, double amount) {
  Shock shock;
  shock.parameter = std::move(parameter);
  shock.operation = operation;
  shock.amount = amount;
  return shock;
}

// The greatest royalty there is, in the book or in the levels that it stands on.
double greatest_royalty(const Book& book, const FactorState& state,
                        const std::vector<std::string>& levels) {
  double greatest = 0;
  for (const Asset& asset : book.assets) {
    if (asset.royalty_rate) greatest = std::max(greatest, asset.royalty_rate->annual_frac());
    const auto* indication = std::get_if<GeographicalIndication>(&asset.facts);
    if (indication != nullptr && indication->brand_share) {
      greatest = std::max(greatest, indication->brand_share->frac());
    }
  }
  for (const std::string& name : levels) {
    const Parameter* found = state.scenario().find(name);
    if (found == nullptr) continue;
    for (const ParameterRow& row : found->rows) {
      greatest = std::max(greatest, state.find(name, row.key).value_or(0));
    }
  }
  return greatest;
}

}  // namespace

LoanRights::LoanRights(const Book& book, const std::vector<AssetId>& held,
                       const ValuationInputs& inputs)
    : x_book(small_book(book, held)),
      x_count(held.size()),
      x_inputs(inputs),
      x_royalties(royalty_levels(x_book)) {}

Result<std::vector<Valuation>> LoanRights::priced(const Book& book,
                                                  const Scenario& scenario) const {
  const FactorState state(scenario, x_inputs.state.month());
  const ValuationInputs inputs{state, x_inputs.law, x_inputs.as_of};
  auto valuations = value_book(book, inputs);
  if (!valuations) return valuations.errors();
  valuations.value().resize(x_count);
  return valuations;
}

Result<std::vector<double>> LoanRights::means(const Book& book, const Scenario& scenario) const {
  const auto valuations = priced(book, scenario);
  if (!valuations) return valuations.errors();
  std::vector<double> found;
  for (const Valuation& valuation : valuations.value()) found.push_back(valuation.mean_yuan);
  return found;
}

Result<std::vector<Valuation>> LoanRights::valuations() const {
  return priced(x_book, x_inputs.state.scenario());
}

Result<std::vector<double>> LoanRights::worths(MovedDriver driver, double move) const {
  Book book = x_book;
  Scenario scenario = x_inputs.state.scenario();
  if (driver == MovedDriver::discount_rate) {
    scenario.shocks.push_back(shock_on("discount_wacc", Shock::Operation::add, move));
    return means(book, scenario);
  }
  if (driver == MovedDriver::revenue) {
    for (Asset& asset : book.assets) move_sales(asset, move);
    // The owner's turnover goes with them, or the gate on sales above it would end the search.
    for (Borrower& owner : book.borrowers) {
      if (owner.revenue) owner.revenue = times(*owner.revenue, move);
    }
    scenario.shocks.push_back(shock_on("survey_income", Shock::Operation::multiply, move));
    return means(book, scenario);
  }
  for (Asset& asset : book.assets) move_royalty(asset, move);
  for (const std::string& name : x_royalties) {
    scenario.shocks.push_back(shock_on(name, Shock::Operation::multiply, move));
  }
  return means(book, scenario);
}

Result<std::vector<double>> LoanRights::alone() const {
  std::vector<double> worths;
  for (std::size_t i = 0; i < x_count; ++i) {
    Book book = x_book;
    Asset& subject = book.assets[i];
    std::optional<Money> revenue = subject.product_revenue;
    for (std::size_t other = 0; other < book.assets.size(); ++other) {
      if (other == i || !mates(subject, book.assets[other])) continue;
      const auto& sold = book.assets[other].product_revenue;
      if (sold && (!revenue || *sold < *revenue)) revenue = sold;
      book.assets[other].product_id.reset();
    }
    subject.product_revenue = revenue;
    if (subject.product_id) subject.product_share = Share{1'000'000};
    const auto found = means(book, x_inputs.state.scenario());
    if (!found) return found.errors();
    worths.push_back(found.value()[i]);
  }
  return worths;
}

double LoanRights::least(MovedDriver driver) const {
  if (driver != MovedDriver::discount_rate) return kLeastFactor;
  return -x_inputs.state.find("discount_wacc").value_or(0);
}

double LoanRights::most(MovedDriver driver) const {
  if (driver == MovedDriver::discount_rate) return 1;
  if (driver == MovedDriver::revenue) return kMostFactor;
  const double greatest = greatest_royalty(x_book, x_inputs.state, x_royalties);
  return greatest > 0 ? std::clamp(1 / greatest, 1.0, kMostFactor) : 1;
}

}  // namespace pledgelab
