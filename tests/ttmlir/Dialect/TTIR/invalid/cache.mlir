// What caches refuse, and how they say so.
// RUN: ttmlir-opt %s -split-input-file -verify-diagnostics

func.func @fill_cache(%arg0: tensor<8x4x64x32xf32>, %arg1: tensor<1x4x65x32xf32>) {
  // expected-error @below {{'ttir.fill_cache' op input holds 65 positions, but the cache has room for 64}}
  "ttir.fill_cache"(%arg0, %arg1) <{batch_offset = 0 : i32}> : (tensor<8x4x64x32xf32>, tensor<1x4x65x32xf32>) -> ()
  return
}

// -----

func.func @fill_cache(%arg0: tensor<8x4x64x32xf32>, %arg1: tensor<1x4x16x32xf32>) {
  // expected-error @below {{'ttir.fill_cache' op batch_offset 8 and 1 entries of the input do not fit into the cache's batch of 8}}
  "ttir.fill_cache"(%arg0, %arg1) <{batch_offset = 8 : i32}> : (tensor<8x4x64x32xf32>, tensor<1x4x16x32xf32>) -> ()
  return
}

// -----

func.func @fill_cache(%arg0: tensor<8x4x64x32xf32>, %arg1: tensor<1x3x16x32xf32>) {
  // expected-error @below {{'ttir.fill_cache' op input must have size 4 in dimension 1 (the cache's heads), but its shape is 1x3x16x32}}
  "ttir.fill_cache"(%arg0, %arg1) <{batch_offset = 0 : i32}> : (tensor<8x4x64x32xf32>, tensor<1x3x16x32xf32>) -> ()
  return
}

// -----

func.func @fill_cache(%arg0: tensor<8x4x64x32xf32>, %arg1: tensor<1x4x16x32xf32>) {
  // expected-error @below {{'ttir.fill_cache' op result must have shape 8x4x64x32, but its shape is 8x4x64x16}}
  %0 = "ttir.fill_cache"(%arg0, %arg1) <{batch_offset = 0 : i32}> : (tensor<8x4x64x32xf32>, tensor<1x4x16x32xf32>) -> tensor<8x4x64x16xf32>
  return
}

// -----

func.func @update_cache(%arg0: tensor<8x4x64x32xf32>, %arg1: tensor<1x4x9x32xf32>, %arg2: tensor<1xui32>) {
  // expected-error @below {{'ttir.update_cache' op batch_offset 0 and 9 users of the input do not fit into the cache's batch of 8}}
  "ttir.update_cache"(%arg0, %arg1, %arg2) <{batch_offset = 0 : i32}> : (tensor<8x4x64x32xf32>, tensor<1x4x9x32xf32>, tensor<1xui32>) -> ()
  return
}

// -----

func.func @update_cache(%arg0: tensor<8x4x64x32xf32>, %arg1: tensor<1x4x8x32xf32>, %arg2: tensor<2xui32>) {
  // expected-error @below {{'ttir.update_cache' op update_index must hold one index, or one for each of 8 users, but its shape is 2}}
  "ttir.update_cache"(%arg0, %arg1, %arg2) <{batch_offset = 0 : i32}> : (tensor<8x4x64x32xf32>, tensor<1x4x8x32xf32>, tensor<2xui32>) -> ()
  return
}

// -----

func.func @paged_fill_cache(%arg0: tensor<16x4x32x32xf32>, %arg1: tensor<1x4x60x32xf32>, %arg2: tensor<8xsi32>) {
  // expected-error @below {{'ttir.paged_fill_cache' op page_table must have rank 2, but its shape is 8}}
  "ttir.paged_fill_cache"(%arg0, %arg1, %arg2) : (tensor<16x4x32x32xf32>, tensor<1x4x60x32xf32>, tensor<8xsi32>) -> ()
  return
}

// -----

func.func @paged_update_cache(%arg0: tensor<16x4x32x32xf32>, %arg1: tensor<1x8x2x32xf32>, %arg2: tensor<8xsi32>) {
  // expected-error @below {{'ttir.paged_update_cache' op input must have at least 4 heads in dimension 2, as many as the cache, but its shape is 1x8x2x32}}
  "ttir.paged_update_cache"(%arg0, %arg1, %arg2) : (tensor<16x4x32x32xf32>, tensor<1x8x2x32xf32>, tensor<8xsi32>) -> ()
  return
}

// -----

func.func @paged_update_cache(%arg0: tensor<16x4x32x32xf32>, %arg1: tensor<1x8x4x32xf32>, %arg2: tensor<8xsi32>) {
  // expected-error @below {{'ttir.paged_update_cache' op cache must have size 8 in dimension 0 (the input's users, without a page_table), but its shape is 16x4x32x32}}
  "ttir.paged_update_cache"(%arg0, %arg1, %arg2) : (tensor<16x4x32x32xf32>, tensor<1x8x4x32xf32>, tensor<8xsi32>) -> ()
  return
}
