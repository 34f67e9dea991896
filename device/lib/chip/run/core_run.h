// What the run of a program knows of each core and tile.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "chip/plan.h"
#include "tenon/schema/card_abi.h"
#include "tt/device/chip.h"

namespace tt::device {

class Execution;
class Serving;
struct TileRun;

/// What a parked core waits for.
struct Wait {
  enum class Kind : uint8_t { Nothing, Host, PagesFree, PagesThere, WordEqual, WordAtLeast, WordDiffers };
  Kind kind = Kind::Nothing;
  target::card::Service service{};
  uint32_t subject = 0; // the circular buffer, or the address of the word
  uint32_t value = 0;   // pages, or the word's value

  bool onWord() const { return kind >= Kind::WordEqual; }
};

struct CircularBuffer {
  uint32_t address = 0, pages = 0, pageSize = 0;
  DataFormat format = DataFormat::Float32;
  uint32_t readPage = 0, writePage = 0; // where the consumer, the producer stands
  uint32_t available = 0;               // pages that were pushed and not popped
  uint32_t reserved = 0;                // pages that the producer has been promised

  bool configured() const { return pages != 0; }
  uint32_t free() const { return pages - available; }
  uint32_t addressOf(uint32_t page) const { return address + page % pages * pageSize; }
};

/// One thread at a time runs a core; it hands the core over by the tile's mutex (waiting, stopped) or by a queue.
struct CoreRun {
  Execution *execution = nullptr;
  TileRun *tile = nullptr;
  Core *core = nullptr;
  TileEngine *engine = nullptr; // of compute cores
  const PlannedKernel *kernel = nullptr;
  CoreId id;

  // For everybody to see; of the moment when the core's last slice ended.
  std::atomic<Activity> activity{Activity::Ready};
  std::atomic<uint32_t> pc{0};
  std::atomic<uint64_t> retired{0};

  Wait wait;                // with the tile's mutex
  bool begun = false;       // the hook before it was called
  bool callPending = false; // it waited at an ecall, which is now to be done again
  uint32_t steps = 0;       // instructions after which it stops again
  std::string line;         // what it printed since the last end of line
  std::string failedAssert; // the last line that it printed, if it says so
  uint64_t breakpointVersion = 0;
  std::vector<uint32_t> breakpoints; // addresses

  uint64_t limit = 0; // of retired instructions, 0: none

  // Serving the host, see serve.h.
  std::atomic<bool> atHost{false}; // waits for the host
  bool asked = false;              // the host has asked: host_wait is done
  Serving *serving = nullptr;      // who waits for it to come back; with the tile's mutex

  status::CoreRecord *record = nullptr; // for other processes

  void publish() {
    pc.store(core->state().pc, std::memory_order_relaxed);
    retired.store(core->retired(), std::memory_order_relaxed);
    post(record->pc, core->state().pc);
    post(record->retired, core->retired());
  }

  void become(Activity next) {
    activity.store(next, std::memory_order_release);
    post(record->activity, static_cast<uint32_t>(next));
  }

  void setWait(const Wait &next) {
    wait = next;
    post(record->service, static_cast<uint32_t>(next.service));
    post(record->arguments[0], next.subject);
    post(record->arguments[1], next.value);
  }
};

struct TileRun {
  uint32_t index = 0;
  TileCoord place;
  std::span<std::byte> memory; // its window
  mutable std::mutex mutex;    // circular buffers, and which core waits for what
  std::array<CircularBuffer, target::card::kCircularBuffers> circularBuffers;
  std::array<std::unique_ptr<CoreRun>, target::card::kProcessorsPerTile> cores; // null where there is no kernel
  std::atomic<uint32_t> wordWaiters{0};                                         // cores that wait for a word of L1

  std::byte *at(uint32_t address) const { return memory.data() + address; }
};

/// The core that the calling thread is running, if any.
CoreRun *currentCore();

} // namespace tt::device
