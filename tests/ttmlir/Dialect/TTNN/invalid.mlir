// What is wrong with an operation is named: operand, dimension, what was expected and what is there.
// RUN: ttmlir-opt %s --split-input-file --verify-diagnostics

func.func @add(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>) {
  // expected-error @below {{operand #1 with shape 2x4 does not broadcast: dimension 1 must be 1 or 3, but is 4}}
  %0 = "ttnn.add"(%a, %b) : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @exp(%a: tensor<2x3xf32>) {
  // expected-error @below {{result must have shape 2x3, but its shape is 3x2}}
  %0 = "ttnn.exp"(%a) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @matmul(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>) {
  // expected-error @below {{inner dimensions differ: a with shape 2x3 has 3 columns, but b with shape 2x4 has 2 rows}}
  %0 = "ttnn.matmul"(%a, %b) : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @linear_bias(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>, %c: tensor<5xf32>) {
  // expected-error @below {{bias with shape 5 does not broadcast with the product, whose shape is 2x4}}
  %0 = "ttnn.linear"(%a, %b, %c) : (tensor<2x3xf32>, tensor<3x4xf32>, tensor<5xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @sum(%a: tensor<2x3xf32>) {
  // expected-error @below {{dim_arg 2 is out of range: expected -2 to 1 for rank 2}}
  %0 = "ttnn.sum"(%a) <{dim_arg = [2 : i32], keep_dim = true}> : (tensor<2x3xf32>) -> tensor<2x1xf32>
  return
}

// -----

func.func @conv2d_input(%x: tensor<1x1x100x16xf32>, %w: tensor<32x16x3x3xf32>, %d: !ttnn.device) {
  // expected-error @below {{input has shape 1x1x100x16, expected 1x1x128x16 or 2x8x8x16}}
  %0 = "ttnn.conv2d"(%x, %w, %d) <{batch_size = 2 : i32, dilation = array<i32: 1, 1>, groups = 1 : i32, in_channels = 16 : i32, input_height = 8 : i32, input_width = 8 : i32, kernel_size = array<i32: 3, 3>, out_channels = 32 : i32, padding = array<i32: 1, 1>, stride = array<i32: 1, 1>}> : (tensor<1x1x100x16xf32>, tensor<32x16x3x3xf32>, !ttnn.device) -> tensor<1x1x128x32xf32>
  return
}

// -----

func.func @conv2d_result(%x: tensor<1x1x128x16xf32>, %w: tensor<32x16x3x3xf32>, %d: !ttnn.device) {
  // expected-error @below {{result has shape 1x1x128x32, expected 1x1x72x32 or 2x6x6x32}}
  %0 = "ttnn.conv2d"(%x, %w, %d) <{batch_size = 2 : i32, dilation = array<i32: 1, 1>, groups = 1 : i32, in_channels = 16 : i32, input_height = 8 : i32, input_width = 8 : i32, kernel_size = array<i32: 3, 3>, out_channels = 32 : i32, padding = array<i32: 0, 0>, stride = array<i32: 1, 1>}> : (tensor<1x1x128x16xf32>, tensor<32x16x3x3xf32>, !ttnn.device) -> tensor<1x1x128x32xf32>
  return
}

// -----

func.func @conv2d_groups(%x: tensor<1x1x128x16xf32>, %w: tensor<32x16x3x3xf32>, %d: !ttnn.device) {
  // expected-error @below {{groups must be at least 1, but is 0}}
  %0 = "ttnn.conv2d"(%x, %w, %d) <{batch_size = 2 : i32, dilation = array<i32: 1, 1>, groups = 0 : i32, in_channels = 16 : i32, input_height = 8 : i32, input_width = 8 : i32, kernel_size = array<i32: 3, 3>, out_channels = 32 : i32, padding = array<i32: 0, 0>, stride = array<i32: 1, 1>}> : (tensor<1x1x128x16xf32>, tensor<32x16x3x3xf32>, !ttnn.device) -> tensor<1x1x128x32xf32>
  return
}

// -----

func.func @conv2d_stride(%x: tensor<1x1x128x16xf32>, %w: tensor<32x16x3x3xf32>, %d: !ttnn.device) {
  // expected-error @below {{kernel_size has 1 elements, expected 2}}
  %0 = "ttnn.conv2d"(%x, %w, %d) <{batch_size = 2 : i32, dilation = array<i32: 1, 1>, groups = 1 : i32, in_channels = 16 : i32, input_height = 8 : i32, input_width = 8 : i32, kernel_size = array<i32: 3>, out_channels = 32 : i32, padding = array<i32: 0, 0>, stride = array<i32: 0, 1>}> : (tensor<1x1x128x16xf32>, tensor<32x16x3x3xf32>, !ttnn.device) -> tensor<1x1x128x32xf32>
  return
}

// -----

func.func @max_pool2d(%x: tensor<1x1x64x16xf32>) {
  // expected-error @below {{the window is larger than the input in dimension 1: it spans 9 elements, but there are 8 with padding}}
  %0 = "ttnn.max_pool2d"(%x) <{batch_size = 1 : si32, ceil_mode = false, channels = 16 : si32, dilation = array<i32: 1, 1>, input_height = 8 : si32, input_width = 8 : si32, kernel_size = array<i32: 9, 2>, padding = array<i32: 0, 0>, stride = array<i32: 2, 2>}> : (tensor<1x1x64x16xf32>) -> tensor<1x1x16x16xf32>
  return
}

// -----

func.func @upsample(%x: tensor<1x4x4x8xf32>) {
  // expected-error @below {{mode is "cubic", expected "nearest" or "bilinear"}}
  %0 = "ttnn.upsample"(%x) <{mode = "cubic", scale_factor = 2 : si32}> : (tensor<1x4x4x8xf32>) -> tensor<1x8x8x8xf32>
  return
}

// -----

func.func @concat(%a: tensor<2x3xf32>, %b: tensor<3x3xf32>) {
  // expected-error @below {{input #1 must have size 2 in dimension 0 as those before it, but its shape is 3x3}}
  %0 = "ttnn.concat"(%a, %b) <{dim = 1 : si32}> : (tensor<2x3xf32>, tensor<3x3xf32>) -> tensor<2x6xf32>
  return
}

// -----

func.func @concat_nothing() {
  // expected-error @below {{there must be at least one input}}
  %0 = "ttnn.concat"() <{dim = 0 : si32}> : () -> tensor<2x6xf32>
  return
}

// -----

func.func @reshape(%a: tensor<2x3xf32>) {
  // expected-error @below {{input with shape 2x3 holds 6 elements, but shape [7] holds 7}}
  %0 = "ttnn.reshape"(%a) <{shape = [7 : i32]}> : (tensor<2x3xf32>) -> tensor<7xf32>
  return
}

// -----

func.func @permute(%a: tensor<2x3xf32>) {
  // expected-error @below {{permutation must name each of the input's 2 dimensions once, but is [0, 0]}}
  %0 = "ttnn.permute"(%a) <{permutation = array<i64: 0, 0>}> : (tensor<2x3xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @slice(%a: tensor<2x3xf32>) {
  // expected-error @below {{step must not be 0, but is in dimension 1}}
  %0 = "ttnn.slice_static"(%a) <{begins = [0 : i32, 0 : i32], ends = [2 : i32, 3 : i32], step = [1 : i32, 0 : i32]}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @softmax(%a: tensor<2x3xf32>) {
  // expected-error @below {{dimension 2 is out of range: expected -2 to 1 for rank 2}}
  %0 = "ttnn.softmax"(%a) <{dimension = 2 : si32}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @layer_norm(%a: tensor<2x3xf32>, %w: tensor<2xf32>) {
  // expected-error @below {{weight has 2 elements (shape 2), expected 3}}
  %0 = "ttnn.layer_norm"(%a, %w) <{operandSegmentSizes = array<i32: 1, 1, 0>}> : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @group_norm(%a: tensor<1x1x4x6xf32>) {
  // expected-error @below {{num_groups is 4, expected a divisor of the 6 channels}}
  %0 = "ttnn.group_norm"(%a) <{num_groups = 4 : i64, operandSegmentSizes = array<i32: 1, 0, 0, 0>}> : (tensor<1x1x4x6xf32>) -> tensor<1x1x4x6xf32>
  return
}

// -----

func.func @attention(%q: tensor<2x8x10x16xf32>, %k: tensor<2x3x12x16xf32>) {
  // expected-error @below {{the query's heads (8) must be a multiple of the key's (3)}}
  %0 = "ttnn.scaled_dot_product_attention"(%q, %k, %k) <{operandSegmentSizes = array<i32: 1, 1, 1, 0, 0>}> : (tensor<2x8x10x16xf32>, tensor<2x3x12x16xf32>, tensor<2x3x12x16xf32>) -> tensor<2x8x10x16xf32>
  return
}

// -----

func.func @nlp_create_heads(%x: tensor<1x1x2x250xf32>) {
  // expected-error @below {{dimension 3 of input has size 250, expected a multiple of num_heads + 2 * num_kv_heads, 24}}
  %0:3 = "ttnn.nlp_create_qkv_heads_decode"(%x) <{num_heads = 8 : ui32}> : (tensor<1x1x2x250xf32>) -> (tensor<1x2x8x10xf32>, tensor<1x2x8x10xf32>, tensor<1x2x8x10xf32>)
  return
}

// -----

func.func @rotary_embedding(%x: tensor<1x2x10x16xf32>, %c: tensor<1x1x8x16xf32>) {
  // expected-error @below {{dimension 2 of cos_cache has size 8, expected at least 10 as of input, for token_index is absent}}
  %0 = "ttnn.rotary_embedding"(%x, %c, %c) : (tensor<1x2x10x16xf32>, tensor<1x1x8x16xf32>, tensor<1x1x8x16xf32>) -> tensor<1x2x10x16xf32>
  return
}

// -----

func.func @fill_cache(%c: tensor<2x4x64x16xf32>, %x: tensor<1x4x10x16xf32>) {
  // expected-error @below {{batch_offset 2 and 1 entries of the input do not fit into the cache's batch of 2}}
  "ttnn.fill_cache"(%c, %x) <{batch_offset = 2 : i32}> : (tensor<2x4x64x16xf32>, tensor<1x4x10x16xf32>) -> ()
  return
}

// -----

func.func @arange() {
  // expected-error @below {{step must not be 0}}
  %0 = "ttnn.arange"() <{start = 0 : si64, end = 10 : si64, step = 0 : si64}> : () -> tensor<10xsi32>
  return
}

// -----

func.func @full() {
  // expected-error @below {{result must have shape 2x3, but its shape is 3x2}}
  %0 = "ttnn.full"() <{shape = #ttnn.shape<2x3>, fill_value = 1.0 : f32}> : () -> tensor<3x2xf32>
  return
}

// -----

func.func @quantize(%x: tensor<8x16xf32>, %s: tensor<4xf32>, %z: tensor<si32>) {
  // expected-error @below {{scale has 4 elements (shape 4), expected 16}}
  %0 = "ttnn.quantize"(%x, %s, %z) <{axis = 1 : i32}> : (tensor<8x16xf32>, tensor<4xf32>, tensor<si32>) -> tensor<8x16xsi32>
  return
}

// -----

func.func @all_gather(%x: tensor<3x16xf32>) {
  // expected-error @below {{dimension 0 of result has size 8, which is not a multiple of 3, the size in input}}
  %0 = "ttnn.all_gather"(%x) <{all_gather_dim = 0 : si32, cluster_axis = 0 : ui32}> : (tensor<3x16xf32>) -> tensor<8x16xf32>
  return
}

// -----

#system_memory = #ttnn.buffer_type<system_memory>
#host = #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>, memref<3x16xf32, #system_memory>>
func.func @to_device(%x: tensor<3x16xf32>, %d: !ttnn.device) {
  // expected-error @below {{result lies in system memory, expected a memory of the device}}
  %0 = "ttnn.to_device"(%x, %d) : (tensor<3x16xf32>, !ttnn.device) -> tensor<3x16xf32, #host>
  return
}

// -----

#dram = #ttnn.buffer_type<dram>
#matrix = #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>, memref<3x16xf32, #dram>, <interleaved>>
// expected-error @below {{layout maps 2 dimensions, but the tensor has 3}}
func.func private @layout_rank(tensor<3x16x2xf32, #matrix>)

// -----

#system_memory = #ttnn.buffer_type<system_memory>
// expected-error @below {{a layout in system memory has no memory layout, got interleaved}}
#host = #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>, memref<3x16xf32, #system_memory>, <interleaved>>

// -----

// expected-error @below {{memory space of a layout's memref must be #ttnn.buffer_type, got 'memref<3x16xf32>'}}
#layout = #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>, memref<3x16xf32>, <interleaved>>

// -----

// expected-error @below {{core range ends at (2,0), before its start (3,0)}}
#range = #ttnn.core_range<(3,0), (2,0)>

// -----

// expected-error @below {{core ranges #ttnn.core_range<(0,0), (3,3)> and #ttnn.core_range<(3,3), (4,4)> overlap}}
#cores = #ttnn.core_range_set<[#ttnn.core_range<(0,0), (3,3)>, #ttnn.core_range<(3,3), (4,4)>]>

// -----

#l1 = #ttnn.buffer_type<l1>
// expected-error @below {{a shard specification needs a sharded memory layout, got interleaved}}
#config = #ttnn.memory_config<#l1, <interleaved>, #ttnn.shard_spec<<[#ttnn.core_range<(0,0), (7,0)>]>, <32x128>, <row_major>>>

// -----

#cores = #ttnn.core_range_set<[#ttnn.core_range<(0,0), (0,0)>]>
#kernel = #ttnn.read_kernel<symbol_ref = @read, core_ranges = #cores, ct_args = [], common_rt_args = [], rt_args = [#ttnn.core_runtime_args<core_coord = <0, 0>, args = []>, #ttnn.core_runtime_args<core_coord = <0, 0>, args = []>]>
#program = #ttnn.program<kernels = [#kernel], cbs = [], semaphores = []>
func.func @generic(%x: tensor<3x16xf32>) {
  // expected-error @below {{has runtime arguments for core (0, 0) twice}}
  "ttnn.generic"(%x) <{program = #program, operandSegmentSizes = array<i32: 1, 0>}> : (tensor<3x16xf32>) -> ()
  return
}

// -----

func.func @copy(%x: tensor<3x16xf32>, %y: tensor<16x3xf32>) {
  // expected-error @below {{dst must have shape 3x16, but its shape is 16x3}}
  "ttnn.copy"(%x, %y) : (tensor<3x16xf32>, tensor<16x3xf32>) -> ()
  return
}
