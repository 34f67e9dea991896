// Looking values up and changing them.
#include "ttnn/live_values.h"

#include <algorithm>
#include <cstring>

#include "common/memory.h"
#include "common/tensor_storage.h"

namespace tt::runtime::detail {

std::byte *LiveValues::dataAsPlanned(uint32_t value) const {
  if (std::byte *data = execution.pointerOf(value, inputs))
    return data;
  // A constant that the kernels have packed and let go of, computed again to be shown.
  const Tensor &shown = execution.shown[plan.values[value].root];
  return TensorAccess::storage(shown)->data;
}

std::shared_ptr<void> LiveValues::ownerOf(uint32_t value) const {
  if (const std::shared_ptr<void> *own = ownMemory(value))
    return *own;
  const ValueInfo &info = plan.values[value];
  switch (info.origin) {
  case Origin::Input:
    return inputs[info.source].owner;
  case Origin::Constant:
    return plan.constantOwner(info.root, binary.impl());
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

bool LiveValues::hasMemoryOfItsOwn(uint32_t value) const {
  const ValueInfo &info = plan.values[value];
  const bool own = ownMemory(value) != nullptr;
  bool writtenInput = info.origin == Origin::Input && plan.values[info.root].written;
  if (!own && info.origin != Origin::Computed && !writtenInput)
    return false;
  if (writtenInput && !own)
    return true; // the cache itself, whatever its views
  std::byte *data = dataOf(value);
  for (uint32_t other = 0; other < plan.values.size(); ++other)
    if (other != value && isLive(other) && dataOf(other) == data)
      return false;
  return true;
}

void LiveValues::overwrite(uint32_t value, const Tensor &contents) {
  const TensorDesc &desc = plan.program.values[value].desc;
  const void *source = contents.data();
  if (hasMemoryOfItsOwn(value)) {
    std::memmove(dataOf(value), source, desc.sizeBytes());
    if (plan.values[value].constant)
      leavePlan();
    if (!planned)
      overwritten[value] = plan.values[value].constant;
    return;
  }
  // Other values, the caller's tensor or the Binary's constants share the memory; they keep what they have.
  std::shared_ptr<std::byte> block = allocateBlock(desc.sizeBytes(), "an overwritten tensor " + desc.str());
  std::memcpy(block.get(), source, desc.sizeBytes());
  leavePlan();
  std::byte *data = block.get();
  place(value, data, std::move(block), plan.values[value].constant);
}

void LiveValues::leavePlan() {
  if (!planned)
    return;
  const size_t count = plan.values.size();
  pointers.assign(count, nullptr);
  for (uint32_t value = 0; value < count; ++value)
    if (isLiveAsPlanned(value))
      pointers[value] = dataAsPlanned(value);
  owned.resize(count);
  overwritten.resize(count);
  planned = false;
}

void LiveValues::place(uint32_t value, std::byte *data, std::shared_ptr<void> owner, bool isOverwritten) {
  pointers[value] = data;
  owned[value] = std::move(owner);
  overwritten[value] = isOverwritten;
}

void LiveValues::alias(uint32_t from, uint32_t to) { place(to, pointers[from], owned[from], overwritten[from]); }

bool LiveValues::anyOverwritten(std::span<const uint32_t> values) const {
  return std::any_of(values.begin(), values.end(), [&](uint32_t value) { return overwritten[value]; });
}

void LiveValues::expire(uint32_t op) {
  for (uint32_t value : execution.layout().expiring[op])
    place(value, nullptr);
}

} // namespace tt::runtime::detail
