// Parking cores that wait, and waking them.
//
// Who waits for a word says so (wordWaiters) before looking at the word the last time, and who changes a word looks for
// waiters afterwards, both in one total order: one of them sees the other.
#include "chip/run/waiting.h"

#include <fmt/format.h>

#include "chip/l1_map.h"
#include "chip/memory/guest.h"
#include "chip/run/execution.h"
#include "chip/services/service.h"

namespace tt::device {
namespace {

std::string pagesText(uint32_t pages) { return fmt::format("{} {}", pages, pages == 1 ? "page" : "pages"); }

std::string wordText(uint32_t address) {
  constexpr uint32_t end = kSemaphores + card::kSemaphoresPerTile * card::kSemaphoreStride;
  if (address >= kSemaphores && address < end && (address - kSemaphores) % card::kSemaphoreStride == 0)
    return fmt::format("semaphore {} (at {:#x})", (address - kSemaphores) / card::kSemaphoreStride, address);
  return fmt::format("the word at {:#x}", address);
}

} // namespace

void park(CoreRun &core, const Wait &wait) {
  core.setWait(wait);
  core.callPending = true;
  core.publish();
  core.become(Activity::Waiting);
}

bool isSo(const TileRun &tile, const Wait &wait) {
  switch (wait.kind) {
  case Wait::Kind::Nothing:
    return true;
  case Wait::Kind::Host:
    return false; // Chip::serve lets it go on
  case Wait::Kind::PagesFree:
    return tile.circularBuffers[wait.subject].free() >= wait.value;
  case Wait::Kind::PagesThere:
    return tile.circularBuffers[wait.subject].available >= wait.value;
  case Wait::Kind::WordEqual:
    return loadGuestWord(tile.at(wait.subject)) == wait.value;
  case Wait::Kind::WordAtLeast:
    return loadGuestWord(tile.at(wait.subject)) >= wait.value;
  case Wait::Kind::WordDiffers:
    return loadGuestWord(tile.at(wait.subject)) != wait.value;
  }
  return true;
}

void wake(TileRun &tile) {
  for (const std::unique_ptr<CoreRun> &core : tile.cores) {
    if (!core || core->activity.load(std::memory_order_relaxed) != Activity::Waiting || !isSo(tile, core->wait))
      continue;
    if (!core->execution->enter())
      return; // the program is over
    if (core->wait.onWord())
      tile.wordWaiters.fetch_sub(1, std::memory_order_relaxed);
    core->setWait({});
    core->become(Activity::Ready);
    core->execution->schedule(*core);
  }
}

void wakeOnWords(TileRun &tile) {
  if (tile.wordWaiters.fetch_add(0, std::memory_order_seq_cst) == 0)
    return;
  std::lock_guard lock(tile.mutex);
  wake(tile);
}

std::string describe(const TileRun &tile, const Wait &wait) {
  const std::string name = serviceName(static_cast<uint32_t>(wait.service));
  auto word = [&] { return loadGuestWord(tile.at(wait.subject)); };
  switch (wait.kind) {
  case Wait::Kind::Nothing:
    return {};
  case Wait::Kind::Host:
    return fmt::format("{}: the host to ask again", name);
  case Wait::Kind::PagesFree: {
    const CircularBuffer &cb = tile.circularBuffers[wait.subject];
    return fmt::format("{}: circular buffer {}, {} free of {} needed, {} in all", name, wait.subject,
                       pagesText(cb.free()), wait.value, cb.pages);
  }
  case Wait::Kind::PagesThere: {
    const CircularBuffer &cb = tile.circularBuffers[wait.subject];
    return fmt::format("{}: circular buffer {}, {} there of {} needed, {} in all", name, wait.subject,
                       pagesText(cb.available), wait.value, cb.pages);
  }
  case Wait::Kind::WordEqual:
    return fmt::format("{}: {} is {}, waits for {}", name, wordText(wait.subject), word(), wait.value);
  case Wait::Kind::WordAtLeast:
    return fmt::format("{}: {} is {}, waits for at least {}", name, wordText(wait.subject), word(), wait.value);
  case Wait::Kind::WordDiffers:
    return fmt::format("{}: {} is {}, waits for another value", name, wordText(wait.subject), word());
  }
  return {};
}

} // namespace tt::device
