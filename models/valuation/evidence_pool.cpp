#include "models/valuation/evidence_pool.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "models/evidence/age.hpp"
#include "models/evidence/appraisal.hpp"
#include "models/valuation/development_evidence.hpp"
#include "models/valuation/earnings_evidence.hpp"
#include "models/valuation/index_evidence.hpp"
#include "models/valuation/profit_evidence.hpp"

namespace pledgelab {
namespace {

using Kind = EvidenceKind;
using Basis = EvidenceBasis;

Error outside_domain() {
  return {"V-332",
          {},
          "a licence's worth needs a fee, a spread and years of contract above 0, tax and renewal "
          "from 0 to 1, and a right that lives on",
          "",
          ErrorKind::input};
}

bool is_frac(double x) { return x >= 0 && x <= 1; }

// The frame with the fee after tax in each year's part that lies in [from, to).
double fee_value(const LicenceTerms& terms, IncomeStream frame, double from, double to) {
  for (std::size_t year = 0; year < kStreamYears; ++year) {
    const double begin = static_cast<double>(year);
    const double end = std::min(begin + 1, frame.life_years);
    const double held = std::min(end, to) - std::max(begin, from);
    const double part = end > begin ? std::max(0.0, held) / (end - begin) : 0;
    frame.flow_yuan[year] = terms.fee_yuan * (1 - terms.tax_frac) * part;
  }
  return stream_value(frame);
}

// The right's evidence on its way into the plan.
class Pricing {
 public:
  Pricing(const Subject& subject, const OutsideEvidence& outside, AssetPlan& plan)
      : x_subject(subject), x_outside(outside), x_plan(plan) {}

  void price(const EvidenceRow& row) {
    PricedEvidence one;
    one.method = word_in(row.kind, kEvidenceKindWords);
    one.source = to_iso(row.date) + ", line " + std::to_string(row.line) + " of the evidence";
    one.value_yuan = row.amount.yuan();
    one.beside = reason_beside(row);
    if (one.beside.empty()) {
      if (row.kind == Kind::own_transaction) price_transaction(row, one);
      if (row.kind == Kind::outside_appraisal) price_appraisal(row, one);
      if (row.kind == Kind::licence_contract) price_licence(row, one);
      if (row.kind == Kind::excess_earnings) price_earnings(x_subject, row, x_plan, one);
      if (row.kind == Kind::incremental_profit || row.kind == Kind::income_split) {
        price_profit(x_subject, row, x_plan, one);
      }
      if (row.kind == Kind::development_option) {
        price_development(x_subject, row, x_outside.levels.risk_free_rate, x_plan, one);
      }
      if (row.kind == Kind::index_on_prior) {
        price_index(x_subject, row, x_outside.levels.index_value_r2, x_plan, one);
      }
    }
    const bool states_value =
        row.kind == Kind::own_transaction || row.kind == Kind::outside_appraisal;
    if (!one.beside.empty()) {
      if (!states_value) one.value_yuan = 0;  // a fee or a year's sales is no value
      x_plan.flags.push_back("evidence beside the pool: " + one.method + " of " + one.source +
                             ": " + one.beside);
    }
    x_plan.evidence.push_back(std::move(one));
  }

 private:
  const Subject& x_subject;
  const OutsideEvidence& x_outside;
  AssetPlan& x_plan;

  [[nodiscard]] double spread(const char* key) const {
    return x_subject.levels.estimate_ln_sd.at(key);
  }
  [[nodiscard]] double age(const EvidenceRow& row) const {
    return years_to(row.date, x_subject.as_of);
  }
  void tell(const std::string& name, double value, const char* unit, const ParameterTable& table) {
    add_once(x_subject, x_plan, {name, value, unit, table.origin(), table.mark()});
  }

  // A later row of this kind and basis, of an appraisal by the same valuer.
  [[nodiscard]] bool said_again(const EvidenceRow& row) const {
    return std::any_of(x_outside.rows.begin(), x_outside.rows.end(), [&](const auto* other) {
      return other->kind == row.kind && other->basis == row.basis &&
             other->valuer_id == row.valuer_id && row.date < other->date;
    });
  }

  // Why the row says nothing of a use value; empty where it does.
  [[nodiscard]] std::string reason_beside(const EvidenceRow& row) const {
    if (!x_plan.has_frame) return "the right has no worth today";
    if (x_subject.asset.filing_date && row.date < *x_subject.asset.filing_date) {
      return "dated before the right was filed, " + to_iso(*x_subject.asset.filing_date);
    }
    if (x_subject.turnover_yuan && row.kind != Kind::index_on_prior) {
      const double times = row.amount.yuan() / *x_subject.turnover_yuan;
      if (times >= x_subject.levels.unit_gate.value()) {
        std::array<char, 96> text{};
        std::snprintf(text.data(), text.size(),
                      "%.3g times the owner's turnover: check unit and identity", times);
        return text.data();
      }
    }
    if (row.basis == Basis::forced_sale) return "what a forced sale brings is no use value";
    if (row.basis == Basis::related_party) return "agreed between related parties";
    const bool all_count = row.kind == Kind::own_transaction || row.kind == Kind::licence_contract;
    if (!all_count && said_again(row)) {
      return row.kind == Kind::outside_appraisal ? "the same valuer appraised again later"
                                                 : "a later row of this kind stands";
    }
    if (row.kind != Kind::licence_contract) return {};
    if (*row.until <= x_subject.as_of) return "the contract has ended";
    return row.licence_form == LicenceForm::exclusive
               ? std::string()
               : word_in(row.licence_form, kLicenceFormWords) +
                     " licence: the fee is a part of the worth, a lower bound";
  }

