// What is generated from the field table: JSON Schemas, template headers, the table of the README.
// tools/schemas/write_schemas writes them; a test holds the committed ones against these.
#pragma once

#include <string>
#include <vector>

#include "models/book/fields.hpp"

namespace pledgelab {

/// JSON Schema (2020-12) of one row of the canonical CSV: a property a header, cells as strings.
std::string row_schema(BookTable table, const std::string& currency);

/// JSON Schema of a column map (map/1), for editors: every field's name is known to it.
std::string map_schema();

/// The fields of all tables as Markdown: header, type, words, meaning, what empty means, who reads.
std::string fields_markdown();

/// `text` with the part between <!-- fields --> and <!-- /fields --> replaced by fields_markdown().
std::string with_fields(const std::string& text);

struct GeneratedFile {
  std::string path;  // from the root
  std::string text;
};
/// Every file of tools/schemas that is generated.
std::vector<GeneratedFile> generated_files();

}  // namespace pledgelab
