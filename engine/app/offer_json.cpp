#include "engine/app/offer_json.hpp"

#include <utility>

namespace pledgelab {
namespace {

Json words_json(const Words& words) {
  return {{"zh", words.zh}, {"en", words.en.empty() ? words.zh : words.en}};
}

const char* const kBarKeys[] = {
    "none",         "standing_exclusive", "standing_sole", "standing_licence",
    "open_licence", "co_owners",          "no_worth"};

Json deals_json(const OfferReportInput& offer, const OfferPackage& package) {
  Json deals = Json::array();
  for (std::size_t deal = 0; deal < kDeals; ++deal) {
    const DealOffer& one = package.deals[deal];
    Json json = {{"deal", kDealWords[deal].word},
                 {"factor_frac", offer.terms.price.factor_frac[deal]},
                 {"offered", one.bar == Bar::none},
                 {"bar", kBarKeys[static_cast<std::size_t>(one.bar)]}};
    json["low_yuan"] = one.price ? Json(one.price->low_yuan) : Json();
    json["mid_yuan"] = one.price ? Json(one.price->mid_yuan) : Json();
    json["high_yuan"] = one.price ? Json(one.price->high_yuan) : Json();
    deals.push_back(std::move(json));
  }
  return deals;
}

Json criterion_json(const MatchCriterion& criterion) {
  return {{"weight_frac", criterion.weight},
          {"value_frac", criterion.value_frac ? Json(*criterion.value_frac) : Json()}};
}

Json matches_json(const OfferReportInput& offer, const PackageOnOffer& one) {
  Json matches = Json::array();
  for (const FirmMatch& match : one.matches) {
    const OfferFirm& firm = offer.firms[match.firm];
    matches.push_back(
        {{"firm_id", firm.id},
         {"name", firm.name},
         {"score_frac", match.score_frac},
         {"technology", criterion_json(match.technology)},
         {"region", criterion_json(match.region)},
         {"dealings", criterion_json(match.dealings)},
         {"package_class", match.package_class},
         {"firm_class", match.firm_class},
         {"suggested", match.suggested
                           ? Json(kDealWords[static_cast<std::size_t>(*match.suggested)].word)
                           : Json()},
         {"why", words_json(match_words(match, one.package, firm))}});
  }
  return matches;
}

Json reward_json(const PackageReward& reward) {
  Json json = {{"basis", words_json(reward_words(reward))}};
  json["deal"] =
      reward.deal ? Json(kDealWords[static_cast<std::size_t>(*reward.deal)].word) : Json();
  json["share_frac"] = reward.part ? Json(reward.share_frac) : Json();
  json["net_income_yuan"] = reward.part ? Json(reward.part->net_income_yuan) : Json();
  json["inventors_yuan"] = reward.part ? Json(reward.part->inventors_yuan) : Json();
  json["holder_yuan"] = reward.part ? Json(reward.part->holder_yuan) : Json();
  return json;
}

Json duties_json(const PackageOnOffer& one) {
  Json duties = Json::array();
  for (const DutyRule& duty : one.duties) {
    duties.push_back({{"id", duty.id},
                      {"kind", kDutyKindWords[static_cast<std::size_t>(duty.kind)]},
                      {"at_least_days", duty.days ? Json(*duty.days) : Json()},
                      {"what", {{"zh", duty.what.zh}, {"en", duty.what.en}}},
                      {"article", {{"zh", duty.article.zh}, {"en", duty.article.en}}},
                      {"mark", duty.mark}});
  }
  return duties;
}

Json package_json(const OfferReportInput& offer, const PackageOnOffer& one) {
  const OfferPackage& package = one.package;
  Json rights = Json::array();
  for (const std::size_t i : package.rights) {
    const RightOnOffer& right = offer.rights[i];
    rights.push_back({{"asset_id", right.row.asset_id},
                      {"mean_yuan", right.worth ? Json(right.worth->mean_yuan) : Json()},
                      {"why_unpriced", right.why_unpriced}});
  }
  Json worth;
  if (package.worth) {
    worth = {{"mean_yuan", package.worth->mean_yuan},
             {"ln_sd", package.worth->ln_sd},
             {"lower_quartile_yuan", package.worth->lower_quartile_yuan},
             {"median_yuan", package.worth->median_yuan},
             {"upper_quartile_yuan", package.worth->upper_quartile_yuan}};
  }
  return {{"package_id", package.id},
          {"what", words_json(package_words(package))},
          {"by", kPackageByWords[static_cast<std::size_t>(package.by)]},
          {"owner_id", package.owner_id},
          {"holder", kOfferHolderWords[static_cast<std::size_t>(package.holder)].word},
          {"rights", std::move(rights)},
          {"priced_count", package.priced_count},
          {"prior_frac", one.prior_frac},
          {"worth", std::move(worth)},
          {"deals", deals_json(offer, package)},
          {"matches", matches_json(offer, one)},
          {"inventors", reward_json(one.reward)},
          {"before_signing", duties_json(one)}};
}

}  // namespace

Json to_json(const OfferOutcome& outcome) {
  const OfferReportInput& offer = outcome.offer;
  Json json = {{"offer_id", offer.offer_id},
               {"as_of", to_iso(offer.as_of)},
               {"currency", offer.currency},
               {"synthetic", offer.synthetic},
               {"by", kPackageByWords[static_cast<std::size_t>(offer.by)]},
               {"rights_count", offer.rights.size()},
               {"firms_count", offer.firms.size()},
               {"dealings_count", offer.dealings_count}};
  json["packages"] = Json::array();
  for (const PackageOnOffer& one : offer.packages) {
    json["packages"].push_back(package_json(offer, one));
  }
  json["left_out"] = Json::array();
  for (const LeftOut& one : offer.left_out) {
    json["left_out"].push_back(
        {{"asset_id", offer.rights[one.right].row.asset_id}, {"why", one.why}});
  }
  json["marks_left"] = Json::array();
  for (const MarksLeft& one : offer.marks_left) {
    json["marks_left"].push_back({{"owner_id", one.owner_id},
                                  {"goods_class", one.goods_class},
                                  {"asset_ids", one.asset_ids}});
  }
  json["file"] = outcome.page.file;
  json["tables"] = outcome.page.table_files;
  return json;
}

}  // namespace pledgelab
