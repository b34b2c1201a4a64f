// Losses and loans in groups, by lender, size and region: what each policy leaves with the lenders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/run/results.hpp"
#include "models/book/book.hpp"
#include "models/policy/facts.hpp"

namespace pledgelab {

/// One group of losses, and what each policy leaves with the lenders of it (parties of kind bank),
/// fen; element i is policy i's.
struct ComparedGroup {
  std::string by;         // "loan.lender_id", "borrower.region" …
  std::string key;        // empty: the fact is missing
  std::size_t count = 0;  // losses above 0
  std::int64_t loss_fen = 0;
  std::vector<std::int64_t> lender_net_fen;      // borne, less what came back
  std::vector<std::int64_t> lender_charges_fen;  // paid less received by charges
};

/// One loss, or one loan with charges, by its row in the table of facts.
struct GroupedRow {
  std::size_t row = 0;
  std::int64_t loss_fen = 0;  // 0: counts in no group's number
  std::vector<std::int64_t> lender_net_fen;
  std::vector<std::int64_t> lender_charges_fen;
};

/// The rows by lender, size and region. Size and region are those of the borrower and those of the
/// loan (a column `region` is loan.region), each where the table has it. Within one fact the group
/// comes first on which the policies differ most. `missing`: lender, size or region that no column
/// gives ("borrower.region").
std::vector<ComparedGroup> group_rows(const FactTable& facts, const std::vector<GroupedRow>& rows,
                                      std::vector<std::string>& missing);

/// A run's loans in one group: means of a path, in the book's currency (yuan for CNY).
struct RunGroup {
  std::string by;   // "loan.lender_id", "borrower.size", "borrower.region"
  std::string key;  // empty: the fact is missing
  std::size_t loan_count = 0;
  double loss_yuan = 0;        // undecided losses too
  double lender_net_yuan = 0;  // of parties of kind bank; undecided losses are in no bill
  double undecided_yuan = 0;   // of the loss: what no party bears
};

/// By fact, then key. `results`: of that book; without a policy lender_net_yuan is 0.
std::vector<RunGroup> group_run(const Book& book, const RunResults& results);

}  // namespace pledgelab
