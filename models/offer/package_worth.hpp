// What a package of rights is worth as one, and the price range of each way it may pass.
#pragma once

#include <span>

#include "models/base/error.hpp"

namespace pledgelab {

/// One right's worth: nothing with chance `zero_frac`, else lognormal; the mean is of both.
struct RightWorth {
  double mean_yuan = 0;  // ≥ 0, in units of the book's currency
  double ln_sd = 0;      // ≥ 0, of the worth above nothing
  double zero_frac = 0;  // 0 ≤ p < 1
};

/// The middle half of a package's worth: quantiles 25, 50 and 75 %.
struct PackageWorth {
  double mean_yuan = 0;
  double ln_sd = 0;
  double lower_quartile_yuan = 0;
  double median_yuan = 0;
  double upper_quartile_yuan = 0;
};

/// F170. Worth of n rights sold as one: mean M = (1 - d) Σ m, variance (1 - d)² ΣΣ ρ_ij s_i s_j
/// with s_i² = m_i² (exp(σ_i²)/(1 - p_i) - 1) and ρ_ii = 1, else ρ; lognormal of the same moments:
/// σ² = ln(1 + Var/M²), quantile M exp(-σ²/2 + σ Φ⁻¹(q)). One right alone bears no discount d; with
/// p = 0 it keeps its own quartiles. Source: Fenton 1960 (sum of lognormals by two moments), second
/// moment of a mixture with an atom at 0 by hand. Error O-101: no right, a mean ≤ 0, or outside the
/// domain (0 ≤ ρ ≤ 1, 0 ≤ d < 1).
Result<PackageWorth> package_worth(std::span<const RightWorth> rights, double correlation,
                                   double discount_frac);

/// A price from low to high with its middle.
struct PriceRange {
  double low_yuan = 0;
  double mid_yuan = 0;
  double high_yuan = 0;
};

/// F171. Price of a transfer or licence: factor × (P25, P50, P75) of the package's worth. A lump
/// sum for the whole remaining life. 0 < factor ≤ 1, else O-102. Source: valuation.md 1.5 (middle
/// half as guidance); factors by kind are the caller's level.
Result<PriceRange> deal_price(const PackageWorth& worth, double factor_frac);

/// What the inventors get of a price, and what is left to the holder.
struct InventorsPart {
  double net_income_yuan = 0;
  double inventors_yuan = 0;
  double holder_yuan = 0;
};

/// F174. Net income = price × (1 - cost share); inventors' part = share × net income; the holder
/// keeps the rest. 0 ≤ both shares ≤ 1, price ≥ 0, else O-103. Source: Law on Promoting the
/// Transformation of Scientific and Technological Achievements (2015) art. 45: a share of net
/// income.
Result<InventorsPart> inventors_part(double price_yuan, double cost_frac, double share_frac);

/// F175. The inventors' share of a package: Σ m s / Σ m, each right's share weighted by its mean
/// worth, since one price is paid for all (marks among patents have no inventor). Equal lengths,
/// means ≥ 0 with a sum above 0, shares in 0..1, else O-103. Source: ours, assumed; a contract that
/// parts the price by right goes before it.
Result<double> package_share(std::span<const double> means_yuan,
                             std::span<const double> shares_frac);

}  // namespace pledgelab
