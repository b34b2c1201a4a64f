#include <array>
#include <optional>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "engine/app/answer.hpp"
#include "engine/app/backtest_answer.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/evidence_options.hpp"
#include "engine/app/run_options.hpp"
#include "engine/app/valuation_json.hpp"
#include "engine/verbs/forecast_ledger.hpp"
#include "engine/verbs/value.hpp"
#include "models/base/money.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace {

Json valuation_json(const Book& book, const Valuation& valuation) {
  const Asset& asset = book.assets[valuation.asset.index];
  Json json = {{"asset_id", asset.id},
               {"kind", word_of(asset.kind, kAssetKindWords)},
               {"as_of", to_iso(valuation.as_of)}};
  json.update(to_json(valuation));
  return json;
}

Json coverage_json(const Book& book, const Coverage& cover) {
  Json json = {{"loan_id", book.loans[cover.loan.index].id},
               {"balance_fen", cover.balance.fen()},
               {"approved_value_fen", cover.approved_value.fen()},
               {"model_value_fen", cover.model_value.fen()},
               {"haircut_value_fen", cover.haircut_value.fen()},
               {"shortfall_fen", cover.shortfall.fen()},
               {"breach", cover.breach},
               {"flags", cover.flags}};
  if (cover.loan_to_value) {
    json["loan_to_value_ppm"] =
        part(Money::of_fen(1'000'000), *cover.loan_to_value, Rounding::half_up).fen();
  }
  return json;
}

std::string summary(const ValueOutcome& outcome) {
  const Book& book = outcome.inputs.book();
  double model = 0;
  std::size_t refused = 0;
  for (const Valuation& valuation : outcome.valuations) {
    model += valuation.mean_yuan;
    refused += valuation.mean_yuan <= 0 ? 1U : 0U;
  }
  Money balance;
  Money approved;
  Money shortfall;
  std::size_t breaches = 0;
  for (const Coverage& cover : outcome.coverage) {
    balance += cover.balance;
    approved += cover.approved_value;
    shortfall += cover.shortfall;
    breaches += cover.breach ? 1U : 0U;
  }
  const bool yuan = book.currency == "CNY";
  const double unit = yuan ? 10'000 : 1;
  const std::string label = yuan ? "万元" : book.currency;
  std::string text = fmt::format("as of {}: {} rights, {} loans kept; {} rows quarantined\n",
                                 to_iso(outcome.inputs.as_of), book.assets.size(),
                                 book.loans.size(), outcome.inputs.reading.book.rejects.size());
  const auto line = [&](const char* zh, const char* en, double amount) {
    text += fmt::format("{} {}: {:.2f} {}\n", zh, en, amount / unit, label);
  };
  line("贷款余额", "balance", balance.yuan());
  line("评估价值", "approved value", approved.yuan());
  line("模型价值", "model value (mean)", model);
  line("折扣后缺口", "shortfall after haircuts", shortfall.yuan());
  text += fmt::format("超过质押率上限 loan-to-value above its ceiling: {} loans\n", breaches);
  text += fmt::format(
      "模型价值为零 no model value (ended, or the evidence is missing: see explain --asset): {} "
      "rights\n",
      refused);
  return text;
}

// "证据等级 evidence grades: E1 0 · E2 3 · …", and what came from outside the book.
std::string evidence_text(const ValueOutcome& outcome) {
  std::array<std::size_t, 5> counts{};
  std::size_t pooled = 0;
  std::size_t beside = 0;
  for (const Valuation& valuation : outcome.valuations) {
    if (valuation.grade) ++counts[static_cast<std::size_t>(*valuation.grade)];
    for (const MethodEstimate& method : valuation.methods) {
      if (method.source.empty()) continue;
      ++(method.beside.empty() ? pooled : beside);
    }
  }
  std::string text = "证据等级 evidence grades (F162):";
  for (std::size_t grade = 0; grade < counts.size(); ++grade) {
    text +=
        fmt::format("{} {} {}", grade == 0 ? "" : " ·", kEvidenceGradeWords[grade], counts[grade]);
  }
  text += "\n";
  if (pooled + beside == 0) return text;
  return text + fmt::format(
                    "外部证据 outside evidence: {} 条入池 pooled, {} 条仅列示 beside the pool; "
                    "有业绩记录的评估机构 valuers with a record: {}\n",
                    pooled, beside, outcome.evidence.valuers.size());
}

