// The options that value and explain --asset share: files of evidence from outside the book.
#pragma once

#include "engine/app/command_line.hpp"
#include "engine/verbs/evidence_input.hpp"

namespace pledgelab {

inline constexpr const char* kEvidenceOptions[] = {"--evidence", "--transfers", "--patents"};

/// Declares --evidence --transfers --patents; `files` is filled at the parse.
inline void declare_evidence(CLI::App& options, EvidenceFiles& files) {
  options.add_option("--evidence", files.evidence,
                     "a CSV of evidence: own sales, outside appraisals, licences, excess earnings, "
                     "incremental profits, income splits, options to develop, patent indices");
  options.add_option("--transfers", files.transfers,
                     "a CSV of operations: priced transfers are comparables of patents");
  options.add_option("--patents", files.patents, "with --transfers: the register of those patents");
}

}  // namespace pledgelab
