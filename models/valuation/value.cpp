#include "models/valuation/value.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

#include "models/valuation/distribution.hpp"
#include "models/valuation/evidence_pool.hpp"
#include "models/valuation/rates_and_costs.hpp"
#include "models/valuation/worth_pool.hpp"

namespace pledgelab {
namespace {

struct Product {
  std::int64_t written_ppm = 0;
  std::int64_t without = 0;
  std::optional<Money> revenue;
  bool differing = false;
};

using Products = std::map<std::string, Product>;

Products products_of(const Book& book) {
  Products products;
  for (const Asset& asset : book.assets) {
    if (!asset.product_id) continue;
    Product& product = products[*asset.product_id];
    if (asset.product_share) {
      product.written_ppm += asset.product_share->ppm;
    } else {
      ++product.without;
    }
    if (!asset.product_revenue) continue;
    if (product.revenue && *product.revenue != *asset.product_revenue) product.differing = true;
    if (!product.revenue || *asset.product_revenue < *product.revenue) {
      product.revenue = asset.product_revenue;
    }
  }
  return products;
}

Errors oversold(const Products& products) {
  Errors errors;
  for (const auto& [id, product] : products) {
    if (product.written_ppm <= 1'000'000) continue;
    errors.push_back({"V-102",
                      {},
                      "the rights of product '" + id + "' share more than its whole royalty (" +
                          std::to_string(product.written_ppm) + " ppm)",
                      "let their product_share sum to 100 % at most",
                      ErrorKind::input});
  }
  return errors;
}

double share_of(const Asset& asset, const Products& products) {
  if (!asset.product_id) return asset.product_share ? asset.product_share->frac() : 1;
  const Product& product = products.at(*asset.product_id);
  if (asset.product_share) return asset.product_share->frac();
  return equal_product_share(static_cast<double>(product.written_ppm) / 1e6,
                             static_cast<double>(product.without));
}

// Revenue that the model may stand on: of differing rows of one product, the least.
std::optional<double> revenue_of(const Asset& asset, const Products& products) {
  const std::optional<Money> found =
      asset.product_id ? products.at(*asset.product_id).revenue : asset.product_revenue;
  if (!found || found->fen() <= 0) return std::nullopt;
  return found->yuan();
}

// Owners of rights that are borrowers, by id, as the book has them.
std::unordered_map<std::string, const Borrower*> owners_of(const Book& book) {
  std::unordered_map<std::string, const Borrower*> owners;
  for (const Borrower& borrower : book.borrowers) owners[borrower.id] = &borrower;
  return owners;
}

// The rows by right, and the levels that only they read; none without evidence.
struct EvidenceOfBook {
  std::vector<std::vector<const EvidenceRow*>> rows = {};
  std::optional<EvidenceLevels> levels = {};
  std::optional<ParameterTable> bandwidth = {};  // with priced transfers
  double gate_sd = 0;                            // read where there is evidence of either kind
};

Result<EvidenceOfBook> evidence_of(const Book& book, const ValuationInputs& inputs) {
  EvidenceOfBook evidence;
  if (inputs.market.operations.empty() && inputs.evidence.empty()) return evidence;
  const auto gate = inputs.state.level("evidence_gate_sd");
  if (!gate) return gate.errors();
  evidence.gate_sd = gate.value();
  if (!inputs.market.operations.empty()) {
    auto bandwidth = ParameterTable::of(inputs.state, "comparable_bandwidth");
    if (!bandwidth) return bandwidth.errors();
    evidence.bandwidth = std::move(bandwidth).value();
  }
  if (inputs.evidence.empty()) return evidence;
  auto levels = read_evidence_levels(inputs.state);
  if (!levels) return levels.errors();
  evidence.levels = std::move(levels).value();
  evidence.rows.resize(book.assets.size());
  for (const EvidenceRow& row : inputs.evidence) {
    const bool known = row.asset.index < book.assets.size() && row.date <= inputs.as_of;
    if (!known) {
      return Error{"V-333",
                   {},
                   "evidence of a right that the book does not have, or dated after the as-of date",
                   "read it for this book and date",
                   ErrorKind::input};
    }
    evidence.rows[row.asset.index].push_back(&row);
  }
  return evidence;
}

// What the rows of a book say of a right beside its own; made once a book.
struct BookFacts {
  Products products;
  std::unordered_map<std::string, const Borrower*> owners;
  std::vector<bool> pledged;
  EvidenceOfBook evidence;
};

BookFacts facts_of_book(const Book& book, Products products, EvidenceOfBook evidence) {
  BookFacts facts{std::move(products), owners_of(book), {}, std::move(evidence)};
  facts.pledged.assign(book.assets.size(), false);
  for (const Pledge& pledge : book.pledges) facts.pledged[pledge.asset.index] = true;
  return facts;
}

AssetPlan plan_of(const Book& book, std::size_t i, const ValuationInputs& inputs,
                  const ValuationLevels& levels, const BookFacts& facts, bool explain) {
  const Asset& asset = book.assets[i];
  Subject subject{asset, levels, inputs.law, inputs.as_of};
  subject.share = share_of(asset, facts.products);
  subject.revenue_yuan = revenue_of(asset, facts.products);
  const auto owner = facts.owners.find(asset.owner_id);
  if (owner != facts.owners.end()) {
    subject.owner_size = owner->second->size;
    const auto turnover = owner->second->revenue;
    if (turnover && turnover->fen() > 0) subject.turnover_yuan = turnover->yuan();
  }
  subject.pledged = facts.pledged[i];
  subject.explain = explain;
  AssetPlan plan = plan_asset(subject);
  const EvidenceOfBook& evidence = facts.evidence;
  if (evidence.bandwidth) {
    MarketRecords market = inputs.market;
    market.gate_sd = evidence.gate_sd;
    price_comparables(subject, market, *evidence.bandwidth, plan);
  }
  if (evidence.levels && !evidence.rows[i].empty()) {
    price_evidence(subject, {evidence.rows[i], inputs.valuers, *evidence.levels}, plan);
  }
  if (!plan.evidence.empty()) {
    const double stream_yuan = plan.has_stream ? std::max(0.0, stream_value(plan.stream)) : 0;
    gate_evidence(stream_yuan, levels.pooling_correlation.value(), evidence.gate_sd, plan);
  }
  tell_evidence_alone(plan);
  if (asset.product_id && facts.products.at(*asset.product_id).differing) {
    plan.flags.push_back("revenues of one product differ: the least was taken");
  }
  return plan;
}

std::uint32_t place_of(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::lower_bound(names.begin(), names.end(), name);
  if (found == names.end() || *found != name) return 0;
  return static_cast<std::uint32_t>(found - names.begin());
}

// Cost or a price at a later date: what is left of the life, or the floor while the right lives.
void straight_curve(const AssetPlan& plan, ValueCurve& curve) {
  const bool declines = !plan.has_cost || plan.cost_declines;
  const double at_first = plan.has_cost ? plan.cost_yuan : 1;  // the pool's mean scales it
  IncomeStream life = plan.stream;
  life.flow_yuan.fill(0);
  stream_curve(life, curve.use_value_yuan, curve.alive_frac);
  for (std::size_t month = 0; month < curve.use_value_yuan.size(); ++month) {
    const double left = 1 - static_cast<double>(month) / 12 / plan.stream.life_years;
    curve.use_value_yuan[month] = left > 0 ? at_first * (declines ? left : 1) : 0;
  }
}

void apply_status(const StatusEffect& status, ValueCurve& curve) {
  for (std::size_t month = 0; month < curve.alive_frac.size(); ++month) {
    curve.use_value_yuan[month] *= status.intact_frac;
    if (static_cast<double>(month) < status.open_months) {
      curve.use_value_yuan[month] *= status.kept_frac;
    } else {
      curve.alive_frac[month] *= status.kept_frac;
    }
  }
}

ValueCurve curve_of(const AssetPlan& plan, int months, double correlation) {
  ValueCurve curve;
  const auto size = static_cast<std::size_t>(months) + 1;
  curve.use_value_yuan.assign(size, 0.0);
  curve.alive_frac.assign(size, 0.0);
  if (!plan.has_frame) return curve;
  if (plan.has_stream) stream_curve(plan.stream, curve.use_value_yuan, curve.alive_frac);
  const double stream_yuan = std::max(0.0, curve.use_value_yuan[0]);
  const PooledWorth worth = pool_worth(plan, stream_yuan, correlation);
  if (worth.mean_yuan <= 0) {
    curve.alive_frac.assign(size, 0.0);
    curve.use_value_yuan.assign(size, 0.0);
    return curve;
  }
  // Without income to reprice, a worth runs down along the life.
  if (stream_yuan <= 0) straight_curve(plan, curve);
  const double first = curve.use_value_yuan[0];
  curve.estimate_ln_sd = worth.ln_sd;
  const double scale = first > 0 ? worth.mean_yuan / first : 0;
  for (double& value : curve.use_value_yuan) value = std::max(0.0, value * scale);
  apply_status(plan.status, curve);
  return curve;
}

}  // namespace

Result<std::vector<double>> product_shares(const Book& book) {
  const Products products = products_of(book);
  Errors errors = oversold(products);
  if (!errors.empty()) return errors;
  std::vector<double> shares;
  for (const Asset& asset : book.assets) shares.push_back(share_of(asset, products));
  return shares;
}

Result<std::vector<AssetPlan>> plan_book(const Book& book, const ValuationInputs& inputs,
                                         bool explain) {
  const auto levels = read_valuation_levels(inputs.state);
  if (!levels) return levels.errors();
  const Products products = products_of(book);
  Errors errors = oversold(products);
  if (!errors.empty()) return errors;
  auto evidence = evidence_of(book, inputs);
  if (!evidence) return evidence.errors();
  const BookFacts facts = facts_of_book(book, products, std::move(evidence).value());
  std::vector<AssetPlan> plans;
  plans.reserve(book.assets.size());
  for (std::size_t i = 0; i < book.assets.size(); ++i) {
    plans.push_back(plan_of(book, i, inputs, levels.value(), facts, explain));
  }
  return plans;
}

Valuation value_plan(const AssetPlan& plan, AssetId asset, Date as_of, double pooling_correlation) {
  Valuation valuation;
  valuation.asset = asset;
  valuation.as_of = as_of;
  valuation.basis = plan.basis;
  valuation.drivers = plan.drivers;
  valuation.flags = plan.flags;
  const double stream_yuan = plan.has_stream ? std::max(0.0, stream_value(plan.stream)) : 0;
  valuation.methods = method_estimates(plan, stream_yuan);
  const PooledWorth worth = pool_worth(plan, stream_yuan, pooling_correlation);
  valuation.zero_frac = 1;
  if (worth.mean_yuan <= 0 || plan.stream.life_years <= 0) return valuation;
  if (plan.has_stream && stream_yuan <= 0) {
    valuation.flags.push_back("nothing is left of the income: evidence alone");
  }
  if (worth.disagreement) valuation.flags.push_back("model disagreement");
  valuation.ln_sd = worth.ln_sd;
  valuation.mean_yuan = worth.mean_yuan * plan.status.kept_frac * plan.status.intact_frac;
  if (valuation.mean_yuan <= 0) return valuation;
  valuation.zero_frac = 1 - plan.status.kept_frac;
  const double alive_yuan = worth.mean_yuan * plan.status.intact_frac;
  const auto quantile = [&](double level) {
    return mixed_quantile(alive_yuan, worth.ln_sd, valuation.zero_frac, level);
  };
  valuation.low_yuan = quantile(0.05);
  valuation.lower_quartile_yuan = quantile(0.25);
  valuation.median_yuan = quantile(0.50);
  valuation.upper_quartile_yuan = quantile(0.75);
  valuation.high_yuan = quantile(0.95);
  weigh_methods(worth.weights, plan.contradicted, valuation);
  return valuation;
}

std::vector<std::string> defaults_used(const Valuation& valuation) {
  std::vector<std::string> defaults;
  for (const std::string& flag : valuation.flags) {
    for (const char* begins : {"default ", "no revenue", "unknown whether", "filing date from"}) {
      if (flag.rfind(begins, 0) == 0) defaults.push_back(flag);
    }
  }
  return defaults;
}

struct RightsValuer::State {
  const Book& book;
  ValuationInputs inputs;
  ValuationLevels levels;
  BookFacts facts;
  double correlation = 0;
  bool explain = true;
};

Result<RightsValuer> RightsValuer::prepare(const Book& book, const ValuationInputs& inputs,
                                           bool explain) {
  auto levels = read_valuation_levels(inputs.state);
  if (!levels) return levels.errors();
  Products products = products_of(book);
  Errors errors = oversold(products);
  if (!errors.empty()) return errors;
  auto evidence = evidence_of(book, inputs);
  if (!evidence) return evidence.errors();
  const auto correlation = inputs.state.level("pooling_correlation");
  if (!correlation) return correlation.errors();
  return RightsValuer(std::make_shared<const State>(
      State{book, inputs, std::move(levels).value(),
            facts_of_book(book, std::move(products), std::move(evidence).value()),
            correlation.value(), explain}));
}

Valuation RightsValuer::value(AssetId asset) const {
  const State& state = *x_state;
  const AssetPlan plan =
      plan_of(state.book, asset.index, state.inputs, state.levels, state.facts, state.explain);
  return value_plan(plan, asset, state.inputs.as_of, state.correlation);
}

Result<std::vector<Valuation>> value_book(const Book& book, const ValuationInputs& inputs) {
  if (book.assets.empty()) return std::vector<Valuation>();
  const auto valuer = RightsValuer::prepare(book, inputs);
  if (!valuer) return valuer.errors();
  std::vector<Valuation> valuations;
  valuations.reserve(book.assets.size());
  for (std::uint32_t i = 0; i < book.assets.size(); ++i) {
    valuations.push_back(valuer.value().value(AssetId{i}));
  }
  return valuations;
}

Result<std::vector<ValueCurve>> value_curves(const Book& book, const ValuationInputs& inputs,
                                             int months) {
  PL_CHECK(months >= 0 && months <= 1200);
  if (book.assets.empty()) return std::vector<ValueCurve>();
  const auto plans = plan_book(book, inputs, false);
  if (!plans) return plans.errors();
  const auto correlation = inputs.state.level("pooling_correlation");
  const auto volatility = ParameterTable::of(inputs.state, "value_volatility");
  if (!correlation) return correlation.errors();
  if (!volatility) return volatility.errors();
  std::vector<ValueCurve> curves;
  curves.reserve(book.assets.size());
  for (std::uint32_t i = 0; i < book.assets.size(); ++i) {
    ValueCurve curve = curve_of(plans.value()[i], months, correlation.value());
    curve.asset = AssetId{i};
    curve.level_ln_sd_annual = volatility.value().of_kind(book.assets[i].kind);
    curve.sector = place_of(inputs.sectors, book.assets[i].sector);
    curve.region = place_of(inputs.regions, book.assets[i].region);
    curves.push_back(std::move(curve));
  }
  return curves;
}

}  // namespace pledgelab