Json valuers_json(const EvidenceInput& evidence) {
  Json valuers = Json::array();
  for (const ValuerRecord& one : evidence.valuers) {
    valuers.push_back({{"valuer_id", one.valuer_id},
                       {"count", one.count},
                       {"bias_ln", one.bias_ln},
                       {"bias_sd_ln", one.bias_sd_ln},
                       {"dispersion_ln", one.dispersion_ln}});
  }
  return valuers;
}

// The ledger's options: where this valuation's forecasts go, and what tests those of before.
struct LedgerChoice {
  std::string ledger;
  std::string outcomes;
};

std::string ledger_text(const LedgerEntry& entry) {
  return fmt::format(
      "预测已记入台账 forecasts appended to the ledger: {}; 缺依据未记 none for want of evidence: "
      "{}\n",
      entry.written_count, entry.refused_count);
}

// What the ledger said before this valuation, against what came; none where no outcomes are given.
Result<std::optional<BacktestOutcome>> tested(const LedgerChoice& choice) {
  if (choice.outcomes.empty()) return std::optional<BacktestOutcome>();
  if (choice.ledger.empty()) {
    return Error{"U-106",
                 {},
                 "--outcomes tests the forecasts of a ledger: --ledger FILE is missing",
                 "see: pledgelab help value, or pledgelab help backtest",
                 ErrorKind::input};
  }
  auto outcome = run_backtest({choice.ledger, choice.outcomes, std::nullopt});
  if (!outcome) return outcome.errors();
  return std::optional<BacktestOutcome>(std::move(outcome).value());
}

}  // namespace

int value_command(const Arguments& arguments) {
  CommandLine line("value", "Every right of the book at a date, and what that covers.",
                   "pledgelab value --book sample --as-of 2026-09-30\n"
                   "  pledgelab value --book sample --as-of 2026-09-30 --evidence evidence.csv\n"
                   "  pledgelab value --book sample --as-of 2026-09-30 --transfers transfers.csv "
                   "--patents register.csv");
  const InputOptions inputs(line);
  LedgerChoice choice;
  line.options().add_option("--ledger", choice.ledger,
                            "a CSV to which this valuation's forecasts are appended");
  line.options().add_option("--outcomes", choice.outcomes,
                            "what came of rights in the ledger: tests what it said before");
  EvidenceFiles evidence;
  declare_evidence(line.options(), evidence);
  if (const auto code = line.parse(arguments)) return *code;
  const auto request = inputs.request();
  if (!request) return refuse(line.json(), request.errors());
  const auto outcome = value(request.value(), evidence);
  if (!outcome) return refuse(line.json(), outcome.errors());
  const auto test = tested(choice);
  if (!test) return refuse(line.json(), test.errors());
  const BacktestOutcome* found = test.value() ? &*test.value() : nullptr;
  const Book& book = outcome.value().inputs.book();
  Json data = {{"currency", book.currency}, {"as_of", to_iso(outcome.value().inputs.as_of)}};
  data["valuers"] = valuers_json(outcome.value().evidence);
  data["valuations"] = Json::array();
  for (const Valuation& one : outcome.value().valuations) {
    data["valuations"].push_back(valuation_json(book, one));
  }
  data["coverage"] = Json::array();
  for (const Coverage& one : outcome.value().coverage) {
    data["coverage"].push_back(coverage_json(book, one));
  }
  data["backtest"] = backtest_note_json(found);
  std::string text =
      summary(outcome.value()) + evidence_text(outcome.value()) + backtest_note_text(found);
  if (!choice.ledger.empty()) {
    const auto entry = append_forecasts(choice.ledger, book, outcome.value().valuations);
    if (!entry) return refuse(line.json(), entry.errors());
    data["ledger"] = {{"written_count", entry.value().written_count},
                      {"refused_count", entry.value().refused_count}};
    text += ledger_text(entry.value());
  }
  std::vector<std::string> warnings = outcome.value().inputs.warnings;
  for (const Reject& reject : outcome.value().inputs.reading.book.rejects) {
    warnings.push_back("quarantined: " + to_text(reject.error));
  }
  return answer(line.json(), data, text, warnings);
}

}  // namespace pledgelab
