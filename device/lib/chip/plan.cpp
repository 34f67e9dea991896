// A program as it will lie in the chip's memory: checked, with an address for everything.
#include "chip/plan.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "chip/l1_map.h"
#include "chip/memory/banks.h"
#include "chip/memory/guest.h"
#include "chip/program_impl.h"
#include "tt/device/error.h"

namespace tt::device {
namespace {

constexpr uint32_t kKernelAlignment = 64;

struct Piece {
  uint64_t begin = 0, end = 0;
};

/// Lays out one program.
class Planner {
public:
  Planner(const Program::Impl &program, const Hardware &hardware)
      : program(program), hardware(hardware), a(hardware.architecture),
        alignment(std::max({a.l1Alignment, a.dramAlignment, kKernelAlignment})), tiles(hardware.tileCount()) {}

  Plan make() {
    if (program.kernels.empty())
      throw ValueError("the program has no kernels");
    for (uint32_t channel = 0; channel < a.dramChannels; ++channel)
      plan.bankTable.push_back(nodeWord(a.dramNodes[channel]));
    for (uint32_t tile = 0; tile < hardware.tileCount(); ++tile)
      plan.bankTable.push_back(nodeWord(nocPlace(tile)));
    tablesEnd = alignUp(kL1Unreserved + plan.bankTable.size() * sizeof(uint32_t), alignment);
    placeFixedKernels();
    placeOtherKernels();
    placeArguments();
    placeCircularBuffers();
    initialiseSemaphores();
    collect();
    return std::move(plan);
  }

private:
  struct TileState {
    PlannedTile planned;
    uint64_t top = 0;         // what comes next goes here
    std::vector<Piece> fixed; // kernels at fixed addresses
    bool used = false;
  };

  TileCoord nocPlace(uint32_t tile) const {
    TileCoord place = hardware.tileAt(tile);
    return {place.x + a.nocOffsetX, place.y + a.nocOffsetY};
  }
  static uint32_t nodeWord(TileCoord node) { return node.x | node.y << target::card::kNocCoordinateBits; }

  /// The tiles of ranges, by index.
  std::vector<uint32_t> indices(const TileRanges &ranges, const std::string &what) const {
    std::vector<uint32_t> result;
    for (const TileRange &range : ranges) {
      hardware.indexOf(range.end, what);
      for (uint32_t y = range.start.y; y <= range.end.y; ++y)
        for (uint32_t x = range.start.x; x <= range.end.x; ++x)
          result.push_back(hardware.indexOf({x, y}, what));
    }
    return result;
  }

  TileState &use(uint32_t tile) {
    TileState &state = tiles[tile];
    if (!state.used) {
      state.used = true;
      state.planned.tile = tile;
      state.top = tablesEnd;
    }
    return state;
  }

  /// The lowest address above everything that these tiles have.
  uint64_t place(const std::vector<uint32_t> &on, uint64_t bytes, uint64_t least, uint64_t pieceAlignment) {
    uint64_t at = least;
    for (bool moved = true; moved;) {
      moved = false;
      at = alignUp(at, pieceAlignment);
      for (uint32_t tile : on) {
        TileState &state = use(tile);
        uint64_t next = std::max(at, state.top);
        for (const Piece &piece : state.fixed)
          if (next < piece.end && piece.begin < next + bytes)
            next = piece.end;
        if (next != at) {
          at = next;
          moved = true;
        }
      }
    }
    for (uint32_t tile : on)
      tiles[tile].top = at + bytes;
    return at;
  }

  void checkFits(uint64_t end, const std::string &what, uint64_t bytes, uint32_t tile) const {
    if (end > a.l1Size)
      throw ValueError(fmt::format("{} of {} bytes does not fit into the L1 of tile {}: it would end at {}, L1 has {} "
                                   "bytes, and the first {} are taken",
                                   what, bytes, toString(hardware.tileAt(tile)), end, a.l1Size, end - bytes));
  }

  std::string nameOf(const Program::Impl::Kernel &kernel) const {
    return fmt::format("kernel '{}'", kernel.image->name());
  }

