#include "engine/verbs/report_page.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

#include "engine/formats/digest.hpp"
#include "engine/formats/file.hpp"
#include "engine/render/csv.hpp"
#include "engine/render/html.hpp"
#include "engine/render/report_text.hpp"

namespace pledgelab {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPageBegins = "<!doctype html>";

Error world(const std::string& path, const std::string& what, const std::error_code& fault) {
  return {"O-140", {path, 0, 0}, what + ": " + fault.message(), "", ErrorKind::world};
}

std::vector<std::pair<std::string, std::string>> tables_of(const Report& report,
                                                           Language language) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const Section& section : report.sections) {
    for (const Block& block : section.blocks) {
      const auto* chart = std::get_if<Chart>(&block);
      const auto* table = chart != nullptr ? &chart->table : std::get_if<Table>(&block);
      if (table != nullptr) files.emplace_back(table->id + ".csv", to_csv(*table, language));
    }
  }
  return files;
}

Outcome write_tables(const std::string& folder,
                     const std::vector<std::pair<std::string, std::string>>& files) {
  fs::path target(folder);
  if (!target.has_filename()) target = target.parent_path();  // "out/"
  const fs::path parent = target.has_parent_path() ? target.parent_path() : fs::path(".");
  std::string draft = (parent / ".pledgelab-tables-XXXXXX").string();
  if (::mkdtemp(draft.data()) == nullptr) {
    return world(parent.string(), "the folder cannot be written",
                 std::error_code(errno, std::generic_category()));
  }
  std::error_code fault;
  for (const auto& file : files) {
    const Outcome written = write_file(draft + "/" + file.first, file.second);
    if (written) continue;
    fs::remove_all(draft, fault);
    return written.errors();
  }
  fs::permissions(draft, fs::perms(0755), fault);
  fs::rename(draft, target, fault);
  if (!fault) return Done{};
  std::error_code ignored;
  fs::remove_all(draft, ignored);
  return world(folder, "the folder cannot be made", fault);
}

}  // namespace

namespace {

// A page may take the place of a page; anything else under that name stays as it is.
Outcome check_html(const std::string& path) {
  std::error_code fault;
  if (fs::symlink_status(path, fault).type() == fs::file_type::not_found) return Done{};
  std::ifstream there(path, std::ios::binary);
  std::string begins(kPageBegins.size(), '\0');
  there.read(begins.data(), static_cast<std::streamsize>(begins.size()));
  if (there && begins == kPageBegins) return Done{};
  return Error{"O-140",
               {path, 0, 0},
               "there is something at this name already, and it is no report",
               "give --out another name",
               ErrorKind::input};
}

}  // namespace

Outcome check_page(const PageRequest& request) {
  if (request.html && !request.out.empty()) {
    if (const Outcome free = check_html(request.out); !free) return free.errors();
  }
  std::error_code fault;
  if (request.tables.empty() ||
      fs::symlink_status(request.tables, fault).type() == fs::file_type::not_found) {
    return Done{};
  }
  return Error{"O-140",
               {request.tables, 0, 0},
               "there is something at this name already",
               "give --tables a folder that is not there yet",
               ErrorKind::input};
}

Result<PageOutcome> write_page(const Report& report, const PageRequest& request,
                               const std::string& name) {
  if (const Outcome free = check_page(request); !free) return free.errors();
  PageOutcome outcome;
  if (request.html) {
    outcome.file = request.out.empty() ? name : request.out;
    const Outcome written = write_file(outcome.file, to_html(report, request.language));
    if (!written) return written.errors();
    outcome.text = outcome.file + "\n";
  } else {
    outcome.text = to_text(report, request.language);
  }
  if (request.tables.empty()) return outcome;
  const auto files = tables_of(report, request.language);
  if (const Outcome written = write_tables(request.tables, files); !written) {
    return written.errors();
  }
  for (const auto& file : files) outcome.table_files.push_back(file.first);
  outcome.text += request.tables + "\n";
  return outcome;
}

std::string page_id(const std::string& prefix,
                    const std::vector<std::pair<std::string, std::string>>& hashes) {
  Sha256 digest;
  for (const auto& [name, hash] : hashes) digest.add(name + " " + hash + "\n");
  return prefix + digest.hex().substr(0, 12);
}

}  // namespace pledgelab
