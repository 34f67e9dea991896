// What kernels ask the card for, dispatched by number.
#pragma once

#include <cstdint>
#include <string>

#include "chip/l1_map.h"
#include "chip/run/core_run.h"
#include "chip/run/execution.h"
#include "tt/device/error.h"

namespace tt::device {

enum class Outcome : uint8_t {
  Done,  // the core goes on behind the ecall
  Waits, // it is parked; the service is called again when it can be done
  Exits, // the kernel is done
};

/// One call: its arguments are the core's registers.
struct ServiceCall {
  Execution &execution;
  CoreRun &core;
  TileRun &tile;
  CoreState &state;
  card::Service service;

  /// a0 to a6, then t0 to t6.
  uint32_t argument(uint32_t number) const {
    static constexpr uint8_t registers[] = {10, 11, 12, 13, 14, 15, 16, 5, 6, 7, 28, 29, 30, 31};
    return state.x[registers[number]];
  }
  /// Two words, the low one first.
  uint64_t wideArgument(uint32_t number) const { return argument(number) | uint64_t(argument(number + 1)) << 32; }
  void result(uint32_t value) { state.x[10] = value; }

  const Hardware &hardware() const { return execution.hardware; }
  const Architecture &architecture() const { return execution.hardware.architecture; }
};

inline constexpr uint32_t kServiceArguments = 14;

/// The arguments make no sense: the core is stopped with this text.
class Misuse : public ValueError {
public:
  using ValueError::ValueError;
};

/// Throws ValueError with the reason, also for numbers of no service.
Outcome callService(Execution &execution, CoreRun &core, uint32_t number);

/// "noc_async_read"; "service 0x7" for numbers of none.
std::string serviceName(uint32_t number);

namespace services {
// One function each, in the files of this folder.
#define TENON_CARD_SERVICE(number, name, ...) Outcome name(ServiceCall &call);
#include "tenon/schema/card_services.def"
} // namespace services

} // namespace tt::device