  void addKernel(const Program::Impl::Kernel &kernel, const std::vector<uint32_t> &on, uint64_t base) {
    PlannedKernel planned{kernel.image, static_cast<uint32_t>(base),
                          std::vector<std::byte>(kernel.image->memoryBytes())};
    kernel.image->load(planned.bytes, planned.base);
    auto index = static_cast<uint32_t>(plan.kernels.size());
    plan.kernels.push_back(std::move(planned));
    for (uint32_t tile : on) {
      PlannedCore core;
      core.processor = kernel.processor;
      core.kernel = index;
      core.record = record(kernel, tile);
      use(tile).planned.cores.push_back(core);
    }
    plannedOf[&kernel] = on;
    plan.l1End = std::max(plan.l1End, static_cast<uint32_t>(base + kernel.image->memoryBytes()));
  }

  void placeFixedKernels() {
    for (const Program::Impl::Kernel &kernel : program.kernels) {
      std::optional<uint32_t> base = kernel.image->fixedBase();
      if (!base)
        continue;
      std::vector<uint32_t> on = indices(kernel.tiles, nameOf(kernel));
      Piece piece{*base, uint64_t(*base) + kernel.image->memoryBytes()};
      if (piece.begin < tablesEnd)
        throw ValueError(fmt::format("{} is linked for the address {}, but the first {} bytes of L1 are the card's own",
                                     nameOf(kernel), *base, tablesEnd));
      for (uint32_t tile : on) {
        checkFits(piece.end, nameOf(kernel), kernel.image->memoryBytes(), tile);
        for (const Piece &other : use(tile).fixed)
          if (piece.begin < other.end && other.begin < piece.end)
            throw ValueError(fmt::format(
                "{} is linked for the addresses {} to {}, but another kernel of tile {} for {} "
                "to {}; position-independent kernels can lie anywhere",
                nameOf(kernel), piece.begin, piece.end, toString(hardware.tileAt(tile)), other.begin, other.end));
        tiles[tile].fixed.push_back(piece);
      }
      addKernel(kernel, on, *base);
    }
  }

  void placeOtherKernels() {
    for (const Program::Impl::Kernel &kernel : program.kernels) {
      if (kernel.image->fixedBase())
        continue;
      std::vector<uint32_t> on = indices(kernel.tiles, nameOf(kernel));
      uint64_t bytes = kernel.image->memoryBytes(), base = place(on, bytes, tablesEnd, kKernelAlignment);
      checkFits(base + bytes, nameOf(kernel), bytes, on.front());
      addKernel(kernel, on, base);
    }
  }

  target::card::LaunchRecord record(const Program::Impl::Kernel &kernel, uint32_t tile) const {
    target::card::LaunchRecord record{};
    TileCoord logical = hardware.tileAt(tile), noc = nocPlace(tile);
    record.nocX = noc.x;
    record.nocY = noc.y;
    record.logicalX = logical.x;
    record.logicalY = logical.y;
    record.gridWidth = a.gridWidth;
    record.gridHeight = a.gridHeight;
    record.nocIndex = kernel.nocIndex;
    record.processor = static_cast<uint32_t>(kernel.processor);
    record.semaphores = kSemaphores;
    record.dramBanks = kL1Unreserved;
    record.dramBankCount = a.dramChannels;
    record.l1Banks = kL1Unreserved + a.dramChannels * static_cast<uint32_t>(sizeof(uint32_t));
    record.l1BankCount = hardware.tileCount();
    record.zeros = kZeros;
    record.dramAlignment = a.dramAlignment;
    record.l1Alignment = a.l1Alignment;
    record.semaphoreCount = static_cast<uint32_t>(program.semaphores.size());
    return record;
  }

  PlannedCore &coreOf(uint32_t tile, Processor processor) {
    std::vector<PlannedCore> &cores = tiles[tile].planned.cores;
    return *std::find_if(cores.begin(), cores.end(), [&](const PlannedCore &c) { return c.processor == processor; });
  }

  void placeArguments() {
    for (const Program::Impl::Kernel &kernel : program.kernels)
      for (uint32_t tile : plannedOf[&kernel]) {
        target::card::LaunchRecord &record = coreOf(tile, kernel.processor).record;
        auto args = kernel.args.find(hardware.tileAt(tile));
        if (args != kernel.args.end())
          std::tie(record.runtimeArgs, record.runtimeArgCount) = words(kernel, tile, args->second);
        std::tie(record.commonArgs, record.commonArgCount) = words(kernel, tile, kernel.commonArgs);
      }
  }

