// Caches are printed as they are written.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @caches
func.func @caches(%c: tensor<2x4x64x16xf32>, %x: tensor<1x4x10x16xf32>, %u: tensor<1x4x2x16xf32>, %i: tensor<1xsi32>, %p: tensor<20x4x32x16xf32>, %t: tensor<2x6xsi32>, %v: tensor<1x2x4x16xf32>, %j: tensor<2xsi32>) {
  // CHECK: "ttnn.fill_cache"({{.*}}){{.*}}batch_offset = 1 : i32{{.*}} : (tensor<2x4x64x16xf32>, tensor<1x4x10x16xf32>) -> ()
  "ttnn.fill_cache"(%c, %x) <{batch_offset = 1 : i32}> : (tensor<2x4x64x16xf32>, tensor<1x4x10x16xf32>) -> ()
  // CHECK: "ttnn.update_cache"({{.*}}){{.*}}batch_offset = 0 : i32{{.*}} : (tensor<2x4x64x16xf32>, tensor<1x4x2x16xf32>, tensor<1xsi32>) -> ()
  "ttnn.update_cache"(%c, %u, %i) <{batch_offset = 0 : i32}> : (tensor<2x4x64x16xf32>, tensor<1x4x2x16xf32>, tensor<1xsi32>) -> ()
  // CHECK: "ttnn.paged_fill_cache"({{.*}}){{.*}} : (tensor<20x4x32x16xf32>, tensor<1x4x10x16xf32>, tensor<2x6xsi32>) -> ()
  "ttnn.paged_fill_cache"(%p, %x, %t) : (tensor<20x4x32x16xf32>, tensor<1x4x10x16xf32>, tensor<2x6xsi32>) -> ()
  // CHECK: "ttnn.paged_update_cache"({{.*}}){{.*}}share_cache = false{{.*}} : (tensor<20x4x32x16xf32>, tensor<1x2x4x16xf32>, tensor<2xsi32>, tensor<2x6xsi32>) -> ()
  "ttnn.paged_update_cache"(%p, %v, %j, %t) <{share_cache = false}> : (tensor<20x4x32x16xf32>, tensor<1x2x4x16xf32>, tensor<2xsi32>, tensor<2x6xsi32>) -> ()
  return
}
