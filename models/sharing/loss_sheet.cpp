#include "models/sharing/loss_sheet.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "models/base/nearest.hpp"
#include "models/book/repair.hpp"
#include "models/policy/facts.hpp"
#include "models/policy/mixed_rates.hpp"

namespace pledgelab {
namespace {

enum class Part : std::uint8_t { text, first_day, date, money };

/// A column that the field table does not have; spellings with bars.
struct SheetColumn {
  const char* name;
  Part part;
  const char* spellings;
};

constexpr const char* kRecovered = "recovered_before";

constexpr std::array kClaimColumns = {
    SheetColumn{"loss_id", Part::text,
                "损失编号|补偿编号|赔付编号|代偿编号|理赔编号|申请编号|报案编号"},
    SheetColumn{"default_date", Part::date, "违约日期|违约日|违约认定日期|出险日期|出险日"},
    SheetColumn{"principal_loss", Part::money, "本金损失|损失本金|本金损失金额|贷款本金损失"},
    SheetColumn{"interest_loss", Part::money, "利息损失|损失利息|利息损失金额|欠息损失"},
    SheetColumn{"cost", Part::money, "费用|追偿费用|实现债权费用|处置费用|诉讼费用"},
    SheetColumn{kRecovered, Part::money, "已收回|已收回金额|已追回|已追回金额|已受偿金额"},
    SheetColumn{"recovery", Part::money, "收回金额|追回金额|追回款|追偿收回|追偿金额|追偿所得"},
    SheetColumn{"recovery_date", Part::date, "收回日期|追回日期|收回日|到账日期"},
    SheetColumn{"filed_on", Part::date,
                "申请补偿日期|申请补偿日|补偿申请日期|申请日期|申报日期|索赔日期|索赔日|报案日期"},
};

constexpr std::array kPeriodColumns = {
    SheetColumn{"party_id", Part::text, "当事方|当事方代码|机构|机构代码|银行|贷款银行|银行代码"},
    SheetColumn{"scheme_id", Part::text, "办法|办法编号|方案|方案编号|贷款范围"},
    SheetColumn{"period_start", Part::first_day, "期初|期间起|期间起日|起始日期|开始日期"},
    SheetColumn{"period_end", Part::date, "期末|期间止|期间止日|截止日期|结束日期"},
    SheetColumn{"cohort", Part::text, "放款年度|发放年度|放款年份"},
    SheetColumn{"measure", Part::text, "指标|指标名称|统计指标"},
    SheetColumn{"value", Part::money, "金额|数额|数值|指标值"},
};

/// Names of measures in a periods file: canonical, then spellings.
constexpr std::array<std::pair<const char*, const char*>, 9> kMeasures = {{
    {"loan_balance", "贷款余额"},
    {"npl_balance", "不良余额|不良贷款余额"},
    {"overdue_balance", "逾期余额|逾期贷款余额"},
    {"overdue_principal", "逾期本金"},
    {"lent", "发放额|贷款发放额|放款额"},
    {"repaid", "归还额|还款额|收回贷款额"},
    {"premium_earned", "保费收入|已赚保费"},
    {"fee_earned", "担保费收入|手续费收入"},
    {"write_offs", "核销额|核销金额"},
}};

/// What a column is read as.
struct Target {
  std::string name;   // canonical, without the currency's suffix
  const Field* like;  // how its cells are read
  bool known = true;
};

struct Texts {
  std::shared_ptr<const std::string> file;
  std::deque<std::string> made;
};

struct Plain {
  std::span<const SheetColumn> columns;
  bool facts;  // other columns are facts of the field table or of the file's own
  const Cells& from;
  std::string currency;
  Errors errors;
  std::map<std::string, std::size_t> told;
  std::vector<std::string> notes;
  std::shared_ptr<Texts> texts = std::make_shared<Texts>();
  LossSheet sheet;

