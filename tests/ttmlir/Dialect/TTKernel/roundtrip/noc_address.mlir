// Addresses: on the network on chip, and in the L1 of the core itself.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @noc_address_in_data_movement(
func.func @noc_address_in_data_movement(%arg0: index, %arg1: index, %arg2: i32, %arg3: i8, %arg4: index, %arg5: index, %arg6: i32) attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  // CHECK: %0 = ttkernel.get_noc_addr(%arg0, %arg1, %arg2) : (index, index, i32) -> !ttkernel.noc_addr
  %0 = ttkernel.get_noc_addr(%arg0, %arg1, %arg2) : (index, index, i32) -> !ttkernel.noc_addr
  // CHECK: %1 = ttkernel.get_noc_addr(%arg0, %arg1, %arg2, %arg3) : (index, index, i32, i8) -> !ttkernel.noc_addr
  %1 = ttkernel.get_noc_addr(%arg0, %arg1, %arg2, %arg3) : (index, index, i32, i8) -> !ttkernel.noc_addr
  // CHECK: %2 = ttkernel.get_noc_multicast_addr(%arg0, %arg1, %arg4, %arg5, %arg2) : (index, index, index, index, i32) -> !ttkernel.noc_addr
  %2 = ttkernel.get_noc_multicast_addr(%arg0, %arg1, %arg4, %arg5, %arg2) : (index, index, index, index, i32) -> !ttkernel.noc_addr
  // CHECK: %3 = ttkernel.get_noc_multicast_addr(%arg0, %arg1, %arg4, %arg5, %arg2, %arg3) : (index, index, index, index, i32, i8) -> !ttkernel.noc_addr
  %3 = ttkernel.get_noc_multicast_addr(%arg0, %arg1, %arg4, %arg5, %arg2, %arg3) : (index, index, index, index, i32, i8) -> !ttkernel.noc_addr
  // CHECK: %4 = ttkernel.get_noc_addr_from_bank_id(%arg2, %arg6) : (i32, i32) -> !ttkernel.noc_addr
  %4 = ttkernel.get_noc_addr_from_bank_id(%arg2, %arg6) : (i32, i32) -> !ttkernel.noc_addr
  return
}

// CHECK-LABEL: func.func @noc_address_anywhere(
func.func @noc_address_anywhere(%arg0: i32, %arg1: !ttkernel.l1_addr, %arg2: !ttkernel.local_semaphore, %arg3: !ttkernel.l1_addr_ptr, %arg4: !ttkernel.l1_addr_ptr<16>, %arg5: i32, %arg6: i8, %arg7: !ttkernel.l1_addr_ptr<8>) {
  // CHECK: %0 = ttkernel.mem_zeros_base() : () -> i32
  %0 = ttkernel.mem_zeros_base() : () -> i32
  // CHECK: %1 = ttkernel.mem_zeros_size() : () -> i32
  %1 = ttkernel.mem_zeros_size() : () -> i32
  // CHECK: %2 = ttkernel.reinterpret_cast(%arg0) : (i32) -> !ttkernel.l1_addr_ptr
  %2 = ttkernel.reinterpret_cast(%arg0) : (i32) -> !ttkernel.l1_addr_ptr
  // CHECK: %3 = ttkernel.reinterpret_cast(%arg1) : (!ttkernel.l1_addr) -> !ttkernel.l1_addr_ptr<8>
  %3 = ttkernel.reinterpret_cast(%arg1) : (!ttkernel.l1_addr) -> !ttkernel.l1_addr_ptr<8>
  // CHECK: %4 = ttkernel.reinterpret_cast(%arg2) : (!ttkernel.local_semaphore) -> !ttkernel.l1_addr_ptr<16>
  %4 = ttkernel.reinterpret_cast(%arg2) : (!ttkernel.local_semaphore) -> !ttkernel.l1_addr_ptr<16>
  // CHECK: %5 = ttkernel.load_from_l1(%arg3, %arg0) : (!ttkernel.l1_addr_ptr, i32) -> i32
  %5 = ttkernel.load_from_l1(%arg3, %arg0) : (!ttkernel.l1_addr_ptr, i32) -> i32
  // CHECK: %6 = ttkernel.load_from_l1(%arg4, %arg0) : (!ttkernel.l1_addr_ptr<16>, i32) -> i16
  %6 = ttkernel.load_from_l1(%arg4, %arg0) : (!ttkernel.l1_addr_ptr<16>, i32) -> i16
  // CHECK: ttkernel.store_to_l1(%arg0, %arg3, %arg5) : (i32, !ttkernel.l1_addr_ptr, i32) -> ()
  ttkernel.store_to_l1(%arg0, %arg3, %arg5) : (i32, !ttkernel.l1_addr_ptr, i32) -> ()
  // CHECK: ttkernel.store_to_l1(%arg6, %arg7, %arg0) : (i8, !ttkernel.l1_addr_ptr<8>, i32) -> ()
  ttkernel.store_to_l1(%arg6, %arg7, %arg0) : (i8, !ttkernel.l1_addr_ptr<8>, i32) -> ()
  return
}
