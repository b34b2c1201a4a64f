#include "engine/verbs/report_offer.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "engine/formats/csv.hpp"
#include "engine/formats/digest.hpp"
#include "engine/formats/yaml.hpp"
#include "engine/verbs/project.hpp"
#include "engine/verbs/sheet_rejects.hpp"
#include "engine/verbs/value.hpp"
#include "models/base/nearest.hpp"
#include "models/book/words.hpp"
#include "models/market/operations.hpp"
#include "models/market/technology_class.hpp"
#include "models/offer/read_offer.hpp"

namespace pledgelab {
namespace {

// What the steps share: the request, the outcome as it grows, and the book valued.
struct Offering {
  const OfferRequest& request;
  ValueOutcome valued;
  OfferOutcome outcome = {};
  TransferLaw law = {};

  [[nodiscard]] const Book& book() const { return valued.inputs.book(); }
};

// A sheet with its digest.
Result<Cells> sheet_of(const std::string& path, const char* what, OfferReportInput& offer) {
  auto cells = read_csv(path);
  if (cells) offer.hashes.emplace_back(what, sha256_hex(*cells.value().bytes));
  return cells;
}

Result<Document> document_of(DocumentKind kind, const std::string& name, const char* what,
                             Offering& all) {
  const auto text = find_text(kind, name, all.request.inputs.project);
  if (!text) return text.errors();
  all.outcome.offer.hashes.emplace_back(std::string(what) + " " + name,
                                        sha256_hex(text.value().text));
  return parse_yaml(text.value().text, text.value().file);
}

Outcome take_levels(Offering& all) {
  const auto terms = document_of(DocumentKind::offer_terms, all.request.terms, "offer levels", all);
  if (!terms) return terms.errors();
  auto levels = read_offer_terms(terms.value());
  if (!levels) return levels.errors();
  const auto text = document_of(DocumentKind::transfer_law, all.request.law, "transfer law", all);
  if (!text) return text.errors();
  auto law = read_transfer_law(text.value());
  if (!law) return law.errors();
  all.outcome.offer.terms = std::move(levels).value();
  all.law = std::move(law).value();
  all.outcome.offer.law_id = all.law.id;
  all.outcome.offer.law_source = all.law.source;
  return Done{};
}

// Why a right is no more: by its status or its term.
std::string ended(const Inputs& inputs, const Asset& asset) {
  if (asset.status == LegalStatus::unknown) return "no evidence of its legal status";
  const auto grace = FactorState(inputs.scenario, 0).level("grace_months");
  const int months = grace ? static_cast<int>(std::lround(grace.value())) : 0;
  if (!has_ended(inputs.law, asset, inputs.as_of, months)) return {};
  if (asset.status == LegalStatus::lapsed || asset.status == LegalStatus::invalid ||
      asset.status == LegalStatus::expired) {
    return "status " + word_of(asset.status, kLegalStatusWords);
  }
  return "expired on " + to_iso(*legal_expiry(inputs.law, asset));
}

void add_worth(const Valuation& valuation, RightOnOffer& right) {
  const auto flagged = [&](const std::string& start) {
    const auto found =
        std::find_if(valuation.flags.begin(), valuation.flags.end(),
                     [&](const std::string& flag) { return flag.rfind(start, 0) == 0; });
    return found == valuation.flags.end() ? std::string() : *found;
  };
  right.on_prior = !flagged("no revenue").empty();
  if (valuation.mean_yuan > 0 && valuation.zero_frac < 1) {
    right.worth = RightWorth{valuation.mean_yuan, valuation.ln_sd, valuation.zero_frac};
    return;
  }
  right.why_unpriced = flagged("refused");
  if (right.why_unpriced.empty() && !valuation.flags.empty()) {
    right.why_unpriced = valuation.flags.front();
  }
  if (right.why_unpriced.empty()) right.why_unpriced = "worth 0";
}

RightOnOffer right_of(const Offering& all, const OfferedRight& row, std::size_t at, bool pledged) {
  const Asset& asset = all.book().assets[at];
  RightOnOffer right;
  right.row = row;
  right.kind = asset.kind;
  right.owner_id = asset.owner_id;
  right.product_id = asset.product_id.value_or("");
  right.region = asset.region;
  right.pledged = pledged;
  if (const auto* patent = std::get_if<Patent>(&asset.facts)) {
    right.technology_class = parse_technology_class(patent->technology_class).value_or("");
  }
  if (const auto* mark = std::get_if<Trademark>(&asset.facts))
    right.goods_class = mark->goods_class;
  right.ended = ended(all.valued.inputs, asset);
  if (right.ended.empty()) add_worth(all.valued.valuations[at], right);
  return right;
}

// Joins the list to the book. Every right that the book does not hold is told.
Outcome take_rights(Offering& all) {
  OfferReportInput& offer = all.outcome.offer;
  const auto cells = sheet_of(all.request.list_path, "list", offer);
  if (!cells) return cells.errors();
  const auto list = read_offer_list(cells.value());
  if (!list) return list.errors();
  const SheetReading<OfferedRight>& reading = list.value();
  Outcome taken = take_rejects("O-143", all.request.list_path, reading.rejects, reading.count,
                               all.request.most_rejected, all.outcome.warnings);
  if (!taken) return taken;
  offer.list_rejects = reading.rejects.size();
  for (const std::string& note : reading.notes) all.outcome.warnings.push_back(note);
  std::map<std::string, std::size_t> places;
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < all.book().assets.size(); ++i) {
    places.emplace(all.book().assets[i].id, i);
    ids.push_back(all.book().assets[i].id);
  }
  std::set<std::uint32_t> pledged;
  for (const Pledge& pledge : all.book().pledges) pledged.insert(pledge.asset.index);
  Errors strangers;
  for (const OfferedRight& row : reading.rows) {
    const auto found = places.find(row.asset_id);
    if (found == places.end()) {
      const std::string near = nearest_word(row.asset_id, ids);
      strangers.push_back(
          {"O-141",
           {all.request.list_path, row.line, 0},
           "the book holds no right '" + row.asset_id + "'",
           near.empty() ? "list rights by their id in assets.csv" : "did you mean '" + near + "'?",
           ErrorKind::input});
      continue;
    }
    const bool is_pledged = pledged.count(static_cast<std::uint32_t>(found->second)) == 1;
    offer.rights.push_back(right_of(all, row, found->second, is_pledged));
  }
  if (!strangers.empty()) return strangers;
  return Done{};
}

Outcome take_dealings(Offering& all) {
  OfferReportInput& offer = all.outcome.offer;
  const std::string& path = all.request.operations_path;
  const auto cells = sheet_of(path, "operations", offer);
  if (!cells) return cells.errors();
  const auto reading = read_operations(cells.value());
  if (!reading) return reading.errors();
  Outcome taken = take_rejects("O-143", path, reading.value().rejects, reading.value().count,
                               all.request.most_rejected, all.outcome.warnings);
  if (!taken) return taken;
  offer.dealings_count = add_dealings(offer.firms, reading.value().operations, offer.as_of);
  return Done{};
}

Outcome take_firms(Offering& all) {
  OfferReportInput& offer = all.outcome.offer;
  const std::string& path = all.request.firms_path;
  if (path.empty()) return Done{};
  const auto cells = sheet_of(path, "firms", offer);
  if (!cells) return cells.errors();
  auto firms = read_firms(cells.value());
  if (!firms) return firms.errors();
  Outcome taken = take_rejects("O-143", path, firms.value().rejects, firms.value().count,
                               all.request.most_rejected, all.outcome.warnings);
  if (!taken) return taken;
  offer.firm_rejects = firms.value().rejects.size();
  for (const std::string& note : firms.value().notes) all.outcome.warnings.push_back(note);
  offer.firms = std::move(firms).value().rows;
  if (!all.request.operations_path.empty()) return take_dealings(all);
  return Done{};
}

Outcome add_reward(const Offering& all, PackageOnOffer& one) {
  const OfferReportInput& offer = all.outcome.offer;
  std::vector<double> means;
  std::vector<double> shares;
  for (const std::size_t i : one.package.rights) {
    const InventorsShare share = inventors_share(all.law, offer.rights[i], offer.as_of);
    one.reward.bases.push_back(share);
    if (!offer.rights[i].worth) continue;
    means.push_back(offer.rights[i].worth->mean_yuan);
    shares.push_back(share.share_frac);
  }
  for (std::size_t deal = 0; deal < kDeals && !one.reward.deal; ++deal) {
    if (one.package.deals[deal].price) one.reward.deal = static_cast<Deal>(deal);
  }
  if (!one.reward.deal) return Done{};
  const auto share = package_share(means, shares);
  if (!share) return share.errors();
  one.reward.share_frac = share.value();
  const double price =
      one.package.deals[static_cast<std::size_t>(*one.reward.deal)].price->mid_yuan;
  const auto part = inventors_part(price, offer.terms.cost_frac, share.value());
  if (!part) return part.errors();
  one.reward.part = part.value();
  return Done{};
}

double prior_part(const OfferPackage& package, const std::vector<RightOnOffer>& rights) {
  double sum = 0;
  double prior = 0;
  for (const std::size_t i : package.rights) {
    if (!rights[i].worth) continue;
    sum += rights[i].worth->mean_yuan;
    if (rights[i].on_prior) prior += rights[i].worth->mean_yuan;
  }
  return sum > 0 ? prior / sum : 0;
}

Outcome make_offer(Offering& all) {
  OfferReportInput& offer = all.outcome.offer;
  auto packaging = make_packages(offer.rights, all.request.by);
  if (!packaging) {
    Errors errors = packaging.errors();
    for (Error& error : errors) error.origin.file = all.request.list_path;
    return errors;
  }
  offer.left_out = packaging.value().left_out;
  for (OfferPackage& package : packaging.value().packages) {
    PackageOnOffer one;
    one.package = std::move(package);
    const Outcome priced = price_package(one.package, offer.rights, offer.terms.price);
    if (!priced) return priced.errors();
    one.prior_frac = prior_part(one.package, offer.rights);
    auto matches = match_firms(one.package, offer.firms, offer.terms.match);
    if (!matches) return matches.errors();
    one.matches = std::move(matches).value();
    for (const DutyRule* duty : duties_of(all.law, one.package, offer.rights, offer.as_of)) {
      one.duties.push_back(*duty);
    }
    offer.packages.push_back(std::move(one));
    if (const Outcome added = add_reward(all, offer.packages.back()); !added) return added.errors();
  }
  return Done{};
}

// Marks of the same owner in the same class of goods that the list leaves behind.
void find_marks_left(Offering& all) {
  OfferReportInput& offer = all.outcome.offer;
  std::set<std::string> listed;
  std::map<std::pair<std::string, std::string>, MarksLeft> left;
  for (const RightOnOffer& right : offer.rights) {
    listed.insert(right.row.asset_id);
    const bool mark = right.kind == AssetKind::trademark && right.ended.empty();
    if (!mark || right.goods_class.empty()) continue;
    left[{right.owner_id, right.goods_class}] = {right.owner_id, right.goods_class, {}};
  }
  for (const Asset& asset : all.book().assets) {
    const auto* mark = std::get_if<Trademark>(&asset.facts);
    if (mark == nullptr || listed.count(asset.id) == 1) continue;
    const auto found = left.find({asset.owner_id, mark->goods_class});
    if (found == left.end() || !ended(all.valued.inputs, asset).empty()) continue;
    found->second.asset_ids.push_back(asset.id);
  }
  for (const auto& each : left) {
    if (!each.second.asset_ids.empty()) offer.marks_left.push_back(each.second);
  }
}

bool is_made(const Offering& all) {
  const auto& assets = all.book().assets;
  return !assets.empty() && std::all_of(assets.begin(), assets.end(), [](const Asset& asset) {
    return asset.number.rfind("SAMPLE-", 0) == 0;
  });
}

}  // namespace

