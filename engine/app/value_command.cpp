#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "engine/app/answer.hpp"
#include "engine/app/backtest_answer.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/evidence_options.hpp"
#include "engine/app/keep_options.hpp"
#include "engine/app/progress.hpp"
#include "engine/app/run_options.hpp"
#include "engine/app/valuation_json.hpp"
#include "engine/app/value_history_answer.hpp"
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

// How many rights stand on inputs or methods that contradict or can hardly be.
std::string doubts_text(const std::vector<Valuation>& valuations) {
  std::string text;
  const auto flagged = [&](const std::string& flag) {
    return std::count_if(valuations.begin(), valuations.end(), [&](const Valuation& one) {
      return std::any_of(one.flags.begin(), one.flags.end(),
                         [&](const std::string& own) { return own.rfind(flag, 0) == 0; });
    });
  };
  const std::array<std::array<std::string, 2>, 6> doubtful = {{
      {"model disagreement", "估值方法分歧 methods disagree"},
      {kSalesAboveTurnover,
       "产品收入高于权利人营业收入（核对单位与口径） product sales above the owner's turnover "
       "(check "
       "unit and scope)"},
      {kEvidenceContradicts,
       "证据与其他方法矛盾（取低，核对单位与对象） evidence contradicts the other methods (the "
       "lower stands; check unit and identity)"},
      {kEndedYetValid,
       "期限已届满而状态仍为有效（请补续展后的届满日） term run out, yet valid (give the renewal's "
       "expiry_date)"},
      {kRoyaltyAboveTrade, "许可费率高于行业（核对口径） royalty above what licences pay"},
      {kGrowthAboveTrade, "增长率高于行业（核对单位） growth above the trade's"},
  }};
  for (const auto& [flag, words] : doubtful) {
    if (const auto count = flagged(flag); count > 0) {
      text += fmt::format("{}: {} rights\n", words, count);
    }
  }
  return text;
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
  return text + doubts_text(outcome.valuations);
}

