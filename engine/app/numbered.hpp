// Numbered sentences as text: of a policy, of one loss.
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/app/check_answer.hpp"

namespace pledgelab {

/// "  1. …" a line; in both languages the English stands below the Chinese, without a number.
/// `Told` has number, zh and en.
template <class Told>
std::string numbered(const std::vector<Told>& sentences, Languages languages) {
  std::string text;
  for (const Told& sentence : sentences) {
    const std::string number = fmt::format("{:>3}. ", sentence.number);
    if (languages != Languages::en) text += number + sentence.zh + "\n";
    if (languages != Languages::zh) {
      text += (languages == Languages::en ? number : "     ") + sentence.en + "\n";
    }
  }
  return text;
}

}  // namespace pledgelab
