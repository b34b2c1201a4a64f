#include <array>

#include "models/scenario/parameters.hpp"

namespace pledgelab {
namespace {

constexpr std::string_view kChannels =
    "judicial_auction brokered operation_platform committed_purchase";
constexpr std::string_view kSoldKinds =
    "invention utility_model design trademark geographical_indication layout_design copyright "
    "collective_mark else";
constexpr std::string_view kDrivers = "revenue royalty discount_rate";

constexpr std::array kParameters = {
    ParameterSpec{"channel_sale_frac", "frac", "channel", kChannels, 0, 1,
                  "Chance that an invention sells by a channel; in an auction, in each round.",
                  "collateral/sale_channels"},
    ParameterSpec{"channel_price_frac", "frac", "channel", kChannels, 0, 1,
                  "Mean price given sale, of what passes to a buyer; in an auction the first "
                  "price; of a promise, of the first appraisal. 0: the channel is not open.",
                  "collateral/sale_channels"},
    ParameterSpec{"channel_months", "months", "channel", kChannels, 0, 240,
                  "Months from default until the sale pays; in an auction, its first round.",
                  "collateral/sale_channels"},
    ParameterSpec{"channel_cost_frac", "frac", "channel", kChannels, 0, 0.99,
                  "Costs of a sale by a channel, of its price.", "collateral/sale_channels"},
    ParameterSpec{"channel_kind_relative", "number", "asset_kind", kSoldKinds, 0, 100,
                  "How much faster a kind of right sells than inventions: hazard ratio on "
                  "channel_sale_frac.",
                  "collateral/sale_channels"},
    ParameterSpec{"channel_rate_annual", "frac_annual", "", "", 0, 1,
                  "Rate at which money from a sale is discounted to the default.",
                  "collateral/sale_channels"},
    ParameterSpec{"auction_cut_frac", "frac", "", "", 0, 1,
                  "Fall of an auction's start price from one round to the next.",
                  "collateral/sale_channels"},
    ParameterSpec{"auction_rounds", "number", "", "", 1, 10, "Rounds of an auction.",
                  "collateral/sale_channels"},
    ParameterSpec{"auction_round_months", "months", "", "", 0, 24,
                  "Months from one round to the next.", "collateral/sale_channels"},
    ParameterSpec{"auction_closing_sale_frac", "frac", "", "", 0, 1,
                  "Chance of a sale at the last start price after the last round.",
                  "collateral/sale_channels"},
    ParameterSpec{"auction_closing_months", "months", "", "", 0, 24,
                  "Months that this sale is open.", "collateral/sale_channels"},
    ParameterSpec{"package_discount_frac", "frac", "rights", "#", 0, 0.99,
                  "What a package of up to so many rights sells for below its worth.",
                  "collateral/package"},
    ParameterSpec{"driver_sd", "number", "driver", kDrivers, 0.0001, 5,
                  "How far a driver of worth moves in a year: ln-SD of sales and of the royalty, "
                  "SD of the discount rate in points of 1.",
                  "collateral/trigger"},
    ParameterSpec{"spread_prior_count", "number", "", "", 0.01, 10000,
                  "How many outcomes a level of estimate_ln_sd counts as when a ledger's outcomes "
                  "are laid on it.",
                  "backtest/spread_fit"},
};

}  // namespace

std::span<const ParameterSpec> collateral_parameters() { return kParameters; }

}  // namespace pledgelab
