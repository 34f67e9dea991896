// The values of a running program as debug hooks find them: where the plan has them, until a hook changes one.
//
// While all is as planned nothing is kept for a value: the plan knows where it lies and when it is there. The first
// change that the plan does not allow for (a value gets memory of its own, a constant is no longer what kernels packed)
// takes down where everything lies, and from then on every op says where it puts its results.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "ttnn/execution.h"

namespace tt::runtime::detail {

class LiveValues {
public:
  /// `outputs` are those of Execution::allocateOutputs, and outlive this.
  LiveValues(Execution &execution, const Binary &binary, std::span<const Binding> inputs,
             const std::vector<Tensor> &outputs)
      : execution(execution), plan(execution.plan), binary(binary), inputs(inputs), outputs(outputs) {}

  /// `ran` ops have put their results there; the callbacks of `seen` ops are over.
  void advance(uint32_t ran, uint32_t seen) {
    opsRan = ran;
    opsSeen = seen;
  }

  bool isLive(uint32_t value) const { return planned ? isLiveAsPlanned(value) : pointers[value] != nullptr; }
  std::byte *dataOf(uint32_t value) const { return planned ? dataAsPlanned(value) : pointers[value]; }
  /// What keeps that memory alive.
  std::shared_ptr<void> ownerOf(uint32_t value) const;
  /// True when writing to the value's memory changes that value alone.
  bool hasMemoryOfItsOwn(uint32_t value) const;
  void overwrite(uint32_t value, const Tensor &contents);

  bool isAsPlanned() const { return planned; }
  void leavePlan();

  // Once the plan is left:

  /// The value lies at `data`, which `owner` keeps alive where it is not the plan's memory. `overwritten`: it is not
  /// what packed constants were made from.
  void place(uint32_t value, std::byte *data, std::shared_ptr<void> owner = nullptr, bool overwritten = false);
  /// `to` is another name of `from`.
  void alias(uint32_t from, uint32_t to);
  bool anyOverwritten(std::span<const uint32_t> values) const;
  /// The callbacks of the op are over.
  void expire(uint32_t op);

private:
  bool isLiveAsPlanned(uint32_t value) const {
    MemoryLayout::Life life = execution.layout().lives[value];
    return life.from != kNone && opsRan >= life.from && opsSeen <= life.last;
  }
  std::byte *dataAsPlanned(uint32_t value) const;
  const std::shared_ptr<void> *ownMemory(uint32_t value) const {
    return !planned && owned[value] ? &owned[value] : nullptr;
  }

  Execution &execution;
  const Plan &plan;
  const Binary &binary;
  std::span<const Binding> inputs;
  const std::vector<Tensor> &outputs;
  uint32_t opsRan = 0, opsSeen = 0;
  bool planned = true;
  // By value, empty while all is as planned:
  std::vector<std::byte *> pointers;        ///< null while it is not there
  std::vector<std::shared_ptr<void>> owned; ///< memory outside the plan
  std::vector<bool> overwritten;
};

} // namespace tt::runtime::detail
