#include "models/collateral/sale_channels.hpp"

#include <cmath>
#include <utility>

#include "models/book/words.hpp"
#include "models/collateral/cover.hpp"
#include "models/market/sale_relative.hpp"

namespace pledgelab {

const std::array<std::string, kSaleChannels> kSaleChannelWords = {
    "judicial_auction", "brokered", "operation_platform", "committed_purchase"};

namespace {

// Levels by name; every one that is missing is told.
class Levels {
 public:
  explicit Levels(const FactorState& state) : x_state(state) {}
  double of(const std::string& parameter, const std::string& key = {}) {
    const auto found = x_state.level(parameter, key);
    if (found) return found.value();
    x_faults.insert(x_faults.end(), found.errors().begin(), found.errors().end());
    return 0;
  }
  [[nodiscard]] const Errors& faults() const { return x_faults; }

 private:
  const FactorState& x_state;
  Errors x_faults;
};

bool is_form(const Asset& asset, GiForm form) {
  const auto* indication = std::get_if<GeographicalIndication>(&asset.facts);
  return indication != nullptr && indication->form == form;
}

// How much likelier than an invention of any class the right finds a buyer, as a hazard.
double relative_of(const Asset& asset, const FactorState& state, Levels& levels) {
  const std::string kind = is_form(asset, GiForm::collective_mark)
                               ? std::string("collective_mark")
                               : word_of(asset.kind, kAssetKindWords);
  double relative = levels.of("channel_kind_relative", kind);
  const auto* patent = std::get_if<Patent>(&asset.facts);
  if (patent == nullptr) return relative;
  const std::string row = class_row(state, "sale_class_relative", patent->technology_class);
  if (!row.empty()) relative *= levels.of("sale_class_relative", row);
  return relative;
}

// The terms as the scenario writes them: prices are still parts of a worth.
ChannelTerms written_terms(SaleChannel channel, Levels& levels) {
  const std::string& word = kSaleChannelWords[static_cast<std::size_t>(channel)];
  ChannelTerms terms;
  terms.channel = channel;
  terms.cost_frac = levels.of("channel_cost_frac", word);
  terms.steps.push_back({levels.of("channel_sale_frac", word),
                         levels.of("channel_price_frac", word), levels.of("channel_months", word)});
  return terms;
}

Result<std::vector<SaleStep>> auctioned(const SaleStep& first, double relative, Levels& levels) {
  AuctionTerms auction;
  auction.first_price = first.price;
  auction.first_months = first.months;
  auction.cut_frac = levels.of("auction_cut_frac");
  const double rounds = levels.of("auction_rounds");
  auction.rounds = static_cast<int>(rounds);
  auction.round_months = levels.of("auction_round_months");
  auction.closing_months = levels.of("auction_closing_months");
  const double closing = levels.of("auction_closing_sale_frac");
  if (!levels.faults().empty()) return levels.faults();
  if (rounds != auction.rounds) {
    return Error{"K-110",
                 {},
                 "an auction has a whole number of rounds",
                 "write auction_rounds: 1, 2 or more",
                 ErrorKind::input};
  }
  const auto sale = chance_at_relative(first.chance_frac, relative);
  if (!sale) return sale.errors();
  const auto last = chance_at_relative(closing, relative);
  if (!last) return last.errors();
  auction.sale_frac = sale.value();
  auction.closing_sale_frac = last.value();
  return auction_steps(auction);
}

// Chances for this right, prices in yuan.
Outcome fit_terms(const SoldRight& right, double relative, Levels& levels, ChannelTerms& terms) {
  const bool promised = terms.channel == SaleChannel::committed_purchase;
  SaleStep& first = terms.steps.front();
  if (terms.channel == SaleChannel::judicial_auction) {
    auto steps = auctioned(first, relative, levels);
    if (!steps) return steps.errors();
    terms.steps = std::move(steps).value();
  } else if (!promised) {
    const auto chance = chance_at_relative(first.chance_frac, relative);
    if (!chance) return chance.errors();
    first.chance_frac = chance.value();
    terms.spread.concentration = levels.of("sale_concentration");
  }
  terms.spread.scale = promised ? right.first_appraisal.value_or(Money()).yuan() : right.alone_yuan;
  for (SaleStep& step : terms.steps) step.price *= terms.spread.scale;
  return Done{};
}

double ln_ratio(double best, double next) { return std::log(best / next); }

ChannelLead lead_of(const ChannelSale& best, const ChannelSale& next) {
  return {next.channel, ln_ratio(best.outlook.sale_frac, next.outlook.sale_frac),
          ln_ratio(best.outlook.price_given_sale, next.outlook.price_given_sale),
          ln_ratio(1 - best.outlook.cost_frac, 1 - next.outlook.cost_frac),
          ln_ratio(best.outlook.wait_factor, next.outlook.wait_factor)};
}

void choose(ForcedSale& sale) {
  const auto worth = [&](std::size_t i) { return sale.channels[i].outlook.present_value; };
  std::optional<std::size_t> next;
  for (std::size_t i = 0; i < sale.channels.size(); ++i) {
    if (!(worth(i) > 0)) continue;
    if (!sale.best || worth(i) > worth(*sale.best)) {
      next = std::exchange(sale.best, i);
    } else if (!next || worth(i) > worth(*next)) {
      next = i;
    }
  }
  if (sale.best && next) sale.lead = lead_of(sale.channels[*sale.best], sale.channels[*next]);
}

}  // namespace

Result<std::vector<ChannelTerms>> sale_channels(const SoldRight& right, const FactorState& state) {
  std::vector<ChannelTerms> open;
  const bool known = state.scenario().find("channel_sale_frac") != nullptr;
  if (!known || is_form(right.asset, GiForm::product_protection)) return open;
  PL_CHECK(std::isfinite(right.alone_yuan) && right.alone_yuan >= 0);
  Levels levels(state);
  const double relative = relative_of(right.asset, state, levels);
  for (std::size_t i = 0; i < kSaleChannels; ++i) {
    ChannelTerms terms = written_terms(static_cast<SaleChannel>(i), levels);
    if (!levels.faults().empty()) continue;
    if (const Outcome fitted = fit_terms(right, relative, levels, terms); !fitted) {
      return fitted.errors();
    }
    if (terms.steps.front().price > 0) open.push_back(std::move(terms));
  }
  if (!levels.faults().empty()) return levels.faults();
  return open;
}

Result<ForcedSale> forced_sale(const std::vector<ChannelTerms>& terms, const FactorState& state) {
  ForcedSale sale;
  if (terms.empty()) return sale;
  const auto rate = state.level("channel_rate_annual");
  if (!rate) return rate.errors();
  for (const ChannelTerms& one : terms) {
    ChannelSale told;
    told.channel = one.channel;
    const auto outlook = sale_outlook(one.steps, one.cost_frac, rate.value());
    if (!outlook) return outlook.errors();
    told.outlook = outlook.value();
    const std::array<std::pair<double, double*>, 3> levels = {
        {{0.05, &told.low_yuan}, {0.50, &told.median_yuan}, {0.95, &told.high_yuan}}};
    for (const auto& [level, place] : levels) {
      const auto quantile = sale_quantile(one.steps, one.spread, level);
      if (!quantile) return quantile.errors();
      *place = quantile.value();
    }
    sale.channels.push_back(told);
  }
  choose(sale);
  return sale;
}

}  // namespace pledgelab
