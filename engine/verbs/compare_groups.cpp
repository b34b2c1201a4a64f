#include "engine/verbs/compare_groups.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "models/book/words.hpp"

namespace pledgelab {
namespace {

// What to group by; several columns may tell it.
const std::array<std::vector<std::string>, 3> kGroupFacts = {{
    {"loan.lender_id"},
    {"borrower.size", "loan.size"},
    {"borrower.region", "loan.region"},
}};

std::string key_of(const FactTable& facts, const FactColumn& column, std::size_t row) {
  if (!column.has(row)) return "";
  if (column.kind == FactKind::text)
    return facts.words[static_cast<std::size_t>(column.value[row])];
  return std::to_string(column.value[row] / fact_scale(column.kind));
}

// By how much the policies differ on the group, charges included.
std::int64_t spread(const ComparedGroup& group) {
  std::vector<std::int64_t> whole = group.lender_net_fen;
  for (std::size_t i = 0; i < whole.size(); ++i) whole[i] += group.lender_charges_fen[i];
  const auto ends = std::minmax_element(whole.begin(), whole.end());
  return *ends.second - *ends.first;
}

void add(std::vector<std::int64_t>& sums, const std::vector<std::int64_t>& more) {
  sums.resize(more.size(), 0);
  for (std::size_t i = 0; i < more.size(); ++i) sums[i] += more[i];
}

std::vector<ComparedGroup> groups_by(const FactTable& facts, const FactColumn& column,
                                     const std::vector<GroupedRow>& rows) {
  std::map<std::string, ComparedGroup> groups;
  for (const GroupedRow& row : rows) {
    const std::string key = key_of(facts, column, row.row);
    ComparedGroup& group = groups[key];
    group.by = column.name;
    group.key = key;
    if (row.loss_fen > 0) ++group.count;
    group.loss_fen += row.loss_fen;
    add(group.lender_net_fen, row.lender_net_fen);
    add(group.lender_charges_fen, row.lender_charges_fen);
  }
  std::vector<ComparedGroup> sorted;
  sorted.reserve(groups.size());
  for (auto& entry : groups) sorted.push_back(std::move(entry.second));
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return spread(a) > spread(b); });
  return sorted;
}

// Of one loan: lender, size, region.
std::array<std::string, 3> keys_of(const Book& book, std::size_t loan) {
  const Borrower& borrower = book.borrowers[book.loans[loan].borrower.index];
  const std::string size =
      borrower.size ? kBorrowerSizeWords[static_cast<std::size_t>(*borrower.size)] : "";
  return {book.lenders[book.loans[loan].lender.index].id, size, borrower.region};
}

}  // namespace

std::vector<ComparedGroup> group_rows(const FactTable& facts, const std::vector<GroupedRow>& rows,
                                      std::vector<std::string>& missing) {
  std::vector<ComparedGroup> groups;
  for (const std::vector<std::string>& names : kGroupFacts) {
    bool found = false;
    for (const std::string& name : names) {
      const FactColumn* column = facts.find(name);
      if (column == nullptr) continue;
      found = true;
      for (ComparedGroup& group : groups_by(facts, *column, rows)) {
        groups.push_back(std::move(group));
      }
    }
    if (!found) missing.push_back(names.front());
  }
  return groups;
}

std::vector<RunGroup> group_run(const Book& book, const RunResults& results) {
  std::array<std::map<std::string, RunGroup>, 3> by;
  for (std::size_t loan = 0; loan < results.loans.size(); ++loan) {
    const std::array<std::string, 3> keys = keys_of(book, loan);
    for (std::size_t fact = 0; fact < keys.size(); ++fact) {
      RunGroup& group = by[fact][keys[fact]];
      group.by = kGroupFacts[fact].front();
      group.key = keys[fact];
      ++group.loan_count;
      group.loss_yuan += results.expected_loss_yuan(loan);
      group.lender_net_yuan +=
          static_cast<double>(results.loans[loan].lender_net_fen) / 100 / results.paths;
      if (results.parties.empty()) continue;
      group.undecided_yuan +=
          results.expected_loss_yuan(loan) -
          static_cast<double>(results.loans[loan].parties_net_fen) / 100 / results.paths;
    }
  }
  std::vector<RunGroup> groups;
  for (auto& fact : by) {
    for (auto& entry : fact) groups.push_back(std::move(entry.second));
  }
  return groups;
}

}  // namespace pledgelab
