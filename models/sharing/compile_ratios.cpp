// Firms, measures, ratios and breakers of a program, and what needs a periods file.
#include <algorithm>
#include <set>

#include "models/book/fields.hpp"
#include "models/sharing/compiling.hpp"

namespace pledgelab {

namespace sharing_compiling {
namespace {

// The code of a firm as the periods file writes it; a column of codes may read as numbers.
std::string firm_name(const FactTable& facts, const FactColumn& column, std::size_t row) {
  const std::int64_t value = column.value[row];
  if (column.kind == FactKind::text) return facts.words[static_cast<std::size_t>(value)];
  if (column.kind == FactKind::date) return to_iso(Date{static_cast<std::int32_t>(value)});
  if (column.kind == FactKind::boolean) return value != 0 ? "true" : "false";
  return std::to_string(value / fact_scale(column.kind));
}

// The firms of a role by the column that names them; of the scheme without one.
std::uint32_t firms_of(Compiler& compiler, const std::string& role, const FactColumn* column) {
  auto& keys = compiler.program.firms;
  for (std::size_t at = 0; at < keys.size(); ++at) {
    if (keys[at].role == role) return static_cast<std::uint32_t>(at);
  }
  FirmKey key;
  key.role = role;
  if (column != nullptr) key.column = compiler.column(column->name);
  if (column == nullptr) {
    key.names.emplace_back();
    key.of_row.assign(compiler.facts.rows, 0);
  }
  for (std::size_t row = 0; column != nullptr && row < compiler.facts.rows; ++row) {
    if (!column->has(row)) {
      key.of_row.push_back(FirmKey::kAbsent);
      continue;
    }
    const std::string name = firm_name(compiler.facts, *column, row);
    const auto found = std::find(key.names.begin(), key.names.end(), name);
    key.of_row.push_back(static_cast<std::uint32_t>(found - key.names.begin()));
    if (found == key.names.end()) key.names.push_back(name);
  }
  keys.push_back(std::move(key));
  return static_cast<std::uint32_t>(keys.size()) - 1;
}

std::uint32_t scheme_firms(Compiler& compiler) { return firms_of(compiler, "scheme", nullptr); }

std::uint32_t lender_firms(Compiler& compiler, const Place& place) {
  const FactColumn* column = compiler.facts.find("loan.lender_id");
  if (column == nullptr) {
    compiler.fail(place, "P-108", "a figure per lender needs the column loan.lender_id",
                  "add the column lender_id to the losses");
  }
  return column == nullptr ? scheme_firms(compiler) : firms_of(compiler, "lender", column);
}

std::uint32_t party_firms(Compiler& compiler, std::uint32_t party) {
  const Party& named = compiler.policy.parties[party];
  const FactColumn* column = named.firm ? compiler.facts.find(named.firm->name) : nullptr;
  return column == nullptr ? scheme_firms(compiler) : firms_of(compiler, named.id, column);
}

std::uint32_t ratio_firms(Compiler& compiler, const PolicyRatio& ratio) {
  if (ratio.per == Unit::Who::lender) return lender_firms(compiler, ratio.place);
  if (ratio.per == Unit::Who::role) return party_firms(compiler, ratio.role);
  return scheme_firms(compiler);
}

const std::string& word_of(MeasureKind kind) {
  return kMeasureWords[static_cast<std::size_t>(kind)];
}

// "periods.csv: no row of npl_balance for scheme_id 'wuhan', party_id 'B2' (ratio 'npl'), …"
void note_no_rows(Compiler& compiler, const ProgramMeasure& measure, const std::string& loans,
                  const std::string& of) {
  constexpr std::size_t kNamed = 3;
  std::vector<std::string> lacking;
  const std::vector<std::string>& names = compiler.program.firms[measure.firms].names;
  for (std::size_t firm = 0; firm < measure.series.size(); ++firm) {
    if (measure.series[firm].empty()) lacking.push_back("'" + names[firm] + "'");
  }
  if (lacking.empty() || compiler.periods->file.empty()) return;
  std::string parties;
  for (std::size_t at = 0; at < std::min(kNamed, lacking.size()); ++at) {
    parties += (parties.empty() ? "" : ", ") + lacking[at];
  }
  if (lacking.size() > kNamed)
    parties += " and " + std::to_string(lacking.size() - kNamed) + " more";
  std::set<std::string> others;
  for (const PeriodRow& row : compiler.periods->rows) {
    if (row.measure == measure.kind && row.scheme != loans) others.insert("'" + row.scheme + "'");
  }
  std::string there;
  for (const std::string& other : others) there += (there.empty() ? "" : ", ") + other;
  compiler.program.notes.push_back(compiler.periods->file + ": no row of " + word_of(measure.kind) +
                                   " has scheme_id '" + loans + "' and party_id " + parties +
                                   ", which " + of + " asks" +
                                   (there.empty() ? "" : "; there are rows of scheme_id " + there));
}

std::uint32_t add_measure(Compiler& compiler, const Measure& measure, std::uint32_t firms,
                          const std::string& loans, const std::string& of) {
  ProgramMeasure compiled;
  compiled.kind = measure.kind;
  compiled.party = measure.party;
  compiled.firms = firms;
  if (!is_booked(measure.kind)) {
    for (const std::string& name : compiler.program.firms[firms].names) {
      if (compiler.on_path) {
        compiled.series.emplace_back();
      } else {
        compiled.series.push_back(series_of(*compiler.periods, measure.kind, name, loans));
      }
    }
    if (!compiler.on_path) note_no_rows(compiler, compiled, loans, of);
  }
  compiler.program.measures.push_back(std::move(compiled));
  return static_cast<std::uint32_t>(compiler.program.measures.size()) - 1;
}

void compile_ratio(Compiler& compiler, const PolicyRatio& ratio, bool used) {
  ProgramRatio compiled;
  compiled.id = ratio.id;
  compiled.at = ratio.at;
  compiled.used = used;
  if (used) {
    const std::string loans = ratio.loans == PolicyRatio::Loans::scheme ? compiler.policy.id
                              : ratio.loans == PolicyRatio::Loans::all  ? std::string()
                                                                        : ratio.loans_text;
    compiled.firms = ratio_firms(compiler, ratio);
    const std::string of = "ratio '" + ratio.id + "'";
    compiled.top = add_measure(compiler, ratio.top, compiled.firms, loans, of);
    compiled.bottom = add_measure(compiler, ratio.bottom, compiled.firms, loans, of);
  } else {
    compiler.program.notes.push_back("ratio '" + ratio.id + "' is asked by no step and no breaker");
  }
  compiler.program.ratios.push_back(std::move(compiled));
}

void compile_breaker(Compiler& compiler, const PolicyBreaker& breaker) {
  ProgramBreaker compiled;
  compiled.id = breaker.id;
  compiled.does = breaker.does;
  compiled.lapse = breaker.lapse;
  compiled.off_at_least = breaker.off_at_least;
  for (const BreakerWatch& watch : breaker.watches) {
    ProgramWatch read{watch.ratio, 0, watch.rate, watch.trip, watch.resume, watch.text};
    compiled.firms =
        watch.ratio ? compiler.program.ratios[*watch.ratio].firms : scheme_firms(compiler);
    if (!watch.ratio) {
      read.measure = add_measure(compiler, watch.measure, compiled.firms, compiler.policy.id,
                                 "breaker '" + breaker.id + "'");
    }
    compiled.watches.push_back(std::move(read));
  }
  const std::uint32_t origination = compiler.program.origination;
  const bool dates = origination != kNone &&
                     comparable(compiler.program.columns[origination].kind, FactKind::date);
  if (breaker.does == PolicyBreaker::Does::stop_new && !dates) {
    compiler.fail(breaker.place, "P-108",
                  "breaker '" + breaker.id +
                      "' stops new loans, and no column gives the date loan.origination",
                  "add the column loan.origination_date");
  }
  compiler.program.breakers.push_back(std::move(compiled));
  compiler.program.clauses.push_back(breaker.id);
}

void refuse(Compiler& compiler, const Place& place, const std::string& what) {
  compiler.fail(place, "P-102", what + " is not built yet",
                "given losses can be shared: pledgelab share --losses FILE --periods FILE");
}

// A loan alone, whole and at once, has no periods.
void refuse_all(Compiler& compiler) {
  for (const PolicyRatio& ratio : compiler.policy.ratios) {
    refuse(compiler, ratio.place, "ratio '" + ratio.id + "' of a loan alone");
  }
  for (const PolicyBreaker& breaker : compiler.policy.breakers) {
    refuse(compiler, breaker.place, "breaker '" + breaker.id + "' over a loan alone");
  }
}

// What a path knows of a measure: its events over the book's schedule, and its own bookings.
void refuse_measure(Compiler& compiler, const Measure& measure, const std::string& of) {
  const bool known = is_booked(measure.kind) || measure.kind == MeasureKind::loan_balance ||
                     measure.kind == MeasureKind::npl_balance;
  if (known) return;
  refuse(compiler, measure.place,
         "'" + measure.text + "' of " + of +
             " on simulated paths, which know loan_balance, npl_balance, gross, bill and net,");
}

void refuse_unknown_on_paths(Compiler& compiler) {
  const std::vector<bool> used = ratios_used(compiler.policy);
  for (std::size_t at = 0; at < used.size(); ++at) {
    const PolicyRatio& ratio = compiler.policy.ratios[at];
    if (!used[at]) continue;
    const std::string name = "ratio '" + ratio.id + "'";
    refuse_measure(compiler, ratio.top, name);
    refuse_measure(compiler, ratio.bottom, name);
    if (ratio.loans == PolicyRatio::Loans::scheme) continue;
    refuse(
        compiler, ratio.place,
        name + " of other loans than the scheme's on simulated paths, whose book is the scheme,");
  }
  for (const PolicyBreaker& breaker : compiler.policy.breakers) {
    for (const BreakerWatch& watch : breaker.watches) {
      if (watch.ratio) continue;
      refuse_measure(compiler, watch.measure, "breaker '" + breaker.id + "'");
    }
  }
}

// No limit reads a measure of a party without a periods file.
void refuse_party_measures(Compiler& compiler) {
  std::set<std::string> told;
  for (const FactName& name : facts_asked(compiler.policy)) {
    const bool measure = measure_fact(compiler.policy, name.name).has_value();
    if (!measure || compiler.measure_column(name.name) != nullptr) continue;
    if (!told.insert(name.name).second) continue;
    refuse(compiler, name.place, "the measure '" + name.name + "' on simulated paths");
  }
}

void note_unused_rows(Compiler& compiler) {
  std::set<std::uint32_t> used;
  for (const ProgramMeasure& measure : compiler.program.measures) {
    for (const PeriodSeries& series : measure.series) {
      for (const PeriodRow& row : series) used.insert(row.line);
    }
  }
  const PeriodRow* first = nullptr;
  std::size_t count = 0;
  for (const PeriodRow& row : compiler.periods->rows) {
    if (used.count(row.line) != 0) continue;
    ++count;
    if (first == nullptr || row.line < first->line) first = &row;
  }
  if (first == nullptr) return;
  compiler.program.notes.push_back(
      std::to_string(count) + (count == 1 ? " row of " : " rows of ") + compiler.periods->file +
      " no ratio, breaker or limit asks; the first in line " + std::to_string(first->line) +
      " (party_id '" + first->party + "', scheme_id '" + first->scheme + "', measure " +
      word_of(first->measure) + "); the scheme_id of this policy is '" + compiler.policy.id + "'");
}

}  // namespace

const FactColumn* Compiler::measure_column(const std::string& name) const {
  const FactColumn* plain = facts.find(name);
  return plain != nullptr ? plain : facts.find(name + money_suffix(policy.currency));
}

std::uint32_t Compiler::ratio_fact(const FactName& name) {
  Term term;
  term.op = Op::ratio;
  term.kind = FactKind::rate;
  while (term.index + 1 < policy.ratios.size() &&
         "ratio." + policy.ratios[term.index].id != name.name) {
    ++term.index;
  }
  return add(term, {});
}

std::uint32_t Compiler::party_measure(const FactName& name, const MeasureFact& fact) {
  Measure measure;
  measure.kind = fact.kind;
  const std::uint32_t firms =
      fact.party ? party_firms(*this, *fact.party) : lender_firms(*this, name.place);
  Term term;
  term.op = Op::measure;
  term.kind = FactKind::money;
  term.index = add_measure(*this, measure, firms, policy.id, "'" + name.name + "'");
  return add(term, {});
}

void compile_watched(Compiler& compiler) {
  const SharingPolicy& policy = compiler.policy;
  if (compiler.periods == nullptr) {
    refuse_party_measures(compiler);
    if (compiler.on_path) {
      refuse_unknown_on_paths(compiler);
    } else {
      refuse_all(compiler);
    }
    if (!compiler.on_path || !compiler.errors.empty()) return;
  }
  const auto needs = needs_of_periods(policy, compiler.facts.names());
  if (!compiler.on_path && !needs.empty() && compiler.periods->file.empty()) {
    for (const std::string& need : needs) {
      compiler.fail({}, "P-165", need + " needs a periods file",
                    "give it with --periods FILE: party_id, scheme_id, period_start, period_end, "
                    "cohort, measure, value" +
                        money_suffix(policy.currency) + "; scheme_id '" + policy.id +
                        "' for loans under the scheme, empty for all loans of a party");
    }
    return;
  }
  const std::vector<bool> used = ratios_used(policy);
  for (std::size_t at = 0; at < used.size(); ++at) {
    compile_ratio(compiler, policy.ratios[at], used[at]);
  }
  for (const PolicyBreaker& breaker : policy.breakers) compile_breaker(compiler, breaker);
}

void refuse_beyond_loan(Compiler& compiler) {
  const Program& program = compiler.program;
  const auto check = [&](std::uint32_t term, const Place& place, const std::string& what) {
    if (term == kNone || program.terms[term].by_row) return;
    compiler.fail(place, "P-102", "a ratio or a measure in " + what + " is not built yet",
                  "it asks facts of the loan alone");
  };
  for (std::size_t at = 0; at < program.charges.size(); ++at) {
    const ProgramCharge& charge = program.charges[at];
    const std::string what = "charge '" + charge.id + "'";
    check(charge.condition, compiler.policy.charges[at].place, what);
    check(charge.amount, compiler.policy.charges[at].place, what);
    check(charge.at_most, compiler.policy.charges[at].place, what);
  }
  if (program.advance) check(program.advance->rate, compiler.policy.advance->place, "an advance");
  if (program.purchase) {
    check(program.purchase->price, compiler.policy.purchase->place, "a purchase");
  }
}

void note_periods(Compiler& compiler) {
  if (compiler.periods == nullptr || compiler.periods->file.empty()) return;
  if (needs_of_periods(compiler.policy, compiler.facts.names()).empty()) {
    compiler.program.notes.push_back(compiler.periods->file +
                                     " is not used: the policy asks no ratio and no measure");
    return;
  }
  note_unused_rows(compiler);
}

}  // namespace sharing_compiling
}  // namespace pledgelab
