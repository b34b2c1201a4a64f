// Small policies for the lint, and the codes that it tells of them.
#pragma once

#include <string>
#include <vector>

#include "models/policy/finding.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab::test {

/// A policy of a fund (id `fund`), an insurer, a bank (residual) and a city's treasury, all with
/// `steps`; `head` replaces lines of the head by their key ("recovery: {…}").
SharingPolicy small_policy(const std::string& steps, const std::vector<std::string>& head = {});

/// How many findings have the code.
std::size_t count_of(const std::vector<Finding>& findings, const std::string& code);
/// English and Chinese of the first finding with that code; empty when there is none.
std::string first_of(const std::vector<Finding>& findings, const std::string& code);

}  // namespace pledgelab::test
