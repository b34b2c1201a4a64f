#include "models/book/trade_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace pledgelab {
namespace {

using Pair = std::pair<std::string_view, const char*>;

constexpr std::array<Pair, 34> kProvinces = {{
    {"北京", "Beijing"},   {"天津", "Tianjin"},        {"河北", "Hebei"},
    {"山西", "Shanxi"},    {"内蒙古", "Neimenggu"},    {"辽宁", "Liaoning"},
    {"吉林", "Jilin"},     {"黑龙江", "Heilongjiang"}, {"上海", "Shanghai"},
    {"江苏", "Jiangsu"},   {"浙江", "Zhejiang"},       {"安徽", "Anhui"},
    {"福建", "Fujian"},    {"江西", "Jiangxi"},        {"山东", "Shandong"},
    {"河南", "Henan"},     {"湖北", "Hubei"},          {"湖南", "Hunan"},
    {"广东", "Guangdong"}, {"广西", "Guangxi"},        {"海南", "Hainan"},
    {"重庆", "Chongqing"}, {"四川", "Sichuan"},        {"贵州", "Guizhou"},
    {"云南", "Yunnan"},    {"西藏", "Xizang"},         {"陕西", "Shaanxi"},
    {"甘肃", "Gansu"},     {"青海", "Qinghai"},        {"宁夏", "Ningxia"},
    {"新疆", "Xinjiang"},  {"香港", "Hongkong"},       {"澳门", "Macao"},
    {"台湾", "Taiwan"},
}};

// Sections and divisions of GB/T 4754-2017; those of manufacturing that end in 制造业 are a rule.
constexpr std::array kIndustries = {
    Pair{"农副食品加工业", "manufacturing"},
    Pair{"纺织业", "manufacturing"},
    Pair{"纺织服装、服饰业", "manufacturing"},
    Pair{"皮革、毛皮、羽毛及其制品和制鞋业", "manufacturing"},
    Pair{"木材加工和木、竹、藤、棕、草制品业", "manufacturing"},
    Pair{"造纸和纸制品业", "manufacturing"},
    Pair{"印刷和记录媒介复制业", "manufacturing"},
    Pair{"石油、煤炭及其他燃料加工业", "manufacturing"},
    Pair{"橡胶和塑料制品业", "manufacturing"},
    Pair{"非金属矿物制品业", "manufacturing"},
    Pair{"黑色金属冶炼和压延加工业", "manufacturing"},
    Pair{"有色金属冶炼和压延加工业", "manufacturing"},
    Pair{"金属制品业", "manufacturing"},
    Pair{"废弃资源综合利用业", "manufacturing"},
    Pair{"金属制品、机械和设备修理业", "manufacturing"},
    Pair{"农、林、牧、渔业", "farming"},
    Pair{"农业", "farming"},
    Pair{"林业", "farming"},
    Pair{"畜牧业", "farming"},
    Pair{"渔业", "farming"},
    Pair{"农、林、牧、渔专业及辅助性活动", "farming"},
    Pair{"采矿业", "mining"},
    Pair{"煤炭开采和洗选业", "mining"},
    Pair{"石油和天然气开采业", "mining"},
    Pair{"黑色金属矿采选业", "mining"},
    Pair{"有色金属矿采选业", "mining"},
    Pair{"非金属矿采选业", "mining"},
    Pair{"开采专业及辅助性活动", "mining"},
    Pair{"其他采矿业", "mining"},
    Pair{"电力、热力、燃气及水生产和供应业", "utilities"},
    Pair{"电力、热力生产和供应业", "utilities"},
    Pair{"燃气生产和供应业", "utilities"},
    Pair{"水的生产和供应业", "utilities"},
    Pair{"建筑业", "construction"},
    Pair{"房屋建筑业", "construction"},
    Pair{"土木工程建筑业", "construction"},
    Pair{"建筑安装业", "construction"},
    Pair{"建筑装饰、装修和其他建筑业", "construction"},
    Pair{"批发业", "wholesale"},
    Pair{"零售业", "retail"},
    Pair{"交通运输、仓储和邮政业", "transport"},
    Pair{"铁路运输业", "transport"},
    Pair{"道路运输业", "transport"},
    Pair{"水上运输业", "transport"},
    Pair{"航空运输业", "transport"},
    Pair{"管道运输业", "transport"},
    Pair{"多式联运和运输代理业", "transport"},
    Pair{"装卸搬运和仓储业", "transport"},
    Pair{"邮政业", "transport"},
    Pair{"住宿和餐饮业", "food"},
    Pair{"住宿业", "food"},
    Pair{"餐饮业", "food"},
    Pair{"电信、广播电视和卫星传输服务", "information_transmission"},
    Pair{"互联网和相关服务", "information_transmission"},
    Pair{"软件和信息技术服务业", "professional"},
    Pair{"货币金融服务", "finance"},
    Pair{"资本市场服务", "finance"},
    Pair{"保险业", "finance"},
    Pair{"其他金融业", "finance"},
    Pair{"金融业", "finance"},
    Pair{"科学研究和技术服务业", "professional"},
    Pair{"研究和试验发展", "professional"},
    Pair{"专业技术服务业", "professional"},
    Pair{"科技推广和应用服务业", "professional"},
    Pair{"卫生和社会工作", "health"},
    Pair{"卫生", "health"},
    Pair{"社会工作", "health"},
};

// Sections whose divisions all have one word.
constexpr std::array<std::pair<char, const char*>, 10> kSections = {{{'A', "farming"},
                                                                     {'B', "mining"},
                                                                     {'C', "manufacturing"},
                                                                     {'D', "utilities"},
                                                                     {'E', "construction"},
                                                                     {'G', "transport"},
                                                                     {'H', "food"},
                                                                     {'J', "finance"},
                                                                     {'M', "professional"},
                                                                     {'Q', "health"}}};

bool digit(char c) { return c >= '0' && c <= '9'; }

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// "C35", "C3521": a section's letter and the code of a division, group or class.
const char* section_word(std::string_view text) {
  if (text.size() < 3 || text.size() > 5 || !std::all_of(text.begin() + 1, text.end(), digit)) {
    return nullptr;
  }
  for (const auto& [letter, word] : kSections) {
    if (text[0] == letter) return word;
  }
  return nullptr;
}

// Year, kind and serial number in 12 digits, a point and the check digit: 201617201943.4.
bool full_patent_number(std::string_view text) {
  return text.size() == 14 && std::all_of(text.begin(), text.begin() + 12, digit) &&
         (text.starts_with("19") || text.starts_with("20")) && text[12] == '.' &&
         (digit(text[13]) || text[13] == 'X');
}

}  // namespace

