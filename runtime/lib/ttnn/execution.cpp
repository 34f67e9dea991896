// One execution of a plan: binding memory and inputs, the run without hooks, outputs.
#include "ttnn/execution.h"

#include <cstring>

#include <fmt/format.h>

#include "common/memory.h"
#include "common/tensor_storage.h"
#include "tt/runtime/error.h"
#include "ttnn/device_state.h"

namespace tt::runtime::detail {

void rethrowFromOp(const Program &program, uint32_t op) {
  const Operation &operation = program.operations[op];
  try {
    throw;
  } catch (const Error &) {
    throw;
  } catch (const std::exception &error) {
    throw OpError(fmt::format("{} at {}: {}", operation.name,
                              operation.location.empty() ? "loc(unknown)" : operation.location, error.what()),
                  operation.name, operation.location);
  }
}

Tensor copyOf(const TensorDesc &desc, const std::byte *data) {
  Tensor tensor = TensorAccess::allocate(desc);
  std::memcpy(TensorAccess::storage(tensor)->data, data, desc.sizeBytes());
  return tensor;
}

ConstantKey constantKey(const Plan &plan, std::span<const Binding> inputs) {
  ConstantKey key;
  key.reserve(plan.constantInputs.size());
  for (uint32_t input : plan.constantInputs)
    key.emplace_back(inputs[input].id, inputs[input].version);
  return key;
}

Execution::Execution(DeviceState &device, Plan &plan, bool inspectable)
    : inspectable(inspectable), plan(plan), device(device),
      placement(inspectable ? &plan.inspectableLayout() : &plan.fastLayout()) {
  allocateArena();
  bufferPointers.resize(placement->buffers.size());
}

ThreadPool &Execution::threads() const { return device.threads(); }

void Execution::allocateArena() {
  arena = allocateBlock(placement->arenaSize, describeProgram(plan.image.programs, plan.programIndex));
  stepsAreCurrent = false;
}

void Execution::replaceArenaIfShared() {
  if (arena.use_count() > 1)
    allocateArena();
}

std::vector<Tensor> Execution::allocateOutputs() const {
  std::vector<Tensor> outputs(plan.program.outputs.size());
  for (const MemoryLayout::Buffer &buffer : placement->buffers)
    if (buffer.output != kNone)
      outputs[buffer.output] = TensorAccess::allocate(plan.program.values[plan.program.outputs[buffer.output]].desc);
  return outputs;
}

void Execution::placeBuffers(std::span<const Tensor> outputs) {
  for (size_t i = 0; i < bufferPointers.size(); ++i) {
    const MemoryLayout::Buffer &buffer = placement->buffers[i];
    bufferPointers[i] = buffer.output == kNone ? arena.get() + buffer.offset
                                               : TensorAccess::storage(outputs[buffer.output])->data.load();
  }
}

std::byte *Execution::pointerOf(uint32_t value, std::span<const Binding> inputs) const {
  const ValueInfo &info = plan.values[value];
  switch (info.origin) {
  case Origin::Input:
    return inputs[info.source].data;
  case Origin::Constant:
    return const_cast<std::byte *>(plan.constantData(info.root));
  case Origin::Cached: {
    // Null once all kernels have packed it.
    const Tensor &tensor = set->cached[info.root];
    return tensor ? TensorAccess::storage(tensor)->data.load() : nullptr;
  }
  case Origin::Computed:
    return bufferOf(info.root);
  case Origin::Absent:
    break;
  }
  return nullptr;
}

/// Lists the steps with spans into `pointers`; which pointers have to be set anew in each run is noted in `patches`.
void Execution::buildArguments() {
  steps.clear();
  pointers.clear();
  patches.clear();
  struct Range {
    size_t operands, results, end;
  };
  std::vector<Range> ranges;
  auto add = [&](uint32_t value) {
    const ValueInfo &info = plan.values[value];
    bool fixed =
        info.origin == Origin::Absent || info.origin == Origin::Constant ||
        (info.origin == Origin::Computed && placement->buffers[placement->bufferOf[info.root]].output == kNone);
    std::byte *pointer = nullptr;
    if (fixed && info.origin == Origin::Computed)
      pointer = arena.get() + placement->buffers[placement->bufferOf[info.root]].offset;
    else if (fixed)
      pointer = pointerOf(value, {});
    else
      patches.push_back({static_cast<uint32_t>(pointers.size()), value});
    pointers.push_back(pointer);
  };
  for (uint32_t op = 0; op < plan.program.operations.size(); ++op) {
    if (plan.actions[op] != Action::Kernel && plan.actions[op] != Action::Call)
      continue;
    const Operation &operation = plan.program.operations[op];
    Range range{pointers.size(), 0, 0};
    for (uint32_t operand : operation.operands)
      add(operand);
    range.results = pointers.size();
    for (uint32_t result : operation.results)
      add(result);
    range.end = pointers.size();
    ranges.push_back(range);
    steps.push_back({op, set->kernels[op].get(), KernelArgs{{}, {}, scratchOf(op), device.threads()}});
  }
  for (size_t i = 0; i < steps.size(); ++i) {
    const auto [operands, results, end] = ranges[i];
    const std::byte *const *base = pointers.data();
    steps[i].args.operands = {base + operands, results - operands};
    steps[i].args.results = {pointers.data() + results, end - results};
  }
  stepsAreCurrent = true;
}

std::span<const Execution::Step> Execution::readySteps(std::span<const Binding> inputs) {
  if (!stepsAreCurrent)
    buildArguments();
  fillPointers(inputs);
  return steps;
}

void Execution::fillPointers(std::span<const Binding> inputs) {
  for (auto [position, value] : patches)
    pointers[position] = pointerOf(value, inputs);
}

void Execution::callNow(const RunScope &scope, uint32_t op, std::span<const Binding> inputs) {
  const Operation &operation = plan.program.operations[op];
  std::vector<Binding> operands;
  for (uint32_t operand : operation.operands) {
    std::byte *data = pointerOf(operand, inputs);
    if (!data) // a constant that was not computed yet, or let go
      data = const_cast<std::byte *>(constantPointer(scope, plan.values[operand].root, inputs));
    operands.push_back({.data = data, .id = nextGlobalId()});
  }
  std::vector<Tensor> results = callProgram(scope, op, operands, plan.options.once);
  for (size_t i = 0; i < results.size(); ++i)
    std::memcpy(bufferOf(plan.values[operation.results[i]].root), results[i].data(), results[i].desc().sizeBytes());
}

std::vector<Tensor> Execution::callProgram(const RunScope &scope, uint32_t op, std::span<const Binding> operands,
                                           bool once) const {
  const Operation &operation = plan.program.operations[op];
  uint32_t callee = std::get<ProgramRef>(operation.attributes.find("callee")->second).index;
  return runProgram(scope, callee, operands, once);
}

std::vector<Tensor> Execution::run(const RunScope &scope, std::span<const Binding> inputs) {
  std::vector<Tensor> outputs = allocateOutputs();
  placeBuffers(outputs);
  if (!set->complete)
    prepareAll(scope, inputs);
  uint32_t op = 0;
  try {
    for (const Step &step : readySteps(inputs)) {
      op = step.op;
      if (step.kernel)
        step.kernel->run(step.args);
      else
        callNow(scope, op, inputs);
    }
  } catch (...) {
    rethrowFromOp(plan.program, op);
  }
  for (uint32_t i = 0; i < outputs.size(); ++i)
    outputs[i] = outputTensor(i, std::move(outputs[i]), inputs);
  return outputs;
}

Tensor Execution::outputTensor(uint32_t output, Tensor computed, std::span<const Binding> inputs) const {
  if (computed)
    return computed;
  uint32_t value = plan.program.outputs[output];
  const ValueInfo &info = plan.values[value];
  const TensorDesc &desc = plan.program.values[value].desc;
  // A cache that the program updated in place comes back as itself; anything else that the caller gave is copied.
  if (info.origin == Origin::Input && plan.values[info.root].written && inputs[info.source].tensor) {
    const Binding &input = inputs[info.source];
    return input.tensor.desc() == desc ? input.tensor : TensorAccess::make(desc, input.data, input.owner);
  }
  return copyOf(desc, pointerOf(value, inputs));
}

} // namespace tt::runtime::detail
