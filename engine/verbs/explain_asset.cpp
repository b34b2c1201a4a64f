#include "engine/verbs/explain_asset.hpp"

#include <algorithm>
#include <utility>

#include "engine/verbs/value.hpp"
#include "models/base/nearest.hpp"
#include "models/collateral/cover.hpp"
#include "models/policy/law.hpp"

namespace pledgelab {
namespace {

void add_loans(const Book& book, AssetId asset, AssetExplanation& told) {
  const std::vector<PledgePart> parts = pledge_parts(book, told.as_of);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].asset.index != asset.index) continue;
    const Pledge& pledge = book.pledges[i];
    const Loan& loan = book.loans[pledge.loan.index];
    SecuredLoan one;
    one.pledge_id = pledge.id;
    one.loan_id = loan.id;
    one.rank = pledge.rank;
    one.balance = loan.balance;
    one.secured_amount = pledge.secured_amount;
    one.part = parts[i].part;
    if (!told.appraisals.empty()) {
      one.approved_part = part(told.appraisals.back().value, one.part, Rounding::half_up);
    }
    one.model_part_yuan = told.valuation.mean_yuan * one.part.frac();
    told.loans.push_back(std::move(one));
  }
}

}  // namespace

Result<AssetId> find_asset(const Book& book, const std::string& id) {
  std::vector<std::string> ids;
  for (std::uint32_t i = 0; i < book.assets.size(); ++i) {
    if (book.assets[i].id == id) return AssetId{i};
    ids.push_back(book.assets[i].id);
  }
  return Error{"E-102",
               {},
               "no right of the book has the id '" + id + "'",
               suggestion(id, ids),
               ErrorKind::not_found};
}

Result<AssetExplanation> explain_asset(const InputsRequest& request, const std::string& asset_id,
                                       const EvidenceFiles& files) {
  const auto valued = value(request, files);
  if (!valued) return valued.errors();
  const Inputs& inputs = valued.value().inputs;
  const Book& book = inputs.book();
  const auto found = find_asset(book, asset_id);
  if (!found) return found.errors();
  AssetExplanation told;
  told.currency = book.currency;
  told.as_of = inputs.as_of;
  told.asset = book.assets[found.value().index];
  told.ends = legal_expiry(inputs.law, told.asset);
  told.unlimited = has_unlimited_life(inputs.law, told.asset);
  for (const Appraisal& one : book.appraisals) {
    const bool here = one.asset.index == found.value().index && one.date <= inputs.as_of;
    if (here) told.appraisals.push_back(one);
  }
  std::stable_sort(told.appraisals.begin(), told.appraisals.end(),
                   [](const Appraisal& a, const Appraisal& b) { return a.date < b.date; });
  told.valuation = valued.value().valuations[found.value().index];
  auto sale =
      explain_sale(told.asset, told.valuation, told.appraisals, FactorState(inputs.scenario, 0));
  if (!sale) return sale.errors();
  told.sale = std::move(sale).value();
  add_loans(book, found.value(), told);
  told.warnings = inputs.warnings;
  return told;
}

}  // namespace pledgelab
