// A chip behind its handle: hardware, threads, and the queue of programs.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <shared_mutex>

#include "chip/hardware.h"
#include "chip/memory/banks.h"
#include "chip/run/execution.h"
#include "chip/run/scheduler.h"
#include "tt/device/chip.h"

namespace tt::device {

struct Chip::Impl final : ExecutionHost {
  Impl(const Architecture &architecture, const ChipOptions &options);

  // ExecutionHost
  Chip &chip() override { return *owner; }
  void finished(Execution &execution, std::exception_ptr error) override;
  void coreStopped() override;
  bool waitFor(const std::function<bool()> &condition,
               std::optional<std::chrono::steady_clock::time_point> end) override;
  void print(const PrintedLine &line) override;
  uint64_t breakpointVersion() const override { return breakpointsVersion.load(std::memory_order_acquire); }
  std::pair<uint64_t, std::vector<Breakpoint>> breakpoints() const override;

  /// Keeps the chip open while it is held. Throws DeviceError where it is closed.
  std::shared_lock<std::shared_mutex> use() const;
  /// Throws DeviceError on a thread that runs cores, which would wait for itself.
  void forbidOwnThread(std::string_view what) const;

  /// The program that runs or ran last; may be null.
  std::shared_ptr<Execution> lastExecution() const;
  /// With `mutex`: begins the next program of the queue, if there is one.
  void beginNext();
  /// With `mutex`, when nothing runs: throws what is to be told.
  void throwError(std::unique_lock<std::mutex> &lock);
  /// With `mutex`: whether the running program is held by breakpoints.
  bool isHeld() const { return running && current->isHeld(); }
  /// With `mutex`, which is given back: throws BreakpointError for the running program; the text begins with
  /// `what`.
  [[noreturn]] void throwHeld(std::unique_lock<std::mutex> &lock, const char *what = "") const;
  /// Throws ValueError for breakpoints that a new program shows to be wrong.
  void checkBreakpoints(const std::vector<PlannedKernel> &kernels);
  /// After words of a tile's L1 were written from outside.
  void wroteL1(uint32_t tile) const;

  /// The core's run, if it has a kernel. Throws ValueError, DeviceError.
  CoreRun &coreOf(const std::shared_ptr<Execution> &execution, const CoreId &core) const;
  /// Calls with the core's registers while nobody runs it. Throws DeviceError where somebody does.
  void withRegisters(const CoreId &core, bool change, const std::function<void(CoreRun &)> &action) const;

  Chip *owner = nullptr;
  const Architecture architecture;
  const std::shared_ptr<Banks> banks;

  mutable std::shared_mutex life; // whoever uses hardware or scheduler shares it; closing takes it alone
  bool open = true;               // with life
  std::unique_ptr<Hardware> hardware;
  std::unique_ptr<Scheduler> scheduler;
  std::mutex closeMutex;

  mutable std::mutex mutex; // what follows, up to the next mutex
  std::condition_variable changed;
  std::deque<std::shared_ptr<Execution>> waiting;
  std::shared_ptr<Execution> current;
  bool running = false, closing = false;
  std::exception_ptr firstError;
  uint64_t begun = 0;
  std::shared_ptr<const KernelHooks> hooks;

  mutable std::mutex breakpointMutex;
  std::vector<Breakpoint> breakpointList;
  std::atomic<uint64_t> breakpointsVersion{0};

  std::mutex printerMutex;
  std::shared_ptr<const std::function<void(const PrintedLine &)>> printer;
  std::mutex lineMutex; // one line at a time
};

} // namespace tt::device
