#include "engine/verbs/explain_sale.hpp"

#include <string>
#include <utility>

#include "models/book/words.hpp"

namespace pledgelab {
namespace {

void add_level(const FactorState& state, const std::string& name, const std::string& key,
               std::vector<UsedLevel>& levels) {
  if (auto level = find_level(state, name, key)) levels.push_back(std::move(*level));
}

std::vector<UsedLevel> levels_of(const Asset& asset, const ForcedSale& sale,
                                 const FactorState& state) {
  std::vector<UsedLevel> levels;
  bool auction = false;
  bool spread = false;
  for (const ChannelSale& one : sale.channels) {
    const std::string& word = kSaleChannelWords[static_cast<std::size_t>(one.channel)];
    for (const char* name :
         {"channel_sale_frac", "channel_price_frac", "channel_months", "channel_cost_frac"}) {
      add_level(state, name, word, levels);
    }
    auction = auction || one.channel == SaleChannel::judicial_auction;
    spread = spread || one.channel == SaleChannel::brokered ||
             one.channel == SaleChannel::operation_platform;
  }
  if (levels.empty()) return levels;
  const auto* indication = std::get_if<GeographicalIndication>(&asset.facts);
  const bool collective = indication != nullptr && indication->form == GiForm::collective_mark;
  add_level(state, "channel_kind_relative",
            collective ? "collective_mark" : word_of(asset.kind, kAssetKindWords), levels);
  if (auction) {
    for (const char* name : {"auction_cut_frac", "auction_rounds", "auction_round_months",
                             "auction_closing_sale_frac", "auction_closing_months"}) {
      add_level(state, name, {}, levels);
    }
  }
  if (spread) add_level(state, "sale_concentration", {}, levels);
  add_level(state, "channel_rate_annual", {}, levels);
  add_level(state, "firm_specific_frac", word_of(asset.kind, kAssetKindWords), levels);
  return levels;
}

}  // namespace

Result<SaleExplanation> explain_sale(const Asset& asset, const Valuation& valuation,
                                     std::span<const Appraisal> appraisals,
                                     const FactorState& state) {
  SaleExplanation told;
  told.known = state.scenario().find("channel_sale_frac") != nullptr;
  const auto firm_specific =
      state.level("firm_specific_frac", word_of(asset.kind, kAssetKindWords));
  if (!firm_specific) return firm_specific.errors();
  told.firm_specific_frac = firm_specific.value();
  told.mean_yuan = valuation.mean_yuan;
  told.alone_yuan = valuation.mean_yuan * (1 - told.firm_specific_frac);
  if (!appraisals.empty()) told.first_appraisal = appraisals.front().value;
  const auto terms = sale_channels({asset, told.alone_yuan, told.first_appraisal}, state);
  if (!terms) return terms.errors();
  auto sale = forced_sale(terms.value(), state);
  if (!sale) return sale.errors();
  told.sale = std::move(sale).value();
  told.levels = levels_of(asset, told.sale, state);
  return told;
}

}  // namespace pledgelab
