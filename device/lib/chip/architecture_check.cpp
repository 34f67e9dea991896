// Whether a chip can be made as its descriptor says.
#include "chip/architecture_check.h"

#include <bit>
#include <set>

#include <fmt/format.h>

#include "chip/l1_map.h"
#include "tt/device/error.h"

namespace tt::device {
namespace {

constexpr uint32_t kNocNodes = 1u << target::card::kNocCoordinateBits; // along each axis
constexpr uint32_t kLargestWindow = 1u << 31;
constexpr uint64_t kLargestChannel = uint64_t(1) << target::card::kNocLocalBits;

class Checker {
public:
  Checker(const Architecture &architecture, std::string_view where) : architecture(architecture), where(where) {}

  void check() const {
    const Architecture &a = architecture;
    if (a.name.empty())
      fail("name", "''", "a text that is not empty");
    range("gridWidth", a.gridWidth, 1, kNocNodes);
    range("gridHeight", a.gridHeight, 1, kNocNodes);
    range("nocOffsetX", a.nocOffsetX, 0, kNocNodes - 1);
    range("nocOffsetY", a.nocOffsetY, 0, kNocNodes - 1);
    onTheNoc("gridWidth", a.gridWidth, "nocOffsetX", a.nocOffsetX);
    onTheNoc("gridHeight", a.gridHeight, "nocOffsetY", a.nocOffsetY);
    alignment("l1Alignment", a.l1Alignment);
    alignment("dramAlignment", a.dramAlignment);
    range("l1Size", a.l1Size, 16 * 1024, kLargestWindow / 2);
    multiple("l1Size", a.l1Size, a.l1Alignment);
    range("localMemorySize", a.localMemorySize, 256, 1u << 24);
    multiple("localMemorySize", a.localMemorySize, 16);
    range("dramChannels", a.dramChannels, 1, 1024);
    range("dramChannelSize", a.dramChannelSize, 4096, kLargestChannel);
    multiple("dramChannelSize", a.dramChannelSize, a.dramAlignment);
    range("destinationTiles", a.destinationTiles, 1, 64);
    dramNodes();
  }

private:
  [[noreturn]] void fail(std::string_view member, const std::string &value, const std::string &expected) const {
    throw ValueError(fmt::format("{}: '{}' is {}, expected {}", where, member, value, expected));
  }

  void range(std::string_view member, uint64_t value, uint64_t least, uint64_t most) const {
    if (value < least || value > most)
      fail(member, fmt::format("{}", value), fmt::format("{} to {}", least, most));
  }

  void multiple(std::string_view member, uint64_t value, uint64_t of) const {
    if (value % of != 0)
      fail(member, fmt::format("{}", value), fmt::format("a multiple of {}", of));
  }

  void alignment(std::string_view member, uint32_t value) const {
    if (!std::has_single_bit(value) || value < 4 || value > 4096)
      fail(member, fmt::format("{}", value), "a power of two from 4 to 4096");
  }

  void onTheNoc(std::string_view member, uint32_t size, std::string_view offsetMember, uint32_t offset) const {
    if (size + offset > kNocNodes)
      fail(member, fmt::format("{}", size),
           fmt::format("at most {}: NoC coordinates end at {}, and '{}' is {}", kNocNodes - offset, kNocNodes - 1,
                       offsetMember, offset));
  }

  void dramNodes() const {
    const Architecture &a = architecture;
    if (a.dramNodes.size() != a.dramChannels)
      fail("dramNodes", fmt::format("a list of {}", a.dramNodes.size()),
           fmt::format("{} places, one for each of 'dramChannels'", a.dramChannels));
    const TileRange workers{{a.nocOffsetX, a.nocOffsetY},
                            {a.nocOffsetX + a.gridWidth - 1, a.nocOffsetY + a.gridHeight - 1}};
    std::set<TileCoord> seen;
    for (size_t channel = 0; channel < a.dramNodes.size(); ++channel) {
      TileCoord node = a.dramNodes[channel];
      std::string member = fmt::format("dramNodes[{}]", channel), value = toString(node);
      if (node.x >= kNocNodes || node.y >= kNocNodes)
        fail(member, value, fmt::format("coordinates below {}", kNocNodes));
      if (workers.contains(node))
        fail(member, value, "a place outside the grid of workers");
      if (!seen.insert(node).second)
        fail(member, value, "a place of its own, but another channel is there");
    }
  }

  const Architecture &architecture;
  std::string_view where;
};

} // namespace

void checkArchitecture(const Architecture &architecture, std::string_view where) {
  Checker(architecture, where).check();
}

} // namespace tt::device
