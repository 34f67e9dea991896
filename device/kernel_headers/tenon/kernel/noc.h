// Transfers over the NoC. The card carries each one out when it is issued; barriers are counted and return at once.
#pragma once

#include "tenon/kernel/address_generators.h"
#include "tenon/kernel/services.h"

// Channels and command buffers of the hardware: taken, and of no effect here.
inline constexpr uint8_t NOC_UNICAST_WRITE_VC = 1, NOC_MULTICAST_WRITE_VC = 4;
inline constexpr uint8_t write_cmd_buf = 0, read_cmd_buf = 1, write_reg_cmd_buf = 2, write_at_cmd_buf = 3;
inline constexpr uint32_t NOC_CLEAR_OUTSTANDING_REQ_MASK = 0xffffffff;
inline constexpr uint8_t DM_DEDICATED_NOC = 0, DM_DYNAMIC_NOC = 1;
inline constexpr uint8_t noc_mode = DM_DEDICATED_NOC;

namespace tenon {

/// What the calls ..._set_state leave for the calls ..._with_state of the same core.
struct NocState {
  uint64_t address;
  uint32_t size, value;
  uint8_t byteEnable;
};
inline NocState readState, writeState, inlineState;

ALWI uint64_t withLocal(uint64_t address, uint32_t local) { return (address & 0xffffffff00000000ull) | local; }

} // namespace tenon

// Reads.

template <uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1, bool enable_noc_tracing = true>
FORCE_INLINE void noc_async_read(uint64_t src_noc_addr, uint32_t dst_local_l1_addr, uint32_t size,
                                 uint8_t noc = noc_index, uint32_t read_req_vc = NOC_UNICAST_WRITE_VC) {
  tenon::services::noc_async_read(tenon::low(src_noc_addr), tenon::high(src_noc_addr), dst_local_l1_addr, size, noc);
}
template <bool enable_noc_tracing = true>
FORCE_INLINE void noc_async_read_one_packet(uint64_t src_noc_addr, uint32_t dst_local_l1_addr, uint32_t size,
                                            uint8_t noc = noc_index, uint32_t read_req_vc = NOC_UNICAST_WRITE_VC) {
  noc_async_read(src_noc_addr, dst_local_l1_addr, size, noc);
}
template <bool use_vc = false>
FORCE_INLINE void noc_async_read_one_packet_set_state(uint64_t src_noc_addr, uint32_t size, uint32_t vc = 0,
                                                      uint8_t noc = noc_index) {
  tenon::readState.address = src_noc_addr;
  tenon::readState.size = size;
}
template <bool inc_num_issued = true, bool use_vc = false>
FORCE_INLINE void noc_async_read_one_packet_with_state(uint32_t src_local_l1_addr, uint32_t dst_local_l1_addr,
                                                       uint32_t vc = 0, uint8_t noc = noc_index) {
  noc_async_read(tenon::withLocal(tenon::readState.address, src_local_l1_addr), dst_local_l1_addr,
                 tenon::readState.size, noc);
}
FORCE_INLINE void noc_async_read_set_state(uint64_t src_noc_addr, uint8_t noc = noc_index) {
  tenon::readState.address = src_noc_addr;
}
template <bool inc_num_issued = true>
FORCE_INLINE void noc_async_read_with_state(uint32_t src_local_l1_addr, uint32_t dst_local_l1_addr, uint32_t size,
                                            uint8_t noc = noc_index) {
  noc_async_read(tenon::withLocal(tenon::readState.address, src_local_l1_addr), dst_local_l1_addr, size, noc);
}
FORCE_INLINE void noc_async_read_inc_num_issued(uint32_t num_issued_reads_inc, uint8_t noc = noc_index) {}
FORCE_INLINE void noc_async_read_set_trid(uint32_t trid = 0, uint8_t noc = noc_index) {
  tenon::services::noc_set_transaction(trid, noc);
}
template <bool skip_ptr_update = false, bool skip_cmdbuf_chk = false>
FORCE_INLINE void noc_async_read_one_packet_with_state_with_trid(uint32_t src_base_addr, uint32_t src_addr,
                                                                 uint32_t dest_addr, uint32_t trid = 0,
                                                                 uint8_t noc = noc_index) {
  tenon::services::noc_set_transaction(trid, noc);
  noc_async_read(tenon::withLocal(tenon::readState.address, src_base_addr + src_addr), dest_addr, tenon::readState.size,
                 noc);
}

