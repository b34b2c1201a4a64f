#include "models/book/fields.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "models/book/field_rows.hpp"

namespace pledgelab {
namespace {

using field_rows::FieldRow;

const std::array<std::string, kBookTables> kTableNames = {"borrowers", "lenders", "loans",
                                                          "assets",    "pledges", "appraisals"};
const std::array<std::string, kBookTables> kRowNames = {"borrower", "lender", "loan",
                                                        "asset",    "pledge", "appraisal"};

std::vector<std::string> split_bars(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bar = std::min(text.find('|', at), text.size());
    parts.push_back(text.substr(at, bar - at));
    at = bar + 1;
  }
  return parts;
}

std::optional<BookTable> target_of(const FieldRow& row) {
  if (row.type != FieldType::reference) return std::nullopt;
  for (std::uint8_t table = 0; table < kBookTables; ++table) {
    if (kRowNames[table] + "_id" == row.name) return static_cast<BookTable>(table);
  }
  PL_CHECK_MSG(false, row.name);
}

void add(std::vector<Field>& fields, BookTable table, std::span<const FieldRow> rows,
         const std::vector<AssetKind>& kinds = {}) {
  for (const FieldRow& row : rows) {
    Field field{table,         row.name,       row.type,
                row.required,  row.words,      split_bars(row.synonyms),
                row.meaning,   row.meaning_zh, row.empty_means,
                row.used_by,   row.get,        row.set,
                kinds,         std::nullopt,   std::nullopt,
                target_of(row)};
    if (row.least > -field_rows::kNone) field.least = row.least;
    if (row.empty_is < field_rows::kNone) field.empty_is = row.empty_is;
    if (row.most < field_rows::kNone) field.most = row.most;
    fields.push_back(std::move(field));
  }
}

std::vector<Field> make_fields() {
  namespace t = field_rows;
  std::vector<Field> fields;
  add(fields, BookTable::borrowers, t::borrower_rows());
  add(fields, BookTable::lenders, t::lender_rows());
  add(fields, BookTable::loans, t::loan_rows());
  add(fields, BookTable::assets, t::asset_rows());
  add(fields, BookTable::assets, t::patent_rows(),
      {AssetKind::invention, AssetKind::utility_model, AssetKind::design});
  add(fields, BookTable::assets, t::trademark_rows(), {AssetKind::trademark});
  add(fields, BookTable::assets, t::geographical_indication_rows(),
      {AssetKind::geographical_indication});
  add(fields, BookTable::assets, t::layout_design_rows(), {AssetKind::layout_design});
  add(fields, BookTable::assets, t::copyright_rows(), {AssetKind::copyright});
  add(fields, BookTable::pledges, t::pledge_rows());
  add(fields, BookTable::appraisals, t::appraisal_rows());
  return fields;
}

// In the order of the enumerators; several spellings of one word with bars.
constexpr std::array kAssetKindZh = {"发明|发明专利|发明专利权|PATENT",
                                     "实用新型|实用新型专利|UTILITY",
                                     "外观设计|外观设计专利|外观",
                                     "商标|注册商标|商标权|商标专用权|注册商标专用权",
                                     "地理标志|地标|GI",
                                     "集成电路布图设计|布图设计|集成电路布图设计专有权|IC_LAYOUT",
                                     "著作权|版权|软件著作权|计算机软件著作权"};
constexpr std::array kLegalStatusZh = {"有效|有权|授权|维持|专利权维持",
                                       "无效宣告中|无效审理中|无效宣告审理中",
                                       "滞纳期|宽限期",
                                       "终止|未缴年费终止|失效|专利权终止",
                                       "无效|宣告无效|全部无效|被宣告无效",
                                       "届满|期满|保护期届满|届满终止",
                                       "状态不明|未知|不明|待查|未查"};
constexpr std::array kGiFormZh = {"地理标志产品保护|地理标志产品|产品保护",
                                  "集体商标|证明商标|地理标志证明商标|地理标志集体商标",
                                  "专用标志使用权|会员使用权|使用权", "收益权|收益权质押"};
constexpr std::array kWorkTypeZh = {"软件|计算机软件", "影视|视听作品|视听|电影", "文字|文字作品",
                                    "音乐|音乐作品", "游戏"};
constexpr std::array kBorrowerSizeZh = {"微型|微型企业|微", "小型|小型企业|小", "中型|中型企业|中",
                                        "大型|大型企业|大"};
constexpr std::array kRepaymentZh = {"到期一次还本付息|一次还本付息|利随本清|到期还本付息",
                                     "按期付息到期还本|按月付息到期还本|按季付息到期还本|先息后本|"
                                     "按月付息、到期还本|按季付息、到期还本",
                                     "等额本金|等额本金还款", "等额本息|等额本息还款"};
constexpr std::array kFiveTierZh = {"正常|正常类", "关注|关注类", "次级|次级类", "可疑|可疑类",
                                    "损失|损失类"};
constexpr std::array kLoanRouteZh = {"直接|直贷|银行直贷|直接质押", "保险|保证保险|质押保险",
                                     "担保|担保贷款|融资担保", "信用|信用贷款"};

}  // namespace

