// Where cores stand, as text for errors.
#include "chip/run/report.h"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "chip/l1_map.h"
#include "chip/memory/guest.h"
#include "chip/run/execution.h"
#include "chip/run/waiting.h"

namespace tt::device {
namespace {

/// In programs of more cores, those that do the same are told together.
constexpr size_t kMostSingleCores = 12;
/// Of those, so many are named.
constexpr size_t kMostNamedCores = 16;

/// Without debug information, or without libLLVM to read it, an error is still one.
std::optional<SourceLine> lineOf(const PlannedKernel &kernel, uint32_t pc) {
  try {
    return kernel.image->sourceLine(pc - kernel.base);
  } catch (const std::exception &) {
    return std::nullopt;
  }
}

std::string placeText(const PlannedKernel &kernel, uint32_t pc) {
  std::string text = fmt::format("kernel '{}' at {:#010x}", kernel.image->name(), pc);
  if (pc - kernel.base >= kernel.bytes.size())
    return text + " (outside the kernel)";
  if (std::optional<SourceLine> line = lineOf(kernel, pc)) {
    if (!line->function.empty())
      return text + fmt::format(" ({}, {}:{})", line->function, line->file, line->line);
    return text + fmt::format(" ({}:{})", line->file, line->line);
  }
  return text + fmt::format(" (offset {:#x})", pc - kernel.base);
}

std::string_view accessName(FaultKind kind) {
  switch (kind) {
  case FaultKind::LoadOutside:
  case FaultKind::LoadMisaligned:
    return "load";
  case FaultKind::StoreOutside:
  case FaultKind::StoreMisaligned:
    return "store";
  default:
    return "fetch";
  }
}

/// What the kernel was not given, by the address that it read for it.
std::string describeMissing(const CoreRun &core, uint32_t address) {
  card::LaunchRecord record;
  const uint32_t at = kLaunchRecords + static_cast<uint32_t>(core.id.processor) * kLaunchRecordStride;
  copyGuest(reinterpret_cast<std::byte *>(&record), core.tile->at(at), sizeof record);
  const uint32_t index = address >> 2 & card::kMissingIndexMask;
  const auto text = [&](std::string_view what, uint32_t count, std::string_view owner, std::string_view set) {
    return fmt::format("it asks for {} {}, but {} has {}; {}", what, index, owner,
                       count == 0   ? "none"
                       : count == 1 ? "one, number 0"
                                    : fmt::format("{}, numbers 0 to {}", count, count - 1),
                       set);
  };
  switch (static_cast<card::Missing>((address - card::kMissing) >> card::kMissingKindShift)) {
  case card::Missing::RuntimeArgument:
    return text("runtime argument", record.runtimeArgCount, "this core", "setRuntimeArgs (set_runtime_args) sets them");
  case card::Missing::CommonArgument:
    return text("common runtime argument", record.commonArgCount, "the kernel",
                "setCommonRuntimeArgs (set_common_runtime_args) sets them");
  case card::Missing::Semaphore:
    return text("semaphore", record.semaphoreCount, "the program", "addSemaphore (add_semaphore) adds one");
  }
  return fmt::format("it reads {:#x}, where nothing is", address);
}

std::string doing(const TileRun &tile, const CoreRun &core) {
  switch (core.activity.load()) {
  case Activity::Idle:
    return "is idle";
  case Activity::Ready:
  case Activity::Running:
    return fmt::format("runs, {} instructions done", core.retired.load());
  case Activity::Waiting:
    return fmt::format("waits in {}", describe(tile, core.wait));
  case Activity::Stopped:
    return "stands at a breakpoint";
  case Activity::Finished:
    return "is done";
  case Activity::Failed:
    return "has failed";
  }
  return {};
}

} // namespace

std::string describePlace(const CoreRun &core) { return placeText(*core.kernel, core.pc.load()); }

std::string describeRegisters(const CoreState &state) {
  static constexpr const char *names[32] = {"zero", "ra", "sp", "gp", "tp",  "t0",  "t1", "t2", "s0", "s1", "a0",
                                            "a1",   "a2", "a3", "a4", "a5",  "a6",  "a7", "s2", "s3", "s4", "s5",
                                            "s6",   "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6"};
  std::string text = fmt::format("    {:>4} {:08x}", "pc", state.pc);
  for (uint32_t i = 1; i < 32; ++i)
    text += fmt::format("{}{:>4} {:08x}", i % 8 == 0 ? "\n    " : "  ", names[i], state.x[i]);
  return text;
}

std::string describeFault(const CoreRun &core, const Fault &fault) {
  if (fault.kind == FaultKind::LoadOutside && fault.address >= card::kMissing && fault.address < card::kMissingEnd)
    return describeMissing(core, fault.address);
  const Architecture &a = core.execution->hardware.architecture;
  switch (fault.kind) {
  case FaultKind::LoadOutside:
  case FaultKind::StoreOutside:
  case FaultKind::FetchOutside:
    return fmt::format("a {} of {} bytes at {:#010x}, outside the tile's memory: L1 is 0 to {:#x}, the cores' stacks "
                       "follow up to {:#x}",
                       accessName(fault.kind), fault.bytes, fault.address, a.l1Size, core.tile->memory.size());
  case FaultKind::LoadMisaligned:
  case FaultKind::StoreMisaligned:
    return fmt::format("a {} of {} bytes at {:#010x}, which is not a multiple of {}; {} forbids that",
                       accessName(fault.kind), fault.bytes, fault.address, fault.bytes, a.name);
  case FaultKind::FetchMisaligned:
    return fmt::format("a jump to {:#010x}, which is not a multiple of 4", fault.address);
  case FaultKind::IllegalInstruction:
    return fmt::format("the illegal instruction {:#010x}{}", fault.instruction,
                       fault.instruction == 0 || fault.instruction == 0xc0001073
                           ? " (compilers put it where a program must not come to)"
                           : "");
  }
  return "a fault";
}

std::string describeCores(const Execution &execution) {
  struct Group {
    std::string text; // of the first core
    std::vector<CoreId> others;
  };
  // By what is said of them but their names; source lines take time to find.
  std::map<std::pair<const PlannedKernel *, uint32_t>, std::string> places;
  std::map<std::pair<Processor, std::string>, size_t> known;
  std::vector<Group> groups;
  size_t cores = 0;
  for (const std::unique_ptr<TileRun> &tile : execution.tiles())
    for (const std::unique_ptr<CoreRun> &core : tile->cores)
      cores += core != nullptr;
  for (const std::unique_ptr<TileRun> &tile : execution.tiles()) {
    std::lock_guard lock(tile->mutex);
    for (const std::unique_ptr<CoreRun> &core : tile->cores) {
      if (!core)
        continue;
      std::string &place = places[{core->kernel, core->pc.load()}];
      if (place.empty())
        place = describePlace(*core);
      const std::string text = fmt::format("{} {}", place, doing(*tile, *core));
      auto [found, isNew] = known.try_emplace({core->id.processor, text}, groups.size());
      if (isNew || cores <= kMostSingleCores) {
        found->second = groups.size();
        groups.push_back({fmt::format("\n  {}: {}", toString(core->id), text), {}});
      } else {
        groups[found->second].others.push_back(core->id);
      }
    }
  }
  std::string result;
  for (const Group &group : groups) {
    result += group.text;
    if (group.others.empty())
      continue;
    result += fmt::format("\n    and {} more alike:", group.others.size());
    for (size_t i = 0; i < std::min(group.others.size(), kMostNamedCores); ++i)
      result += fmt::format("{} ({}, {})", i == 0 ? "" : ",", group.others[i].tile.x, group.others[i].tile.y);
    result += group.others.size() > kMostNamedCores ? ", ..." : "";
  }
  return result;
}

} // namespace tt::device
