// The native tier: samples say what is hot, one thread compiles it, the cache on disk keeps it.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "core/native_tier.h"
#include "native/unit.h"
#include "tt/jit/disk_cache.h"

namespace tt::device::native {

class HostNativeTier final : public NativeTier {
public:
  /// How compilers are made: null and a reason where that cannot be.
  using MakeCoreCompiler = std::function<std::unique_ptr<CoreCompiler>(std::string &reason)>;

  HostNativeTier(jit::DiskCache cache, MakeCoreCompiler makeCompiler);
  /// Waits for the unit that is being compiled, if there is one.
  ~HostNativeTier() override;
  HostNativeTier(const HostNativeTier &) = delete;
  HostNativeTier &operator=(const HostNativeTier &) = delete;

  void observe(const std::shared_ptr<CodeRegion> &region, uint32_t pc) noexcept override;
  void announce(const std::shared_ptr<CodeRegion> &region) noexcept override;

  /// Ends the thread, which finishes what it is compiling; from then on nothing is compiled any more.
  void stop() noexcept;
  /// Waits until there is nothing to compile or to store.
  void waitUntilIdle();
  /// Units that were made here, and units that came from the cache, since the beginning.
  size_t compiledUnits() const;
  size_t loadedUnits() const;
  /// Why nothing is compiled, empty if there is no reason.
  std::string problem() const;

  // Around fork(): a child has no thread, and starts one when it needs it.
  void beforeFork();
  void afterForkInParent();
  void afterForkInChild();

private:
  struct Known; // a region
  struct Improvement;

  Known &knownOf(const std::shared_ptr<CodeRegion> &region);
  void startThread();
  void work();
  void compileNext(std::unique_lock<std::mutex> &lock);
  Unit compileAround(const CodeRegion &region, std::span<const uint32_t> seeds, Known &entry, Plan &wholePlan);
  void improveNext(std::unique_lock<std::mutex> &lock);
  bool idle() const;
  void storeNext(std::unique_lock<std::mutex> &lock);
  void forgetDeadRegions();

  const jit::DiskCache cache;
  const MakeCoreCompiler makeCompiler;

  mutable std::mutex mutex;
  std::unique_ptr<std::condition_variable> changed;
  std::unordered_map<const CodeRegion *, std::shared_ptr<Known>> known;
  std::vector<std::shared_ptr<Known>> queue;   // regions that have something to compile, the first one next
  std::vector<std::shared_ptr<Known>> unsaved; // regions with units that the cache does not have
  std::vector<Improvement> improvements;       // when there is nothing else to do
  std::unique_ptr<std::thread> thread;
  std::unique_ptr<CoreCompiler> compiler; // used by the thread alone
  std::string reason;                     // why nothing is compiled
  size_t compiled = 0, loaded = 0;
  bool busy = false; // the thread is compiling or storing
  bool stopping = false;
};

} // namespace tt::device::native
