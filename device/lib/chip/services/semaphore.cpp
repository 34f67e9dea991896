// Services on semaphores: words of L1 that cores wait for and other tiles change.
#include "chip/memory/guest.h"
#include "chip/run/waiting.h"
#include "chip/services/noc_access.h"

namespace tt::device {
namespace {

Outcome waitForWord(ServiceCall &call, Wait::Kind kind) {
  Wait wait{kind, call.service, call.argument(0), call.argument(1)};
  localWord(call, wait.subject);
  if (isSo(call.tile, wait))
    return Outcome::Done;
  std::lock_guard lock(call.tile.mutex);
  call.tile.wordWaiters.fetch_add(1, std::memory_order_seq_cst);
  if (isSo(call.tile, wait)) {
    call.tile.wordWaiters.fetch_sub(1, std::memory_order_relaxed);
    return Outcome::Done;
  }
  park(call.core, wait);
  return Outcome::Waits;
}

void count(ServiceCall &call, uint32_t words) {
  call.hardware().traffic(call.tile.index).countWrite(uint64_t(words) * 4);
}

void add(std::byte *at, uint32_t increment) {
  GuestAccess access;
  guestWord(at).fetch_add(increment, std::memory_order_acq_rel);
}

} // namespace

namespace services {

Outcome noc_semaphore_wait(ServiceCall &call) { return waitForWord(call, Wait::Kind::WordEqual); }
Outcome noc_semaphore_wait_min(ServiceCall &call) { return waitForWord(call, Wait::Kind::WordAtLeast); }
Outcome wait_for_l1_change(ServiceCall &call) { return waitForWord(call, Wait::Kind::WordDiffers); }

Outcome noc_semaphore_set(ServiceCall &call) {
  storeGuestWord(localWord(call, call.argument(0)), call.argument(1));
  written(call, call.tile.index);
  return Outcome::Done;
}

Outcome noc_semaphore_inc(ServiceCall &call) {
  Place to = resolve(call, call.wideArgument(0), 4, NocUse::Atomic);
  add(to.at, call.argument(2));
  count(call, 1);
  written(call, to.node.index);
  return Outcome::Done;
}

Outcome noc_semaphore_inc_multicast(ServiceCall &call) {
  const uint32_t destinations = call.argument(3);
  const uint64_t to = call.wideArgument(0);
  checkAlignment(call, 0, to, 4, "an atomic");
  multicast(call, to, 4, destinations, /*includingSender=*/false,
            [&](uint32_t, std::byte *at) { add(at, call.argument(2)); });
  count(call, destinations);
  return Outcome::Done;
}

Outcome noc_semaphore_set_multicast(ServiceCall &call) {
  const uint32_t value = loadGuestWord(localWord(call, call.argument(0))), destinations = call.argument(3);
  const uint64_t to = call.wideArgument(1);
  checkAlignment(call, 0, to, 4, "a write of a semaphore");
  multicast(call, to, 4, destinations, call.argument(4) != 0,
            [&](uint32_t, std::byte *at) { storeGuestWord(at, value); });
  count(call, destinations);
  return Outcome::Done;
}

Outcome noc_semaphore_set_remote(ServiceCall &call) {
  const uint32_t value = loadGuestWord(localWord(call, call.argument(0)));
  Place to = resolve(call, call.wideArgument(1), 4, NocUse::Word);
  storeGuestWord(to.at, value);
  count(call, 1);
  if (to.node.kind == Node::Kind::Worker)
    written(call, to.node.index);
  return Outcome::Done;
}

} // namespace services
} // namespace tt::device
