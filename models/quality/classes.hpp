// What the technology classes of a patent, of those it cites and of those that cite it say: scope,
// generality, originality, radicalness. Squicciarini, Dernis, Criscuolo 2013, "Measuring Patent
// Quality", OECD STI working paper 2013/03, section 3.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pledgelab {

/// IPC or CPC codes of one patent ("H01M 4/38"). The first four characters are the subclass, which
/// is the class j of the formulas; a code given twice counts once.
using ClassCodes = std::vector<std::string>;

/// Number of distinct subclasses.
std::size_t scope_count(const ClassCodes& codes);

/// F90. 1 − Σ_j ((1/N) Σ_i T_ji/T_i)² over citing patents i and subclasses j: T_i the distinct
/// codes of patent i, T_ji those in j. In [0, 1); none when no citing patent has a code (those
/// without are not in N).
std::optional<double> generality_frac(const std::vector<ClassCodes>& citing);

/// F91. A diversity 1 − Σ s² of `count` observations without its small-sample bias: × N/(N − 1).
/// Hall 2005, "A note on the bias in Herfindahl-type measures based on count data". None when
/// N < 2: one observation says nothing of diversity.
std::optional<double> herfindahl_corrected_frac(double diversity_frac, double count);

/// F92. 1 − Σ_j s_j², s_j the share of subclass j in all distinct subclasses of the cited patents,
/// each cited patent's listed. In [0, 1); none when no cited patent has a code.
std::optional<double> originality_frac(const std::vector<ClassCodes>& cited);

/// F93. The share of the cited patents' subclasses (listed as for originality) that are not among
/// the patent's own. In [0, 1]; none when no cited patent, or not the patent itself, has a code.
std::optional<double> radicalness_frac(const ClassCodes& own, const std::vector<ClassCodes>& cited);

/// How many patents of the list have a code: the N of F90, and of F91 on it.
std::size_t classified_count(const std::vector<ClassCodes>& patents);
/// How many subclasses are listed, each patent's distinct ones: the N of F91 on originality.
std::size_t listed_count(const std::vector<ClassCodes>& patents);

}  // namespace pledgelab