/// A page of an address generator or tensor accessor.
template <typename AddrGen, bool enable_noc_tracing = true>
FORCE_INLINE void noc_async_read_page(uint32_t id, const AddrGen &addrgen, uint32_t dst_local_l1_addr,
                                      uint32_t offset = 0, uint8_t noc = noc_index) {
  noc_async_read(addrgen.get_noc_addr(id, offset, noc), dst_local_l1_addr, tenon::pageSizeOf(addrgen), noc);
}
template <typename AddrGen>
FORCE_INLINE void noc_async_read_tile(uint32_t id, const AddrGen &addrgen, uint32_t dst_local_l1_addr,
                                      uint32_t offset = 0, uint8_t noc = noc_index) {
  noc_async_read_page(id, addrgen, dst_local_l1_addr, offset, noc);
}

// Writes.

template <uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1, bool enable_noc_tracing = true, bool posted = false>
FORCE_INLINE void noc_async_write(uint32_t src_local_l1_addr, uint64_t dst_noc_addr, uint32_t size,
                                  uint8_t noc = noc_index, uint32_t vc = NOC_UNICAST_WRITE_VC) {
  tenon::services::noc_async_write(src_local_l1_addr, tenon::low(dst_noc_addr), tenon::high(dst_noc_addr), size, noc);
}
template <bool enable_noc_tracing = true, bool posted = false>
FORCE_INLINE void noc_async_write_one_packet(uint32_t src_local_l1_addr, uint64_t dst_noc_addr, uint32_t size,
                                             uint8_t noc = noc_index, uint32_t vc = NOC_UNICAST_WRITE_VC) {
  noc_async_write(src_local_l1_addr, dst_noc_addr, size, noc);
}
template <bool posted = false>
FORCE_INLINE void noc_async_write_one_packet_set_state(uint64_t dst_noc_addr, uint32_t size, uint8_t noc = noc_index,
                                                       uint8_t vc = NOC_UNICAST_WRITE_VC) {
  tenon::writeState.address = dst_noc_addr;
  tenon::writeState.size = size;
}
template <bool posted = false>
FORCE_INLINE void noc_async_write_one_packet_with_state(uint32_t src_local_l1_addr, uint32_t dst_local_l1_addr,
                                                        uint8_t noc = noc_index) {
  noc_async_write(src_local_l1_addr, tenon::withLocal(tenon::writeState.address, dst_local_l1_addr),
                  tenon::writeState.size, noc);
}
FORCE_INLINE void noc_async_write_set_trid(uint32_t trid = 0, uint8_t noc = noc_index) {
  tenon::services::noc_set_transaction(trid, noc);
}
template <bool update_counter = true, bool posted = false>
FORCE_INLINE void noc_async_write_one_packet_with_trid(uint32_t src_local_l1_addr, uint64_t dst_noc_addr, uint32_t size,
                                                       uint32_t trid, uint8_t cmd_buf = write_cmd_buf,
                                                       uint8_t noc = noc_index, uint8_t vc = NOC_UNICAST_WRITE_VC) {
  tenon::services::noc_set_transaction(trid, noc);
  noc_async_write(src_local_l1_addr, dst_noc_addr, size, noc);
}
template <bool posted = false>
FORCE_INLINE void noc_async_write_one_packet_with_trid_set_state(uint64_t dst_noc_addr, uint8_t cmd_buf = write_cmd_buf,
                                                                 uint8_t noc = noc_index,
                                                                 uint8_t vc = NOC_UNICAST_WRITE_VC) {
  tenon::writeState.address = dst_noc_addr;
}
template <bool update_counter = true, bool posted = false>
FORCE_INLINE void noc_async_write_one_packet_with_trid_with_state(uint32_t src_local_l1_addr,
                                                                  uint32_t dst_local_l1_addr, uint32_t size,
                                                                  uint32_t trid, uint8_t cmd_buf = write_cmd_buf,
                                                                  uint8_t noc = noc_index) {
  tenon::services::noc_set_transaction(trid, noc);
  noc_async_write(src_local_l1_addr, tenon::withLocal(tenon::writeState.address, dst_local_l1_addr), size, noc);
}

