#include "engine/verbs/explain_book.hpp"

#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include "engine/formats/file.hpp"
#include "engine/verbs/explain_change.hpp"
#include "engine/verbs/share_csv.hpp"

namespace pledgelab {
namespace {

constexpr std::array<const char*, 3> kStandingWords = {"stays", "added", "gone"};

Outcome nothing_at(const std::string& path) {
  std::error_code ignored;
  const auto type = std::filesystem::symlink_status(path, ignored).type();
  if (type == std::filesystem::file_type::not_found) return Done{};
  return Error{"U-108",
               {path, 0, 0},
               "there is something at this name already",
               "give --csv a file that is not there yet",
               ErrorKind::input};
}

std::string cell(std::int64_t fen) { return "," + to_decimal(Money::of_fen(fen)); }

}  // namespace

const char* group_word(ChangeGroup group) {
  constexpr std::array<const char*, kChangeGroups> kWords = {
      "time", "market", "revenue", "royalty", "legal", "evidence", "portfolio", "model"};
  return kWords[static_cast<std::size_t>(group)];
}

std::string book_change_csv(const BookExplanation& told) {
  const std::string suffix = money_suffix(told.currency);
  std::string csv = "asset_id,standing,before" + suffix + ",after" + suffix + ",change" + suffix;
  for (std::size_t group = 0; group < kChangeGroups; ++group) {
    csv += std::string(",") + group_word(static_cast<ChangeGroup>(group)) + suffix;
  }
  csv += "\n";
  for (const RightChange& right : told.change.rights) {
    csv += csv_cell(right.asset_id) + "," +
           kStandingWords[static_cast<std::size_t>(right.standing)] + cell(right.before_fen) +
           cell(right.after_fen) + cell(right.change_fen());
    for (const std::int64_t fen : right.group_fen) csv += cell(fen);
    csv += "\n";
  }
  return csv;
}

Result<BookExplanation> explain_book(const ExplainBookRequest& request) {
  if (const Outcome ordered = dates_in_order(request.from, request.to); !ordered) {
    return ordered.errors();
  }
  if (!request.csv_path.empty()) {
    if (const Outcome free = nothing_at(request.csv_path); !free) return free.errors();
  }
  const auto before = read_inputs(request.from);
  if (!before) return before.errors();
  const auto after = read_inputs(request.to);
  if (!after) return after.errors();
  const FactorState old_levels(before.value().scenario, 0);
  const FactorState new_levels(after.value().scenario, 0);
  const ValuationInputs old_inputs{old_levels, before.value().law, before.value().as_of};
  const ValuationInputs new_inputs{new_levels, after.value().law, after.value().as_of};
  auto change =
      explain_book_change({before.value().book(), old_inputs}, {after.value().book(), new_inputs});
  if (!change) return change.errors();
  BookExplanation told;
  told.currency = after.value().book().currency;
  told.from = before.value().as_of;
  told.to = after.value().as_of;
  told.change = std::move(change).value();
  told.warnings = after.value().warnings;
  if (request.one_book) told.warnings.push_back(kOneBookWarning);
  if (!request.csv_path.empty()) {
    const Outcome written = write_file(request.csv_path, book_change_csv(told));
    if (!written) return written.errors();
  }
  return told;
}

}  // namespace pledgelab
