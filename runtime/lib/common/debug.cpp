// The registry of debug hooks and watches: one in the process, however many libraries contain a copy of this file.
//
// A program that links the static libraries and embeds Python has a second copy of the runtime in the Python extension.
// Both must mean the same hooks. So the pointer to the registry is a symbol that the dynamic loader makes unique in the
// process (STB_GNU_UNIQUE), named after the version whose layout the registry has.
#include "tt/runtime/debug.h"

#include <pthread.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "common/debug_registry.h"
#include "tt/runtime/error.h"

#define TENON_STRING_OF(name) #name
#define TENON_STRING(name) TENON_STRING_OF(name)
#define TENON_REGISTRY_NAME TENON_STRING(TENON_DEBUG_REGISTRY)

// clang-format off
__asm__(".pushsection .bss." TENON_REGISTRY_NAME ",\"aw\",@nobits\n"
        ".type " TENON_REGISTRY_NAME ", @gnu_unique_object\n"
        ".size " TENON_REGISTRY_NAME ", 8\n"
        ".balign 8\n" TENON_REGISTRY_NAME ":\n.zero 8\n"
        ".popsection\n");
// clang-format on

namespace tt::runtime {
namespace {

struct Registry {
  std::atomic<bool> any{false}; ///< lets programs without observers skip the lock
  std::atomic<bool> submitted{false};
  std::atomic<uint64_t> version{0};
  std::mutex mutex; ///< guards what follows
  std::shared_ptr<const debug::Hooks> hooks;
  std::vector<std::shared_ptr<const debug::Observer>> watches;
  std::shared_ptr<const detail::ObserverSet> current;
};

static_assert(sizeof(std::atomic<Registry *>) == 8);
// NOLINTNEXTLINE(readability-identifier-naming): the symbol above
extern "C" __attribute__((visibility("default"))) std::atomic<Registry *> TENON_DEBUG_REGISTRY;

Registry &registry() {
  Registry *found = TENON_DEBUG_REGISTRY.load(std::memory_order_acquire);
  if (found)
    return *found;
  // Never destroyed: hooks may be looked up by threads that outlive main().
  auto made = std::make_unique<Registry>();
  if (!TENON_DEBUG_REGISTRY.compare_exchange_strong(found, made.get()))
    return *found;
  // Held over a fork, so that the child does not inherit it locked by a thread that it does not have.
  pthread_atfork([] { registry().mutex.lock(); }, [] { registry().mutex.unlock(); }, [] { registry().mutex.unlock(); });
  return *made.release();
}

/// What a change takes out of the registry: destroyed after the lock is released, for that may run anything.
struct Removed {
  std::shared_ptr<const debug::Hooks> hooks;
  std::shared_ptr<const debug::Observer> watch;
  std::shared_ptr<const detail::ObserverSet> current;
};

void publish(Registry &self, Removed &removed) {
  auto now = std::make_shared<detail::ObserverSet>();
  now->version = self.version.load(std::memory_order_relaxed) + 1;
  if (self.hooks)
    now->observers.push_back(std::make_shared<debug::Observer>(debug::Observer{
        .preOp = self.hooks->preOp.value_or(nullptr),
        .postOp = self.hooks->postOp.value_or(nullptr),
        .preProgram = self.hooks->preProgram.value_or(nullptr),
        .postProgram = self.hooks->postProgram.value_or(nullptr),
        .preKernel = self.hooks->preKernel.value_or(nullptr),
        .postKernel = self.hooks->postKernel.value_or(nullptr),
    }));
  now->observers.insert(now->observers.end(), self.watches.begin(), self.watches.end());
  const bool any = !now->observers.empty();
  uint64_t version = now->version;
  removed.current = std::exchange(self.current, any ? std::move(now) : nullptr);
  self.any.store(any, std::memory_order_release);
  self.version.store(version, std::memory_order_release);
}

void requireHooks() {
#ifndef TT_RUNTIME_DEBUG
  throw Error(
      "debug hooks are not part of this build of the runtime; configure it with -DTT_RUNTIME_DEBUG=ON, or install "
      "it with pip install -C cmake.define.TT_RUNTIME_DEBUG=ON");
#endif
}

} // namespace

namespace detail {

bool ObserverSet::contains(const debug::Observer *observer) const {
  return std::any_of(observers.begin(), observers.end(), [&](const auto &known) { return known.get() == observer; });
}

std::shared_ptr<const ObserverSet> currentObservers() {
  Registry &self = registry();
  if (!self.any.load(std::memory_order_acquire))
    return nullptr;
  std::lock_guard lock(self.mutex);
  return self.current;
}

const std::atomic<uint64_t> &observersVersion() { return registry().version; }

bool isFirstSubmission() {
  std::atomic<bool> &submitted = registry().submitted;
  return !submitted.load(std::memory_order_relaxed) && !submitted.exchange(true);
}

} // namespace detail

namespace debug {

void Hooks::set(Hooks hooks) {
  requireHooks();
  Registry &self = registry();
  Removed removed;
  std::lock_guard lock(self.mutex);
  auto merged = self.hooks ? std::make_shared<Hooks>(*self.hooks) : std::make_shared<Hooks>();
  if (hooks.preOp)
    merged->preOp = std::move(hooks.preOp);
  if (hooks.postOp)
    merged->postOp = std::move(hooks.postOp);
  if (hooks.preProgram)
    merged->preProgram = std::move(hooks.preProgram);
  if (hooks.postProgram)
    merged->postProgram = std::move(hooks.postProgram);
  if (hooks.preKernel)
    merged->preKernel = std::move(hooks.preKernel);
  if (hooks.postKernel)
    merged->postKernel = std::move(hooks.postKernel);
  bool empty = !merged->preOp && !merged->postOp && !merged->preProgram && !merged->postProgram && !merged->preKernel &&
               !merged->postKernel;
  removed.hooks = std::exchange(self.hooks, empty ? nullptr : std::move(merged));
  publish(self, removed);
}

std::shared_ptr<const Hooks> Hooks::get() {
  Registry &self = registry();
  if (!self.any.load(std::memory_order_acquire))
    return nullptr;
  std::lock_guard lock(self.mutex);
  return self.hooks;
}

void unregisterHooks() {
  Registry &self = registry();
  Removed removed;
  std::lock_guard lock(self.mutex);
  removed.hooks = std::exchange(self.hooks, nullptr);
  if (removed.hooks)
    publish(self, removed);
}

Watch watch(Observer observer) {
  requireHooks();
  if (!observer.preOp && !observer.postOp && !observer.preProgram && !observer.postProgram && !observer.preKernel &&
      !observer.postKernel)
    throw ValueError("an observer needs at least one callback: pre_op, post_op, pre_program, post_program, pre_kernel "
                     "or post_kernel");
  Watch handle;
  handle.observer = std::make_shared<const Observer>(std::move(observer));
  Registry &self = registry();
  Removed removed;
  std::lock_guard lock(self.mutex);
  self.watches.push_back(handle.observer);
  publish(self, removed);
  return handle;
}

Watch::Watch(Watch &&other) noexcept : observer(std::move(other.observer)) {}

Watch &Watch::operator=(Watch &&other) noexcept {
  if (this != &other) {
    close();
    observer = std::move(other.observer);
  }
  return *this;
}

void Watch::close() {
  if (!observer)
    return;
  Registry &self = registry();
  Removed removed;
  std::lock_guard lock(self.mutex);
  removed.watch = std::move(observer);
  if (std::erase(self.watches, removed.watch) != 0)
    publish(self, removed);
}

bool Watch::isOpen() const { return observer != nullptr; }

} // namespace debug
} // namespace tt::runtime