  void fail(const Cell& cell, const char* code, const std::string& message,
            const std::string& hint) {
    errors.push_back({code, {from.file, cell.line, cell.column}, message, hint, ErrorKind::input});
  }
  std::string_view keep(std::string text) {
    texts->made.push_back(std::move(text));
    return texts->made.back();
  }
};

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

const char* field_like(Part part) {
  switch (part) {
    case Part::text:
      return "loan.id";
    case Part::date:
      return "loan.origination";
    case Part::first_day:
      return "asset.grant_date";
    case Part::money:
      return "loan.principal";
  }
  return "loan.id";
}

bool spelled(std::string_view bars, const std::string& name) {
  for (std::size_t from = 0; from <= bars.size();) {
    const std::size_t to = std::min(bars.find('|', from), bars.size());
    if (bars.substr(from, to - from) == name) return true;
    from = to + 1;
  }
  return false;
}

const Field* field_of(const std::string& name) {
  for (const Field& field : book_fields()) {
    const auto& all = field.synonyms;
    if (std::find(all.begin(), all.end(), name) != all.end()) return &field;
  }
  return nullptr;
}

Target target_of(const Plain& plain, const std::string& name) {
  for (const SheetColumn& column : plain.columns) {
    if (name == column.name || spelled(column.spellings, name)) {
      return {column.name, find_field(field_like(column.part))};
    }
  }
  if (!plain.facts) return {name, find_field("loan.id"), false};
  const Field* field = field_of(name);
  if (field == nullptr) return {name, find_field("loan.id"), false};
  const std::string row = row_name(field->table);
  return {row + (field->name == "id" ? "_" : ".") + field->name, field};
}

/// Names and codes: the name is the code where the file has no code.
void stand_in(std::vector<Target>& targets, const std::string& name, const std::string& code) {
  Target* there = nullptr;
  for (Target& target : targets) {
    if (target.name == code || target.name == "loan." + code) return;
    if (target.name == name) there = &target;
  }
  if (there != nullptr) there->name = code;
}

/// What came back before: a recovery where a column says when, else already off the loss.
void settle_recovered(std::vector<Target>& targets) {
  const auto named = [&](const char* name) {
    return std::find_if(targets.begin(), targets.end(),
                        [&](const Target& target) { return target.name == name; });
  };
  const auto recovered = named(kRecovered);
  const bool dated = named("recovery_date") != targets.end();
  if (recovered != targets.end() && dated) recovered->name = "recovery";
}

std::vector<Target> targets_of(const Plain& plain) {
  std::vector<Target> targets;
  for (const Cell& cell : plain.from.header) {
    const std::string name =
        ascii(cell.text) ? std::string(cell.text) : parse_header(cell.text).name;
    targets.push_back(ascii(cell.text) ? Target{name, nullptr} : target_of(plain, name));
  }
  if (!plain.facts) return targets;
  stand_in(targets, "borrower.name", "borrower_id");
  stand_in(targets, "lender.name", "lender_id");
  settle_recovered(targets);
  return targets;
}

std::vector<std::string> money_spellings() {
  std::vector<std::string> names;
  for (const SheetColumn& column : kClaimColumns) {
    if (column.part != Part::money) continue;
    const std::string_view all = column.spellings;
    names.emplace_back(all.substr(0, all.find('|')));
  }
  return names;
}

std::vector<std::string> first_spellings(std::span<const SheetColumn> columns) {
  std::vector<std::string> names;
  for (const SheetColumn& column : columns) {
    const std::string_view all = column.spellings;
    names.emplace_back(all.substr(0, all.find('|')));
  }
  return names;
}

/// The unit that a column's cells are in; faults are told.
CellUnit unit_of(Plain& plain, const Cell& cell, const Target& target) {
  const Header header = parse_header(cell.text);
  CellUnit unit = header.unit;
  const std::string name = "'" + std::string(cell.text) + "'";
  const bool money = target.like->type == FieldType::money;
  if (!target.known && !plain.facts) {
    plain.fail(cell, "P-161", "a periods file has no column " + name,
               suggestion(header.name, first_spellings(plain.columns)));
  } else if (!target.known && unit.kind == CellUnit::Kind::money) {
    std::string near;
    for (const std::string& known : money_spellings()) near += (near.empty() ? "" : ", ") + known;
    plain.fail(cell, "P-159", "the column " + name + " holds money and is no column of a loss",
               "amounts of a loss are " + near + "; take the column out if it is none of them");
  } else if (money && unit.kind == CellUnit::Kind::none) {
    plain.fail(cell, "P-158", "the amounts of " + name + " have no unit",
               "write the header as " + header.name + "(元) or " + header.name + "(万元)");
  } else if (money && unit.kind != CellUnit::Kind::money) {
    plain.fail(cell, "P-152", "'" + unit.text + "' is no unit of money, in " + name,
               "write (元), (万元) …");
  } else if (money && unit.currency != plain.currency) {
    plain.fail(
        cell, "P-152",
        "the column " + name + " is in " + unit.currency + ", the policy is in " + plain.currency,
        "amounts of one policy are in one currency");
  }
  return unit;
}

std::string plain_cell(Plain& plain, const Cell& header, const CellUnit& unit, const Target& target,
                       const Cell& cell) {
  const Repaired repaired = repair_cell(*target.like, cell.text);
  const std::string column = "column '" + std::string(header.text) + "': ";
  for (const std::string& repair : repaired.repairs) ++plain.told[column + repair];
  for (const std::string& doubt : repaired.doubts) ++plain.told[column + doubt];
  const CellUnit& own = repaired.unit ? *repaired.unit : unit;
  if (target.like->type == FieldType::money && own.currency != plain.currency) return {};
  const CellReading reading = read_cell(*target.like, own, repaired.text);
  if (!reading.why.empty()) plain.fail(cell, "P-155", reading.why, reading.hint);
  return cell_text(reading.value);
}

// A share or rate whose unit no header tells: both forms in one column are one fault, not one of
// each cell without a unit.
bool mixes_rates(Plain& plain, std::size_t at, const Target& target, const CellUnit& unit) {
  const bool rate = target.like->type == FieldType::share || target.like->type == FieldType::rate;
  if (!rate || unit.kind != CellUnit::Kind::none) return false;
  auto fault = mixed_rates(plain.from, at);
  if (fault) plain.errors.push_back(std::move(*fault));
  return fault.has_value();
}

// Under a canonical header, the list's own words for their spellings: 次级 → substandard. What is
// no word of the list stays as it is.
void plain_words(Plain& plain, std::size_t at) {
  const Cell& header = plain.from.header[at];
  const Field* field = find_field(fact_of_header(header.text));
  if (field == nullptr || field->type != FieldType::word) return;
  for (std::size_t row = 0; row < plain.from.rows(); ++row) {
    const std::string text = trim(plain.from.at(row, at).text);
    std::string word = canonical_word(*field->words, text);
    if (word.empty() || word == text) continue;
    ++plain.told["column '" + std::string(header.text) + "': '" + text + "' read as " + word];
    plain.sheet.cells.body[row * plain.from.width() + at].text = plain.keep(std::move(word));
  }
}

// Under a canonical header, dates and amounts as a spreadsheet shows them: 2026/1/5, 1,000.
void plain_figures(Plain& plain, std::size_t at) {
  const std::string header(plain.from.header[at].text);
  const Field* like = nullptr;
  for (const SheetColumn& column : plain.columns) {
    const bool money = column.part == Part::money;
    const bool text = column.part == Part::text;
    if (!text && header == column.name + (money ? money_suffix(plain.currency) : "")) {
      like = find_field(field_like(column.part));
    }
  }
  if (!other_spelling(fact_of_header(header)).empty()) like = find_field("loan.origination");
  for (std::size_t row = 0; row < plain.from.rows() && like != nullptr; ++row) {
    const std::string_view text = plain.from.at(row, at).text;
    const Repaired repaired = repair_cell(*like, text);
    const bool good = like->type == FieldType::money ? parse_money(repaired.text).has_value()
                                                     : parse_date(repaired.text).has_value();
    if (repaired.text == text || !good || repaired.unit) continue;
    for (const std::string& repair : repaired.repairs) {
      ++plain.told["column '" + header + "': " + repair];
    }
    plain.sheet.cells.body[row * plain.from.width() + at].text = plain.keep(repaired.text);
  }
}

void tell_recovered(Plain& plain, std::size_t at) {
  Money sum;
  for (std::size_t row = 0; row < plain.from.rows(); ++row) {
    const auto amount = parse_money(std::string(plain.sheet.cells.at(row, at).text));
    if (amount) sum += *amount;
  }
  if (sum == Money()) return;
  plain.notes.push_back(
      "column '" + std::string(plain.from.header[at].text) + "': " + to_decimal(sum) + " " +
      plain.currency +
      " came back and no column says when: taken as already off the loss, not taken off again; "
      "where it is still to be taken off, add a column 收回日期");
}

void make_headers(Plain& plain, const std::vector<Target>& targets) {
  for (std::size_t at = 0; at < targets.size(); ++at) {
    Cell& cell = plain.sheet.cells.header[at];
    if (targets[at].like == nullptr) continue;
    const Cell was = cell;
    const bool money = targets[at].like->type == FieldType::money;
    cell.text = plain.keep(targets[at].name + (money ? money_suffix(plain.currency) : ""));
    plain.notes.push_back("column '" + std::string(was.text) + "' is read as " +
                          (targets[at].known
                               ? std::string(cell.text)
                               : "the fact loan." + targets[at].name + ": no field has that name"));
  }
}

/// Whether the file has a header that is not ASCII.
bool foreign(const Cells& cells) {
  return std::any_of(cells.header.begin(), cells.header.end(),
                     [](const Cell& cell) { return !ascii(cell.text); });
}

/// A measure or a year as people write it: 不良余额, 2024年.
std::string period_word(const std::string& column, const std::string& text) {
  static const std::string kYear = "年";
  for (const auto& measure : kMeasures) {
    if (column == "measure" && spelled(measure.second, text)) return measure.first;
  }
  const bool year = column == "cohort" && text.size() == 4 + kYear.size() &&
                    text.compare(4, kYear.size(), kYear) == 0;
  return year ? text.substr(0, 4) : text;
}

Result<LossSheet> make_plain(Plain& plain) {
  const Cells& cells = plain.from;
  const std::vector<Target> targets = targets_of(plain);
  plain.texts->file = cells.bytes;
  plain.texts->made.emplace_back();
  make_headers(plain, targets);
  for (std::size_t at = 0; at < targets.size(); ++at) {
    if (targets[at].like == nullptr) {
      if (plain.facts) plain_words(plain, at);
      plain_figures(plain, at);
      continue;
    }
    const CellUnit unit = unit_of(plain, cells.header[at], targets[at]);
    if (!plain.errors.empty() || mixes_rates(plain, at, targets[at], unit)) continue;
    for (std::size_t row = 0; row < cells.rows(); ++row) {
      const Cell& cell = cells.at(row, at);
      plain.sheet.cells.body[row * cells.width() + at].text =
          plain.keep(plain_cell(plain, cells.header[at], unit, targets[at], cell));
    }
    if (targets[at].name == kRecovered) tell_recovered(plain, at);
  }
  if (!plain.errors.empty()) return plain.errors;
  plain.sheet.cells.bytes =
      std::shared_ptr<const std::string>(plain.texts, &plain.texts->made.front());
  plain.sheet.notes = std::move(plain.notes);
  for (const auto& [what, count] : plain.told) {
    plain.sheet.notes.push_back(what + " (" + std::to_string(count) +
                                (count == 1 ? " cell)" : " cells)"));
  }
  return std::move(plain.sheet);
}

}  // namespace

Result<LossSheet> plain_losses(const Cells& cells, const std::string& currency) {
  Plain plain{kClaimColumns, true, cells, currency, {}, {}, {}, std::make_shared<Texts>(),
              {cells, {}}};
  return make_plain(plain);
}

Result<LossSheet> plain_periods(const Cells& cells, const std::string& currency) {
  Plain plain{kPeriodColumns, false, cells, currency, {}, {}, {}, std::make_shared<Texts>(),
              {cells, {}}};
  if (!foreign(cells)) return std::move(plain.sheet);
  auto sheet = make_plain(plain);
  if (!sheet) return sheet;
  Cells& made = sheet.value().cells;
  for (std::size_t at = 0; at < made.width(); ++at) {
    const std::string column(made.header[at].text);
    if (column != "measure" && column != "cohort") continue;
    for (std::size_t row = 0; row < made.rows(); ++row) {
      Cell& cell = made.body[row * made.width() + at];
      cell.text = plain.keep(period_word(column, std::string(cell.text)));
    }
  }
  return sheet;
}

}  // namespace pledgelab
