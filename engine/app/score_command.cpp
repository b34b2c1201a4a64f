#include "engine/app/commands.hpp"
#include "engine/app/score_answer.hpp"

namespace pledgelab {

int score_command(const Arguments& arguments) {
  CommandLine line(
      "score",
      "The high-value-patent index of a set: five dimensions, percentiles by cohort, a legal gate, "
      "rank with its range, what speaks for and against each, what was missing. --fit holds the "
      "weights against an outcome and estimates them anew; --against counts the awarded among the "
      "first k. Exit code 1 when the order is no better than luck, or most single ranks are "
      "noise.",
      "pledgelab score --patents patents.csv\n"
      "  pledgelab score --patents patents.csv --fit 'maintenance_fees_paid>=2'\n"
      "  pledgelab score --patents patents.csv --against awards.csv");
  ScoreRequest request;
  std::size_t top = 20;
  CLI::App& options = line.options();
  options
      .add_option("--patents", request.patents_path,
                  "one row a patent: patent_id, kind, section, grant_date, status, indicators "
                  "(claims_count, forward_citations_5y_count, …), ipc, cited_ipc, citing_ipc")
      ->required();
  options.add_option("--weights", request.weights,
                     "an index: a file, or a name of policies/quality (hvp-base)");
  options.add_option("--fit", request.fit, "an outcome: a column of 0 and 1, or COLUMN>=NUMBER");
  options.add_option("--against", request.awards_path, "awarded patents: a CSV with patent_id");
  options.add_option("--seed", request.seed, "of the folds of --fit (1)");
  options.add_option("--top", top, "patents shown in the text (20)");
  if (const auto code = line.parse(arguments)) return *code;
  const bool fit_empty = options.count("--fit") > 0 && request.fit.empty();
  if (fit_empty || (options.count("--against") > 0 && request.awards_path.empty())) {
    return refuse(line.json(), {{"U-106",
                                 {},
                                 fit_empty ? "--fit names no outcome" : "--against names no file",
                                 "see: pledgelab help score",
                                 ErrorKind::input}});
  }
  const auto outcome = score(request);
  if (!outcome) return refuse(line.json(), outcome.errors());
  return answer(line.json(), to_json(outcome.value()), to_text(outcome.value(), top),
                outcome.value().warnings,
                outcome.value().ranks_are_noise() || outcome.value().order_is_noise() ? 1 : 0);
}

}  // namespace pledgelab
