// What check answers: findings and sentences, as text and as JSON.
#pragma once

#include <string>
#include <vector>

#include "engine/app/answer.hpp"
#include "engine/verbs/check.hpp"

namespace pledgelab {

/// Which of the two languages is printed as text; JSON always has both.
enum class Languages : unsigned char { zh, en, both };

/// {code, file, line, column, level, zh, en}, one a finding.
Json findings_json(const std::vector<CheckedFile>& files);
/// "file:line:column: warning: … [L-107]", the other language on a line of its own.
std::string to_text(const CheckedFile& file, Languages languages);
/// Whether one of them is a warning or an error.
bool has_warning(const std::vector<CheckedFile>& files);

Json to_json(const ReadPolicy& read);
std::string to_text(const ReadPolicy& read, Languages languages);

}  // namespace pledgelab
