// One opinion of ln V: what methods and evidence hand to the pool.
#pragma once

namespace pledgelab {

/// Centre and spread of ln V.
struct LnEstimate {
  double ln_centre = 0;
  double ln_sd = 0;  // > 0
};

}  // namespace pledgelab
