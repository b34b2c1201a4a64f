#include "models/offer/read_offer.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "models/book/repair.hpp"
#include "models/book/words.hpp"
#include "models/market/keep_rows.hpp"
#include "models/market/technology_class.hpp"

namespace pledgelab {
namespace {

enum ListAt : std::size_t {
  kAsset,
  kHolder,
  kTitle,
  kFamily,
  kMarkSet,
  kLicence,
  kCoOwners,
  kReward
};
constexpr std::array kListColumns = {
    RecordColumn{"asset_id", "权利编号|资产编号", "loan.id", true},
    RecordColumn{"holder", "权利人类型|持有人类型|单位性质", "loan.id", true},
    RecordColumn{"title", "名称|专利名称|商标名称|发明名称", "borrower.name", false},
    RecordColumn{"family_id", "同族号|专利族|同族编号", "loan.id", false},
    RecordColumn{"mark_set", "近似商标组|商标组|系列商标", "loan.id", false},
    RecordColumn{"licence", "已有许可|许可状态|现有许可", "loan.id", false},
    RecordColumn{"co_owners_agree", "共有人同意|共有人是否同意", "loan.id", false},
    RecordColumn{"agreed_reward", "约定奖酬比例|约定奖励比例|奖酬比例", "loan.ip_share", false},
};

// A name is made plain as a party's is in the records of dealings, or the two would not meet.
enum FirmAt : std::size_t { kFirm, kName, kTechnology, kGoods, kRegion, kSize, kTaken };
constexpr std::array kFirmColumns = {
    RecordColumn{"firm_id", "企业编号|统一社会信用代码|企业代码", "loan.id", true},
    RecordColumn{"name", "企业名称|名称", "loan.id", false},
    RecordColumn{"technology_classes", "技术领域|IPC|IPC分类号|分类号", "loan.id", false},
    RecordColumn{"goods_classes", "商品类别|尼斯分类|商标类别", "loan.id", false},
    RecordColumn{"region", "地区|省份|所在地", "asset.region", false},
    RecordColumn{"size", "企业规模|规模|划型", "loan.id", false},
    RecordColumn{"taken_classes", "曾受让或被许可领域|已引进领域", "loan.id", false},
};
constexpr std::array kSizeWords = {
    RecordWord{"micro", "微型|微型企业"}, RecordWord{"small", "小型|小型企业"},
    RecordWord{"medium", "中型|中型企业"}, RecordWord{"large", "大型|大型企业"}};

// The texts between semicolons, English or Chinese.
std::vector<std::string> between_semicolons(const std::string& text) {
  std::vector<std::string> texts(1);
  const std::string wide = "；";
  for (std::size_t at = 0; at < text.size();) {
    const bool is_wide = text.compare(at, wide.size(), wide) == 0;
    if (is_wide || text[at] == ';') {
      texts.emplace_back();
      at += is_wide ? wide.size() : 1;
    } else {
      texts.back() += text[at++];
    }
  }
  for (std::string& one : texts) one = trim(one);
  std::erase(texts, std::string());
  return texts;
}

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

std::vector<std::string> technology_classes(RecordRow& row, std::size_t column) {
  std::vector<std::string> classes;
  for (const std::string& text : between_semicolons(row.text(column))) {
    const auto parsed = parse_technology_class(text);
    if (parsed && !parsed->empty()) {
      add_once(classes, *parsed);
      continue;
    }
    row.fail(column, "O-114", "'" + text + "' is no technology class",
             "write IPC subclasses (H01M), classes (H01) or sections (H), or Locarno classes "
             "(06-01), parted by ;");
  }
  return classes;
}

std::vector<std::string> goods_classes(RecordRow& row) {
  std::vector<std::string> classes;
  for (std::string text : between_semicolons(row.text(kGoods))) {
    while (text.size() > 1 && text[0] == '0') text.erase(0, 1);
    const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
    const int number = digits && text.size() <= 2 ? std::stoi(text) : 0;
    if (number >= 1 && number <= 45) {
      add_once(classes, text);
      continue;
    }
    row.fail(kGoods, "O-114", "'" + text + "' is no class of goods or services",
             "write Nice classes 1 to 45, parted by ;");
  }
  return classes;
}

OfferedRight read_right(RecordRow& row) {
  OfferedRight right;
  right.asset_id = row.text(kAsset);
  right.holder = static_cast<OfferHolder>(row.word(kHolder, kOfferHolderWords).value_or(0));
  right.title = row.text(kTitle);
  right.family_id = row.text(kFamily);
  right.mark_set = row.text(kMarkSet);
  right.licence =
      static_cast<StandingLicence>(row.word(kLicence, kStandingLicenceWords).value_or(0));
  right.co_owners_agree = row.flag(kCoOwners);
  right.agreed_reward = row.share(kReward);
  return right;
}

OfferFirm read_firm(RecordRow& row, const RecordSheet& sheet) {
  OfferFirm firm;
  firm.id = row.text(kFirm);
  firm.name = row.text(kName);
  firm.technology_classes = technology_classes(row, kTechnology);
  firm.goods_classes = goods_classes(row);
  firm.region = row.text(kRegion);
  if (const auto size = row.word(kSize, kSizeWords)) firm.size = static_cast<BorrowerSize>(*size);
  if (sheet.has(kTaken)) {
    const std::string taken = row.text(kTaken);
    if (taken == "none" || taken == "从未") {
      firm.taken_classes.emplace();
    } else if (!taken.empty()) {
      firm.taken_classes = technology_classes(row, kTaken);
    }
  }
  if (firm.technology_classes.empty() && firm.goods_classes.empty()) {
    row.fail(kFirm, "O-113", "'" + firm.id + "' has no class of technology or goods",
             "fill technology_classes or goods_classes: nothing can be matched without");
  }
  return firm;
}

}  // namespace

Result<SheetReading<OfferedRight>> read_offer_list(const Cells& cells) {
  RecordSheet sheet(cells, kListColumns, "CNY");
  if (!sheet.faults().empty()) return sheet.faults();
  SheetReading<OfferedRight> reading;
  std::map<std::string, std::uint32_t> seen;
  for (std::size_t at = 0; at < sheet.rows(); ++at) {
    RecordRow row(sheet, at);
    OfferedRight right = read_right(row);
    right.line = row.line();
    const std::string key = right.asset_id;
    keep_once(row, std::move(right), {key, "'" + key + "'", "O-111"}, seen, reading);
  }
  return finish_reading(sheet, cells, "O-110", "right on offer", std::move(reading));
}

Result<SheetReading<OfferFirm>> read_firms(const Cells& cells) {
  RecordSheet sheet(cells, kFirmColumns, "CNY");
  if (!sheet.faults().empty()) return sheet.faults();
  SheetReading<OfferFirm> reading;
  std::map<std::string, std::uint32_t> seen;
  for (std::size_t at = 0; at < sheet.rows(); ++at) {
    RecordRow row(sheet, at);
    OfferFirm firm = read_firm(row, sheet);
    firm.line = row.line();
    const std::string key = firm.id;
    keep_once(row, std::move(firm), {key, "'" + key + "'", "O-112"}, seen, reading);
  }
  return finish_reading(sheet, cells, "O-110", "firm", std::move(reading));
}

std::size_t add_dealings(std::vector<OfferFirm>& firms, const std::vector<Operation>& operations,
                         Date through) {
  std::map<std::string, std::size_t> by_name;
  for (std::size_t i = 0; i < firms.size(); ++i) {
    if (!firms[i].taken_classes) firms[i].taken_classes.emplace();
    by_name.emplace(firms[i].id, i);
    if (!firms[i].name.empty()) by_name.emplace(firms[i].name, i);
  }
  std::size_t found = 0;
  for (const Operation& one : operations) {
    const auto firm = by_name.find(one.to_party);
    const bool taken = one.kind != OperationKind::pledge && one.date <= through;
    if (firm == by_name.end() || !taken) continue;
    ++found;
    if (!one.technology_class.empty()) {
      add_once(*firms[firm->second].taken_classes, one.technology_class);
    }
  }
  return found;
}

}  // namespace pledgelab
