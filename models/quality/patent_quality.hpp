// The OECD's composites of patent quality: what of a patent is high for its field and filing year.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "models/quality/patent_set.hpp"

namespace pledgelab {

/// F94. The mean of the normalised components, in [0, 1]; none unless all are observed. OECD 2013,
/// section 3.13. Trap: a composite with originality and radicalness, or without generality, is
/// neither index.
std::optional<double> mean_of_shares(std::span<const std::optional<double>> shares);

/// Of one patent. quality_4: citations within 5 years, family offices, claims, generality;
/// quality_6: also backward citations and grant lag index 1 − lag/max lag; each as its share of the
/// cohort's 98 % quantile (F94). breakthrough: in the cohort's top 1 % by citations; none when not
/// observed.
struct PatentQuality {
  std::optional<double> quality_4;
  std::optional<double> quality_6;
  std::optional<bool> breakthrough;
};

/// Cohort: filing year × technology field (35 of WIPO), else × section where no field is told, then
/// filing year, then the whole set; at least `least` members.
std::vector<PatentQuality> patent_quality(const PatentSet& set, std::size_t least);

/// Whether every patent told its field, so that the cohort is the OECD's.
bool fields_told(const PatentSet& set);

}  // namespace pledgelab
