// Configurations of operations, of meshes and of kernels are printed as they are written.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

#cores = #ttnn.core_range_set<[#ttnn.core_range<(0,0), (0,0)>]>
#cb = #ttnn.kernel_arg_cb_buffer_index<0>
#program = #ttnn.program<
  kernels = [
    #ttnn.read_kernel<symbol_ref = @read, core_ranges = #cores, ct_args = [#cb], common_rt_args = [#ttnn.kernel_arg_address_of_tensor<0>]>,
    #ttnn.compute_kernel<symbol_ref = @compute, core_ranges = #cores, math_fidelity = hifi4, fp32_dest_acc_en = false, dst_full_sync_en = false, unpack_to_dest_modes = [default], bfp8_pack_precise = false, math_approx_mode = true, ct_args = [], common_rt_args = [], rt_args = [#ttnn.core_runtime_args<core_coord = #ttnn.core_coord<0, 0>, args = [#cb]>]>,
    #ttnn.data_movement_kernel<symbol_ref = @write, core_ranges = <[#ttnn.core_range<(0,0), (0,0)>]>, processor = riscv0, noc_index = noc0, noc_mode = dedicated_noc, ct_args = [#ttnn.kernel_named_arg<"a", 4>], common_rt_args = [], rt_args = []>],
  cbs = [<total_size = 4096, core_ranges = #cores, formats = [<buffer_index = 0, dtype = f32, page_size = 4096>], buffer = #ttnn.kernel_cb_global_buffer_address_of_tensor<0>>],
  semaphores = [<id = 0, core_type = worker, core_ranges = #cores, initial_value = 0>]>

// CHECK-LABEL: func.func @configs
func.func @configs() attributes {
  // CHECK-SAME: test.a = #ttnn.conv2d_config<weights_dtype = bf16, activation = <op_type = relu>, act_block_h_override = 0, shard_layout = height_sharded, core_grid = <>, output_layout = tile>
  test.a = #ttnn.conv2d_config<weights_dtype = bf16, activation = #ttnn.unary_with_param<op_type = relu>, act_block_h_override = 0, shard_layout = height_sharded, core_grid = #ttnn.core_range_set<>, output_layout = tile>,
  // CHECK-SAME: test.b = #ttnn.conv2d_slice_config<dram_width, 4>
  test.b = #ttnn.conv2d_slice_config<dram_width, 4>,
  // CHECK-SAME: test.c = #ttnn.device_compute_kernel_config<math_fidelity = hifi4, fp32_dest_acc_en = true>
  test.c = #ttnn.device_compute_kernel_config<math_fidelity = hifi4, fp32_dest_acc_en = true>,
  // CHECK-SAME: test.d = #ttnn.matmul_multi_core_reuse_multi_cast_1d_program_config<compute_with_storage_grid_size = <11, 8>, in0_block_w = 2, {{.*}}fuse_batch = true, mcast_in0 = true, gather_in0 = false, hop_cores = <>, num_global_cb_receivers = 0, untilize_out = false>
  test.d = #ttnn.matmul_multi_core_reuse_multi_cast_1d_program_config<compute_with_storage_grid_size = #ttnn.core_coord<11, 8>, in0_block_w = 2, out_subblock_h = 1, out_subblock_w = 2, out_block_h = 1, out_block_w = 2, per_core_m = 1, per_core_n = 2, fuse_batch = true, mcast_in0 = true, gather_in0 = false, hop_cores = #ttnn.core_range_set<>, num_global_cb_receivers = 0, untilize_out = false>,
  // CHECK-SAME: test.e = #ttnn.sdpa_program_config<compute_with_storage_grid_size = <8, 8>, q_chunk_size = 128, k_chunk_size = 128, exp_approx_mode = true>
  test.e = #ttnn.sdpa_program_config<compute_with_storage_grid_size = <8, 8>, q_chunk_size = 128, k_chunk_size = 128, exp_approx_mode = true>,
  // CHECK-SAME: test.f = #ttnn.mesh_mapper_config<placements = [<shard, 0 : i64>, <replicate>], mesh_shape_override = [2 : i64, 4 : i64]>
  test.f = #ttnn.mesh_mapper_config<placements = [<shard, 0 : i64>, <replicate>], mesh_shape_override = [2 : i64, 4 : i64]>,
  // CHECK-SAME: test.g = #ttnn.mesh_composer_config<dims = [0 : i64, 1 : i64]>
  test.g = #ttnn.mesh_composer_config<dims = [0 : i64, 1 : i64]>,
  // CHECK-SAME: test.h = #ttnn.unary_with_param<op_type = leaky_relu, params = [1.000000e-01 : f32]>
  test.h = #ttnn.unary_with_param<op_type = leaky_relu, params = [1.000000e-01 : f32]>,
  // CHECK-SAME: test.i = #ttnn.mesh_program_descriptor<[#ttnn.mesh_program<range = <(0,0), (1,3)>, program = <kernels = [#ttnn.read_kernel<symbol_ref = @read,
  // CHECK-SAME: rt_args = [#ttnn.core_runtime_args<core_coord = <0, 0>, args = [#ttnn.kernel_arg_cb_buffer_index<0>]>]
  // CHECK-SAME: cbs = [<total_size = 4096, core_ranges = <[#ttnn.core_range<(0,0), (0,0)>]>, formats = [<buffer_index = 0, dtype = f32, page_size = 4096>]
  // CHECK-SAME: semaphores = [<id = 0, core_type = worker
  test.i = #ttnn.mesh_program_descriptor<[#ttnn.mesh_program<range = #ttnn.mesh_range<(0,0), (1,3)>, program = #program>]>
} {
  return
}
