// Kernels as C++ that reads as if written by hand; what it does is tested in tests/python/card.
// RUN: ttmlir-translate --ttkernel-to-cpp --kernel=reader %s | FileCheck %s
// RUN: ttmlir-translate --ttkernel-to-cpp --kernel=compute %s | FileCheck %s --check-prefix=COMPUTE
// RUN: ttmlir-translate --ttkernel-to-cpp %s | FileCheck %s --check-prefix=ALL
// RUN: not ttmlir-translate --ttkernel-to-cpp --kernel=writer %s 2>&1 | FileCheck %s --check-prefix=MISSING

// MISSING: error: the module has no kernel 'writer', it has: reader, compute
// ALL: // reader
// ALL: // compute
!cb = !ttkernel.cb<4, !ttcore.tile<32x32, f32>>

//      CHECK: #include <cstdint>
//      CHECK: #include "dataflow_api.h"
//      CHECK: void kernel_main() {
// CHECK-NEXT:   constexpr uint32_t cb = get_compile_time_arg_val(0);
// CHECK-NEXT:   const uint32_t pages = get_arg_val<uint32_t>(1);
// CHECK-NEXT:   constexpr auto accessor_args = TensorAccessorArgs<1, 0>();
// CHECK-NEXT:   const auto accessor = TensorAccessor(accessor_args, get_arg_val<uint32_t>(0), get_tile_size(cb));
// CHECK-NEXT:   for (int32_t i = 0; i < int32_t(pages); ++i) {
// CHECK-NEXT:     cb_reserve_back(cb, 1);
// CHECK-NEXT:     const uint32_t write_address = get_write_ptr(cb);
// CHECK-NEXT:     noc_async_read_tile(i + pages, accessor, write_address);
// CHECK-NEXT:     noc_async_read_barrier();
// CHECK-NEXT:     cb_push_back(cb, 1);
// CHECK-NEXT:   }
// CHECK-NEXT: }
func.func private @reader() attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  %cb = ttkernel.get_compile_time_arg_val(0) : () -> !cb
  %address = ttkernel.get_arg_val(%c0) : (index) -> i32
  %pages = ttkernel.get_arg_val(%c1) : (index) -> index loc("pages")
  %size = ttkernel.get_tile_size(%cb) : (!cb) -> i32
  %args = ttkernel.TensorAccessorArgs(%one, %zero)
  %accessor = ttkernel.TensorAccessor(%args, %address, %size) : (!ttkernel.TensorAccessorArgs, i32, i32) -> !ttkernel.TensorAccessor
  scf.for %i = %c0 to %pages step %c1 {
    ttkernel.cb_reserve_back(%cb, %one) : (!cb, i32) -> ()
    %to = ttkernel.get_write_ptr(%cb) : (!cb) -> i32
    %sum = arith.addi %i, %pages : index
    %page = arith.index_cast %sum : index to i32
    ttkernel.noc_async_read_tile(%page, %accessor, %to) : (i32, !ttkernel.TensorAccessor, i32) -> ()
    ttkernel.noc_async_read_barrier() : () -> ()
    ttkernel.cb_push_back(%cb, %one) : (!cb, i32) -> ()
  }
  return
}

// COMPUTE: #include "compute_kernel_api/common.h"
// COMPUTE: #include "compute_kernel_api/eltwise_unary/typecast.h"
// COMPUTE: namespace NAMESPACE {
// COMPUTE: void MAIN {
// COMPUTE: typecast_tile<uint32_t(DataFormat::Float32), uint32_t(DataFormat::Float16_b)>(0);
func.func private @compute() attributes {ttkernel.thread = #ttkernel.thread<compute>} {
  %c0 = arith.constant 0 : index
  ttkernel.typecast_tile(%c0, <f32>, <bf16>) : (index) -> ()
  return
}
