#include "tests/models/policy/told_support.hpp"

#include <doctest/doctest.h>

#include "engine/formats/yaml.hpp"

namespace pledgelab::test {

ToldText text_of(const SharingPolicy& policy, const Document& document) {
  ToldText text;
  for (const Sentence& sentence : sentences_of(policy, document)) {
    text.zh += sentence.zh + "\n";
    text.en += sentence.en + "\n";
  }
  return text;
}

Document parsed(const std::string& text) {
  const auto document = parse_yaml(text, "x.yaml");
  REQUIRE_MESSAGE(document.ok(), (document.ok() ? "" : to_text(document.errors().front())));
  return document.value();
}

}  // namespace pledgelab::test
