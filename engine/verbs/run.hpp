// Verb run: value, cover, simulate, share and report in one go, and the folder that keeps it.
#pragma once

#include <string>
#include <vector>

#include "engine/report/input.hpp"
#include "engine/run/results.hpp"
#include "engine/run/run_book.hpp"
#include "engine/verbs/compare_groups.hpp"
#include "engine/verbs/recipe.hpp"
#include "engine/verbs/run_folder.hpp"
#include "engine/verbs/share_csv.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

struct RunRequest {
  InputsRequest inputs;
  std::string policy;  // a file or a name; empty: losses only
  int months = 36;
  std::uint32_t paths = 10'000;
  std::uint64_t seed = 1;
  unsigned threads = 1;
  bool ignore_effective = false;
  std::uint64_t most_tape_rows = 16'000'000;  // 28 bytes each in memory; a longer tape is not kept
  bool keep_tape = true;  // false: only its digest is kept, and the losses are drawn anew if asked
  std::string outcomes;   // CSV of what came of each loan; empty: no comparison
  std::string project = ".";  // runs/ID is written below it
};

/// What a run gives back. `report` is the input of make_report, all of it filled.
struct RunOutcome {
  Recipe recipe;
  std::string id;
  std::string folder;  // runs/ID; empty: nothing was written
  std::string tape_sha256;
  std::uint64_t tape_rows = 0;
  RunResults results;
  ReportInput report;
  std::vector<RunGroup> groups;  // by lender, size and region
  std::vector<std::string> warnings;
};

/// Runs and writes runs/ID: manifest.json, report.html, tables/*.csv, paths.csv, tape.bin.
/// Errors: those of the readers and stages; R-101 stopped (nothing is left behind); RUN-1xx.
Result<RunOutcome> run(const RunRequest& request, RunControl& control);

/// Draws and keeps the losses only: manifest.json, paths.csv, tape.bin; no policy, no report.
Result<RunOutcome> simulate_book(const RunRequest& request, RunControl& control);

/// A finished run made again from its recipe, nothing written: for another language, or (policy not
/// empty) for another policy on the same losses. Errors: RUN-105 an input's bytes have changed
/// since (named), RUN-106 the tape is another one.
Result<RunOutcome> rerun(const StoredRunFolder& stored, const std::string& policy, unsigned threads,
                         RunControl& control);

/// Whether a run's losses were read from the tape it kept, or drawn once more.
enum class Luck : std::uint8_t { kept, drawn_again };
struct SharedRun {
  RunOutcome run;  // under the other policy; its id is that of such a run; nothing is written
  Luck luck = Luck::kept;
};

/// A finished run's losses under another policy (a file or a name): what `run` with that policy
/// gives, to the fen; what happened (outcomes) is left aside. ignore_effective: leave the policy's
/// dates aside, as does a run that did so. Errors: those of rerun; of read_tape; RUN-106 the kept
/// tape is not the run's.
Result<SharedRun> share_run(const StoredRunFolder& stored, const std::string& policy,
                            bool ignore_effective, unsigned threads, RunControl& control);

/// Every table of the report whole, also those behind its charts, as CSV with a byte order mark.
std::vector<CsvFile> report_tables(ReportInput input);

/// RUN-105 for each input of `before` (policy and outcomes aside, unless same_policy) whose bytes
/// are no longer among those of `now`, and for each of `now` that is new; equal bytes count one by
/// one.
Errors changed_inputs(const Recipe& before, const std::vector<HashedInput>& now, bool same_policy);

}  // namespace pledgelab
