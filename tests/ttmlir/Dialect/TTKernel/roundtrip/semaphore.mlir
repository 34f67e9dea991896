// Semaphores: words of 4 bytes in L1 by which cores wait for each other.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @semaphore_anywhere(
func.func @semaphore_anywhere(%arg0: index) {
  // CHECK: %0 = ttkernel.get_semaphore(%arg0) : (index) -> !ttkernel.local_semaphore
  %0 = ttkernel.get_semaphore(%arg0) : (index) -> !ttkernel.local_semaphore
  return
}

// CHECK-LABEL: func.func @semaphore_in_data_movement(
func.func @semaphore_in_data_movement(%arg0: !ttkernel.l1_addr_ptr, %arg1: index, %arg2: !ttkernel.noc_addr, %arg3: i32, %arg4: i8, %arg5: !ttkernel.l1_addr, %arg6: !ttkernel.local_semaphore) attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  // CHECK: ttkernel.noc_semaphore_set(%arg0, %arg1) : (!ttkernel.l1_addr_ptr, index) -> ()
  ttkernel.noc_semaphore_set(%arg0, %arg1) : (!ttkernel.l1_addr_ptr, index) -> ()
  // CHECK: ttkernel.noc_semaphore_inc(%arg2, %arg1) : (!ttkernel.noc_addr, index) -> ()
  ttkernel.noc_semaphore_inc(%arg2, %arg1) : (!ttkernel.noc_addr, index) -> ()
  // CHECK: ttkernel.noc_semaphore_inc(%arg2, %arg3, %arg4) posted true : (!ttkernel.noc_addr, i32, i8) -> ()
  ttkernel.noc_semaphore_inc(%arg2, %arg3, %arg4) posted true : (!ttkernel.noc_addr, i32, i8) -> ()
  // CHECK: ttkernel.noc_semaphore_inc_multicast(%arg2, %arg1, %arg3) : (!ttkernel.noc_addr, index, i32) -> ()
  ttkernel.noc_semaphore_inc_multicast(%arg2, %arg1, %arg3) : (!ttkernel.noc_addr, index, i32) -> ()
  // CHECK: ttkernel.noc_semaphore_inc_multicast(%arg2, %arg1, %arg3, %arg4) posted true : (!ttkernel.noc_addr, index, i32, i8) -> ()
  ttkernel.noc_semaphore_inc_multicast(%arg2, %arg1, %arg3, %arg4) posted true : (!ttkernel.noc_addr, index, i32, i8) -> ()
  // CHECK: ttkernel.noc_semaphore_set_multicast(%arg5, %arg2, %arg3) : (!ttkernel.l1_addr, !ttkernel.noc_addr, i32) -> ()
  ttkernel.noc_semaphore_set_multicast(%arg5, %arg2, %arg3) : (!ttkernel.l1_addr, !ttkernel.noc_addr, i32) -> ()
  // CHECK: ttkernel.noc_semaphore_set_multicast(%arg6, %arg2, %arg3, true) : (!ttkernel.local_semaphore, !ttkernel.noc_addr, i32) -> ()
  ttkernel.noc_semaphore_set_multicast(%arg6, %arg2, %arg3, true) : (!ttkernel.local_semaphore, !ttkernel.noc_addr, i32) -> ()
  // CHECK: ttkernel.noc_semaphore_set_multicast_loopback_src(%arg5, %arg2, %arg3) : (!ttkernel.l1_addr, !ttkernel.noc_addr, i32) -> ()
  ttkernel.noc_semaphore_set_multicast_loopback_src(%arg5, %arg2, %arg3) : (!ttkernel.l1_addr, !ttkernel.noc_addr, i32) -> ()
  // CHECK: ttkernel.noc_semaphore_set_multicast_loopback_src(%arg6, %arg2, %arg3, true) : (!ttkernel.local_semaphore, !ttkernel.noc_addr, i32) -> ()
  ttkernel.noc_semaphore_set_multicast_loopback_src(%arg6, %arg2, %arg3, true) : (!ttkernel.local_semaphore, !ttkernel.noc_addr, i32) -> ()
  // CHECK: ttkernel.experimental.semaphore_wait(%arg0, %arg1) : (!ttkernel.l1_addr_ptr, index) -> ()
  ttkernel.experimental.semaphore_wait(%arg0, %arg1) : (!ttkernel.l1_addr_ptr, index) -> ()
  // CHECK: ttkernel.experimental.semaphore_wait_min(%arg0, %arg3) : (!ttkernel.l1_addr_ptr, i32) -> ()
  ttkernel.experimental.semaphore_wait_min(%arg0, %arg3) : (!ttkernel.l1_addr_ptr, i32) -> ()
  return
}
