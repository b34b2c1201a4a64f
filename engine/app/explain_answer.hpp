// What explain prints: of a right, of its change, of a loan; text in both languages, or JSON.
#pragma once

#include <string>
#include <vector>

#include "engine/app/answer.hpp"
#include "engine/report/table.hpp"
#include "engine/verbs/explain_asset.hpp"
#include "engine/verbs/explain_book.hpp"
#include "engine/verbs/explain_change.hpp"
#include "engine/verbs/explain_loan.hpp"

namespace pledgelab {

/// Money in fen, parts and ratios in ppm, estimates in yuan, levels with source and mark.
Json to_json(const AssetExplanation& told);
Json to_json(const LoanExplanation& told);
Json to_json(const ChangeExplanation& told);
Json to_json(const BookExplanation& told);
Json to_json(const SaleExplanation& told);
Json to_json(const TriggerExplanation& told);
Json to_json(const PackageExplanation& told);

/// The steps in the order of the models, every figure with its name; amounts in 元.
std::string to_text(const AssetExplanation& told);
std::string to_text(const LoanExplanation& told);
std::string to_text(const ChangeExplanation& told);
/// `top`: the rights of the greatest changes, by size.
std::string to_text(const BookExplanation& told, std::size_t top);
std::string to_text(const SaleExplanation& told, const MoneyUnit& unit);
std::string to_text(const TriggerExplanation& told, const MoneyUnit& unit);
std::string to_text(const PackageExplanation& told, const MoneyUnit& unit);

// --- shared by them
/// The currency's plain unit: 元 or USD, two decimals.
MoneyUnit plain_unit(const std::string& currency);
/// A word of the book's enumerations in both languages.
Words both_words(const std::string& word, const std::vector<std::string>& words);
/// A group of drivers, and what its part says of the world.
const Words& words_of(ChangeGroup group);
Words nature_words(ChangeNature nature);
/// found, known, fitted, assumed in both languages.
Words told_mark(const std::string& mark);
Json to_json(const UsedLevel& level);
/// Name, key, figure, unit, mark and source, one level a row.
Table levels_table(const std::string& id, const Words& title, const std::vector<UsedLevel>& levels);
/// Half up, for JSON.
std::int64_t ppm_of(Ratio ratio);

}  // namespace pledgelab
