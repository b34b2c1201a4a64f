// Makes a sample book: canonical CSV files from a seed, block by block, in constant memory.
#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include "engine/formats/yaml.hpp"
#include "models/book/cell.hpp"
#include "models/book/fields.hpp"
#include "models/book/write.hpp"
#include "models/sample/faults.hpp"
#include "models/sample/read.hpp"
#include "models/sample/sample.hpp"

namespace {

using namespace pledgelab;

constexpr std::uint64_t kBlockLoans = 4096;

struct Arguments {
  std::uint64_t pledges = 240;
  std::string out;
  std::string spec = "scenarios/sample-book.yaml";
  std::string seed;
  bool faults = false;
};

const char* const kUsage =
    "make_book --out DIR [--pledges 240] [--seed N] [--faults] [--spec FILE]\n"
    "  Writes a synthetic book (示例数据) as canonical CSV. --faults adds rows wrong on purpose.\n";

/// "" and a fault's text when the arguments cannot be read.
std::string read_arguments(int argc, char** argv, Arguments& out) {
  for (int k = 1; k < argc; ++k) {
    const std::string name = argv[k];
    if (name == "--faults") {
      out.faults = true;
      continue;
    }
    if (k + 1 >= argc) return "no value after " + name;
    const std::string value = argv[++k];
    if (name == "--out") {
      out.out = value;
    } else if (name == "--spec") {
      out.spec = value;
    } else if (name == "--seed") {
      out.seed = value;
    } else if (name == "--pledges") {
      const auto [stop, fault] =
          std::from_chars(value.data(), value.data() + value.size(), out.pledges);
      if (fault != std::errc() || stop != value.data() + value.size() || out.pledges == 0) {
        return "--pledges takes a whole number above zero, not '" + value + "'";
      }
    } else {
      return "unknown argument " + name;
    }
  }
  return out.out.empty() ? "--out is missing" : "";
}

/// The six open files of a book.
class Folder {
 public:
  explicit Folder(const std::string& path) {
    std::filesystem::create_directories(path);
    for (std::uint8_t t = 0; t < kBookTables; ++t) {
      const auto table = static_cast<BookTable>(t);
      x_files[t].open(path + "/" + table_name(table) + ".csv", std::ios::binary);
      std::string line;
      for (const Field& field : book_fields(table)) line += "," + header_name(field, "CNY");
      x_files[t] << line.substr(1) << '\n';
    }
  }

  /// Appends the rows; lenders only with `lenders`. `cells` are written as they say.
  void append(const Book& book, bool lenders, const std::vector<FaultyCell>& cells) {
    std::map<std::pair<std::uint8_t, std::uint32_t>, std::vector<const FaultyCell*>> at;
    for (const FaultyCell& cell : cells) {
      at[{static_cast<std::uint8_t>(cell.table), cell.row}].push_back(&cell);
    }
    for (std::uint8_t t = 0; t < kBookTables; ++t) {
      const auto table = static_cast<BookTable>(t);
      if (table == BookTable::lenders && !lenders) continue;
      std::string text;
      for (std::uint32_t row = 0; row < rows_of(book, table); ++row) {
        const auto faulty = at.find({t, row});
        const auto* list = faulty == at.end() ? nullptr : &faulty->second;
        add_line(book, table, row, list, text);
      }
      x_files[t] << text;
    }
  }

  bool close() {
    bool good = true;
    for (std::ofstream& file : x_files) {
      file.close();
      good = good && !file.fail();
    }
    return good;
  }

 private:
  static void add_line(const Book& book, BookTable table, std::uint32_t row,
                       const std::vector<const FaultyCell*>* faulty, std::string& text) {
    bool first = true;
    for (const Field& field : book_fields(table)) {
      if (!first) text += ',';
      first = false;
      const FaultyCell* wrong = nullptr;
      if (faulty != nullptr) {
        for (const FaultyCell* cell : *faulty) {
          if (cell->field == field.name) wrong = cell;
        }
      }
      text += csv_field(wrong != nullptr ? wrong->text : cell_text(field.get(book, row)));
    }
    text += '\n';
  }

