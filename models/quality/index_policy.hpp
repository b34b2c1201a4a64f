// What an index weighs, signed as a document (schema: quality/1): weights, gates, settings.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/document.hpp"
#include "models/base/error.hpp"
#include "models/quality/index.hpp"
#include "models/quality/indicators.hpp"

namespace pledgelab {

/// A figure with where it comes from. mark: found, known, fitted or assumed.
struct IndexLevel {
  double value = 0;
  std::string unit;  // frac (written in %), count or number
  std::string source;
  Date date;
  std::string mark;
};

/// One indicator's weight in its dimension, and the indicator that stands in where it is missing.
struct WeighedIndicator {
  const Indicator* indicator = nullptr;
  const Indicator* instead = nullptr;  // null: none
  Dimension dimension = Dimension::technology;
  IndexLevel weight;
};

/// What holds a score back, whatever the indicators say (gate G of F97).
enum class LegalGate : std::uint8_t {
  pending_invalidation,
  grace,
  lapsed,
  invalid,
  expired,
  consent_missing,
  pledged
};
inline const std::vector<std::string> kGateWords = {
    "pending_invalidation", "grace", "lapsed", "invalid", "expired", "consent_missing", "pledged"};
inline constexpr std::size_t kGates = 7;

/// Invariant: the dimensions' weights, and those of each dimension's indicators, sum to 1 exactly
/// as written; a dimension of weight above 0 has an indicator; no indicator is weighed twice.
struct IndexPolicy {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string file;
  Date date;
  IndexMean mean = IndexMean::geometric;
  std::array<IndexLevel, kDimensions> dimensions;
  std::vector<WeighedIndicator> indicators;
  std::array<IndexLevel, kGates> gates;  // G in [0, 1]
  IndexLevel least_cohort;               // members; fewer: the next wider cohort
  IndexLevel clip;                       // percentiles are held in [clip, 1 − clip]
  IndexLevel range_level;                // probability of a rank's range, in (0, 1)
  IndexLevel noise_above;  // a range over more than that part of the set: the rank is noise
  IndexLevel shrinkage;    // penalty on a fitted weight's distance from the signed one (F98)

  [[nodiscard]] std::array<double, kDimensions> dimension_weights() const;
};

/// schema: quality/1 · id · name: {zh, en} · date · mean: geometric|arithmetic · settings, gates,
/// dimensions: {WORD: LEVEL} · indicators: {NAME: LEVEL + of: DIMENSION, instead: NAME}; LEVEL =
/// {value, unit, source, date, mark}. Errors, all told at once: unknown or missing key (Y-2xx);
/// Q-101 weights that do not sum to 100 %; Q-102 a value, unit or date; Q-103 no such indicator;
/// Q-104 an indicator used twice.
Result<IndexPolicy> read_index_policy(const Document& document);

}  // namespace pledgelab
