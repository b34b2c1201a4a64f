// Numbers as people read them: grouped digits, the unit of the currency, halves rounded up.
#pragma once

#include <cstdint>
#include <string>

#include "engine/report/table.hpp"

namespace pledgelab {

/// The unit of tables and of the five numbers. CNY: always 万元, two decimals. Another currency:
/// its thousands, one decimal, labelled by its code; its units, two decimals, when `largest_yuan`
/// is below 100,000.
MoneyUnit shown_unit(const std::string& currency, double largest_yuan);

/// The unit of a chart's axis, by size, so that labels stay short. CNY: 元, 万元 (from 10^4 yuan),
/// 亿元 (from 10^9); another currency: its units, thousands, millions, billions, trillions.
MoneyUnit axis_unit(const std::string& currency, double largest_yuan);

/// "1,234.05": grouped by three; "<0.01" for a nonzero amount that would show as zero; "–" for what
/// is not finite. Money is rounded half up from its fen, exactly.
std::string show(Money amount, const MoneyUnit& unit);
std::string show_yuan(double yuan, const MoneyUnit& unit);

/// Three significant digits, for a range that must not look exact: "1,280", "12.8", "0.0128".
std::string show_rounded(double yuan, const MoneyUnit& unit);

/// "12.34" for 0.1234 (the % stands in the unit); `decimals` of the percentage.
std::string show_percent(double frac, int decimals);
/// "99 %", "99.5 %", "99.9 %": a level without needless decimals.
std::string show_level(double frac);
std::string show_number(double value, int decimals);
std::string show_count(std::int64_t count);

/// One cell as text, without its unit; nothing shows as "–". A `Words` cell gives `zh`.
std::string show(const TableCell& cell, const Column& column);

}  // namespace pledgelab
