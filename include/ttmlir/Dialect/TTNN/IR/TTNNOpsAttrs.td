// All attributes of the ttnn dialect.

#ifndef TTMLIR_DIALECT_TTNN_IR_TTNNOPSATTRS_TD
#define TTMLIR_DIALECT_TTNN_IR_TTNNOPSATTRS_TD

include "ttmlir/Dialect/TTNN/IR/TTNNConfigAttrs.td"
include "ttmlir/Dialect/TTNN/IR/TTNNKernelAttrs.td"
include "ttmlir/Dialect/TTNN/IR/TTNNLayoutAttrs.td"
include "ttmlir/Dialect/TTNN/IR/TTNNMeshAttrs.td"

#endif
