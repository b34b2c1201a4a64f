// Small books for the tests of import: a wide ledger, a canonical folder, and bytes to compare.
#pragma once

#include <map>
#include <string>

#include "tests/support/places.hpp"

namespace pledgelab::test {

inline const std::string kLedgerHeader =
    "借据号,借款人,权利类型,专利号,评估值(万元),评估日,贷款金额,贷款余额,放款日,到期日\n";

/// book/loans.csv, assets.csv, pledges.csv, appraisals.csv in the folder: three loans of 2, 3 and 4
/// million yuan, each with one right. `other` replaces whole files by name ("loans.csv").
void write_folder(const Folder& folder, const std::map<std::string, std::string>& other);

/// The text of one of those files.
std::string table_of(const std::string& name);

std::string bytes_of(const std::string& path);

/// Every file below a folder: its path there and its bytes. An empty folder is an entry too.
std::map<std::string, std::string> bytes_in(const std::string& folder);

}  // namespace pledgelab::test
