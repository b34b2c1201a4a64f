// From worth to cover: which part of a right serves which loan, loan-to-value per contract over all
// its pledges, shortfall after haircuts, and how a right would be sold.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/book/book.hpp"
#include "models/collateral/coverage.hpp"
#include "models/policy/lending.hpp"
#include "models/scenario/scenario.hpp"
#include "models/valuation/valuation.hpp"

namespace pledgelab {

/// F40. Parts of each right, in the order of the pledges; the parts of one right sum to 1 exactly.
/// A loan's claim is its balance, at most the secured amount of its pledge. Where the latest
/// appraisal of the right at the date covers all claims, they share it in proportion; where it does
/// not, lower rank numbers are served whole first, and the rank that finds too little shares what
/// is left in proportion. Without an appraisal the first rank alone shares it. Claims of 0
/// throughout: equal parts.
/// F44. A loan that holds some rights of a product, but not each right marked essential for it that
/// is in force at the date, holds them `incomplete`. Source: valuation.md 1.10a (dropping one of n
/// essential rights loses the whole), V49. In force as far as the book says: a term that has run
/// out by law alone, without an expiry_date, still counts as missing, which is the prudent side.
/// What it holds incomplete brings nothing to model, haircut and sale; the signed appraisal still
/// stands in the loan-to-value of the guidelines (F41), and a flag says so.
std::vector<PledgePart> pledge_parts(const Book& book, Date as_of);

/// The latest appraisal of each asset at the date; none where there is none.
std::vector<std::optional<Appraisal>> latest_appraisals(const Book& book, Date as_of);

/// The register's end of a right, as its Valuation tells it: lapsed, invalid or expired.
bool has_ended(const Valuation& valuation);

/// One Coverage a loan, in the book's order.
/// F41 loan-to-value = balance / Σ approved parts, exact. F42 ceiling = Σ approved × ceiling of the
/// kind / Σ approved; breach iff balance > Σ approved × ceiling, in whole numbers: at the limit
/// there is none. F43 haircut value = Σ model part × (1 - haircut), rounded half up to the fen;
/// shortfall = max(0, balance - haircut value).
/// A right that has ended (its Valuation says lapsed, invalid, expired) counts 0 on both sides.
/// `valuations[i]` is asset i's (else error K-101).
Result<std::vector<Coverage>> cover_book(const Book& book, const LendingPolicy& policy,
                                         std::span<const Valuation> valuations, Date as_of);

/// The row of `parameter` that a technology class goes by: H01M, else H01, else H, else "else";
/// empty when the scenario has none of them. A class that cannot be read goes by "else".
std::string class_row(const FactorState& state, const std::string& parameter,
                      const std::string& technology_class);

/// How each right would be sold, from the scenario, by kind; an association's mark and a protected
/// product by their own terms; a patent whose class has a row of `sale_class_relative` by F107 on
/// the mean. Errors C-110: a level that the scenario lacks.
Result<std::vector<SaleTerms>> sale_terms(const Book& book, const FactorState& state);

}  // namespace pledgelab
