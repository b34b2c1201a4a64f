#include "engine/verbs/explain_loan.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <system_error>
#include <utility>

#include "engine/formats/csv.hpp"
#include "engine/formats/digest.hpp"
#include "engine/formats/file.hpp"
#include "engine/verbs/project.hpp"
#include "models/base/nearest.hpp"
#include "models/exposure/balance.hpp"
#include "models/loss/loss_model.hpp"

namespace pledgelab {
namespace {

Result<LoanId> find_loan(const Book& book, const std::string& id) {
  std::vector<std::string> ids;
  for (std::uint32_t i = 0; i < book.loans.size(); ++i) {
    if (book.loans[i].id == id) return LoanId{i};
    ids.push_back(book.loans[i].id);
  }
  return Error{"E-101",
               {},
               "no loan of the book has the id '" + id + "'",
               suggestion(id, ids),
               ErrorKind::not_found};
}

// Now, each year, and the day it is due.
void add_schedule(const Loan& loan, Date as_of, LoanExplanation& told) {
  const int months = std::clamp(months_between(as_of, loan.maturity) + 1, 0, 1200);
  const std::vector<std::int64_t> owed = scheduled_balance_fen(loan, as_of, months);
  for (int month = 0; month <= months; ++month) {
    const bool cleared = month > 0 && owed[static_cast<std::size_t>(month) - 1] == 0;
    if (cleared) return;
    if (month % 12 != 0 && owed[static_cast<std::size_t>(month)] != 0) continue;
    told.schedule.emplace_back(month, Money::of_fen(owed[static_cast<std::size_t>(month)]));
  }
}

Outcome add_payers(const ExplainLoanRequest& request, const Book& book, LoanId loan,
                   LoanExplanation& told) {
  std::string name = request.policy;
  bool ignore = request.ignore_effective;
  if (request.run) {
    if (name.empty()) name = request.run->recipe.policy;
    ignore = ignore || request.run->recipe.ignore_effective;
  }
  if (name.empty()) return Done{};
  const auto document = find_document(DocumentKind::sharing_policy, name, request.inputs.project);
  if (!document) return document.errors();
  const auto policy = read_sharing_policy(document.value());
  if (!policy) return policy.errors();
  auto payers = explain_payers(book, policy.value(), ignore, loan, told.as_of);
  if (!payers) return payers.errors();
  told.payers = std::move(payers).value();
  return Done{};
}

// A figure of the loan's row, which is that number and nothing else.
std::optional<double> cell_of(const Cells& cells, std::size_t row, const std::string& column) {
  for (std::size_t at = 0; at < cells.width(); ++at) {
    if (cells.header[at].text != column) continue;
    const std::string_view text = cells.at(row, at).text;
    double number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return std::isfinite(number) ? std::optional<double>(number) : std::nullopt;
  }
  return std::nullopt;
}

// The loan's row of a run's loans.csv; none when the file is gone, or is not the one that the run
// wrote: then the losses are drawn again.
std::optional<LoanInRun> kept_row(const StoredRunFolder& run, const std::string& loan_id,
                                  const std::string& suffix) {
  const std::string path = run.folder + "/loans.csv";
  auto bytes = read_file(path);
  if (!bytes) return std::nullopt;
  const std::string digest = sha256_hex(bytes.value());
  const bool ours = std::any_of(run.files.begin(), run.files.end(), [&](const HashedInput& file) {
    return file.name == "loans.csv" && file.sha256 == digest;
  });
  if (!ours) return std::nullopt;
  const auto cells = parse_csv(std::move(bytes).value(), path);
  if (!cells) return std::nullopt;
  for (std::size_t row = 0; row < cells.value().rows(); ++row) {
    if (cells.value().at(row, 0).text != loan_id) continue;
    const auto defaults = cell_of(cells.value(), row, "default_frac");
    const auto loss = cell_of(cells.value(), row, "expected_loss" + suffix);
    const auto tail = cell_of(cells.value(), row, "expected_shortfall" + suffix);
    if (defaults && loss && tail) return LoanInRun{run.id, *defaults, *loss, *tail};
  }
  return std::nullopt;
}

Outcome add_run(const ExplainLoanRequest& request, LoanId loan, RunControl& control,
                LoanExplanation& told) {
  const StoredRunFolder& run = *request.run;
  told.run = kept_row(run, request.loan_id, money_suffix(told.currency));
  if (told.run) return Done{};
  const auto again = rerun(run, {}, 1, control);
  if (!again) return again.errors();
  const RunResults& results = again.value().results;
  told.run = LoanInRun{run.id,
                       static_cast<double>(results.loans[loan.index].default_count) / results.paths,
                       results.expected_loss_yuan(loan.index), results.loans[loan.index].tail_yuan};
  return Done{};
}

// Each model's own explanation, on a book whose terms are filled.
Outcome add_models(const Inputs& inputs, const Book& book, LoanId loan, LoanExplanation& told) {
  auto pd = explain_pd(book, inputs.scenario, inputs.as_of, loan);
  if (!pd) return pd.errors();
  told.pd = std::move(pd).value();
  auto recovery = explain_recovery(book, inputs.scenario, inputs.as_of, loan);
  if (!recovery) return recovery.errors();
  told.recovery = std::move(recovery).value();
  return Done{};
}

// What the pledged rights are to the loan together, and how far it is from its ceiling.
Outcome add_cover(const ValueOutcome& valued, LoanId loan, LoanExplanation& told) {
  auto package = explain_package(valued.inputs, loan);
  if (!package) return package.errors();
  told.package = std::move(package).value();
  auto trigger = explain_trigger(valued, loan, told.loan);
  if (!trigger) return trigger.errors();
  told.trigger = std::move(trigger).value();
  return Done{};
}

Result<Book> filled(const ExplainLoanRequest& request, const Inputs& inputs, LoanId loan,
                    LoanExplanation& told) {
  const std::uint64_t seed = request.run ? request.run->recipe.seed : 1;
  if (inputs.book().loans[loan.index].term_from_scenario) {
    told.warnings.push_back(
        "the file states no maturity: the term is drawn from the scenario's "
        "term_months with seed " +
        std::to_string(seed));
  }
  return with_terms(inputs.book(), inputs.scenario, seed, inputs.as_of);
}

}  // namespace

Result<LoanExplanation> explain_loan(const ExplainLoanRequest& request, RunControl& control) {
  const auto valued = value(request.inputs);
  if (!valued) return valued.errors();
  if (const Outcome go = go_on(control); !go) return go.errors();
  const Inputs& inputs = valued.value().inputs;
  if (request.run) {
    const Errors changed = changed_inputs(request.run->recipe, inputs.hashes, false);
    if (!changed.empty()) return changed;
  }
  const auto found = find_loan(inputs.book(), request.loan_id);
  if (!found) return found.errors();
  const LoanId loan = found.value();
  LoanExplanation told;
  told.warnings = inputs.warnings;
  const auto book = filled(request, inputs, loan, told);
  if (!book) return book.errors();
  told.currency = inputs.book().currency;
  told.as_of = inputs.as_of;
  told.loan = book.value().loans[loan.index];
  told.borrower_id = inputs.book().borrowers[told.loan.borrower.index].id;
  told.lender_id = inputs.book().lenders[told.loan.lender.index].id;
  add_schedule(told.loan, inputs.as_of, told);
  auto pledges = explain_pledges(valued.value(), loan);
  if (!pledges) return pledges.errors();
  told.pledges = std::move(pledges).value();
  told.coverage = valued.value().coverage[loan.index];
  if (const Outcome done = add_cover(valued.value(), loan, told); !done) return done.errors();
  if (const Outcome done = add_models(inputs, book.value(), loan, told); !done)
    return done.errors();
  if (const Outcome done = add_payers(request, book.value(), loan, told); !done) {
    return done.errors();
  }
  if (request.run) {
    if (const Outcome done = add_run(request, loan, control, told); !done) return done.errors();
  }
  return told;
}

}  // namespace pledgelab
