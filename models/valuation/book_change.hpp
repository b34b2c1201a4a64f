// Why the worth of a whole book changed between two dates: the changes of its rights summed by
// group of drivers, rights that are new or gone by themselves; to the fen.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/valuation/change.hpp"

namespace pledgelab {

/// Whether a right is in both books. One that is of another kind in the later book has gone and
/// another has come.
enum class RightStanding : std::uint8_t { stays, added, gone };

/// after - before = Σ groups for a right that stays; else the whole worth came or went.
struct RightChange {
  std::string asset_id;
  RightStanding standing = RightStanding::stays;
  std::int64_t before_fen = 0;  // 0 where added
  std::int64_t after_fen = 0;   // 0 where gone
  std::array<std::int64_t, kChangeGroups> group_fen{};

  [[nodiscard]] std::int64_t change_fen() const { return after_fen - before_fen; }
};

/// after - before = Σ groups + added - gone = time + information + model + added - gone.
struct BookChange {
  std::int64_t before_fen = 0;
  std::int64_t after_fen = 0;
  std::array<std::int64_t, kChangeGroups> group_fen{};
  std::int64_t added_fen = 0;  // worth at the end of the rights that are new
  std::int64_t gone_fen = 0;   // worth at the start of those that are gone
  std::int64_t time_fen = 0;
  std::int64_t information_fen = 0;
  std::int64_t model_fen = 0;
  std::size_t added_count = 0;
  std::size_t gone_count = 0;
  std::vector<RightChange> rights;  // in the later book's order, then those that are gone
};

/// One book with what it is priced on. References live as long as the call.
struct ValuedBook {
  const Book& book;
  const ValuationInputs& inputs;
};

/// Σ over the rights, matched by id, of F142; each of them sums to the fen, so the book does.
/// The law is that of `after` throughout. Errors: V-330 books in two currencies; those of
/// value_book and explain_change.
Result<BookChange> explain_book_change(const ValuedBook& before, const ValuedBook& after);

}  // namespace pledgelab
