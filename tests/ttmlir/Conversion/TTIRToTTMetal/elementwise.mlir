// An elementwise op is a reader, a compute kernel and a writer; what repeats in an operand is read and spread again.
// RUN: ttmlir-opt --ttir-to-ttmetal-pipeline %s | FileCheck %s

// CHECK-LABEL: func.func @add(%arg0: memref<40x70xf32>, %arg1: memref<70xf32>) -> memref<40x70xf32>
// CHECK: %[[A:.*]] = "ttmetal.create_buffer"() <{address = 0 : i64, logical_shape = array<i64: 40, 70>}>
// CHECK: "ttmetal.enqueue_write_buffer"(%arg0, %[[A]])
// CHECK: %[[B:.*]] = "ttmetal.create_buffer"() <{address = 0 : i64, logical_shape = array<i64: 70>}>
// CHECK: "ttmetal.enqueue_write_buffer"(%arg1, %[[B]])
// CHECK: %[[RESULT:.*]] = "ttmetal.create_buffer"()
// CHECK: "ttmetal.enqueue_program"(%[[A]], %[[B]], %[[RESULT]],
// CHECK-SAME: @read_repeated_tiles, {{.*}}common_rt_args = [<buffer_address[0]>, <buffer_address[1]>]
// CHECK-SAME: @add_tiles
// CHECK-SAME: @write_tiles, {{.*}}dm_core = 1, noc1
// CHECK-SAME: written_args = array<i64: 2>
// CHECK-DAG: "ttmetal.deallocate_buffer"(%[[A]])
// CHECK-DAG: "ttmetal.deallocate_buffer"(%[[B]])
// CHECK: %[[HOST:.*]] = memref.alloc() : memref<40x70xf32>
// CHECK: "ttmetal.enqueue_read_buffer"(%[[RESULT]], %[[HOST]])
// CHECK: "ttmetal.finish"
// CHECK: return %[[HOST]]

// CHECK-LABEL: func.func private @read_repeated_tiles() attributes
// CHECK-SAME: ttkernel.thread = #ttkernel.thread<noc>
// CHECK: scf.for %[[TILE:.*]] =
// CHECK: ttkernel.noc_async_read_tile(%[[TILE]],
// CHECK: %[[COLUMN:.*]] = arith.remui %[[TILE]], %c3_i32
// CHECK: ttkernel.noc_async_read_tile(%[[COLUMN]],

// CHECK-LABEL: func.func private @add_tiles() attributes
// CHECK-SAME: ttkernel.thread = #ttkernel.thread<compute>
// CHECK: ttkernel.tile_regs_acquire
// CHECK: ttkernel.copy_tile(%[[CB:.*]], %c0_i32, %c0_i32)
// CHECK: ttkernel.unary_bcast(%{{.*}}, %c0_i32, %c1_i32, <row>)
// CHECK: ttkernel.add_binary_tile(%c0_i32, %c1_i32, %c0_i32)
// CHECK: ttkernel.tile_regs_commit
// CHECK: ttkernel.tile_regs_wait
// CHECK: ttkernel.pack_tile
// CHECK: ttkernel.tile_regs_release

// CHECK-LABEL: func.func private @write_tiles() attributes
// CHECK: ttkernel.noc_async_write_tile
func.func @add(%a: tensor<40x70xf32>, %b: tensor<70xf32>) -> tensor<40x70xf32> {
  %0 = "ttir.add"(%a, %b) : (tensor<40x70xf32>, tensor<70xf32>) -> tensor<40x70xf32>
  return %0 : tensor<40x70xf32>
}
