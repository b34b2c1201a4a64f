// What a waterfall must keep, over a million books: each random policy is read once and run on
// many books drawn over its loans.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/laws/waterfall_checks.hpp"
#include "tests/support/law_count.hpp"

using namespace pledgelab;
using namespace pledgelab::test;

namespace {

#ifdef NDEBUG
// The readable ones of 3,000 policies × this: above 10^6.
constexpr std::uint64_t kBooks = 450;
#else
constexpr std::uint64_t kBooks = 20;
#endif

// Fen of one claim: nothing, a few, or up to four times the largest of the file.
std::int64_t drawn_fen(twins::Dice& dice, std::int64_t most) {
  if (dice.chance(10)) return 0;
  return dice.between(0, dice.chance(20) ? 5 : most);
}

// Claims on other loans, on other days, of other amounts; what came back stays below each loss.
// An advance's stages belong to their amounts: then only the loans and the days change.
class Books {
 public:
  Books(const SharingCase& loaded, std::uint64_t seed)
      : x_first(loaded.losses.claims), x_dice(seed) {
    for (std::size_t i = 0; i < x_first.size(); ++i) {
      x_most = std::max({x_most, x_first.principal_fen[i], x_first.interest_fen[i]});
    }
  }

  Claims draw() {
    Claims claims = x_first;
    const auto days = static_cast<std::int64_t>(x_dice.between(1, 900));
    for (std::size_t i = 0; i < claims.size(); ++i) {
      const std::size_t from = x_dice.below(claims.size());
      claims.row[i] = x_first.row[from];
      claims.loan[i] = x_first.loan[from];
      claims.loan_id[i] = x_first.loan_id[from];
      const auto later = static_cast<std::int32_t>(x_dice.between(0, days));
      if (claims.stages.empty()) {
        claims.default_date[i] = add_days(claims.default_date[i], later);
        claims.filed_on[i] = add_days(claims.filed_on[i], later);
        claims.principal_fen[i] = drawn_fen(x_dice, 4 * x_most + 9);
        claims.interest_fen[i] = x_dice.chance(50) ? drawn_fen(x_dice, x_most) : 0;
        claims.costs_fen[i] = x_dice.chance(50) ? drawn_fen(x_dice, x_most) : 0;
      }
    }
    if (claims.stages.empty()) give_back(claims);
    return claims;
  }

 private:
  void give_back(Claims& claims) {
    claims.receipts.clear();
    for (std::uint32_t i = 0; i < claims.size(); ++i) {
      std::int64_t left = claims.principal_fen[i] + claims.interest_fen[i];
      for (auto n = x_dice.below(4); n > 0 && left > 0; --n) {
        const auto after = static_cast<std::int32_t>(x_dice.between(0, 800));
        const std::int64_t fen = x_dice.between(1, left);
        claims.receipts.push_back({i, add_days(claims.default_date[i], after), fen});
        left -= fen;
      }
    }
    std::sort(claims.receipts.begin(), claims.receipts.end(),
              [](const Receipt& a, const Receipt& b) {
                return a.date != b.date ? a.date < b.date : a.claim < b.claim;
              });
  }

  const Claims& x_first;
  twins::Dice x_dice;
  std::int64_t x_most = 0;
};

// The drawn book, for a message.
std::string told(const Claims& claims) {
  std::string text;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    text += claims.loss_id[i] + " of " + claims.loan_id[i] + " on " +
            to_iso(claims.default_date[i]) + ", filed " + to_iso(claims.filed_on[i]) + ": " +
            std::to_string(claims.principal_fen[i]) + " + " +
            std::to_string(claims.interest_fen[i]) + " + " + std::to_string(claims.costs_fen[i]) +
            " fen\n";
  }
  for (const Receipt& receipt : claims.receipts) {
    text += "back on " + claims.loss_id[receipt.claim] + " on " + to_iso(receipt.date) + ": " +
            std::to_string(receipt.fen) + " fen\n";
  }
  return text;
}

}  // namespace

TEST_CASE("law: a million books, and every promise of a waterfall is kept") {
  const LawSeeds seeds = law_seeds(3'000);
  const std::uint64_t books = law_count("PLEDGELAB_BOOKS", kBooks);
  std::size_t runs = 0;
  std::size_t lost = 0;
  std::size_t capped = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    const auto drawn = twins::random_case(seed);
    std::string refusal;
    auto loaded = load(drawn, refusal);
    if (!loaded) continue;
    const SharingCase origin = *loaded;
    Books more(origin, seed);
    for (std::uint64_t book = 0; book < books; ++book) {
      loaded->losses.claims = more.draw();
      const SharingResult result = share_losses(loaded->program, loaded->losses.claims);
      ++runs;
      lost += result.loss_fen > 0 ? 1 : 0;
      const std::string broken = broken_promise(*loaded, result, capped);
      if (broken.empty()) continue;
      FAIL("seed ", seed, ", book ", book, ": ", broken, "\n", told(loaded->losses.claims),
           to_text(drawn));
    }
  }
  MESSAGE(runs, " books, ", lost, " of them with a loss that is shared");
  if (seeds.count() >= 3'000 && books >= 450) CHECK(runs >= 1'000'000);
  CHECK(2 * runs > seeds.count() * books);
  CHECK(2 * lost > runs);
  if (seeds.count() >= 100) CHECK(20 * capped > runs);
}