std::string province_of(std::string_view text) {
  for (const auto& [name, word] : kProvinces) {
    if (text.starts_with(name)) return word;
  }
  return {};
}

std::string industry_of(std::string_view text) {
  if (const char* word = section_word(text)) return word;
  if (text.ends_with("制造业")) return "manufacturing";
  for (const auto& [name, word] : kIndustries) {
    if (text == name) return word;
  }
  return {};
}

std::string repayment_of(std::string_view text) {
  if (has(text, "等额本金")) return "equal_principal";
  if (has(text, "等额本息")) return "equal_instalment";
  for (const char* parts : {"分期还本", "分次还本", "分期归还本金", "按计划还本", "分期偿还本金"}) {
    if (has(text, parts)) return "equal_principal";
  }
  if (has(text, "还本付息") || has(text, "利随本清")) return "bullet";
  const bool interest = has(text, "付息") || has(text, "先息后本") || has(text, "结息");
  const bool end = has(text, "到期") || has(text, "期末") || has(text, "先息后本");
  return interest && end ? "interest_only" : "";
}

int payment_interval_of(std::string_view text) {
  if (has(text, "按半年") || has(text, "每半年")) return 6;
  if (has(text, "按月") || has(text, "每月")) return 1;
  if (has(text, "按季") || has(text, "每季")) return 3;
  if (has(text, "按年") || has(text, "每年")) return 12;
  return 0;
}

std::string register_number_of(std::string_view text) {
  std::string number(text);
  std::erase(number, ' ');
  constexpr std::string_view kOpen = "第";
  constexpr std::string_view kClose = "号";
  if (number.starts_with(kOpen) && number.ends_with(kClose)) {
    number = number.substr(kOpen.size(), number.size() - kOpen.size() - kClose.size());
  }
  for (char& c : number) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return full_patent_number(number) ? "ZL" + number : number;
}

int listed(std::string_view text) {
  int count = 1;
  for (const std::string_view mark : {"、", "；", ";", "\n"}) {
    for (std::size_t at = text.find(mark); at != std::string_view::npos;
         at = text.find(mark, at + mark.size())) {
      ++count;
    }
  }
  return count;
}

}  // namespace pledgelab
