// An execution's constants: computed once, given to the kernels to pack, and let go when nobody reads them any more.
#include <algorithm>

#include "common/tensor_storage.h"
#include "ttnn/device_state.h"
#include "ttnn/execution.h"

namespace tt::runtime::detail {
namespace {

bool intersects(const std::vector<uint32_t> &inputs, const std::vector<bool> &changed) {
  return std::any_of(inputs.begin(), inputs.end(), [&](uint32_t input) { return changed[input]; });
}

} // namespace

void Execution::adopt(std::shared_ptr<KernelSet> shared) {
  set = std::move(shared);
  shown.clear();
  stepsAreCurrent = false;
}

void Execution::rebind(ConstantKey key) {
  shown.clear();
  if (!set) {
    stepsAreCurrent = false;
    set = std::make_shared<KernelSet>();
    set->kernels = plan.takeKernels();
    set->shareable = std::all_of(set->kernels.begin(), set->kernels.end(),
                                 [](const auto &kernel) { return !kernel || kernel->isReentrant(); });
    set->prepared.assign(set->kernels.size(), false);
    set->cached.resize(plan.values.size());
    set->remainingUses = plan.constantUses;
    set->key = std::move(key);
    return;
  }
  std::vector<bool> changed(plan.program.inputs.size());
  for (size_t i = 0; i < key.size(); ++i)
    changed[plan.constantInputs[i]] = set->key[i] != key[i];
  set->key = std::move(key);
  for (uint32_t root = 0; root < plan.values.size(); ++root)
    if (plan.values[root].origin == Origin::Cached && intersects(plan.dependsOn[root], changed))
      set->cached[root] = Tensor();
  for (uint32_t op = 0; op < set->kernels.size(); ++op) {
    const Operation &operation = plan.program.operations[op];
    if (!set->prepared[op] || std::none_of(operation.operands.begin(), operation.operands.end(), [&](uint32_t operand) {
          return plan.values[operand].constant && intersects(plan.dependsOn[plan.values[operand].root], changed);
        }))
      continue;
    set->prepared[op] = false;
    set->complete = false;
    for (size_t i = 0; i < operation.operands.size(); ++i)
      if (plan.constantOperands[op][i] && set->kernels[op]->releasesOperand(i))
        ++set->remainingUses[plan.values[operation.operands[i]].root];
  }
  // Without a kernel to prepare again there may still be a result of load_cached to compute again.
  set->complete = false;
}

const std::byte *Execution::constantPointer(const RunScope &scope, uint32_t root, std::span<const Binding> inputs) {
  const ValueInfo &info = plan.values[root];
  if (info.origin == Origin::Cached && !set->cached[root])
    evaluateCached(scope, info.source, inputs);
  return pointerOf(root, inputs);
}

void Execution::evaluateCached(const RunScope &scope, uint32_t op, std::span<const Binding> inputs) {
  const Operation &operation = plan.program.operations[op];
  std::vector<Binding> operands;
  for (uint32_t operand : operation.operands) {
    const ValueInfo &info = plan.values[operand];
    auto *data = const_cast<std::byte *>(constantPointer(scope, info.root, inputs));
    Binding binding{.data = data, .id = nextGlobalId()};
    if (info.origin == Origin::Input) {
      binding.id = inputs[info.source].id;
      binding.version = inputs[info.source].version;
      binding.owner = inputs[info.source].owner;
    }
    operands.push_back(std::move(binding));
  }
  std::vector<Tensor> results = callProgram(scope, op, operands, /*once=*/true);
  for (size_t i = 0; i < results.size(); ++i)
    set->cached[operation.results[i]] = std::move(results[i]);
}

void Execution::prepare(const RunScope &scope, uint32_t op, std::span<const Binding> inputs, bool letGo) {
  if (set->prepared[op] || !set->kernels[op])
    return;
  Kernel &kernel = *set->kernels[op];
  const Operation &operation = plan.program.operations[op];
  std::vector<const std::byte *> operands;
  for (uint32_t operand : operation.operands)
    operands.push_back(plan.values[operand].constant ? constantPointer(scope, plan.values[operand].root, inputs)
                                                     : pointerOf(operand, inputs));
  std::vector<std::byte *> results;
  for (uint32_t result : operation.results)
    results.push_back(pointerOf(result, inputs));
  try {
    kernel.prepare(KernelArgs{operands, results, scratchOf(op), device.threads()});
  } catch (...) {
    rethrowFromOp(plan.program, op);
  }
  set->prepared[op] = true;
  for (size_t i = 0; i < operation.operands.size(); ++i) {
    if (!plan.constantOperands[op][i] || !kernel.releasesOperand(i))
      continue;
    uint32_t root = plan.values[operation.operands[i]].root;
    if (--set->remainingUses[root] == 0 && letGo)
      letGoOf(root);
  }
}

void Execution::letGoOf(uint32_t root) {
  if (plan.keepConstant[root] || set->remainingUses[root] != 0)
    return;
  if (plan.values[root].origin == Origin::Cached)
    set->cached[root] = Tensor();
  else if (const ConstantRef *constant = plan.constantRef(root); constant && !constant->splat)
    plan.image.file->discard(constant->bytes);
}

void Execution::prepareAll(const RunScope &scope, std::span<const Binding> inputs) {
  for (uint32_t op = 0; op < plan.program.operations.size(); ++op)
    prepare(scope, op, inputs, /*letGo=*/true);
  for (uint32_t root = 0; root < plan.values.size(); ++root) {
    const ValueInfo &info = plan.values[root];
    if ((info.origin != Origin::Cached && info.origin != Origin::Constant) || info.root != root)
      continue;
    // Some were computed along with others, or are returned; the rest has done its duty.
    if (plan.keepConstant[root] || set->remainingUses[root] != 0)
      constantPointer(scope, root, inputs);
    else
      letGoOf(root);
  }
  markComplete();
}

void Execution::markComplete() {
  for (uint32_t op = 0; op < set->kernels.size(); ++op)
    if (set->kernels[op] && !set->prepared[op])
      return;
  for (uint32_t root = 0; root < plan.values.size(); ++root)
    if (plan.values[root].origin == Origin::Cached && plan.values[root].root == root && !set->cached[root] &&
        (plan.keepConstant[root] || set->remainingUses[root] != 0))
      return;
  set->complete = true;
}

} // namespace tt::runtime::detail
