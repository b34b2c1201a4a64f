// How the field table is written down: constant rows, and accessors made from members. Used only by
// the fields_*.cpp of this room.
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "models/base/check.hpp"
#include "models/book/fields.hpp"
#include "models/book/words.hpp"

namespace pledgelab::field_rows {

inline constexpr double kNone = std::numeric_limits<double>::infinity();

/// A line of the table; lists are written with bars: "贷款余额|余额". Ranges: -kNone and kNone =
/// free.
struct FieldRow {
  const char* name;
  FieldType type;
  bool required;
  const std::vector<std::string>* words;
  const char* synonyms;
  const char* meaning;
  const char* meaning_zh;
  const char* empty_means;
  const char* used_by;
  FieldValue (*get)(const Book& book, std::uint32_t row);
  void (*set)(Book& book, std::uint32_t row, const FieldValue& value);
  double least = -kNone;
  double most = kNone;
  double empty_is = kNone;
};

std::span<const FieldRow> borrower_rows();
std::span<const FieldRow> lender_rows();
std::span<const FieldRow> loan_rows();
std::span<const FieldRow> asset_rows();
/// Facts of each kind of right, after asset_rows.
std::span<const FieldRow> patent_rows();
std::span<const FieldRow> trademark_rows();
std::span<const FieldRow> geographical_indication_rows();
std::span<const FieldRow> layout_design_rows();
std::span<const FieldRow> copyright_rows();
std::span<const FieldRow> pledge_rows();
std::span<const FieldRow> appraisal_rows();

// --- rows by type
inline auto& rows(Book& book, Borrower*) { return book.borrowers; }
inline auto& rows(Book& book, Lender*) { return book.lenders; }
inline auto& rows(Book& book, Loan*) { return book.loans; }
inline auto& rows(Book& book, Asset*) { return book.assets; }
inline auto& rows(Book& book, Pledge*) { return book.pledges; }
inline auto& rows(Book& book, Appraisal*) { return book.appraisals; }
template <class Row>
const std::vector<Row>& rows(const Book& book, Row* none) {
  return rows(const_cast<Book&>(book), none);  // NOLINT: only read through the const return
}

// --- values from and to members
inline FieldValue pack(const std::string& text) {
  return text.empty() ? FieldValue{} : FieldValue{text};
}
inline FieldValue pack(std::int32_t count) { return static_cast<std::int64_t>(count); }
template <class T>
FieldValue pack(const T& value) {
  return value;
}
template <class T>
FieldValue pack(const std::optional<T>& value) {
  return value ? pack(*value) : FieldValue{};
}

inline void unpack(const FieldValue& value, std::int32_t& member) {
  member = static_cast<std::int32_t>(std::get<std::int64_t>(value));
}
template <class T>
void unpack(const FieldValue& value, T& member) {
  member = std::get<T>(value);
}
template <class T>
void unpack(const FieldValue& value, std::optional<T>& member) {
  unpack(value, member.emplace());
}

// --- words
template <class Enum>
FieldValue pack_word(Enum value, const std::vector<std::string>& words) {
  return word_of(value, words);
}
template <class Enum>
FieldValue pack_word(const std::optional<Enum>& value, const std::vector<std::string>& words) {
  return value ? pack_word(*value, words) : FieldValue{};
}
template <class Enum>
void unpack_word(const FieldValue& value, Enum& member, const std::vector<std::string>& words) {
  const std::string& text = std::get<std::string>(value);
  std::size_t at = 0;
  while (at < words.size() && words[at] != text) ++at;
  PL_CHECK_MSG(at < words.size(), text);
  member = static_cast<Enum>(at);
}
template <class Enum>
void unpack_word(const FieldValue& value, std::optional<Enum>& member,
                 const std::vector<std::string>& words) {
  unpack_word(value, member.emplace(), words);
}

template <class Row, class T>
Row* row_type(T Row::*);

inline bool empty(const FieldValue& value) { return std::holds_alternative<std::monostate>(value); }

/// Accessors of a plain member; setting an empty value restores the row's default.
template <auto Member>
FieldValue get(const Book& book, std::uint32_t row) {
  return pack(rows(book, decltype(row_type(Member)){})[row].*Member);
}
template <auto Member>
void set(Book& book, std::uint32_t row, const FieldValue& value) {
  using Row = std::remove_pointer_t<decltype(row_type(Member))>;
  auto& member = rows(book, static_cast<Row*>(nullptr))[row].*Member;
  if (empty(value)) {
    member = Row{}.*Member;
  } else {
    unpack(value, member);
  }
}

/// Accessors of an enumeration.
template <auto Member, const std::vector<std::string>& Words>
FieldValue get_word(const Book& book, std::uint32_t row) {
  return pack_word(rows(book, decltype(row_type(Member)){})[row].*Member, Words);
}
template <auto Member, const std::vector<std::string>& Words>
void set_word(Book& book, std::uint32_t row, const FieldValue& value) {
  using Row = std::remove_pointer_t<decltype(row_type(Member))>;
  auto& member = rows(book, static_cast<Row*>(nullptr))[row].*Member;
  if (empty(value)) {
    member = Row{}.*Member;
  } else {
    unpack_word(value, member, Words);
  }
}

/// Accessors of a reference: the target's id, or its row number.
template <auto Member, class Target>
FieldValue get_reference(const Book& book, std::uint32_t row) {
  const auto& targets = rows(book, static_cast<Target*>(nullptr));
  const auto index = (rows(book, decltype(row_type(Member)){})[row].*Member).index;
  return index < targets.size() ? pack(targets[index].id) : FieldValue{};
}
template <auto Member, class Target>
void set_reference(Book& book, std::uint32_t row, const FieldValue& value) {
  auto& member = rows(book, decltype(row_type(Member)){})[row].*Member;
  if (const auto* index = std::get_if<std::int64_t>(&value)) {
    member.index = static_cast<std::uint32_t>(*index);
    return;
  }
  const auto& targets = rows(book, static_cast<Target*>(nullptr));
  member.index = 0;
  if (empty(value)) return;
  while (member.index < targets.size() && targets[member.index].id != std::get<std::string>(value))
    ++member.index;
  PL_CHECK_MSG(member.index < targets.size(), std::get<std::string>(value));
}

/// Accessors of a fact of one kind of right: empty for the others.
template <class Facts, auto Member>
FieldValue get_fact(const Book& book, std::uint32_t row) {
  const auto* facts = std::get_if<Facts>(&book.assets[row].facts);
  return facts == nullptr ? FieldValue{} : pack(facts->*Member);
}
template <class Facts, auto Member>
void set_fact(Book& book, std::uint32_t row, const FieldValue& value) {
  auto* facts = std::get_if<Facts>(&book.assets[row].facts);
  if (facts == nullptr && empty(value)) return;
  PL_CHECK_MSG(facts != nullptr, book.assets[row].id);
  if (empty(value)) {
    facts->*Member = Facts{}.*Member;
  } else {
    unpack(value, facts->*Member);
  }
}
template <class Facts, auto Member, const std::vector<std::string>& Words>
FieldValue get_fact_word(const Book& book, std::uint32_t row) {
  const auto* facts = std::get_if<Facts>(&book.assets[row].facts);
  return facts == nullptr ? FieldValue{} : pack_word(facts->*Member, Words);
}
template <class Facts, auto Member, const std::vector<std::string>& Words>
void set_fact_word(Book& book, std::uint32_t row, const FieldValue& value) {
  auto* facts = std::get_if<Facts>(&book.assets[row].facts);
  if (facts == nullptr && empty(value)) return;
  PL_CHECK_MSG(facts != nullptr, book.assets[row].id);
  if (empty(value)) {
    facts->*Member = Facts{}.*Member;
  } else {
    unpack_word(value, facts->*Member, Words);
  }
}

}  // namespace pledgelab::field_rows
