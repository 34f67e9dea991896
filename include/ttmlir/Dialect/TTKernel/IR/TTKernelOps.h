// All operations of ttkernel. Where one family is enough, include TTKernelOpBase.h and
// that family's Ops/<Family>.h.inc with GET_OP_CLASSES: it compiles faster.
#ifndef TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPS_H
#define TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPS_H

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Arguments.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/CircularBuffer.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Debug.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/ElementwiseFPU.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Fabric.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Matmul.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/NocAddress.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/NocRead.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/NocWrite.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Pack.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Reduction.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Registers.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUArithmetic.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUBinary.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUComparison.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUUnary.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Semaphore.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/TensorAccessor.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Tilize.h.inc"

#endif // TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPS_H
