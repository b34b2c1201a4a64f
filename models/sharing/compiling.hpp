// Inside the room: turning values and conditions of a policy into the terms of a program.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/policy/fact_kinds.hpp"
#include "models/sharing/program.hpp"

namespace pledgelab::sharing_compiling {

struct Compiler {
  const SharingPolicy& policy;
  const FactTable& facts;
  Program& program;
  Errors& errors;
  const Periods* periods = nullptr;
  bool on_path = false;  // stocks of loans come from the path, no periods file is read

  void fail(const Place& place, const std::string& code, const std::string& message,
            const std::string& hint = {});
  /// The same of a figure: an assumption's at its own value, else at `place`.
  void fail_value(const Value& value, const Place& place, const std::string& code,
                  const std::string& message, const std::string& hint = {});
  /// Index of a column of the program, copied from the facts; kNone when no input feeds it.
  std::uint32_t column(const std::string& name);
  /// The same, an error when there is none.
  std::uint32_t required_column(const FactName& fact);

  std::uint32_t value(const Value& value);
  std::uint32_t condition(const Condition& condition);
  /// Whether the inputs feed every fact of the condition.
  [[nodiscard]] bool feeds(const Condition& condition) const;
  [[nodiscard]] bool feeds(const FactName& fact) const;
  [[nodiscard]] FactKind kind(std::uint32_t term) const { return program.terms[term].kind; }

  /// The column that feeds a measure of a party ("lender.lent", "lender.lent_yuan"); null: none.
  [[nodiscard]] const FactColumn* measure_column(const std::string& name) const;

 private:
  /// Why a column may not be asked, once.
  void tell_fault(const FactColumn& column);
  std::uint32_t ratio_fact(const FactName& fact);
  std::uint32_t party_measure(const FactName& name, const MeasureFact& fact);
  std::uint32_t add(Term term, const std::vector<std::uint32_t>& links);
  std::uint32_t literal(Ratio value, FactKind kind);
  std::uint32_t fact(const FactName& fact);
  std::uint32_t scheme_total(const FactName& fact);
  std::uint32_t cases(const Value& value);
  std::uint32_t tranche(const Value& value);
  std::uint32_t row_test(const Value& value, const Case& row);
  std::uint32_t compare(const Condition& condition);
  std::uint32_t ordered_words(const Condition& condition, std::uint32_t left);
  void check_words(std::uint32_t left, const std::vector<std::string>& words);
  std::uint32_t in_list(std::uint32_t left, const std::vector<Value>& list);
  std::uint32_t has(std::uint32_t left, const Value& item);
  std::uint32_t operand(const Value& value, std::uint32_t left);
  void agree(const Place& place, FactKind left, FactKind right);
  /// `value`: what the kind on the right is of.
  void agree(const Value& value, const Place& place, FactKind left, FactKind right);
  void agree(const Value& value, const Place& place, std::uint32_t left, std::uint32_t right);
  [[nodiscard]] std::string subject(std::uint32_t term) const;
  [[nodiscard]] bool feeds(const Value& value) const;
};

/// The columns that give a unit's key. `what` asks for it, at `place`; P-108 when none gives it.
void compile_unit(Compiler& compiler, const Unit& unit, const std::string& what, const Place& place,
                  ProgramUnit& compiled);

/// Accounts' leverage and charges. Asks for parties and the policy's dates to be compiled before.
void compile_money(Compiler& compiler);
/// Firms, ratios and breakers; P-165 and P-102 as compile tells.
void compile_watched(Compiler& compiler);
/// Charges, an advance and a purchase ask no ratio and no measure (P-102).
void refuse_beyond_loan(Compiler& compiler);
/// Notes on a periods file, or on rows of it, that nothing asks.
void note_periods(Compiler& compiler);

}  // namespace pledgelab::sharing_compiling
