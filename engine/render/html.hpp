// A report as one HTML file: nothing fetched, no script, prints well, opens anywhere.
#pragma once

#include <string>

#include "engine/render/text.hpp"
#include "engine/report/report.hpp"

namespace pledgelab {

/// The whole file, UTF-8. Every text of the report is escaped; the same report gives the same
/// bytes.
std::string to_html(const Report& report, Language language = Language::both);

/// One table as HTML, folded behind its title when the table says so.
std::string to_html(const Table& table, Language language);

/// Words as HTML: Chinese, then English in its own span; escaped.
std::string words_html(const Words& words, Language language);

/// The style sheet of the file; `running_head` is printed on top of every page.
std::string style_sheet(const std::string& running_head);

}  // namespace pledgelab
