#include "models/evidence/read_evidence.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_map>
#include <utility>

#include "models/base/nearest.hpp"
#include "models/base/normal.hpp"
#include "models/base/quantity.hpp"
#include "models/market/record_sheet.hpp"

namespace pledgelab {
namespace {

// Columns, in the order of kColumns.
enum At : std::size_t {
  kAsset,
  kKind,
  kDate,
  kBasis,
  kValue,
  kValuer,
  kFee,
  kUntil,
  kForm,
  kRevenue,
  kMargin,
  kCharge,
  kGrowth,
  kScore,
  kPercentile,
  kExtra,
  kProfit,
  kSplit,
  kProject,
  kCost,
  kVolatility
};

constexpr std::array kColumns = {
    RecordColumn{"asset_id", "权利编号|资产编号|专利号", "loan.id", true},
    RecordColumn{"kind", "证据种类|证据类型|种类", "loan.id", true},
    RecordColumn{"date", "日期|成交日|评估基准日|评估日|签约日", "appraisal.date", true},
    RecordColumn{"basis", "价值类型|交易性质|基础", "loan.id", true},
    RecordColumn{"value", "价值|金额|成交价|评估值", "appraisal.value", false},
    RecordColumn{"valuer_id", "评估机构|评估机构编号|评估公司", "loan.id", false},
    RecordColumn{"annual_fee", "年许可费|年费用|许可费", "appraisal.value", false},
    RecordColumn{"until", "许可期限至|合同到期日|到期日", "appraisal.date", false},
    RecordColumn{"licence_form", "许可方式|许可类型|license_form", "loan.id", false},
    RecordColumn{"revenue", "年收入|产品收入|销售收入|sales", "appraisal.value", false},
    RecordColumn{"ebit_margin", "息税前利润率|EBIT率", "loan.ip_share", false},
    RecordColumn{"contributory_charge", "贡献资产回报|贡献资产费用", "appraisal.value", false},
    RecordColumn{"revenue_growth", "收入增长率|年增长率", "asset.revenue_growth", false},
    RecordColumn{"z", "标准分|指数标准分|z值|index_z", "loan.id", false},
    RecordColumn{"percentile", "百分位|指数百分位|分位", "loan.id", false},
    RecordColumn{"extra_profit", "增量利润|年增量利润|增量收益", "appraisal.value", false},
    RecordColumn{"operating_profit", "营业利润|产品营业利润|年营业利润", "appraisal.value", false},
    RecordColumn{"split_share", "分成率|收益分成率|利润分成率", "loan.ip_share", false},
    RecordColumn{"project_value", "项目价值|开发项目价值", "appraisal.value", false},
    RecordColumn{"development_cost", "开发成本|开发投入", "appraisal.value", false},
    RecordColumn{"volatility", "波动率|年波动率", "loan.ip_share", false}};

using Kind = EvidenceKind;
using Basis = EvidenceBasis;

// "own_transaction": the kind of a row, for messages.
std::string named(Kind kind) { return word_in(kind, kEvidenceKindWords); }

struct Reader {
  RecordSheet sheet;
  const EvidenceReading& reading;
  std::unordered_map<std::string, std::uint32_t> assets = {};
  std::map<std::string, std::uint32_t> seen = {};  // what a row says → its line
};

void read_asset(const Reader& reader, RecordRow& row, EvidenceRow& one) {
  const std::string id = row.text(kAsset);
  const auto found = reader.assets.find(id);
  if (found == reader.assets.end()) {
    row.fail(kAsset, "EV-101", "no right of the book has the id '" + id + "'",
             suggestion(id, reader.reading.asset_ids));
    return;
  }
  one.asset = AssetId{found->second};
}

// A forecast of what the right's product earns.
bool is_forecast(Kind kind) {
  return kind == Kind::excess_earnings || kind == Kind::incremental_profit ||
         kind == Kind::income_split;
}

void read_basis(RecordRow& row, EvidenceRow& one) {
  one.basis = static_cast<Basis>(row.word(kBasis, kEvidenceBasisWords).value_or(0));
  const bool appraisal = one.kind == Kind::outside_appraisal;
  const bool stated = is_forecast(one.kind) || one.kind == Kind::index_on_prior ||
                      one.kind == Kind::development_option;
  const bool agreed = one.basis == Basis::arms_length || one.basis == Basis::related_party;
  const bool sold = appraisal || one.kind == Kind::own_transaction;
  const bool right = (sold && one.basis == Basis::forced_sale) ||
                     (appraisal || stated ? one.basis == Basis::use_value : agreed);
  if (right) return;
  std::string hint = "what was agreed is arms_length, related_party or, of a sale, forced_sale";
  if (appraisal) hint = "an appraisal is of use_value or forced_sale";
  if (stated) hint = named(one.kind) + " is of use_value";
  row.fail(kBasis, "EV-104",
           "'" + word_in(one.basis, kEvidenceBasisWords) + "' is no basis of " + named(one.kind),
           hint);
}

// Is the cell filled where the kind needs it, and empty where it has no use for it?
bool fits(RecordRow& row, std::size_t column, Kind kind, bool needed, bool filled) {
  if (needed == filled) return true;
  const std::string name = kColumns[column].name;
  row.fail(column, "EV-104",
           needed ? named(kind) + " needs " + name : named(kind) + " has no " + name,
           needed ? "fill the column " + name : "leave " + name + " empty in this row");
  return false;
}

// The column that holds the kind's amount; of an index, that of its score.
At amount_of(Kind kind) {
  if (kind == Kind::licence_contract) return kFee;
  if (kind == Kind::index_on_prior) return kScore;
  if (kind == Kind::incremental_profit) return kExtra;
  if (kind == Kind::income_split) return kProfit;
  if (kind == Kind::development_option) return kProject;
  return kind == Kind::excess_earnings ? kRevenue : kValue;
}

// What to do about an amount of 0.
const char* hint_of(At amount) {
  if (amount == kRevenue)
    return "a product without sales has no excess earnings: leave the row out";
  if (amount == kExtra)
    return "a right that adds no profit has none to capitalise: leave the row out";
  if (amount == kProject) return "a project worth nothing is no option: leave the row out";
  if (amount == kProfit) return "there is no profit to split: leave the row out";
  return "a right that nobody bought is no evidence of a price: leave the row out";
}

void read_amount(RecordRow& row, EvidenceRow& one) {
  const At own = amount_of(one.kind);
  for (const At column : {kValue, kFee, kRevenue, kExtra, kProfit, kProject}) {
    const auto amount = row.money(column);
    if (!fits(row, column, one.kind, column == own, amount.has_value())) return;
    if (amount) one.amount = *amount;
  }
  if (own == kScore || one.amount > Money()) return;
  row.fail(own, "EV-103", "an amount must be above 0", hint_of(own));
}

// Growth a year, which a forecast may state.
std::optional<double> read_growth(RecordRow& row, Kind kind) {
  const auto growth = row.rate(kGrowth);
  if (!growth || !fits(row, kGrowth, kind, is_forecast(kind), true)) return std::nullopt;
  if (growth->annual_ppm <= -1'000'000) {
    row.fail(kGrowth, "EV-103", "sales cannot fall by 100 % a year or more", "write -20%");
  }
  return growth->annual_frac();
}

void read_earnings(RecordRow& row, EvidenceRow& one) {
  const bool stated = one.kind == Kind::excess_earnings;
  const auto margin = row.share(kMargin);
  const auto charge = row.money(kCharge);
  if (!fits(row, kMargin, one.kind, stated, margin.has_value()) ||
      !fits(row, kCharge, one.kind, stated, charge.has_value()) || !stated || !row.ok()) {
    return;
  }
  if (margin->ppm == 0) {
    row.fail(kMargin, "EV-103", "a margin must be above 0",
             "what earns nothing has no excess earnings: leave the row out");
  }
  const auto growth = read_growth(row, one.kind);
  one.earnings = StatedEarnings{margin->frac(), charge->yuan() / one.amount.yuan(), growth};
}

void read_profit(RecordRow& row, EvidenceRow& one) {
  const bool split = one.kind == Kind::income_split;
  const auto share = row.share(kSplit);
  if (!fits(row, kSplit, one.kind, split, share.has_value()) || !row.ok()) return;
  if (one.kind == Kind::excess_earnings) return;
  const auto growth = read_growth(row, one.kind);
  if (!split && one.kind != Kind::incremental_profit) return;
  if (split && share->ppm == 0) {
    row.fail(kSplit, "EV-103", "a split share must be above 0",
             "a right that has no part of the profit has no worth by it: leave the row out");
  }
  one.profit = StatedProfit{split ? share->frac() : 1, growth};
}

// An index ranks patents alone, and only of them development is an option.
bool is_patent(AssetKind kind) {
  return kind == AssetKind::invention || kind == AssetKind::utility_model ||
         kind == AssetKind::design;
}

void read_development(const Reader& reader, RecordRow& row, EvidenceRow& one) {
  const bool stated = one.kind == Kind::development_option;
  const auto cost = row.money(kCost);
  const auto volatility = row.share(kVolatility);
  if (!fits(row, kCost, one.kind, stated, cost.has_value()) ||
      (!stated && !fits(row, kVolatility, one.kind, false, volatility.has_value())) || !stated ||
      !row.ok()) {
    return;
  }
  if (!(*cost > Money())) {
    row.fail(kCost, "EV-103", "a development must cost more than 0",
             "what costs nothing to develop is no option but a product");
  }
  if (volatility && volatility->ppm == 0) {
    row.fail(kVolatility, "EV-103", "a volatility must be above 0",
             "leave it empty for the scenario's, or write 47%");
  }
  one.development = StatedDevelopment{cost->yuan(), {}};
  if (volatility) one.development->volatility_frac = volatility->frac();
  const std::size_t asset = one.asset.index;
  if (asset >= reader.reading.kinds.size() || is_patent(reader.reading.kinds[asset])) return;
  row.fail(kKind, "EV-117", "the right is no patent: there is no option to develop it",
           "take the row out");
}

void read_licence(RecordRow& row, EvidenceRow& one) {
  const bool licence = one.kind == Kind::licence_contract;
  one.until = row.date(kUntil);
  const auto form = row.word(kForm, kLicenceFormWords);
  if (!fits(row, kUntil, one.kind, licence, one.until.has_value())) return;
  if (!fits(row, kForm, one.kind, licence, form.has_value())) return;
  one.licence_form = static_cast<LicenceForm>(form.value_or(0));
  if (!one.until || *one.until > one.date) return;
  row.fail(kUntil, "EV-102", "the licence ends on " + to_iso(*one.until) + ", not after its date",
           "until is the last day of the contract");
}

// "0.95" or "95%", "-1.2"; none with the fault told.
std::optional<double> read_score(RecordRow& row, std::size_t column, const std::string& text) {
  const auto read = parse_quantity(text);
  const bool rate = read && read->kind == Quantity::Kind::rate && column == kPercentile;
  if (rate || (read && read->kind == Quantity::Kind::number)) return read->value.frac();
  row.fail(column, "EV-115", "'" + text + "' is no number",
           column == kScore ? "write plain digits, as -1.25" : "write 0.95 or 95%");
  return std::nullopt;
}

void read_index(const Reader& reader, RecordRow& row, EvidenceRow& one) {
  const bool index = one.kind == Kind::index_on_prior;
  const std::string score = row.text(kScore);
  const std::string percentile = row.text(kPercentile);
  if (!index) {
    if (fits(row, kScore, one.kind, false, !score.empty())) {
      fits(row, kPercentile, one.kind, false, !percentile.empty());
    }
    return;
  }
  if (score.empty() == percentile.empty()) {
    return row.fail(kScore, "EV-104",
                    score.empty() ? "index_on_prior needs z or percentile"
                                  : "index_on_prior has both z and percentile",
                    "fill one of the columns z and percentile");
  }
  const At column = score.empty() ? kPercentile : kScore;
  const auto number = read_score(row, column, score.empty() ? percentile : score);
  if (!number) return;
  const bool inside = column == kScore || (*number > 0 && *number < 1);
  const double z = column == kScore ? *number : inside ? normal_quantile(*number) : 0;
  if (!inside || std::abs(z) > kFarthestScore) {
    return row.fail(column, "EV-115",
                    column == kScore ? "a standard score must lie within -5 and 5"
                                     : "a percentile must lie between 0 and 1",
                    column == kScore ? "an index of 0 to 100 is no z: write its percentile among "
                                       "patents of its kind, sector and year"
                                     : "write 0.95 for what is above 95 % of its like");
  }
  one.index_z = z;
  const std::size_t asset = one.asset.index;
  if (asset >= reader.reading.kinds.size() || is_patent(reader.reading.kinds[asset])) return;
  row.fail(kKind, "EV-116", "the right is no patent: the index says nothing of it",
           "take the row out");
}

void read_date(const Reader& reader, RecordRow& row, EvidenceRow& one) {
  one.date = row.date(kDate).value_or(Date{});
  if (one.date <= reader.reading.as_of) return;
  row.fail(kDate, "EV-102",
           "dated " + to_iso(one.date) + ", after the as-of date " + to_iso(reader.reading.as_of),
           "what came later was not known then: take the row out, or value at a later date");
}

// A right has one price, one appraisal by one valuer and one licence of a day.
void check_again(Reader& reader, RecordRow& row, const EvidenceRow& one) {
  const std::string key = std::to_string(one.asset.index) + "\n" + named(one.kind) + "\n" +
                          to_iso(one.date) + "\n" + one.valuer_id;
  const auto [earlier, fresh] = reader.seen.emplace(key, one.line);
  if (fresh) return;
  row.fail(kAsset, "EV-105",
           "the row says again what line " + std::to_string(earlier->second) +
               " says: one row a right, kind, date and valuer",
           "remove one of them");
}

EvidenceRow read_row(Reader& reader, RecordRow& row) {
  EvidenceRow one;
  one.line = row.line();
  read_asset(reader, row, one);
  const auto kind = row.word(kKind, kEvidenceKindWords);
  read_date(reader, row, one);
  if (!kind) return one;
  one.kind = static_cast<Kind>(*kind);
  read_basis(row, one);
  read_amount(row, one);
  one.valuer_id = row.text(kValuer);
  if (fits(row, kValuer, one.kind, one.kind == Kind::outside_appraisal, !one.valuer_id.empty())) {
    read_licence(row, one);
  }
  read_earnings(row, one);
  read_profit(row, one);
  if (row.ok()) read_development(reader, row, one);
  if (row.ok()) read_index(reader, row, one);
  if (row.ok()) check_again(reader, row, one);
  return one;
}

}  // namespace

Result<std::vector<EvidenceRow>> read_evidence(const Cells& cells, const EvidenceReading& reading) {
  Reader reader{RecordSheet(cells, kColumns, reading.currency), reading};
  if (!reader.sheet.faults().empty()) return reader.sheet.faults();
  for (std::uint32_t i = 0; i < reading.asset_ids.size(); ++i) {
    reader.assets.emplace(reading.asset_ids[i], i);
  }
  std::vector<EvidenceRow> rows;
  Errors errors;
  for (std::size_t at = 0; at < reader.sheet.rows(); ++at) {
    RecordRow row(reader.sheet, at);
    EvidenceRow one = read_row(reader, row);
    if (row.ok()) {
      rows.push_back(std::move(one));
    } else {
      errors.push_back(row.reject().error);
    }
  }
  if (!errors.empty()) return errors;
  if (!rows.empty()) return rows;
  return Error{"EV-106",
               {cells.file, 0, 0},
               "the file has no evidence",
               "one row a piece: asset_id, kind, date, basis, and its amount",
               ErrorKind::input};
}

}  // namespace pledgelab