Result<OfferOutcome> report_offer(const OfferRequest& request) {
  if (!request.operations_path.empty() && request.firms_path.empty()) {
    return Error{"O-142",
                 {},
                 "past dealings are those of firms, and no --firms is given",
                 "add --firms FIRMS.csv, or leave --operations out",
                 ErrorKind::input};
  }
  if (const Outcome free = check_page(request.page); !free) return free.errors();
  InputsRequest inputs = request.inputs;
  inputs.rights_alone = true;
  auto valued = value(inputs);
  if (!valued) return valued.errors();
  Offering all{request, std::move(valued).value()};
  OfferReportInput& offer = all.outcome.offer;
  offer.as_of = all.valued.inputs.as_of;
  offer.currency = all.book().currency;
  offer.scenario_id = all.valued.inputs.scenario.id;
  offer.by = request.by;
  for (const HashedInput& hash : all.valued.inputs.hashes) {
    offer.hashes.emplace_back(hash.what + " " + hash.name, hash.sha256);
  }
  all.outcome.warnings = all.valued.inputs.warnings;
  for (const auto step : {take_levels, take_rights, take_firms, make_offer}) {
    if (const Outcome done = step(all); !done) return done.errors();
  }
  find_marks_left(all);
  offer.synthetic = is_made(all);
  offer.offer_id = page_id("o", offer.hashes);
  auto test = test_forecasts(request.tests);
  if (!test) return test.errors();
  offer.backtested = backtested_sentence(test.value() ? &test.value()->test : nullptr);
  all.outcome.test = std::move(test).value();
  all.outcome.report = make_offer_report(offer);
  auto page = write_page(all.outcome.report, request.page, "offer.html");
  if (!page) return page.errors();
  all.outcome.page = std::move(page).value();
  return std::move(all.outcome);
}

}  // namespace pledgelab
