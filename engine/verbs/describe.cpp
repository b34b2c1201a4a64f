#include "engine/verbs/describe.hpp"

#include <algorithm>
#include <map>

#include "engine/verbs/version.hpp"
#include "models/book/words.hpp"
#include "models/scenario/parameters.hpp"

namespace pledgelab {
namespace {

Words kind_words(AssetKind kind) {
  static const std::vector<std::string> zh = {"发明专利", "实用新型",         "外观设计", "商标",
                                              "地理标志", "集成电路布图设计", "著作权"};
  std::string en = word_of(kind, kAssetKindWords);
  std::replace(en.begin(), en.end(), '_', ' ');
  return {zh.at(static_cast<std::size_t>(kind)), en};
}

// The latest appraisal of each asset up to the date.
std::vector<Money> approved_values(const Book& book, Date as_of) {
  std::vector<Money> values(book.assets.size());
  std::vector<std::optional<Date>> dates(book.assets.size());
  for (const Appraisal& one : book.appraisals) {
    const std::size_t asset = one.asset.index;
    if (one.date > as_of || (dates[asset] && *dates[asset] > one.date)) continue;
    dates[asset] = one.date;
    values[asset] = one.value;
  }
  return values;
}

bool is_made(const Book& book) {
  return !book.lenders.empty() &&
         std::all_of(book.lenders.begin(), book.lenders.end(),
                     [](const Lender& lender) { return lender.id.rfind("SAMPLE-", 0) == 0; });
}

void add_cover(const ValueOutcome& valued, ReportInput& report) {
  const Book& book = valued.inputs.book();
  Money appraised_balance;
  for (const Coverage& cover : valued.coverage) {
    const Loan& loan = book.loans[cover.loan.index];
    const Borrower& borrower = book.borrowers[loan.borrower.index];
    report.exposure += cover.balance;
    if (loan.origination > valued.inputs.as_of) {
      ++report.later_count;
      report.later_exposure += cover.balance;
    }
    report.approved_value += cover.approved_value;
    report.haircut_value += cover.haircut_value;
    report.breach_count += cover.breach ? 1 : 0;
    if (cover.loan_to_value) appraised_balance += cover.balance;
    report.coverage.push_back({loan.id, borrower.id, cover, PdRoute::prior, 0});
    report.concentration.push_back({borrower.region, borrower.sector, cover.balance});
  }
  if (report.approved_value.fen() > 0) {
    report.weighted_loan_to_value = Ratio::of(appraised_balance.fen(), report.approved_value.fen());
  }
}

void add_quality(const Inputs& inputs, ReportInput& report) {
  const BookReading& reading = inputs.reading;
  for (const Control& control : reading.controls) {
    const bool has_money = std::any_of(
        reading.controls.begin(), reading.controls.end(),
        [&](const Control& other) { return other.table == control.table && !other.field.empty(); });
    if (control.field.empty() && has_money) continue;  // its rows stand beside the money
    ControlTotal total;
    total.file = control.field.empty() ? control.table : control.table + " · " + control.field;
    total.rows_in = static_cast<std::int64_t>(control.rows_in);
    total.rows_kept = static_cast<std::int64_t>(control.rows_kept);
    total.rows_quarantined = static_cast<std::int64_t>(control.rows_quarantined);
    total.rows_excluded = static_cast<std::int64_t>(control.rows_excluded);
    total.money_in = control.in;
    total.money_kept = control.kept;
    total.money_quarantined = control.quarantined;
    total.money_excluded = control.excluded;
    report.control_totals.push_back(std::move(total));
  }
  report.rejects = reading.book.rejects;
  report.warnings = inputs.warnings;
}

Mark mark_of(const std::string& word) {
  if (word == "found") return Mark::found;
  if (word == "known") return Mark::known;
  return word == "fitted" ? Mark::fitted : Mark::assumed;
}

Parameter level_of(const std::string& name, const std::string& key, const LendingLevel& level) {
  Parameter parameter;
  parameter.name = key.empty() ? name : name + " " + key;
  parameter.unit = "frac";
  parameter.source = level.source;
  parameter.date = level.date;
  parameter.mark = mark_of(level.mark);
  parameter.rows = {{"", static_cast<double>(level.share.ppm) / 1e6}};
  return parameter;
}

}  // namespace

void describe_book(const ValueOutcome& valued, ReportInput& report) {
  const Inputs& inputs = valued.inputs;
  const Book& book = inputs.book();
  report.as_of = inputs.as_of;
  report.currency = book.currency;
  report.synthetic = is_made(book);
  report.scenario_name = {inputs.scenario.name_zh, inputs.scenario.name_en};
  if (report.scenario_name.zh.empty()) report.scenario_name = {inputs.scenario.id, ""};
  report.loan_count = static_cast<std::int64_t>(book.loans.size());
  report.pledge_count = static_cast<std::int64_t>(book.pledges.size());
  add_cover(valued, report);
  const std::vector<Money> approved = approved_values(book, inputs.as_of);
  for (const Valuation& valuation : valued.valuations) {
    const Asset& asset = book.assets[valuation.asset.index];
    report.model_value_yuan += valuation.mean_yuan;
    report.valuations.push_back(
        {asset.id, kind_words(asset.kind), approved[valuation.asset.index], valuation});
  }
  add_quality(inputs, report);
}

void describe_assumptions(const Inputs& inputs, ReportInput& report) {
  for (const Parameter& parameter : inputs.scenario.parameters) {
    if (!read_by_a_run(parameter.name)) continue;
    report.assumptions.push_back(
        {parameter.origin.file.empty() ? inputs.scenario.file : parameter.origin.file, parameter});
  }
  const LendingPolicy& lending = inputs.lending;
  for (std::size_t kind = 0; kind < kAssetKindWords.size(); ++kind) {
    report.assumptions.push_back(
        {lending.file, level_of("ceiling", kAssetKindWords[kind], lending.ceilings[kind])});
    report.assumptions.push_back(
        {lending.file, level_of("haircut", kAssetKindWords[kind], lending.haircuts[kind])});
  }
  const LendingLevel& above = lending.illustrative_above;
  report.illustrative = {static_cast<double>(above.share.ppm) / 1e6,
                         "lending/" + lending.id + ": illustrative_above"};
  report.assumptions.push_back({lending.file, level_of("illustrative_above", "", above)});
  Parameter age;
  age.name = "appraisal_age";
  age.unit = "months";
  age.source = lending.appraisal_age.source;
  age.date = lending.appraisal_age.date;
  age.mark = mark_of(lending.appraisal_age.mark);
  age.rows.push_back({"", static_cast<double>(lending.appraisal_age.months)});
  report.assumptions.push_back({lending.file, std::move(age)});
  for (const LawSource& source : inputs.law.sources) {
    Parameter parameter;
    parameter.name = source.id;
    parameter.unit = source.kind;
    parameter.source = source.source;
    parameter.date = source.date;
    parameter.mark = mark_of(source.mark);
    report.assumptions.push_back({source.file, std::move(parameter)});
  }
}

void describe_manifest(const Recipe& recipe, const std::string& tape_sha256, ReportInput& report) {
  Manifest& manifest = report.manifest;
  manifest.program_version = recipe.program_version;
  manifest.commit = recipe.commit;
  for (const auto& [name, version] : versions()) {
    if (name == "compiler") manifest.compiler = version;
    if (name == "pledgelab" || name == "commit" || name == "compiler") continue;
    manifest.libraries.emplace_back(name, version);
  }
  manifest.command_line = command_line(recipe);
  manifest.seed = recipe.seed;
  static const std::map<std::string, Words> kinds = {{"book", {"台账", "book"}},
                                                     {"map", {"列映射", "column map"}},
                                                     {"scenario", {"情景", "scenario"}},
                                                     {"lending", {"信贷政策", "lending policy"}},
                                                     {"law", {"法规", "law"}},
                                                     {"policy", {"分担政策", "policy"}},
                                                     {"outcomes", {"实际结果", "outcomes"}}};
  for (const HashedInput& one : recipe.hashes) {
    const auto kind = kinds.find(one.what);
    manifest.hashes.push_back(
        {kind == kinds.end() ? Words{one.what, ""} : kind->second, one.name, one.sha256});
  }
  if (!tape_sha256.empty()) {
    manifest.hashes.push_back({{"损失带", "loss tape"}, "", tape_sha256});
  }
}

}  // namespace pledgelab
