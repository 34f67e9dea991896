// The one set of debug hooks of the process: registering, clearing, snapshots for running programs.
#include "tt/runtime/debug.h"

#include <atomic>
#include <mutex>

#include "tt/runtime/error.h"

namespace tt::runtime::debug {
namespace {

/// Never destroyed: hooks may be looked up by threads that outlive main().
struct Registry {
  std::atomic<bool> any{false}; ///< lets programs without hooks skip the lock
  std::mutex mutex;
  std::shared_ptr<const Hooks> hooks;
};

Registry &registry() {
  static auto *registry = new Registry;
  return *registry;
}

/// Swaps the snapshot. The old hooks are destroyed by the caller, outside the lock: destroying them may run anything.
std::shared_ptr<const Hooks> exchange(std::shared_ptr<const Hooks> hooks) {
  Registry &self = registry();
  self.any = hooks != nullptr;
  self.hooks.swap(hooks);
  return hooks;
}

} // namespace

void Hooks::set(Hooks hooks) {
#ifdef TT_RUNTIME_DEBUG
  std::shared_ptr<const Hooks> old;
  std::lock_guard lock(registry().mutex);
  auto merged = registry().hooks ? std::make_shared<Hooks>(*registry().hooks) : std::make_shared<Hooks>();
  if (hooks.preOp)
    merged->preOp = std::move(hooks.preOp);
  if (hooks.postOp)
    merged->postOp = std::move(hooks.postOp);
  if (hooks.preProgram)
    merged->preProgram = std::move(hooks.preProgram);
  if (hooks.postProgram)
    merged->postProgram = std::move(hooks.postProgram);
  bool empty = !merged->preOp && !merged->postOp && !merged->preProgram && !merged->postProgram;
  old = exchange(empty ? nullptr : std::move(merged));
#else
  throw Error(
      "debug hooks are not part of this build of the runtime; configure it with -DTT_RUNTIME_DEBUG=ON, or install "
      "it with pip install -C cmake.define.TT_RUNTIME_DEBUG=ON");
#endif
}

std::shared_ptr<const Hooks> Hooks::get() {
  Registry &self = registry();
  if (!self.any.load(std::memory_order_acquire))
    return nullptr;
  std::lock_guard lock(self.mutex);
  return self.hooks;
}

void unregisterHooks() {
  std::shared_ptr<const Hooks> old;
  std::lock_guard lock(registry().mutex);
  old = exchange(nullptr);
}

} // namespace tt::runtime::debug
