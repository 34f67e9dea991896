// The tile engine: finds the handler of an operation, in a table that is made of the families' lists.
#include "compute/tile_engine.h"

#include <fmt/format.h>

#include "compute/operation.h"
#include "tt/device/error.h"

namespace tt::device {
namespace {

constexpr uint32_t kFirstService = 0x100, kServices = 0x400;

struct Entry {
  Handler handler = nullptr;
  const char *name = nullptr; // of a service of the engine
  uint32_t arguments = 0;
};

/// All services of the engine, by number.
struct Table {
  Table() {
#define TENON_CARD_SERVICE(number, name, arguments, summary) declare(number, #name, arguments);
#include "tenon/schema/card_services.def"
    for (std::span<const HandlerEntry> family :
         {registerHandlers(), dataMovementHandlers(), packHandlers(), tilizeHandlers(), matrixUnitHandlers(),
          matmulHandlers(), reductionHandlers(), topkHandlers(), unaryHandlers(), activationHandlers(),
          comparisonHandlers(), scalarHandlers(), binaryHandlers(), integerHandlers(), ternaryHandlers(),
          conversionHandlers(), randomHandlers()})
      for (const HandlerEntry &entry : family)
        entries[static_cast<uint32_t>(entry.service) - kFirstService].handler = entry.handler;
  }

  void declare(uint32_t number, const char *name, uint32_t arguments) {
    if (number >= kFirstService && number - kFirstService < kServices)
      entries[number - kFirstService] = {nullptr, name, arguments};
  }

  const Entry *find(uint32_t service) const {
    uint32_t index = service - kFirstService;
    return index < kServices && entries[index].name != nullptr ? &entries[index] : nullptr;
  }

  Entry entries[kServices];
};

const Table &table() {
  static const Table instance;
  return instance;
}

} // namespace

struct TileEngine::Impl {
  explicit Impl(uint32_t tiles) : state(tiles) {}
  EngineState state;
};

TileEngine::TileEngine(uint32_t destinationTiles) {
  if (destinationTiles == 0 || destinationTiles > kMaxRegisters)
    throw ValueError(
        fmt::format("a tile engine has 1 to {} destination registers, not {}", kMaxRegisters, destinationTiles));
  impl = std::make_unique<Impl>(destinationTiles);
}

TileEngine::~TileEngine() = default;

void TileEngine::reset() {
  Registers registers = std::move(impl->state.registers);
  registers.reset();
  impl->state = EngineState(registers.count());
  impl->state.registers = std::move(registers);
}

bool TileEngine::knows(uint32_t service) { return table().find(service) != nullptr; }

void TileEngine::execute(Service service, std::span<const uint32_t> arguments, TileAccess &tiles) {
  const Entry *entry = table().find(static_cast<uint32_t>(service));
  if (entry == nullptr)
    throw ValueError(fmt::format("the tile engine has no operation {:#x}", static_cast<uint32_t>(service)));
  if (entry->handler == nullptr)
    throw ValueError(fmt::format("{}: the simulated card does not have this operation yet", entry->name));
  if (arguments.size() < entry->arguments)
    throw ValueError(
        fmt::format("{}: takes {} arguments, and there are {}", entry->name, entry->arguments, arguments.size()));
  entry->handler({impl->state, service, arguments, tiles});
}

void TileEngine::pushed(uint32_t cb) {
  if (cb < target::card::kCircularBuffers)
    impl->state.packed[cb] = 0;
}

} // namespace tt::device
