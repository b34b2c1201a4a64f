// The ways to turn one pledged right into money after default: judicial auction, a broker, an
// operation platform, a promised purchase; each with its terms from the scenario and what it
// brings, and the best of them with the reason.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/base/money.hpp"
#include "models/book/asset.hpp"
#include "models/collateral/sale_steps.hpp"
#include "models/scenario/scenario.hpp"

namespace pledgelab {

enum class SaleChannel : std::uint8_t {
  judicial_auction,    // 司法拍卖, rounds and 变卖
  brokered,            // a broker looks for a buyer
  operation_platform,  // a platform for the operation of patents and marks
  committed_purchase   // somebody has promised to buy at a known price
};
inline constexpr std::size_t kSaleChannels = 4;
/// The keys of the scenario's rows, in the order of SaleChannel.
extern const std::array<std::string, kSaleChannels> kSaleChannelWords;

/// What is sold. A promise is of the first appraisal; all else is of what passes to a buyer.
struct SoldRight {
  const Asset& asset;
  double alone_yuan = 0;                      // mean use value × (1 - firm-specific part), ≥ 0
  std::optional<Money> first_appraisal = {};  // none: no promise can stand on it
};

/// One channel's terms for one right: prices in yuan.
struct ChannelTerms {
  SaleChannel channel = SaleChannel::judicial_auction;
  std::vector<SaleStep> steps;
  double cost_frac = 0;
  PriceSpread spread;  // the worth in yuan; concentration 0 where prices are known
};

/// The terms of the channels that are open to the right, in the order of SaleChannel, from the
/// scenario's levels `channel_*` and `auction_*`. A chance of sale is that of the channel under the
/// hazard of the right's kind and, for a patent, of its class (F107); a promise needs no luck of
/// the market. A protected product passes by none: no channel. A channel whose price is 0 is not
/// open. Empty where the scenario has no channel at all. Errors C-110 (a level is missing),
/// M-166, K-110.
Result<std::vector<ChannelTerms>> sale_channels(const SoldRight& right, const FactorState& state);

/// One channel's result, yuan.
struct ChannelSale {
  SaleChannel channel = SaleChannel::judicial_auction;
  SaleOutlook outlook;
  double low_yuan = 0;     // 5 % quantile of the price, no sale counted as 0 (F47)
  double median_yuan = 0;  // 50 %
  double high_yuan = 0;    // 95 %
};

/// What sets one channel apart from another: each the logarithm of best over next; they sum to the
/// logarithm of the two present values.
struct ChannelLead {
  SaleChannel over = SaleChannel::judicial_auction;  // the next best
  double chance_ln = 0;
  double price_ln = 0;  // given sale
  double cost_ln = 0;   // of 1 - costs
  double wait_ln = 0;
};

struct ForcedSale {
  std::vector<ChannelSale> channels;
  std::optional<std::size_t> best;  // the greatest present value above 0; the first of equals
  std::optional<ChannelLead> lead;  // none where no other channel brings anything
};

/// F46 and F47 over the channels, at the level `channel_rate_annual` of the scenario. Errors:
/// C-110, K-111, K-112.
Result<ForcedSale> forced_sale(const std::vector<ChannelTerms>& terms, const FactorState& state);

}  // namespace pledgelab