/// A page of an address generator or tensor accessor; `size` bytes of it, or all where `size` is 0.
template <typename AddrGen, bool enable_noc_tracing = true, bool posted = false>
FORCE_INLINE void noc_async_write_page(uint32_t id, const AddrGen &addrgen, uint32_t src_local_l1_addr,
                                       uint32_t size = 0, uint32_t offset = 0, uint8_t noc = noc_index) {
  noc_async_write(src_local_l1_addr, addrgen.get_noc_addr(id, offset, noc), size ? size : tenon::pageSizeOf(addrgen),
                  noc);
}
template <typename AddrGen>
FORCE_INLINE void noc_async_write_tile(uint32_t id, const AddrGen &addrgen, uint32_t src_local_l1_addr,
                                       uint8_t noc = noc_index) {
  noc_async_write_page(id, addrgen, src_local_l1_addr, 0, 0, noc);
}

// Writes to a rectangle of tiles; the sender is none of them, but for those with loopback.

template <uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1>
FORCE_INLINE void noc_async_write_multicast(uint32_t src_local_l1_addr, uint64_t dst_noc_addr_multicast, uint32_t size,
                                            uint32_t num_dests, bool linked = false, uint8_t noc = noc_index,
                                            uint8_t vc = NOC_MULTICAST_WRITE_VC) {
  tenon::services::noc_async_write_multicast(src_local_l1_addr, tenon::low(dst_noc_addr_multicast),
                                             tenon::high(dst_noc_addr_multicast), size, num_dests, 0, noc);
}
template <bool enable_noc_tracing = true>
FORCE_INLINE void noc_async_write_multicast_one_packet(uint32_t src_local_l1_addr, uint64_t dst_noc_addr_multicast,
                                                       uint32_t size, uint32_t num_dests, bool linked = false,
                                                       uint8_t noc = noc_index) {
  noc_async_write_multicast(src_local_l1_addr, dst_noc_addr_multicast, size, num_dests, linked, noc);
}
FORCE_INLINE void noc_async_write_multicast_loopback_src(uint32_t src_local_l1_addr, uint64_t dst_noc_addr_multicast,
                                                         uint32_t size, uint32_t num_dests, bool linked = false,
                                                         uint8_t noc = noc_index) {
  tenon::services::noc_async_write_multicast(src_local_l1_addr, tenon::low(dst_noc_addr_multicast),
                                             tenon::high(dst_noc_addr_multicast), size, num_dests, 1, noc);
}

// Words.

enum class InlineWriteDst : uint8_t { DEFAULT, L1, REG };

/// Writes a word; bit i of `be` stands for its byte i.
template <InlineWriteDst dst_type = InlineWriteDst::DEFAULT, bool posted = false, bool flush = true>
FORCE_INLINE void noc_inline_dw_write(uint64_t addr, uint32_t val, uint8_t be = 0xf, uint8_t noc = noc_index,
                                      uint8_t vc = NOC_UNICAST_WRITE_VC, uint32_t customized_src_addr = 0) {
  tenon::services::noc_inline_dw_write(tenon::low(addr), tenon::high(addr), val, be, noc);
}
/// Writes a word to each tile of a rectangle but this one.
template <InlineWriteDst dst_type = InlineWriteDst::DEFAULT, bool posted = false, bool flush = true>
inline void noc_inline_mcast_dw_write(uint64_t addr, uint32_t val, uint8_t be = 0xf, uint8_t noc = noc_index,
                                      uint8_t vc = NOC_MULTICAST_WRITE_VC, uint32_t customized_src_addr = 0,
                                      uint32_t num_dest = 1) {
  const uint32_t endX = addr >> 36 & 0x3f, endY = addr >> 42 & 0x3f;
  const uint32_t startX = addr >> 48 & 0x3f, startY = addr >> 54 & 0x3f;
  for (uint32_t y = startY; y <= endY; ++y)
    for (uint32_t x = startX; x <= endX; ++x)
      if (x != my_x[0] || y != my_y[0])
        noc_inline_dw_write(tt::target::card::nocAddress(x, y, addr & 0xfffffffffull), val, be, noc);
}
template <bool posted = false, bool set_val = false>
FORCE_INLINE void noc_inline_dw_write_set_state(uint64_t addr, uint32_t val = 0, uint8_t be = 0xf,
                                                uint8_t cmd_buf = write_at_cmd_buf, uint8_t noc = noc_index,
                                                uint8_t vc = NOC_UNICAST_WRITE_VC) {
  tenon::inlineState = {addr, 4, val, be};
}
template <bool update_addr_lo = false, bool update_counter = true, bool posted = false, bool update_addr_hi = false,
          bool update_val = false, InlineWriteDst dst_type = InlineWriteDst::DEFAULT>