bool Field::holds(const Book& book, std::uint32_t row) const {
  return kinds.empty() ||
         std::find(kinds.begin(), kinds.end(), book.assets[row].kind) != kinds.end();
}

const std::string& table_name(BookTable table) {
  return kTableNames.at(static_cast<std::size_t>(table));
}

const std::string& row_name(BookTable table) {
  return kRowNames.at(static_cast<std::size_t>(table));
}

std::uint32_t rows_of(const Book& book, BookTable table) {
  const std::array counts = {book.borrowers.size(), book.lenders.size(), book.loans.size(),
                             book.assets.size(),    book.pledges.size(), book.appraisals.size()};
  return static_cast<std::uint32_t>(counts.at(static_cast<std::size_t>(table)));
}

void add_row(Book& book, BookTable table) {
  switch (table) {
    case BookTable::borrowers:
      book.borrowers.emplace_back();
      return;
    case BookTable::lenders:
      book.lenders.emplace_back();
      return;
    case BookTable::loans:
      book.loans.emplace_back();
      return;
    case BookTable::assets:
      book.assets.emplace_back();
      return;
    case BookTable::pledges:
      book.pledges.emplace_back();
      return;
    case BookTable::appraisals:
      book.appraisals.emplace_back();
      return;
  }
}

std::span<const Field> book_fields() {
  static const std::vector<Field> fields = make_fields();
  return fields;
}

std::span<const Field> book_fields(BookTable table) {
  const auto all = book_fields();
  const auto in = [&](const Field& field) { return field.table == table; };
  const auto first = std::find_if(all.begin(), all.end(), in);
  const auto last = std::find_if_not(first, all.end(), in);
  return all.subspan(static_cast<std::size_t>(first - all.begin()),
                     static_cast<std::size_t>(last - first));
}

const Field* find_field(const std::string& path) {
  static const auto index = [] {
    std::unordered_map<std::string, const Field*> paths;
    for (const Field& field : book_fields()) {
      paths.emplace(row_name(field.table) + "." + field.name, &field);
    }
    return paths;
  }();
  const auto found = index.find(path);
  return found == index.end() ? nullptr : found->second;
}

std::string money_suffix(const std::string& currency) {
  if (currency == "CNY") return "_yuan";
  std::string suffix = "_";
  for (const char c : currency) suffix += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return suffix;
}

std::string header_name(const Field& field, const std::string& currency) {
  return field.type == FieldType::money ? field.name + money_suffix(currency) : field.name;
}

std::string fact_name(const Field& field, const std::string& currency) {
  return row_name(field.table) + "." + header_name(field, currency);
}

std::span<const char* const> words_zh(const std::vector<std::string>& words) {
  if (&words == &kAssetKindWords) return kAssetKindZh;
  if (&words == &kLegalStatusWords) return kLegalStatusZh;
  if (&words == &kGiFormWords) return kGiFormZh;
  if (&words == &kWorkTypeWords) return kWorkTypeZh;
  if (&words == &kBorrowerSizeWords) return kBorrowerSizeZh;
  if (&words == &kRepaymentWords) return kRepaymentZh;
  if (&words == &kFiveTierWords) return kFiveTierZh;
  PL_CHECK(&words == &kLoanRouteWords);
  return kLoanRouteZh;
}

std::string canonical_word(const std::vector<std::string>& words, const std::string& text) {
  if (std::find(words.begin(), words.end(), text) != words.end()) return text;
  const auto zh = words_zh(words);
  for (std::size_t at = 0; at < zh.size(); ++at) {
    const auto spellings = split_bars(zh[at]);
    if (std::find(spellings.begin(), spellings.end(), text) != spellings.end()) return words[at];
  }
  return {};
}

}  // namespace pledgelab
