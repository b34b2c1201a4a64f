#include "engine/app/answer.hpp"

#include <cstdio>

namespace pledgelab {
namespace {

// Nothing is printed half: a full disk behind stdout is an error, never exit code 0.
int print(const std::string& text, int code) {
  const bool good =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (good) return code;
  std::fputs("pledgelab: cannot write the answer to standard output\n", stderr);
  return 2;
}

std::string dump(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

int exit_code(const Errors& errors) {
  if (errors.empty()) return 70;
  switch (errors.front().kind) {
    case ErrorKind::input:
    case ErrorKind::world:
      return 2;
    case ErrorKind::quarantined:
      return 3;
    case ErrorKind::not_found:
      return 4;
    case ErrorKind::stopped:
      return 5;
  }
  return 70;
}

int answer(bool as_json, const Json& data, const std::string& text,
           const std::vector<std::string>& warnings, int code) {
  if (as_json) {
    return print(dump({{"ok", true}, {"data", data}, {"warnings", warnings}}), code);
  }
  for (const std::string& warning : warnings) {
    std::fprintf(stderr, "warning: %s\n", warning.c_str());
  }
  return print(text, code);
}

int refuse(bool as_json, const Errors& errors) {
  const int code = exit_code(errors);
  if (!as_json) {
    for (const Error& error : errors) std::fprintf(stderr, "%s\n", to_text(error).c_str());
    return code;
  }
  Json list = Json::array();
  for (const Error& error : errors) {
    list.push_back({{"code", error.code},
                    {"file", error.origin.file},
                    {"line", error.origin.line},
                    {"column", error.origin.column},
                    {"message", error.message},
                    {"hint", error.hint}});
  }
  return print(dump({{"ok", false}, {"errors", list}}), code);
}

}  // namespace pledgelab
