// How places in a chip are written in messages.
#include "tt/device/coordinates.h"

#include <fmt/format.h>

namespace tt::device {

std::string toString(Processor processor) {
  switch (processor) {
  case Processor::DataMovement0:
    return "dm0";
  case Processor::DataMovement1:
    return "dm1";
  case Processor::Compute:
    return "compute";
  }
  return fmt::format("processor {}", static_cast<uint32_t>(processor));
}

std::string toString(TileCoord tile) { return fmt::format("(x={}, y={})", tile.x, tile.y); }

std::string toString(const CoreId &core) {
  return fmt::format("{} of tile {}", toString(core.processor), toString(core.tile));
}

} // namespace tt::device
