#include "tests/bench/world.hpp"

#include <filesystem>

#include "engine/formats/csv.hpp"
#include "engine/formats/yaml.hpp"
#include "models/book/read.hpp"
#include "models/book/write.hpp"
#include "models/policy/law.hpp"
#include "models/scenario/read.hpp"
#include "models/valuation/value.hpp"
#include "tests/bench/taken.hpp"

namespace pledgelab::bench {
namespace {

Law read_the_law(const std::string& root) {
  std::vector<Document> documents;
  for (const auto& entry : std::filesystem::directory_iterator(root + "/policies/law")) {
    if (entry.path().extension() == ".yaml") {
      documents.push_back(taken(read_yaml(entry.path().string())));
    }
  }
  return taken(read_law(documents));
}

std::vector<std::string> texts_of(const Book& book) {
  std::vector<std::string> texts;
  for (std::uint8_t t = 0; t < kBookTables; ++t) {
    texts.push_back(table_csv(book, static_cast<BookTable>(t)));
  }
  return texts;
}

Book read_texts(std::vector<std::string> texts, Date as_of) {
  std::vector<Cells> files;
  std::vector<TableCells> tables;
  files.reserve(texts.size());
  for (std::uint8_t t = 0; t < kBookTables; ++t) {
    files.push_back(
        taken(parse_csv(std::move(texts[t]), table_name(static_cast<BookTable>(t)) + ".csv")));
    tables.push_back({static_cast<BookTable>(t), &files.back()});
  }
  ReadOptions options;
  options.as_of = as_of;
  Book book = taken(read_book(tables, options)).book.value;
  book.as_of = as_of;
  return book;
}

}  // namespace

void make_world(const Options& options, Book book, World& world) {
  const Date as_of = *book.as_of;
  const auto stage = [&world](const char* name, const std::function<void()>& work) {
    world.stages.emplace_back(name, seconds_of(work));
  };
  std::vector<std::string> texts = texts_of(book);
  world.scenario = taken(read_scenario(taken(read_yaml(options.root + "/scenarios/base.yaml"))));
  world.law = read_the_law(options.root);
  const std::string policy = options.root + "/policies/sharing/" + kSharing + ".yaml";
  world.policy = taken(read_sharing_policy(taken(read_yaml(policy))));
  const FactorState state(world.scenario, 0);
  stage("read", [&] { world.book = read_texts(std::move(texts), as_of); });
  std::vector<PdCurve> curves;
  stage("value", [&] {
    world.curves = taken(value_curves(world.book, {state, world.law, as_of}, kMonths));
  });
  stage("cover", [&] {
    world.sales = taken(sale_terms(world.book, state));
    world.parts = pledge_parts(world.book, as_of);
  });
  stage("default curves",
        [&] { curves = taken(pd_curves(world.book, world.scenario, as_of, kMonths)); });
  world.rights = {world.curves, world.sales, world.parts};
  stage("loss model", [&] {
    world.model = taken(loss_model(world.book, curves, world.rights, world.scenario, as_of));
  });
}

}  // namespace pledgelab::bench
