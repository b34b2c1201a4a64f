#include "models/base/nearest.hpp"

#include <algorithm>
#include <vector>

namespace pledgelab {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

// Optimal string alignment distance (Damerau 1964, restricted).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                           lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::string nearest_word(std::string_view word, std::span<const std::string> candidates) {
  std::string best;
  std::size_t fewest = 4;
  for (const std::string& candidate : candidates) {
    const std::size_t edits = edit_distance(word, candidate);
    const std::size_t allowed =
        std::clamp<std::size_t>(std::max(word.size(), candidate.size()) / 3, 1, 3);
    if (edits <= allowed && edits < fewest) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

std::string suggestion(std::string_view word, std::span<const std::string> candidates) {
  const std::string best = nearest_word(word, candidates);
  if (!best.empty()) return "did you mean '" + best + "'?";
  if (candidates.empty()) return {};
  std::string text = "expected one of: ";
  const std::size_t named = std::min<std::size_t>(candidates.size(), 12);
  for (std::size_t i = 0; i < named; ++i) text += (i > 0 ? ", " : "") + candidates[i];
  return text + (named < candidates.size() ? ", …" : "");
}

}  // namespace pledgelab
