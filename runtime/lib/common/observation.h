// What debug hooks see of a running program, and how it calls them: the same for programs of every kind of device.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "common/program.h"
#include "common/selection.h"
#include "common/tensor_storage.h"
#include "tt/runtime/debug.h"

namespace tt::runtime::detail {

/// A running program as contexts ask it. Values are counted as in the program's record.
class ObservedRun {
public:
  virtual ~ObservedRun() = default;
  virtual const Program &program() const = 0;
  /// Identifies the loaded program.
  virtual uint64_t programId() const = 0;
  /// Whether the value is there right now.
  virtual bool isLive(uint32_t value) const = 0;
  /// A copy of its own of a live value.
  virtual Tensor copyOfValue(uint32_t value) const = 0;
  /// The value itself, as far as the device's memory is the host's; it may be read until the callback ends.
  virtual Tensor lend(uint32_t value) const = 0;
  virtual void overwrite(uint32_t value, const Tensor &contents) = 0;
  /// How long the op took that the current callback comes after; nothing unless it was timed.
  virtual std::optional<std::chrono::nanoseconds> opDuration() const = 0;
  /// The values that an op computes: its results, or what else it writes where it has none.
  virtual std::span<const uint32_t> outputsOf(uint32_t op) const { return program().operations[op].results; }
};

/// A kernel on a core of the card, as its contexts ask it: before its first instruction or after its last. Errors are
/// those of the runtime.
class ObservedKernel {
public:
  virtual ~ObservedKernel() = default;
  virtual KernelInfo info() const = 0;
  virtual std::array<uint32_t, kKernelRegisters> registers() const = 0;
  virtual void setRegister(uint32_t number, uint32_t value) = 0;
  virtual void readMemory(uint32_t address, std::span<std::byte> data) const = 0;
  virtual void writeMemory(uint32_t address, std::span<const std::byte> data) = 0;
};

/// What contexts refer to. It outlives the run when a hook keeps a context.
struct RunState {
  Binary binary;
  uint32_t programIndex = 0;
  uint64_t id = 0; ///< unique in the process; nested programs have the same
  ObservedRun *run = nullptr;
  ObservedKernel *kernel = nullptr; ///< that the current callback is about
  /// What a language binding keeps for the time of the run: its objects for the contexts, say.
  std::shared_ptr<void> attachment;
  /// Odd while a callback runs; every callback has its own number. Contexts and tensors of another number are refused.
  std::atomic<uint64_t> callback{0};
  /// Threads that look something up right now; a callback's end waits for them.
  std::atomic<uint32_t> readers{0};
};

struct ContextAccess {
  static CallbackContext program(std::shared_ptr<RunState> run) { return CallbackContext(std::move(run)); }
  static OpContext op(std::shared_ptr<RunState> run) { return OpContext(std::move(run)); }
  static KernelContext kernel(std::shared_ptr<RunState> run) { return KernelContext(std::move(run)); }
  static void set(KernelContext &context, uint64_t callback) { context.callback = callback; }
  static uint64_t callbackOf(const KernelContext &context) { return context.callback; }
  static void set(CallbackContext &context, uint64_t callback) { context.callback = callback; }
  static void set(OpContext &context, uint64_t callback, uint32_t op) {
    context.callback = callback;
    context.op = op;
  }
  static uint64_t callbackOf(const CallbackContext &context) { return context.callback; }
  static uint64_t callbackOf(const OpContext &context) { return context.callback; }
};

/// While an op is timed: how long callbacks of programs inside it took.
struct RunTiming {
  uint32_t timedOps = 0; ///< ops being timed, each inside the one before
  std::chrono::nanoseconds callbacks{0};
};

/// Calls the observers of one run.
class Observation {
public:
  /// `selection` is made from `observers`, and `selections` makes those that follow. All references outlive this.
  Observation(ObservedRun &run, const Binary &binary, uint32_t programIndex, uint64_t runId, RunTiming &timing,
              SelectionCache &selections, std::shared_ptr<const ObserverSet> observers,
              std::shared_ptr<const Selection> selection);
  /// No context reaches the run afterwards.
  ~Observation();

