// Tables as plain text for a terminal, columns aligned with Chinese characters two wide.
#pragma once

#include <cstdint>
#include <string>

#include "engine/report/table.hpp"

namespace pledgelab {

/// Which of the two languages stand in an output; Chinese first where both do.
enum class Language : std::uint8_t { zh, en, both };

struct TextLayout {
  Language language = Language::both;
  int cell_width = 72;  // a longer text is cut and ends with "…"; 0: never cut
  std::string indent;
};

/// The words in the language asked; both: "zh en", once when they are equal or one is empty.
std::string in_language(const Words& words, Language language);

/// Title, header (unit in brackets), a rule, the rows, the note; ends with a line end. Figures are
/// right-aligned, texts left. A total row stands under a rule, an alarm row ends with " !".
std::string to_text(const Table& table, const TextLayout& layout = {});

}  // namespace pledgelab
