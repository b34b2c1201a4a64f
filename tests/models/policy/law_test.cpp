#include "models/policy/law.hpp"

#include <doctest/doctest.h>

using namespace pledgelab;

namespace {

Date day(const char* text) { return *parse_date(text); }

LawTerm term(AssetKind right, TermStart starts, int months) {
  LawTerm result;
  result.right = right;
  result.starts = starts;
  result.term_months = months;
  return result;
}

Asset patent(AssetKind kind, const char* filed) {
  Asset asset;
  asset.kind = kind;
  asset.filing_date = day(filed);
  asset.facts = Patent{kind, "H01M", std::nullopt};
  return asset;
}

}  // namespace

TEST_CASE("law: a design's term is that of its filing date, and a registered expiry wins") {
  Law law;
  law.terms = {term(AssetKind::design, TermStart::filing, 180),
               term(AssetKind::design, TermStart::filing, 120)};
  law.terms[0].filed_from = day("2021-06-01");
  law.terms[1].filed_before = day("2021-06-01");
  CHECK(legal_expiry(law, patent(AssetKind::design, "2021-06-01")) == day("2036-06-01"));
  CHECK(legal_expiry(law, patent(AssetKind::design, "2021-05-31")) == day("2031-05-31"));
  Asset registered = patent(AssetKind::design, "2021-05-31");
  registered.expiry_date = day("2030-01-01");
  CHECK(legal_expiry(law, registered) == day("2030-01-01"));
  CHECK(term_end(law, registered) == day("2031-05-31"));
  registered.filing_date = std::nullopt;
  CHECK(term_of(law, registered) == nullptr);
  CHECK_FALSE(legal_expiry(law, patent(AssetKind::invention, "2021-06-01")).has_value());
}