FORCE_INLINE void noc_inline_dw_write_with_state(uint32_t val, uint32_t addr = 0, uint8_t cmd_buf = write_at_cmd_buf,
                                                 uint8_t noc = noc_index) {
  static_assert(!(update_addr_lo && update_addr_hi), "either half of the address can be given, not both");
  tenon::NocState &state = tenon::inlineState;
  if constexpr (update_addr_lo)
    state.address = tenon::withLocal(state.address, addr);
  if constexpr (update_addr_hi)
    state.address = (state.address & 0xffffffffull) | static_cast<uint64_t>(addr) << 32;
  if constexpr (update_val)
    state.value = val;
  noc_inline_dw_write(state.address, state.value, state.byteEnable, noc);
}
/// Copies a word of L1 to an address on the NoC.
FORCE_INLINE void noc_semaphore_set_remote(uint32_t src_local_l1_addr, uint64_t dst_noc_addr, uint8_t noc = noc_index) {
  tenon::services::noc_semaphore_set_remote(src_local_l1_addr, tenon::low(dst_noc_addr), tenon::high(dst_noc_addr));
}

// Barriers.

inline constexpr uint32_t TENON_ALL_TRANSACTIONS = 0xffffffff;

FORCE_INLINE void noc_async_read_barrier(uint8_t noc = noc_index) {
  tenon::services::noc_async_read_barrier(TENON_ALL_TRANSACTIONS, noc);
}
FORCE_INLINE void noc_async_read_barrier_with_trid(uint32_t trid, uint8_t noc = noc_index) {
  tenon::services::noc_async_read_barrier(trid, noc);
}
FORCE_INLINE void noc_async_write_barrier(uint8_t noc = noc_index) {
  tenon::services::noc_async_write_barrier(TENON_ALL_TRANSACTIONS, noc);
}
FORCE_INLINE void noc_async_write_barrier_with_trid(uint32_t trid, uint8_t noc = noc_index) {
  tenon::services::noc_async_write_barrier(trid, noc);
}
FORCE_INLINE void noc_async_writes_flushed(uint8_t noc = noc_index) { tenon::services::noc_async_writes_flushed(noc); }
FORCE_INLINE void noc_async_posted_writes_flushed(uint8_t noc = noc_index) {
  tenon::services::noc_async_writes_flushed(noc);
}
FORCE_INLINE void noc_async_write_flushed_with_trid(uint32_t trid, uint8_t noc = noc_index) {
  tenon::services::noc_async_writes_flushed(noc);
}
FORCE_INLINE void noc_async_atomic_barrier(uint8_t noc_idx = noc_index) {
  tenon::services::noc_async_atomic_barrier(noc_idx);
}
FORCE_INLINE void noc_async_full_barrier(uint8_t noc_idx = noc_index) {
  tenon::services::noc_async_full_barrier(noc_idx);
}
FORCE_INLINE void reset_noc_trid_barrier_counter(uint32_t id_mask = NOC_CLEAR_OUTSTANDING_REQ_MASK,
                                                 uint32_t noc = noc_index) {}
