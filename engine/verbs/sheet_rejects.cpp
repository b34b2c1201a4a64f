#include "engine/verbs/sheet_rejects.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace pledgelab {
namespace {

constexpr std::size_t kRejectsTold = 20;

}  // namespace

Outcome take_rejects(const std::string& code, const std::string& path,
                     const std::vector<Reject>& rejects, const RecordCount& count,
                     const QuarantineLimit& limit, std::vector<std::string>& warnings) {
  const auto bad_ppm = static_cast<__int128>(rejects.size()) * 1'000'000;
  const bool too_many = limit.rows ? rejects.size() > *limit.rows
                                   : bad_ppm > static_cast<__int128>(count.read) * limit.share.ppm;
  if (too_many) {
    Errors errors = {{code,
                      {path, 0, 0},
                      fmt::format("{} of {} rows are left out, more than {} bears", rejects.size(),
                                  count.read, limit.source),
                      "mend the rows told below, or bear more: --max-bad-sheet N% or N",
                      ErrorKind::quarantined}};
    for (std::size_t i = 0; i < std::min(rejects.size(), kRejectsTold); ++i) {
      errors.push_back(rejects[i].error);
    }
    return errors;
  }
  for (std::size_t i = 0; i < std::min(rejects.size(), kRejectsTold); ++i) {
    warnings.push_back("quarantined: " + to_text(rejects[i].error));
  }
  if (rejects.size() > kRejectsTold) {
    warnings.push_back(fmt::format("quarantined: {} more rows", rejects.size() - kRejectsTold));
  }
  return Done{};
}

}  // namespace pledgelab
