#include "tests/fuzz/targets.hpp"

#include <string>

#include "engine/formats/csv.hpp"
#include "engine/formats/yaml.hpp"
#include "models/base/check.hpp"
#include "models/base/date.hpp"
#include "models/base/money.hpp"
#include "models/base/quantity.hpp"

namespace pledgelab::fuzz {
namespace {

// Nodes below and with this one; places and depth on the way.
std::size_t walk(const Node& node, int depth) {
  PL_CHECK(depth <= 33);
  PL_CHECK(node.line > 0 && node.column > 0);
  PL_CHECK(node.text.size() <= 65'536);
  std::size_t nodes = 1;
  for (const Node& item : node.items) nodes += walk(item, depth + 1);
  for (const Entry& entry : node.entries) {
    PL_CHECK(!entry.key.empty() && entry.line > 0 && entry.column > 0);
    PL_CHECK(node.find(entry.key) == &entry.value);  // no key twice
    nodes += walk(entry.value, depth + 1);
  }
  return nodes;
}

void check_faults(const Errors& errors) {
  PL_CHECK(!errors.empty());
  for (const Error& error : errors) {
    PL_CHECK(!error.code.empty() && !error.message.empty() && error.origin.file == "fuzz");
  }
}

std::string quoted(const Cells& cells) {
  std::string out = "\xEF\xBB\xBF";
  const auto put = [&](const Cell& cell, bool last) {
    PL_CHECK(cell.line > 0 && cell.column > 0);
    if (!cell.text.empty()) {
      const char* const begin = cells.bytes->data();
      PL_CHECK(cell.text.data() >= begin);
      PL_CHECK(cell.text.data() + cell.text.size() <= begin + cells.bytes->size());
    }
    out += '"';
    for (const char c : cell.text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    out += last ? "\"\r\n" : "\",";
  };
  for (std::size_t i = 0; i < cells.width(); ++i) put(cells.header[i], i + 1 == cells.width());
  for (std::size_t i = 0; i < cells.body.size(); ++i) {
    put(cells.body[i], (i + 1) % cells.width() == 0);
  }
  return out;
}

}  // namespace

void yaml(std::string_view bytes) {
  const auto document = parse_yaml(std::string(bytes), "fuzz");
  if (!document.ok()) return check_faults(document.errors());
  PL_CHECK(walk(document.value().root, 1) <= 100'000);
}

void csv(std::string_view bytes) {
  const auto table = parse_csv(std::string(bytes), "fuzz");
  if (!table.ok()) return check_faults(table.errors());
  const Cells& cells = table.value();
  PL_CHECK(cells.width() > 0 && cells.body.size() % cells.width() == 0);
  const auto again = parse_csv(quoted(cells), "fuzz");
  PL_CHECK(again.ok() && again.value().rows() == cells.rows());
  for (std::size_t i = 0; i < cells.width(); ++i) {
    PL_CHECK(again.value().header[i].text == cells.header[i].text);
  }
  for (std::size_t i = 0; i < cells.body.size(); ++i) {
    PL_CHECK(again.value().body[i].text == cells.body[i].text);
  }
}

void text(std::string_view bytes) {
  const std::string whole(bytes);
  for (const std::int64_t fen_per_unit : {1, 100, 1'000'000}) {
    const auto money = parse_money(whole, fen_per_unit);
    if (!money) continue;
    PL_CHECK(money->fen() <= Money::kMaxInputFen && money->fen() >= -Money::kMaxInputFen);
    const auto again = parse_money(to_decimal(*money));
    PL_CHECK(again && *again == *money);
  }
  if (const auto quantity = parse_quantity(whole)) {
    PL_CHECK(quantity->value.den > 0);
    PL_CHECK((quantity->kind == Quantity::Kind::money) == !quantity->currency.empty());
  }
  if (const auto date = parse_date(whole)) PL_CHECK(to_iso(*date) == whole);
}

}  // namespace pledgelab::fuzz
