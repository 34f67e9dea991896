// All operations of ttir, family by family.
#ifndef TTMLIR_DIALECT_TTIR_IR_TTIROPS_TD
#define TTMLIR_DIALECT_TTIR_IR_TTIROPS_TD

include "ttmlir/Dialect/TTIR/IR/Ops/ElementwiseUnaryOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/ElementwiseBinaryOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/ElementwiseTernaryOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/ReductionOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/MatmulOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/ConvolutionOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/PoolingOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/DataMovementOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/NormalizationOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/AttentionOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/CacheOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/MoEOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/CollectiveOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/CreationOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/QuantizationOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/OptimizerOps.td"
include "ttmlir/Dialect/TTIR/IR/Ops/BufferOps.td"

#endif // TTMLIR_DIALECT_TTIR_IR_TTIROPS_TD
