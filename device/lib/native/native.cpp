// The one tier of the process, its end and its forks.
#include "native/native.h"

#include <cstdlib>
#include <string_view>

#include <pthread.h>
#include <unistd.h>

#include "native/compiler_library.h"
#include "native/tier.h"

namespace tt::device {
namespace {

native::HostNativeTier *theTier = nullptr;

/// Stops the thread that compiles when the process's first thread calls exit() or returns from main: exit() destroys a
/// thread's own objects before all others. A handler of atexit would come too late: LLVM makes objects while it
/// compiles, and what was registered last is destroyed first, under the thread that uses it.
struct EndOfProcess {
  ~EndOfProcess() {
    if (theTier != nullptr && ::gettid() == ::getpid())
      theTier->stop();
  }
  void watch() {}
};
thread_local EndOfProcess endOfProcess;

/// The first thread of a program that links this runs it at its start, or (an extension) at the import.
[[gnu::constructor]] void watchForEnd() { endOfProcess.watch(); }

std::unique_ptr<native::CoreCompiler> openCompiler(std::string &reason) {
  std::unique_ptr<native::CoreCompiler> compiler = native::makeCoreCompiler(reason);
  // Again, for an exit() of another thread: so it comes at least before what LLVM registered when it was loaded.
  std::atexit([] { theTier->stop(); });
  return compiler;
}

native::HostNativeTier *makeTier() {
  const char *wanted = std::getenv("TENON_NATIVE");
  if (wanted != nullptr && std::string_view(wanted) == "0")
    return nullptr;
  theTier = new native::HostNativeTier(jit::DiskCache::fromEnvironment(), openCompiler); // cores may outlive statics
  std::atexit([] { theTier->stop(); });
  ::pthread_atfork([] { theTier->beforeFork(); }, [] { theTier->afterForkInParent(); },
                   [] { theTier->afterForkInChild(); });
  return theTier;
}

} // namespace

NativeTier *hostNativeTier() {
  static NativeTier *const tier = makeTier();
  endOfProcess.watch();
  return tier;
}

} // namespace tt::device
