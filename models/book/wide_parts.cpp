// A wide sheet's good rows, cut into the canonical tables.
#include <algorithm>

#include "models/book/sheet.hpp"

namespace pledgelab::sheet {
namespace {

std::size_t slot(const Field* field) {
  return static_cast<std::size_t>(field - book_fields().data());
}

bool derived(const Field& field, const Sheet& sheet) {
  const std::string path = row_name(field.table) + "." + field.name;
  if (path == "lender.id" || path == "loan.lender_id") {
    return sheet.bound("lender.id") || sheet.bound("lender.name");
  }
  if (path == "loan.payment_interval_months") return sheet.bound("loan.repayment");
  if (field.type == FieldType::reference) return true;
  return path == "borrower.id" || path == "asset.id" || path == "pledge.id" ||
         path == "pledge.rank" || path == "appraisal.date";
}

std::string_view keep(Sheet& sheet, std::string text) {
  sheet.texts->push_back(std::move(text));
  return sheet.texts->back();
}

std::string key_of(BookTable table, Slots& slots) {
  switch (table) {
    case BookTable::borrowers:
      return slots.of("borrower.id");
    case BookTable::lenders:
      return slots.of("lender.id");
    case BookTable::loans:
      return slots.of("loan.id");
    case BookTable::assets:
      return slots.of("asset.id");
    case BookTable::pledges:
      return slots.of("pledge.id");
    case BookTable::appraisals:
      return slots.of("appraisal.asset_id") + "\n" + slots.of("appraisal.date");
  }
  return {};
}

// Keys and references that a wide sheet leaves to be understood.
void derive(Sheet& sheet, const Cell& first, Slots& slots) {
  if (slots.of("borrower.id").empty()) slots.of("borrower.id") = slots.of("borrower.name");
  if (slots.of("lender.id").empty()) slots.of("lender.id") = slots.of("lender.name");
  slots.of("loan.borrower_id") = slots.of("borrower.id");
  slots.of("loan.lender_id") = slots.of("lender.id");
  if (sheet.map.unsecured) return;
  if (slots.of("asset.id").empty()) slots.of("asset.id") = slots.of("asset.number");
  std::string& owner = slots.of("asset.owner_id");
  if (!owner.empty() && owner == slots.of("borrower.name")) owner = slots.of("borrower.id");
  slots.of("pledge.loan_id") = slots.of("loan.id");
  slots.of("pledge.asset_id") = slots.of("asset.id");
  slots.of("appraisal.asset_id") = slots.of("asset.id");
  if (!sheet.bound("appraisal.date") && !slots.of("appraisal.value").empty()) {
    slots.of("appraisal.date") = slots.of("loan.origination");
    sheet.tell(first, "W-127",
               "no appraisal date: the value is taken as of the loan's origination");
  }
}

// A pledge's number and rank, once the row is known to be good.
void derive_pledge(Sheet& sheet, const Cell& first, Slots& slots) {
  Part& pledges = sheet.part(BookTable::pledges);
  std::string& id = slots.of("pledge.id");
  if (id.empty()) id = slots.of("loan.id") + "/" + slots.of("asset.id");
  const std::string stated = id;
  for (int n = 2; pledges.row_of.count(id) > 0; ++n) {
    id = stated;
    id += "#";
    id += std::to_string(n);
    if (n == 2)
      sheet.tell(first, "W-128", "pledge number on several rows: later ones get #2, #3 …");
  }
  std::string& rank = slots.of("pledge.rank");
  if (sheet.bound("pledge.rank")) return;
  auto& earlier = sheet.ranks[slots.of("pledge.asset_id")];
  const std::string& number = slots.of("pledge.registration_number");
  const auto same = std::find_if(earlier.begin(), earlier.end(), [&](const auto& other) {
    return !number.empty() && other.first == number;
  });
  rank = same != earlier.end() ? same->second : std::to_string(earlier.size() + 1);
  if (same == earlier.end() && !earlier.empty()) {
    sheet.tell(first, "W-129",
               "right that secures several loans and states no rank: ranks follow the rows");
  }
  if (same == earlier.end()) earlier.emplace_back(number, rank);
}

// Does the row say the same as an earlier row on the same thing?
void agree(Sheet& sheet, BookTable table, const Cell& first, Slots& slots) {
  Part& part = sheet.part(table);
  const auto found = part.row_of.find(key_of(table, slots));
  if (found == part.row_of.end()) return;
  for (std::size_t at = 0; at < part.fields.size(); ++at) {
    const Cell& there = part.cells.body[found->second * part.fields.size() + at];
    const std::string& here = slots.text[slot(part.fields[at])];
    if (there.text == here) continue;
    slots.faults.push_back({"B-320",
                            {sheet.cells.file, first.line,
                             static_cast<std::uint32_t>(slots.column[slot(part.fields[at])])},
                            row_name(table) + " '" +
                                slots.of((row_name(table) == "appraisal" ? std::string("asset.id")
                                                                         : row_name(table) + ".id")
                                             .c_str()) +
                                "' has " + part.fields[at]->name + " '" + here + "' here and '" +
                                std::string(there.text) + "' on line " + std::to_string(there.line),
                            "rows of one " + row_name(table) + " must agree",
                            ErrorKind::input});
  }
}

void emit(Sheet& sheet, BookTable table, const Cell& first, Slots& slots) {
  Part& part = sheet.part(table);
  const std::size_t row = part.fields.empty() ? 0 : part.cells.body.size() / part.fields.size();
  if (!part.row_of.emplace(key_of(table, slots), row).second) return;
  for (const Field* field : part.fields) {
    part.cells.body.push_back({keep(sheet, slots.text[slot(field)]), first.line,
                               static_cast<std::uint32_t>(slots.column[slot(field)])});
  }
}

bool has(Sheet& sheet, BookTable table, Slots& slots) {
  if (sheet.part(table).fields.empty()) return false;
  if (table == BookTable::lenders) return !slots.of("lender.id").empty();
  if (table == BookTable::appraisals) return !slots.of("appraisal.value").empty();
  return true;
}

}  // namespace

void open_parts(Sheet& sheet) {
  sheet.texts = std::make_shared<std::deque<std::string>>(1);
  for (std::uint8_t at = 0; at < kBookTables; ++at) {
    const auto table = static_cast<BookTable>(at);
    const bool pledged =
        table == BookTable::assets || table == BookTable::pledges || table == BookTable::appraisals;
    if (pledged && sheet.map.unsecured) continue;
    if (table == BookTable::appraisals && !sheet.bound("appraisal.value")) continue;
    if (table == BookTable::lenders && !sheet.bound("lender.id") && !sheet.bound("lender.name")) {
      continue;
    }
    Part& part = sheet.part(table);
    part.cells.file = sheet.cells.file;
    for (const Field& field : book_fields(table)) {
      if (!derived(field, sheet) && !sheet.bound(row_name(table) + "." + field.name)) continue;
      part.fields.push_back(&field);
      part.cells.header.push_back({keep(sheet, header_name(field, sheet.options.currency)), 1,
                                   static_cast<std::uint32_t>(part.fields.size())});
    }
    part.cells.bytes = std::shared_ptr<const std::string>(sheet.texts, &sheet.texts->front());
  }
}

void cut(Sheet& sheet, std::size_t row, Slots& slots) {
  const Cell& first = sheet.cells.at(row, 0);
  derive(sheet, first, slots);
  if (!sheet.map.unsecured && slots.of("asset.id").empty()) {
    slots.faults.push_back({"B-321",
                            {sheet.cells.file, first.line, 0},
                            "the row names no right",
                            "each row needs the number of the right pledged; merged cells must be "
                            "filled down",
                            ErrorKind::input});
  }
  if (slots.of("loan.id").empty()) {
    slots.faults.push_back({"B-202",
                            {sheet.cells.file, first.line, 0},
                            "the loan's number is empty",
                            "merged cells must be filled down",
                            ErrorKind::input});
  }
  for (std::uint8_t table = 0; table < kBookTables; ++table) {
    const auto own = static_cast<BookTable>(table);
    if (own != BookTable::pledges && has(sheet, own, slots)) agree(sheet, own, first, slots);
  }
  if (!slots.faults.empty()) return;
  if (!sheet.map.unsecured) derive_pledge(sheet, first, slots);
  for (std::uint8_t table = 0; table < kBookTables; ++table) {
    const auto own = static_cast<BookTable>(table);
    if (has(sheet, own, slots)) emit(sheet, own, first, slots);
  }
}

std::vector<TableCells> tables_of(Sheet& sheet) {
  std::vector<TableCells> tables;
  for (std::uint8_t table = 0; table < kBookTables; ++table) {
    if (sheet.parts[table].fields.empty()) continue;
    tables.push_back({static_cast<BookTable>(table), &sheet.parts[table].cells});
  }
  return tables;
}

}  // namespace pledgelab::sheet
