// The books that the bench runs on: the shipped one's good rows, and a large one, from the sampler.
#pragma once

#include "models/book/book.hpp"
#include "tests/bench/bench.hpp"

namespace pledgelab::bench {

/// 240 pledges.
Book small_book(const Options& options);
/// 100,000 loans; 2,000 when quick.
Book large_book(const Options& options);

}  // namespace pledgelab::bench
