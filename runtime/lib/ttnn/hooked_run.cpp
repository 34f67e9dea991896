// A run that shows itself to debug hooks, op by op.
#include "ttnn/hooked_run.h"

#include <algorithm>
#include <cstring>
#include <thread>

#include <fmt/format.h>

#include "common/memory.h"
#include "tt/runtime/error.h"
#include "ttnn/device_state.h"

namespace tt::runtime::detail {
namespace {

/// Makes contexts and lent tensors valid while it lives.
class CallbackScope {
public:
  explicit CallbackScope(RunState &state) : state(state), number(state.callback.load(std::memory_order_relaxed) + 1) {
    state.callback.store(number, std::memory_order_release);
  }
  ~CallbackScope() {
    state.callback.store(number + 1);
    while (state.readers.load() != 0)
      std::this_thread::yield();
  }
  CallbackScope(const CallbackScope &) = delete;
  CallbackScope &operator=(const CallbackScope &) = delete;

private:
  RunState &state;

public:
  const uint64_t number;
};

class CallbackLease : public Lease {
public:
  explicit CallbackLease(std::shared_ptr<RunState> state) : state(std::move(state)), number(this->state->callback) {}
  void check() const override {
    if (state->callback != number)
      throw Error(
          "the tensor belongs to a running program and was lent to a debug callback that has returned; copy what "
          "has to outlast the callback (toHost)");
  }

private:
  std::shared_ptr<RunState> state;
  uint64_t number;
};

} // namespace

HookedRun::HookedRun(const RunScope &scope, Execution &execution, std::span<const Binding> inputs,
                     std::shared_ptr<const ObserverSet> observers, std::shared_ptr<const Selection> selection)
    : scope(scope), execution(execution), plan(execution.plan), inputs(inputs), pointers(plan.values.size()),
      owned(plan.values.size()), overwritten(plan.values.size()), observers(std::move(observers)),
      selection(std::move(selection)), observersVersion(detail::observersVersion()),
      seenVersion(this->selection->version), state(std::make_shared<RunState>()),
      programContext(ContextAccess::program(state)), opContext(ContextAccess::op(state)) {
  state->binary = scope.binary;
  state->programIndex = plan.programIndex;
  state->run = this;
}

HookedRun::~HookedRun() {
  // No callback runs any more, so nobody follows this pointer; kept contexts find their number gone by.
  state->run = nullptr;
  state->attachment.reset();
  execution.replaceArenaIfShared();
}

std::vector<Tensor> HookedRun::run() {
  outputs = execution.allocateOutputs();
  execution.placeBuffers(outputs);
  for (size_t i = 0; i < inputs.size(); ++i)
    pointers[plan.program.inputs[i]] = inputs[i].data;
  callProgram(&Selection::beforeProgram, &debug::Observer::preProgram);
  for (uint32_t op = 0; op < plan.program.operations.size(); ++op) {
    callOp(&Selection::before, &debug::Observer::preOp, op);
    if (selection && selection->isTimed(op)) [[unlikely]]
      performTimed(op);
    else
      perform(op);
    callOp(&Selection::after, &debug::Observer::postOp, op);
    duration.reset();
    for (uint32_t value : execution.layout().expiring[op]) {
      pointers[value] = nullptr;
      owned[value].reset();
    }
  }
  callProgram(&Selection::afterProgram, &debug::Observer::postProgram);
  // Set up anew from here on, the kernels are ready for runs without hooks, too.
  if (!execution.set->complete)
    execution.markComplete();
  return takeOutputs();
}

void HookedRun::refresh() {
  seenVersion = observersVersion.load(std::memory_order_acquire);
  observers = currentObservers();
  selection = observers ? plan.selectionOf(*observers) : nullptr;
}

bool HookedRun::stillObserves(const debug::Observer *observer) const {
  if (!isStale()) [[likely]]
    return true;
  std::shared_ptr<const ObserverSet> now = currentObservers();
  return now && now->contains(observer);
}

void HookedRun::callProgram(Selection::List (Selection::*list)() const,
                            debug::ProgramCallback debug::Observer::*callback) {
  if (isStale())
    refresh();
  if (!selection)
    return;
  for (const debug::Observer *observer : (*selection.*list)()) {
    if (!stillObserves(observer))
      continue;
    CallbackScope scopeOfCall(*state);
    ContextAccess::set(programContext, scopeOfCall.number);
    (observer->*callback)(scope.binary, programContext);
  }
}

void HookedRun::callOp(Selection::List (Selection::*list)(uint32_t) const, debug::OpCallback debug::Observer::*callback,
                       uint32_t op) {
  if (isStale()) [[unlikely]]
    refresh();
  if (!selection)
    return;
  for (const debug::Observer *observer : (*selection.*list)(op)) {
    if (!stillObserves(observer))
      continue;
    CallbackScope scopeOfCall(*state);
    ContextAccess::set(programContext, scopeOfCall.number);
    ContextAccess::set(opContext, scopeOfCall.number, op);
    (observer->*callback)(scope.binary, programContext, opContext);
  }
}

void HookedRun::performTimed(uint32_t op) {
  auto begin = std::chrono::steady_clock::now();
  perform(op);
  duration = std::chrono::steady_clock::now() - begin;
}

void HookedRun::perform(uint32_t op) {
  const Operation &operation = plan.program.operations[op];
  switch (plan.actions[op]) {
  case Action::Nothing:
    return;
  case Action::Constant:
    pointers[operation.results[0]] = const_cast<std::byte *>(plan.constantData(operation.results[0]));
    return;
  case Action::Alias:
    return performAlias(op);
  case Action::Kernel:
    return performKernel(op);
  case Action::Cached:
    return performCached(op);
  case Action::Call:
    return performCall(op);
  }
}

bool HookedRun::anyOverwritten(const std::vector<uint32_t> &values) const {
  return std::any_of(values.begin(), values.end(), [&](uint32_t value) { return overwritten[value]; });
}

void HookedRun::performAlias(uint32_t op) {
  const Operation &operation = plan.program.operations[op];
  uint32_t from = operation.operands[0], to = operation.results[0];
  pointers[to] = pointers[from];
  owned[to] = owned[from];
  overwritten[to] = overwritten[from];
}

void HookedRun::performCached(uint32_t op) {
  const Operation &operation = plan.program.operations[op];
  if (anyOverwritten(operation.operands))
    return performCall(op);
  for (uint32_t result : operation.results) {
    KernelSet &set = *execution.set;
    if (!set.cached[result] && !set.complete)
      execution.constantPointer(scope, result, inputs);
    if (set.cached[result]) {
      pointers[result] = TensorAccess::storage(set.cached[result])->data;
      continue;
    }
    // The kernels have packed it, and it was let go. To be seen it is computed again, silently, as the run would not
    // have computed it.
    execution.shown.resize(plan.values.size());
    if (!execution.shown[result]) {
      std::vector<Binding> operands;
      for (uint32_t operand : operation.operands)
        operands.push_back({.data = pointers[operand], .id = nextGlobalId()});
      RunScope silent{scope.device, scope.binary, /*observed=*/false};
      std::vector<Tensor> results = execution.callProgram(silent, op, operands, /*once=*/true);
      for (size_t i = 0; i < results.size(); ++i)
        execution.shown[operation.results[i]] = std::move(results[i]);
    }
    pointers[result] = TensorAccess::storage(execution.shown[result])->data;
  }
}

void HookedRun::performCall(uint32_t op) {
  const Operation &operation = plan.program.operations[op];
  std::vector<Binding> operands;
  for (uint32_t operand : operation.operands)
    operands.push_back({.data = pointers[operand], .id = nextGlobalId(), .owner = ownerOf(operand)});
  std::vector<Tensor> results = execution.callProgram(scope, op, operands, plan.actions[op] == Action::Cached);
  for (size_t i = 0; i < results.size(); ++i) {
    uint32_t result = operation.results[i];
    const std::shared_ptr<TensorStorage> &storage = TensorAccess::storage(results[i]);
    pointers[result] = storage->data;
    owned[result] = storage->pin();
    overwritten[result] = plan.values[result].constant;
  }
}

void HookedRun::performKernel(uint32_t op) {
  const Operation &operation = plan.program.operations[op];
  for (uint32_t result : operation.results)
    if (plan.values[result].origin == Origin::Computed)
      pointers[result] = execution.bufferOf(plan.values[result].root);
  if (anyOverwritten(operation.operands)) {
    // Its packed constants are not what the hook wrote.
    std::unique_ptr<Kernel> kernel = plan.makeUnpreparedKernel(op);
    std::shared_ptr<std::byte> scratch = allocateBlock(kernel->scratchBytes(), operation.name);
    std::vector<const std::byte *> operands;
    for (uint32_t operand : operation.operands)
      operands.push_back(pointers[operand]);
    kernel->prepare(KernelArgs{operands, {}, scratch.get(), execution.threads()});
    return runKernel(*kernel, op, scratch.get());
  }
  execution.prepare(scope, op, inputs, /*letGo=*/false);
  runKernel(*execution.set->kernels[op], op, execution.scratchOf(op));
}

void HookedRun::runKernel(Kernel &kernel, uint32_t op, std::byte *scratch) {
  const Operation &operation = plan.program.operations[op];
  operandPointers.clear();
  resultPointers.clear();
  for (uint32_t operand : operation.operands)
    operandPointers.push_back(pointers[operand]);
  for (uint32_t result : operation.results)
    resultPointers.push_back(pointers[result]);
  try {
    kernel.run(KernelArgs{operandPointers, resultPointers, scratch, execution.threads()});
  } catch (...) {
    rethrowFromOp(plan.program, op);
  }
}

std::vector<Tensor> HookedRun::takeOutputs() {
  for (uint32_t i = 0; i < outputs.size(); ++i) {
    uint32_t value = plan.program.outputs[i];
    const ValueInfo &info = plan.values[value];
    const TensorDesc &desc = plan.program.values[value].desc;
    if (outputs[i] && TensorAccess::storage(outputs[i])->data == pointers[value])
      continue;
    bool updatedInput = info.origin == Origin::Input && plan.values[info.root].written && inputs[info.source].tensor &&
                        pointers[value] == inputs[info.source].data;
    if (updatedInput && inputs[info.source].tensor.desc() == desc)
      outputs[i] = inputs[info.source].tensor;
    else if (updatedInput)
      outputs[i] = TensorAccess::make(desc, pointers[value], inputs[info.source].owner);
    else
      outputs[i] = copyOf(desc, pointers[value]);
  }
  return std::move(outputs);
}

bool HookedRun::hasMemoryOfItsOwn(uint32_t value) const {
  const ValueInfo &info = plan.values[value];
  bool writtenInput = info.origin == Origin::Input && plan.values[info.root].written;
  if (!owned[value] && info.origin != Origin::Computed && !writtenInput)
    return false;
  if (writtenInput && !owned[value])
    return true; // the cache itself, whatever its views
  for (uint32_t other = 0; other < pointers.size(); ++other)
    if (other != value && pointers[other] == pointers[value])
      return false;
  return true;
}

std::shared_ptr<void> HookedRun::ownerOf(uint32_t value) const {
  if (owned[value])
    return owned[value];
  const ValueInfo &info = plan.values[value];
  switch (info.origin) {
  case Origin::Input:
    return inputs[info.source].owner;
  case Origin::Constant:
    return plan.constantOwner(info.root, scope.binary.impl());
  case Origin::Cached: {
    const Tensor &cached = execution.set->cached[info.root];
    return TensorAccess::storage(cached ? cached : execution.shown[info.root])->pin();
  }
  case Origin::Computed: {
    uint32_t output = execution.layout().buffers[execution.layout().bufferOf[info.root]].output;
    return output == kNone ? execution.arenaOwner() : TensorAccess::storage(outputs[output])->pin();
  }
  case Origin::Absent:
    break;
  }
  return nullptr;
}

Tensor HookedRun::lend(uint32_t value) const {
  return TensorAccess::make(plan.program.values[value].desc, pointers[value], ownerOf(value),
                            /*readOnly=*/!hasMemoryOfItsOwn(value), std::make_shared<CallbackLease>(state));
}

void HookedRun::overwrite(uint32_t value, const Tensor &contents) {
  const TensorDesc &desc = plan.program.values[value].desc;
  const void *source = contents.data();
  if (!hasMemoryOfItsOwn(value)) {
    // Other values, the caller's tensor or the Binary's constants share the memory; they keep what they have.
    std::shared_ptr<std::byte> block = allocateBlock(desc.sizeBytes(), "an overwritten tensor " + desc.str());
    std::memcpy(block.get(), source, desc.sizeBytes());
    pointers[value] = block.get();
    owned[value] = std::move(block);
  } else {
    std::memmove(pointers[value], source, desc.sizeBytes());
  }
  overwritten[value] = plan.values[value].constant;
}

} // namespace tt::runtime::detail
