// A book valued in chunks over threads is the book valued row by row.
#include "engine/run/value_rights.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <set>

#include "tests/models/valuation/world.hpp"

using namespace pledgelab;

namespace {

// Inventions that differ in revenue; three of a product, one with a share of its own, one refused.
Book many_inventions(std::uint32_t count) {
  Book book;
  for (std::uint32_t i = 0; i < count; ++i) {
    Asset asset = valuation_test::invention();
    asset.id = "A" + std::to_string(i);
    asset.product_revenue = Money::of_fen(100'000 + 7'919 * std::int64_t{i});
    if (i % 10 < 3) asset.product_id = "P" + std::to_string(i / 10);
    if (i % 10 == 1) asset.product_share = Share{250'000};
    if (i % 97 == 5) asset.filing_date.reset();
    book.assets.push_back(std::move(asset));
  }
  return book;
}

struct ChunkWorld {
  Scenario scenario = valuation_test::base_scenario();
  Law law = valuation_test::chinese_law();
  FactorState state{scenario, 0};
  Book book = many_inventions(300);
  [[nodiscard]] ValuationInputs inputs() const { return {state, law, valuation_test::kAsOf}; }
};

void check_same(const Valuation& a, const Valuation& b) {
  CHECK(a.asset.index == b.asset.index);
  CHECK(a.as_of == b.as_of);
  CHECK(a.mean_yuan == b.mean_yuan);
  CHECK(a.low_yuan == b.low_yuan);
  CHECK(a.high_yuan == b.high_yuan);
  CHECK(a.ln_sd == b.ln_sd);
  CHECK(a.zero_frac == b.zero_frac);
  CHECK(a.flags == b.flags);
  CHECK(a.drivers.size() == b.drivers.size());
}

}  // namespace

TEST_CASE("run: rights valued in chunks are value_book's, for any threads and size of chunk") {
  const ChunkWorld world;
  CHECK(chunks_of_rights(300, 300) == 1);
  CHECK(chunks_of_rights(301, 300) == 2);
  CHECK(chunks_of_rights(0, 300) == 0);
  const auto whole = value_book(world.book, world.inputs()).value();
  REQUIRE(whole.size() == 300);
  for (const unsigned threads : {1U, 2U, 3U}) {
    for (const std::uint32_t size : {1U, 64U, 300U, 4'096U}) {
      CAPTURE(threads);
      CAPTURE(size);
      RunControl control;
      const auto parts =
          value_rights(world.book, world.inputs(), {threads, size, true, {}, {}}, control);
      REQUIRE(parts.ok());
      REQUIRE(parts.value().size() == whole.size());
      for (std::size_t i = 0; i < whole.size(); ++i) check_same(parts.value()[i], whole[i]);
    }
  }
}

TEST_CASE("run: each chunk of rights is heard of once, or filled by who knows it") {
  const ChunkWorld world;
  std::mutex lock;
  std::set<std::uint64_t> valued;
  RightsWork work{2, 64, false, {}, {}};
  work.recall = [&](const RightsChunk& chunk) -> Result<bool> {
    if (chunk.number != 1) return false;
    for (Valuation& one : chunk.valuations) one.mean_yuan = 7;
    return true;
  };
  work.valued = [&](const RightsChunk& chunk) -> Outcome {
    CHECK(chunk.first == 64 * chunk.number);
    CHECK(chunk.valuations.size() == (chunk.number == 4 ? 300U - 4 * 64 : 64U));
    const std::scoped_lock held(lock);
    CHECK(valued.insert(chunk.number).second);
    return Done{};
  };
  RunControl control;
  std::vector<std::uint64_t> told;
  control.progress = [&](std::uint64_t done, std::uint64_t of) {
    CHECK(of == 5);
    told.push_back(done);
  };
  const auto all = value_rights(world.book, world.inputs(), work, control);
  REQUIRE(all.ok());
  CHECK(valued == std::set<std::uint64_t>{0, 2, 3, 4});
  CHECK(told == std::vector<std::uint64_t>{0, 1, 2, 3, 4, 5});
  CHECK(all.value()[64].mean_yuan == 7);
  CHECK(all.value()[127].mean_yuan == 7);
  CHECK(all.value()[128].mean_yuan != 7);
  CHECK(all.value()[128].drivers.empty());
}

TEST_CASE("run: a batch stops between chunks, and ends with the first error of its listener") {
  const ChunkWorld world;
  RunControl control;
  std::atomic<int> chunks{0};
  RightsWork work{1, 64, false, {}, {}};
  work.valued = [&](const RightsChunk&) -> Outcome {
    if (++chunks == 2) control.stop = true;
    return Done{};
  };
  const auto stopped = value_rights(world.book, world.inputs(), work, control);
  REQUIRE_FALSE(stopped.ok());
  CHECK(stopped.errors().front().kind == ErrorKind::stopped);
  CHECK(chunks == 2);
  control.stop = false;
  work.valued = [](const RightsChunk& chunk) -> Outcome {
    if (chunk.number == 0) return Done{};
    return Error{"T-1", {}, "no room", {}, ErrorKind::world};
  };
  const auto refused = value_rights(world.book, world.inputs(), work, control);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.errors().front().code == "T-1");
}

TEST_CASE("run: a batch refuses what value_book refuses, and needs no level for no rights") {
  ChunkWorld world;
  RunControl control;
  world.book.assets[0].product_share = Share{800'000};
  world.book.assets[1].product_share = Share{300'000};
  const auto oversold = value_rights(world.book, world.inputs(), {}, control);
  REQUIRE_FALSE(oversold.ok());
  CHECK(oversold.errors().front().code == "V-102");
  const Scenario empty;
  const FactorState none(empty, 0);
  const ValuationInputs bare{none, world.law, valuation_test::kAsOf};
  CHECK(value_rights(Book{}, bare, {}, control).value().empty());
  CHECK_FALSE(value_rights(world.book, bare, {}, control).ok());
}
