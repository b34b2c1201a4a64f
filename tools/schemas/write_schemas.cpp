// write_schemas ROOT: writes tools/schemas/* and the table of models/book/README.md from the field
// table.
#include <cstdio>

#include "engine/formats/file.hpp"
#include "models/book/schema.hpp"
#include "models/policy/grammar.hpp"

int main(int count, char** arguments) {
  const std::string root = count > 1 ? arguments[1] : ".";
  const std::string readme = root + "/models/book/README.md";
  auto files = pledgelab::generated_files();
  const auto text = pledgelab::read_file(readme);
  if (!text) {
    std::fprintf(stderr, "%s\n", pledgelab::to_text(text.errors().front()).c_str());
    return 2;
  }
  files.push_back({"tools/schemas/policy.schema.json", pledgelab::policy_schema()});
  files.push_back({"models/book/README.md", pledgelab::with_fields(text.value())});
  for (const auto& file : files) {
    const auto done = pledgelab::write_file(root + "/" + file.path, file.text);
    if (done) continue;
    std::fprintf(stderr, "%s\n", pledgelab::to_text(done.errors().front()).c_str());
    return 2;
  }
  return 0;
}
