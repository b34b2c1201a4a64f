// The words of an offer in the trade's Chinese, with English beside.
#include <fmt/format.h>

#include <algorithm>

#include "engine/report/offer.hpp"

namespace pledgelab {
namespace {

std::string percent(double frac) { return fmt::format("{:.3g} %", frac * 100); }

void add_words(Words& all, const Words& more) {
  all.zh += (all.zh.empty() ? "" : "；") + more.zh;
  all.en += (all.en.empty() ? "" : "; ") + more.en;
}

Words technology_reason(const FirmMatch& match, const OfferFirm& firm) {
  const bool goods = std::find(firm.goods_classes.begin(), firm.goods_classes.end(),
                               match.firm_class) != firm.goods_classes.end();
  const std::string pair = match.package_class == match.firm_class
                               ? match.package_class
                               : match.package_class + "–" + match.firm_class;
  const std::string value = fmt::format("{:.2f}×{}", match.technology.value_frac.value_or(0),
                                        percent(match.technology.weight));
  return {(goods ? "商品类别 " : "技术领域 ") + pair + " " + value,
          (goods ? "goods " : "technology ") + pair + " " + value};
}

Words region_reason(const FirmMatch& match, const OfferFirm& firm) {
  if (!match.region.value_frac) return {"地区不详，不计", "region unknown, left out"};
  const bool same = *match.region.value_frac > 0;
  const std::string value =
      fmt::format(" {:.2f}×{}", *match.region.value_frac, percent(match.region.weight));
  return {(same ? "同在 " : "在 ") + firm.region + value,
          (same ? "also in " : "in ") + firm.region + value};
}

Words dealings_reason(const FirmMatch& match) {
  if (!match.dealings.value_frac) return {"交易记录不详，不计", "past dealings unknown, left out"};
  const std::string value =
      fmt::format(" {:.2f}×{}", *match.dealings.value_frac, percent(match.dealings.weight));
  if (match.taken_class.empty()) {
    return {"未曾受让或被许可近似领域" + value, "took nothing near it before" + value};
  }
  return {"曾受让或被许可 " + match.taken_class + value,
          "took " + match.taken_class + " before" + value};
}

Words basis_of(const InventorsShare& share) {
  if (share.raised && share.rule != nullptr) {
    return {
        "约定低于法定下限，按 " + percent(share.share_frac) + "（" + share.rule->article.zh + "）",
        "agreed below the floor: " + percent(share.share_frac) + " by " + share.rule->article.en};
  }
  if (share.agreed) {
    return {"约定 " + percent(share.share_frac), "agreed: " + percent(share.share_frac)};
  }
  if (share.rule == nullptr) return {"法律未规定发明人份额", "the law gives no inventors' share"};
  return {"法定 " + percent(share.share_frac) + "（" + share.rule->article.zh + "）",
          "by law " + percent(share.share_frac) + ": " + share.rule->article.en};
}

Words package_name(const OfferPackage& package) {
  switch (package.by) {
    case PackageBy::product:
      return {"产品 " + package.key, "product " + package.key};
    case PackageBy::family:
      return {package.key, ""};
    case PackageBy::technology_class:
      break;
  }
  if (package.technology_classes.empty()) {
    return {"第 " + package.key + " 类商标", "marks of class " + package.key};
  }
  return {package.key + " 领域", "class " + package.key};
}

}  // namespace

Words deal_words(Deal deal) {
  switch (deal) {
    case Deal::transfer:
      return {"转让", "transfer"};
    case Deal::exclusive:
      return {"独占许可", "exclusive licence"};
    case Deal::sole:
      return {"排他许可", "sole licence"};
    case Deal::ordinary:
      break;
  }
  return {"普通许可", "ordinary licence"};
}

Words bar_words(Bar bar) {
  switch (bar) {
    case Bar::none:
      return {"可", "offered"};
    case Bar::standing_exclusive:
      return {"不可：已有独占许可，现值为许可费收入与期满回归，未知",
              "no: an exclusive licence stands; what is left is its royalties, unknown"};
    case Bar::standing_sole:
      return {"不可：已有排他许可", "no: a sole licence stands"};
    case Bar::standing_licence:
      return {"不可：已有普通许可，不能承诺排他", "no: a licence stands already"};
    case Bar::open_licence:
      return {"不可：开放许可期间只可普通许可", "no: an open licence stands"};
    case Bar::co_owners:
      return {"不可：共有人未同意", "no: a co-owner has not agreed"};
    case Bar::no_worth:
      break;
  }
  return {"无估值，不报价", "no value, so no price"};
}

Words holder_words(OfferHolder holder) {
  switch (holder) {
    case OfferHolder::state_university:
      return {"公办高校", "state university"};
    case OfferHolder::state_institute:
      return {"国家科研院所", "state institute"};
    case OfferHolder::state_enterprise:
      return {"国有企业", "state enterprise"};
    case OfferHolder::private_university:
      return {"民办高校", "private university"};
    case OfferHolder::company:
      return {"企业", "company"};
    case OfferHolder::individual:
      break;
  }
  return {"个人", "individual"};
}

Words right_kind_words(AssetKind kind) {
  switch (kind) {
    case AssetKind::invention:
      return {"发明", "invention"};
    case AssetKind::utility_model:
      return {"实用新型", "utility model"};
    case AssetKind::design:
      return {"外观设计", "design"};
    case AssetKind::trademark:
      return {"商标", "mark"};
    case AssetKind::geographical_indication:
      return {"地理标志", "geographical indication"};
    case AssetKind::layout_design:
      return {"布图设计", "layout design"};
    case AssetKind::copyright:
      break;
  }
  return {"著作权", "copyright"};
}

Words duty_kind_words(DutyKind kind) {
  switch (kind) {
    case DutyKind::none:
      return {"无需", "not needed"};
    case DutyKind::notice:
      return {"公示或公开", "made public"};
    case DutyKind::appraisal:
      return {"评估备案", "appraisal on file"};
    case DutyKind::approval:
      return {"审批", "approval"};
    case DutyKind::filing:
      return {"登记备案", "registered"};
    case DutyKind::consent:
      return {"取得同意", "consent"};
    case DutyKind::contract:
      break;
  }
  return {"合同约定", "in the contract"};
}

Words match_words(const FirmMatch& match, const OfferPackage& package, const OfferFirm& firm) {
  Words words = technology_reason(match, firm);
  add_words(words, region_reason(match, firm));
  if (!package.technology_classes.empty()) add_words(words, dealings_reason(match));
  return words;
}

Words package_words(const OfferPackage& package) {
  const bool restricted = std::any_of(
      package.deals.begin(), package.deals.end(),
      [](const DealOffer& deal) { return deal.bar != Bar::none && deal.bar != Bar::no_worth; });
  Words words = package_name(package);
  if (!restricted) return words;
  if (words.en.empty()) words.en = words.zh;
  return {words.zh + "（有限制）", words.en + " (restricted)"};
}

Words reward_words(const PackageReward& reward) {
  std::vector<Words> told;
  Words all;
  for (const InventorsShare& share : reward.bases) {
    const Words words = basis_of(share);
    if (std::find(told.begin(), told.end(), words) != told.end()) continue;
    told.push_back(words);
    add_words(all, words);
  }
  return all;
}

}  // namespace pledgelab
