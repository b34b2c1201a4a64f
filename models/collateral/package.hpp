// The rights of one loan as a package: what they are worth together, what each adds, what each
// would be worth for itself, how much less a package sells for, and how far their worths move
// together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/book/book.hpp"
#include "models/valuation/value.hpp"

namespace pledgelab {

/// The sum of correlated lognormals, by its first two moments.
struct SumShape {
  double mean = 0;
  double ln_sd = 0;            // of the lognormal of the same mean and variance
  double effective_count = 1;  // F182
};

/// F181. Fenton-Wilkinson: means m, covariances c of the logarithms (row-major, n × n); s² =
/// ln(Σ m_i m_j e^{c_ij} / (Σ m)²). F182. Effective number of rights: the mean of the rights' own
/// squared variation weighted by worth over the sum's, Σ w (e^{c_ii} - 1) / (e^{s²} - 1): n for n
/// equal and independent ones, 1 where they move as one; without any spread, those with a worth are
/// counted. Source: Fenton 1960, IRE Trans. Commun. Syst. 8. Error K-130: no means, none above 0,
/// as many covariances as n² are not there, not symmetric, a correlation outside -1..1, not finite.
Result<SumShape> lognormal_sum(std::span<const double> means, std::span<const double> covariances);

/// F183. What each right adds to its package: V(all) - V(all but it), where the package is worth
/// the sum of its rights' parts, and right j nothing without right i if `needed[i·n + j]` is not 0.
/// Source: domain page 1.10a (V(bundle), marginal V(i)); V49. Error K-131: no worths, not n²
/// entries of `needed`, a worth below 0 or not finite.
Result<std::vector<double>> marginal_worths(std::span<const double> worths,
                                            std::span<const std::uint8_t> needed);

/// F184. What a package sells for: worth × (1 - discount).
double package_price(double worth_yuan, double discount_frac);

/// One right of the package. The loan's part of it (F40) throughout, yuan.
struct PackageRight {
  AssetId asset;
  double worth_yuan = 0;  // its part of the package's worth; 0 where the loan holds it incomplete
  double alone_yuan = 0;  // priced for itself, as if its product had no other right
  double marginal_yuan = 0;  // V(package) - V(package without it)
};

/// The loan's rights of one product.
struct PackageProduct {
  std::string product_id;
  std::size_t rights = 0;
  double worth_yuan = 0;
  double alone_sum_yuan = 0;
};

struct LoanPackage {
  std::vector<PackageRight> rights;  // in the order of the pledges
  std::vector<PackageProduct> products;
  double worth_yuan = 0;      // V(package); the rights' parts sum to it
  double alone_sum_yuan = 0;  // Σ of what each would be worth for itself: never a value to lend on
  std::size_t sold_count = 0;  // rights with a worth
  double discount_frac = 0;    // package_discount_frac of so many rights
  double sold_yuan = 0;        // F184: V(package) × (1 - discount)
  double right_ln_sd = 0;      // of the rights' level over a year, worth-weighted mean
  SumShape level;              // of the package's level over a year
  SumShape whole;              // with the estimates' own spread
};

/// F181 to F184 for one loan at the date of `inputs`. Levels over a year move by the
/// scenario's value_volatility and correlate by value_share_macro, _sector (same word), _region
/// (same word): ρ = Σ √(b_i b_j); estimates of rights of one product stand on one revenue and err
/// as one, of others apart. None where the loan holds no right of any worth. Errors: those of
/// value_book, C-110, K-130.
Result<std::optional<LoanPackage>> loan_package(const Book& book, const ValuationInputs& inputs,
                                                LoanId loan);

}  // namespace pledgelab
