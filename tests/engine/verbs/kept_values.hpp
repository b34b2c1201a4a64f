// A made book of three chunks, valued and kept, for the tests of kept valuations.
#pragma once

#include <map>
#include <string>

#include "engine/verbs/value.hpp"
#include "tests/support/places.hpp"

namespace pledgelab::test {

/// The folder of a made book of some 8,400 rights, written once.
const std::string& made_book();

/// Its valuation as of 2026-09-30, kept in `place`.
ValueRequest keep_request(const std::string& place);

/// Kept whole, by one thread: id of the valuation.
std::string keep_whole(const std::string& place);

/// Every file below a folder with its bytes, by its path there.
std::map<std::string, std::string> files_in(const std::string& folder);

/// The code of the first error; "ok".
template <class T>
std::string first_code(const Result<T>& result) {
  return result.ok() ? "ok" : result.errors().front().code;
}

}  // namespace pledgelab::test
