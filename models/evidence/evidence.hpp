// Evidence of what a right is worth besides the book's own figures: what it was sold for, what an
// outside valuer says, what a licensee pays by contract, what its product is forecast to earn, with
// it against without, or split by it; how its patent index stands among its like.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "models/base/date.hpp"
#include "models/base/ids.hpp"
#include "models/base/money.hpp"
#include "models/market/record_sheet.hpp"

namespace pledgelab {

enum class EvidenceKind : std::uint8_t {
  own_transaction,     // this very right was sold
  outside_appraisal,   // signed by a valuer who is neither owner nor lender
  licence_contract,    // a licensee pays a yearly fee for it
  excess_earnings,     // what its product earns above the return of all other assets
  index_on_prior,      // its high-value-patent index among its like, on the survey prior
  incremental_profit,  // what the right adds to a year's profit, with it against without
  income_split,        // its part of the product's operating profit
  development_option   // the owner may still develop it
};
inline constexpr std::array kEvidenceKindWords = {
    RecordWord{"own_transaction", "自身交易|转让|成交|own transaction"},
    RecordWord{"outside_appraisal", "外部评估|评估|outside appraisal"},
    RecordWord{"licence_contract", "许可合同|许可|license_contract|licence contract"},
    RecordWord{"excess_earnings", "超额收益|多期超额收益|mpeem|excess earnings"},
    RecordWord{"index_on_prior", "指数先验|指数|index on prior"},
    RecordWord{"incremental_profit", "增量收益|增量利润|with_and_without|incremental profit"},
    RecordWord{"income_split", "收益分成|利润分成|income split|profit split"},
    RecordWord{"development_option", "开发期权|实物期权|development option"}};

/// What an amount is an amount of. Only the first two say what a use value is; the others stand
/// beside the pool with no weight.
enum class EvidenceBasis : std::uint8_t {
  use_value,      // worth in use, or market value in an appraisal
  arms_length,    // agreed between strangers, neither forced
  related_party,  // within a group, or between relatives
  forced_sale     // an auction of a debtor's right, a liquidation value
};
inline constexpr std::array kEvidenceBasisWords = {
    RecordWord{"use_value", "使用价值|在用价值|市场价值|market_value|use value"},
    RecordWord{"arms_length", "公平交易|独立交易|非关联交易|arms length|arm's length"},
    RecordWord{"related_party", "关联交易|关联方|related party"},
    RecordWord{"forced_sale", "强制处置|清算价值|司法拍卖|拍卖|forced sale|liquidation"}};

/// How much of the right a licence hands over. Under a sole one the owner may use it too, under an
/// ordinary one others as well: the fee is then a part of the worth.
enum class LicenceForm : std::uint8_t { exclusive, sole, ordinary };
inline constexpr std::array kLicenceFormWords = {
    RecordWord{"exclusive", "独占|独占许可|独占实施许可"},
    RecordWord{"sole", "排他|排他许可|独家|排他实施许可"},
    RecordWord{"ordinary", "普通|普通许可|普通实施许可|non-exclusive"}};

/// "own_transaction": the canonical word of an enumerator of these lists.
template <class Enum>
std::string word_in(Enum value, RecordWords words) {
  return words[static_cast<std::size_t>(value)].word;
}

/// What a forecast of excess earnings states beside the product's sales of its first year.
struct StatedEarnings {
  double margin_frac = 0;  // EBIT of sales, before the charges: above 0, at most 1
  double charge_frac = 0;  // return of the contributory assets after tax, of sales, ≥ 0
  std::optional<double> growth_frac;  // of sales, a year, above -1; none: the book's, the sector's
};

/// How much of a product's profit a row says is its rights', and how that grows.
struct StatedProfit {
  double split_frac = 1;  // K, of the profit, above 0, at most 1; 1 of an incremental profit
  std::optional<double> growth_frac;  // of the profit, a year, above -1; none: as StatedEarnings
};

/// What the owner of a patent that is not yet used may still do.
struct StatedDevelopment {
  double cost_yuan = 0;                   // of the development, > 0
  std::optional<double> volatility_frac;  // of the project's worth, a year, above 0, at most 1
};

/// Farthest standard score that is read: beyond it another scale was meant.
inline constexpr double kFarthestScore = 5;

/// One row. Amounts > 0 in the book's currency (an index has none), date ≤ the as-of date.
struct EvidenceRow {
  AssetId asset;
  EvidenceKind kind = EvidenceKind::own_transaction;
  EvidenceBasis basis = EvidenceBasis::arms_length;
  Date date;     // of the contract, or that the value is of
  Money amount;  // price or value; of a year a licence's fee, excess earnings' sales, the profit;
                 // of a development the project's worth if developed on `date`
  std::string valuer_id;                              // appraisals: who signed; else empty
  std::optional<Date> until;                          // licences: last day; after `date`
  LicenceForm licence_form = LicenceForm::exclusive;  // licences
  std::optional<StatedEarnings> earnings = {};        // excess earnings
  std::optional<double> index_z = {};                 // an index: SDs above its cohort's mean
  std::optional<StatedProfit> profit = {};            // an incremental profit, an income split
  std::optional<StatedDevelopment> development = {};  // a development option
  std::uint32_t line = 0;                             // of its file
};

/// What is known of a valuer from appraisals that arm's-length sales tested: a use value's record.
/// A record against forced sales never comes in here (models/backtest keeps it).
struct ValuerRecord {
  std::string valuer_id;
  std::int64_t count = 0;  // appraisals tested, ≥ 1
  double bias_ln = 0;      // positive: appraises too high
  double bias_sd_ln = 0;
  double dispersion_ln = 0;  // > 0
};

}  // namespace pledgelab
