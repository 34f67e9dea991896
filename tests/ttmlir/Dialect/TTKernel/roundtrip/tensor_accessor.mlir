// Accessors, which know in which bank and at which offset a page of a tensor lies.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @tensor_accessor(
func.func @tensor_accessor(%arg0: !ttkernel.TensorAccessorArgs, %arg1: i32, %arg2: i32, %arg3: !ttkernel.TensorAccessor, %arg4: i8) attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  // CHECK: %0 = ttkernel.TensorAccessor(%arg0, %arg1) : (!ttkernel.TensorAccessorArgs, i32) -> !ttkernel.TensorAccessor
  %0 = ttkernel.TensorAccessor(%arg0, %arg1) : (!ttkernel.TensorAccessorArgs, i32) -> !ttkernel.TensorAccessor
  // CHECK: %1 = ttkernel.TensorAccessor(%arg0, %arg1, %arg2) : (!ttkernel.TensorAccessorArgs, i32, i32) -> !ttkernel.TensorAccessor
  %1 = ttkernel.TensorAccessor(%arg0, %arg1, %arg2) : (!ttkernel.TensorAccessorArgs, i32, i32) -> !ttkernel.TensorAccessor
  // CHECK: %2 = ttkernel.tensor_accessor.get_noc_addr(%arg3, %arg1, %arg2) : (!ttkernel.TensorAccessor, i32, i32) -> !ttkernel.noc_addr
  %2 = ttkernel.tensor_accessor.get_noc_addr(%arg3, %arg1, %arg2) : (!ttkernel.TensorAccessor, i32, i32) -> !ttkernel.noc_addr
  // CHECK: %3 = ttkernel.tensor_accessor.get_noc_addr(%arg3, %arg1, %arg2, %arg4) : (!ttkernel.TensorAccessor, i32, i32, i8) -> !ttkernel.noc_addr
  %3 = ttkernel.tensor_accessor.get_noc_addr(%arg3, %arg1, %arg2, %arg4) : (!ttkernel.TensorAccessor, i32, i32, i8) -> !ttkernel.noc_addr
  // CHECK: %4 = ttkernel.tensor_accessor.get_shard_noc_addr(%arg3, %arg1, %arg2) : (!ttkernel.TensorAccessor, i32, i32) -> i32
  %4 = ttkernel.tensor_accessor.get_shard_noc_addr(%arg3, %arg1, %arg2) : (!ttkernel.TensorAccessor, i32, i32) -> i32
  // CHECK: %5 = ttkernel.tensor_accessor.get_shard_noc_addr(%arg3, %arg1, %arg2, %arg4) : (!ttkernel.TensorAccessor, i32, i32, i8) -> i32
  %5 = ttkernel.tensor_accessor.get_shard_noc_addr(%arg3, %arg1, %arg2, %arg4) : (!ttkernel.TensorAccessor, i32, i32, i8) -> i32
  // CHECK: %6 = ttkernel.tensor_accessor.get_bank_and_offset(%arg3, %arg1) : (!ttkernel.TensorAccessor, i32) -> !ttkernel.PageMapping
  %6 = ttkernel.tensor_accessor.get_bank_and_offset(%arg3, %arg1) : (!ttkernel.TensorAccessor, i32) -> !ttkernel.PageMapping
  // CHECK: %7 = ttkernel.tensor_accessor.is_local_bank(%arg3, %arg1, %arg2) : (!ttkernel.TensorAccessor, i32, i32) -> i1
  %7 = ttkernel.tensor_accessor.is_local_bank(%arg3, %arg1, %arg2) : (!ttkernel.TensorAccessor, i32, i32) -> i1
  // CHECK: %8 = ttkernel.tensor_accessor.is_local_bank(%arg3, %arg1, %arg2, %arg4) : (!ttkernel.TensorAccessor, i32, i32, i8) -> i1
  %8 = ttkernel.tensor_accessor.is_local_bank(%arg3, %arg1, %arg2, %arg4) : (!ttkernel.TensorAccessor, i32, i32, i8) -> i1
  // CHECK: %9 = ttkernel.tensor_accessor.is_local_addr(%arg3, %arg1, %arg2) : (!ttkernel.TensorAccessor, i32, i32) -> i1
  %9 = ttkernel.tensor_accessor.is_local_addr(%arg3, %arg1, %arg2) : (!ttkernel.TensorAccessor, i32, i32) -> i1
  // CHECK: %10 = ttkernel.tensor_accessor.is_local_addr(%arg3, %arg1, %arg2, %arg4) : (!ttkernel.TensorAccessor, i32, i32, i8) -> i1
  %10 = ttkernel.tensor_accessor.is_local_addr(%arg3, %arg1, %arg2, %arg4) : (!ttkernel.TensorAccessor, i32, i32, i8) -> i1
  // CHECK: %11 = ttkernel.tensor_accessor.is_local_page(%arg3, %arg1) : (!ttkernel.TensorAccessor, i32) -> i1
  %11 = ttkernel.tensor_accessor.is_local_page(%arg3, %arg1) : (!ttkernel.TensorAccessor, i32) -> i1
  // CHECK: %12 = ttkernel.tensor_accessor.is_local_page(%arg3, %arg1, %arg4) : (!ttkernel.TensorAccessor, i32, i8) -> i1
  %12 = ttkernel.tensor_accessor.is_local_page(%arg3, %arg1, %arg4) : (!ttkernel.TensorAccessor, i32, i8) -> i1
  // CHECK: %13 = ttkernel.tensor_accessor.is_local_shard(%arg3, %arg1) : (!ttkernel.TensorAccessor, i32) -> i1
  %13 = ttkernel.tensor_accessor.is_local_shard(%arg3, %arg1) : (!ttkernel.TensorAccessor, i32) -> i1
  // CHECK: %14 = ttkernel.tensor_accessor.is_local_shard(%arg3, %arg1, %arg4) : (!ttkernel.TensorAccessor, i32, i8) -> i1
  %14 = ttkernel.tensor_accessor.is_local_shard(%arg3, %arg1, %arg4) : (!ttkernel.TensorAccessor, i32, i8) -> i1
  return
}

// CHECK-LABEL: func.func @tensor_accessor_args(
func.func @tensor_accessor_args(%arg0: i32) attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  %c2_i32 = arith.constant 2 : i32
  // CHECK: %0 = ttkernel.TensorAccessorArgs(%c2_i32, %c2_i32)
  %0 = ttkernel.TensorAccessorArgs(%c2_i32, %c2_i32)
  // CHECK: %1 = ttkernel.TensorAccessorArgs(prev = %0)
  %1 = ttkernel.TensorAccessorArgs(prev = %0)
  // CHECK: %2 = ttkernel.TensorAccessorArgs(%arg0, %c2_i32) cta_expr = "base()"
  %2 = ttkernel.TensorAccessorArgs(%arg0, %c2_i32) cta_expr = "base()"
  // CHECK: %3 = ttkernel.TensorAccessorArgs(prev = %2) cta_expr = "base()" crta_expr = "0"
  %3 = ttkernel.TensorAccessorArgs(prev = %2) cta_expr = "base()" crta_expr = "0"
  return
}
