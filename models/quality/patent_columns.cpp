#include "models/quality/patent_columns.hpp"

#include <algorithm>

#include "models/base/nearest.hpp"

namespace pledgelab {
namespace {

struct OtherHeader {
  const char* header;
  PatentField field;
};

// Headers of public files and of Chinese tables for the same thing.
constexpr std::array kOtherHeaders = {OtherHeader{"专利号", PatentField::patent_id},
                                      OtherHeader{"publication_number", PatentField::patent_id},
                                      OtherHeader{"row_id", PatentField::patent_id},
                                      OtherHeader{"lens_id", PatentField::patent_id},
                                      OtherHeader{"专利类型", PatentField::kind},
                                      OtherHeader{"ipc_section", PatentField::section},
                                      OtherHeader{"cpc_section", PatentField::section},
                                      OtherHeader{"申请日", PatentField::filing_date},
                                      OtherHeader{"授权日", PatentField::grant_date},
                                      OtherHeader{"法律状态", PatentField::status},
                                      OtherHeader{"分类号", PatentField::ipc}};

std::optional<PatentField> field_of(const std::string& header) {
  const auto found = std::find(kPatentFieldWords.begin(), kPatentFieldWords.end(), header);
  if (found != kPatentFieldWords.end()) {
    return static_cast<PatentField>(found - kPatentFieldWords.begin());
  }
  for (const OtherHeader& other : kOtherHeaders) {
    if (header == other.header) return other.field;
  }
  return std::nullopt;
}

std::optional<std::size_t> indicator_of(const std::string& header) {
  const auto catalogue = indicator_catalogue();
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    const Indicator& one = catalogue[i];
    const bool also = std::find(one.also.begin(), one.also.end(), header) != one.also.end();
    if (header == one.name || header == one.zh || also) return i;
  }
  return std::nullopt;
}

Error fault(const Cells& cells, const Cell& cell, const char* code, std::string message,
            std::string hint) {
  return {code,
          {cells.file, cell.line, cell.column},
          std::move(message),
          std::move(hint),
          ErrorKind::input};
}

std::vector<std::string> known_headers() {
  std::vector<std::string> known = kPatentFieldWords;
  const auto names = indicator_names();
  known.insert(known.end(), names.begin(), names.end());
  return known;
}

// A header that is none of ours: a slip of the pen is refused, any other is told and left aside.
void leave_aside(const Cells& cells, const Cell& cell, PatentColumns& columns, Errors& errors) {
  const std::string header(cell.text);
  const std::string near = nearest_word(header, known_headers());
  // Two edits: a longer way apart is another word (cpc_count, ipc), not a slip.
  if (!near.empty() && edit_distance(header, near) <= 2) {
    errors.push_back(fault(cells, cell, "Q-107", "unknown column '" + header + "'",
                           "did you mean '" + near + "'?"));
    return;
  }
  columns.notes.push_back("column '" + header + "' is not used");
}

void take(const Cells& cells, std::size_t at, std::optional<std::size_t>& place, Errors& errors) {
  if (place) {
    const Cell& cell = cells.header[at];
    errors.push_back(fault(cells, cell, "Q-106",
                           "the column '" + std::string(cell.text) + "' is given twice",
                           "it stands also in column " + std::to_string(*place + 1)));
  }
  place = at;
}

}  // namespace

PatentColumns find_columns(const Cells& cells, const std::string& outcome, Errors& errors) {
  PatentColumns columns;
  columns.indicators.resize(indicator_catalogue().size());
  for (std::size_t at = 0; at < cells.width(); ++at) {
    const std::string header(cells.header[at].text);
    if (const auto field = field_of(header)) {
      take(cells, at, columns.fields[static_cast<std::size_t>(*field)], errors);
      const std::string& word = kPatentFieldWords[static_cast<std::size_t>(*field)];
      if (word != header) columns.notes.push_back("'" + header + "' is read as " + word);
    } else if (const auto indicator = indicator_of(header)) {
      take(cells, at, columns.indicators[*indicator], errors);
      const std::string& name = indicator_catalogue()[*indicator].name;
      if (name != header) columns.notes.push_back("'" + header + "' is read as " + name);
      if (header == outcome || name == outcome) columns.outcome = at;
    } else if (header == outcome) {
      take(cells, at, columns.outcome, errors);
    } else {
      leave_aside(cells, cells.header[at], columns, errors);
    }
  }
  if (!columns.has(PatentField::patent_id)) {
    errors.push_back({"Q-105",
                      {cells.file, 1, 1},
                      "the file has no column patent_id",
                      "name the column of patent numbers patent_id",
                      ErrorKind::input});
  }
  if (!outcome.empty() && !columns.outcome) {
    std::vector<std::string> headers;
    for (const Cell& cell : cells.header) headers.emplace_back(cell.text);
    errors.push_back({"Q-109",
                      {cells.file, 1, 1},
                      "the file has no numeric column '" + outcome + "'",
                      suggestion(outcome, headers),
                      ErrorKind::input});
  }
  return columns;
}

}  // namespace pledgelab
