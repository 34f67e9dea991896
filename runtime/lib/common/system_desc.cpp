// The descriptor of the system at hand: the host, which executes programs compiled for a Wormhole card.
#include "common/system_desc.h"

#include "common/json_writer.h"
#include "tt/runtime/types.h"

namespace tt::runtime::detail {
namespace {

#if defined(__aarch64__)
constexpr const char *kTargetTriple = "aarch64-unknown-linux-gnu";
#else
constexpr const char *kTargetTriple = "x86_64-pc-linux-gnu";
#endif

/// The facts of the default Wormhole descriptor, which the compiler assumes, too.
void writeWormhole(JsonWriter &json) {
  constexpr int64_t kGiB = int64_t(1) << 30;
  json.beginObject();
  json.field("arch", "wormhole_b0").field("grid", std::vector<int64_t>{8, 8});
  json.field("l1_size", 1499136).field("num_dram_channels", 12).field("dram_channel_size", kGiB);
  json.field("noc_l1_address_align_bytes", 16)
      .field("pcie_address_align_bytes", 32)
      .field("noc_dram_address_align_bytes", 32);
  json.field("l1_unreserved_base", 1024).field("erisc_l1_unreserved_base", 1024);
  json.field("dram_unreserved_base", 1024).field("dram_unreserved_end", kGiB);
  json.key("supported_data_types").beginArray();
  for (uint8_t number = 0; number < kNumDataTypes; ++number)
    if (auto dtype = static_cast<DataType>(number); dtype != DataType::Bool)
      json.value(toKeyword(dtype));
  json.endArray();
  json.key("supported_tile_sizes").beginArray();
  for (int64_t y : {4, 16, 32})
    for (int64_t x : {16, 32})
      json.beginObject().field("y", y).field("x", x).endObject();
  json.endArray();
  json.field("dst_physical_size_tiles", 16).field("num_cbs", 32);
  json.field("num_compute_threads", 1).field("num_datamovement_threads", 2);
  json.field("dram_grid", std::vector<int64_t>{1, 12});
  json.endObject();
}

} // namespace

std::string hostSystemDescAsJson() {
  JsonWriter json;
  json.beginObject();
  json.key("cpu_descs").beginArray();
  json.beginObject().field("role", "host").field("target_triple", kTargetTriple).endObject();
  json.endArray();
  json.key("chip_descs").beginArray();
  writeWormhole(json);
  json.endArray();
  json.field("chip_desc_indices", std::vector<int64_t>{0});
  json.field("chip_capabilities", std::vector<std::string>{"host_mmio"});
  json.key("chip_coords").beginArray();
  json.beginObject().field("rack", 0).field("shelf", 0).field("y", 0).field("x", 0).endObject();
  json.endArray();
  json.endObject();
  return json.take();
}

} // namespace tt::runtime::detail
