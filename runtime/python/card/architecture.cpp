// Python classes of architectures, and of tiles as they lie in memory.
#include <fmt/format.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "card.h"

namespace nb = nanobind;

namespace tt::device::python {
namespace {

nb::bytes tilizeBytes(const Call &call) {
  ReadableBytes matrix(call["data"]);
  const auto rows = call["rows"].whole<uint32_t>(), columns = call["columns"].whole<uint32_t>();
  const DataFormat format = formatFrom(call["format"]);
  const uint64_t tiles = (uint64_t(rows) + 31) / 32 * ((uint64_t(columns) + 31) / 32);
  if (matrix.get().size() < uint64_t(rows) * columns) // before memory for the result is asked for
    throw ValueError(fmt::format("data has {} bytes; a matrix of {} rows and {} columns takes more",
                                 matrix.get().size(), rows, columns));
  return makeBytes(tiles * tileBytes(format),
                   [&](std::span<std::byte> result) { tilize(matrix.get(), rows, columns, format, result); });
}

nb::bytes untilizeBytes(const Call &call) {
  ReadableBytes tiles(call["tiles"]);
  const auto rows = call["rows"].whole<uint32_t>(), columns = call["columns"].whole<uint32_t>();
  const DataFormat format = formatFrom(call["format"]);
  const uint64_t expected = (uint64_t(rows) + 31) / 32 * ((uint64_t(columns) + 31) / 32), size = tiles.get().size();
  if (size % tileBytes(format) != 0 ||
      size / tileBytes(format) != expected) // before memory for the result is asked for
    throw ValueError(
        fmt::format("tiles has {} bytes; a matrix of {} rows and {} columns takes {} tiles of {} bytes each", size,
                    rows, columns, expected, tileBytes(format)));
  return makeBytes(uint64_t(rows) * columns * call["element_size"].whole<uint32_t>(),
                   [&](std::span<std::byte> result) { untilize(tiles.get(), rows, columns, format, result); });
}

nb::tuple nocCoordinates(const Architecture &self, const Call &call) {
  TileCoord place = tileFrom(call["tile"]);
  if (place.x >= self.gridWidth || place.y >= self.gridHeight)
    throw ValueError(fmt::format("there is no tile {}: the grid of {} is {} wide and {} high", toString(place),
                                 self.name, self.gridWidth, self.gridHeight));
  return nb::make_tuple(place.x + self.nocOffsetX, place.y + self.nocOffsetY);
}

} // namespace

void bindArchitecture(nb::module_ &m) {
  nb::class_<Architecture> type(m, "Architecture", "What a simulated chip is made of; sizes in bytes.");
  defineStatic(type, "def named(name: str | os.PathLike) -> Architecture",
               "\"wormhole_b0\", \"blackhole\", or the path of a .json file. Raises ValueError, OSError.",
               [](const Call &call) { return Architecture::named(call["name"].path()); });
  defineStatic(type, "def names() -> list[str]", "The names that `named` and `open` know.",
               [](const Call &) { return Architecture::names(); });
  defineMethod(type, "def with_grid(self, width: int, height: int) -> Architecture",
               "The same chip with another grid of workers. Raises ValueError for one that no chip can have.",
               [](const Architecture &self, const Call &call) {
                 return self.withGrid(call["width"].whole<uint32_t>(), call["height"].whole<uint32_t>());
               });
  defineMethod(type, "def noc_coordinates(self, tile: Tile) -> Tile",
               "The place (x, y) of a worker tile on the NoC, as get_noc_addr takes it. Raises ValueError where the "
               "grid has no such tile.",
               nocCoordinates);
  forbidConstructor(type, "an Architecture is named: ttrt.card.Architecture.named(name)");
  type.def_ro("name", &Architecture::name)
      .def_prop_ro(
          "grid", [](const Architecture &self) { return nb::make_tuple(self.gridWidth, self.gridHeight); },
          "Width and height of the grid of worker tiles.")
      .def_ro("l1_size", &Architecture::l1Size, "Of each tile.")
      .def_ro("local_memory_size", &Architecture::localMemorySize, "Of each core: its stack.")
      .def_ro("dram_channels", &Architecture::dramChannels, "How many there are.")
      .def_ro("dram_channel_size", &Architecture::dramChannelSize, "Of each channel.")
      .def_ro("l1_alignment", &Architecture::l1Alignment, "Of buffers in L1, and of NoC transfers.")
      .def_ro("dram_alignment", &Architecture::dramAlignment, "Of buffers in DRAM.")
      .def_ro("destination_tiles", &Architecture::destinationTiles,
              "How many tiles the registers of the tile engine "
              "hold.")
      .def_ro("misaligned_access", &Architecture::misalignedAccess,
              "Whether cores may load and store at addresses that are no multiple of the size.")
      .def("__repr__", [](const Architecture &self) {
        return fmt::format("<ttrt.card.Architecture {}: {}x{} tiles, {} DRAM channels>", self.name, self.gridWidth,
                           self.gridHeight, self.dramChannels);
      });
}

void bindTiles(nb::module_ &m) {
  defineFunction(m, "def _tiles_of(cores: Cores) -> list[Tile]", "The tiles of `cores`, rectangles row by row.",
                 [](const Call &call) {
                   nb::list result;
                   for (const TileRange &range : tilesFrom(call["cores"]))
                     for (uint32_t y = range.start.y; y <= range.end.y; ++y)
                       for (uint32_t x = range.start.x; x <= range.end.x; ++x)
                         result.append(tileTuple({x, y}));
                   return result;
                 });
  defineFunction(
      m, "def tile_bytes(format: str) -> int",
      "Bytes of a tile of 32x32 elements: 4096 for \"f32\", 2048 for \"bf16\". Raises ValueError for what is "
      "no data format; the text lists them.",
      [](const Call &call) { return tileBytes(formatFrom(call["format"])); });
  defineFunction(m, "def _tilize(data: ReadableBuffer | NDArray[Any], rows: int, columns: int, format: str) -> bytes",
                 "A matrix as tiles in row-major order.", tilizeBytes);
  defineFunction(m,
                 "def _untilize(tiles: ReadableBuffer | NDArray[Any], rows: int, columns: int, format: str, "
                 "element_size: int) -> bytes",
                 "The matrix that tiles hold.", untilizeBytes);
}

} // namespace tt::device::python
