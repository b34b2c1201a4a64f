#include "models/market/operations.hpp"

#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace pledgelab {
namespace {

// Columns, in the order of kColumns.
enum At : std::size_t {
  kPatent,
  kKind,
  kOperation,
  kDate,
  kOperationId,
  kClass,
  kRegion,
  kFrom,
  kTo,
  kFromKind,
  kToKind,
  kInternational,
  kPrice
};

constexpr std::array kColumns = {
    RecordColumn{"patent_id", "专利号|申请号|专利申请号|专利编号|公开号|patent_number",
                 "asset.number", true},
    RecordColumn{"kind", "专利类型|专利种类|类型|patent_kind", "loan.id", true},
    RecordColumn{"operation", "运营方式|运营类型|运营类别|操作|事件|operation_kind", "loan.id",
                 true},
    RecordColumn{"date", "日期|登记日|登记日期|备案日|备案日期|生效日|生效日期|公告日|运营日期",
                 "loan.origination", true},
    RecordColumn{"operation_id", "运营编号|登记号|备案号|合同备案号|合同编号|流水号", "loan.id",
                 false},
    RecordColumn{"technology_class", "技术领域|IPC|IPC分类号|IPC分类|分类号|主分类号|ipc|class",
                 "loan.id", false},
    RecordColumn{"region", "地区|省份|省市|地域|所在地|province", "asset.region", false},
    RecordColumn{"from_party", "转让方|转让人|许可方|许可人|出质人|原权利人|transferor|licensor",
                 "loan.id", false},
    RecordColumn{"to_party", "受让方|受让人|被许可方|被许可人|质权人|新权利人|transferee|licensee",
                 "loan.id", false},
    RecordColumn{"from_kind", "转让方类型|转让人类型|许可方类型|出质人类型|原权利人类型", "loan.id",
                 false},
    RecordColumn{"to_kind", "受让方类型|受让人类型|被许可方类型|质权人类型|新权利人类型", "loan.id",
                 false},
    RecordColumn{"international", "国际专利|是否国际|是否国际专利|国际", "loan.id", false},
    RecordColumn{"price", "价款|金额|转让金额|交易金额|许可费|成交价", "loan.principal", false},
};

// What all rows of one operation must agree on.
struct Seen {
  std::uint32_t operation = 0;
  std::string shared;  // kind, date, parties
  std::uint32_t line = 0;
};

struct Reader {
  RecordSheet sheet;
  bool numbered = false;
  OperationReading reading = {};
  std::unordered_map<std::string, Seen> by_id = {};
  std::unordered_map<std::string, std::uint32_t> lines = {};  // patent in operation → line
};

Operation read_row(RecordRow& row) {
  Operation one;
  one.patent_id = row.text(kPatent);
  one.patent_kind = static_cast<AssetKind>(row.word(kKind, kPatentWords).value_or(0));
  one.kind = static_cast<OperationKind>(row.word(kOperation, kOperationWords).value_or(0));
  one.date = row.date(kDate).value_or(Date{});
  one.technology_class = row.technology_class(kClass);
  one.region = row.text(kRegion);
  one.from_party = row.text(kFrom);
  one.to_party = row.text(kTo);
  const auto holder = [&](std::size_t column) -> std::optional<HolderKind> {
    const auto word = row.word(column, kHolderWords);
    if (!word) return std::nullopt;
    return static_cast<HolderKind>(*word);
  };
  one.from_kind = holder(kFromKind);
  one.to_kind = holder(kToKind);
  one.international = row.flag(kInternational);
  one.price = row.money(kPrice);
  one.line = row.line();
  return one;
}

// Names in one key never run into each other.
std::string joined(std::initializer_list<std::string_view> parts) {
  std::string key;
  for (const std::string_view part : parts) {
    key += std::to_string(part.size());
    key += ':';
    key += part;
  }
  return key;
}

std::string shared_of(const Operation& one) {
  return joined({kOperationWords[static_cast<std::size_t>(one.kind)].word, to_iso(one.date),
                 one.from_party, one.to_party});
}

// Gives the row its operation; faults of rows that contradict or repeat earlier ones.
void place(Reader& reader, RecordRow& row, const std::string& id, Operation& one) {
  const std::string shared = shared_of(one);
  const auto seen = reader.numbered ? reader.by_id.find(id) : reader.by_id.end();
  if (seen != reader.by_id.end() && seen->second.shared != shared) {
    row.fail(kOperationId, "M-158",
             "the operation '" + id + "' has another kind, date or party than in line " +
                 std::to_string(seen->second.line),
             "one id, one operation: rows of one contract differ in their patents alone");
    return;
  }
  const std::string within = joined({reader.numbered ? id : shared, one.patent_id});
  const auto [earlier, fresh] = reader.lines.emplace(within, one.line);
  if (!fresh) {
    row.fail(kPatent, "M-157", "the patent '" + one.patent_id + "' is given twice in one operation",
             "first in line " + std::to_string(earlier->second));
    return;
  }
  if (seen != reader.by_id.end()) {
    one.operation = seen->second.operation;
    return;
  }
  one.operation = reader.reading.operation_count++;
  if (reader.numbered) reader.by_id.emplace(id, Seen{one.operation, shared, one.line});
}

}  // namespace

Result<OperationReading> read_operations(const Cells& cells, const std::string& currency) {
  Reader reader{RecordSheet(cells, kColumns, currency)};
  if (!reader.sheet.faults().empty()) return reader.sheet.faults();
  reader.numbered = reader.sheet.has(kOperationId);
  OperationReading& reading = reader.reading;
  reading.numbered = reader.numbered;
  for (std::size_t at = 0; at < reader.sheet.rows(); ++at) {
    RecordRow row(reader.sheet, at);
    Operation one = read_row(row);
    const std::string id = row.text(kOperationId);
    if (reader.numbered && id.empty()) {
      row.fail(kOperationId, "M-153", "the cell of 'operation_id' is empty",
               "where the column is there, each row needs its operation's id");
    }
    if (row.ok()) place(reader, row, id, one);
    if (row.ok()) {
      reading.operations.push_back(std::move(one));
    } else {
      reading.rejects.push_back(row.reject());
    }
  }
  reading.count = {reader.sheet.rows(), reading.operations.size(), reading.rejects.size()};
  reading.notes = reader.sheet.notes();
  if (!reading.operations.empty()) return std::move(reading);
  Errors errors = {{"M-156",
                    {cells.file, 0, 0},
                    "the file has no operation that can be read: " +
                        std::to_string(reading.rejects.size()) + " rows are left out",
                    "one row a patent in an operation: patent_id, kind, operation, date",
                    ErrorKind::input}};
  for (const Reject& reject : reading.rejects) errors.push_back(reject.error);
  return errors;
}

}  // namespace pledgelab
