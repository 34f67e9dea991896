// Addresses of the pages of interleaved buffers, in the forms that kernels are written with.
#pragma once

#include "tenon/kernel/data_format.h"
#include "tenon/kernel/place.h"

template <bool DRAM>
struct InterleavedAddrGen {
  static constexpr bool is_dram = DRAM;
  uint32_t bank_base_address;
  uint32_t page_size;
  uint32_t aligned_page_size = tenon::aligned<DRAM>(page_size);

  FORCE_INLINE uint64_t get_noc_addr(uint32_t id, uint32_t offset = 0, uint8_t noc = noc_index) const {
    return tenon::pageAddress<DRAM>(id, bank_base_address, aligned_page_size, offset);
  }
  FORCE_INLINE uint32_t get_addr(uint32_t, uint32_t bank_offset_index, uint32_t, uint32_t offset = 0) const {
    return bank_base_address + bank_offset_index * aligned_page_size + offset;
  }
};

template <bool DRAM, uint32_t tile_hw = 1024>
struct InterleavedAddrGenFast {
  static constexpr bool is_dram = DRAM;
  uint32_t bank_base_address;
  uint32_t page_size;
  DataFormat data_format;

  FORCE_INLINE uint64_t get_noc_addr(uint32_t id, uint32_t offset = 0, uint8_t noc = noc_index) const {
    return tenon::pageAddress<DRAM>(id, bank_base_address, tenon::aligned<DRAM>(page_size), offset);
  }
};

template <bool DRAM>
struct InterleavedPow2AddrGen {
  static constexpr bool is_dram = DRAM;
  uint32_t bank_base_address;
  uint32_t log_base_2_of_page_size;

  FORCE_INLINE uint64_t get_noc_addr(uint32_t id, uint32_t offset = 0, uint8_t noc = noc_index) const {
    return tenon::pageAddress<DRAM>(id, bank_base_address, tenon::aligned<DRAM>(1u << log_base_2_of_page_size), offset);
  }
};

template <bool DRAM>
struct InterleavedPow2AddrGenFast : InterleavedPow2AddrGen<DRAM> {};

/// The page of any generator.
template <typename AddrGen>
  requires requires(const AddrGen &generator) { generator.get_noc_addr(0u, 0u, uint8_t{0}); }
FORCE_INLINE uint64_t get_noc_addr(uint32_t id, const AddrGen &addrgen, uint32_t offset = 0, uint8_t noc = noc_index) {
  return addrgen.get_noc_addr(id, offset, noc);
}

template <bool DRAM, uint32_t page_size>
FORCE_INLINE auto get_interleaved_addr_gen(uint32_t base_addr) {
  return InterleavedAddrGen<DRAM>{.bank_base_address = base_addr, .page_size = page_size};
}
template <bool DRAM, bool is_size_pow2>
FORCE_INLINE auto get_interleaved_addr_gen(uint32_t base_addr, uint32_t page_size, uint32_t log2_page_size) {
  if constexpr (is_size_pow2)
    return InterleavedPow2AddrGen<DRAM>{.bank_base_address = base_addr, .log_base_2_of_page_size = log2_page_size};
  else
    return InterleavedAddrGen<DRAM>{.bank_base_address = base_addr, .page_size = page_size};
}
template <bool DRAM, bool is_size_pow2>
FORCE_INLINE auto get_interleaved_addr_gen(uint32_t base_addr, uint32_t size) {
  return get_interleaved_addr_gen<DRAM, is_size_pow2>(base_addr, size, size);
}

namespace tenon {

/// Bytes that are moved for a page of a generator.
template <typename AddrGen>
ALWI uint32_t pageSizeOf(const AddrGen &generator) {
  if constexpr (requires { generator.get_aligned_page_size(); })
    return generator.get_aligned_page_size();
  else if constexpr (requires { generator.page_size; })
    return generator.page_size;
  else
    return 1u << generator.log_base_2_of_page_size;
}

} // namespace tenon
