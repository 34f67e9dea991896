// The descriptor of the system at hand: the host, which executes programs compiled for a Wormhole card.
#include "common/system_desc.h"

#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/json_writer.h"
#include "tt/runtime/types.h"

namespace tt::runtime::detail {
namespace {

#if defined(__aarch64__)
constexpr const char *kTargetTriple = "aarch64-unknown-linux-gnu";
#else
constexpr const char *kTargetTriple = "x86_64-pc-linux-gnu";
#endif

// The facts of the compiler's default Wormhole descriptor, in the order of #ttcore.chip_desc.
constexpr const char *kArch = "wormhole_b0";
const std::vector<int64_t> kGrid = {8, 8};
const std::vector<int64_t> kCoordTranslationOffsets = {18, 18};
const std::vector<int64_t> kDramGrid = {1, 12};

struct Field {
  const char *name;
  int64_t value;
};
constexpr int64_t kGiB = int64_t(1) << 30;
constexpr std::array<Field, 10> kMemoryFields = {{
    {"l1_size", 1499136},
    {"num_dram_channels", 12},
    {"dram_channel_size", kGiB},
    {"noc_l1_address_align_bytes", 16},
    {"pcie_address_align_bytes", 32},
    {"noc_dram_address_align_bytes", 32},
    {"l1_unreserved_base", 1024},
    {"erisc_l1_unreserved_base", 1024},
    {"dram_unreserved_base", 1024},
    {"dram_unreserved_end", kGiB},
}};
constexpr std::array<Field, 4> kCoreFields = {{
    {"dst_physical_size_tiles", 16},
    {"num_cbs", 32},
    {"num_compute_threads", 1},
    {"num_datamovement_threads", 2},
}};

struct TileSize {
  int64_t y, x;
};
constexpr std::array<TileSize, 6> kTileSizes = {{{4, 16}, {16, 16}, {32, 16}, {4, 32}, {16, 32}, {32, 32}}};

std::vector<std::string> dataTypes() {
  std::vector<std::string> keywords;
  for (uint8_t number = 0; number < kNumDataTypes; ++number)
    if (auto dtype = static_cast<DataType>(number); dtype != DataType::Bool)
      keywords.emplace_back(toKeyword(dtype));
  return keywords;
}

void writeChip(JsonWriter &json) {
  json.beginObject();
  json.field("arch", kArch).field("grid", kGrid).field("coord_translation_offsets", kCoordTranslationOffsets);
  for (const Field &field : kMemoryFields)
    json.field(field.name, field.value);
  json.field("supported_data_types", dataTypes());
  json.key("supported_tile_sizes").beginArray();
  for (const TileSize &tile : kTileSizes)
    json.beginObject().field("y", tile.y).field("x", tile.x).endObject();
  json.endArray();
  for (const Field &field : kCoreFields)
    json.field(field.name, field.value);
  json.field("dram_grid", kDramGrid);
  json.endObject();
}

std::string chipAsText() {
  std::string text = fmt::format("{{arch = <{}>, grid = {}, coord_translation_offsets = {}", kArch,
                                 fmt::join(kGrid, "x"), fmt::join(kCoordTranslationOffsets, "x"));
  auto add = [&](const Field &field) { text += fmt::format(", {} = {}", field.name, field.value); };
  for (const Field &field : kMemoryFields)
    add(field);
  text += fmt::format(", supported_data_types = [<{}>]", fmt::join(dataTypes(), ">, <"));
  std::vector<std::string> tiles;
  for (const TileSize &tile : kTileSizes)
    tiles.push_back(fmt::format("{}x{}", tile.y, tile.x));
  text += fmt::format(", supported_tile_sizes = [{}]", fmt::join(tiles, ", "));
  for (const Field &field : kCoreFields)
    add(field);
  return text + fmt::format(", dram_grid = {}}}", fmt::join(kDramGrid, "x"));
}

} // namespace

std::string hostSystemDescAsJson() {
  JsonWriter json;
  json.beginObject();
  json.key("cpu_descs").beginArray();
  json.beginObject().field("role", "host").field("target_triple", kTargetTriple).endObject();
  json.endArray();
  json.key("chip_descs").beginArray();
  writeChip(json);
  json.endArray();
  json.field("chip_desc_indices", std::vector<int64_t>{0});
  json.field("chip_capabilities", std::vector<std::string>{"host_mmio"});
  json.key("chip_coords").beginArray();
  json.beginObject().field("rack", 0).field("shelf", 0).field("y", 0).field("x", 0).endObject();
  json.endArray();
  json.endObject();
  return json.take();
}

std::string hostSystemDescAsText() {
  return fmt::format(
      "#ttcore.system_desc<[{{role = host, target_triple = \"{}\"}}], [{}], [0], [1 : i32], [0x0x0x0]>\n",
      kTargetTriple, chipAsText());
}

} // namespace tt::runtime::detail
