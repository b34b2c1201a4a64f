// What a lender has signed about pledged rights (schema: lending/1): the highest loan-to-value and
// the haircut of each kind of right.
#pragma once

#include <array>
#include <string>

#include "models/base/date.hpp"
#include "models/base/document.hpp"
#include "models/base/error.hpp"
#include "models/base/ratio.hpp"
#include "models/book/asset.hpp"

namespace pledgelab {

/// A level with where it comes from. mark: found, known, fitted or assumed.
struct LendingLevel {
  Share share;
  std::string source;
  Date date;
  std::string mark;
};

/// A length of time with where it comes from.
struct LendingMonths {
  int months = 0;
  std::string source;
  Date date;
  std::string mark;
};

/// One lender's rules. Index = AssetKind; all seven kinds are written out.
struct LendingPolicy {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string file;
  Date date;
  std::array<LendingLevel, 7> ceilings;  // of approved value, per contract
  std::array<LendingLevel, 7> haircuts;  // off the model's mean use value
  LendingMonths appraisal_age;           // an older appraisal is flagged
  LendingLevel illustrative_above;       // of the expected loss on assumed inputs: told as 示意

  [[nodiscard]] Share ceiling(AssetKind kind) const {
    return ceilings[static_cast<std::size_t>(kind)].share;
  }
  [[nodiscard]] Share haircut(AssetKind kind) const {
    return haircuts[static_cast<std::size_t>(kind)].share;
  }
};

/// schema: lending/1 · id · name: {zh, en} · date · ceilings, haircuts: {KIND: {share, source,
/// date, mark}} · appraisal_age: {months: 12mo, source, date, mark} · illustrative_above: {share:
/// 50%, source, date, mark}. Errors, all told at once:
/// unknown or missing key or kind (Y-2xx), a share that is no percentage from 0 to 100 % in whole
/// ppm (H-101), a date (H-102), no length from 1 month to 50 years (H-103).
Result<LendingPolicy> read_lending_policy(const Document& document);

}  // namespace pledgelab