  void beforeProgram() { callProgram(&Selection::beforeProgram, &debug::Observer::preProgram); }
  void afterProgram() { callProgram(&Selection::afterProgram, &debug::Observer::postProgram); }
  void beforeOp(uint32_t op) { callOp(&Selection::before, &debug::Observer::preOp, op); }
  void afterOp(uint32_t op) {
    callOp(&Selection::after, &debug::Observer::postOp, op);
    duration.reset();
  }
  /// Whether kernels of the op are to be shown.
  bool observesKernels(uint32_t op) const {
    return selection && !(selection->beforeKernels(op).empty() && selection->afterKernels(op).empty());
  }
  /// From any thread, while the op is performed; others wait for their turn. `name` is that of the kernel.
  void beforeKernel(uint32_t op, const std::string &name, ObservedKernel &kernel) {
    callKernel(&Selection::beforeKernels, &debug::Observer::preKernel, op, name, kernel);
  }
  void afterKernel(uint32_t op, const std::string &name, ObservedKernel &kernel) {
    callKernel(&Selection::afterKernels, &debug::Observer::postKernel, op, name, kernel);
  }
  /// Runs the op, and measures it where an observer wants to know.
  template <class Perform>
  void perform(uint32_t op, Perform &&perform) {
    if (selection && selection->isTimed(op)) [[unlikely]]
      return performTimed(perform);
    perform();
  }
  std::optional<std::chrono::nanoseconds> opDuration() const { return duration; }

  /// Observers came or went.
  bool isStale() const { return observersVersion.load(std::memory_order_acquire) != seenVersion; }
  /// Takes note of it.
  void refresh();
  /// The first op from `op` on that anybody observes; `count`, the number of ops, where there is none.
  uint32_t nextObserved(uint32_t op, uint32_t count) const { return selection ? selection->nextObserved(op) : count; }

  /// Memory that a callback may read until it ends.
  std::shared_ptr<const Lease> lease() const;

private:
  template <class Perform>
  void performTimed(Perform &perform) {
    struct Nested {
      uint32_t &timedOps;
      explicit Nested(uint32_t &timedOps) : timedOps(++timedOps) {}
      ~Nested() { --timedOps; }
    } nested(timing.timedOps);
    const std::chrono::nanoseconds before = timing.callbacks;
    auto begin = std::chrono::steady_clock::now();
    perform();
    duration = std::chrono::steady_clock::now() - begin - (timing.callbacks - before);
  }
  /// False for one that was closed since the selection was made.
  bool stillObserves(const debug::Observer *observer) const;
  /// Calls those listed, with contexts that are valid meanwhile.
  void callProgram(Selection::List (Selection::*list)() const, debug::ProgramCallback debug::Observer::*callback);
  void callOp(Selection::List (Selection::*list)(uint32_t) const, debug::OpCallback debug::Observer::*callback,
              uint32_t op);
  void callKernel(Selection::List (Selection::*list)(uint32_t) const, debug::KernelCallback debug::Observer::*callback,
                  uint32_t op, const std::string &name, ObservedKernel &kernel);

  const Program &program;
  RunTiming &timing;
  SelectionCache &selections;
  std::shared_ptr<const ObserverSet> observers; ///< keeps those of `selection` alive; null: none is left
  std::shared_ptr<const Selection> selection;
  const std::atomic<uint64_t> &observersVersion;
  uint64_t seenVersion; ///< of the registry when `observers` were taken
  std::optional<std::chrono::nanoseconds> duration;
  std::shared_ptr<RunState> state;
  CallbackContext programContext;
  OpContext opContext;
  KernelContext kernelContext;
  std::mutex kernelCalls; ///< one callback at a time, as contexts of a run ask for
};

} // namespace tt::runtime::detail
