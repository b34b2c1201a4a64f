#include "models/sharing/path_refuse.hpp"

namespace pledgelab {

Errors refused_on_paths(const SharingPolicy& policy) {
  Errors errors;
  const auto refuse = [&](const Place& place, const std::string& what) {
    errors.push_back({"P-102",
                      {policy.file, place.line, place.column},
                      what + " on simulated paths is not built yet",
                      "share --losses knows it; leave it out for a run",
                      ErrorKind::input});
  };
  for (const Charge& charge : policy.charges) refuse(charge.place, "charge '" + charge.id + "'");
  if (policy.advance) refuse(policy.advance->place, "claim.advance");
  if (!policy.instalments.empty()) refuse(policy.instalments_place, "claim.instalments");
  if (policy.purchase) refuse(policy.purchase->place, "purchase");
  return errors;
}

}  // namespace pledgelab
