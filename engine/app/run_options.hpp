// The options that run, simulate, value and explain share: the book, its reading, the date.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/app/book_options.hpp"
#include "engine/app/command_line.hpp"
#include "engine/verbs/run.hpp"

namespace pledgelab {

/// BookOptions and -s -l --as-of on a command line.
class InputOptions {
 public:
  /// `later`: the parse goes without --as-of; request() asks for it.
  enum class Dated : std::uint8_t { at_parse, later };
  explicit InputOptions(CommandLine& line, Dated dated = Dated::at_parse);
  InputOptions(const InputOptions&) = delete;
  InputOptions& operator=(const InputOptions&) = delete;
  /// After parsing: the request, or a fault (U-104 no date, U-105 --max-bad).
  [[nodiscard]] Result<InputsRequest> request() const;
  /// The same on the date given after `option` ("--from") instead of --as-of.
  [[nodiscard]] Result<InputsRequest> request(const std::string& option,
                                              const std::string& date) const;
  [[nodiscard]] const std::string& project() const { return x_request.project; }

 private:
  InputsRequest x_request;
  BookOptions x_book;
  std::string x_as_of;
};

/// Declares --months --paths --seed --threads --no-tape --ignore-effective.
class DrawOptions {
 public:
  explicit DrawOptions(CommandLine& line);
  void fill(RunRequest& request) const;

 private:
  int x_months = 36;
  std::uint32_t x_paths = 10'000;
  std::uint64_t x_seed = 1;
  unsigned x_threads = 0;
  bool x_no_tape = false;
};

/// The processors of this machine, at least 1.
unsigned all_threads();

}  // namespace pledgelab
