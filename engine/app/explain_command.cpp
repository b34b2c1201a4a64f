#include <algorithm>
#include <utility>

#include "engine/app/backtest_answer.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/evidence_options.hpp"
#include "engine/app/explain_answer.hpp"
#include "engine/app/progress.hpp"
#include "engine/app/run_answer.hpp"
#include "engine/app/run_options.hpp"
#include "engine/app/share_json.hpp"
#include "engine/app/test_options.hpp"

namespace pledgelab {
namespace {

// What was asked about, and the options that only some questions take.
struct Asked {
  std::string loan;
  std::string asset;
  std::string loss;
  std::string losses_path;
  std::string policy;
  std::string run;
  bool ignore_effective = false;
  std::string periods_path;
  std::string lang = "both";
  std::string from;
  std::string to;
  std::string from_book;
  std::string from_scenario;
  std::size_t top = 10;
  std::string csv_path;
  EvidenceFiles evidence;
  TestFiles tests;
};

Error usage(const std::string& message, const std::string& hint) {
  return {"U-106", {}, message, hint, ErrorKind::input};
}

void declare(CLI::App& options, Asked& question) {
  options.add_option("--loan", question.loan, "a loan's id: cover, default, recovery, who pays");
  options.add_option("--asset", question.asset, "a right's id: value, drivers, what it secures");
  options.add_option("--loss", question.loss, "a loss_id, with --losses and --policy");
  options.add_option("--losses", question.losses_path, "losses.csv, with --loss");
  options.add_option("--periods", question.periods_path, "periods.csv, with --loss");
  options.add_option("--lang", question.lang, "with --loss: zh, en or both (both)");
  options.add_option("-p,--policy", question.policy, "who pays: a file or a name");
  options.add_option("--run", question.run, "with --loan: a finished run; the inputs are its own");
  options.add_flag("--ignore-effective", question.ignore_effective,
                   "leave the policy's dates aside");
  declare_evidence(options, question.evidence);  // with --asset
  declare_tests(options, question.tests);        // of the values told
  options.add_option(
      "--from", question.from,
      "with --to: why the worth of a right (--asset) or of the whole book changed since");
  options.add_option("--to", question.to, "the later date, instead of --as-of");
  options.add_option("--from-book", question.from_book, "with --from: the earlier book");
  options.add_option("--from-scenario", question.from_scenario, "with --from: the earlier levels");
  options.add_option("--top", question.top, "of the whole book: rights shown in the text (10)")
      ->check(CLI::Range(std::size_t{0}, std::size_t{1'000'000}));
  options.add_option("--csv", question.csv_path,
                     "of the whole book: write every right's change to this new file");
}

// A span of dates is asked of a right or, without one, of the whole book.
Errors check_span(const CLI::App& options) {
  const auto given = [&](const char* name) { return options.count(name) > 0; };
  if (!given("--from")) {
    for (const char* name : {"--to", "--from-book", "--from-scenario", "--top", "--csv"}) {
      if (given(name)) return {usage(std::string(name) + " goes with --from only", "leave it out")};
    }
    return {};
  }
  if (given("--loan") || given("--loss")) {
    return {usage("--from is told of a right: --asset, or of the whole book",
                  "of a loan or a loss one date is told")};
  }
  for (const char* name : {"--top", "--csv"}) {
    if (!given("--asset") || !given(name)) continue;
    return {usage(std::string(name) + " is of the whole book", "leave out --asset")};
  }
  if (!given("--to")) return {usage("--from needs --to", "write --to YYYY-MM-DD")};
  if (given("--as-of")) return {usage("--as-of does not go with --from", "the date is --to")};
  for (const char* name : kEvidenceOptions) {
    if (!given(name)) continue;
    return {usage(std::string(name) + " does not go with --from",
                  "a change is told of the book's own figures")};
  }
  return {};
}

// The faults of the combination, before anything is read.
Errors check(const CLI::App& options, const std::string& lang) {
  const auto given = [&](const char* name) { return options.count(name) > 0; };
  if (Errors faults = check_span(options); !faults.empty()) return faults;
  const std::size_t subjects =
      options.count("--loan") + options.count("--asset") + options.count("--loss");
  if (subjects > 1 || (subjects == 0 && !given("--from"))) {
    return {usage("explain tells one thing: --loan, --asset, --loss, or --from and --to of a book",
                  "see: pledgelab help explain")};
  }
  if (lang != "zh" && lang != "en" && lang != "both") {
    return {{"U-105",
             {},
             "'" + lang + "' is no language of --lang",
             "one of: zh, en, both",
             ErrorKind::input}};
  }
  for (const char* name : kEvidenceOptions) {
    if (!given(name) || given("--asset")) continue;
    return {usage(std::string(name) + " goes with --asset", "leave it out")};
  }
  if (given("--loss")) {
    if (!given("--losses") || !given("--policy")) {
      return {usage("--loss needs --losses and --policy", "see: pledgelab help explain")};
    }
    for (const char* name :
         {"--run", "--book", "--map", "--unit", "--as-of", "--ledger", "--outcomes"}) {
      if (given(name))
        return {usage(std::string(name) + " does not go with --loss", "leave it out")};
    }
    return {};
  }
  for (const char* name : {"--losses", "--periods", "--lang"}) {
    if (given(name)) return {usage(std::string(name) + " goes with --loss only", "leave it out")};
  }
  if (!given("--loan") && (given("--policy") || given("--run"))) {
    return {usage("--policy and --run go with --loan", "ask for a loan that the right secures")};
  }
  if (!given("--run")) return {};
  for (const char* name : {"--book", "--map", "--unit", "--as-of", "--scenario", "--lending"}) {
    if (given(name)) {
      return {usage(std::string(name) + " does not go with --run: a run has its own inputs",
                    "leave out one of the two")};
    }
  }
  return {};
}

int tell_loss(const CommandLine& line, const Asked& question) {
  const ShareRequest request{question.losses_path, question.policy, question.ignore_effective,
                             question.periods_path};
  const auto told = explain_share(request, question.loss);
  if (!told) return refuse(line.json(), told.errors());
  const Languages languages = question.lang == "zh"   ? Languages::zh
                              : question.lang == "en" ? Languages::en
                                                      : Languages::both;
  const bool whole =
      told.value().loss.standing != "undecided" &&
      std::none_of(told.value().money.charges.begin(), told.value().money.charges.end(),
                   [](const ShareCharge& charge) { return !charge.decided(); });
  return answer(line.json(), to_json(told.value()), to_text(told.value(), languages),
                line.json() ? told.value().warnings : std::vector<std::string>{}, whole ? 0 : 1);
}

// What is told of values, and what outcomes say of the forecasts that such values are.
int tell_values(const CommandLine& line, const Asked& question, Json data, std::string text,
                const std::vector<std::string>& warnings) {
  const auto test = test_forecasts(question.tests);
  if (!test) return refuse(line.json(), test.errors());
  const BacktestOutcome* found = test.value() ? &*test.value() : nullptr;
  data["backtest"] = backtest_note_json(found);
  text += "\n" + backtest_note_text(found);
  return answer(line.json(), data, text, warnings);
}

int tell_asset(const CommandLine& line, const InputOptions& inputs, const Asked& question) {
  const auto request = inputs.request();
  if (!request) return refuse(line.json(), request.errors());
  const auto told = explain_asset(request.value(), question.asset, question.evidence);
  if (!told) return refuse(line.json(), told.errors());
  return tell_values(line, question, to_json(told.value()), to_text(told.value()),
                     told.value().warnings);
}

// The two dates' requests, the earlier one with what is its own.
struct Span {
  InputsRequest from;
  InputsRequest to;
};

Result<Span> span_of(const InputOptions& inputs, const Asked& question) {
  auto from = inputs.request("--from", question.from);
  if (!from) return from.errors();
  auto to = inputs.request("--to", question.to);
  if (!to) return to.errors();
  Span span{std::move(from).value(), std::move(to).value()};
  if (!question.from_book.empty()) span.from.book = question.from_book;
  if (!question.from_scenario.empty()) span.from.scenario = question.from_scenario;
  return span;
}

int tell_change(const CommandLine& line, const InputOptions& inputs, const Asked& question) {
  const auto span = span_of(inputs, question);
  if (!span) return refuse(line.json(), span.errors());
  const auto told = explain_change(
      {question.asset, span.value().to, span.value().from, question.from_book.empty()});
  if (!told) return refuse(line.json(), told.errors());
  return tell_values(line, question, to_json(told.value()), to_text(told.value()),
                     told.value().warnings);
}

int tell_book(const CommandLine& line, const InputOptions& inputs, const Asked& question) {
  const auto span = span_of(inputs, question);
  if (!span) return refuse(line.json(), span.errors());
  const auto told = explain_book(
      {span.value().to, span.value().from, question.from_book.empty(), question.csv_path});
  if (!told) return refuse(line.json(), told.errors());
  return tell_values(line, question, to_json(told.value()), to_text(told.value(), question.top),
                     told.value().warnings);
}

int tell_loan(CommandLine& line, const InputOptions& inputs, const Asked& question) {
  ExplainLoanRequest request;
  request.loan_id = question.loan;
  request.policy = question.policy;
  request.ignore_effective = question.ignore_effective;
  if (question.run.empty()) {
    auto read = inputs.request();
    if (!read) return refuse(line.json(), read.errors());
    request.inputs = std::move(read).value();
  } else {
    const bool named = line.options().count("--project") > 0;
    auto stored = read_run_folder(named ? inputs.project() : std::string(), question.run);
    if (!stored) return refuse(line.json(), stored.errors());
    request.inputs = stored.value().recipe.inputs;
    request.run = std::move(stored).value();
  }
  Progress progress("模拟 simulate");
  RunControl control;
  watch(control, progress);
  const auto told = explain_loan(request, control);
  if (!told) return refuse(line.json(), told.errors());
  return tell_values(line, question, to_json(told.value()), to_text(told.value()),
                     told.value().warnings);
}

}  // namespace

int explain_command(const Arguments& arguments) {
  CommandLine line(
      "explain", "One loan, right or loss, or a book's change, told step by step with its figures.",
      "pledgelab explain --loan L00000001 --book sample --as-of 2026-09-30 -p "
      "zhongshan-fund\n"
      "  pledgelab explain --asset A00000001-1 --book sample --as-of 2026-09-30\n"
      "  pledgelab explain --asset A00000001-1 --book sample --as-of 2026-09-30 --evidence "
      "evidence.csv\n"
      "  pledgelab explain --asset A00000001-1 --book new.csv --to 2026-09-30 --from "
      "2025-09-30 --from-book old.csv\n"
      "  pledgelab explain --book new.csv --to 2026-09-30 --from 2025-09-30 "
      "--from-book old.csv --top 20 --csv change.csv\n"
      "  pledgelab explain --loss L0001 --losses losses.csv -p zhongshan --lang zh");
  const InputOptions inputs(line, InputOptions::Dated::later);
  Asked question;
  declare(line.options(), question);
  if (const auto code = line.parse(arguments)) return *code;
  const Errors faults = check(line.options(), question.lang);
  if (!faults.empty()) return refuse(line.json(), faults);
  if (!question.loss.empty()) return tell_loss(line, question);
  if (!question.from.empty()) {
    return question.asset.empty() ? tell_book(line, inputs, question)
                                  : tell_change(line, inputs, question);
  }
  if (!question.asset.empty()) return tell_asset(line, inputs, question);
  return tell_loan(line, inputs, question);
}

}  // namespace pledgelab
