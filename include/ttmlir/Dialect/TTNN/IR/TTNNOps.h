// All operations of ttnn. Where one family is enough, include TTNNOpBase.h and
// that family's Ops/<Family>.h.inc with GET_OP_CLASSES: it compiles faster.
#ifndef TTMLIR_DIALECT_TTNN_IR_TTNNOPS_H
#define TTMLIR_DIALECT_TTNN_IR_TTNNOPS_H

#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Attention.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Cache.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Collective.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Convolution.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Creation.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/CustomKernel.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/DataMovement.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/ElementwiseBinary.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/ElementwiseUnary.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Matmul.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Memory.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/MoE.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Normalization.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Pooling.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Quantization.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Reduction.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Trace.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Training.h.inc"

#endif // TTMLIR_DIALECT_TTNN_IR_TTNNOPS_H
