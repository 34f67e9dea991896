// Where a core is, and addresses on the NoC.
#pragma once

#include "tenon/kernel/base.h"

inline constexpr uint32_t NOC_MAX_BURST_SIZE = 8192; // nothing here is split; kernels compute with it
inline constexpr uint32_t NUM_NOCS = 2;

#define L1_ALIGNMENT (tenon::launch().l1Alignment)
#define DRAM_ALIGNMENT (tenon::launch().dramAlignment)
#define NUM_DRAM_BANKS (tenon::launch().dramBankCount)
#define NUM_L1_BANKS (tenon::launch().l1BankCount)
#define MEM_ZEROS_BASE (tenon::launch().zeros)
inline constexpr uint32_t MEM_ZEROS_SIZE = tt::target::card::kZerosSize;

#define NOC_X(x) (x)
#define NOC_Y(y) (y)
#define DYNAMIC_NOC_X(noc, x) (x)
#define DYNAMIC_NOC_Y(noc, y) (y)
#define NOC_XY_ADDR(x, y, addr) (tt::target::card::nocAddress(x, y, addr))
#define NOC_MULTICAST_ADDR(x_start, y_start, x_end, y_end, addr)                                                       \
  (tt::target::card::nocMulticastAddress(x_start, y_start, x_end, y_end, addr))
#define NOC_UNICAST_ADDR_X(addr) (static_cast<uint32_t>((addr) >> 36) & 0x3f)
#define NOC_UNICAST_ADDR_Y(addr) (static_cast<uint32_t>((addr) >> 42) & 0x3f)
#define NOC_LOCAL_ADDR_OFFSET(addr) ((addr) & 0xfffffffffull)

/// This tile in the grid of workers.
FORCE_INLINE uint8_t get_absolute_logical_x() { return my_logical_x_; }
FORCE_INLINE uint8_t get_absolute_logical_y() { return my_logical_y_; }
/// The same: the grid is not divided.
FORCE_INLINE uint8_t get_relative_logical_x() { return my_logical_x_; }
FORCE_INLINE uint8_t get_relative_logical_y() { return my_logical_y_; }

/// Address of a place in the L1 of the tile at NoC (noc_x, noc_y), or in the DRAM channel there.
FORCE_INLINE uint64_t get_noc_addr(uint32_t noc_x, uint32_t noc_y, uint32_t addr, uint8_t noc = noc_index) {
  return tt::target::card::nocAddress(noc_x, noc_y, addr);
}
/// Address of a place in this tile's own L1.
FORCE_INLINE uint64_t get_noc_addr(uint32_t addr, uint8_t noc = noc_index) {
  return tt::target::card::nocAddress(my_x[0], my_y[0], addr);
}
/// Address of the same place in a rectangle of tiles, both corners inclusive and in any order.
FORCE_INLINE uint64_t get_noc_multicast_addr(uint32_t noc_x_start, uint32_t noc_y_start, uint32_t noc_x_end,
                                             uint32_t noc_y_end, uint32_t addr, uint8_t noc = noc_index) {
  // Kernels for NoC 1 name the corners the other way round.
  const bool swapX = noc_x_start > noc_x_end, swapY = noc_y_start > noc_y_end;
  return tt::target::card::nocMulticastAddress(swapX ? noc_x_end : noc_x_start, swapY ? noc_y_end : noc_y_start,
                                               swapX ? noc_x_start : noc_x_end, swapY ? noc_y_start : noc_y_end, addr);
}

namespace tenon {

/// Base address of a bank: a DRAM channel, or a tile that holds pages of L1 buffers.
template <bool DRAM>
ALWI uint64_t bankAddress(uint32_t bank, uint32_t address) {
  const uint32_t node = reinterpret_cast<const uint32_t *>(DRAM ? launch().dramBanks : launch().l1Banks)[bank];
  return tt::target::card::nocAddress(node & 0x3f, node >> 6 & 0x3f, address);
}
template <bool DRAM>
ALWI uint32_t bankCount() {
  return DRAM ? launch().dramBankCount : launch().l1BankCount;
}
template <bool DRAM>
ALWI uint32_t aligned(uint32_t bytes) {
  const uint32_t alignment = DRAM ? launch().dramAlignment : launch().l1Alignment;
  return (bytes + alignment - 1) & ~(alignment - 1);
}
/// Page `id` of an interleaved buffer: pages go round over the banks.
template <bool DRAM>
ALWI uint64_t pageAddress(uint32_t id, uint32_t base, uint32_t alignedPageSize, uint32_t offset) {
  const uint32_t banks = bankCount<DRAM>();
  return bankAddress<DRAM>(id % banks, base + id / banks * alignedPageSize + offset);
}

} // namespace tenon

/// Address of a place in a bank.
template <bool DRAM>
FORCE_INLINE uint64_t get_noc_addr_from_bank_id(uint32_t bank_id, uint32_t bank_address_offset,
                                                uint8_t noc = noc_index) {
  return tenon::bankAddress<DRAM>(bank_id, bank_address_offset);
}
FORCE_INLINE uint64_t get_dram_noc_addr(uint32_t id, uint32_t page_size, uint32_t bank_base_address,
                                        uint32_t offset = 0, uint8_t noc = noc_index) {
  return tenon::pageAddress<true>(id, bank_base_address, tenon::aligned<true>(page_size), offset);
}
FORCE_INLINE uint64_t get_l1_noc_addr(uint32_t id, uint32_t page_size, uint32_t bank_base_address, uint32_t offset = 0,
                                      uint8_t noc = noc_index) {
  return tenon::pageAddress<false>(id, bank_base_address, tenon::aligned<false>(page_size), offset);
}

FORCE_INLINE constexpr bool is_power_of_2(uint32_t value) { return value && (value & (value - 1)) == 0; }
FORCE_INLINE constexpr uint32_t align_power_of_2(uint32_t value, uint32_t alignment) {
  return (value + alignment - 1) & ~(alignment - 1);
}
FORCE_INLINE constexpr uint32_t align(uint32_t value, uint32_t alignment) {
  return (value + alignment - 1) / alignment * alignment;
}