// "证据等级 evidence grades: E1 0 · E2 3 · …", and what came from outside the book.
std::string evidence_text(const ValueOutcome& outcome) {
  std::array<std::size_t, 5> counts{};
  std::size_t pooled = 0;
  std::size_t weightless = 0;
  std::size_t beside = 0;
  for (const Valuation& valuation : outcome.valuations) {
    if (valuation.grade) ++counts[static_cast<std::size_t>(*valuation.grade)];
    for (const MethodEstimate& method : valuation.methods) {
      if (method.source.empty()) continue;
      if (!method.beside.empty()) {
        ++beside;
      } else {
        ++(method.weight_frac > 0 ? pooled : weightless);
      }
    }
  }
  std::string text = "证据等级 evidence grades (F162):";
  for (std::size_t grade = 0; grade < counts.size(); ++grade) {
    text +=
        fmt::format("{} {} {}", grade == 0 ? "" : " ·", kEvidenceGradeWords[grade], counts[grade]);
  }
  text += "\n";
  if (pooled + weightless + beside == 0) return text;
  return text + fmt::format(
                    "外部证据 outside evidence: {} 条有权重 with weight, {} 条权重为零 of "
                    "weight zero, {} 条仅列示 beside the pool; 有业绩记录的评估机构 valuers with a "
                    "record: {}\n",
                    pooled, weightless, beside, outcome.evidence.valuers.size());
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

std::string ledger_text(const LedgerEntry& entry) {
  return fmt::format(
      "预测已记入台账 forecasts appended to the ledger: {}; 缺依据未记 none for want of evidence: "
      "{}\n",
      entry.written_count, entry.refused_count);
}

// What the ledger said before this valuation, against what came; none where no outcomes are given.
Result<std::optional<BacktestOutcome>> tested(const TestFiles& files) {
  if (files.outcomes.empty()) return std::optional<BacktestOutcome>();  // the ledger is written to
  return test_forecasts(files);
}

Json answer_json(const ValueOutcome& outcome) {
  const Book& book = outcome.inputs.book();
  Json data = {{"currency", book.currency}, {"as_of", to_iso(outcome.inputs.as_of)}};
  data["valuers"] = valuers_json(outcome.evidence);
  data["valuations"] = Json::array();
  for (const Valuation& one : outcome.valuations) {
    data["valuations"].push_back(valuation_json(book, one));
  }
  data["coverage"] = Json::array();
  for (const Coverage& one : outcome.coverage) {
    data["coverage"].push_back(coverage_json(book, one));
  }
  return data;
}

std::vector<std::string> warnings_of(const Inputs& inputs) {
  std::vector<std::string> warnings = inputs.warnings;
  for (const Reject& reject : inputs.reading.book.rejects) {
    warnings.push_back("quarantined: " + to_text(reject.error));
  }
  return warnings;
}

// A control that shows progress; its clock starts with the first chunk, not with the reading.
class Watched {
 public:
  Watched() {
    x_control.progress = [this](std::uint64_t done, std::uint64_t of) {
      if (of < 2) return;  // a small book is done before it could be read
      if (!x_progress) x_progress.emplace("估值 value");
      x_progress->update(done, of);
    };
  }
  // From now on a signal ends the batch between chunks, not the program at once.
  void stop_softly() {
    watch_interrupts();
    x_control.interrupt = &interrupted();
  }
  RunControl& control() { return x_control; }

 private:
  std::optional<Progress> x_progress;
  RunControl x_control;
};

int look_at_kept(CommandLine& line, const KeepOptions& keep, const std::string& project) {
  if (const Outcome alone = keep.look_alone(line); !alone) {
    return refuse(line.json(), alone.errors());
  }
  const std::string place = keep.place(project);
  if (keep.again().empty()) {
    const auto history = value_history(place, keep.history());
    if (!history) return refuse(line.json(), history.errors());
    Json data = to_json(history.value());
    data["backtest"] = backtest_note_json(nullptr);
    return answer(line.json(), data, to_text(history.value()) + backtest_note_text(nullptr), {});
  }
  Watched watched;
  const auto again = value_again({place, keep.again(), project, keep.threads()}, watched.control());
  if (!again) return refuse(line.json(), again.errors());
  return answer(line.json(), to_json(again.value()), to_text(again.value()), {});
}

int value_now(const CommandLine& line, const ValueRequest& request, const TestFiles& choice) {
  Watched watched;
  if (!request.keep.empty()) watched.stop_softly();
  const auto outcome = value(request, watched.control());
  if (!outcome) return refuse(line.json(), outcome.errors());
  const auto test = tested(choice);
  if (!test) return refuse(line.json(), test.errors());
  const BacktestOutcome* found = test.value() ? &*test.value() : nullptr;
  Json data;
  if (line.json()) {
    data = answer_json(outcome.value());
    data["backtest"] = backtest_note_json(found);
  }
  std::string text =
      summary(outcome.value()) + evidence_text(outcome.value()) + backtest_note_text(found);
  if (outcome.value().kept) {
    data["kept"] = to_json(*outcome.value().kept);
    text += to_text(*outcome.value().kept);
  }
  if (!choice.ledger.empty()) {
    const auto entry =
        append_forecasts(choice.ledger, outcome.value().inputs.book(), outcome.value().valuations);
    if (!entry) return refuse(line.json(), entry.errors());
    data["ledger"] = {{"written_count", entry.value().written_count},
                      {"refused_count", entry.value().refused_count}};
    text += ledger_text(entry.value());
  }
  const int code = answer(line.json(), data, text, warnings_of(outcome.value().inputs));
  const auto& coverage = outcome.value().coverage;
  const bool breached =
      std::any_of(coverage.begin(), coverage.end(), [](const Coverage& one) { return one.breach; });
  const auto& valuations = outcome.value().valuations;
  const bool contradicted =
      std::any_of(valuations.begin(), valuations.end(), [](const Valuation& one) {
        return std::any_of(one.flags.begin(), one.flags.end(), [](const std::string& flag) {
          return flag.rfind(kEvidenceContradicts, 0) == 0;
        });
      });
  return code == 0 && (breached || contradicted) ? 1 : code;
}

}  // namespace

int value_command(const Arguments& arguments) {
  CommandLine line(
      "value", "Every right of the book at a date, and what that covers.",
      "pledgelab value --book sample --as-of 2026-09-30\n"
      "  pledgelab value --book sample --as-of 2026-09-30 --evidence evidence.csv\n"
      "  pledgelab value --book sample --as-of 2026-09-30 --transfers transfers.csv "
      "--patents register.csv\n"
      "  pledgelab value --as-of 2026-09-30 --keep      每次估值连同配方存入 valuations/\n"
      "  pledgelab value --history A00000001-1          某项权利历次估值\n"
      "  pledgelab value --again v0123456789ab          按配方复算并逐字节核对\n"
      "  exit 1: done, and a loan is above its ceiling, or evidence contradicts · "
      "有贷款超过质押率上限或证据矛盾");
  const InputOptions inputs(line, InputOptions::Dated::later);
  TestFiles choice;
  line.options().add_option("--ledger", choice.ledger,
                            "a CSV to which this valuation's forecasts are appended");
  line.options().add_option("--outcomes", choice.outcomes,
                            "what came of rights in the ledger: tests what it said before");
  EvidenceFiles evidence;
  declare_evidence(line.options(), evidence);
  const KeepOptions keep(line);
  if (const auto code = line.parse(arguments)) return *code;
  if (!keep.history().empty() || !keep.again().empty()) {
    return look_at_kept(line, keep, inputs.project());
  }
  const auto request = inputs.request();
  if (!request) return refuse(line.json(), request.errors());
  ValueRequest whole;
  whole.inputs = request.value();
  whole.evidence = evidence;
  whole.threads = keep.threads();
  whole.reasons = line.json();
  if (keep.keeps()) whole.keep = keep.place(inputs.project());
  return value_now(line, whole, choice);
}

}  // namespace pledgelab
