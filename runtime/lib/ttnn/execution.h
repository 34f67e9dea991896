// One execution of a plan at a time: its memory, its kernels with their packed constants, and the run without hooks.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "common/observation.h"
#include "tt/runtime/binary.h"
#include "tt/runtime/debug.h"
#include "tt/runtime/tensor.h"
#include "ttnn/plan.h"

namespace tt::runtime::detail {

class DeviceState;

/// What a program's input is bound to for one run.
struct Binding {
  std::byte *data = nullptr;
  bool writable = false;
  uint64_t id = 0, version = 0;     ///< together they name the contents
  std::shared_ptr<void> owner = {}; ///< keeps the memory alive
  Tensor tensor = {};               ///< the caller's, where there is one
};

/// What a run and those nested in it have in common.
struct RunScope {
  DeviceState &device;
  const Binary &binary;
  bool observed = true; ///< false: observers see nothing of it
  RunTiming *timing;
  uint64_t id; ///< unique in the process
};

/// Runs a program: takes an execution from the device, runs it with or without observers, gives it back. `once`: see
/// PlanOptions.
std::vector<Tensor> runProgram(const RunScope &scope, uint32_t program, std::span<const Binding> inputs, bool once);

/// Identity and version of each input in Plan::constantInputs.
using ConstantKey = std::vector<std::pair<uint64_t, uint64_t>>;

/// Kernels and the constants they are prepared with. Changed by one execution alone until `complete`, and never after
/// that while others share it.
struct KernelSet {
  ConstantKey key;
  std::vector<std::shared_ptr<Kernel>> kernels; ///< by op
  std::vector<bool> prepared;                   ///< by op
  std::vector<Tensor> cached;          ///< by root value: results of load_cached; empty when not computed or let go
  std::vector<uint32_t> remainingUses; ///< by constant root value: operands of kernels that still read it
  bool complete = false;
  bool shareable = false; ///< all kernels are reentrant
};

class Execution {
public:
  Execution(DeviceState &device, Plan &plan, bool inspectable);

  const bool inspectable;
  Plan &plan;
  std::shared_ptr<KernelSet> set;
  /// With hooks: results of load_cached that `set` let go of, computed again to be looked at. By root value.
  std::vector<Tensor> shown;

  /// Makes the kernels' constants those of `key`: what depends on others is computed and prepared again when it is next
  /// needed. The set must not be shared.
  void rebind(ConstantKey key);
  /// Takes a set that others use, too; null: the next rebind() makes a new one.
  void adopt(std::shared_ptr<KernelSet> shared);
  std::vector<Tensor> run(const RunScope &scope, std::span<const Binding> inputs);

  // Steps that the run with hooks shares.

  /// Memory of the program's outputs that are computed in place; empty handles for others.
  std::vector<Tensor> allocateOutputs() const;
  /// Where computed values lie; `outputs` as above.
  void placeBuffers(std::span<const Tensor> outputs);
  std::byte *bufferOf(uint32_t root) const { return bufferPointers[placement->bufferOf[root]]; }
  std::byte *scratchOf(uint32_t op) const { return arena.get() + placement->scratchOffset[op]; }
  const MemoryLayout &layout() const { return *placement; }
  const std::shared_ptr<std::byte> &arenaOwner() const { return arena; }
  /// Somebody kept a part of the arena: leaves it to them and takes new memory.
  void replaceArenaIfShared();

  /// Memory of a value that stays the same between runs; computes it when needed.
  const std::byte *constantPointer(const RunScope &scope, uint32_t root, std::span<const Binding> inputs);
  /// Prepares the op's kernel if that was not done. `letGo`: frees constants that no kernel reads any more.
  void prepare(const RunScope &scope, uint32_t op, std::span<const Binding> inputs, bool letGo);
  /// Runs the program that a load_cached names with its operands at `operands`.
  std::vector<Tensor> callProgram(const RunScope &scope, uint32_t op, std::span<const Binding> operands,
                                  bool once) const;
  void markComplete();
  ThreadPool &threads() const;

  /// Memory of a value as planned; null for a constant that was let go, and what is not computed.
  std::byte *pointerOf(uint32_t value, std::span<const Binding> inputs) const;
  /// The steps of a run in order, ready to go; null kernels stand for calls (callNow).
  struct Step {
    uint32_t op;
    Kernel *kernel;
    KernelArgs args;
  };
  /// The set must be complete, and the buffers placed.
  std::span<const Step> readySteps(std::span<const Binding> inputs);
  /// Runs a program and copies its results to where the plan has them.
  void callNow(const RunScope &scope, uint32_t op, std::span<const Binding> inputs);
  /// An output as it is returned: `computed`, or what it is an alias of.
  Tensor outputTensor(uint32_t output, Tensor computed, std::span<const Binding> inputs) const;

private:
  void allocateArena();
  void buildArguments();
  void fillPointers(std::span<const Binding> inputs);
  void prepareAll(const RunScope &scope, std::span<const Binding> inputs);
  void evaluateCached(const RunScope &scope, uint32_t op, std::span<const Binding> inputs);
  void letGoOf(uint32_t root);

  DeviceState &device;
  const MemoryLayout *placement;
  std::shared_ptr<std::byte> arena;
  std::vector<std::byte *> bufferPointers;

  std::vector<Step> steps;
  std::vector<std::byte *> pointers; ///< operands and results of all steps, one after another
  /// Those of `pointers` that may change between runs.
  struct Patch {
    uint32_t position;
    uint32_t value;
  };
  std::vector<Patch> patches;
  bool stepsAreCurrent = false; ///< `steps` refer to the kernels of `set` and the arena
};

/// Throws the exception in flight again: errors of the runtime as they are, others as an OpError of this op.
[[noreturn]] void rethrowFromOp(const Program &program, uint32_t op);
ConstantKey constantKey(const Plan &plan, std::span<const Binding> inputs);
Tensor copyOf(const TensorDesc &desc, const std::byte *data);

} // namespace tt::runtime::detail
