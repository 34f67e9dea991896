// A run that shows itself to debug hooks, op by op.
#include "ttnn/hooked_run.h"

#include <algorithm>
#include <thread>

#include "tt/runtime/error.h"

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

/// Adds the time that it lives to that of callbacks inside a timed op.
class CallbackClock {
public:
  explicit CallbackClock(RunScope::Timing &timing) : timing(timing.timedOps != 0 ? &timing : nullptr) {
    if (this->timing) [[unlikely]]
      begin = std::chrono::steady_clock::now();
  }
  ~CallbackClock() {
    if (timing) [[unlikely]]
      timing->callbacks += std::chrono::steady_clock::now() - begin;
  }
  CallbackClock(const CallbackClock &) = delete;
  CallbackClock &operator=(const CallbackClock &) = delete;

private:
  RunScope::Timing *timing;
  std::chrono::steady_clock::time_point begin;
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
    : scope(scope), execution(execution), plan(execution.plan), inputs(inputs), outputs(execution.allocateOutputs()),
      values(execution, scope.binary, inputs, outputs), observers(std::move(observers)),
      selection(std::move(selection)), observersVersion(detail::observersVersion()),
      seenVersion(this->selection->version), state(std::make_shared<RunState>()),
      programContext(ContextAccess::program(state)), opContext(ContextAccess::op(state)) {
  state->binary = scope.binary;
  state->programIndex = plan.programIndex;
  state->id = scope.id;
  state->run = this;
}

HookedRun::~HookedRun() {
  // No callback runs any more, so nobody follows this pointer; kept contexts find their number gone by.
  state->run = nullptr;
  state->attachment.reset();
  execution.replaceArenaIfShared();
}

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
  callProgram(&Selection::beforeProgram, &debug::Observer::preProgram);
  for (uint32_t op = 0; op < count; ++op) {
    if (values.isAsPlanned())
      op = runUnobserved(op);
    if (op < count)
      runObserved(op);
  }
  values.advance(count, count);
  callProgram(&Selection::afterProgram, &debug::Observer::postProgram);
  // Set up anew from here on, the kernels are ready for runs without hooks, too.
  if (!execution.set->complete)
    execution.markComplete();
  return values.isAsPlanned() ? takeOutputs() : takeUnplannedOutputs();
}

uint32_t HookedRun::runUnobserved(uint32_t op) {
  const auto count = static_cast<uint32_t>(plan.program.operations.size());
  for (;;) {
    if (isStale()) [[unlikely]]
      refresh();
    const uint32_t end = selection ? selection->nextObserved(op) : count;
    while (nextStep < steps.size() && steps[nextStep].op < end && !isStale()) {
      op = steps[nextStep].op + 1;
      performStep();
    }
    if (!isStale())
      return end;
  }
}

void HookedRun::runObserved(uint32_t op) {
  values.advance(op, op);
  callOp(&Selection::before, &debug::Observer::preOp, op);
  if (selection && selection->isTimed(op)) [[unlikely]]
    performTimed(op);
  else
    perform(op);
  values.advance(op + 1, op);
  callOp(&Selection::after, &debug::Observer::postOp, op);
  duration.reset();
  if (!values.isAsPlanned())
    values.expire(op);
}

void HookedRun::performTimed(uint32_t op) {
  RunScope::Timing &timing = *scope.timing;
  struct Nested {
    uint32_t &timedOps;
    explicit Nested(uint32_t &timedOps) : timedOps(++timedOps) {}
    ~Nested() { --timedOps; }
  } nested(timing.timedOps);
  const std::chrono::nanoseconds before = timing.callbacks;
  auto begin = std::chrono::steady_clock::now();
  perform(op);
  duration = std::chrono::steady_clock::now() - begin - (timing.callbacks - before);
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
                            /*readOnly=*/!values.hasMemoryOfItsOwn(value), std::make_shared<CallbackLease>(state));
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
    CallbackClock clock(*scope.timing);
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
    CallbackClock clock(*scope.timing);
    CallbackScope scopeOfCall(*state);
    ContextAccess::set(programContext, scopeOfCall.number);
    ContextAccess::set(opContext, scopeOfCall.number, op);
    (observer->*callback)(scope.binary, programContext, opContext);
  }
}

} // namespace tt::runtime::detail
