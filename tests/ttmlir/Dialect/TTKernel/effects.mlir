// What may be merged and removed, and what has to stay because other threads and cores see it.
// RUN: ttmlir-opt %s --cse | FileCheck %s

// Arguments and addresses are values like any other.
// CHECK-LABEL: func.func @values(
// CHECK-NEXT: %[[arg:.*]] = ttkernel.get_arg_val(%arg0)
// CHECK-NEXT: %[[noc:.*]] = ttkernel.get_noc_addr(%arg0, %arg0, %[[arg]])
// CHECK-NEXT: return %[[noc]], %[[noc]]
func.func @values(%arg0: index) -> (!ttkernel.noc_addr, !ttkernel.noc_addr) {
  %0 = ttkernel.get_arg_val(%arg0) : (index) -> i32
  %1 = ttkernel.get_arg_val(%arg0) : (index) -> i32
  %2 = ttkernel.get_noc_addr(%arg0, %arg0, %0) : (index, index, i32) -> !ttkernel.noc_addr
  %3 = ttkernel.get_noc_addr(%arg0, %arg0, %1) : (index, index, i32) -> !ttkernel.noc_addr
  %4 = ttkernel.mem_zeros_base() : () -> i32
  return %2, %3 : !ttkernel.noc_addr, !ttkernel.noc_addr
}

// The place of a page is the same until this thread pops.
// CHECK-LABEL: func.func @page(
// CHECK-NEXT: %[[first:.*]] = ttkernel.get_read_ptr
// CHECK-NEXT: ttkernel.cb_pop_front
// CHECK-NEXT: %[[second:.*]] = ttkernel.get_read_ptr
// CHECK-NEXT: return %[[first]], %[[first]], %[[second]]
func.func @page(%arg0: !ttkernel.cb<4, bf16>, %arg1: i32) -> (i32, i32, i32) {
  %0 = ttkernel.get_read_ptr(%arg0) : (!ttkernel.cb<4, bf16>) -> i32
  %1 = ttkernel.get_read_ptr(%arg0) : (!ttkernel.cb<4, bf16>) -> i32
  ttkernel.cb_pop_front(%arg0, %arg1) : (!ttkernel.cb<4, bf16>, i32) -> ()
  %2 = ttkernel.get_read_ptr(%arg0) : (!ttkernel.cb<4, bf16>) -> i32
  return %0, %1, %2 : i32, i32, i32
}

// Another core may write between two loads.
// CHECK-LABEL: func.func @loads(
// CHECK-COUNT-3: ttkernel.load_from_l1
func.func @loads(%arg0: !ttkernel.l1_addr_ptr, %arg1: i32) -> (i32, i32) {
  %0 = ttkernel.load_from_l1(%arg0, %arg1) : (!ttkernel.l1_addr_ptr, i32) -> i32
  %1 = ttkernel.load_from_l1(%arg0, %arg1) : (!ttkernel.l1_addr_ptr, i32) -> i32
  %2 = ttkernel.load_from_l1(%arg0, %arg1) : (!ttkernel.l1_addr_ptr, i32) -> i32
  return %0, %1 : i32, i32
}

// Printing and waiting stay.
// CHECK-LABEL: func.func @seen(
// CHECK-COUNT-2: ttkernel.dprint
// CHECK-COUNT-2: ttkernel.noc_async_read_barrier
func.func @seen() {
  ttkernel.dprint("here") : () -> ()
  ttkernel.dprint("here") : () -> ()
  ttkernel.noc_async_read_barrier() : () -> ()
  ttkernel.noc_async_read_barrier() : () -> ()
  return
}
