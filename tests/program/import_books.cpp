#include "tests/program/import_books.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace pledgelab::test {
namespace fs = std::filesystem;

namespace {

const std::map<std::string, std::string>& tables() {
  static const std::map<std::string, std::string> all = {
      {"loans.csv",
       "id,borrower_id,origination,maturity,principal_yuan,balance_yuan\n"
       "L1,B1,2026-01-15,2027-01-15,2000000.00,2000000.00\n"
       "L2,B2,2026-02-15,2027-02-15,3000000.00,2500000.00\n"
       "L3,B3,2026-03-15,2027-03-15,4000000.00,4000000.00\n"},
      {"assets.csv",
       "id,kind,status,filing_date,expiry_date\n"
       "A1,invention,valid,2018-05-01,2038-05-01\n"
       "A2,utility_model,valid,2022-05-01,2032-05-01\n"
       "A3,invention,valid,2019-05-01,2039-05-01\n"},
      {"pledges.csv",
       "id,loan_id,asset_id,registration_number\n"
       "P1,L1,A1,Y1\n"
       "P2,L2,A2,Y2\n"
       "P3,L3,A3,Y3\n"},
      {"appraisals.csv",
       "asset_id,date,value_yuan\n"
       "A1,2026-01-01,7000000.00\n"
       "A2,2026-02-01,8000000.00\n"
       "A3,2026-03-01,12000000.00\n"},
  };
  return all;
}

}  // namespace

std::string table_of(const std::string& name) { return tables().at(name); }

void write_folder(const Folder& folder, const std::map<std::string, std::string>& other) {
  for (const auto& [name, text] : tables()) {
    const auto found = other.find(name);
    (void)folder.write("book/" + name, found == other.end() ? text : found->second);
  }
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::map<std::string, std::string> bytes_in(const std::string& folder) {
  std::map<std::string, std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = fs::relative(entry.path(), folder).string();
    all[name] = entry.is_regular_file() ? bytes_of(entry.path().string()) : "(folder)";
  }
  return all;
}

}  // namespace pledgelab::test
