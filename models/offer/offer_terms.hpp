// The levels of an offer (schema: offer/1): price factors by kind of licence, package, matching,
// costs. Each with unit, source, date and mark.
#pragma once

#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/document.hpp"
#include "models/base/error.hpp"
#include "models/offer/matching.hpp"

namespace pledgelab {

/// One level as written, for the list of assumptions.
struct OfferLevel {
  std::string name;  // "licence.sole"
  double value = 0;
  std::string unit;  // frac, count, yuan
  std::string source;
  Date date;
  std::string mark;  // found, known, fitted, assumed
};

struct OfferTerms {
  std::string file;
  std::string id;
  std::string name_zh;
  std::string name_en;
  Date date;
  PriceLevels price;
  double cost_frac = 0;  // of a price: fees, taxes, brokerage, before inventors share
  MatchLevels match;
  std::vector<OfferLevel> levels;  // all of them, in the order of the file's sections
};

/// Errors, all told at once: Y-20x an unknown or missing key; O-120 a value outside its domain or
/// in another unit, a date; O-121 factors that do not descend from exclusive to ordinary, nearness
/// that grows with the distance.
Result<OfferTerms> read_offer_terms(const Document& document);

}  // namespace pledgelab
