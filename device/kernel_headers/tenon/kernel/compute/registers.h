// Destination registers, the start of a kernel, formats, and the packer.
#pragma once

#include "tenon/kernel/compute/types.h"

namespace ckernel {

using ::cb_pop_front, ::cb_push_back, ::cb_reserve_back, ::cb_wait_front;

// Who may use the destination registers.
using tenon::services::acquire_dst, tenon::services::release_dst;
using tenon::services::tile_regs_acquire, tenon::services::tile_regs_commit;
using tenon::services::tile_regs_release, tenon::services::tile_regs_wait;

// Formats come from the circular buffers: these only check that the buffers are there.
using tenon::services::binary_op_init_common, tenon::services::init_sfpu, tenon::services::unary_op_init_common;
using tenon::services::pack_init;

template <auto... options>
ALWI void compute_kernel_hw_startup(uint32_t icb0, uint32_t icb1, uint32_t ocb) {
  tenon::services::compute_kernel_hw_startup(icb0, icb1, ocb);
}
template <auto... options>
ALWI void compute_kernel_hw_startup(uint32_t icb, uint32_t ocb) {
  tenon::services::compute_kernel_hw_startup(icb, icb, ocb);
}
template <auto... options>
ALWI void reconfig_data_format(uint32_t srca_new_operand, uint32_t srcb_new_operand) {
  tenon::services::reconfig_data_format(srca_new_operand, srcb_new_operand);
}
template <auto... options>
ALWI void reconfig_data_format(uint32_t srca_old_operand, uint32_t srca_new_operand, uint32_t srcb_old_operand,
                               uint32_t srcb_new_operand) {
  tenon::services::reconfig_data_format(srca_new_operand, srcb_new_operand);
}
template <auto... options>
ALWI void reconfig_data_format_srca(uint32_t srca_new_operand) {
  tenon::services::reconfig_data_format_srca(srca_new_operand);
}
template <auto... options>
ALWI void reconfig_data_format_srca(uint32_t srca_old_operand, uint32_t srca_new_operand) {
  tenon::services::reconfig_data_format_srca(srca_new_operand);
}
template <auto... options>
ALWI void reconfig_data_format_srcb(uint32_t srcb_new_operand) {
  tenon::services::reconfig_data_format_srcb(srcb_new_operand);
}
template <auto... options>
ALWI void reconfig_data_format_srcb(uint32_t srcb_old_operand, uint32_t srcb_new_operand) {
  tenon::services::reconfig_data_format_srcb(srcb_new_operand);
}
template <auto... options>
ALWI void pack_reconfig_data_format(uint32_t new_cb_id) {
  tenon::services::pack_reconfig_data_format(new_cb_id);
}
template <auto... options>
ALWI void pack_reconfig_data_format(uint32_t old_cb_id, uint32_t new_cb_id) {
  tenon::services::pack_reconfig_data_format(new_cb_id);
}

// Registers into circular buffers.
template <bool out_of_order_output = false>
ALWI void pack_tile(uint32_t ifrom_dst, uint32_t icb, uint32_t output_tile_index = 0) {
  tenon::services::pack_tile(ifrom_dst, icb, output_tile_index, out_of_order_output);
}
using tenon::services::pack_reconfig_l1_acc, tenon::services::pack_relu_config, tenon::services::pack_tile_block;
ALWI void matmul_pack_tile(uint32_t ifrom_dst, uint32_t icb, uint32_t ntiles) {
  pack_tile_block(ifrom_dst, icb, ntiles);
}
// Kernels of the field configure the packer by these, inside PACK(( )).
ALWI void llk_pack_reconfig_l1_acc(uint32_t enable) { pack_reconfig_l1_acc(enable); }
ALWI void llk_pack_relu_config(uint32_t config) { pack_relu_config(config); }

// Tiles of circular buffers as memory.
ALWI uint32_t get_tile_address(uint32_t cb_id, uint32_t tile_index) {
  return get_read_ptr(cb_id) + tile_index * get_tile_size(cb_id);
}
ALWI uint32_t read_tile_value(uint32_t cb_id, uint32_t tile_index, uint32_t element_offset) {
  return reinterpret_cast<volatile uint32_t *>(get_tile_address(cb_id, tile_index))[element_offset];
}

} // namespace ckernel
