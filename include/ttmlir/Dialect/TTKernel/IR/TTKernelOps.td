// All operations of the ttkernel dialect.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPS_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPS_TD

include "ttmlir/Dialect/TTKernel/IR/Ops/Arguments.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/CircularBuffer.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/Debug.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/ElementwiseFPU.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/Fabric.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/Matmul.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/NocAddress.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/NocRead.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/NocWrite.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/Pack.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/Reduction.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/Registers.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUArithmetic.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUBinary.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUComparison.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUUnary.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/Semaphore.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/TensorAccessor.td"
include "ttmlir/Dialect/TTKernel/IR/Ops/Tilize.td"

#endif
