// Bytes of a table file to UTF-8: which encoding they are in, and what they are if not text.
#pragma once

#include <string>

#include "models/base/error.hpp"

namespace pledgelab {

/// Text and the encoding it was found in: "UTF-8", "UTF-8 with BOM" or "GB18030".
struct Decoded {
  std::string text;  // UTF-8, no byte-order mark
  std::string encoding;
};

/// UTF-8 when well formed, else strict GB18030 (GBK and GB2312 are parts of it). Errors (input):
/// another format (xlsx, xls, PDF, archive, UTF-16), a NUL byte, neither encoding, or a text whose
/// few non-ASCII bytes read well in both and look wrong in UTF-8.
Result<Decoded> decode_table(std::string bytes, const std::string& file);

}  // namespace pledgelab
