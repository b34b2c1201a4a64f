// F64 to F67 read from their statements, default by default, with the Beta quantile solved each
// time: the twin of sever. Without severity_by_age.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "models/loss/loss_model.hpp"

namespace pledgelab::twins {

/// What severity stands on, as rows rather than columns. References outlive the twin.
struct SeverityInputs {
  const Book& book;
  const Scenario& scenario;
  const FactorModel& factors;
  const PledgedRights& rights;
  Date as_of;
  std::multimap<std::uint32_t, PledgePart> parts;  // by loan
  std::map<std::uint32_t, std::size_t> right_of;   // place in rights.curves, by asset

  SeverityInputs(const Book& a_book, const Scenario& a_scenario, const FactorModel& a_model,
                 const PledgedRights& a_rights, Date date);
};

/// Appends the rows of each default, in no order. Draws the same numbers as the kernel; amounts
/// may differ by the kernel's table of the Beta quantile (1e-5 of the whole).
void naive_sever(const SeverityInputs& inputs, const DefaultDraw& defaults, const PathDraws& draws,
                 std::vector<TapeRow>& rows);

}  // namespace pledgelab::twins
