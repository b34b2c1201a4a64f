// Evidence from outside the book made ready for the pool of one right: carried to the as-of date,
// with a spread by its kind, age and valuer; or put beside the pool with the reason.
#pragma once

#include <span>

#include "models/base/error.hpp"
#include "models/evidence/evidence.hpp"
#include "models/valuation/income_stream.hpp"
#include "models/valuation/levels.hpp"
#include "models/valuation/plan.hpp"

namespace pledgelab {

/// The scenario's levels that evidence reads beside ValuationLevels; spreads stand in
/// estimate_ln_sd.
struct EvidenceLevels {
  ParameterTable transaction_fresh_years, licence_renewal, appraisal_lag_correlation;
  ParameterTable volatility_prior_count, appraisal_correlation, index_value_r2, risk_free_rate;
};

/// Errors as read_valuation_levels.
Result<EvidenceLevels> read_evidence_levels(const FactorState& state);

/// A licence's yearly fee and how far it reaches.
struct LicenceTerms {
  double fee_yuan = 0;        // a year, before tax, > 0
  double tax_frac = 0;        // 0 to 1
  double contract_years = 0;  // left from the base date, > 0
  double renewal_frac = 0;    // chance that the fee runs on after the contract, 0 to 1
  double ln_sd = 0;           // of a licence capitalised, > 0
};

struct LicenceWorth {
  double value_yuan = 0;  // an expected value
  double ln_sd = 0;
  double contract_frac = 0;  // part of it that the contract owes
};

/// F167. V = C + p T: C the fee after tax to the contract's end, T the same from there to the
/// right's end, both F21 with the frame's life, hazards and discount. ln_sd = √(s² + ln(1 + r²)),
/// r = T √(p(1-p))/V: renewed or not. Source: valuation.md 5.2 item 1 (a licence capitalised, .25);
/// moments of a Bernoulli tail. Error V-332 outside the domain, or nothing left to capitalise.
Result<LicenceWorth> licence_worth(const LicenceTerms& terms, const IncomeStream& frame);

/// What is known from outside of one right. References live as long as the call.
struct OutsideEvidence {
  std::span<const EvidenceRow* const> rows;  // of this right, all of them
  std::span<const ValuerRecord> valuers;
  const EvidenceLevels& levels;
};

/// Appends to plan.evidence one entry a row, with drivers, and with flags for what is assumed or
/// left out. In the pool: an own arm's-length transaction (a median, independent of all), each
/// valuer's last appraisal of a use value (a median, less the valuer's bias), an exclusive
/// arm's-length licence that still runs, the last excess earnings, incremental profit, income
/// split, development option and index (expected values). Beside it: another basis, a valuer's
/// earlier appraisals, earlier excess earnings and indices, other licences, and everything where
/// the plan is dead or refused.
void price_evidence(const Subject& subject, const OutsideEvidence& outside, AssetPlan& plan);

/// After all evidence: a plan that was refused for want of income's inputs, and has evidence in the
/// pool, is no longer refused; its flag says what it stands on.
void tell_evidence_alone(AssetPlan& plan);

}  // namespace pledgelab
