// The lint of a sharing policy's structure: what can be seen without computing a loss.
#pragma once

#include <vector>

#include "models/policy/finding.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

/// L-102 a value that no row of a tier fits · L-103 a row that is never reached · L-108 double dip
/// · L-111 a fact that no column of the book feeds · L-112 a fund without an account or a limit ·
/// L-113 a test that favours local firms · L-115 a treasury without a limit by year · L-116 more
/// than a payer may promise by law · L-117 a ratio that can be undefined · L-118 a ratio that
/// nothing asks. In the order of the text.
std::vector<Finding> lint_structure(const SharingPolicy& policy);

/// Orders by place, then code.
void sort_findings(std::vector<Finding>& findings);

}  // namespace pledgelab
