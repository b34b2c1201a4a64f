#include "engine/formats/encoding.hpp"

#include <array>
#include <boost/locale/encoding.hpp>
#include <optional>
#include <string_view>

#include "engine/formats/text_place.hpp"

namespace pledgelab {
namespace {

struct Signature {
  std::string_view bytes;
  const char* what;
  const char* hint;
};

using namespace std::string_view_literals;
constexpr std::array kSignatures = {
    Signature{"PK\x03\x04"sv, "is a zip archive, as .xlsx files are, not a CSV text",
              "this is an .xlsx; open it and save the sheet as 'CSV UTF-8'"},
    Signature{"\xD0\xCF\x11\xE0"sv, "is an .xls workbook, not a CSV text",
              "open it and save the sheet as 'CSV UTF-8'"},
    Signature{"\xFF\xFE"sv, "is UTF-16 text", "save it as 'CSV UTF-8'"},
    Signature{"\xFE\xFF"sv, "is UTF-16 text", "save it as 'CSV UTF-8'"},
    Signature{"%PDF"sv, "is a PDF, not a CSV text", "ask for the table itself"},
    Signature{"\x1F\x8B"sv, "is a gzip archive, not a CSV text", "unpack it first"},
    Signature{"SQLite format 3"sv, "is a SQLite database, not a CSV text",
              "give it as the project's book.db, or export the table as CSV"},
};

std::optional<std::string> from_gb18030(const std::string& bytes) {
  try {
    return boost::locale::conv::to_utf<char>(bytes, "GB18030", boost::locale::conv::stop);
  } catch (const boost::locale::conv::conversion_error&) {
    return std::nullopt;
  } catch (const boost::locale::conv::invalid_charset_error&) {
    return std::nullopt;
  }
}

// Two GBK bytes can be a well-formed UTF-8 pair ("C5 B5 D6 A4"). Such pairs land in blocks that no
// ledger is written in: between Latin and Greek, and from Armenian on to U+07FF.
bool looks_misread(std::string_view utf8) {
  bool odd = false;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead >= 0xE0) return false;  // a three-byte character: GBK seldom makes one by chance
    if (lead < 0xC0) continue;
    const unsigned point =
        ((lead & 0x1FU) << 6U) | (static_cast<unsigned char>(utf8[i + 1]) & 0x3FU);
    odd = odd || (point >= 0x250 && point < 0x370) || point >= 0x530;
  }
  return odd;
}

Error refuse(const char* code, Origin origin, const std::string& message, const std::string& hint) {
  return {code, std::move(origin), message, hint, ErrorKind::input};
}

}  // namespace

Result<Decoded> decode_table(std::string bytes, const std::string& file) {
  const std::string_view view = bytes;
  for (const Signature& signature : kSignatures) {
    if (view.starts_with(signature.bytes)) {
      return refuse("CSV-103", {file, 0, 0}, signature.what, signature.hint);
    }
  }
  if (const std::size_t nul = view.find('\0'); nul != std::string_view::npos) {
    return refuse("CSV-103", place_of(view, nul, file), "holds a NUL byte: this is no text file",
                  "give a CSV file");
  }
  if (view.starts_with(kByteOrderMark)) {
    bytes.erase(0, kByteOrderMark.size());
    if (const auto bad = first_bad_utf8(bytes)) {
      return refuse("CSV-104", place_of(bytes, *bad, file),
                    "begins as UTF-8 (BOM), but is not UTF-8 here", "save it as 'CSV UTF-8'");
    }
    return Decoded{std::move(bytes), "UTF-8 with BOM"};
  }
  const auto bad = first_bad_utf8(bytes);
  if (!bad && !looks_misread(bytes)) return Decoded{std::move(bytes), "UTF-8"};
  auto decoded = from_gb18030(bytes);
  if (bad && decoded) return Decoded{std::move(*decoded), "GB18030"};
  if (!bad && !decoded) return Decoded{std::move(bytes), "UTF-8"};
  if (bad) {
    return refuse("CSV-104", place_of(bytes, *bad, file),
                  "is neither UTF-8 (from here) nor GB18030 as a whole", "save it as 'CSV UTF-8'");
  }
  return refuse("CSV-105", {file, 0, 0}, "could be UTF-8 or GB18030: both read it without fault",
                "save it as 'CSV UTF-8' (with a byte-order mark)");
}

}  // namespace pledgelab
