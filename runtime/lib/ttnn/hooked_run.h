// A run that shows itself to debug hooks, op by op.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "common/tensor_storage.h"
#include "tt/runtime/debug.h"
#include "ttnn/execution.h"
#include "ttnn/live_values.h"
#include "ttnn/selection.h"

namespace tt::runtime::detail {

class HookedRun;

/// What contexts refer to. It outlives the run when a hook keeps a context.
struct RunState {
  Binary binary;
  uint32_t programIndex = 0;
  uint64_t id = 0; ///< RunScope::id
  HookedRun *run = nullptr;
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
  static void set(CallbackContext &context, uint64_t callback) { context.callback = callback; }
  static void set(OpContext &context, uint64_t callback, uint32_t op) {
    context.callback = callback;
    context.op = op;
  }
  static uint64_t callbackOf(const CallbackContext &context) { return context.callback; }
  static uint64_t callbackOf(const OpContext &context) { return context.callback; }
};

class HookedRun {
public:
  /// `selection` is made from `observers`.
  HookedRun(const RunScope &scope, Execution &execution, std::span<const Binding> inputs,
            std::shared_ptr<const ObserverSet> observers, std::shared_ptr<const Selection> selection);
  ~HookedRun();
  std::vector<Tensor> run();

  // What contexts ask for.
  const Program &program() const { return plan.program; }
  uint64_t programId() const { return (plan.image.id << 32) | plan.programIndex; }
  bool isLive(uint32_t value) const { return values.isLive(value); }
  const std::byte *dataOf(uint32_t value) const { return values.dataOf(value); }
  /// The value itself; it may be read until the callback ends, and its memory lives as long as the tensor.
  Tensor lend(uint32_t value) const;
  void overwrite(uint32_t value, const Tensor &contents) { values.overwrite(value, contents); }
  /// How long the op took that the current callback comes after; nothing unless it was timed.
  std::optional<std::chrono::nanoseconds> opDuration() const { return duration; }

private:
  /// Runs from `op` on what nobody observes; returns the next op that somebody does.
  uint32_t runUnobserved(uint32_t op);
  void runObserved(uint32_t op);
  void performTimed(uint32_t op);
  void perform(uint32_t op);
  void performStep();
  void showConstants();
  void showConstant(uint32_t op);
  std::vector<Tensor> takeOutputs();

  // An op by itself, once the plan is left.
  void performUnplanned(uint32_t op);
  void performKernel(uint32_t op);
  void performCall(uint32_t op);
  void performCached(uint32_t op);
  void runKernel(Kernel &kernel, uint32_t op, std::byte *scratch);
  std::vector<Tensor> takeUnplannedOutputs();

  /// Takes note of observers that came or went.
  void refresh();
  bool isStale() const { return observersVersion.load(std::memory_order_acquire) != seenVersion; }
  /// False for one that was closed since the selection was made.
  bool stillObserves(const debug::Observer *observer) const;
  /// Calls those listed, with contexts that are valid meanwhile.
  void callProgram(Selection::List (Selection::*list)() const, debug::ProgramCallback debug::Observer::*callback);
  void callOp(Selection::List (Selection::*list)(uint32_t) const, debug::OpCallback debug::Observer::*callback,
              uint32_t op);

  const RunScope &scope;
  Execution &execution;
  Plan &plan;
  std::span<const Binding> inputs;
  std::vector<Tensor> outputs;
  LiveValues values;
  std::span<const Execution::Step> steps; ///< as planned; empty while kernels are still to be prepared
  size_t nextStep = 0;
  std::vector<const std::byte *> operandPointers; ///< of the op that runs unplanned, kept to save allocations
  std::vector<std::byte *> resultPointers;
  std::shared_ptr<const ObserverSet> observers; ///< keeps those of `selection` alive; null: none is left
  std::shared_ptr<const Selection> selection;
  const std::atomic<uint64_t> &observersVersion;
  uint64_t seenVersion; ///< of the registry when `observers` were taken
  std::optional<std::chrono::nanoseconds> duration;
  std::shared_ptr<RunState> state;
  CallbackContext programContext;
  OpContext opContext;
};

} // namespace tt::runtime::detail
