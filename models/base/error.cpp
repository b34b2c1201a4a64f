#include "models/base/error.hpp"

namespace pledgelab {

std::string to_text(const Error& error) {
  std::string text;
  if (!error.origin.file.empty()) {
    text += error.origin.file;
    if (error.origin.line > 0) text += ":" + std::to_string(error.origin.line);
    if (error.origin.column > 0) text += ":" + std::to_string(error.origin.column);
    text += ": ";
  }
  text += error.message;
  if (!error.code.empty()) text += " [" + error.code + "]";
  if (!error.hint.empty()) text += "\n    " + error.hint;
  return text;
}

}  // namespace pledgelab
