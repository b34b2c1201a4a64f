#include <fmt/core.h>

#include "engine/app/answer.hpp"
#include "engine/app/book_options.hpp"
#include "engine/app/clock.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/progress.hpp"
#include "engine/verbs/store_import.hpp"
#include "models/book/controls.hpp"

namespace pledgelab {
namespace {

struct Typed {
  ImportRequest request;
  std::string as_of;
  std::string max_bad;
};

void declare(CLI::App& app, Typed& typed) {
  ImportRequest& request = typed.request;
  app.add_option("PATH", request.path, "a folder of CSV files, one wide CSV, or: sample")
      ->required();
  app.add_option("--map", request.map_path, "the column map of a wide CSV; without it: guessed");
  app.add_option("--unit", request.unit, "yuan or wan: of money columns that state no unit");
  app.add_option("--as-of", typed.as_of, "the date the book is of, YYYY-MM-DD");
  app.add_option("--max-bad", typed.max_bad,
                 "rows in quarantine that are borne: N% of a table, or N");
  app.add_flag("--believed", request.believed, "sizes that the plausibility gate refuses are so");
  app.add_option("--project", request.project, "the project folder");
}

Outcome finish(Typed& typed) {
  if (!typed.as_of.empty()) {
    typed.request.as_of = parse_date(typed.as_of);
    if (!typed.request.as_of) {
      return Error{"U-104",
                   {},
                   "--as-of '" + typed.as_of + "' is no date",
                   "write YYYY-MM-DD",
                   ErrorKind::input};
    }
  }
  auto limit = max_bad_of(typed.max_bad);
  if (!limit) return limit.errors();
  typed.request.max_bad = std::move(limit).value();
  return Done{};
}

Json control_json(const Control& control) {
  Json json = {{"table", control.table},
               {"field", control.field},
               {"derived", control.derived},
               {"rows_in", control.rows_in},
               {"rows_kept", control.rows_kept},
               {"rows_quarantined", control.rows_quarantined},
               {"rows_excluded", control.rows_excluded}};
  if (control.field.empty()) return json;
  json["unreadable_count"] = control.unreadable;
  json["in_fen"] = control.in.fen();
  json["kept_fen"] = control.kept.fen();
  json["quarantined_fen"] = control.quarantined.fen();
  json["excluded_fen"] = control.excluded.fen();
  return json;
}

Json rejects_json(const std::vector<Reject>& rejects) {
  Json list = Json::array();
  for (const Reject& reject : rejects) {
    list.push_back({{"code", reject.error.code},
                    {"file", reject.error.origin.file},
                    {"line", reject.error.origin.line},
                    {"column", reject.error.origin.column},
                    {"message", reject.error.message},
                    {"hint", reject.error.hint},
                    {"at_stake_fen", reject.at_stake_fen}});
  }
  return list;
}

Json outcome_json(const Typed& typed, const ImportOutcome& outcome, const StoredImport& stored) {
  const BookReading& reading = outcome.reading;
  const Book& book = reading.book.value;
  Control total = total_of(reading);
  Json data = {{"path", typed.request.path},      {"database", stored.database},
               {"batch", stored.saved.batch},     {"already_there", stored.saved.already_there},
               {"current", stored.saved.current}, {"quarantine_file", stored.quarantine_file},
               {"encoding", outcome.encoding},    {"currency", book.currency}};
  data["as_of"] = book.as_of ? Json(to_iso(*book.as_of)) : Json(nullptr);
  data["total"] = control_json(total);
  data["controls"] = Json::array();
  for (const Control& control : reading.controls) data["controls"].push_back(control_json(control));
  data["quarantine"] = rejects_json(reading.book.rejects);
  data["guesses"] = Json::array();
  for (const Guess& guess : reading.guesses) {
    data["guesses"].push_back(
        {{"header", guess.header}, {"field", guess.field}, {"unit", guess.unit}});
  }
  data["hashes"] = Json::array();
  for (const HashedInput& input : outcome.hashes) {
    data["hashes"].push_back(
        {{"what", input.what}, {"name", input.name}, {"sha256", input.sha256}});
  }
  return data;
}

std::string guesses_text(const std::vector<Guess>& guesses) {
  if (guesses.empty()) return {};
  std::string text = "no map was given; the headers are taken for 列名识别:\n";
  for (const Guess& guess : guesses) {
    text += fmt::format("  {} -> {}{}\n", guess.header,
                        guess.field.empty() ? "not read 未读" : guess.field,
                        guess.unit.empty() ? "" : " (" + guess.unit + ")");
  }
  return text;
}

// The account: rows of each table, then each money column. in = kept + quarantined + excluded.
std::string controls_text(const BookReading& reading) {
  std::string text = fmt::format("{:<34}{:>18}{:>18}{:>18}{:>18}\n", "rows 行数", "in 读入",
                                 "kept 入库", "quarantined 隔离", "excluded 排除");
  std::string money;
  for (const Control& control : reading.controls) {
    const std::string name = control.table + (control.derived ? " (made of it)" : "");
    if (control.field.empty()) {
      text += fmt::format("  {:<32}{:>18}{:>18}{:>18}{:>18}\n", name, control.rows_in,
                          control.rows_kept, control.rows_quarantined, control.rows_excluded);
      continue;
    }
    if (control.derived) continue;
    money += fmt::format(
        "  {:<32}{:>18}{:>18}{:>18}{:>18}{}\n", name + " " + control.field, to_decimal(control.in),
        to_decimal(control.kept), to_decimal(control.quarantined), to_decimal(control.excluded),
        control.unreadable == 0 ? "" : fmt::format("  + {} cells unreadable", control.unreadable));
  }
  if (!money.empty()) text += "amounts 金额 (" + reading.book.value.currency + ")\n" + money;
  return text;
}

std::string outcome_text(const ImportOutcome& outcome, const StoredImport& stored) {
  std::string text = guesses_text(outcome.reading.guesses) + controls_text(outcome.reading);
  const SavedBook& saved = stored.saved;
  if (saved.already_there) {
    return text + fmt::format("already there 已导入过: batch {} of {}; nothing was written\n",
                              saved.batch, stored.database);
  }
  text += fmt::format("stored 已入库: batch {} of {}\n", saved.batch, stored.database);
  const std::size_t bad = outcome.reading.book.rejects.size();
  if (bad > 0) text += fmt::format("{} rows to mend 待修正: {}\n", bad, stored.quarantine_file);
  return text;
}

std::vector<std::string> warnings_of(const ImportOutcome& outcome, const SavedBook& saved) {
  std::vector<std::string> warnings;
  for (const Error& warning : outcome.reading.warnings) warnings.push_back(to_text(warning));
  for (const Reject& reject : outcome.reading.book.rejects) {
    warnings.push_back("quarantined: " + to_text(reject.error));
  }
  if (!saved.current) {
    warnings.push_back(
        fmt::format("batch {} holds these files, but a later import is the project's current book",
                    saved.batch));
  }
  return warnings;
}

// Too many rows are bad: which, after the count.
Errors refusal(const ImportOutcome& outcome) {
  Errors errors = {*outcome.too_many_bad};
  for (const Reject& reject : outcome.reading.book.rejects) errors.push_back(reject.error);
  return errors;
}

}  // namespace

int import_command(const Arguments& arguments) {
  CommandLine line("import",
                   "A ledger into the project's book.db: rows and amounts read = kept + "
                   "quarantined + excluded. Wrong rows go to quarantine.csv with the reason.",
                   "pledgelab import ledger.csv --unit wan --as-of 2026-09-30");
  Typed typed;
  declare(line.options(), typed);
  if (const auto code = line.parse(arguments)) return *code;
  if (const Outcome good = finish(typed); !good) return refuse(line.json(), good.errors());
  const auto outcome = import_book(typed.request);
  if (!outcome) return refuse(line.json(), outcome.errors());
  if (outcome.value().too_many_bad) return refuse(line.json(), refusal(outcome.value()));
  watch_interrupts();  // what is begun now is finished: one transaction and its quarantine sheet
  const auto stored = store_import(typed.request, outcome.value(), utc_now());
  if (!stored) return refuse(line.json(), stored.errors());
  return answer(line.json(), outcome_json(typed, outcome.value(), stored.value()),
                outcome_text(outcome.value(), stored.value()),
                warnings_of(outcome.value(), stored.value().saved),
                stored.value().saved.current ? 0 : 1);
}

}  // namespace pledgelab