  // The amount of then as of today (F165); 0, and a reason, where it cannot be.
  double carried(const EvidenceRow& row, PricedEvidence& one) {
    const double cap = x_subject.levels.economic_life.of_kind(x_subject.asset.kind);
    const auto value = carried_value(row.amount.yuan(), x_plan.stream.life_years, age(row), cap);
    if (!value) {
      one.beside = "the right has no life left";
      return 0;
    }
    one.value_yuan = value.value();
    add_driver(
        x_subject, x_plan,
        {one.method, row.amount.yuan(), "yuan", one.source + ", carried by F165", Mark::found});
    return value.value();
  }

  void price_transaction(const EvidenceRow& row, PricedEvidence& one) {
    const double fresh = x_outside.levels.transaction_fresh_years.value();
    const auto ln_sd =
        transaction_ln_sd({spread("own_transaction"), spread("transaction_year"), fresh}, age(row));
    const double value = carried(row, one);
    if (!one.beside.empty()) return;
    one.formula = "F164";
    one.ln_centre = std::log(value);
    one.ln_sd = ln_sd.value();
    one.grade = age(row) <= fresh ? EvidenceGrade::e1 : EvidenceGrade::e3;
    tell("estimate_ln_sd.own_transaction", spread("own_transaction"), "number",
         x_subject.levels.estimate_ln_sd);
    if (age(row) <= fresh) return;
    tell("estimate_ln_sd.transaction_year", spread("transaction_year"), "number",
         x_subject.levels.estimate_ln_sd);
    tell("transaction_fresh_years", fresh, "years", x_outside.levels.transaction_fresh_years);
  }

  // Yearly ln-SD of the true worth, from this valuer's own series of appraisals and the kind
  // (F166).
  double volatility(const EvidenceRow& row) {
    std::vector<AppraisedValue> series;
    for (const EvidenceRow* other : x_outside.rows) {
      if (other->kind == row.kind && other->basis == row.basis &&
          other->valuer_id == row.valuer_id) {
        series.push_back({static_cast<double>(other->date.days) / 365.25, other->amount.yuan()});
      }
    }
    std::sort(series.begin(), series.end(),
              [](const AppraisedValue& a, const AppraisedValue& b) { return a.years < b.years; });
    const EvidenceLevels& levels = x_outside.levels;
    const double kinds = x_subject.levels.value_volatility.of_kind(x_subject.asset.kind);
    tell("value_volatility", kinds, "frac_annual", x_subject.levels.value_volatility);
    const double lag = levels.appraisal_lag_correlation.value();
    const double count = levels.volatility_prior_count.value();
    const auto found = appraisal_volatility(series, {kinds, count}, lag);
    if (!found || series.size() < 3) return kinds;
    tell("appraisal_lag_correlation", lag, "frac", levels.appraisal_lag_correlation);
    tell("volatility_prior_count", count, "number", levels.volatility_prior_count);
    add_driver(x_subject, x_plan,
               {"unsmoothed_volatility", found.value(), "frac_annual",
                "F166: " + std::to_string(series.size()) + " appraisals by " + row.valuer_id,
                Mark::fitted});
    return found.value();
  }

  TrackRecord record(const EvidenceRow& row, PricedEvidence& one) {
    for (const ValuerRecord& known : x_outside.valuers) {
      if (known.valuer_id != row.valuer_id) continue;
      one.grade = EvidenceGrade::e3;
      const std::string origin = "record of " + row.valuer_id + ": " + std::to_string(known.count) +
                                 " appraisals tested by arm's-length sales";
      add_driver(x_subject, x_plan, {"valuer_bias", known.bias_ln, "number", origin, Mark::fitted});
      add_driver(x_subject, x_plan,
                 {"valuer_dispersion", known.dispersion_ln, "number", origin, Mark::fitted});
      return {known.bias_ln, known.bias_sd_ln, known.dispersion_ln};
    }
    one.grade = EvidenceGrade::e4;
    const double wide = spread("unrated_appraisal");
    x_plan.flags.push_back("default dispersion: valuer " + row.valuer_id + " has no track record");
    tell("estimate_ln_sd.unrated_appraisal", wide, "number", x_subject.levels.estimate_ln_sd);
    return {0, 0, wide};
  }

