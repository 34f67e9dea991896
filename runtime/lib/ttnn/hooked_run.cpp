// A run that shows itself to debug hooks, op by op.
#include "ttnn/hooked_run.h"

#include <algorithm>

namespace tt::runtime::detail {
HookedRun::HookedRun(const RunScope &scope, Execution &execution, std::span<const Binding> inputs,
                     std::shared_ptr<const ObserverSet> observers, std::shared_ptr<const Selection> selection)
    : scope(scope), execution(execution), plan(execution.plan), inputs(inputs), outputs(execution.allocateOutputs()),
      values(execution, scope.binary, inputs, outputs),
      observation(*this, scope.binary, plan.programIndex, scope.id, *scope.timing, plan.selections,
                  std::move(observers), std::move(selection)) {}

HookedRun::~HookedRun() { execution.replaceArenaIfShared(); }

std::vector<Tensor> HookedRun::run() {
  execution.placeBuffers(outputs);
  if (execution.set->complete) {
    steps = execution.readySteps(inputs);
    showConstants();
  } else {
    // Kernels are prepared as their turn comes, so that the programs of constants are seen where they run.
    values.leavePlan();
  }
  const auto count = static_cast<uint32_t>(plan.program.operations.size());
  observation.beforeProgram();
  for (uint32_t op = 0; op < count; ++op) {
    if (values.isAsPlanned())
      op = runUnobserved(op);
    if (op < count)
      runObserved(op);
  }
  values.advance(count, count);
  observation.afterProgram();
  // Set up anew from here on, the kernels are ready for runs without hooks, too.
  if (!execution.set->complete)
    execution.markComplete();
  return values.isAsPlanned() ? takeOutputs() : takeUnplannedOutputs();
}

uint32_t HookedRun::runUnobserved(uint32_t op) {
  const auto count = static_cast<uint32_t>(plan.program.operations.size());
  for (;;) {
    if (observation.isStale()) [[unlikely]]
      observation.refresh();
    const uint32_t end = observation.nextObserved(op, count);
    while (nextStep < steps.size() && steps[nextStep].op < end && !observation.isStale()) {
      op = steps[nextStep].op + 1;
      performStep();
    }
    if (!observation.isStale())
      return end;
  }
}

void HookedRun::runObserved(uint32_t op) {
  values.advance(op, op);
  observation.beforeOp(op);
  observation.perform(op, [&] { perform(op); });
  values.advance(op + 1, op);
  observation.afterOp(op);
  if (!values.isAsPlanned())
    values.expire(op);
}

void HookedRun::perform(uint32_t op) {
  if (!values.isAsPlanned())
    performUnplanned(op);
  else if (nextStep < steps.size() && steps[nextStep].op == op)
    performStep();
}

void HookedRun::performStep() {
  const Execution::Step &step = steps[nextStep++];
  try {
    if (step.kernel)
      step.kernel->run(step.args);
    else
      execution.callNow(scope, step.op, inputs);
  } catch (...) {
    rethrowFromOp(plan.program, step.op);
  }
}

/// Computes the constants again that the kernels have packed and let go of, silently, as a run without hooks would not
/// compute them: a hook may want to see them.
void HookedRun::showConstants() {
  for (uint32_t op : plan.cachedOps)
    showConstant(op);
}

void HookedRun::showConstant(uint32_t op) {
  const Operation &operation = plan.program.operations[op];
  execution.shown.resize(plan.values.size());
  auto isThere = [&](uint32_t result) { return execution.set->cached[result] || execution.shown[result]; };
  if (std::all_of(operation.results.begin(), operation.results.end(), isThere))
    return;
  std::vector<Binding> operands;
  for (uint32_t operand : operation.operands)
    operands.push_back({.data = values.dataOf(operand), .id = nextGlobalId()});
  RunScope silent{scope.device, scope.binary, /*observed=*/false, scope.timing, scope.id};
  std::vector<Tensor> results = execution.callProgram(silent, op, operands, /*once=*/true);
  for (size_t i = 0; i < results.size(); ++i)
    execution.shown[operation.results[i]] = std::move(results[i]);
}

std::vector<Tensor> HookedRun::takeOutputs() {
  for (uint32_t i = 0; i < outputs.size(); ++i)
    outputs[i] = execution.outputTensor(i, std::move(outputs[i]), inputs);
  return std::move(outputs);
}

Tensor HookedRun::lend(uint32_t value) const {
  return TensorAccess::make(plan.program.values[value].desc, values.dataOf(value), values.ownerOf(value),
                            /*readOnly=*/!values.hasMemoryOfItsOwn(value), observation.lease());
}

} // namespace tt::runtime::detail
