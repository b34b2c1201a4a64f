#include "models/book/fields.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "models/book/words.hpp"

using namespace pledgelab;

namespace {

// A book with one row in each table, the asset of the given kind.
Book one_of_each(AssetKind kind) {
  Book book;
  for (std::uint8_t table = 0; table < kBookTables; ++table) {
    add_row(book, static_cast<BookTable>(table));
  }
  find_field("borrower.id")->set(book, 0, std::string("B-1"));
  find_field("lender.id")->set(book, 0, std::string("K-1"));
  find_field("loan.id")->set(book, 0, std::string("L-1"));
  find_field("asset.id")->set(book, 0, std::string("A-1"));
  find_field("asset.kind")->set(book, 0, word_of(kind, kAssetKindWords));
  return book;
}

FieldValue some_value(const Field& field) {
  switch (field.type) {
    case FieldType::text:
      return std::string("text of " + field.name);
    case FieldType::word:
      return field.words->back();
    case FieldType::reference:
      return std::string(field.target == BookTable::borrowers ? "B-1"
                         : field.target == BookTable::lenders ? "K-1"
                         : field.target == BookTable::loans   ? "L-1"
                                                              : "A-1");
    case FieldType::money:
      return Money::of_fen(12345);
    case FieldType::share:
      return Share{250'000};
    case FieldType::rate:
      return Rate{52'200};
    case FieldType::date:
      return Date{19'000};
    case FieldType::count:
      return std::int64_t{7};
    case FieldType::number:
      return 0.5;
    case FieldType::boolean:
      return true;
  }
  return {};
}

}  // namespace

TEST_CASE("every field gives back what was set, and nothing after it was emptied") {
  int tried = 0;
  for (const Field& field : book_fields()) {
    CAPTURE(fact_name(field, "CNY"));
    const AssetKind kind = field.kinds.empty() ? AssetKind::copyright : field.kinds.front();
    Book book = one_of_each(kind);
    REQUIRE(field.holds(book, 0));
    if (field.name == "kind") continue;  // its last word clears the facts: see below
    field.set(book, 0, some_value(field));
    CHECK(field.get(book, 0) == some_value(field));
    ++tried;
    if (field.type == FieldType::reference) continue;
    const Book empty = one_of_each(kind);
    field.set(book, 0, {});
    if (field.name == "id") continue;
    CHECK(field.get(book, 0) == field.get(empty, 0));
  }
  CHECK(tried == static_cast<int>(book_fields().size()) - 1);
}

TEST_CASE("two fields never share a member") {
  for (const Field& field : book_fields()) {
    const AssetKind kind = field.kinds.empty() ? AssetKind::invention : field.kinds.front();
    Book book = one_of_each(kind);
    if (field.name == "kind") continue;
    const Book before = book;
    field.set(book, 0, some_value(field));
    for (const Field& other : book_fields()) {
      if (&other == &field || other.type == FieldType::reference) continue;
      // A term from the scenario hides the maturity, by its meaning.
      if (field.name == "term_from_scenario" && other.name == "maturity") continue;
      CAPTURE(field.name);
      CAPTURE(other.name);
      CHECK(other.get(book, 0) == other.get(before, 0));
    }
  }
}

TEST_CASE("the kind of a right decides its facts") {
  Book book = one_of_each(AssetKind::design);
  CHECK(std::get<Patent>(book.assets[0].facts).type == AssetKind::design);
  find_field("asset.technology_class")->set(book, 0, std::string("06-01"));
  find_field("asset.kind")->set(book, 0, std::string("utility_model"));
  CHECK(std::get<Patent>(book.assets[0].facts).technology_class == "06-01");
  CHECK_FALSE(find_field("asset.node_nm")->holds(book, 0));
  find_field("asset.kind")->set(book, 0, std::string("layout_design"));
  CHECK(find_field("asset.node_nm")->holds(book, 0));
  CHECK_FALSE(find_field("asset.technology_class")->holds(book, 0));
  CHECK(find_field("asset.technology_class")->get(book, 0) == FieldValue{});
}

TEST_CASE("names and spellings of one table are unique, and each field is told in both languages") {
  std::map<std::string, std::string> owner;
  std::set<std::string> paths;
  for (const Field& field : book_fields()) {
    CAPTURE(field.name);
    CHECK(paths.insert(fact_name(field, "CNY")).second);
    CHECK_FALSE(field.meaning.empty());
    CHECK_FALSE(field.meaning_zh.empty());
    CHECK_FALSE(field.empty_means.empty());
    CHECK_FALSE(field.used_by.empty());
    CHECK((field.type == FieldType::word) == (field.words != nullptr));
    CHECK((field.type == FieldType::reference) == field.target.has_value());
    for (const std::string& synonym : field.synonyms) {
      if (synonym == "分类号") continue;  // shared by kinds of right that exclude each other
      const auto claimed = owner.emplace(synonym, fact_name(field, "CNY"));
      CHECK_MESSAGE(claimed.second,
                    synonym << " is claimed by " << claimed.first->second << " and " << field.name);
    }
  }
  // Members of the row structs, counted by hand: borrower 15, lender 4, loan 26, asset 16, facts of
  // the kinds 2 + 3 + 4 + 6 + 5, pledge 8, appraisal 5.
  CHECK(book_fields().size() == 95);
}

TEST_CASE("facts carry the currency of the book") {
  CHECK(fact_name(*find_field("loan.principal"), "CNY") == "loan.principal_yuan");
  CHECK(fact_name(*find_field("loan.guaranteed"), "USD") == "loan.guaranteed_usd");
  CHECK(fact_name(*find_field("borrower.first_loan"), "USD") == "borrower.first_loan");
}

TEST_CASE("Chinese words of the trade mean one canonical word, for every enumerator") {
  for (const Field& field : book_fields()) {
    if (field.words == nullptr) continue;
    CHECK(words_zh(*field.words).size() == field.words->size());
  }
  CHECK(canonical_word(kFiveTierWords, "正常") == "normal");
  CHECK(canonical_word(kFiveTierWords, "关注类") == "special_mention");
  CHECK(canonical_word(kAssetKindWords, "集成电路布图设计") == "layout_design");
  CHECK(canonical_word(kAssetKindWords, "trademark") == "trademark");
  CHECK(canonical_word(kAssetKindWords, "专利").empty());
  CHECK(canonical_word(kRepaymentWords, "等额本息") == "equal_instalment");
}
