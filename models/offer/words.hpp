// The words of an offer: how a right may pass, who holds it, what licence it already bears.
#pragma once

#include <array>
#include <cstdint>

#include "models/market/record_sheet.hpp"

namespace pledgelab {

/// How a right may pass to a firm; the order is that of strength. exclusive 独占: the licensee
/// alone; sole 排他: the licensee and the holder; ordinary 普通: whoever else is licensed too.
enum class Deal : std::uint8_t { transfer, exclusive, sole, ordinary };
inline constexpr std::size_t kDeals = 4;
inline constexpr std::array kDealWords = {RecordWord{"transfer", "转让|assignment"},
                                          RecordWord{"exclusive", "独占|独占许可"},
                                          RecordWord{"sole", "排他|排他许可|独家|独家许可"},
                                          RecordWord{"ordinary", "普通|普通许可|non-exclusive"}};

/// Who offers, as the law on rewards and state assets sorts holders.
enum class OfferHolder : std::uint8_t {
  state_university,
  state_institute,
  state_enterprise,
  private_university,
  company,
  individual
};
inline constexpr std::size_t kOfferHolders = 6;
inline constexpr std::array kOfferHolderWords = {
    RecordWord{"state_university", "公办高校|高校|大学|国家设立的高等院校"},
    RecordWord{"state_institute", "科研院所|国家设立的研究开发机构|研究所"},
    RecordWord{"state_enterprise", "国有企业|国企|国有及国有控股企业"},
    RecordWord{"private_university", "民办高校"},
    RecordWord{"company", "企业|公司|民营企业"},
    RecordWord{"individual", "个人|自然人"}};

/// The strongest licence that a right bears already. open: an open licence (开放许可, Patent Law
/// art. 50) stands.
enum class StandingLicence : std::uint8_t { none, ordinary, sole, exclusive, open };
inline constexpr std::array kStandingLicenceWords = {
    RecordWord{"none", "未许可|没有"}, RecordWord{"ordinary", "普通|普通许可"},
    RecordWord{"sole", "排他|排他许可"}, RecordWord{"exclusive", "独占|独占许可"},
    RecordWord{"open", "开放许可|开放"}};

}  // namespace pledgelab
