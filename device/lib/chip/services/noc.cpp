// Services that move data over the NoC. Transfers are done when they are issued; barriers have nothing to wait for.
#include <cstring>

#include <fmt/format.h>

#include "chip/memory/guest.h"
#include "chip/services/noc_access.h"

namespace tt::device {
namespace {

TrafficCounters &traffic(const ServiceCall &call) { return call.hardware().traffic(call.tile.index); }

Outcome barrier(ServiceCall &call) {
  traffic(call).countBarrier();
  return Outcome::Done;
}

} // namespace

namespace services {

Outcome noc_async_read(ServiceCall &call) {
  const uint32_t to = call.argument(2), bytes = call.argument(3);
  Place from = resolve(call, call.wideArgument(0), bytes, NocUse::Data);
  std::byte *at = localL1(call, to, bytes);
  if (from.node.kind == Node::Kind::Dram)
    checkAlignment(call, from.local, to, call.architecture().dramAlignment, "a read from DRAM");
  else
    checkAlignment(call, from.local, to, call.architecture().l1Alignment, "a read from L1");
  copyGuest(at, from.at, bytes);
  traffic(call).countRead(bytes);
  written(call, call.tile.index);
  return Outcome::Done;
}

Outcome noc_async_write(ServiceCall &call) {
  const uint32_t from = call.argument(0), bytes = call.argument(3);
  const std::byte *source = localL1(call, from, bytes);
  Place to = resolve(call, call.wideArgument(1), bytes, NocUse::Data);
  checkAlignment(call, from, to.local, call.architecture().l1Alignment, "a write");
  copyGuest(to.at, source, bytes);
  traffic(call).countWrite(bytes);
  if (to.node.kind == Node::Kind::Worker)
    written(call, to.node.index);
  return Outcome::Done;
}

Outcome noc_async_write_multicast(ServiceCall &call) {
  const uint32_t from = call.argument(0), bytes = call.argument(3), destinations = call.argument(4);
  const std::byte *source = localL1(call, from, bytes);
  const uint64_t to = call.wideArgument(1);
  checkAlignment(call, from, to, call.architecture().l1Alignment, "a write");
  multicast(call, to, bytes, destinations, call.argument(5) != 0,
            [&](uint32_t, std::byte *at) { copyGuest(at, source, bytes); });
  traffic(call).countWrite(uint64_t(bytes) * destinations);
  return Outcome::Done;
}

Outcome noc_inline_dw_write(ServiceCall &call) {
  const uint32_t value = call.argument(2), enable = call.argument(3) & 0xf;
  Place to = resolve(call, call.wideArgument(0), 4, NocUse::Word);
  if (enable == 0xf) {
    storeGuestWord(to.at, value);
  } else {
    for (uint32_t byte = 0; byte < 4; ++byte)
      if (enable >> byte & 1)
        copyGuest(to.at + byte, reinterpret_cast<const std::byte *>(&value) + byte, 1);
  }
  traffic(call).countWrite(4);
  if (to.node.kind == Node::Kind::Worker)
    written(call, to.node.index);
  return Outcome::Done;
}

Outcome noc_async_read_barrier(ServiceCall &call) { return barrier(call); }
Outcome noc_async_write_barrier(ServiceCall &call) { return barrier(call); }
Outcome noc_async_writes_flushed(ServiceCall &call) { return barrier(call); }
Outcome noc_async_atomic_barrier(ServiceCall &call) { return barrier(call); }
Outcome noc_async_full_barrier(ServiceCall &call) { return barrier(call); }

/// Numbers of transactions only matter to barriers.
Outcome noc_set_transaction(ServiceCall &call) {
  constexpr uint32_t kTransactions = 16;
  if (call.argument(0) >= kTransactions)
    throw Misuse(fmt::format("the transaction {}: expected a number below {}", call.argument(0), kTransactions));
  return Outcome::Done;
}

} // namespace services
} // namespace tt::device
