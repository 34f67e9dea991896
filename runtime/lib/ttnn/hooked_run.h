// A run that shows itself to debug hooks, op by op.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "common/observation.h"
#include "ttnn/execution.h"
#include "ttnn/live_values.h"

namespace tt::runtime::detail {

class HookedRun final : public ObservedRun {
public:
  /// `selection` is made from `observers`.
  HookedRun(const RunScope &scope, Execution &execution, std::span<const Binding> inputs,
            std::shared_ptr<const ObserverSet> observers, std::shared_ptr<const Selection> selection);
  ~HookedRun() override;
  std::vector<Tensor> run();

  // What contexts ask for.
  const Program &program() const override { return plan.program; }
  uint64_t programId() const override { return (plan.image.id << 32) | plan.programIndex; }
  bool isLive(uint32_t value) const override { return values.isLive(value); }
  Tensor copyOfValue(uint32_t value) const override {
    return Tensor::createOwned(plan.program.values[value].desc, values.dataOf(value));
  }
  /// Its memory lives as long as the tensor.
  Tensor lend(uint32_t value) const override;
  void overwrite(uint32_t value, const Tensor &contents) override { values.overwrite(value, contents); }
  std::optional<std::chrono::nanoseconds> opDuration() const override { return observation.opDuration(); }

private:
  /// Runs from `op` on what nobody observes; returns the next op that somebody does.
  uint32_t runUnobserved(uint32_t op);
  void runObserved(uint32_t op);
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
  Observation observation;
};

} // namespace tt::runtime::detail
