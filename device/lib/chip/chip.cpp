// A chip from opening to closing, and access to its memory from the host.
#include "tt/device/chip.h"

#include <algorithm>
#include <cstdio>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "chip/architecture_check.h"
#include "chip/chip_impl.h"
#include "chip/memory/guest.h"
#include "chip/run/waiting.h"
#include "core/native_tier.h"
#include "native/native.h"
#include "tt/device/error.h"

namespace tt::device {
namespace {

uint32_t threadsOf(const ChipOptions &options) {
  if (options.deterministic)
    return 1;
  return options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
}

ChipOptions checked(const ChipOptions &options) {
  constexpr uint32_t kMostThreads = 1024, kLongestSlice = 1u << 30;
  if (options.threads > kMostThreads)
    throw ValueError(fmt::format("{} threads: expected at most {}", options.threads, kMostThreads));
  if (options.slice == 0 || options.slice > kLongestSlice)
    throw ValueError(fmt::format("a slice of {} instructions: expected 1 to {}", options.slice, kLongestSlice));
  return options;
}

/// Calls for each piece of [offset, offset + bytes) of the buffer that lies in one page.
void forEachPiece(const Buffer::Impl &buffer, uint64_t offset, uint64_t bytes,
                  const std::function<void(uint32_t bank, uint64_t address, uint64_t at, uint64_t bytes)> &action) {
  for (uint64_t done = 0; done < bytes;) {
    uint64_t page = (offset + done) / buffer.pageSize, inPage = (offset + done) % buffer.pageSize;
    uint64_t piece = std::min<uint64_t>(bytes - done, buffer.pageSize - inPage);
    action(static_cast<uint32_t>(page % buffer.bankCount),
           buffer.address + page / buffer.bankCount * buffer.alignedPageSize + inPage, done, piece);
    done += piece;
  }
}

const Buffer::Impl &checked(const Buffer &buffer, const Banks &banks, uint64_t offset, uint64_t bytes) {
  if (!buffer)
    throw ValueError("the buffer is none");
  const Buffer::Impl &impl = buffer.implementation();
  if (impl.banks.get() != &banks)
    throw ValueError("the buffer belongs to another chip");
  if (offset > impl.size || bytes > impl.size - offset)
    throw ValueError(fmt::format("{} bytes at offset {} of a buffer of {} bytes", bytes, offset, impl.size));
  return impl;
}

/// `name` gives the memory's name.
template <typename Name>
std::span<std::byte> part(std::span<std::byte> memory, uint64_t address, uint64_t bytes, const Name &name) {
  if (address > memory.size() || bytes > memory.size() - address)
    throw ValueError(fmt::format("{} bytes at {:#x} of {}, which has {} bytes", bytes, address, name(), memory.size()));
  return memory.subspan(address, bytes);
}

auto l1Name(TileCoord tile) {
  return [tile] { return fmt::format("the memory of tile {}", toString(tile)); };
}
auto dramName(uint32_t channel) {
  return [channel] { return fmt::format("DRAM channel {}", channel); };
}

std::span<std::byte> bankOf(const Hardware &hardware, const Buffer::Impl &buffer, uint32_t bank) {
  return buffer.type == BufferType::Dram ? hardware.channel(bank) : hardware.window(bank);
}

} // namespace

Chip::Impl::Impl(const Architecture &architecture, const ChipOptions &options)
    : architecture(architecture), banks(std::make_shared<Banks>(architecture)),
      hardware(std::make_unique<Hardware>(architecture, options)),
      scheduler(
          std::make_unique<Scheduler>(threadsOf(options), [](CoreRun &core) { core.execution->runSlice(core); })) {}

std::shared_lock<std::shared_mutex> Chip::Impl::use() const {
  std::shared_lock lock(life);
  if (!open)
    throw DeviceError("the chip is closed");
  return lock;
}

void Chip::Impl::forbidOwnThread(std::string_view what) const {
  CoreRun *core = currentCore();
  if (core && &core->execution->hardware == hardware.get())
    throw DeviceError(
        fmt::format("{} was called from a hook or printer of the same chip, which would wait for itself", what));
}

void Chip::Impl::wroteL1(uint32_t tile) const {
  if (std::shared_ptr<Execution> execution = lastExecution())
    if (TileRun *run = execution->tile(tile))
      wakeOnWords(*run);
}

void Chip::Impl::print(const PrintedLine &line) {
  std::shared_ptr<const std::function<void(const PrintedLine &)>> function;
  {
    std::lock_guard lock(printerMutex);
    function = printer;
  }
  std::lock_guard lock(lineMutex);
  if (function) {
    (*function)(line);
  } else {
    fmt::print("{}: {}\n", toString(line.core), line.text);
    std::fflush(stdout);
  }
}

Chip::Chip(std::unique_ptr<Impl> newImpl) : impl(std::move(newImpl)) { impl->owner = this; }

std::shared_ptr<Chip> Chip::open(const Architecture &architecture, const ChipOptions &options) {
  checkArchitecture(architecture, fmt::format("architecture '{}'", architecture.name));
  static const bool hasNativeTier = (setNativeTier(hostNativeTier), true);
  (void)hasNativeTier;
  return std::shared_ptr<Chip>(new Chip(std::make_unique<Impl>(architecture, checked(options))));
}

Chip::~Chip() { close(); }

void Chip::close() {
  impl->forbidOwnThread("close()");
  std::lock_guard closing(impl->closeMutex);
  std::shared_ptr<Execution> execution;
  std::deque<std::shared_ptr<Execution>> forgotten;
  {
    std::unique_lock lock(impl->mutex);
    impl->closing = true;
    forgotten.swap(impl->waiting);
    if (impl->running)
      execution = impl->current;
  }
  if (execution)
    execution->stop("the chip was closed while the program ran");
  {
    std::unique_lock lock(impl->mutex);
    impl->changed.wait(lock, [&] { return !impl->running; });
    execution.reset();
  }
  std::unique_lock life(impl->life);
  impl->open = false;
  impl->scheduler.reset();
  {
    std::lock_guard lock(impl->mutex);
    execution = std::move(impl->current);
    impl->changed.notify_all();
  }
  execution.reset();
  impl->hardware.reset();
}

bool Chip::isOpen() const {
  std::shared_lock lock(impl->life);
  return impl->open;
}

const Architecture &Chip::architecture() const { return impl->architecture; }

Buffer Chip::createBuffer(BufferType type, uint64_t size, uint32_t pageSize) {
  auto used = impl->use();
  return impl->banks->create(type, size, pageSize);
}

void Chip::write(const Buffer &buffer, std::span<const std::byte> data, uint64_t offset) {
  auto used = impl->use();
  const Buffer::Impl &to = checked(buffer, *impl->banks, offset, data.size());
  forEachPiece(to, offset, data.size(), [&](uint32_t bank, uint64_t address, uint64_t at, uint64_t bytes) {
    copyGuest(bankOf(*impl->hardware, to, bank).data() + address, data.data() + at, bytes);
    if (to.type == BufferType::L1)
      impl->wroteL1(bank);
  });
}

void Chip::read(const Buffer &buffer, std::span<std::byte> data, uint64_t offset) {
  auto used = impl->use();
  const Buffer::Impl &from = checked(buffer, *impl->banks, offset, data.size());
  forEachPiece(from, offset, data.size(), [&](uint32_t bank, uint64_t address, uint64_t at, uint64_t bytes) {
    copyGuest(data.data() + at, bankOf(*impl->hardware, from, bank).data() + address, bytes);
  });
}

void Chip::writeL1(TileCoord tile, uint32_t address, std::span<const std::byte> data) {
  auto used = impl->use();
  uint32_t index = impl->hardware->indexOf(tile, "writeL1");
  copyGuest(part(impl->hardware->window(index), address, data.size(), l1Name(tile)).data(), data.data(), data.size());
  impl->wroteL1(index);
}

void Chip::readL1(TileCoord tile, uint32_t address, std::span<std::byte> data) {
  auto used = impl->use();
  uint32_t index = impl->hardware->indexOf(tile, "readL1");
  copyGuest(data.data(), part(impl->hardware->window(index), address, data.size(), l1Name(tile)).data(), data.size());
}

void Chip::writeDram(uint32_t channel, uint64_t address, std::span<const std::byte> data) {
  auto used = impl->use();
  std::span<std::byte> memory = impl->hardware->channel(channel);
  copyGuest(part(memory, address, data.size(), dramName(channel)).data(), data.data(), data.size());
}

void Chip::readDram(uint32_t channel, uint64_t address, std::span<std::byte> data) {
  auto used = impl->use();
  std::span<std::byte> memory = impl->hardware->channel(channel);
  copyGuest(data.data(), part(memory, address, data.size(), dramName(channel)).data(), data.size());
}

void Chip::setPrinter(std::function<void(const PrintedLine &)> printer) {
  std::shared_ptr<const std::function<void(const PrintedLine &)>> next;
  if (printer)
    next = std::make_shared<const std::function<void(const PrintedLine &)>>(std::move(printer));
  std::lock_guard lock(impl->printerMutex);
  impl->printer.swap(next);
}

void Chip::setKernelHooks(KernelHooks hooks) {
  auto next = std::make_shared<const KernelHooks>(std::move(hooks));
  std::shared_ptr<const KernelHooks> previous;
  std::lock_guard lock(impl->mutex);
  previous = std::exchange(impl->hooks, std::move(next));
}

} // namespace tt::device
