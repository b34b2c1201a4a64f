#include "models/market/patent_register.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "models/market/operations.hpp"

namespace pledgelab {
namespace {

enum At : std::size_t { kPatent, kKind, kClass, kFiling, kGrant, kEnd };

constexpr std::array kColumns = {
    RecordColumn{"patent_id", "专利号|申请号|专利申请号|专利编号|公开号|patent_number",
                 "asset.number", true},
    RecordColumn{"kind", "专利类型|专利种类|类型|patent_kind", "loan.id", true},
    RecordColumn{"technology_class", "技术领域|IPC|IPC分类号|IPC分类|分类号|主分类号|ipc|class",
                 "loan.id", false},
    RecordColumn{"filing_date", "申请日|申请日期", "asset.filing_date", false},
    RecordColumn{"grant_date", "授权日|授权日期|授权公告日", "asset.grant_date", false},
    RecordColumn{"end_date", "终止日|终止日期|失效日|失效日期|届满日|到期日", "asset.expiry_date",
                 false},
};

bool in_order(const RegisteredPatent& patent) {
  const auto after = [](const std::optional<Date>& first, const std::optional<Date>& second) {
    return !first || !second || *first <= *second;
  };
  return after(patent.filing, patent.grant) && after(patent.grant, patent.end) &&
         after(patent.filing, patent.end);
}

RegisteredPatent read_row(RecordRow& row) {
  RegisteredPatent patent;
  patent.id = row.text(kPatent);
  patent.kind = static_cast<AssetKind>(row.word(kKind, kPatentWords).value_or(0));
  patent.technology_class = row.technology_class(kClass);
  patent.filing = row.date(kFiling);
  patent.grant = row.date(kGrant);
  patent.end = row.date(kEnd);
  return patent;
}

}  // namespace

Result<RegisterReading> read_register(const Cells& cells) {
  RecordSheet sheet(cells, kColumns, "CNY");
  if (!sheet.faults().empty()) return sheet.faults();
  RegisterReading reading;
  std::unordered_map<std::string, std::uint32_t> lines;
  for (std::size_t at = 0; at < sheet.rows(); ++at) {
    RecordRow row(sheet, at);
    RegisteredPatent patent = read_row(row);
    if (row.ok() && !in_order(patent)) {
      row.fail(kPatent, "M-160", "the dates of '" + patent.id + "' are out of order",
               "filing_date, then grant_date, then end_date");
    }
    if (row.ok()) {
      const auto [earlier, fresh] = lines.emplace(patent.id, row.line());
      if (!fresh) {
        row.fail(kPatent, "M-159", "the patent '" + patent.id + "' is given twice",
                 "first in line " + std::to_string(earlier->second));
      }
    }
    if (row.ok()) {
      reading.patents.push_back(std::move(patent));
    } else {
      reading.rejects.push_back(row.reject());
    }
  }
  reading.count = {sheet.rows(), reading.patents.size(), reading.rejects.size()};
  reading.notes = sheet.notes();
  if (!reading.patents.empty()) return reading;
  Errors errors = {{"M-156",
                    {cells.file, 0, 0},
                    "the file has no patent that can be read: " +
                        std::to_string(reading.rejects.size()) + " rows are left out",
                    "one row a patent: patent_id, kind, grant_date",
                    ErrorKind::input}};
  for (const Reject& reject : reading.rejects) errors.push_back(reject.error);
  return errors;
}

std::int64_t days_in_force(const RegisteredPatent& patent, Date from, Date to) {
  if (!patent.grant) return 0;
  const Date first = std::max(*patent.grant, from);
  const Date last = patent.end ? std::min(*patent.end, to) : to;
  return std::max<std::int64_t>(0, std::int64_t{last.days} - first.days);
}

}  // namespace pledgelab
