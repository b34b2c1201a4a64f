#include "engine/run/chunks.hpp"

#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace pledgelab {
namespace {

Error stopped_error(const std::string& where) {
  return {"R-101",
          {},
          "stopped" + where,
          "the same command runs it again, to the same figures",
          ErrorKind::stopped};
}

}  // namespace

Outcome go_on(const RunControl& control) {
  if (control.stopped()) return stopped_error("; nothing was written");
  return Done{};
}

Outcome run_chunks(std::uint64_t count, unsigned threads, RunControl& control,
                   const std::function<Outcome(std::uint64_t chunk, unsigned worker)>& work) {
  PL_CHECK(threads >= 1);
  std::atomic<std::uint64_t> next{0};
  std::atomic<bool> failed{false};
  std::mutex telling;
  std::uint64_t done = 0;
  std::uint64_t worst = count;
  Errors errors;
  std::exception_ptr thrown;
  const auto run_all = [&](unsigned number) {
    while (!failed && !control.stopped()) {
      const std::uint64_t chunk = next++;
      if (chunk >= count) return;
      const Outcome outcome = work(chunk, number);
      const std::scoped_lock lock(telling);
      ++done;
      if (!outcome.ok()) {
        failed = true;
        if (chunk < worst) {
          worst = chunk;
          errors = outcome.errors();
        }
      } else if (control.progress) {
        control.progress(done, count);
      }
    }
  };
  // Nothing may leave a thread: what is thrown there goes to the caller's.
  const auto worker = [&](unsigned number) {
    try {
      run_all(number);
    } catch (...) {
      failed = true;
      const std::scoped_lock lock(telling);
      if (!thrown) thrown = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> crew;
    for (unsigned i = 1; i < threads; ++i) crew.emplace_back(worker, i);
    worker(0);
  }
  if (thrown) std::rethrow_exception(thrown);
  if (!errors.empty()) return errors;
  if (done < count) {
    return stopped_error(" after " + std::to_string(done) + " of " + std::to_string(count) +
                         " chunks");
  }
  return Done{};
}

}  // namespace pledgelab
