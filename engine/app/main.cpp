#include <csignal>
#include <cstdio>
#include <exception>
#include <new>

#include "engine/app/commands.hpp"
#include "engine/app/progress.hpp"

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file limit is an error to report, not a death
  pledgelab::end_on_interrupt();
  try {
    return pledgelab::run_program({argv + 1, argv + argc});
  } catch (const std::bad_alloc&) {
    std::fputs("pledgelab: out of memory\n", stderr);
    return 2;
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "pledgelab: bug: %s\n", fault.what());
    return 70;
  }
}
