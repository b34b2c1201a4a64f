#include "engine/verbs/explain_change.hpp"

#include <algorithm>
#include <utility>

#include "engine/verbs/explain_asset.hpp"
#include "models/loss/loss_model.hpp"

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

namespace {

// How far each loan that the right secures is from its ceiling now.
Outcome add_loans(const ValueOutcome& valued, AssetId asset, ChangeExplanation& told) {
  const Inputs& inputs = valued.inputs;
  const auto book = with_terms(inputs.book(), inputs.scenario, 1, inputs.as_of);
  if (!book) return book.errors();
  for (const Pledge& pledge : inputs.book().pledges) {
    if (pledge.asset.index != asset.index) continue;
    const Loan& loan = book.value().loans[pledge.loan.index];
    const bool known =
        std::any_of(told.loans.begin(), told.loans.end(),
                    [&](const SecuredTrigger& one) { return one.loan_id == loan.id; });
    if (known) continue;
    auto trigger = explain_trigger(valued, pledge.loan, loan);
    if (!trigger) return trigger.errors();
    told.loans.push_back({loan.id, std::move(trigger).value()});
  }
  return Done{};
}

}  // namespace

Result<ChangeExplanation> explain_change(const ExplainChangeRequest& request) {
  if (const Outcome ordered = dates_in_order(request.from, request.to); !ordered) {
    return ordered.errors();
  }
  const auto before = read_inputs(request.from);
  if (!before) return before.errors();
  const auto valued = value(request.to);
  if (!valued) return valued.errors();
  const Inputs& after = valued.value().inputs;
  const auto old_asset = find_asset(before.value().book(), request.asset_id);
  if (!old_asset) return old_asset.errors();
  const auto new_asset = find_asset(after.book(), request.asset_id);
  if (!new_asset) return new_asset.errors();
  const FactorState old_levels(before.value().scenario, 0);
  const FactorState new_levels(after.scenario, 0);
  const ValuationInputs old_inputs{old_levels, before.value().law, before.value().as_of};
  const ValuationInputs new_inputs{new_levels, after.law, after.as_of};
  auto change = explain_change({before.value().book(), old_asset.value(), old_inputs},
                               {after.book(), new_asset.value(), new_inputs});
  if (!change) return change.errors();
  ChangeExplanation told;
  told.asset_id = request.asset_id;
  told.currency = after.book().currency;
  told.from = before.value().as_of;
  told.to = after.as_of;
  told.change = std::move(change).value();
  if (const Outcome done = add_loans(valued.value(), new_asset.value(), told); !done) {
    return done.errors();
  }
  told.warnings = after.warnings;
  if (request.one_book) told.warnings.push_back(kOneBookWarning);
  return told;
}

}  // namespace pledgelab
