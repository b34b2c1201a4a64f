#include "tests/bench/books.hpp"

#include <cstdio>
#include <cstdlib>

#include "engine/formats/yaml.hpp"
#include "models/sample/read.hpp"
#include "models/sample/sample.hpp"

namespace pledgelab::bench {
namespace {

SampleSpec the_spec(const Options& options) {
  const auto document = read_yaml(options.root + "/scenarios/sample-book.yaml");
  Errors errors = document.errors();
  if (document.ok()) {
    auto spec = read_sample(document.value());
    if (spec.ok()) {
      spec.value().seed = options.seed;
      return std::move(spec).value();
    }
    errors = spec.errors();
  }
  for (const Error& error : errors) std::fprintf(stderr, "%s\n", to_text(error).c_str());
  std::exit(2);
}

}  // namespace

Book small_book(const Options& options) {
  Book book = make_sample(the_spec(options), 0, 240);
  keep_pledges(book, 240);
  return book;
}

Book large_book(const Options& options) {
  return make_sample(the_spec(options), 0, options.quick ? 2'000 : 100'000);
}

}  // namespace pledgelab::bench
