// The realised losses of the SBA files (domain/data.md, section 2) as the rows of a losses.csv.
#pragma once

#include <string>
#include <vector>

namespace pledgelab::test {

/// One line a loan of programme 7A that was paid in full or charged off; of one fiscal year when
/// `year` is not empty. The loss is the charge-off of CHGOFF rows, and 0 of the others.
std::vector<std::string> losses_of(const std::string& file, const std::string& year);

/// The lines under the header that they have.
std::string joined(const std::vector<std::string>& lines);

}  // namespace pledgelab::test
