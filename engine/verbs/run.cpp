#include "engine/verbs/run.hpp"
#include "engine/verbs/undecided.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/formats/yaml.hpp"
#include "engine/render/csv.hpp"
#include "engine/render/html.hpp"
#include "engine/report/report.hpp"
#include "engine/run/share_tape.hpp"
#include "engine/store/tape_file.hpp"
#include "engine/verbs/compare.hpp"
#include "engine/verbs/describe.hpp"
#include "engine/verbs/project.hpp"
#include "engine/verbs/version.hpp"

namespace pledgelab {
namespace {

// What a run stands on, read and valued.
struct Ready {
  ValueOutcome valued;
  std::optional<SharingPolicy> policy;
  std::optional<std::vector<LoanOutcome>> outcomes;
  Recipe recipe;
};

Result<SharingPolicy> read_policy(const RunRequest& request, std::vector<HashedInput>& hashes) {
  const auto text = find_text(DocumentKind::sharing_policy, request.policy, request.project);
  if (!text) return text.errors();
  hashes.push_back(hashed("policy", text.value(), request.project));
  const auto document = parse_yaml(text.value().text, text.value().file);
  if (!document) return document.errors();
  return read_sharing_policy(document.value());
}

Recipe recipe_of(const RunRequest& request) {
  Recipe recipe;
  recipe.inputs = request.inputs;
  recipe.policy = request.policy;
  recipe.months = request.months;
  recipe.paths = request.paths;
  recipe.seed = request.seed;
  recipe.ignore_effective = request.ignore_effective;
  recipe.outcomes = request.outcomes;
  for (const auto& [name, version] : versions()) {
    if (name == "pledgelab") recipe.program_version = version;
    if (name == "commit") recipe.commit = version;
  }
  return recipe;
}

Result<Ready> make_ready(const RunRequest& request) {
  if (const Outcome there = need_project(request.project); !there) return there.errors();
  Ready ready;
  ready.recipe = recipe_of(request);
  std::vector<HashedInput> policy_hash;
  if (!request.policy.empty()) {
    auto policy = read_policy(request, policy_hash);
    if (!policy) return policy.errors();
    ready.policy = std::move(policy).value();
  }
  auto valued = value(request.inputs);
  if (!valued) return valued.errors();
  ready.valued = std::move(valued).value();
  ready.recipe.hashes = ready.valued.inputs.hashes;
  ready.recipe.hashes.insert(ready.recipe.hashes.end(), policy_hash.begin(), policy_hash.end());
  if (!request.outcomes.empty()) {
    auto outcomes =
        find_outcomes(request.outcomes, ready.valued.inputs.book(), ready.recipe.hashes);
    if (!outcomes) return outcomes.errors();
    ready.outcomes = std::move(outcomes).value();
  }
  return ready;
}

// The drawn losses: results, the tape's digest, and the tape itself when it is to be kept.
struct Drawn {
  RunResults results;
  TapeDigest digest;
  LossTape tape;
  bool kept = false;  // `tape` holds all of it
  std::string sha256;
  DefaultsByMonth defaults;                     // counted only where outcomes are given
  std::optional<OutcomeComparison> comparison;  // the same
};

void append(LossTape& tape, const LossTape& chunk) {
  if (tape.path_count == 0) {
    tape.as_of = chunk.as_of;
    tape.first_path = chunk.first_path;
    tape.month_count = chunk.month_count;
  }
  tape.path_count += chunk.path_count;
  tape.path.insert(tape.path.end(), chunk.path.begin(), chunk.path.end());
  tape.loan.insert(tape.loan.end(), chunk.loan.begin(), chunk.loan.end());
  tape.month.insert(tape.month.end(), chunk.month.begin(), chunk.month.end());
  tape.kind.insert(tape.kind.end(), chunk.kind.begin(), chunk.kind.end());
  tape.source.insert(tape.source.end(), chunk.source.begin(), chunk.source.end());
  tape.principal_fen.insert(tape.principal_fen.end(), chunk.principal_fen.begin(),
                            chunk.principal_fen.end());
  tape.interest_fen.insert(tape.interest_fen.end(), chunk.interest_fen.begin(),
                           chunk.interest_fen.end());
}

RunInputs run_inputs(const Ready& ready, const RunRequest& request) {
  const Inputs& in = ready.valued.inputs;
  const PathPlan plan{request.paths, request.seed, request.threads};
  const EffectiveTest test =
      request.ignore_effective ? EffectiveTest::ignored : EffectiveTest::tested;
  return {in.book(), in.scenario,    in.law, ready.policy ? &*ready.policy : nullptr,
          in.as_of,  request.months, plan,   test};
}

Outcome draw(const Ready& ready, const RunRequest& request, RunControl& control, Drawn& drawn) {
  const RunInputs inputs = run_inputs(ready, request);
  drawn.kept = request.keep_tape;
  auto results = run_book(inputs, control, [&](const LossTape& chunk) -> Outcome {
    drawn.digest.add(chunk);
    if (ready.outcomes) count_defaults(chunk, drawn.defaults);
    drawn.kept = drawn.kept && drawn.tape.size() + chunk.size() <= request.most_tape_rows;
    if (drawn.kept) append(drawn.tape, chunk);
    if (!drawn.kept) drawn.tape = {};
    return Done{};
  });
  if (!results) return results.errors();
  drawn.results = std::move(results).value();
  drawn.sha256 = drawn.digest.hex();
  if (!ready.outcomes) return Done{};
  auto compared = compare(inputs, drawn.results, *ready.outcomes, drawn.defaults, control);
  if (!compared) return compared.errors();
  drawn.comparison = std::move(compared).value();
  return Done{};
}

std::string manifest_json(const Recipe& recipe, const std::string& id, const Drawn& drawn,
                          const std::vector<HashedInput>& files) {
  nlohmann::ordered_json json = {{"manifest", "run/1"}, {"id", id}};
  json["command"] = command_line(recipe);
  json["recipe"] = nlohmann::ordered_json::parse(recipe_json(recipe));
  json["tape"] = {{"sha256", drawn.sha256}, {"rows", drawn.digest.rows()}};
  json["libraries"] = nlohmann::ordered_json::object();
  for (const auto& [name, version] : versions()) json["libraries"][name] = version;
  json["files"] = nlohmann::ordered_json::array();
  for (const HashedInput& file : files) {
    json["files"].push_back({{"name", file.name}, {"sha256", file.sha256}});
  }
  return json.dump(2) + "\n";
}

// Each path as one row: what defaulted, came back, was lost, and what each party bears of it.
Table paths_table(const RunResults& results) {
  const MoneyUnit unit{results.currency, {results.currency, ""}, 100, 2};
  Table table;
  table.id = "paths";
  table.columns = {count_column("path", {"路径", "path"}, {}),
                   count_column("default_count", {"违约笔数", "defaults"}, {}),
                   money_column("defaulted", {"违约时余额", "owed at default"}, unit),
                   money_column("ip_sale", {"知识产权处置", "sale of the IP"}, unit),
                   money_column("other_recovery", {"其他回收", "other recovery"}, unit),
                   money_column("loss", {"损失", "loss"}, unit)};
  for (const PartyRun& party : results.parties) {
    table.columns.push_back(money_column("net_" + party.id, {party.id, ""}, unit));
  }
  const PathTotals& totals = results.totals;
  for (std::size_t path = 0; path < results.paths; ++path) {
    Row row{{static_cast<std::int64_t>(path), static_cast<std::int64_t>(totals.default_count[path]),
             Money::of_fen(totals.default_fen[path]), Money::of_fen(totals.ip_recovery_fen[path]),
             Money::of_fen(totals.other_recovery_fen[path]), Money::of_fen(totals.loss_fen(path))}};
    for (const PartyRun& party : results.parties) {
      row.cells.emplace_back(Money::of_fen(party.borne_fen[path] - party.recovery_fen[path]));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

// Each loan: how often it defaults, its part of the expected loss and of the expected shortfall.
Table loans_table(const Book& book, const RunResults& results) {
  const MoneyUnit unit{results.currency, {results.currency, ""}, 100, 2};
  Table table;
  table.id = "loans";
  table.columns = {text_column("loan_id", {"贷款", "loan"}),
                   text_column("borrower_id", {"借款人", "borrower"}),
                   text_column("pd_route", {"违约率来源", "PD route"}),
                   money_column("balance", {"余额", "balance"}, unit),
                   share_column("default", {"违约路径", "paths with default"}),
                   money_column("expected_loss", {"预期损失", "expected loss"}, unit),
                   money_column("expected_shortfall", {"对 ES 的贡献", "part of ES"}, unit)};
  for (std::size_t i = 0; i < results.loans.size(); ++i) {
    const Loan& loan = book.loans[i];
    const double defaults = static_cast<double>(results.loans[i].default_count);
    table.rows.push_back({{Words{loan.id, ""}, Words{book.borrowers[loan.borrower.index].id, ""},
                           Words{word_of(results.pd_curves[i].route), ""}, loan.balance,
                           Frac{defaults / results.paths}, Yuan{results.expected_loss_yuan(i)},
                           Yuan{results.loans[i].tail_yuan}}});
  }
  return table;
}

// Spreadsheets read Chinese as UTF-8 only behind it.
const std::string kByteOrderMark = "\xEF\xBB\xBF";

Outcome write_tables(RunFolder& folder, const ReportInput& input) {
  for (const CsvFile& file : report_tables(input)) {
    const Outcome done = folder.write("tables/" + file.name, file.bytes);
    if (!done) return done.errors();
  }
  return Done{};
}

ReportInput report_input(const Ready& ready, const RunRequest& request, const Drawn& drawn,
                         const std::string& id) {
  ReportInput report;
  report.run_id = id;
  report.book_name = request.inputs.book.empty() ? "book.db" : request.inputs.book;
  describe_book(ready.valued, report);
  describe_losses(ready.valued, drawn.results, report);
  if (ready.policy) {
    describe_sharing(ready.valued, *ready.policy, drawn.results, report);
    const EffectiveTest test =
        request.ignore_effective ? EffectiveTest::ignored : EffectiveTest::tested;
    for (TwoWords& reason :
         uncovered_reasons(ready.valued.inputs.book(), *ready.policy, drawn.results.as_of, test)) {
      report.uncovered.push_back({std::move(reason.zh), std::move(reason.en)});
    }
  }
  describe_assumptions(ready.valued.inputs, report);
  describe_manifest(ready.recipe, drawn.sha256, report);
  report.comparison = drawn.comparison;
  return report;
}

Result<std::string> write_run(const Ready& ready, const RunRequest& request, const Drawn& drawn,
                              const RunOutcome& outcome, const RunControl& control) {
  if (const Outcome go = go_on(control); !go) return go.errors();
  auto begun = RunFolder::begin(request.project, outcome.id);
  if (!begun) return begun.errors();
  RunFolder folder = std::move(begun).value();
  Outcome done = folder.write("paths.csv", to_csv(paths_table(drawn.results)));
  if (done) {
    done =
        folder.write("loans.csv", to_csv(loans_table(ready.valued.inputs.book(), drawn.results)));
  }
  if (done && ready.policy) {
    done = folder.write("report.html", to_html(make_report(outcome.report)));
    if (done) done = write_tables(folder, outcome.report);
  }
  if (done && drawn.kept) done = folder.write_tape(drawn.tape);
  if (done) done = go_on(control);
  if (!done) return done.errors();
  return folder.finish(manifest_json(ready.recipe, outcome.id, drawn, folder.files()));
}

// A request that makes a stored run again, or under another policy.
RunRequest request_of(const StoredRunFolder& stored, const std::string& policy, unsigned threads) {
  RunRequest request;
  const Recipe& recipe = stored.recipe;
  request.inputs = recipe.inputs;
  request.project = recipe.inputs.project;
  request.policy = policy.empty() ? recipe.policy : policy;
  request.months = recipe.months;
  request.paths = recipe.paths;
  request.seed = recipe.seed;
  request.threads = threads;
  request.ignore_effective = recipe.ignore_effective;
  request.outcomes = recipe.outcomes;
  request.keep_tape = false;
  return request;
}

Result<LossTape> kept_tape(const StoredRunFolder& stored) {
  auto tape = read_tape(stored.tape_path);
  if (!tape) return tape.errors();
  TapeDigest digest;
  digest.add(tape.value());
  const Recipe& recipe = stored.recipe;
  const bool same = tape.value().path_count == recipe.paths &&
                    tape.value().month_count == static_cast<std::uint32_t>(recipe.months);
  if (same && digest.hex() == stored.tape_sha256) return tape;
  return Error{"RUN-106",
               {stored.tape_path, 0, 0},
               "the tape is not the one that this run kept",
               "its rows had the SHA-256 " + stored.tape_sha256,
               ErrorKind::world};
}

// The kept losses shared, and what else a run's results hold, all but the draw.
Outcome share_kept(const Ready& ready, const RunRequest& request, const LossTape& tape,
                   RunControl& control, Drawn& drawn) {
  const Inputs& in = ready.valued.inputs;
  auto book = with_terms(in.book(), in.scenario, request.seed, in.as_of);
  if (!book) return book.errors();
  const EffectiveTest test =
      request.ignore_effective ? EffectiveTest::ignored : EffectiveTest::tested;
  auto results = share_tape({book.value(), *ready.policy, tape, test, request.threads}, control);
  if (!results) return results.errors();
  drawn.results = std::move(results).value();
  auto curves = pd_curves(book.value(), in.scenario, in.as_of, request.months);
  if (!curves) return curves.errors();
  drawn.results.seed = request.seed;
  drawn.results.pd_curves = std::move(curves).value();
  drawn.results.balances = scheduled_balances(book.value(), in.as_of, request.months);
  drawn.digest.add(tape);
  drawn.sha256 = drawn.digest.hex();
  return Done{};
}

RunOutcome outcome_of(const Ready& ready, const RunRequest& request, const Drawn& drawn) {
  RunOutcome outcome;
  outcome.recipe = ready.recipe;
  outcome.id = run_id(ready.recipe);
  outcome.tape_sha256 = drawn.sha256;
  outcome.tape_rows = drawn.digest.rows();
  outcome.report = report_input(ready, request, drawn, outcome.id);
  outcome.groups = group_run(ready.valued.inputs.book(), drawn.results);
  outcome.warnings = outcome.report.warnings;
  for (const Words& reason : outcome.report.uncovered) {
    outcome.warnings.push_back("not covered 未获覆盖: " + reason.en + " · " + reason.zh);
  }
  if (request.keep_tape && !drawn.kept) {
    outcome.warnings.push_back("the tape of " + std::to_string(outcome.tape_rows) +
                               " rows is not kept; `share --run` will draw the losses again");
  }
  return outcome;
}

enum class Keep : std::uint8_t { nothing, folder };

Result<RunOutcome> run_ready(const Ready& ready, const RunRequest& request, RunControl& control,
                             Keep keep) {
  if (const Outcome go = go_on(control); !go) return go.errors();
  Drawn drawn;
  if (const Outcome done = draw(ready, request, control, drawn); !done) return done.errors();
  RunOutcome outcome = outcome_of(ready, request, drawn);
  if (keep == Keep::folder) {
    auto folder = write_run(ready, request, drawn, outcome, control);
    if (!folder) return folder.errors();
    outcome.folder = folder.value();
  }
  outcome.results = std::move(drawn.results);
  return outcome;
}

Result<RunOutcome> run_whole(const RunRequest& request, RunControl& control, Keep keep) {
  const auto ready = make_ready(request);
  if (!ready) return ready.errors();
  return run_ready(ready.value(), request, control, keep);
}

// Those of `left` that `right` has no like of, each of `right` taken once.
std::vector<HashedInput> without(const std::vector<HashedInput>& left,
                                 std::vector<HashedInput> right, bool same_policy) {
  std::vector<HashedInput> rest;
  for (const HashedInput& one : left) {
    if ((one.what == "policy" || one.what == "outcomes") && !same_policy) continue;
    const auto like = std::find_if(right.begin(), right.end(), [&](const HashedInput& other) {
      return other.what == one.what && other.sha256 == one.sha256;
    });
    if (like == right.end()) {
      rest.push_back(one);
    } else {
      right.erase(like);
    }
  }
  return rest;
}

}  // namespace

Result<RunOutcome> run(const RunRequest& request, RunControl& control) {
  return run_whole(request, control, Keep::folder);
}

Result<RunOutcome> simulate_book(const RunRequest& request, RunControl& control) {
  RunRequest losses_only = request;
  losses_only.policy.clear();
  losses_only.outcomes.clear();
  return run_whole(losses_only, control, Keep::folder);
}

Errors changed_inputs(const Recipe& before, const std::vector<HashedInput>& now, bool same_policy) {
  Errors errors;
  for (const HashedInput& old : without(before.hashes, now, same_policy)) {
    errors.push_back({"RUN-105",
                      {old.name, 0, 0},
                      "the " + old.what + " is no longer the one this run was made from",
                      "its SHA-256 was " + old.sha256,
                      ErrorKind::input});
  }
  for (const HashedInput& added : without(now, before.hashes, same_policy)) {
    errors.push_back({"RUN-105",
                      {added.name, 0, 0},
                      "this " + added.what + " is not among those this run was made from",
                      "its SHA-256 is " + added.sha256,
                      ErrorKind::input});
  }
  return errors;
}

Result<RunOutcome> rerun(const StoredRunFolder& stored, const std::string& policy, unsigned threads,
                         RunControl& control) {
  const RunRequest request = request_of(stored, policy, threads);
  const auto ready = make_ready(request);
  if (!ready) return ready.errors();
  const Errors changed = changed_inputs(stored.recipe, ready.value().recipe.hashes, policy.empty());
  if (!changed.empty()) return changed;
  auto outcome = run_ready(ready.value(), request, control, Keep::nothing);
  if (!outcome) return outcome.errors();
  if (outcome.value().tape_sha256 != stored.tape_sha256) {
    return Error{"RUN-106",
                 {stored.folder, 0, 0},
                 "the same recipe drew another tape: this program is not the one that made the run",
                 "the run was made by commit " + stored.recipe.commit,
                 ErrorKind::world};
  }
  return outcome;
}

std::vector<CsvFile> report_tables(ReportInput input) {
  input.row_limit = std::numeric_limits<std::size_t>::max();
  const Report whole = make_report(input);
  std::vector<CsvFile> files;
  for (const Section& section : whole.sections) {
    for (const Block& block : section.blocks) {
      const Table* table = std::get_if<Table>(&block);
      if (const Chart* chart = std::get_if<Chart>(&block)) table = &chart->table;
      if (table == nullptr || table->id.empty()) continue;
      files.push_back({table->id + ".csv", kByteOrderMark + to_csv(*table)});
    }
  }
  return files;
}

Result<SharedRun> share_run(const StoredRunFolder& stored, const std::string& policy,
                            bool ignore_effective, unsigned threads, RunControl& control) {
  StoredRunFolder luck = stored;
  luck.recipe.ignore_effective = luck.recipe.ignore_effective || ignore_effective;
  luck.recipe.outcomes.clear();
  if (luck.tape_path.empty()) {
    auto drawn = rerun(luck, policy, threads, control);
    if (!drawn) return drawn.errors();
    return SharedRun{std::move(drawn).value(), Luck::drawn_again};
  }
  const RunRequest request = request_of(luck, policy, threads);
  auto made = make_ready(request);
  if (!made) return made.errors();
  const Ready ready = std::move(made).value();
  const Errors changed = changed_inputs(stored.recipe, ready.recipe.hashes, false);
  if (!changed.empty()) return changed;
  auto tape = kept_tape(stored);
  if (!tape) return tape.errors();
  if (const Outcome go = go_on(control); !go) return go.errors();
  Drawn drawn;
  const Outcome shared = share_kept(ready, request, tape.value(), control, drawn);
  if (!shared) return shared.errors();
  SharedRun outcome{outcome_of(ready, request, drawn), Luck::kept};
  outcome.run.results = std::move(drawn.results);
  return outcome;
}

}  // namespace pledgelab
