// What cannot be lowered is reported with the reason, all of it.
// RUN: not ttmlir-opt --convert-ttkernel-to-llvm="compile-time-args=2" --split-input-file %s 2>&1 | FileCheck %s

// CHECK: error: cannot lower 'ttkernel.get_compile_time_arg_val' to code for the card: there is no value for it: 1 compile-time arguments are given (compile-time-args)
// CHECK: error: cannot lower 'ttkernel.experimental.get_my_device_id' to code for the card: it uses the fabric between devices
// CHECK: error: cannot lower 'memref.alloc' to code for the card: cores have no heap
// CHECK: error: cannot lower 'math.exp' to code for the card: kernels are made of ttkernel, arith, scf, cf, affine, func, index and memref
func.func private @kernel() attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  %0 = ttkernel.get_compile_time_arg_val(1) : () -> i32
  %1 = ttkernel.experimental.get_my_device_id() : () -> i16
  %2 = memref.alloc() : memref<4xi32>
  %3 = arith.constant 1.0 : f32
  %4 = math.exp %3 : f32
  return
}

// -----

// CHECK: error: cannot lower 'ttkernel.TensorAccessorArgs' to code for the card: its arguments go on behind the 1 compile-time arguments that are given
func.func private @kernel() attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  %0 = arith.constant 0 : i32
  %1 = ttkernel.TensorAccessorArgs(%0, %0)
  return
}

// -----

// CHECK: error: cannot lower kernel 'takes': kernels have neither arguments nor results
func.func private @takes(%x: i32) attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  return
}

// -----

// CHECK: error: cannot lower kernel 'link': the simulated card has no cores of the kind ethernet
func.func private @link() attributes {ttkernel.thread = #ttkernel.thread<ethernet>} {
  return
}

// -----

// CHECK: error: cannot lower a call of 'elsewhere': it has no body in this module
func.func private @elsewhere()
func.func private @kernel() attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  func.call @elsewhere() : () -> ()
  return
}
