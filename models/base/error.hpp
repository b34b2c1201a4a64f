// Errors that a user must see: where, what, what to do. Result for one thing, Loaded for many rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/base/check.hpp"

namespace pledgelab {

/// A place in an input. Line and column count from 1; 0 = the file as a whole.
struct Origin {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// What sort of failure; decides the exit code (design: surface, section 2).
enum class ErrorKind : std::uint8_t {
  input,        // 2: usage or input error
  quarantined,  // 3: too many rows quarantined
  not_found,    // 4: no such loan, run, asset
  stopped,      // 5: interrupted, can be run again
  world,        // 2: disk full, unwritable, locked
};

/// One fault, told whole. `code` is stable ("P-103"); `hint` names the nearest right word or next
/// step.
struct Error {
  std::string code;
  Origin origin;
  std::string message;
  std::string hint;
  ErrorKind kind = ErrorKind::input;
};

/// "file:line:column: message [code]" and, on a second line, the hint. Zero parts are left out.
std::string to_text(const Error& error);

using Errors = std::vector<Error>;

/// A value, or at least one error. Reading the value of a failed result is a bug (PL_CHECK).
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : x_value(std::move(value)) {}       // NOLINT(google-explicit-constructor)
  Result(Error error) : x_errors{std::move(error)} {}  // NOLINT(google-explicit-constructor)
  Result(Errors errors) : x_errors(std::move(errors)) { PL_CHECK(!x_errors.empty()); }  // NOLINT

  [[nodiscard]] bool ok() const { return x_value.has_value(); }
  explicit operator bool() const { return ok(); }
  const T& value() const& {
    PL_CHECK_MSG(ok(), x_errors.empty() ? std::string() : to_text(x_errors.front()));
    return *x_value;
  }
  T& value() & {
    PL_CHECK_MSG(ok(), x_errors.empty() ? std::string() : to_text(x_errors.front()));
    return *x_value;
  }
  T&& value() && {
    PL_CHECK_MSG(ok(), x_errors.empty() ? std::string() : to_text(x_errors.front()));
    return std::move(*x_value);
  }
  [[nodiscard]] const Errors& errors() const { return x_errors; }

 private:
  std::optional<T> x_value;
  Errors x_errors;
};

/// Success without a value.
struct Done {};
using Outcome = Result<Done>;

/// A row that was not taken: where, why, its raw text, and the money it carried (for control
/// totals).
struct Reject {
  Error error;
  std::string raw;
  std::int64_t at_stake_fen = 0;
};

/// Many rows: those kept, and each of the others with its reason. Nothing is lost.
template <class T>
struct Loaded {
  T value;
  std::vector<Reject> rejects;
};

}  // namespace pledgelab
