// The ops of a hooked run one by one: while kernels are still to be prepared, and after a hook changed what the plan
// relies on.
#include "common/memory.h"
#include "ttnn/hooked_run.h"

namespace tt::runtime::detail {

void HookedRun::performUnplanned(uint32_t op) {
  const Operation &operation = plan.program.operations[op];
  switch (plan.actions[op]) {
  case Action::Nothing:
    return;
  case Action::Constant:
    return values.place(operation.results[0], const_cast<std::byte *>(plan.constantData(operation.results[0])));
  case Action::Alias:
    return values.alias(operation.operands[0], operation.results[0]);
  case Action::Kernel:
    return performKernel(op);
  case Action::Cached:
    return performCached(op);
  case Action::Call:
    return performCall(op);
  }
}

void HookedRun::performCached(uint32_t op) {
  const Operation &operation = plan.program.operations[op];
  if (values.anyOverwritten(operation.operands))
    return performCall(op);
  KernelSet &set = *execution.set;
  for (uint32_t result : operation.results)
    if (!set.cached[result] && !set.complete)
      execution.constantPointer(scope, result, inputs);
  showConstant(op);
  for (uint32_t result : operation.results) {
    const Tensor &tensor = set.cached[result] ? set.cached[result] : execution.shown[result];
    values.place(result, TensorAccess::storage(tensor)->data);
  }
}

void HookedRun::performCall(uint32_t op) {
  const Operation &operation = plan.program.operations[op];
  std::vector<Binding> operands;
  for (uint32_t operand : operation.operands)
    operands.push_back({.data = values.dataOf(operand), .id = nextGlobalId(), .owner = values.ownerOf(operand)});
  std::vector<Tensor> results = execution.callProgram(scope, op, operands, plan.actions[op] == Action::Cached);
  for (size_t i = 0; i < results.size(); ++i) {
    const uint32_t result = operation.results[i];
    const std::shared_ptr<TensorStorage> &storage = TensorAccess::storage(results[i]);
    values.place(result, storage->data, storage->pin(), plan.values[result].constant);
  }
}

void HookedRun::performKernel(uint32_t op) {
  const Operation &operation = plan.program.operations[op];
  for (uint32_t result : operation.results)
    if (plan.values[result].origin == Origin::Computed)
      values.place(result, execution.bufferOf(plan.values[result].root));
  if (values.anyOverwritten(operation.operands)) {
    // Its packed constants are not what the hook wrote.
    std::unique_ptr<Kernel> kernel = plan.makeUnpreparedKernel(op);
    std::shared_ptr<std::byte> scratch = allocateBlock(kernel->scratchBytes(), operation.name);
    std::vector<const std::byte *> operands;
    for (uint32_t operand : operation.operands)
      operands.push_back(values.dataOf(operand));
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
    operandPointers.push_back(values.dataOf(operand));
  for (uint32_t result : operation.results)
    resultPointers.push_back(values.dataOf(result));
  try {
    kernel.run(KernelArgs{operandPointers, resultPointers, scratch, execution.threads()});
  } catch (...) {
    rethrowFromOp(plan.program, op);
  }
}

std::vector<Tensor> HookedRun::takeUnplannedOutputs() {
  for (uint32_t i = 0; i < outputs.size(); ++i) {
    uint32_t value = plan.program.outputs[i];
    const ValueInfo &info = plan.values[value];
    const TensorDesc &desc = plan.program.values[value].desc;
    std::byte *data = values.dataOf(value);
    if (outputs[i] && TensorAccess::storage(outputs[i])->data == data)
      continue;
    bool updatedInput = info.origin == Origin::Input && plan.values[info.root].written && inputs[info.source].tensor &&
                        data == inputs[info.source].data;
    if (updatedInput && inputs[info.source].tensor.desc() == desc)
      outputs[i] = inputs[info.source].tensor;
    else if (updatedInput)
      outputs[i] = TensorAccess::make(desc, data, inputs[info.source].owner);
    else
      outputs[i] = copyOf(desc, data);
  }
  return std::move(outputs);
}

} // namespace tt::runtime::detail
