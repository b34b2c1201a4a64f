#include "engine/verbs/explain_change.hpp"

#include <utility>

#include "engine/verbs/explain_asset.hpp"

namespace pledgelab {

const std::string kOneBookWarning =
    "one book on both dates: what changed in it between them is not seen; give --from-book the "
    "earlier one";

Outcome dates_in_order(const InputsRequest& from, const InputsRequest& to) {
  if (!from.as_of || !to.as_of || *from.as_of <= *to.as_of) return Done{};
  return Error{"E-104",
               {},
               "--to " + to_iso(*to.as_of) + " is before --from " + to_iso(*from.as_of),
               "the earlier date is --from",
               ErrorKind::input};
}

Result<ChangeExplanation> explain_change(const ExplainChangeRequest& request) {
  if (const Outcome ordered = dates_in_order(request.from, request.to); !ordered) {
    return ordered.errors();
  }
  const auto before = read_inputs(request.from);
  if (!before) return before.errors();
  const auto after = read_inputs(request.to);
  if (!after) return after.errors();
  const auto old_asset = find_asset(before.value().book(), request.asset_id);
  if (!old_asset) return old_asset.errors();
  const auto new_asset = find_asset(after.value().book(), request.asset_id);
  if (!new_asset) return new_asset.errors();
  const FactorState old_levels(before.value().scenario, 0);
  const FactorState new_levels(after.value().scenario, 0);
  const ValuationInputs old_inputs{old_levels, before.value().law, before.value().as_of};
  const ValuationInputs new_inputs{new_levels, after.value().law, after.value().as_of};
  auto change = explain_change({before.value().book(), old_asset.value(), old_inputs},
                               {after.value().book(), new_asset.value(), new_inputs});
  if (!change) return change.errors();
  ChangeExplanation told;
  told.asset_id = request.asset_id;
  told.currency = after.value().book().currency;
  told.from = before.value().as_of;
  told.to = after.value().as_of;
  told.change = std::move(change).value();
  told.warnings = after.value().warnings;
  if (request.one_book) told.warnings.push_back(kOneBookWarning);
  return told;
}

}  // namespace pledgelab