  std::array<std::ofstream, kBookTables> x_files;
};

bool write_readme(const std::string& folder, const SampleSpec& spec, const Arguments& arguments,
                  std::uint64_t loans, const std::vector<SampleFault>& faults) {
  std::ofstream out(folder + "/README.md", std::ios::binary);
  out << "# Sample book · 示例数据\n\n"
      << "**Synthetic.** Every borrower, lender, right and figure here is invented by\n"
      << "`tools/make_book` from seed " << spec.seed
      << " and `scenarios/sample-book.yaml`; none is "
      << "a real firm's.\n本目录全部为示例数据，由程序虚构，不对应任何真实企业。\n\n"
      << arguments.pledges << " pledges on " << loans << " loans, as of " << to_iso(spec.as_of)
      << ", amounts in yuan (CNY).\n\n"
      << "It shows: loan sizes as published for IP-pledged loans, all seven kinds of right,\n"
      << "bundles over one product, two loans on the same rights at ranks 1 and 2, loans in\n"
      << "arrears, stale appraisals, patents in fee grace or under invalidation, missing facts.\n";
  if (!faults.empty()) {
    out << "\n## Wrong on purpose · 有意写错的行\n\n"
        << "After the good rows, one of each fault. A loader keeps " << arguments.pledges
        << " pledges (the row with a W-\ncode among them), sends the B- rows to quarantine, and "
           "with "
        << "them what hangs on them (B-303, B-304).\n\n"
        << "| fault | place | what is wrong | 说明 | code |\n|---|---|---|---|---|\n";
    for (const SampleFault& fault : faults) {
      out << "| " << fault.name << " | " << fault.place << " | " << fault.meaning << " | "
          << fault.meaning_zh << " | " << fault.code << " |\n";
    }
  }
  out.close();
  return !out.fail();
}

int make(const SampleSpec& spec, const Arguments& arguments) {
  Folder folder(arguments.out);
  // Of the faulty rows one pledge is kept, with a warning: together they are what was asked for.
  const std::uint64_t kept = arguments.faults ? kKeptFaultyPledges : 0;
  std::uint64_t left = arguments.pledges - std::min(kept, arguments.pledges - 1);
  std::uint64_t loans = 0;
  std::string first_id;
  for (std::uint64_t loan = 0; left > 0; loan += kBlockLoans) {
    const std::uint64_t block = std::min(kBlockLoans, left + left % 2);
    Book book = make_sample(spec, loan, block);
    keep_pledges(book, left);
    left -= book.pledges.size();
    if (first_id.empty()) first_id = book.loans.front().id;
    folder.append(book, loan == 0, {});
    loans += book.loans.size();
  }
  std::vector<SampleFault> faults;
  if (arguments.faults) {
    const FaultySample faulty = make_sample_faults(spec, loans + loans % 2, first_id);
    folder.append(faulty.book, false, faulty.cells);
    faults = faulty.faults;
  }
  if (!folder.close() || !write_readme(arguments.out, spec, arguments, loans + kept, faults)) {
    std::cerr << "could not write into " << arguments.out << '\n';
    return 2;
  }
  std::cout << arguments.out << ": " << arguments.pledges << " pledges on " << loans + kept
            << " loans (synthetic, 示例数据), " << faults.size() << " faults on purpose\n";
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  if (const std::string fault = read_arguments(argc, argv, arguments); !fault.empty()) {
    std::cerr << fault << "\n" << kUsage;
    return 2;
  }
  const Result<Document> document = read_yaml(arguments.spec);
  Errors errors = document.errors();
  if (document.ok()) {
    Result<SampleSpec> spec = read_sample(document.value());
    errors = spec.errors();
    if (spec.ok()) {
      if (!arguments.seed.empty()) spec.value().seed = std::stoull(arguments.seed);
      return make(spec.value(), arguments);
    }
  }
  for (const Error& error : errors) std::cerr << to_text(error) << '\n';
  return 2;
}
