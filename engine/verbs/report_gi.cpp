#include "engine/verbs/report_gi.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/formats/csv.hpp"
#include "engine/formats/digest.hpp"
#include "engine/verbs/sheet_rejects.hpp"
#include "engine/verbs/value.hpp"
#include "models/base/nearest.hpp"
#include "models/programme/read_programme.hpp"
#include "models/programme/screen.hpp"

namespace pledgelab {
namespace {

struct Programme {
  const ProgrammeRequest& request;
  ProgrammeOutcome outcome = {};
  std::vector<ProgrammeYear> years = {};
  std::vector<ProgrammeMember> members = {};
  std::vector<MemberLending> lending = {};
  std::vector<std::vector<MissingFigure>> doubts = {};  // by row of `years`
};

Result<Cells> sheet_of(const std::string& path, const char* what, ProgrammeReportInput& input) {
  auto cells = read_csv(path);
  if (cells) input.hashes.emplace_back(what, sha256_hex(*cells.value().bytes));
  return cells;
}

// The rows kept; those left out are told, or too many.
template <class T>
Result<std::vector<T>> kept_of(Result<SheetReading<T>> reading, const std::string& path,
                               Programme& all, std::size_t& rejects) {
  if (!reading) return reading.errors();
  const Outcome taken = take_rejects("G-143", path, reading.value().rejects, reading.value().count,
                                     all.request.most_rejected, all.outcome.warnings);
  if (!taken) return taken.errors();
  rejects = reading.value().rejects.size();
  for (const std::string& note : reading.value().notes) all.outcome.warnings.push_back(note);
  return std::move(reading).value().rows;
}

// A year that the as-of date does not know yet is left out; one that still runs is told.
Outcome keep_known_years(Programme& all) {
  const Date as_of = all.outcome.programme.as_of;
  const int now = civil(as_of).year;
  const std::size_t before = all.years.size();
  all.years.erase(std::remove_if(all.years.begin(), all.years.end(),
                                 [&](const ProgrammeYear& one) { return one.year > now; }),
                  all.years.end());
  const std::string at = " the as-of date " + to_iso(as_of);
  if (all.years.empty()) {
    return Error{"G-145",
                 {all.request.programme_path, 0, 0},
                 "every year of the sheet lies after" + at,
                 "give the date that the figures are known at: --as-of",
                 ErrorKind::input};
  }
  if (const std::size_t later = before - all.years.size(); later > 0) {
    all.outcome.warnings.push_back(all.request.programme_path + ": " + std::to_string(later) +
                                   " rows of years after" + at + " are left out");
  }
  const bool whole = as_of == make_date(now, 12, 31).value();
  const bool running = !whole && std::any_of(all.years.begin(), all.years.end(),
                                             [&](const auto& one) { return one.year == now; });
  if (running) {
    all.outcome.warnings.push_back(all.request.programme_path + ": " + std::to_string(now) +
                                   " is not over at" + at + ": its figures are of a part of it");
  }
  return Done{};
}

// Figures that can hardly be are left out, by the scenario's `unit_gate`.
Outcome screen_years(Programme& all) {
  ProgrammeReportInput& input = all.outcome.programme;
  std::vector<HashedInput> hashes;
  const auto scenario =
      find_scenario(all.request.inputs.scenario, hashes, all.request.inputs.project);
  if (!scenario) return scenario.errors();
  const auto gate = FactorState(scenario.value(), 0).level("unit_gate");
  if (!gate) return gate.errors();
  for (const HashedInput& hash : hashes) {
    input.hashes.emplace_back(hash.what + " " + hash.name, hash.sha256);
  }
  ScreenedProgramme screened = screen_programme(all.years, gate.value());
  all.years = std::move(screened.years);
  all.doubts = std::move(screened.doubts);
  return Done{};
}

Outcome take_years(Programme& all) {
  ProgrammeReportInput& input = all.outcome.programme;
  const std::string& path = all.request.programme_path;
  const auto cells = sheet_of(path, "programme", input);
  if (!cells) return cells.errors();
  auto kept = kept_of(read_programme(cells.value()), path, all, input.sheet_rejects);
  if (!kept) return kept.errors();
  all.years = std::move(kept).value();
  if (const Outcome known = keep_known_years(all); !known) return known.errors();
  const auto by_year = [](const ProgrammeYear& a, const ProgrammeYear& b) {
    return a.year < b.year;
  };
  const auto ends = std::minmax_element(all.years.begin(), all.years.end(), by_year);
  input.first = all.request.first.value_or(ends.first->year);
  input.last = all.request.last.value_or(ends.second->year);
  const bool any = std::any_of(all.years.begin(), all.years.end(), [&](const ProgrammeYear& one) {
    return one.year >= input.first && one.year <= input.last;
  });
  if (any) return Done{};
  return Error{"G-144",
               {path, 0, 0},
               "the sheet has no year from " + std::to_string(input.first) + " to " +
                   std::to_string(input.last),
               "its years are " + std::to_string(ends.first->year) + " to " +
                   std::to_string(ends.second->year),
               ErrorKind::input};
}

// Every member that the book or the programme does not know is told.
Outcome check_members(const Programme& all, const Book& book) {
  std::vector<std::string> borrowers;
  for (const Borrower& borrower : book.borrowers) borrowers.push_back(borrower.id);
  std::vector<std::string> indications;
  for (const ProgrammeYear& year : all.years) indications.push_back(year.gi_id);
  const std::set<std::string> known(borrowers.begin(), borrowers.end());
  const std::set<std::string> named(indications.begin(), indications.end());
  Errors errors;
  for (const ProgrammeMember& member : all.members) {
    const Origin origin = {all.request.members_path, member.line, 0};
    if (named.count(member.gi_id) == 0) {
      const std::string near = nearest_word(member.gi_id, indications);
      errors.push_back(
          {"G-142", origin, "the programme has no indication '" + member.gi_id + "'",
           near.empty() ? "name it as in the programme's gi_id" : "did you mean '" + near + "'?",
           ErrorKind::input});
    }
    if (known.count(member.borrower_id) == 0) {
      const std::string near = nearest_word(member.borrower_id, borrowers);
      errors.push_back({"G-141", origin, "the book has no borrower '" + member.borrower_id + "'",
                        near.empty() ? "list members that borrow, by their id in the book"
                                     : "did you mean '" + near + "'?",
                        ErrorKind::input});
    }
  }
  if (!errors.empty()) return errors;
  return Done{};
}

// The rights in each indication that the book holds, with the lender's model value.
void add_pledged(const ValueOutcome& valued, Programme& all) {
  const Book& book = valued.inputs.book();
  std::set<std::uint32_t> pledged;
  for (const Pledge& pledge : book.pledges) pledged.insert(pledge.asset.index);
  std::set<std::string> told;
  for (const ProgrammeYear& year : all.years) {
    for (std::size_t i = 0; i < book.assets.size(); ++i) {
      const Asset& asset = book.assets[i];
      if (!is_right_in(asset, year) || !told.insert(year.gi_id + "/" + asset.id).second) continue;
      const Valuation& value = valued.valuations[i];
      std::string remark;
      for (const std::string& flag : value.flags) remark += (remark.empty() ? "" : "; ") + flag;
      all.outcome.programme.pledged.push_back(
          {year.gi_id, asset.id, asset.owner_id, pledged.count(static_cast<std::uint32_t>(i)) == 1,
           value.lower_quartile_yuan, value.median_yuan, value.upper_quartile_yuan, remark});
    }
  }
}

Outcome take_members(Programme& all) {
  ProgrammeReportInput& input = all.outcome.programme;
  const std::string& path = all.request.members_path;
  if (path.empty()) return Done{};
  const auto cells = sheet_of(path, "members", input);
  if (!cells) return cells.errors();
  auto kept = kept_of(read_members(cells.value()), path, all, input.member_rejects);
  if (!kept) return kept.errors();
  all.members = std::move(kept).value();
  const auto valued = value(all.request.inputs);
  if (!valued) return valued.errors();
  const Inputs& inputs = valued.value().inputs;
  if (const Outcome good = check_members(all, inputs.book()); !good) return good.errors();
  for (const HashedInput& hash : inputs.hashes) {
    input.hashes.emplace_back(hash.what + " " + hash.name, hash.sha256);
  }
  for (const std::string& warning : inputs.warnings) all.outcome.warnings.push_back(warning);
  input.members_given = true;
  input.currency = inputs.book().currency;
  input.scenario_id = inputs.scenario.id;
  const BookLinks links = link(inputs.book());
  for (const ProgrammeYear& year : all.years) {
    all.lending.push_back(member_lending(inputs.book(), links, year, all.members));
  }
  add_pledged(valued.value(), all);
  return Done{};
}

Outcome make_figures(Programme& all) {
  ProgrammeReportInput& input = all.outcome.programme;
  auto figures = programme_figures(all.years, all.lending, input.first, input.last);
  if (!figures) return figures.errors();
  input.figures = std::move(figures).value();
  for (ProgrammeFigures& one : input.figures) {
    for (std::size_t row = 0; row < all.years.size(); ++row) {
      const ProgrammeYear& year = all.years[row];
      if (year.gi_id != one.year.gi_id || year.year != one.year.year) continue;
      one.missing.insert(one.missing.end(), all.doubts[row].begin(), all.doubts[row].end());
    }
  }
  return Done{};
}

}  // namespace

Result<ProgrammeOutcome> report_gi(const ProgrammeRequest& request) {
  if (!request.inputs.as_of) {
    return Error{"I-101",
                 {},
                 "the as-of date is always explicit",
                 "add --as-of 2026-09-30",
                 ErrorKind::input};
  }
  if (const Outcome free = check_page(request.page); !free) return free.errors();
  Programme all{request};
  ProgrammeReportInput& input = all.outcome.programme;
  input.as_of = *request.inputs.as_of;
  for (const auto step : {take_years, screen_years, take_members, make_figures}) {
    if (const Outcome done = step(all); !done) return done.errors();
  }
  input.synthetic = std::all_of(all.years.begin(), all.years.end(), [](const ProgrammeYear& one) {
    return one.registration_number.rfind("SAMPLE-", 0) == 0;
  });
  input.programme_id = page_id("g", input.hashes);
  auto test = test_forecasts(request.tests);
  if (!test) return test.errors();
  input.backtested = backtested_sentence(test.value() ? &test.value()->test : nullptr);
  all.outcome.test = std::move(test).value();
  all.outcome.report = make_programme_report(input);
  auto page = write_page(all.outcome.report, request.page, "gi.html");
  if (!page) return page.errors();
  all.outcome.page = std::move(page).value();
  return std::move(all.outcome);
}

}  // namespace pledgelab
