// Semaphores: words of L1 that cores wait on, and that any core raises over the NoC.
#pragma once

#include "tenon/kernel/noc.h"

/// What kernels set and wait for, where a semaphore is a flag.
inline constexpr uint32_t INVALID = 0, VALID = 1;

enum class ProgrammableCoreType : uint8_t { TENSIX = 0, ACTIVE_ETH = 1, IDLE_ETH = 2, COUNT = 3 };

/// L1 address of a semaphore, the same on all tiles. Stops the core where the program has none of this number.
template <ProgrammableCoreType type = ProgrammableCoreType::TENSIX>
FORCE_INLINE uint32_t get_semaphore(uint32_t semaphore_id) {
  static_assert(type == ProgrammableCoreType::TENSIX, "the simulated card has no ethernet cores");
  tenon::require(tt::target::card::Missing::Semaphore, semaphore_id, tenon::launch().semaphoreCount);
  return tenon::launch().semaphores + semaphore_id * tt::target::card::kSemaphoreStride;
}

/// Waits until the word is `val`.
FORCE_INLINE void noc_semaphore_wait(volatile tt_l1_ptr uint32_t *sem_addr, uint32_t val) {
  tenon::call<tenon::Service::noc_semaphore_wait>(sem_addr, val);
}
/// Waits until the word is at least `val`.
FORCE_INLINE void noc_semaphore_wait_min(volatile tt_l1_ptr uint32_t *sem_addr, uint32_t val) {
  tenon::call<tenon::Service::noc_semaphore_wait_min>(sem_addr, val);
}
FORCE_INLINE void noc_semaphore_set(volatile tt_l1_ptr uint32_t *sem_addr, uint32_t val) {
  tenon::call<tenon::Service::noc_semaphore_set>(sem_addr, val);
}
/// Adds to a word of another tile at once with any other core that does.
template <bool posted = false>
FORCE_INLINE void noc_semaphore_inc(uint64_t addr, uint32_t incr, uint8_t noc_id = noc_index,
                                    uint8_t vc = NOC_UNICAST_WRITE_VC) {
  tenon::services::noc_semaphore_inc(tenon::low(addr), tenon::high(addr), incr, noc_id);
}
template <bool posted = false>
FORCE_INLINE void noc_semaphore_inc_multicast(uint64_t addr, uint32_t incr, uint32_t num_dests,
                                              uint8_t noc_id = noc_index, uint8_t vc = NOC_MULTICAST_WRITE_VC) {
  tenon::services::noc_semaphore_inc_multicast(tenon::low(addr), tenon::high(addr), incr, num_dests, noc_id);
}
/// Copies a word of this L1 to the same place of a rectangle of tiles; not to this one.
FORCE_INLINE void noc_semaphore_set_multicast(uint32_t src_local_l1_addr, uint64_t dst_noc_addr_multicast,
                                              uint32_t num_dests, bool linked = false, uint8_t noc = noc_index,
                                              uint8_t vc = NOC_MULTICAST_WRITE_VC) {
  tenon::services::noc_semaphore_set_multicast(src_local_l1_addr, tenon::low(dst_noc_addr_multicast),
                                               tenon::high(dst_noc_addr_multicast), num_dests, 0);
}
/// The same, and to this one too where it is in the rectangle.
FORCE_INLINE void noc_semaphore_set_multicast_loopback_src(uint32_t src_local_l1_addr, uint64_t dst_noc_addr_multicast,
                                                           uint32_t num_dests, bool linked = false,
                                                           uint8_t noc = noc_index) {
  tenon::services::noc_semaphore_set_multicast(src_local_l1_addr, tenon::low(dst_noc_addr_multicast),
                                               tenon::high(dst_noc_addr_multicast), num_dests, 1);
}
/// Other cores' and the NoC's writes are seen from here on; belongs into loops that wait for a change of L1.
FORCE_INLINE void invalidate_l1_cache() { tenon::services::invalidate_l1_cache(); }
