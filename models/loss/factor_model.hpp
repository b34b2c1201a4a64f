// Joint luck: the factors that borrowers and rights have in common, and how much each feels them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/book/book.hpp"
#include "models/scenario/scenario.hpp"

namespace pledgelab {

/// Loadings (roots of variance shares) on economy, technology sector and region, and what is left.
struct Loadings {
  double macro = 0;
  double sector = 0;
  double region = 0;
  double own = 1;  // √(1 − macro² − sector² − region²)
};

/// Factors: 0 = economy, then sectors, then regions; all independent standard normals, one draw a
/// path for the whole horizon. An empty sector or region is a name like any other: those of whom
/// nothing is known move together.
struct FactorModel {
  std::vector<std::string> sectors;  // ascending; technology sectors of borrowers and of rights
  std::vector<std::string> regions;
  Loadings borrower;
  std::array<Loadings, 7> right;  // by AssetKind
  double wrong_way = 0;           // correlation of the own parts of borrower and right
  double sale_sector = 0;         // loading of the sale fraction's score on the right's sector
  double other_macro = 0;         // loading of other recoveries' score on the economy

  [[nodiscard]] std::size_t count() const { return 1 + sectors.size() + regions.size(); }
  [[nodiscard]] std::uint32_t sector_factor(const std::string& sector) const;
  [[nodiscard]] std::uint32_t region_factor(const std::string& region) const;
};

/// Technology sector of each borrower, in the book's order: that of the first right pledged for one
/// of its loans, so that it moves with what secures it; without rights its own sector word.
std::vector<std::string> technology_sectors(const Book& book);

/// Levels of month 1. Errors: a level is missing (C-110); shares of one thing sum to 1 or more
/// (C-140).
Result<FactorModel> factor_model(const Book& book, const Scenario& scenario);

/// Standard normals of one path; factors.size() = model.count().
void draw_factors(std::uint64_t seed, std::uint32_t path, std::span<double> factors);

/// F60. Probability of default given the factors: Φ((Φ⁻¹(p) − common) / own), where `common` is the
/// sum of loading × factor and own = √(1 − Σ loadings²). Vasicek 2002, Risk 15(12).
double conditional_default(double unconditional_frac, double common, double own);

/// F61. P(loss rate > x) of an endless book of equal loans with one factor:
/// Φ((Φ⁻¹(PD) − √(1−ρ) Φ⁻¹(x / LGD)) / √ρ). 0 < PD < 1, 0 < x < LGD ≤ 1, 0 < ρ < 1.
double one_factor_tail(double pd_frac, double lgd_frac, double correlation, double loss_frac);

}  // namespace pledgelab
