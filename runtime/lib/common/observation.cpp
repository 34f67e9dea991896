// Calling observers: contexts are valid while a callback runs, and what it was lent as long.
#include "common/observation.h"

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
  explicit CallbackClock(RunTiming &timing) : timing(timing.timedOps != 0 ? &timing : nullptr) {
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
  RunTiming *timing;
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

Observation::Observation(ObservedRun &run, const Binary &binary, uint32_t programIndex, uint64_t runId,
                         RunTiming &timing, SelectionCache &selections, std::shared_ptr<const ObserverSet> observers,
                         std::shared_ptr<const Selection> selection)
    : program(run.program()), timing(timing), selections(selections), observers(std::move(observers)),
      selection(std::move(selection)), observersVersion(detail::observersVersion()),
      seenVersion(this->selection->version), state(std::make_shared<RunState>()),
      programContext(ContextAccess::program(state)), opContext(ContextAccess::op(state)),
      kernelContext(ContextAccess::kernel(state)) {
  state->binary = binary;
  state->programIndex = programIndex;
  state->id = runId;
  state->run = &run;
}

Observation::~Observation() {
  // No callback runs any more, so nobody follows this pointer; kept contexts find their number gone by.
  state->run = nullptr;
  state->attachment.reset();
}

std::shared_ptr<const Lease> Observation::lease() const { return std::make_shared<CallbackLease>(state); }

void Observation::refresh() {
  seenVersion = observersVersion.load(std::memory_order_acquire);
  observers = currentObservers();
  selection = observers ? selections.get(*observers, program, state->programIndex, state->binary.id()) : nullptr;
}

bool Observation::stillObserves(const debug::Observer *observer) const {
  if (!isStale()) [[likely]]
    return true;
  std::shared_ptr<const ObserverSet> now = currentObservers();
  return now && now->contains(observer);
}

void Observation::callProgram(Selection::List (Selection::*list)() const,
                              debug::ProgramCallback debug::Observer::*callback) {
  if (isStale())
    refresh();
  if (!selection)
    return;
  for (const debug::Observer *observer : (*selection.*list)()) {
    if (!stillObserves(observer))
      continue;
    CallbackClock clock(timing);
    CallbackScope scopeOfCall(*state);
    ContextAccess::set(programContext, scopeOfCall.number);
    (observer->*callback)(state->binary, programContext);
  }
}

void Observation::callOp(Selection::List (Selection::*list)(uint32_t) const,
                         debug::OpCallback debug::Observer::*callback, uint32_t op) {
  if (isStale()) [[unlikely]]
    refresh();
  if (!selection)
    return;
  for (const debug::Observer *observer : (*selection.*list)(op)) {
    if (!stillObserves(observer))
      continue;
    CallbackClock clock(timing);
    CallbackScope scopeOfCall(*state);
    ContextAccess::set(programContext, scopeOfCall.number);
    ContextAccess::set(opContext, scopeOfCall.number, op);
    (observer->*callback)(state->binary, programContext, opContext);
  }
}

void Observation::callKernel(Selection::List (Selection::*list)(uint32_t) const,
                             debug::KernelCallback debug::Observer::*callback, uint32_t op, const std::string &name,
                             ObservedKernel &kernel) {
  std::lock_guard lock(kernelCalls);
  if (isStale()) [[unlikely]]
    refresh();
  if (!selection)
    return;
  for (const debug::Observer *observer : (*selection.*list)(op)) {
    if (!admitsKernel(observer->filter, name) || !stillObserves(observer))
      continue;
    CallbackClock clock(timing);
    state->kernel = &kernel;
    CallbackScope scopeOfCall(*state);
    ContextAccess::set(programContext, scopeOfCall.number);
    ContextAccess::set(opContext, scopeOfCall.number, op);
    ContextAccess::set(kernelContext, scopeOfCall.number);
    (observer->*callback)(state->binary, programContext, opContext, kernelContext);
  }
}

} // namespace tt::runtime::detail
