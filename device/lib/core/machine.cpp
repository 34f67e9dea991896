// Finding, making and forgetting the regions of a core.
#include "core/machine.h"

#include <algorithm>

namespace tt::device {

/// Code outside of what addCode() named is decoded in pieces of this size, aligned to it.
static constexpr uint32_t kChunk = 4096;

Machine::Machine(std::span<std::byte> memory, const CoreOptions &options) : options(options), memory(memory) {
  state.memory = memory.data();
  state.memorySize = static_cast<uint32_t>(memory.size());
}

bool Machine::stopAt(FaultKind kind, uint32_t pc, uint32_t address, uint32_t bytes) {
  stop = Stop::Fault;
  fault = {.kind = kind, .pc = pc, .instruction = 0, .address = address, .bytes = bytes};
  if (pc % 4 == 0 && kind != FaultKind::FetchOutside) {
    // What was executed, not what memory holds now.
    if (pc - begin < size)
      fault.instruction = region->words()[(pc - begin) / 4];
  }
  return false;
}

const Slot *Machine::enter(uint32_t pc) {
  if (pc - begin < size && pc % 4 == 0)
    return slots + (pc - begin) / 4;
  if (pc % 4 != 0 || pc > state.memorySize - 4) {
    state.pc = pc;
    stopAt(pc % 4 != 0 ? FaultKind::FetchMisaligned : FaultKind::FetchOutside, pc, pc, 4);
    fault.instruction = 0;
    return nullptr;
  }
  const auto known = std::ranges::find_if(regions, [&](const std::shared_ptr<Region> &candidate) {
    return pc >= candidate->begin() && pc < candidate->end();
  });
  if (known != regions.end()) {
    std::rotate(regions.begin(), known, known + 1);
  } else {
    regions.insert(regions.begin(), makeRegion(pc));
  }
  useRegion(regions.front());
  return slots + (pc - begin) / 4;
}

void Machine::useRegion(std::shared_ptr<Region> next) {
  region = std::move(next);
  slots = region->slots();
  begin = region->begin();
  size = region->size();
  targets = region->targetBytes();
}

std::shared_ptr<Region> Machine::makeRegion(uint32_t pc) {
  Range range = {pc / kChunk * kChunk, std::min(pc / kChunk * kChunk + kChunk, state.memorySize / 4 * 4)};
  const auto named = std::ranges::find_if(code, [&](const Range &r) { return pc >= r.begin && pc < r.end; });
  if (named != code.end())
    range = *named;
  std::vector<uint32_t> words = readWords(memory, range.begin, range.end);
  const bool isPrivate = !breakpoints.empty();
  const RegionKey key = {.begin = range.begin,
                         .memorySize = state.memorySize,
                         .misalignedAccess = options.misalignedAccess,
                         .native = options.native && !isPrivate};
  if (isPrivate)
    return std::make_shared<Region>(key, std::move(words), breakpoints);
  return sharedRegion(key, std::move(words));
}

void Machine::synchronize() {
  const auto gone = std::ranges::partition(
      regions, [&](const std::shared_ptr<Region> &candidate) { return candidate->matches(memory); });
  if (gone.empty())
    return;
  // Code that writes itself is decoded in small pieces from now on.
  for (const std::shared_ptr<Region> &changed : gone)
    std::erase_if(code, [&](const Range &r) { return r.begin == changed->begin() && r.end == changed->end(); });
  regions.erase(gone.begin(), gone.end());
  size = 0; // so that the next instruction finds its region anew; `region` is kept until then, handlers run from it
}

void Machine::addCode(uint32_t first, uint32_t last) {
  const uint32_t limit = state.memorySize / 4 * 4;
  const Range range = {std::min(first / 4 * 4, limit), last > limit ? limit : (last + 3) / 4 * 4};
  if (range.begin >= range.end)
    return;
  // What was decoded there may be other code by now.
  forgetRegions();
  std::erase_if(code, [&](const Range &r) { return r.begin < range.end && range.begin < r.end; });
  code.push_back(range);
}

void Machine::forgetRegions() {
  regions.clear();
  region.reset();
  slots = nullptr;
  targets = nullptr;
  begin = size = 0;
}

void Machine::forgetCode() {
  forgetRegions();
  code.clear();
}

} // namespace tt::device
