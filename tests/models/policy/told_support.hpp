// A policy's text read, and told in sentences.
#pragma once

#include <string>

#include "models/base/document.hpp"
#include "models/policy/sentences.hpp"

namespace pledgelab::test {

/// All sentences of a policy, one a line.
struct ToldText {
  std::string zh;
  std::string en;
};

ToldText text_of(const SharingPolicy& policy, const Document& document);
/// Ends the test where the text is no document.
Document parsed(const std::string& text);

}  // namespace pledgelab::test