  void price_appraisal(const EvidenceRow& row, PricedEvidence& one) {
    one.source += ", valuer " + row.valuer_id;
    const double value = carried(row, one);
    if (!one.beside.empty()) return;
    const TrackRecord known = record(row, one);
    const auto estimate = appraisal_evidence({value, age(row), volatility(row)}, known);
    if (!estimate) {
      one.beside = "the valuer's record has no dispersion";
      return;
    }
    one.formula = "F159";
    one.ln_centre = estimate.value().ln_centre;
    one.ln_sd = estimate.value().ln_sd;
    const ParameterTable& correlation = x_outside.levels.appraisal_correlation;
    one.loading = std::sqrt(correlation.value());
    tell("appraisal_correlation", correlation.value(), "frac", correlation);
  }

  void price_licence(const EvidenceRow& row, PricedEvidence& one) {
    const EvidenceLevels& levels = x_outside.levels;
    LicenceTerms terms;
    terms.fee_yuan = row.amount.yuan();
    terms.tax_frac = x_subject.levels.tax_rate.value();
    terms.contract_years = years_to(x_subject.as_of, *row.until);
    terms.renewal_frac = levels.licence_renewal.value();
    terms.ln_sd = spread("licence_contract");
    const auto worth = licence_worth(terms, x_plan.stream);
    if (!worth) {
      one.beside = "nothing of the fee is left";
      return;
    }
    one.formula = "F167";
    one.value_yuan = worth.value().value_yuan;
    one.ln_sd = worth.value().ln_sd;
    one.ln_centre = std::log(one.value_yuan) - one.ln_sd * one.ln_sd / 2;
    one.loading = std::sqrt(x_subject.levels.pooling_correlation.value());
    const bool owed = worth.value().contract_frac >= 0.5;
    one.grade = owed ? EvidenceGrade::e1 : EvidenceGrade::e4;
    add_driver(x_subject, x_plan,
               {one.method, terms.fee_yuan, "yuan_annual",
                one.source + ", until " + to_iso(*row.until), Mark::found});
    tell("estimate_ln_sd.licence_contract", terms.ln_sd, "number", x_subject.levels.estimate_ln_sd);
    if (worth.value().contract_frac == 1) return;
    x_plan.flags.push_back("default renewal: the licence ends before the right");
    tell("licence_renewal", terms.renewal_frac, "frac", levels.licence_renewal);
  }
};

}  // namespace

Result<EvidenceLevels> read_evidence_levels(const FactorState& state) {
  EvidenceLevels levels;
  Errors errors;
  const auto read = [&](const char* name, ParameterTable& slot) {
    auto table = ParameterTable::of(state, name);
    if (table) {
      slot = std::move(table).value();
    } else {
      errors.insert(errors.end(), table.errors().begin(), table.errors().end());
    }
  };
  read("transaction_fresh_years", levels.transaction_fresh_years);
  read("licence_renewal", levels.licence_renewal);
  read("appraisal_lag_correlation", levels.appraisal_lag_correlation);
  read("volatility_prior_count", levels.volatility_prior_count);
  read("appraisal_correlation", levels.appraisal_correlation);
  read("index_value_r2", levels.index_value_r2);
  read("risk_free_rate", levels.risk_free_rate);
  if (!errors.empty()) return errors;
  return levels;
}

Result<LicenceWorth> licence_worth(const LicenceTerms& terms, const IncomeStream& frame) {
  const bool sound = std::isfinite(terms.fee_yuan) && terms.fee_yuan > 0 &&
                     is_frac(terms.tax_frac) && is_frac(terms.renewal_frac) &&
                     std::isfinite(terms.contract_years) && terms.contract_years > 0 &&
                     std::isfinite(terms.ln_sd) && terms.ln_sd > 0 && frame.life_years > 0;
  if (!sound) return outside_domain();
  const double owed = fee_value(terms, frame, 0, terms.contract_years);
  const double tail = fee_value(terms, frame, terms.contract_years, frame.life_years);
  const double p = terms.renewal_frac;
  const double value = owed + p * tail;
  if (!(value > 0) || !std::isfinite(value)) return outside_domain();
  const double relative = tail * std::sqrt(p * (1 - p)) / value;
  return LicenceWorth{value, std::sqrt(terms.ln_sd * terms.ln_sd + std::log1p(relative * relative)),
                      owed / value};
}

void price_evidence(const Subject& subject, const OutsideEvidence& outside, AssetPlan& plan) {
  Pricing pricing(subject, outside, plan);
  for (const EvidenceRow* row : outside.rows) pricing.price(*row);
}

void tell_evidence_alone(AssetPlan& plan) {
  const bool priced = std::any_of(plan.evidence.begin(), plan.evidence.end(),
                                  [](const PricedEvidence& one) { return one.beside.empty(); });
  if (!priced || plan.has_stream || plan.has_cost) return;
  for (std::string& flag : plan.flags) {
    const std::string refused = "refused ";
    if (flag.rfind(refused, 0) == 0) {
      flag = "evidence alone, no other method: " + flag.substr(refused.size());
    }
  }
}

}  // namespace pledgelab
