// The rights that one loan holds, in a small book of their own that is priced anew when a driver of
// worth moves.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/book/book.hpp"
#include "models/valuation/value.hpp"

namespace pledgelab {

/// Drivers that move the worth of rights by a level of their own.
enum class MovedDriver : std::uint8_t {
  revenue,       // factor on the product's sales; the survey's income where the book has none
  royalty,       // factor on the royalty, a mark's rates, the part of a premium owed to the name
  discount_rate  // added to the cost of capital
};

/// One loan's rights with what their worth stands on: the other rights of their products (which
/// take their part of its royalty), their owners, whether they are pledged.
class LoanRights {
 public:
  /// `held`: the loan's rights, each once. References of `inputs` live as long as this does.
  LoanRights(const Book& book, const std::vector<AssetId>& held, const ValuationInputs& inputs);

  /// Each held right as it stands, in the order of `held`. Errors: those of value_book.
  [[nodiscard]] Result<std::vector<Valuation>> valuations() const;
  /// Their means with one driver moved and everything else as it is, yuan.
  [[nodiscard]] Result<std::vector<double>> worths(MovedDriver driver, double move) const;
  /// Their means with each right priced for itself, as if its product had no other.
  [[nodiscard]] Result<std::vector<double>> alone() const;

  /// The moves that keep every level in its domain: factors from 1/1000 to at most 100, a cost of
  /// capital from 0 to 100 % above what it is.
  [[nodiscard]] double least(MovedDriver driver) const;
  [[nodiscard]] double most(MovedDriver driver) const;

  [[nodiscard]] const Book& book() const { return x_book; }

 private:
  [[nodiscard]] Result<std::vector<Valuation>> priced(const Book& book,
                                                      const Scenario& scenario) const;
  [[nodiscard]] Result<std::vector<double>> means(const Book& book, const Scenario& scenario) const;

  Book x_book;          // the held rights first
  std::size_t x_count;  // of them
  ValuationInputs x_inputs;
  std::vector<std::string> x_royalties;  // levels that a royalty's move multiplies
};

}  // namespace pledgelab
