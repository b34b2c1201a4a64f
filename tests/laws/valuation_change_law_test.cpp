// What an explained change must keep, over two random worlds in which every field of assets and
// owners, pledges, levels, shocks and the date may move: it ends at what value_book says of the
// later world, begins at what it says of the earlier one, and its parts sum to the fen.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "models/book/fields.hpp"
#include "models/book/words.hpp"
#include "models/valuation/book_change.hpp"
#include "tests/laws/random_rights.hpp"
#include "tests/support/law_count.hpp"

using namespace pledgelab;
using laws::Dice;
using laws::random_rights;
using laws::RandomRights;

namespace {

constexpr std::uint64_t kUsual = 500;

bool may_move(const Field& field) { return field.name != "id" && field.name != "kind"; }

// Fields of a row drawn anew, each with this chance.
void move_fields(Book& book, BookTable table, Date as_of, unsigned percent, Dice& dice) {
  for (std::uint32_t row = 0; row < rows_of(book, table); ++row) {
    for (const Field& field : book_fields(table)) {
      if (!may_move(field) || !field.holds(book, row) || !dice.chance(percent)) continue;
      field.set(book, row, laws::random_value(field, as_of, dice));
    }
  }
}

// One right gone, one come, one of another kind, the rows in another order.
void move_rows(RandomRights& world, Dice& dice) {
  Book& book = world.book;
  book.pledges.clear();
  if (dice.chance(20) && book.assets.size() > 1) book.assets.pop_back();
  if (dice.chance(20)) laws::add_asset(book, "N", world.as_of, dice);
  if (dice.chance(10)) {
    find_field("asset.kind")->set(book, 0, dice.pick(kAssetKindWords));
  }
  if (dice.chance(30)) std::reverse(book.assets.begin(), book.assets.end());
  if (dice.chance(30)) std::reverse(book.borrowers.begin(), book.borrowers.end());
  for (std::uint32_t i = 0; i < book.assets.size(); ++i) {
    if (!dice.chance(40)) continue;
    book.pledges.emplace_back();
    book.pledges.back().asset = AssetId{i};
  }
}

RandomRights later(const RandomRights& before, Dice& dice) {
  RandomRights after = before;
  if (dice.chance(70)) after.as_of.days += static_cast<int>(dice.between(-200, 800));
  const unsigned percent = dice.chance(30) ? 2 : 20;
  move_fields(after.book, BookTable::assets, after.as_of, percent, dice);
  move_fields(after.book, BookTable::borrowers, after.as_of, percent, dice);
  if (dice.chance(60)) move_rows(after, dice);
  laws::bound_shares(after.book);
  if (dice.chance(40)) laws::draw_levels(after.scenario, dice);
  if (dice.chance(30)) {
    after.scenario.shocks.push_back(
        {"tax_rate", "", Shock::Operation::multiply, 1.5, 0, Shock::kLastMonth, {}});
  }
  return after;
}

std::int64_t fen_of(const Valuation& one) { return std::llround(one.mean_yuan * 100); }

// Worth in fen by id, under the law of the later world.
std::map<std::string, std::int64_t> worths_of(const RandomRights& world) {
  std::map<std::string, std::int64_t> worths;
  const auto values = world.values();
  for (std::size_t i = 0; i < values.size(); ++i) {
    worths[world.book.assets[i].id] = fen_of(values[i]);
  }
  return worths;
}

std::string told(const char* words, const std::string& id, std::int64_t got, std::int64_t wanted) {
  std::ostringstream text;
  text << id << ": " << words << ": " << got << " fen, value_book says " << wanted;
  return text.str();
}

std::int64_t worth_in(const std::map<std::string, std::int64_t>& worths, const std::string& id) {
  const auto found = worths.find(id);
  return found == worths.end() ? 0 : found->second;
}

std::string broken_right(const RightChange& right, std::int64_t before, std::int64_t after) {
  const bool gone = right.standing == RightStanding::gone;
  const bool added = right.standing == RightStanding::added;
  if (!added && right.before_fen != before) {
    return told("begins at", right.asset_id, right.before_fen, before);
  }
  if (!gone && right.after_fen != after) {
    return told("ends at", right.asset_id, right.after_fen, after);
  }
  std::int64_t parts = 0;
  for (const std::int64_t fen : right.group_fen) parts += fen;
  const std::int64_t change = right.standing == RightStanding::stays ? right.change_fen() : 0;
  return parts == change ? "" : told("its parts sum to", right.asset_id, parts, change);
}

std::string broken_book(const BookChange& change) {
  std::int64_t parts = 0;
  for (const std::int64_t fen : change.group_fen) parts += fen;
  const std::int64_t whole = change.after_fen - change.before_fen;
  if (parts + change.added_fen - change.gone_fen != whole) return "the book's parts do not sum";
  if (change.time_fen + change.information_fen + change.model_fen != parts) {
    return "time, information and model do not sum to the parts";
  }
  std::int64_t rights = 0;
  for (const RightChange& right : change.rights) rights += right.change_fen();
  return rights == whole ? "" : "the rights do not sum to the book";
}

std::string broken(const RandomRights& before, const RandomRights& after, int& stayed) {
  const FactorState old_levels(before.scenario, 0);
  const FactorState new_levels(after.scenario, 0);
  const ValuationInputs old_inputs{old_levels, after.law, before.as_of};
  const ValuationInputs new_inputs{new_levels, after.law, after.as_of};
  const auto change = explain_book_change({before.book, old_inputs}, {after.book, new_inputs});
  if (!change) return change.errors()[0].code + " " + change.errors()[0].message;
  const auto old_worths = worths_of(before);
  const auto new_worths = worths_of(after);
  for (const RightChange& right : change.value().rights) {
    std::string words = broken_right(right, worth_in(old_worths, right.asset_id),
                                     worth_in(new_worths, right.asset_id));
    if (!words.empty()) return words;
    const bool moved = right.standing == RightStanding::stays && right.change_fen() != 0;
    stayed += moved ? 1 : 0;
  }
  return broken_book(change.value());
}

}  // namespace

TEST_CASE("law: a change begins and ends at what value_book says, and its parts sum to the fen") {
  const test::LawSeeds seeds = test::law_seeds(kUsual);
  int failures = 0;
  int stayed = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.end && failures < 5; ++seed) {
    const RandomRights before = random_rights(seed, {4, false, true});
    Dice dice(seed);
    const RandomRights after = later(before, dice);
    const std::string words = broken(before, after, stayed);
    if (words.empty()) continue;
    ++failures;
    FAIL_CHECK("seed ", seed, ": ", words);
  }
  if (seeds.count() >= 500) CHECK(stayed > 200);
}
