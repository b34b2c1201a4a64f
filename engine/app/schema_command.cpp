#include "engine/app/answer.hpp"
#include "engine/app/commands.hpp"
#include "engine/verbs/schema.hpp"

namespace pledgelab {

int schema_command(const Arguments& arguments) {
  CommandLine line("schema",
                   "Prints the JSON Schema of a kind of document, for editors and other programs: "
                   "policy, map, or a table of the book. Without KIND: the kinds.",
                   "pledgelab schema policy > policy.schema.json");
  std::string kind;
  line.options().add_option("KIND", kind, "policy, map, loans, assets …");
  if (const auto code = line.parse(arguments)) return *code;
  if (kind.empty()) {
    std::string text;
    for (const std::string& known : schema_kinds()) text += known + "\n";
    return answer(line.json(), {{"kinds", schema_kinds()}}, text, {});
  }
  const auto schema = schema_of(kind);
  if (!schema) return refuse(line.json(), schema.errors());
  return answer(line.json(), {{"kind", kind}, {"schema", Json::parse(schema.value())}},
                schema.value(), {});
}

}  // namespace pledgelab
