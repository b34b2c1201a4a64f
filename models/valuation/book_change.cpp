#include "models/valuation/book_change.hpp"

#include <cmath>
#include <unordered_map>
#include <utility>

namespace pledgelab {
namespace {

// What one right's worth stands on, found without a walk over the book.
class BookIndex {
 public:
  explicit BookIndex(const Book& book) : x_book(book), x_pledge(book.assets.size(), -1) {
    for (std::uint32_t i = 0; i < book.assets.size(); ++i) {
      x_row[book.assets[i].id] = i;
      if (book.assets[i].product_id) x_product[*book.assets[i].product_id].push_back(i);
    }
    for (std::size_t i = 0; i < book.borrowers.size(); ++i) x_borrower[book.borrowers[i].id] = i;
    for (std::size_t i = book.pledges.size(); i-- > 0;) {
      x_pledge[book.pledges[i].asset.index] = static_cast<std::ptrdiff_t>(i);
    }
  }

  [[nodiscard]] const std::uint32_t* row(const std::string& id) const {
    const auto found = x_row.find(id);
    return found == x_row.end() ? nullptr : &found->second;
  }

  // The right first, the rest of its product, its owner, one pledge if there is any.
  [[nodiscard]] Book part(std::uint32_t row) const {
    Book part;
    part.currency = x_book.currency;
    const Asset& subject = x_book.assets[row];
    part.assets.push_back(subject);
    if (subject.product_id) {
      for (const std::uint32_t other : x_product.at(*subject.product_id)) {
        if (other != row) part.assets.push_back(x_book.assets[other]);
      }
    }
    const auto owner = x_borrower.find(subject.owner_id);
    if (owner != x_borrower.end()) part.borrowers.push_back(x_book.borrowers[owner->second]);
    if (x_pledge[row] >= 0) {
      part.pledges.push_back(x_book.pledges[static_cast<std::size_t>(x_pledge[row])]);
      part.pledges.back().asset = AssetId{0};
    }
    return part;
  }

 private:
  const Book& x_book;
  std::unordered_map<std::string, std::uint32_t> x_row;
  std::unordered_map<std::string, std::vector<std::uint32_t>> x_product;
  std::unordered_map<std::string, std::size_t> x_borrower;
  std::vector<std::ptrdiff_t> x_pledge;  // by asset; -1: none
};

Result<std::int64_t> worth_fen(const Book& part, const ValuationInputs& inputs) {
  const auto valuations = value_book(part, inputs);
  if (!valuations) return valuations.errors();
  return std::llround(valuations.value()[0].mean_yuan * 100);
}

Result<RightChange> stayed(const Book& old_part, const ValuationInputs& old_inputs,
                           const Book& new_part, const ValuationInputs& new_inputs) {
  const auto change =
      explain_change({old_part, AssetId{0}, old_inputs}, {new_part, AssetId{0}, new_inputs});
  if (!change) return change.errors();
  RightChange told;
  told.asset_id = new_part.assets[0].id;
  told.before_fen = change.value().before_fen;
  told.after_fen = change.value().after_fen;
  for (const ChangePart& part : change.value().parts) {
    told.group_fen[static_cast<std::size_t>(part.group)] += part.fen;
  }
  return told;
}

void add(BookChange& book, RightChange right) {
  book.before_fen += right.before_fen;
  book.after_fen += right.after_fen;
  if (right.standing == RightStanding::added) {
    book.added_fen += right.after_fen;
    ++book.added_count;
  } else if (right.standing == RightStanding::gone) {
    book.gone_fen += right.before_fen;
    ++book.gone_count;
  }
  for (std::size_t group = 0; group < kChangeGroups; ++group) {
    const std::int64_t fen = right.group_fen[group];
    book.group_fen[group] += fen;
    switch (nature_of(static_cast<ChangeGroup>(group))) {
      case ChangeNature::time:
        book.time_fen += fen;
        break;
      case ChangeNature::information:
        book.information_fen += fen;
        break;
      case ChangeNature::model:
        book.model_fen += fen;
        break;
    }
  }
  book.rights.push_back(std::move(right));
}

// The two books with what finds a right's surroundings in them.
struct Pair {
  const ValuedBook& before;
  const ValuedBook& after;
  ValuationInputs old_inputs;  // the later law
  BookIndex old_index;
  BookIndex new_index;
};

// The row of the same right of the same kind in the other book.
const std::uint32_t* same_right(const Asset& asset, const BookIndex& index, const Book& book) {
  const std::uint32_t* row = index.row(asset.id);
  return row != nullptr && book.assets[*row].kind == asset.kind ? row : nullptr;
}

Outcome add_later(const Pair& pair, BookChange& told) {
  for (std::uint32_t i = 0; i < pair.after.book.assets.size(); ++i) {
    const Asset& asset = pair.after.book.assets[i];
    const Book part = pair.new_index.part(i);
    const std::uint32_t* old_row = same_right(asset, pair.old_index, pair.before.book);
    if (old_row != nullptr) {
      auto right = stayed(pair.old_index.part(*old_row), pair.old_inputs, part, pair.after.inputs);
      if (!right) return right.errors();
      add(told, std::move(right).value());
      continue;
    }
    const auto worth = worth_fen(part, pair.after.inputs);
    if (!worth) return worth.errors();
    add(told, {asset.id, RightStanding::added, 0, worth.value(), {}});
  }
  return Done{};
}

Outcome add_gone(const Pair& pair, BookChange& told) {
  for (std::uint32_t i = 0; i < pair.before.book.assets.size(); ++i) {
    const Asset& asset = pair.before.book.assets[i];
    if (same_right(asset, pair.new_index, pair.after.book) != nullptr) continue;
    const auto worth = worth_fen(pair.old_index.part(i), pair.old_inputs);
    if (!worth) return worth.errors();
    add(told, {asset.id, RightStanding::gone, worth.value(), 0, {}});
  }
  return Done{};
}

}  // namespace

Result<BookChange> explain_book_change(const ValuedBook& before, const ValuedBook& after) {
  if (before.book.currency != after.book.currency) {
    return Error{
        "V-330",
        {},
        "the books are in two currencies: " + before.book.currency + " and " + after.book.currency,
        "a change is told in one currency",
        ErrorKind::input};
  }
  const Pair pair{before, after,
                  ValuationInputs{before.inputs.state, after.inputs.law, before.inputs.as_of},
                  BookIndex(before.book), BookIndex(after.book)};
  BookChange told;
  if (const Outcome done = add_later(pair, told); !done) return done.errors();
  if (const Outcome done = add_gone(pair, told); !done) return done.errors();
  return told;
}

}  // namespace pledgelab
