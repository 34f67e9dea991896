// The operations of ttir, family by family.
#ifndef TTMLIR_DIALECT_TTIR_IR_TTIROPS_H
#define TTMLIR_DIALECT_TTIR_IR_TTIROPS_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "ttmlir/Dialect/TTIR/IR/TTIR.h"
#include "ttmlir/Dialect/TTIR/IR/TTIRInference.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/ElementwiseUnaryOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/ElementwiseBinaryOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/ElementwiseTernaryOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/ReductionOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/MatmulOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/ConvolutionOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/PoolingOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/DataMovementOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/NormalizationOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/AttentionOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/CacheOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/MoEOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/CollectiveOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/CreationOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/QuantizationOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/OptimizerOps.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/BufferOps.h.inc"

#endif // TTMLIR_DIALECT_TTIR_IR_TTIROPS_H
