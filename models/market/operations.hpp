// Records of what was done with patents at the register: transfers, licences and pledges, one row a
// patent in an operation, read strictly from a sheet.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/error.hpp"
#include "models/base/money.hpp"
#include "models/book/asset.hpp"
#include "models/market/record_sheet.hpp"

namespace pledgelab {

enum class OperationKind : std::uint8_t { transfer, licence, pledge };
inline constexpr std::array kOperationWords = {
    RecordWord{
        "transfer",
        "转让|专利转让|专利权转让|权利转移|专利权的转移|专利申请权、专利权的转移|assignment"},
    RecordWord{"licence", "许可|专利许可|实施许可|专利实施许可|专利实施许可合同备案|license"},
    RecordWord{"pledge", "质押|专利质押|专利权质押|质押登记|专利权质押登记|security interest"}};

/// Who holds or takes a patent.
enum class HolderKind : std::uint8_t { company, university, institute, individual, other };
inline constexpr std::array kHolderWords = {
    RecordWord{"company", "企业|公司|工矿企业|enterprise|firm"},
    RecordWord{"university", "高校|大学|高等院校|大专院校|院校|college"},
    RecordWord{"institute", "科研院所|科研单位|科研机构|研究院所|研究所|研究院|research institute"},
    RecordWord{"individual", "个人|自然人|person"},
    RecordWord{"other", "其他|机关团体|事业单位|金融机构|银行|bank"}};

/// The kinds of patent, by the index of AssetKind (book/asset.hpp).
inline constexpr std::array kPatentWords = {
    RecordWord{"invention", "发明|发明专利|发明授权"},
    RecordWord{"utility_model", "实用新型|实用新型专利|新型|utility model"},
    RecordWord{"design", "外观设计|外观设计专利|外观|industrial design"}};

/// One patent in one operation. `operation` numbers the operations of the file from 0: rows of one
/// operation_id (a contract over many patents) share it; without that column each row has its own.
struct Operation {
  std::uint32_t operation = 0;
  std::string patent_id;
  AssetKind patent_kind = AssetKind::invention;  // invention, utility_model or design
  OperationKind kind = OperationKind::transfer;
  Date date;
  std::string technology_class;  // canonical; empty: not stated
  std::string region;            // province where the list knows it; empty: not stated
  std::string from_party;        // transferor, licensor, pledgor
  std::string to_party;          // transferee, licensee, pledgee
  std::optional<HolderKind> from_kind;
  std::optional<HolderKind> to_kind;
  std::optional<bool> international;  // came in by an international application, as the file says
  std::optional<Money> price;         // of the whole operation
  std::uint32_t line = 0;
};

/// What a sheet of operations gives: read = kept + rejected.
struct OperationReading {
  std::vector<Operation> operations;  // rows kept, in the file's order
  std::uint32_t operation_count = 0;  // distinct operations among them
  bool numbered = false;              // the file has operation ids
  std::vector<Reject> rejects;
  RecordCount count;
  std::vector<std::string> notes;  // what was read as what
};

/// Columns: patent_id, kind, operation, date, and if there operation_id, technology_class, region,
/// from_party, to_party, from_kind, to_kind, international, price (with its unit: price_yuan,
/// 价款(万元)); Chinese headers and words as spelled in the source. `currency` is that of price.
/// Errors of the header (record_sheet.hpp): M-151, M-152; M-156 when no row is left. Faults of a
/// row, which is then left out: M-153 to M-155; M-157 a patent given twice in one operation; M-158
/// an operation id that stands for two kinds, dates or parties.
Result<OperationReading> read_operations(const Cells& cells, const std::string& currency = "CNY");

}  // namespace pledgelab
