// Circular buffers: queues of pages in L1 between the cores of a tile. Data movement and compute kernels use the same.
#pragma once

#include "tenon/kernel/data_format.h"
#include "tenon/kernel/services.h"

inline constexpr uint32_t NUM_CIRCULAR_BUFFERS = tt::target::card::kCircularBuffers;

/// Waits until so many pages are free.
FORCE_INLINE void cb_reserve_back(int32_t operand, int32_t num_pages) {
  tenon::services::cb_reserve_back(operand, num_pages);
}
/// Hands pages to the consumer.
FORCE_INLINE void cb_push_back(int32_t operand, int32_t num_pages) {
  tenon::services::cb_push_back(operand, num_pages);
}
/// Waits until so many pages are there.
FORCE_INLINE void cb_wait_front(int32_t operand, int32_t num_pages) {
  tenon::services::cb_wait_front(operand, num_pages);
}
/// Frees pages.
FORCE_INLINE void cb_pop_front(int32_t operand, int32_t num_pages) {
  tenon::services::cb_pop_front(operand, num_pages);
}
FORCE_INLINE bool cb_pages_available_at_front(int32_t operand, int32_t num_pages) {
  return tenon::services::cb_pages_available_at_front(operand, num_pages);
}
FORCE_INLINE bool cb_pages_reservable_at_back(int32_t operand, int32_t num_pages) {
  return tenon::services::cb_pages_reservable_at_back(operand, num_pages);
}

/// L1 address of the first free page; after cb_reserve_back.
FORCE_INLINE uint32_t get_write_ptr(uint32_t operand) { return tenon::services::get_write_ptr(operand); }
/// L1 address of the first page that is there; after cb_wait_front.
FORCE_INLINE uint32_t get_read_ptr(uint32_t operand) { return tenon::services::get_read_ptr(operand); }

/// Bytes of a page.
FORCE_INLINE uint32_t get_tile_size(int32_t operand) { return tenon::services::get_tile_size(operand); }
FORCE_INLINE DataFormat get_dataformat(int32_t operand) {
  return tenon::fieldFormat(tenon::services::get_dataformat(operand));
}
/// All tiles have 32x32 elements in four faces.
constexpr uint32_t get_tile_hw(int32_t) { return 1024; }
constexpr uint32_t get_tile_num_faces(int32_t) { return 4; }

namespace tt {
/// Names of the circular buffers' indices.
enum CBIndex : uint8_t {
#define TENON_CB(n) c_##n = n
  TENON_CB(0),
  TENON_CB(1),
  TENON_CB(2),
  TENON_CB(3),
  TENON_CB(4),
  TENON_CB(5),
  TENON_CB(6),
  TENON_CB(7),
  TENON_CB(8),
  TENON_CB(9),
  TENON_CB(10),
  TENON_CB(11),
  TENON_CB(12),
  TENON_CB(13),
  TENON_CB(14),
  TENON_CB(15),
  TENON_CB(16),
  TENON_CB(17),
  TENON_CB(18),
  TENON_CB(19),
  TENON_CB(20),
  TENON_CB(21),
  TENON_CB(22),
  TENON_CB(23),
  TENON_CB(24),
  TENON_CB(25),
  TENON_CB(26),
  TENON_CB(27),
  TENON_CB(28),
  TENON_CB(29),
  TENON_CB(30),
  TENON_CB(31),
  SIZE = 32,
#undef TENON_CB
};

/// The older names.
enum CB : uint8_t {
#define TENON_CB(name, n) c_##name##n = n
  TENON_CB(in, 0),
  TENON_CB(in, 1),
  TENON_CB(in, 2),
  TENON_CB(in, 3),
  TENON_CB(in, 4),
  TENON_CB(in, 5),
  TENON_CB(in, 6),
  TENON_CB(in, 7),
#undef TENON_CB
  dataflow0 = 8,
  dataflow1,
  dataflow2,
  dataflow3,
  dataflow4,
  dataflow5,
  dataflow6,
  dataflow7,
  c_out0 = 16,
  c_out1,
  c_out2,
  c_out3,
  c_out4,
  c_out5,
  c_out6,
  c_out7,
  c_intermed0 = 24,
  c_intermed1,
  c_intermed2,
  c_intermed3,
  c_intermed4,
  c_intermed5,
  c_intermed6,
  c_intermed7,
};
} // namespace tt
