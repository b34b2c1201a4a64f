// Figures that the lint takes for granted where a policy's text has none, with unit, source and
// date. A finding that stands on one of them says so.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pledgelab::lint_trial {

/// Premium of loan insurance, ppm of what was lent, where no gate and no charge of the text tells
/// it: 2 % (Qingdao's patent pledge insurance, policies/sharing/qingdao.yaml; from 2015). Found.
inline constexpr std::int64_t kPremiumPpm = 20'000;

/// Covered loans that a fund's money stands behind where no leverage is written, times the money:
/// ten, as Guangzhou and Shenzhen write it (policies/sharing/guangzhou-55.yaml, shenzhen-2017.yaml;
/// 2017 to 2018). Found; of other schemes assumed.
inline constexpr std::int64_t kTimesFund = 10;

/// Volume of a book, fen, where no account says how large it is: 100亿. It scales amounts, not the
/// rates that are told. Assumed, 2026-11-30.
inline constexpr std::int64_t kPlainVolumeFen = 1'000'000'000'000;

/// Equal loans of that book: enough that a limit per borrower is not the book's. Assumed,
/// 2026-11-30.
inline constexpr std::size_t kPlainLoans = 20;

/// Interest and costs of a made loss as parts of its principal: a year and a half at 6.7 % comes to
/// a tenth; a twentieth of costs. Assumed, 2026-11-30.
inline constexpr std::int64_t kInterestPart = 10;
inline constexpr std::int64_t kCostsPart = 20;

/// Years of figures in a made periods file: that of the losses, one for claims that a close pays
/// later, one more for recoveries two years on. Assumed, 2026-11-30.
inline constexpr int kPeriodYears = 3;

/// A loss, fen, where nothing of the text says how large loans are: 100万元, the least of the
/// averages of schemes (智融宝, 1m to 53m: loan_size of policies/lending/plausibility.yaml). Found.
inline constexpr std::int64_t kPlainLossFen = 100'000'000;

/// Gaps and ranges below it are rounding, fen: a share of 0.01 % shows its first fen at 50 yuan.
inline constexpr std::int64_t kLeastGapFen = 10'000;
/// The same of loss rates, ppm: 1 bp.
inline constexpr std::int64_t kLeastGapPpm = 100;

}  // namespace pledgelab::lint_trial
