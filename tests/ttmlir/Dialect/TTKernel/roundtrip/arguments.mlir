// What a kernel is told: its arguments, where it runs, and the scalars it makes of them.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @arguments(
func.func @arguments(%arg0: index, %arg1: i32, %arg2: i8, %arg3: i16, %arg4: i16, %arg5: i32) {
  // CHECK: %0 = ttkernel.get_arg_val(%arg0) : (index) -> i32
  %0 = ttkernel.get_arg_val(%arg0) : (index) -> i32
  // CHECK: %1 = ttkernel.get_arg_val(%arg1) : (i32) -> !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>
  %1 = ttkernel.get_arg_val(%arg1) : (i32) -> !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>
  // CHECK: %2 = ttkernel.get_arg_val(%arg0) : (index) -> !ttkernel.l1_addr
  %2 = ttkernel.get_arg_val(%arg0) : (index) -> !ttkernel.l1_addr
  // CHECK: %3 = ttkernel.get_common_arg_val(%arg0) : (index) -> i32
  %3 = ttkernel.get_common_arg_val(%arg0) : (index) -> i32
  // CHECK: %4 = ttkernel.get_common_arg_val(%arg0) : (index) -> index
  %4 = ttkernel.get_common_arg_val(%arg0) : (index) -> index
  // CHECK: %5 = ttkernel.get_compile_time_arg_val(0) : () -> !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>
  %5 = ttkernel.get_compile_time_arg_val(0) : () -> !ttkernel.cb<4, !ttcore.tile<32x32, bf16>>
  // CHECK: %6 = ttkernel.get_compile_time_arg_val(1) : () -> ui32
  %6 = ttkernel.get_compile_time_arg_val(1) : () -> ui32
  // CHECK: %7 = ttkernel.my_x() : () -> index
  %7 = ttkernel.my_x() : () -> index
  // CHECK: %8 = ttkernel.my_x(%arg2) : (i8) -> index
  %8 = ttkernel.my_x(%arg2) : (i8) -> index
  // CHECK: %9 = ttkernel.my_y() : () -> index
  %9 = ttkernel.my_y() : () -> index
  // CHECK: %10 = ttkernel.my_y(%arg2) : (i8) -> index
  %10 = ttkernel.my_y(%arg2) : (i8) -> index
  // CHECK: %11 = ttkernel.my_logical_x_ : () -> index
  %11 = ttkernel.my_logical_x_ : () -> index
  // CHECK: %12 = ttkernel.my_logical_y_ : () -> index
  %12 = ttkernel.my_logical_y_ : () -> index
  // CHECK: %13 = ttkernel.experimental.convert_logical_x_to_translated(%arg0) : (index) -> index
  %13 = ttkernel.experimental.convert_logical_x_to_translated(%arg0) : (index) -> index
  // CHECK: %14 = ttkernel.experimental.convert_logical_y_to_translated(%arg0) : (index) -> index
  %14 = ttkernel.experimental.convert_logical_y_to_translated(%arg0) : (index) -> index
  // CHECK: %15 = ttkernel.bfloat16_greater(%arg3, %arg4) : (i16, i16) -> i1
  %15 = ttkernel.bfloat16_greater(%arg3, %arg4) : (i16, i16) -> i1
  // CHECK: %16 = ttkernel.float32_greater(%arg1, %arg5) : (i32, i32) -> i1
  %16 = ttkernel.float32_greater(%arg1, %arg5) : (i32, i32) -> i1
  return
}

// CHECK-LABEL: func.func @bitcast(
func.func @bitcast(%arg0: ui32) -> f32 {
  // CHECK: %0 = ttkernel.bitcast %arg0 : ui32 to f32
  %0 = ttkernel.bitcast %arg0 : ui32 to f32
  return %0 : f32
}
