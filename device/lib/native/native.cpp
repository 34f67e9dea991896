// The one tier of the process, its end and its forks.
#include "native/native.h"

#include <cstdlib>
#include <string_view>

#include <pthread.h>

#include "native/compiler_library.h"
#include "native/tier.h"

namespace tt::device {
namespace {

native::HostNativeTier *theTier = nullptr;

std::unique_ptr<native::CoreCompiler> openCompiler(std::string &reason) {
  std::unique_ptr<native::CoreCompiler> compiler = native::makeCoreCompiler(reason);
  // Again, so that it comes before what LLVM does at the process's end.
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
  return tier;
}

} // namespace tt::device
