// Operations on devices, meshes, memory and files are printed as they are written.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @devices
func.func @devices(%d: !ttnn.device, %x: tensor<8x16xf32>, %y: tensor<2x16xf32>, %p: tensor<8x16xf32>, %s: !ttnn.global_semaphore, %z: tensor<f32>, %zi: tensor<si32>) {
  // CHECK: "ttnn.all_gather"({{.*}}){{.*}}all_gather_dim = 0 : si32, cluster_axis = 1 : ui32, topology = #ttcore.topology<ring>{{.*}} : (tensor<2x16xf32>) -> tensor<8x16xf32>
  %0 = "ttnn.all_gather"(%y) <{all_gather_dim = 0 : si32, cluster_axis = 1 : ui32, topology = #ttcore.topology<ring>}> : (tensor<2x16xf32>) -> tensor<8x16xf32>
  // CHECK: "ttnn.reduce_scatter"({{.*}}){{.*}}cluster_axis = 1 : ui32, reduce_type = #ttcore.reduce_type<sum>, scatter_dim = 0 : si32{{.*}} : (tensor<8x16xf32>) -> tensor<2x16xf32>
  %1 = "ttnn.reduce_scatter"(%x) <{cluster_axis = 1 : ui32, reduce_type = #ttcore.reduce_type<sum>, scatter_dim = 0 : si32}> : (tensor<8x16xf32>) -> tensor<2x16xf32>
  // CHECK: "ttnn.all_reduce"({{.*}}){{.*}}cluster_axis = 0 : ui32, reduce_type = #ttcore.reduce_type<max>{{.*}} : (tensor<8x16xf32>) -> tensor<8x16xf32>
  %2 = "ttnn.all_reduce"(%x) <{cluster_axis = 0 : ui32, reduce_type = #ttcore.reduce_type<max>}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
  // CHECK: "ttnn.mesh_partition"({{.*}}){{.*}}cluster_axis = 1 : ui32, dim = 0 : si32{{.*}} : (tensor<8x16xf32>) -> tensor<2x16xf32>
  %3 = "ttnn.mesh_partition"(%x) <{cluster_axis = 1 : ui32, dim = 0 : si32}> : (tensor<8x16xf32>) -> tensor<2x16xf32>
  // CHECK: "ttnn.point_to_point"({{.*}}){{.*}}receiver_coord = array<i64: 0, 1>, sender_coord = array<i64: 0, 0>{{.*}} : (tensor<8x16xf32>) -> tensor<8x16xf32>
  %4 = "ttnn.point_to_point"(%x) <{receiver_coord = array<i64: 0, 1>, sender_coord = array<i64: 0, 0>}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
  // CHECK: "ttnn.distribute_tensor"({{.*}}){{.*}}mapper_config = #ttnn.mesh_mapper_config<placements = [<shard, 0 : i64>]>{{.*}} : (tensor<8x16xf32>, !ttnn.device) -> tensor<2x16xf32>
  %5 = "ttnn.distribute_tensor"(%x, %d) <{mapper_config = #ttnn.mesh_mapper_config<placements = [<shard, 0 : i64>]>}> : (tensor<8x16xf32>, !ttnn.device) -> tensor<2x16xf32>
  // CHECK: "ttnn.aggregate_tensor"({{.*}}){{.*}}composer_config = #ttnn.mesh_composer_config<dims = [0 : i64]>{{.*}} : (tensor<2x16xf32>, !ttnn.device) -> tensor<8x16xf32>
  %6 = "ttnn.aggregate_tensor"(%y, %d) <{composer_config = #ttnn.mesh_composer_config<dims = [0 : i64]>}> : (tensor<2x16xf32>, !ttnn.device) -> tensor<8x16xf32>
  // CHECK: "ttnn.begin_trace_capture"({{.*}}){{.*}}cq_id = 0 : ui32{{.*}} : (!ttnn.device) -> tensor<ui32, #ttnn.trace_id>
  %7 = "ttnn.begin_trace_capture"(%d) <{cq_id = 0 : ui32}> : (!ttnn.device) -> tensor<ui32, #ttnn.trace_id>
  // CHECK: "ttnn.create_global_semaphore"({{.*}}){{.*}}core_range_set = #ttnn.core_range_set<[#ttnn.core_range<(0,0), (7,7)>]>, initial_value = 1 : ui32{{.*}} : (!ttnn.device) -> !ttnn.global_semaphore
  %8 = "ttnn.create_global_semaphore"(%d) <{core_range_set = #ttnn.core_range_set<[#ttnn.core_range<(0,0), (7,7)>]>, initial_value = 1 : ui32}> : (!ttnn.device) -> !ttnn.global_semaphore
  // CHECK: "ttnn.reset_global_semaphore"({{.*}}){{.*}}value = 0 : ui32{{.*}} : (!ttnn.global_semaphore) -> ()
  "ttnn.reset_global_semaphore"(%s) <{value = 0 : ui32}> : (!ttnn.global_semaphore) -> ()
  // CHECK: "ttnn.adamw"({{.*}}){{.*}} : (tensor<8x16xf32>, tensor<8x16xf32>, tensor<8x16xf32>, tensor<8x16xf32>) -> ()
  "ttnn.adamw"(%x, %x, %x, %x) <{beta1 = 9.000000e-01 : f32, beta1_pow = 9.000000e-01 : f32, beta2 = 9.990000e-01 : f32, beta2_pow = 9.990000e-01 : f32, epsilon = 1.000000e-08 : f32, lr = 1.000000e-03 : f32, stochastic_rounding = false, weight_decay = 0.000000e+00 : f32}> : (tensor<8x16xf32>, tensor<8x16xf32>, tensor<8x16xf32>, tensor<8x16xf32>) -> ()
  // CHECK: "ttnn.quantize"({{.*}}){{.*}}axis = 1 : i32{{.*}} : (tensor<8x16xf32>, tensor<f32>, tensor<si32>) -> tensor<8x16xsi32>
  %9 = "ttnn.quantize"(%x, %z, %zi) <{axis = 1 : i32}> : (tensor<8x16xf32>, tensor<f32>, tensor<si32>) -> tensor<8x16xsi32>
  // CHECK: "ttnn.dump_tensor"({{.*}}){{.*}}file_path = "x.tensor"{{.*}} : (tensor<8x16xf32>) -> ()
  "ttnn.dump_tensor"(%x) <{file_path = "x.tensor"}> : (tensor<8x16xf32>) -> ()
  // CHECK: "ttnn.load_tensor"({{.*}}){{.*}}file_path = "x.tensor"{{.*}} : (!ttnn.device) -> tensor<8x16xf32>
  %10 = "ttnn.load_tensor"(%d) <{file_path = "x.tensor"}> : (!ttnn.device) -> tensor<8x16xf32>
  // CHECK: "ttnn.to_tensor_spec"({{.*}}){{.*}} : (tensor<8x16xf32>) -> tensor<8x16xbf16>
  %11 = "ttnn.to_tensor_spec"(%x) : (tensor<8x16xf32>) -> tensor<8x16xbf16>
  // CHECK: "ttnn.deallocate"({{.*}}){{.*}}force = true{{.*}} : (tensor<8x16xf32>) -> ()
  "ttnn.deallocate"(%x) <{force = true}> : (tensor<8x16xf32>) -> ()
  return
}
