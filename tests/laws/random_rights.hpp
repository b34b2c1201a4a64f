// Random rights of all seven kinds, their owners, levels of the world and evidence: what the laws
// of valuation are tried on. Everything follows from the seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/valuation/value.hpp"
#include "tests/twins/random_policy.hpp"

namespace pledgelab::laws {

using twins::Dice;

/// One drawn world. Books read by `read` could be like this: fields within their ranges, ids
/// unique, written shares of a product at most its whole; evidence of rights of the book, dated at
/// most `as_of`.
struct RandomRights {
  Book book;
  Scenario scenario;
  Law law;
  Date as_of;
  std::vector<EvidenceRow> evidence = {};
  std::vector<ValuerRecord> valuers = {};

  /// Values with the evidence; the test fails where the world cannot be priced.
  [[nodiscard]] std::vector<Valuation> values() const;
  /// The same as curves.
  [[nodiscard]] std::vector<ValueCurve> curves(int months) const;
};

/// What a draw leaves out.
struct RightsRules {
  std::size_t most_rights = 5;
  bool evidence = true;
  bool owners = true;  // borrowers of the book, with size and turnover
};

/// `shipped` is the scenario whose levels are moved: each with chance 3 in 10, mostly by up to half
/// of it, else to anywhere in its domain, ends included.
RandomRights random_rights(std::uint64_t seed, const RightsRules& rules = {});

/// Any value of the field's type and range, empty with chance 1 in 5 where it need not be given.
FieldValue random_value(const Field& field, Date as_of, Dice& dice);
/// Every field of an asset's row that its kind has, drawn anew; `kind` and `id` stay.
void draw_asset(Book& book, std::uint32_t row, Date as_of, Dice& dice);
/// A right more, of a random kind.
void add_asset(Book& book, const std::string& id, Date as_of, Dice& dice);
/// Lets no product's written shares pass the whole.
void bound_shares(Book& book);
/// Moves levels within their domains.
void draw_levels(Scenario& scenario, Dice& dice);

/// A right in words, for the page of a broken law.
std::string told(const Book& book, std::uint32_t row);

}  // namespace pledgelab::laws
