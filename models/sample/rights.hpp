// The rights of one loan of the sample: kinds, dates, product, facts of each kind, appraisals.
#pragma once

#include <vector>

#include "models/book/book.hpp"
#include "models/sample/draw.hpp"
#include "models/sample/spec.hpp"

namespace pledgelab {

/// What the rights must agree with.
struct SampleDeal {
  std::string code;  // "00000017"
  std::string owner_id;
  std::string sector;
  std::string region;
  AssetKind lead = AssetKind::invention;
  Date origination;
  Money approved;         // all rights together, at signing
  Money product_revenue;  // of the product that the rights cover
};

struct SampleRights {
  std::vector<Asset> assets;
  std::vector<Appraisal> appraisals;  // asset.index counts within `assets`
};

SampleRights draw_rights(const SampleSpec& spec, const SampleDraws& draws, const SampleDeal& deal);

}  // namespace pledgelab
