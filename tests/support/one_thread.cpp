// Loaded before the tests that are said to start no thread: a thread ends the process, with the reason.
#include <pthread.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

extern "C" [[gnu::visibility("default")]] int pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *),
                                                             void *) noexcept {
  constexpr std::string_view message =
      "error: this test starts a thread, and its CMakeLists.txt says that it does not: name it in THREADS of\n"
      "       tenon_discover_tests, so that the thread sanitizer runs it too\n";
  (void)!::write(STDERR_FILENO, message.data(), message.size());
  std::abort();
}

namespace {

/// What the test starts, a compiler or an emulator, may have threads.
[[gnu::constructor]] void leaveChildrenAlone() { ::unsetenv("LD_PRELOAD"); }

} // namespace
