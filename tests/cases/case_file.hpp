// The text of a .case file cut into its sections, each line with its place. README.md tells the
// format; what each section means is case_run's matter.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace pledgelab::test {

/// Lines of one section and where each stands in the file, counting from 1.
struct CaseSection {
  std::string text;
  std::vector<std::uint32_t> lines;
};

struct CaseFile {
  std::string policy_name;  // of a shipped policy; empty: `policy` is the text
  CaseSection policy;
  std::vector<std::pair<std::string, std::string>> assumed;  // set: NAME = VALUE, in order
  CaseSection losses;
  CaseSection periods;
  std::map<std::string, CaseSection> expected;  // "bills", "queued" …
  std::string refused;                          // "P-105 at 12:7"; empty: not refused
  std::vector<std::string> faults;              // why this is no case, "line 7: …"
};

/// Never fails: what cannot be read stands in `faults`.
CaseFile read_case(const std::string& text);

}  // namespace pledgelab::test
