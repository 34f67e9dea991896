// Every op, type and attribute is read and printed as it was.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

#dram = #ttcore.memory_space<dram>
#l1 = #ttcore.memory_space<l1>
!tile = !ttcore.tile<32x32, f32>
!buffer = memref<1x1x2x3x!tile, #ttcore.interleaved<12288x4096>, #dram>
!cb = memref<1x!tile, #ttcore.cb_layout<4096, 2>, #l1>

// CHECK-LABEL: func.func @buffers
func.func @buffers(%host: memref<40x70xf32>) {
  // CHECK: %[[BUFFER:.*]] = "ttmetal.create_buffer"() <{address = 0 : i64, logical_shape = array<i64: 40, 70>}> : () -> memref<1x1x2x3x!ttcore.tile<32x32, f32>, #ttcore.interleaved<12288x4096>, #dram>
  %0 = "ttmetal.create_buffer"() <{address = 0 : i64, logical_shape = array<i64: 40, 70>}> : () -> !buffer
  // CHECK: "ttmetal.enqueue_write_buffer"(%arg0, %[[BUFFER]])
  "ttmetal.enqueue_write_buffer"(%host, %0) : (memref<40x70xf32>, !buffer) -> ()
  // CHECK: "ttmetal.enqueue_read_buffer"(%[[BUFFER]], %arg0)
  "ttmetal.enqueue_read_buffer"(%0, %host) : (!buffer, memref<40x70xf32>) -> ()
  // CHECK: "ttmetal.finish"() : () -> ()
  "ttmetal.finish"() : () -> ()
  // CHECK: "ttmetal.deallocate_buffer"(%[[BUFFER]])
  "ttmetal.deallocate_buffer"(%0) : (!buffer) -> ()
  return
}

// CHECK-LABEL: func.func @programs
func.func @programs(%in: !buffer, %out: !buffer, %a: !cb, %b: !cb) {
  // CHECK: %[[SEMAPHORE:.*]] = "ttmetal.create_local_semaphore"() <{initial_value = 2 : ui32}> : () -> !ttmetal.local_semaphore
  %0 = "ttmetal.create_local_semaphore"() <{initial_value = 2 : ui32}> : () -> !ttmetal.local_semaphore
  // CHECK: "ttmetal.enqueue_program"(%arg0, %arg1, %[[SEMAPHORE]], %arg2, %arg3) <{cb_ports = array<i64: 0, 16>
  // CHECK-SAME: #ttmetal.noc_config<@reader, #ttmetal.core_range<0x0, 1x2>, #ttmetal.kernel_args<common_rt_args = [<buffer_address[0]>] rt_args = [<local_semaphore[2]>] ct_args = [<cb_port[0]>, <tensor_accessor_args[0]>] core_values = [0, 3, 3, 2]>, dm_core = 0, noc0>
  // CHECK-SAME: #ttmetal.compute_config<@compute, #ttmetal.core_range<0x0, 1x2>, #ttmetal.kernel_args< ct_args = [<cb_port[0]>, <cb_port[1]>]{{ *}}>, hifi4, true, false, false, [fp32, default]>
  // CHECK-SAME: #ttmetal.ethernet_config<@link, #ttmetal.core_range<1x0, 1x1>, #ttmetal.kernel_args<{{ *}}>, sender, noc1>
  // CHECK-SAME: written_args = array<i64: 1>
  "ttmetal.enqueue_program"(%in, %out, %0, %a, %b) <{
    cb_ports = array<i64: 0, 16>, written_args = array<i64: 1>, operandSegmentSizes = array<i32: 3, 2>,
    kernelConfigs = [
      #ttmetal.noc_config<@reader, #ttmetal.core_range<0x0, 1x2>, #ttmetal.kernel_args<
        common_rt_args = [<buffer_address[0]>] rt_args = [<local_semaphore[2]>]
        ct_args = [<cb_port[0]>, <tensor_accessor_args[0]>] core_values = [0, 3, 3, 2]>, dm_core = 0, noc0>,
      #ttmetal.compute_config<@compute, #ttmetal.core_range<0x0, 1x2>, #ttmetal.kernel_args<
        ct_args = [<cb_port[0]>, <cb_port[1]>]>, hifi4, true, false, false, [fp32, default]>,
      #ttmetal.ethernet_config<@link, #ttmetal.core_range<1x0, 1x1>, #ttmetal.kernel_args<>, sender, noc1>]}>
    : (!buffer, !buffer, !ttmetal.local_semaphore, !cb, !cb) -> ()
  return
}

// CHECK-LABEL: func.func @semaphores
func.func @semaphores() {
  // CHECK: %[[SEMAPHORE:.*]] = "ttmetal.create_global_semaphore"() <{address = 1024 : i64, core_range = #ttmetal.core_range<0x0, 8x8>, initial_value = 1 : ui32}> : () -> !ttmetal.global_semaphore
  %0 = "ttmetal.create_global_semaphore"() <{address = 1024 : i64, core_range = #ttmetal.core_range<0x0, 8x8>, initial_value = 1 : ui32}> : () -> !ttmetal.global_semaphore
  // CHECK: "ttmetal.reset_global_semaphore"(%[[SEMAPHORE]]) <{value = 3 : ui32}> : (!ttmetal.global_semaphore) -> ()
  "ttmetal.reset_global_semaphore"(%0) <{value = 3 : ui32}> : (!ttmetal.global_semaphore) -> ()
  return
}

// CHECK-LABEL: func.func @meshes
func.func @meshes(%whole: memref<8x16xf32>) -> memref<4x16xf32> {
  // CHECK: "ttmetal.mesh_shard"(%arg0) <{shard_dims = array<i64: 0>, shard_direction = #ttcore.shard_direction<full_to_shard>, shard_shape = array<i64: 2, 1>, shard_type = #ttcore.shard_type<devices>}>
  %0 = "ttmetal.mesh_shard"(%whole) <{shard_dims = array<i64: 0>, shard_direction = #ttcore.shard_direction<full_to_shard>, shard_shape = array<i64: 2, 1>, shard_type = #ttcore.shard_type<devices>}> : (memref<8x16xf32>) -> memref<4x16xf32>
  return %0 : memref<4x16xf32>
}
