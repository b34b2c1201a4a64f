// The field table: assets with the facts of each kind, pledges, appraisals.
#include <array>

#include "models/book/field_rows.hpp"

namespace pledgelab::field_rows {
namespace {

using T = FieldType;

AssetFacts facts_of(AssetKind kind) {
  switch (kind) {
    case AssetKind::invention:
    case AssetKind::utility_model:
    case AssetKind::design:
      return Patent{kind, {}, {}};
    case AssetKind::trademark:
      return Trademark{};
    case AssetKind::geographical_indication:
      return GeographicalIndication{};
    case AssetKind::layout_design:
      return LayoutDesign{};
    case AssetKind::copyright:
      return Copyright{};
  }
  PL_CHECK(false);
}

// The kind decides which facts the right can have: setting another family of kinds clears them.
void set_kind(Book& book, std::uint32_t row, const FieldValue& value) {
  Asset& asset = book.assets[row];
  set_word<&Asset::kind, kAssetKindWords>(book, row, value);
  AssetFacts fresh = facts_of(asset.kind);
  if (asset.facts.index() != fresh.index()) asset.facts = std::move(fresh);
  if (auto* patent = std::get_if<Patent>(&asset.facts)) patent->type = asset.kind;
}

constexpr std::array kAssetRows = {
    FieldRow{"id", T::text, true, nullptr, "资产编号|权利编号|asset_id|asset id",
             "The right's code in this book, unique", "权利在本册中的编号，唯一",
             "the row is refused; in a wide sheet the register's number is taken", "book",
             &get<&Asset::id>, &set<&Asset::id>},
    FieldRow{"number", T::text, false, nullptr,
             "权利号|专利号|注册号|登记证号|证书号|权证号|商标注册号|专利号/注册号|权利证号",
             "Number at the register", "专利号、注册号或登记号", "the code is shown", "explain",
             &get<&Asset::number>, &set<&Asset::number>},
    FieldRow{"owner_id", T::text, false, nullptr,
             "权利人|专利权人|权利人代码|商标权人|出质人|出质人名称",
             "The owner: a borrower's code or another's", "权利人", "the borrower owns it",
             "valuation", &get<&Asset::owner_id>, &set<&Asset::owner_id>},
    FieldRow{"kind", T::word, true, &kAssetKindWords,
             "权利类型|知识产权类型|质押物类型|专利类型|押品类型|权利种类|知识产权种类|"
             "出质权利类型|出质权利种类",
             "Kind of right", "权利类型", "the row is refused", "valuation, collateral",
             &get_word<&Asset::kind, kAssetKindWords>, &set_kind},
    FieldRow{"status", T::word, false, &kLegalStatusWords, "法律状态|权利状态|专利状态|案件状态",
             "Standing at the register", "法律状态", "unknown: no value, and told", "valuation",
             &get_word<&Asset::status, kLegalStatusWords>,
             &set_word<&Asset::status, kLegalStatusWords>},
    FieldRow{"filing_date", T::date, false, nullptr, "申请日|申请日期", "Day of filing", "申请日",
             "the term counts from grant, else the life is the scenario's", "valuation",
             &get<&Asset::filing_date>, &set<&Asset::filing_date>},
    FieldRow{"grant_date", T::date, false, nullptr,
             "授权日|授权公告日|注册日|授权日期|注册公告日|核准注册日",
             "Day of grant or registration", "授权或注册日", "taken as unknown", "valuation",
             &get<&Asset::grant_date>, &set<&Asset::grant_date>},
    FieldRow{
        "expiry_date", T::date, false, nullptr,
        "届满日|权利届满日|有效期至|专利到期日|权利到期日|有效期截止|专用权截止日|权利有效期至",
        "Day the right ends, as registered", "权利届满日", "the law's term from filing or grant",
        "valuation", &get<&Asset::expiry_date>, &set<&Asset::expiry_date>},
    FieldRow{"sector", T::text, false, nullptr, "技术领域|产业|产品行业|所属产业",
             "Sector of the royalty table", "许可费率表行业", "the scenario's row 'else'",
             "valuation", &get<&Asset::sector>, &set<&Asset::sector>},
    FieldRow{"region", T::text, false, nullptr, "权利地区|产地|质押物所在地",
             "Region of the right's market", "权利所在地区", "unknown", "loss",
             &get<&Asset::region>, &set<&Asset::region>},
    FieldRow{"product_id", T::text, false, nullptr, "产品编号|对应产品|产品代码",
             "Rights of one product share its revenue", "对应产品编号", "a product of its own",
             "valuation", &get<&Asset::product_id>, &set<&Asset::product_id>},
    FieldRow{"product_share", T::share, false, nullptr, "产品占比|分成占比|产品内占比",
             "This right's part of the product's royalty", "该权利在产品许可费中的占比",
             "equal parts among the product's rights", "valuation", &get<&Asset::product_share>,
             &set<&Asset::product_share>},
    FieldRow{"essential", T::boolean, false, nullptr, "是否必要|必要权利|不可缺少|必要专利",
             "Without this right the product may not be made or sold", "产品是否缺之不可",
             "taken as not: sold alone, its mates keep their worth", "collateral",
             &get<&Asset::essential>, &set<&Asset::essential>},
    FieldRow{"product_revenue", T::money, false, nullptr,
             "产品收入|产品年销售额|产品销售收入|产品营业收入|专利产品收入",
             "Net sales a year of the product, at the as-of date", "产品年净销售额",
             "no income value; a signed appraisal still stands in the loan-to-value", "valuation",
             &get<&Asset::product_revenue>, &set<&Asset::product_revenue>, 0},
    FieldRow{"revenue_growth", T::rate, false, nullptr, "收入增长率|年增长率|销售增长率",
             "Growth of those sales a year", "产品收入年增长率", "the scenario's growth",
             "valuation", &get<&Asset::revenue_growth>, &set<&Asset::revenue_growth>, -1, 10},
    FieldRow{"royalty_rate", T::rate, false, nullptr, "许可费率|提成率|分成率|许可费提成率",
             "Royalty rate on net sales by contract or appraiser", "许可费率（合同或评估）",
             "the scenario's rate of the sector", "valuation", &get<&Asset::royalty_rate>,
             &set<&Asset::royalty_rate>, 0, 1},
    FieldRow{"commercialised", T::boolean, false, nullptr, "是否产业化|产业化|是否实施|是否已实施",
             "The product is sold", "是否已产业化", "taken as unknown", "valuation",
             &get<&Asset::commercialised>, &set<&Asset::commercialised>},
};

constexpr std::array kPatentRows = {
    FieldRow{"technology_class", T::text, false, nullptr,
             "IPC|IPC分类号|IPC分类|主分类号|洛迦诺分类|分类号",
             "IPC subclass (H01M); of a design the Locarno class", "IPC 小类；外观设计为洛迦诺分类",
             "the scenario's row 'else'", "valuation, loss",
             &get_fact<Patent, &Patent::technology_class>,
             &set_fact<Patent, &Patent::technology_class>},
    FieldRow{"evaluation_report", T::boolean, false, nullptr,
             "专利权评价报告|评价报告|是否有评价报告",
             "There is an evaluation report (utility models, designs)", "是否有专利权评价报告",
             "taken as none", "valuation", &get_fact<Patent, &Patent::evaluation_report>,
             &set_fact<Patent, &Patent::evaluation_report>},
};

constexpr std::array kTrademarkRows = {
    FieldRow{"goods_class", T::text, false, nullptr,
             "商品类别|国际分类|尼斯分类|类别|商标类别|分类号", "Nice class of the goods",
             "尼斯分类商品类别", "unknown", "offer", &get_fact<Trademark, &Trademark::goods_class>,
             &set_fact<Trademark, &Trademark::goods_class>},
    FieldRow{"strength", T::number, false, nullptr, "品牌强度|品牌强度系数|品牌强度指数",
             "Brand strength index, 0..100", "品牌强度指数（0–100）", "the scenario's strength",
             "valuation", &get_fact<Trademark, &Trademark::strength>,
             &set_fact<Trademark, &Trademark::strength>, 0, 100},
    FieldRow{"use_evidence_date", T::date, false, nullptr, "使用证据日|最近使用日|使用证据日期",
             "Latest evidence of use", "最近使用证据日期",
             "use is not shown: non-use hazard applies", "valuation",
             &get_fact<Trademark, &Trademark::use_evidence_date>,
             &set_fact<Trademark, &Trademark::use_evidence_date>},
};

using Gi = GeographicalIndication;
constexpr std::array kGiRows = {
    FieldRow{"gi_form", T::word, false, &kGiFormWords, "地理标志形式|地标形式|地理标志权利形式",
             "What right in the indication is pledged", "质押的地理标志权利形式",
             "member_use_right: the narrowest", "valuation",
             &get_fact_word<Gi, &Gi::form, kGiFormWords>,
             &set_fact_word<Gi, &Gi::form, kGiFormWords>},
    FieldRow{"gi_price", T::money, false, nullptr, "地标产品单价|地理标志产品单价|单位售价",
             "Own price per unit under the indication, three-year mean", "地标产品三年平均单价",
             "no price premium can be found", "valuation", &get_fact<Gi, &Gi::price>,
             &set_fact<Gi, &Gi::price>, 0},
    FieldRow{"generic_price", T::money, false, nullptr, "同类产品单价|普通产品单价|可比单价",
             "Price of the same grade outside the area", "区外同等级产品单价",
             "no price premium can be found", "valuation", &get_fact<Gi, &Gi::generic_price>,
             &set_fact<Gi, &Gi::generic_price>, 0},
    FieldRow{"brand_share", T::share, false, nullptr, "品牌贡献|品牌贡献率|溢价归因比例",
             "Part of the price premium owed to the name", "溢价中归于名称的部分",
             "the scenario's share", "valuation", &get_fact<Gi, &Gi::brand_share>,
             &set_fact<Gi, &Gi::brand_share>},
};

using Ic = LayoutDesign;
constexpr std::array kLayoutRows = {
    FieldRow{"node_nm", T::number, false, nullptr, "工艺节点|制程|制程节点|工艺制程",
             "Process node in nm", "工艺节点（纳米）", "unknown", "not used yet",
             &get_fact<Ic, &Ic::node_nm>, &set_fact<Ic, &Ic::node_nm>, 0, 100000},
    FieldRow{"creation_date", T::date, false, nullptr, "创作完成日|布图设计创作完成日|创作完成日期",
             "Day the layout was created", "创作完成日", "the term counts from filing or first use",
             "valuation", &get_fact<Ic, &Ic::creation_date>, &set_fact<Ic, &Ic::creation_date>},
    FieldRow{"first_use_date", T::date, false, nullptr, "首次商业利用日|首次投入商业利用日",
             "Day of first commercial use", "首次商业利用日", "the term counts from filing",
             "valuation", &get_fact<Ic, &Ic::first_use_date>, &set_fact<Ic, &Ic::first_use_date>},
    FieldRow{"units_annual", T::number, false, nullptr, "年销量|年出货量|芯片年销量",
             "Chips sold a year, units", "芯片年销量（颗）", "no income value", "valuation",
             &get_fact<Ic, &Ic::units_annual>, &set_fact<Ic, &Ic::units_annual>, 0},
    FieldRow{"unit_price", T::money, false, nullptr, "芯片单价|平均售价|芯片均价",
             "Average selling price of a chip", "芯片平均售价", "no income value", "valuation",
             &get_fact<Ic, &Ic::unit_price>, &set_fact<Ic, &Ic::unit_price>, 0},
    FieldRow{"price_decline", T::share, false, nullptr, "年降价率|价格年降幅",
             "Fall of the price a year", "价格年降幅", "the scenario's decline", "valuation",
             &get_fact<Ic, &Ic::price_decline>, &set_fact<Ic, &Ic::price_decline>},
};

constexpr std::array kCopyrightRows = {
    FieldRow{"work_type", T::word, false, &kWorkTypeWords, "作品类型|作品类别|作品种类",
             "Type of work", "作品类型", "software", "valuation",
             &get_fact_word<Copyright, &Copyright::work, kWorkTypeWords>,
             &set_fact_word<Copyright, &Copyright::work, kWorkTypeWords>},
    FieldRow{"publication_date", T::date, false, nullptr, "首次发表日|发表日期|首次发表日期",
             "Day of first publication", "首次发表日", "the term counts from filing", "valuation",
             &get_fact<Copyright, &Copyright::publication_date>,
             &set_fact<Copyright, &Copyright::publication_date>},
    FieldRow{"effort_person_months", T::number, false, nullptr, "开发人月|工作量人月|开发工作量",
             "Effort to rebuild it, person-months", "重置工作量（人月）", "no cost value",
             "valuation", &get_fact<Copyright, &Copyright::effort_person_months>,
             &set_fact<Copyright, &Copyright::effort_person_months>, 0},
    FieldRow{"cost_per_person_month", T::money, false, nullptr, "人月成本|人月费用|人月单价",
             "Loaded rate of a person-month", "人月综合成本", "the scenario's rate", "valuation",
             &get_fact<Copyright, &Copyright::cost_per_person_month>,
             &set_fact<Copyright, &Copyright::cost_per_person_month>, 0},
    FieldRow{"maintained_without_team", T::boolean, false, nullptr, "可独立维护|是否可独立维护",
             "Another team can keep it running", "他人能否独立维护", "taken as no", "valuation",
             &get_fact<Copyright, &Copyright::maintained_without_team>,
             &set_fact<Copyright, &Copyright::maintained_without_team>},
};

constexpr std::array kPledgeRows = {
    FieldRow{"id", T::text, true, nullptr, "质押编号|质押合同号|质押合同编号|pledge_id|pledge id",
             "The pledge's number, unique in the book", "质押编号，全册唯一",
             "the row is refused; in a wide sheet loan and right name it", "book",
             &get<&Pledge::id>, &set<&Pledge::id>},
    FieldRow{"loan_id", T::reference, true, nullptr, "", "The loan it secures", "所担保借据号",
             "the row is refused", "collateral", &get_reference<&Pledge::loan, Loan>,
             &set_reference<&Pledge::loan, Loan>},
    FieldRow{"asset_id", T::reference, true, nullptr, "", "The right pledged", "质押权利编号",
             "the row is refused", "collateral", &get_reference<&Pledge::asset, Asset>,
             &set_reference<&Pledge::asset, Asset>},
    FieldRow{"rank", T::count, false, nullptr, "质押顺位|顺位|受偿顺位|质权顺位",
             "Rank among the pledges of the right, 1 first", "质押顺位", "1: first", "collateral",
             &get<&Pledge::rank>, &set<&Pledge::rank>, 1, 100},
    FieldRow{"registration_number", T::text, false, nullptr, "登记号|质押登记号|质权登记号",
             "Number of the pledge at the register", "质押登记号", "unregistered, and told", "book",
             &get<&Pledge::registration_number>, &set<&Pledge::registration_number>},
    FieldRow{"registration_date", T::date, false, nullptr,
             "登记日|质押登记日|质押登记日期|质押生效日|登记日期", "Day the pledge was registered",
             "质押登记日", "unknown", "not used yet", &get<&Pledge::registration_date>,
             &set<&Pledge::registration_date>},
    FieldRow{"registration_expiry", T::date, false, nullptr,
             "登记到期日|质押登记到期日|质权到期日|质押期限至", "Day the registration ends",
             "质押登记到期日", "does not end before the debt", "not used yet",
             &get<&Pledge::registration_expiry>, &set<&Pledge::registration_expiry>},
    FieldRow{"secured_amount", T::money, false, nullptr,
             "最高债权额|担保债权额|被担保债权数额|最高额|最高质押额",
             "Maximum amount of a 最高额质押", "最高额质押的最高债权额", "the whole debt",
             "collateral", &get<&Pledge::secured_amount>, &set<&Pledge::secured_amount>, 0},
};

constexpr std::array kAppraisalRows = {
    FieldRow{"asset_id", T::reference, true, nullptr, "", "The right appraised", "被评估权利编号",
             "the row is refused", "valuation, collateral",
             &get_reference<&Appraisal::asset, Asset>, &set_reference<&Appraisal::asset, Asset>},
    FieldRow{"date", T::date, true, nullptr, "评估日|评估基准日|评估日期|估值日",
             "Date the value is of", "评估基准日",
             "the row is refused; in a wide sheet the loan's origination is taken, and told",
             "valuation, collateral", &get<&Appraisal::date>, &set<&Appraisal::date>},
    FieldRow{"value", T::money, true, nullptr,
             "评估值|评估价值|评估金额|评估价|质押物评估值|认定价值|押品价值|评估总值",
             "The signed value", "评估值", "the row is refused", "valuation, collateral",
             &get<&Appraisal::value>, &set<&Appraisal::value>, 0},
    FieldRow{"method", T::text, false, nullptr, "评估方法|估值方法", "Method of the appraisal",
             "评估方法", "unknown", "explain", &get<&Appraisal::method>, &set<&Appraisal::method>},
    FieldRow{"valuer_id", T::text, false, nullptr, "评估机构|评估公司|评估机构名称",
             "Who signed it", "评估机构", "unknown", "explain", &get<&Appraisal::valuer_id>,
             &set<&Appraisal::valuer_id>},
};

}  // namespace

std::span<const FieldRow> asset_rows() { return kAssetRows; }
std::span<const FieldRow> patent_rows() { return kPatentRows; }
std::span<const FieldRow> trademark_rows() { return kTrademarkRows; }
std::span<const FieldRow> geographical_indication_rows() { return kGiRows; }
std::span<const FieldRow> layout_design_rows() { return kLayoutRows; }
std::span<const FieldRow> copyright_rows() { return kCopyrightRows; }
std::span<const FieldRow> pledge_rows() { return kPledgeRows; }
std::span<const FieldRow> appraisal_rows() { return kAppraisalRows; }

}  // namespace pledgelab::field_rows
