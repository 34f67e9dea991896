// All operations of the ttnn dialect.

#ifndef TTMLIR_DIALECT_TTNN_IR_TTNNOPS_TD
#define TTMLIR_DIALECT_TTNN_IR_TTNNOPS_TD

include "ttmlir/Dialect/TTNN/IR/Ops/Attention.td"
include "ttmlir/Dialect/TTNN/IR/Ops/Cache.td"
include "ttmlir/Dialect/TTNN/IR/Ops/Collective.td"
include "ttmlir/Dialect/TTNN/IR/Ops/Convolution.td"
include "ttmlir/Dialect/TTNN/IR/Ops/Creation.td"
include "ttmlir/Dialect/TTNN/IR/Ops/CustomKernel.td"
include "ttmlir/Dialect/TTNN/IR/Ops/DataMovement.td"
include "ttmlir/Dialect/TTNN/IR/Ops/ElementwiseBinary.td"
include "ttmlir/Dialect/TTNN/IR/Ops/ElementwiseUnary.td"
include "ttmlir/Dialect/TTNN/IR/Ops/Matmul.td"
include "ttmlir/Dialect/TTNN/IR/Ops/Memory.td"
include "ttmlir/Dialect/TTNN/IR/Ops/MoE.td"
include "ttmlir/Dialect/TTNN/IR/Ops/Normalization.td"
include "ttmlir/Dialect/TTNN/IR/Ops/Pooling.td"
include "ttmlir/Dialect/TTNN/IR/Ops/Quantization.td"
include "ttmlir/Dialect/TTNN/IR/Ops/Reduction.td"
include "ttmlir/Dialect/TTNN/IR/Ops/Trace.td"
include "ttmlir/Dialect/TTNN/IR/Ops/Training.td"

#endif
