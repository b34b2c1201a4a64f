// The words that files, schemas and reports use for the book's enumerations; index = enumerator.
#pragma once

#include <string>
#include <vector>

#include "models/book/asset.hpp"
#include "models/book/loan.hpp"

namespace pledgelab {

inline const std::vector<std::string> kAssetKindWords = {
    "invention",     "utility_model", "design", "trademark", "geographical_indication",
    "layout_design", "copyright"};
inline const std::vector<std::string> kLegalStatusWords = {
    "valid", "pending_invalidation", "grace", "lapsed", "invalid", "expired", "unknown"};
inline const std::vector<std::string> kGiFormWords = {"product_protection", "collective_mark",
                                                      "member_use_right", "income_pledge"};
inline const std::vector<std::string> kWorkTypeWords = {"software", "audiovisual", "text", "music",
                                                        "game"};
inline const std::vector<std::string> kBorrowerSizeWords = {"micro", "small", "medium", "large"};
inline const std::vector<std::string> kRepaymentWords = {"bullet", "interest_only",
                                                         "equal_principal", "equal_instalment"};
inline const std::vector<std::string> kFiveTierWords = {"normal", "special_mention", "substandard",
                                                        "doubtful", "loss"};
inline const std::vector<std::string> kLoanRouteWords = {"direct", "insured", "guaranteed",
                                                         "credit"};

/// The word of an enumerator.
template <class Enum>
const std::string& word_of(Enum value, const std::vector<std::string>& words) {
  return words.at(static_cast<std::size_t>(value));
}

}  // namespace pledgelab
