// What is behind a Device handle: threads, plans and the executions that runs borrow.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "tt/runtime/device.h"
#include "ttnn/execution.h"
#include "ttnn/plan.h"
#include "ttnn/thread_pool.h"

namespace tt::runtime::detail {

/// A plan with the executions made from it: those not running wait here for the next run.
class PlanEntry {
public:
  PlanEntry(std::weak_ptr<const BinaryImage> image, std::unique_ptr<Plan> plan)
      : image(std::move(image)), plan(std::move(plan)) {}

  /// An execution whose kernels are bound, or will be on its first run, to the constants among `inputs`.
  std::unique_ptr<Execution> acquire(DeviceState &device, std::span<const Binding> inputs, bool inspectable);
  void release(std::unique_ptr<Execution> execution);

  bool isStale() const { return image.expired(); }
  Plan &get() { return *plan; }

private:
  std::unique_ptr<Execution> takeIdle(const ConstantKey &key, bool inspectable);
  std::shared_ptr<KernelSet> findShared(const ConstantKey &key);
  void forget(const std::shared_ptr<KernelSet> &set);

  std::weak_ptr<const BinaryImage> image;
  std::unique_ptr<Plan> plan;
  std::mutex mutex; ///< guards what follows
  std::vector<std::unique_ptr<Execution>> idle;
  std::vector<std::weak_ptr<KernelSet>> complete; ///< sets whose kernels are all prepared
};

class CardState;

class DeviceState {
public:
  DeviceState(const MeshDeviceOptions &options, uint32_t numThreads);
  ~DeviceState();

  const MeshDeviceOptions options;
  const uint32_t numThreads;
  const bool reference; ///< TT_RUNTIME_REFERENCE=1: reference kernels only

  /// The plan of a program, made on first use. `once`: made for one run and not kept.
  std::shared_ptr<PlanEntry> planFor(const std::shared_ptr<const BinaryImage> &image, uint32_t program, bool once);
  void clearPlans();

  /// For running programs only: closing ends them.
  ThreadPool &threads() { return *threadPool; }

  /// The device's simulated cards, for running programs.
  std::shared_ptr<CardState> cards();

  /// Counts a run; throws DeviceError when the device is closed.
  void beginRun();
  void endRun();
  bool isOpen() const;
  void close();

private:
  std::unique_ptr<ThreadPool> threadPool;
  mutable std::mutex mutex; ///< guards what follows
  std::condition_variable idle;
  bool open = true;
  uint32_t running = 0;
  std::map<std::pair<uint64_t, uint32_t>, std::shared_ptr<PlanEntry>> plans; ///< by image and program
  std::shared_ptr<CardState> cardState;                                      ///< made on first use
};

/// Keeps the device open for the time of a run.
class RunGuard {
public:
  explicit RunGuard(DeviceState &device) : device(device) { device.beginRun(); }
  ~RunGuard() { device.endRun(); }
  RunGuard(const RunGuard &) = delete;
  RunGuard &operator=(const RunGuard &) = delete;

private:
  DeviceState &device;
};

} // namespace tt::runtime::detail
