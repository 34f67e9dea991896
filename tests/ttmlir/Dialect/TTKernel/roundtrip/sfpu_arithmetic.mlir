// The vector unit with scalars and selections: arithmetic with a constant, limits, filling, casts, own code.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @sfpu_arithmetic(
func.func @sfpu_arithmetic(%arg0: index, %arg1: i32, %arg2: i32, %arg3: f32, %arg4: index, %arg5: index, %arg6: index) attributes {ttkernel.thread = #ttkernel.thread<compute>} {
  // CHECK: ttkernel.binop_with_scalar_tile_init() : () -> ()
  ttkernel.binop_with_scalar_tile_init() : () -> ()
  // CHECK: ttkernel.add_unary_tile(%arg0, %arg1) : (index, i32) -> ()
  ttkernel.add_unary_tile(%arg0, %arg1) : (index, i32) -> ()
  // CHECK: ttkernel.sub_unary_tile(%arg0, %arg1) : (index, i32) -> ()
  ttkernel.sub_unary_tile(%arg0, %arg1) : (index, i32) -> ()
  // CHECK: ttkernel.mul_unary_tile(%arg0, %arg1) : (index, i32) -> ()
  ttkernel.mul_unary_tile(%arg0, %arg1) : (index, i32) -> ()
  // CHECK: ttkernel.div_unary_tile(%arg0, %arg1) : (index, i32) -> ()
  ttkernel.div_unary_tile(%arg0, %arg1) : (index, i32) -> ()
  // CHECK: ttkernel.add_unary_tile_int32(%arg0, %arg1) : (index, i32) -> ()
  ttkernel.add_unary_tile_int32(%arg0, %arg1) : (index, i32) -> ()
  // CHECK: ttkernel.sub_unary_tile_int32(%arg0, %arg1) : (index, i32) -> ()
  ttkernel.sub_unary_tile_int32(%arg0, %arg1) : (index, i32) -> ()
  // CHECK: ttkernel.power_tile_init() : () -> ()
  ttkernel.power_tile_init() : () -> ()
  // CHECK: ttkernel.power_tile(%arg0, %arg1) : (index, i32) -> ()
  ttkernel.power_tile(%arg0, %arg1) : (index, i32) -> ()
  // CHECK: ttkernel.clamp_tile_init() : () -> ()
  ttkernel.clamp_tile_init() : () -> ()
  // CHECK: ttkernel.clamp_tile(%arg0, %arg1, %arg2) : (index, i32, i32) -> ()
  ttkernel.clamp_tile(%arg0, %arg1, %arg2) : (index, i32, i32) -> ()
  // CHECK: ttkernel.clamp_tile_int32(%arg0, %arg1, %arg2) : (index, i32, i32) -> ()
  ttkernel.clamp_tile_int32(%arg0, %arg1, %arg2) : (index, i32, i32) -> ()
  // CHECK: ttkernel.fill_tile_init() : () -> ()
  ttkernel.fill_tile_init() : () -> ()
  // CHECK: ttkernel.fill_tile(%arg0, %arg3) : (index, f32) -> ()
  ttkernel.fill_tile(%arg0, %arg3) : (index, f32) -> ()
  // CHECK: ttkernel.fill_tile_int(%arg0, %arg1) : (index, i32) -> ()
  ttkernel.fill_tile_int(%arg0, %arg1) : (index, i32) -> ()
  // CHECK: ttkernel.rand_tile_init(%arg0) : (index) -> ()
  ttkernel.rand_tile_init(%arg0) : (index) -> ()
  // CHECK: ttkernel.rand_tile(%arg0, %arg4, %arg5) : (index, index, index) -> ()
  ttkernel.rand_tile(%arg0, %arg4, %arg5) : (index, index, index) -> ()
  // CHECK: ttkernel.where_tile_init() : () -> ()
  ttkernel.where_tile_init() : () -> ()
  // CHECK: ttkernel.where_tile(%arg0, %arg4, %arg5, %arg6, <si32>) : (index, index, index, index) -> ()
  ttkernel.where_tile(%arg0, %arg4, %arg5, %arg6, <si32>) : (index, index, index, index) -> ()
  // CHECK: ttkernel.typecast_tile_init(<f32>, <bf16>) : () -> ()
  ttkernel.typecast_tile_init(<f32>, <bf16>) : () -> ()
  // CHECK: ttkernel.typecast_tile(%arg0, <f32>, <bf16>) : (index) -> ()
  ttkernel.typecast_tile(%arg0, <f32>, <bf16>) : (index) -> ()
  return
}

// CHECK-LABEL: func.func @invoke_sfpi(
func.func @invoke_sfpi(%arg0: i32) {
  // CHECK: ttkernel.invoke_sfpi {
  // CHECK-NEXT: arith.addi
  // CHECK-NEXT: }
  ttkernel.invoke_sfpi {
    %0 = arith.addi %arg0, %arg0 : i32
  }
  return
}
