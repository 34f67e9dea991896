// Ops become calls of services (the number in a7), or arithmetic on the launch record; tests/python/ttmlir has every op.
// RUN: ttmlir-opt --convert-ttkernel-to-llvm="compile-time-args=3 entry=reader" --canonicalize %s | FileCheck %s

// CHECK-LABEL: llvm.func internal @reader(
// CHECK-SAME: %[[RECORD:.*]]: !llvm.ptr)
// CHECK-DAG: %[[CB:.*]] = llvm.mlir.constant(3 : i32)
// CHECK-DAG: %[[PAGES:.*]] = llvm.mlir.constant(1 : i32)
// CHECK-DAG: %[[RESERVE:.*]] = llvm.mlir.constant(8 : i32)
// The first argument: the record's first word is the arguments' address, the second one how many were set. Where there
// is none, the load is from an address that tells the card so.
// CHECK-DAG: %[[NOWHERE:.*]] = llvm.mlir.constant(-419430400 : i32)
// CHECK: %[[ARGS:.*]] = llvm.load %[[RECORD]] invariant
// CHECK: %[[POINTER:.*]] = llvm.inttoptr %[[ARGS]]
// CHECK: %[[COUNT:.*]] = llvm.load %{{.*}} invariant
// CHECK: %[[THERE:.*]] = llvm.icmp "{{.*}}" {{.*}}%[[COUNT]]
// CHECK: %[[MISSING:.*]] = llvm.inttoptr %[[NOWHERE]]
// CHECK: %[[FROM:.*]] = llvm.select %[[THERE]], %[[POINTER]], %[[MISSING]]
// CHECK: llvm.load %[[FROM]] invariant
// CHECK: llvm.inline_asm has_side_effects "ecall", "={a0},{a7},0,{a1},~{memory}" %[[RESERVE]], %[[CB]], %[[PAGES]]
// CHECK: llvm.call @helper(%[[RECORD]], %{{.*}}) : (!llvm.ptr, i32) -> ()
func.func private @reader() attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : i32
  %cb = ttkernel.get_compile_time_arg_val(0) : () -> !ttkernel.cb<4, !ttcore.tile<32x32, f32>>
  %first = ttkernel.get_arg_val(%zero) : (index) -> i32
  ttkernel.cb_reserve_back(%cb, %one) : (!ttkernel.cb<4, !ttcore.tile<32x32, f32>>, i32) -> ()
  func.call @helper(%first) : (i32) -> ()
  return
}

// CHECK-LABEL: llvm.func @helper(
// CHECK-SAME: %{{.*}}: !llvm.ptr, %{{.*}}: i32)
func.func private @helper(%x: i32) {
  return
}

// What no kernel calls stays.
// CHECK-LABEL: func.func @host(
func.func @host(%x: i32) -> i32 {
  return %x : i32
}

// CHECK-LABEL: llvm.func @kernel_main() {
// CHECK: llvm.call @reader(
