#include "models/programme/read_programme.hpp"

#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "models/market/keep_rows.hpp"

namespace pledgelab {
namespace {

enum YearAt : std::size_t {
  kGi,
  kYear,
  kName,
  kNumber,
  kUnit,
  kVolume,
  kPrice,
  kGeneric,
  kCost,
  kRate,
  kStrength,
  kDriving,
  kResource,
  kOperation,
  kCommunication,
  kDevelopment,
  kUsers,
  kHouseholds,
  kOutput
};
constexpr std::array kYearColumns = {
    RecordColumn{"gi_id", "地标编号|地理标志编号", "loan.id", true},
    RecordColumn{"year", "年度|年份|年", "loan.id", true},
    RecordColumn{"name", "名称|地理标志名称|地标名称", "borrower.name", false},
    RecordColumn{"registration_number", "注册号|登记号|证书号", "asset.number", false},
    RecordColumn{"unit", "计量单位|单位", "loan.id", false},
    RecordColumn{"volume", "销量|年销量|销售量", "borrower.staff_count", false},
    RecordColumn{"price", "零售价|单价|地标产品单价", "asset.gi_price", false},
    RecordColumn{"generic_price", "同类产品单价|普通产品单价|区外同等级单价", "asset.generic_price",
                 false},
    RecordColumn{"unbranded_cost", "无品牌投入成本|原料成本|无品牌成本", "asset.gi_price", false},
    RecordColumn{"operating_rate", "经营费用率|经营费率", "loan.ip_share", false},
    RecordColumn{"strength", "品牌强度", "asset.strength", false},
    RecordColumn{"driving", "带动力|品牌带动力", "borrower.staff_count", false},
    RecordColumn{"resource", "资源力|品牌资源力", "borrower.staff_count", false},
    RecordColumn{"operation", "经营力|品牌经营力", "borrower.staff_count", false},
    RecordColumn{"communication", "传播力|品牌传播力", "borrower.staff_count", false},
    RecordColumn{"development", "发展力|品牌发展力", "borrower.staff_count", false},
    RecordColumn{"users", "用标主体|用标企业|用标数量|用标市场主体", "borrower.staff_count", false},
    RecordColumn{"households", "带动农户|农户数|带动农户数", "borrower.staff_count", false},
    RecordColumn{"output", "区域产值|产业产值|年产值", "borrower.revenue", false},
};

enum MemberAt : std::size_t { kMemberGi, kBorrower, kFrom, kThrough };
constexpr std::array kMemberColumns = {
    RecordColumn{"gi_id", "地标编号|地理标志编号", "loan.id", true},
    RecordColumn{"borrower_id", "借款人编号|会员编号|企业编号", "loan.id", true},
    RecordColumn{"from", "入会日|入会日期|自", "loan.origination", false},
    RecordColumn{"to", "退会日|退会日期|至", "loan.origination", false},
};

int year_of(RecordRow& row) {
  const std::string text = row.text(kYear);
  const bool digits = text.size() == 4 && text.find_first_not_of("0123456789") == std::string::npos;
  const int year = digits ? std::stoi(text) : 0;
  if (year < 1950 || year > 2199) {
    row.fail(kYear, "G-115", "'" + text + "' is no year", "write four digits: 2025");
  }
  return year;
}

std::optional<double> price_of(RecordRow& row, std::size_t column) {
  const auto price = row.money(column);
  if (!price) return std::nullopt;
  if (*price <= Money()) {
    row.fail(column, "G-114", "a price must be above 0",
             "leave the cell empty where it is unknown");
  }
  return price->yuan();
}

std::optional<double> whole_of(RecordRow& row, std::size_t column) {
  const auto count = row.number(column);
  if (count && *count != std::floor(*count)) {
    row.fail(column, "G-114", "a count must be whole", "write 1234");
  }
  return count;
}

ProgrammeYear read_year(RecordRow& row) {
  ProgrammeYear one;
  one.gi_id = row.text(kGi);
  one.year = year_of(row);
  one.name = row.text(kName);
  one.registration_number = row.text(kNumber);
  one.unit = row.text(kUnit);
  one.volume_units = row.number(kVolume);
  one.price_yuan = price_of(row, kPrice);
  one.generic_price_yuan = price_of(row, kGeneric);
  if (const auto cost = row.money(kCost)) one.unbranded_cost_yuan = cost->yuan();
  if (const auto rate = row.share(kRate)) one.operating_rate_frac = rate->frac();
  one.strength = row.number(kStrength);
  bool powers = false;
  for (std::size_t i = 0; i < kBrandPowers; ++i) {
    one.powers[i] = row.number(kDriving + i);
    powers = powers || one.powers[i].has_value();
  }
  if (one.strength && powers) {
    row.fail(kStrength, "G-113", "both a strength and powers stand in this row",
             "the strength is their mean: give one of the two");
  }
  one.users_count = whole_of(row, kUsers);
  one.households_count = whole_of(row, kHouseholds);
  one.output = row.money(kOutput);
  one.line = row.line();
  return one;
}

// What must stay the same over an indication's years, where it is stated.
void agree(RecordRow& row, std::size_t column, const char* what, const std::string& earlier,
           const std::string& now) {
  if (earlier.empty() || now.empty() || earlier == now) return;
  row.fail(
      column, "G-112",
      "the " + std::string(what) + " is '" + now + "' here and '" + earlier + "' in an earlier row",
      "one indication has one " + std::string(what) + ": years could not be compared");
}

struct Earlier {
  std::string name;
  std::string number;
  std::string unit;
};

void compare(RecordRow& row, const ProgrammeYear& one, std::map<std::string, Earlier>& seen) {
  const auto [found, fresh] =
      seen.emplace(one.gi_id, Earlier{one.name, one.registration_number, one.unit});
  if (fresh) return;
  Earlier& before = found->second;
  agree(row, kName, "name", before.name, one.name);
  agree(row, kNumber, "registration number", before.number, one.registration_number);
  agree(row, kUnit, "unit", before.unit, one.unit);
  if (before.name.empty()) before.name = one.name;
  if (before.number.empty()) before.number = one.registration_number;
  if (before.unit.empty()) before.unit = one.unit;
}

}  // namespace

Result<SheetReading<ProgrammeYear>> read_programme(const Cells& cells) {
  RecordSheet sheet(cells, kYearColumns, "CNY");
  if (!sheet.faults().empty()) return sheet.faults();
  SheetReading<ProgrammeYear> reading;
  std::map<std::string, std::uint32_t> seen;
  std::map<std::string, Earlier> earlier;
  for (std::size_t at = 0; at < sheet.rows(); ++at) {
    RecordRow row(sheet, at);
    ProgrammeYear one = read_year(row);
    if (row.ok()) compare(row, one, earlier);
    const std::string key = std::to_string(one.year) + " " + one.gi_id;
    const std::string told = "the year " + std::to_string(one.year) + " of '" + one.gi_id + "'";
    keep_once(row, std::move(one), {key, told, "G-111"}, seen, reading);
  }
  // What an indication says in one year holds for all of them.
  for (ProgrammeYear& one : reading.rows) {
    const Earlier& known = earlier[one.gi_id];
    if (one.name.empty()) one.name = known.name;
    if (one.registration_number.empty()) one.registration_number = known.number;
    if (one.unit.empty()) one.unit = known.unit;
  }
  return finish_reading(sheet, cells, "G-110", "year of an indication", std::move(reading));
}

Result<SheetReading<ProgrammeMember>> read_members(const Cells& cells) {
  RecordSheet sheet(cells, kMemberColumns, "CNY");
  if (!sheet.faults().empty()) return sheet.faults();
  SheetReading<ProgrammeMember> reading;
  std::map<std::string, std::uint32_t> seen;
  for (std::size_t at = 0; at < sheet.rows(); ++at) {
    RecordRow row(sheet, at);
    ProgrammeMember one;
    one.gi_id = row.text(kMemberGi);
    one.borrower_id = row.text(kBorrower);
    one.from = row.date(kFrom);
    one.through = row.date(kThrough);
    one.line = row.line();
    if (one.from && one.through && *one.through < *one.from) {
      row.fail(kThrough, "G-117", "membership ends before it begins", "'to' is the last day of it");
    }
    const std::string day = one.from ? to_iso(*one.from) : "";
    const std::string key =
        std::to_string(one.gi_id.size()) + one.gi_id + "/" + day + one.borrower_id;
    const std::string told = "the member '" + one.borrower_id + "' of '" + one.gi_id + "'";
    keep_once(row, std::move(one), {key, told, "G-116"}, seen, reading);
  }
  return finish_reading(sheet, cells, "G-110", "member", std::move(reading));
}

}  // namespace pledgelab
