// The descriptor of the system at hand: the host, which executes programs compiled for a Wormhole card.
#include "common/system_desc.h"

#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/json_writer.h"
#include "tenon/schema/chips.h"
#include "tt/runtime/types.h"

namespace tt::runtime::detail {
namespace {

#if defined(__aarch64__)
constexpr const char *kTargetTriple = "aarch64-unknown-linux-gnu";
#else
constexpr const char *kTargetTriple = "x86_64-pc-linux-gnu";
#endif

// The host stands for this chip: programs are compiled for it when no other descriptor is given.
constexpr const target::ChipFacts &kChip = target::kWormholeB0;
constexpr std::array<int64_t, 2> kDramGrid = {1, kChip.numDramChannels};

struct Field {
  const char *name;
  int64_t value;
};
constexpr std::array<Field, 10> kMemoryFields = {{
    {"l1_size", kChip.l1Size},
    {"num_dram_channels", kChip.numDramChannels},
    {"dram_channel_size", kChip.dramChannelSize},
    {"noc_l1_address_align_bytes", kChip.nocL1AddressAlignBytes},
    {"pcie_address_align_bytes", kChip.pcieAddressAlignBytes},
    {"noc_dram_address_align_bytes", kChip.nocDramAddressAlignBytes},
    {"l1_unreserved_base", kChip.l1UnreservedBase},
    {"erisc_l1_unreserved_base", kChip.eriscL1UnreservedBase},
    {"dram_unreserved_base", kChip.dramUnreservedBase},
    {"dram_unreserved_end", kChip.dramChannelSize},
}};
constexpr std::array<Field, 4> kCoreFields = {{
    {"dst_physical_size_tiles", kChip.dstPhysicalSizeTiles},
    {"num_cbs", kChip.numCBs},
    {"num_compute_threads", kChip.numComputeThreads},
    {"num_datamovement_threads", kChip.numDatamovementThreads},
}};

std::vector<int64_t> sizes(const std::array<int64_t, 2> &pair) { return {pair.begin(), pair.end()}; }

std::vector<std::string> dataTypes() {
  std::vector<std::string> keywords;
  for (uint8_t number = 0; number < kNumDataTypes; ++number)
    if (auto dtype = static_cast<DataType>(number); dtype != DataType::Bool)
      keywords.emplace_back(toKeyword(dtype));
  return keywords;
}

void writeChip(JsonWriter &json) {
  json.beginObject();
  json.field("arch", kChip.arch).field("grid", sizes(kChip.grid));
  json.field("coord_translation_offsets", sizes(kChip.coordTranslationOffsets));
  for (const Field &field : kMemoryFields)
    json.field(field.name, field.value);
  json.field("supported_data_types", dataTypes());
  json.key("supported_tile_sizes").beginArray();
  for (const target::TileSizeFacts &tile : target::kTileSizes)
    json.beginObject().field("y", tile.y).field("x", tile.x).endObject();
  json.endArray();
  for (const Field &field : kCoreFields)
    json.field(field.name, field.value);
  json.field("dram_grid", std::vector<int64_t>(kDramGrid.begin(), kDramGrid.end()));
  json.endObject();
}

std::string chipAsText() {
  std::string text = fmt::format("{{arch = <{}>, grid = {}, coord_translation_offsets = {}", kChip.arch,
                                 fmt::join(kChip.grid, "x"), fmt::join(kChip.coordTranslationOffsets, "x"));
  auto add = [&](const Field &field) { text += fmt::format(", {} = {}", field.name, field.value); };
  for (const Field &field : kMemoryFields)
    add(field);
  text += fmt::format(", supported_data_types = [<{}>]", fmt::join(dataTypes(), ">, <"));
  std::vector<std::string> tiles;
  for (const target::TileSizeFacts &tile : target::kTileSizes)
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
