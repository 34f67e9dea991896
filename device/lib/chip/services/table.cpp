// The table of services by number, and the call of one of them.
#include <array>

#include <fmt/format.h>

#include "chip/services/compute.h"
#include "chip/services/service.h"

namespace tt::device {
namespace {

constexpr uint32_t kFirstComputeService = 0x100;

struct Entry {
  Outcome (*call)(ServiceCall &) = nullptr;
};

constexpr std::array<Entry, kFirstComputeService> makeTable() {
  std::array<Entry, kFirstComputeService> table{};
#define TENON_CARD_SERVICE(number, name, ...)                                                                          \
  if constexpr (number < kFirstComputeService)                                                                         \
    table[number].call = services::name;
#include "tenon/schema/card_services.def"
  return table;
}

constexpr std::array<Entry, kFirstComputeService> kTable = makeTable();

} // namespace

std::string serviceName(uint32_t number) {
  switch (number) {
#define TENON_CARD_SERVICE(number, name, ...)                                                                          \
  case number:                                                                                                         \
    return #name;
#include "tenon/schema/card_services.def"
  default:
    return fmt::format("service {:#x}", number);
  }
}

Outcome callService(Execution &execution, CoreRun &core, uint32_t number) {
  ServiceCall call{execution, core, *core.tile, core.core->state(), static_cast<card::Service>(number)};
  if (number < kFirstComputeService) {
    if (!kTable[number].call)
      throw Misuse("the card has no service of this number (in a7)");
    return kTable[number].call(call);
  }
  return callEngine(call);
}

} // namespace tt::device
