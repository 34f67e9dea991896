// Python classes of architectures, and of tiles as they lie in memory.
#include <fmt/format.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "card.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace tt::device::python {
namespace {

nb::bytes tilizeBytes(nb::handle data, uint32_t rows, uint32_t columns, const std::string &formatName) {
  ReadableBytes matrix(data);
  DataFormat format = formatFrom(formatName);
  const uint64_t tiles = uint64_t((rows + 31) / 32) * ((columns + 31) / 32);
  return makeBytes(tiles * tileBytes(format),
                   [&](std::span<std::byte> result) { tilize(matrix.get(), rows, columns, format, result); });
}

nb::bytes untilizeBytes(nb::handle data, uint32_t rows, uint32_t columns, const std::string &formatName,
                        uint32_t elementSize) {
  ReadableBytes tiles(data);
  DataFormat format = formatFrom(formatName);
  return makeBytes(uint64_t(rows) * columns * elementSize,
                   [&](std::span<std::byte> result) { untilize(tiles.get(), rows, columns, format, result); });
}

} // namespace

void bindArchitecture(nb::module_ &m) {
  nb::class_<Architecture>(m, "Architecture", "What a simulated chip is made of; sizes in bytes.")
      .def_static("named", &Architecture::named, "name"_a,
                  "\"wormhole_b0\", \"blackhole\", or the path of a .json file. Raises ValueError, OSError.")
      .def_static("names", &Architecture::names)
      .def("with_grid", &Architecture::withGrid, "width"_a, "height"_a, "The same chip with another grid of workers.")
      .def_ro("name", &Architecture::name)
      .def_prop_ro(
          "grid", [](const Architecture &self) { return nb::make_tuple(self.gridWidth, self.gridHeight); },
          "Width and height of the grid of worker tiles.")
      .def_ro("l1_size", &Architecture::l1Size)
      .def_ro("local_memory_size", &Architecture::localMemorySize, "Of each core: its stack.")
      .def_ro("dram_channels", &Architecture::dramChannels)
      .def_ro("dram_channel_size", &Architecture::dramChannelSize)
      .def_ro("l1_alignment", &Architecture::l1Alignment)
      .def_ro("dram_alignment", &Architecture::dramAlignment)
      .def_ro("destination_tiles", &Architecture::destinationTiles, "Registers of the tile engine.")
      .def_ro("misaligned_access", &Architecture::misalignedAccess,
              "Whether cores may load and store at addresses that are no multiple of the size.")
      .def(
          "noc_coordinates",
          [](const Architecture &self, nb::handle tile) {
            TileCoord place = tileFrom(tile, "tile");
            if (place.x >= self.gridWidth || place.y >= self.gridHeight)
              throw ValueError(fmt::format("there is no tile {}: the grid of {} is {} wide and {} high",
                                           toString(place), self.name, self.gridWidth, self.gridHeight));
            return nb::make_tuple(place.x + self.nocOffsetX, place.y + self.nocOffsetY);
          },
          "tile"_a, "The place (x, y) of a worker tile on the NoC, as get_noc_addr takes it.")
      .def("__repr__", [](const Architecture &self) {
        return fmt::format("<ttrt.card.Architecture {}: {}x{} tiles, {} DRAM channels>", self.name, self.gridWidth,
                           self.gridHeight, self.dramChannels);
      });
}

void bindTiles(nb::module_ &m) {
  m.def(
      "tile_bytes", [](const std::string &format) { return tileBytes(formatFrom(format)); }, "format"_a,
      "Bytes of a 32x32 tile: 4096 for f32, 2048 for bf16.");
  m.def("_tilize", &tilizeBytes, "data"_a, "rows"_a, "columns"_a, "format"_a);
  m.def("_untilize", &untilizeBytes, "data"_a, "rows"_a, "columns"_a, "format"_a, "element_size"_a);
}

} // namespace tt::device::python