  std::pair<uint32_t, uint32_t> words(const Program::Impl::Kernel &kernel, uint32_t tile,
                                      const std::vector<uint32_t> &values) {
    if (values.empty())
      return {0, 0};
    uint64_t bytes = values.size() * sizeof(uint32_t), at = place({tile}, bytes, tablesEnd, 16);
    checkFits(at + bytes, fmt::format("the block of arguments of {}", nameOf(kernel)), bytes, tile);
    tiles[tile].planned.words[static_cast<uint32_t>(at)] = values;
    plan.l1End = std::max(plan.l1End, static_cast<uint32_t>(at + bytes));
    return {static_cast<uint32_t>(at), static_cast<uint32_t>(values.size())};
  }

  void placeCircularBuffers() {
    uint64_t least = alignUp(plan.l1End, alignment);
    for (const Program::Impl::Queue &queue : program.circularBuffers) {
      const CircularBufferConfig &config = queue.config;
      const std::string what = fmt::format("circular buffer {}", config.index);
      std::vector<uint32_t> on = indices(queue.tiles, what);
      const uint64_t bytes = uint64_t(config.pages) * config.pageSize;
      uint64_t at = 0;
      if (config.buffer) {
        at = inBuffer(*config.buffer, what, bytes);
      } else {
        at = place(on, bytes, least, alignment);
        checkFits(at + bytes, what, bytes, on.front());
        plan.l1End = std::max(plan.l1End, static_cast<uint32_t>(at + bytes));
      }
      for (uint32_t tile : on)
        use(tile).planned.circularBuffers.push_back(
            {config.index, static_cast<uint32_t>(at), config.pages, config.pageSize, config.format});
    }
  }

  uint64_t inBuffer(const Buffer &buffer, const std::string &what, uint64_t bytes) {
    const Buffer::Impl &impl = buffer.implementation();
    if (impl.type != BufferType::L1)
      throw ValueError(fmt::format("{}: the buffer that it shall lie in is in DRAM, expected one in L1", what));
    if (bytes > impl.bytesInBank())
      throw ValueError(fmt::format("{} of {} bytes does not fit into its buffer, which has {} bytes on each tile", what,
                                   bytes, impl.bytesInBank()));
    plan.buffers.push_back(buffer);
    return impl.address;
  }

  void initialiseSemaphores() {
    for (size_t number = 0; number < program.semaphores.size(); ++number) {
      const Program::Impl::Semaphore &semaphore = program.semaphores[number];
      for (uint32_t tile : indices(semaphore.tiles, fmt::format("semaphore {}", number)))
        use(tile).planned.words[kSemaphores + static_cast<uint32_t>(number) * target::card::kSemaphoreStride] = {
            semaphore.initialValue};
    }
  }

  void collect() {
    plan.l1End = std::max(plan.l1End, static_cast<uint32_t>(tablesEnd));
    for (TileState &state : tiles)
      if (state.used) {
        std::sort(state.planned.cores.begin(), state.planned.cores.end(),
                  [](const PlannedCore &x, const PlannedCore &y) { return x.processor < y.processor; });
        plan.tiles.push_back(std::move(state.planned));
      }
  }

  const Program::Impl &program;
  const Hardware &hardware;
  const Architecture &a;
  const uint32_t alignment;
  std::vector<TileState> tiles;
  std::map<const Program::Impl::Kernel *, std::vector<uint32_t>> plannedOf;
  uint64_t tablesEnd = 0;
  Plan plan;
};

} // namespace

Plan makePlan(const Program &program, const Hardware &hardware) {
  return Planner(program.implementation(), hardware).make();
}

void load(const Plan &plan, const Hardware &hardware) {
  GuestAccess access;
  for (const PlannedTile &tile : plan.tiles) {
    std::byte *memory = hardware.window(tile.tile).data();
    std::memset(memory, 0, kL1Unreserved);
    std::memcpy(memory + kL1Unreserved, plan.bankTable.data(), plan.bankTable.size() * sizeof(uint32_t));
    for (const PlannedCore &core : tile.cores) {
      const PlannedKernel &kernel = plan.kernels[core.kernel];
      std::memcpy(memory + kernel.base, kernel.bytes.data(), kernel.bytes.size());
      std::memcpy(memory + kLaunchRecords + static_cast<uint32_t>(core.processor) * kLaunchRecordStride, &core.record,
                  sizeof core.record);
    }
    for (const auto &[address, words] : tile.words)
      std::memcpy(memory + address, words.data(), words.size() * sizeof(uint32_t));
  }
}

} // namespace tt::device
