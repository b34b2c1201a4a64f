#include "engine/app/check_answer.hpp"
#include "engine/app/numbered.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace pledgelab {
namespace {

const std::string& word(Gravity gravity) {
  return kGravityWords[static_cast<std::size_t>(gravity)];
}

const char* word_zh(Gravity gravity) {
  switch (gravity) {
    case Gravity::error:
      return "错误";
    case Gravity::warning:
      return "警告";
    case Gravity::note:
      return "提示";
  }
  return "";
}

}  // namespace

Json findings_json(const std::vector<CheckedFile>& files) {
  Json list = Json::array();
  for (const CheckedFile& file : files) {
    for (const Finding& finding : file.findings) {
      list.push_back({{"code", finding.code},
                      {"file", file.file},
                      {"line", finding.place.line},
                      {"column", finding.place.column},
                      {"level", word(finding.gravity)},
                      {"zh", finding.zh},
                      {"en", finding.en}});
    }
  }
  return list;
}

std::string to_text(const CheckedFile& file, Languages languages) {
  std::string text = fmt::format("ok  {:<11} {}\n", file.schema, file.file);
  for (const Finding& finding : file.findings) {
    const std::string place =
        fmt::format("{}:{}:{}", file.file, finding.place.line, finding.place.column);
    if (languages != Languages::en) {
      text += fmt::format("{}: {}：{} [{}]\n", place, word_zh(finding.gravity), finding.zh,
                          finding.code);
    }
    if (languages == Languages::en) {
      text +=
          fmt::format("{}: {}: {} [{}]\n", place, word(finding.gravity), finding.en, finding.code);
    } else if (languages == Languages::both) {
      text += fmt::format("    {}: {}\n", word(finding.gravity), finding.en);
    }
  }
  return text;
}

bool has_warning(const std::vector<CheckedFile>& files) {
  return std::any_of(files.begin(), files.end(), [](const CheckedFile& file) {
    return std::any_of(file.findings.begin(), file.findings.end(),
                       [](const Finding& finding) { return finding.gravity != Gravity::note; });
  });
}

Json to_json(const ReadPolicy& read) {
  Json sentences = Json::array();
  for (const Sentence& sentence : read.sentences) {
    sentences.push_back({{"number", sentence.number},
                         {"zh", sentence.zh},
                         {"en", sentence.en},
                         {"line", sentence.line}});
  }
  return {{"file", read.file}, {"id", read.id}, {"sentences", std::move(sentences)}};
}

std::string to_text(const ReadPolicy& read, Languages languages) {
  return numbered(read.sentences, languages);
}

}  // namespace pledgelab
