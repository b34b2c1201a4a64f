// Tape files: what is read is what was written; a cut or flipped file is refused.
#include "engine/store/tape_file.hpp"

#include <doctest/doctest.h>

#include "engine/formats/digest.hpp"
#include "engine/formats/file.hpp"
#include "engine/run/share_tape.hpp"
#include "tests/engine/run/fixture.hpp"
#include "tests/models/loss/fixture.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;  // NOLINT: a test file

namespace {

LossTape small_tape() {
  LossTape tape;
  tape.as_of = *make_date(2025, 12, 31);
  tape.first_path = 4096;
  tape.path_count = 10;
  tape.month_count = 36;
  tape.push_back({4096, LoanId{7}, 3, TapeKind::loan_default, RecoverySource::none,
                  Money::of_fen(123456789), Money::of_fen(55)});
  tape.push_back({4096, LoanId{7}, 20, TapeKind::recovery, RecoverySource::ip_sale,
                  Money::of_fen(999), Money::of_fen(0)});
  tape.push_back({4105, LoanId{0}, 36, TapeKind::prepay, RecoverySource::other, Money::of_fen(1),
                  Money::of_fen(2)});
  return tape;
}

std::string code_at(const std::string& path) {
  const auto tape = read_tape(path);
  return tape.ok() ? "read" : tape.errors().front().code;
}

}  // namespace

TEST_CASE("tape file: read(write(tape)) is the tape") {
  const test::Folder folder;
  const std::string path = folder.path() + "/tape.bin";
  const LossTape tape = small_tape();
  REQUIRE(write_tape(path, tape).ok());
  const auto back = read_tape(path);
  REQUIRE(back.ok());
  CHECK(back.value().as_of == tape.as_of);
  CHECK(back.value().first_path == 4096);
  CHECK(back.value().path_count == 10);
  CHECK(back.value().month_count == 36);
  CHECK(back.value().path == tape.path);
  CHECK(back.value().loan == tape.loan);
  CHECK(back.value().month == tape.month);
  CHECK(back.value().kind == tape.kind);
  CHECK(back.value().source == tape.source);
  CHECK(back.value().principal_fen == tape.principal_fen);
  CHECK(back.value().interest_fen == tape.interest_fen);
  // 8 + 4×4 + 8 bytes, 28 a row, 64 of digest.
  CHECK(read_file(path).value().size() == 32 + 3 * 28 + 64);
  REQUIRE(write_tape(path, LossTape{}).ok());
  CHECK(read_tape(path).value().size() == 0);
}

TEST_CASE("tape file: cut anywhere, or any one bit flipped, it is refused") {
  const test::Folder folder;
  const std::string path = folder.path() + "/tape.bin";
  REQUIRE(write_tape(path, small_tape()).ok());
  const std::string bytes = read_file(path).value();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK(code_at(folder.write("cut.bin", bytes.substr(0, size))) != "read");
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string flipped = bytes;
    flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
    CHECK(code_at(folder.write("flip.bin", flipped)) != "read");
  }
  CHECK(code_at(folder.write("long.bin", bytes + "x")) == "STORE-122");
  CHECK(code_at(folder.write("text.bin", "hello")) == "STORE-121");
  CHECK(code_at(folder.path() + "/none.bin") == "F-101");
}

TEST_CASE("tape file: rows that no tape can have are refused, though the digest is right") {
  const test::Folder folder;
  const auto code_of = [&](auto&& spoil) {
    LossTape tape = small_tape();
    spoil(tape);
    const std::string path = folder.path() + "/tape.bin";
    REQUIRE(write_tape(path, tape).ok());
    return code_at(path);
  };
  CHECK(code_of([](LossTape&) {}) == "read");
  CHECK(code_of([](LossTape& t) { t.path[2] = 4106; }) == "STORE-124");
  CHECK(code_of([](LossTape& t) { t.path[0] = 4095; }) == "STORE-124");
  CHECK(code_of([](LossTape& t) { t.kind[0] = static_cast<TapeKind>(7); }) == "STORE-124");
  CHECK(code_of([](LossTape& t) { t.source[0] = static_cast<RecoverySource>(3); }) == "STORE-124");
  CHECK(code_of([](LossTape& t) { t.principal_fen[1] = -1; }) == "STORE-124");
  CHECK(code_of([](LossTape& t) { t.interest_fen[1] = -1; }) == "STORE-124");
  CHECK(code_of([](LossTape& t) { t.month[1] = 2; }) == "STORE-124");
  CHECK(code_of([](LossTape& t) { t.path[1] = 4106; }) == "STORE-124");
}

TEST_CASE("tape file: sharing the tape that was read back gives what the run gave") {
  const Book book = test::plain_book(60);
  const Scenario scenario = test::plain_scenario();
  const Law law;
  const SharingPolicy half = test::half_policy("3000");
  RunInputs inputs{book, scenario, law, &half, test::kAsOf, 24, {}};
  inputs.plan.paths = 300;
  LossTape tape;
  RunControl control;
  const auto drawn = run_book(inputs, control, [&](const LossTape& chunk) -> Outcome {
    for (std::size_t i = 0; i < chunk.size(); ++i) tape.push_back(chunk.row(i));
    tape.as_of = chunk.as_of;
    tape.month_count = chunk.month_count;
    tape.path_count += chunk.path_count;
    return Done{};
  });
  const test::Folder folder;
  const std::string path = folder.path() + "/tape.bin";
  REQUIRE(write_tape(path, tape).ok());
  const LossTape back = test::value_of(read_tape(path));
  const auto shared = share_tape({book, half, back, EffectiveTest::tested, 2}, control);
  test::check_same(test::value_of(shared), test::value_of(drawn));
}
