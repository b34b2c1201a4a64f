#include "models/quality/indicators.hpp"

namespace pledgelab {
namespace {

constexpr double kMany = 1e6;
constexpr double kMostYuan = 1e13;

Indicator count(const char* name, const char* zh, const char* en,
                std::vector<std::string> also = {}) {
  return {name, 0, kMany, true, true, zh, en, std::move(also)};
}

Indicator frac(const char* name, const char* zh, const char* en,
               std::vector<std::string> also = {}) {
  return {name, 0, 1, false, true, zh, en, std::move(also)};
}

Indicator flag(const char* name, const char* zh, const char* en,
               std::vector<std::string> also = {}) {
  return {name, 0, 1, true, true, zh, en, std::move(also)};
}

void add_technology(std::vector<Indicator>& all) {
  all.push_back(count("forward_citations_5y_count", "五年内被引次数",
                      "citations received within 5 years of publication",
                      {"fwd_cits5", "forward_citations_5y"}));
  all.push_back(count("forward_citations_count", "被引次数",
                      "citations received up to one date, the same for all",
                      {"forward_citations", "cited_count"}));
  all.push_back(frac("originality_frac", "原创性", "originality (F92)", {"originality"}));
  all.push_back(frac("originality_corrected_frac", "原创性（小样本修正）",
                     "originality without small-sample bias (F91)"));
  all.push_back(frac("radicalness_frac", "激进性", "radicalness (F93)", {"radicalness"}));
  all.push_back(frac("generality_frac", "通用性", "generality (F90)", {"generality"}));
  all.push_back(frac("generality_corrected_frac", "通用性（小样本修正）",
                     "generality without small-sample bias (F91)"));
  all.push_back(count("scope_count", "IPC小类数", "distinct IPC subclasses", {"patent_scope"}));
  all.push_back(count("inventors_count", "发明人数", "inventors", {"inventors"}));
  all.push_back(
      frac("npl_share_frac", "非专利引文占比", "non-patent literature in all backward citations"));
  all.push_back(
      {"maturity_level", 1, 9, true, true, "技术成熟度", "technology readiness level", {"trl"}});
}

void add_legal(std::vector<Indicator>& all) {
  all.push_back(count("claims_count", "权利要求数", "independent and dependent claims",
                      {"claims", "num_claims"}));
  all.push_back({"first_claim_chars",
                 1,
                 kMany,
                 true,
                 false,
                 "首项权利要求字数",
                 "length of claim 1: the shorter, the broader",
                 {"first_claim_length"}});
  all.push_back(frac("remaining_life_frac", "剩余保护期占比", "remaining over full legal life"));
  all.push_back(
      flag("survived_challenge_flag", "经无效仍维持", "survived invalidation, opposition"));
  all.push_back(count("prosecution_depth_count", "审查意见次数", "office actions answered"));
  all.push_back(frac("family_legal_frac", "同族有效占比", "family members in force"));
}

void add_market(std::vector<Indicator>& all) {
  all.push_back(
      frac("family_gdp_frac", "同族覆盖GDP占比", "offices where protected, weighted by their GDP"));
  all.push_back(count("family_offices_count", "同族局数",
                      "offices where the invention is protected",
                      {"family_size", "simple_family_size"}));
  all.push_back({"sector_growth_frac",
                 -1,
                 100,
                 false,
                 true,
                 "行业收入增长率",
                 "growth of the sector's revenue a year",
                 {}});
  all.push_back(count("transfers_count", "转让许可次数", "transfers and licences recorded"));
  all.push_back(count("citing_applicants_count", "引用人数", "distinct citing applicants"));
}

void add_strategy(std::vector<Indicator>& all) {
  all.push_back(
      flag("standard_essential_flag", "标准必要专利", "declared essential to a standard"));
  all.push_back(flag("strategic_industry_flag", "战略性新兴产业", "strategic emerging industry"));
  all.push_back(
      frac("portfolio_centrality_frac", "组合中心度", "centrality in the owner's portfolio"));
  all.push_back(
      count("self_citations_count", "自引后续数", "later patents of the owner citing it"));
}

void add_economic(std::vector<Indicator>& all) {
  all.push_back(flag("implemented_flag", "已实施", "in use in a product or process"));
  all.push_back({"revenue_yuan",
                 0,
                 kMostYuan,
                 false,
                 true,
                 "对应产品收入",
                 "revenue of the product mapped to the patent, a year",
                 {"revenue"}});
  all.push_back({"licence_income_yuan",
                 0,
                 kMostYuan,
                 false,
                 true,
                 "许可收入",
                 "licence income a year",
                 {"licence_income"}});
  all.push_back(flag("pledge_repaid_flag", "曾质押并已还清", "an earlier pledge was repaid"));
  all.push_back(flag("award_flag", "获奖", "state or provincial award", {"award"}));
}

// OECD indicators that the index of the domain page does not weigh.
void add_others(std::vector<Indicator>& all) {
  all.push_back(count("backward_citations_count", "引用专利数", "patents cited, own ones included",
                      {"backward_citations", "backward_citations_patent"}));
  all.push_back(count("npl_citations_count", "引用非专利文献数", "non-patent literature cited",
                      {"backward_citations_npl", "npl_citations"}));
  all.push_back({"claims_per_citation_frac",
                 0,
                 kMany,
                 false,
                 true,
                 "权利要求与引文之比",
                 "claims over patents cited",
                 {}});
  all.push_back({"grant_lag_days", 0, 20000, true, false, "授权周期", "filing to grant", {}});
  all.push_back(
      {"renewal_years", 0, 25, false, true, "维持年数", "years maintained from filing", {}});
}

}  // namespace

std::span<const Indicator> indicator_catalogue() {
  static const std::vector<Indicator> kAll = [] {
    std::vector<Indicator> all;
    add_technology(all);
    add_legal(all);
    add_market(all);
    add_strategy(all);
    add_economic(all);
    add_others(all);
    return all;
  }();
  return kAll;
}

const Indicator* find_indicator(const std::string& name) {
  for (const Indicator& indicator : indicator_catalogue()) {
    if (indicator.name == name) return &indicator;
  }
  return nullptr;
}

std::vector<std::string> indicator_names() {
  std::vector<std::string> names;
  for (const Indicator& indicator : indicator_catalogue()) names.push_back(indicator.name);
  return names;
}

}  // namespace pledgelab
