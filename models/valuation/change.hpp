// Why the worth of one right changed between two dates: parts by group of drivers, which sum to the
// change to the fen, and which of them is time, information or a change of the model.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "models/base/error.hpp"
#include "models/valuation/value.hpp"

namespace pledgelab {

/// Groups of drivers (valuation.md 5.3), in the order of the report.
enum class ChangeGroup : std::uint8_t {
  time,       // the as-of date: age, remaining life, years of sales passed
  market,     // cost of capital, its premiums, tax: levels of the scenario
  revenue,    // sales, units, prices, growth, whether the product is sold
  royalty,    // royalty, premium and strength: what part of the sales the right earns
  legal,      // status, dates and proofs at the register
  evidence,   // what else the methods stand on: effort, class, type of work
  portfolio,  // the product's other rights, the owner, whether it is pledged
  model       // every other level of the scenario
};
inline constexpr std::size_t kChangeGroups = 8;

/// What a part of a change says of the world: time passed, something was learnt, or the engine's
/// own levels moved.
enum class ChangeNature : std::uint8_t { time, information, model };

ChangeNature nature_of(ChangeGroup group);

/// The group that a field of the asset table moves, by its name there ("royalty_rate"); none for
/// one that no worth stands on ("number").
const ChangeGroup* group_of_field(std::string_view name);

/// One right in one book, priced on one date. References live as long as the call.
struct ValuedWorld {
  const Book& book;
  AssetId asset;
  const ValuationInputs& inputs;
};

struct ChangePart {
  ChangeGroup group = ChangeGroup::time;
  std::int64_t fen = 0;
  std::vector<std::string> moved;  // fields and levels that differ, by name
};

/// after - before = Σ parts, to the fen. Groups in which nothing differs have no part.
struct ValueChange {
  std::int64_t before_fen = 0;  // mean of the use value
  std::int64_t after_fen = 0;
  std::vector<ChangePart> parts;
  std::int64_t time_fen = 0;
  std::int64_t information_fen = 0;
  std::int64_t model_fen = 0;
};

/// F142 over the groups in which the two worlds differ: the right is priced anew for each subset of
/// them, at most 256 times. The law is that of `after` throughout;
/// evidence handed in beside the book is left out on both sides. Errors: V-330 another kind of
/// right, or books in two currencies; those of value_book.
Result<ValueChange> explain_change(const ValuedWorld& before, const ValuedWorld& after);

}  // namespace pledgelab
