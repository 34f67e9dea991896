// The types of ttnn.
#ifndef TTMLIR_DIALECT_TTNN_IR_TTNNOPSTYPES_H
#define TTMLIR_DIALECT_TTNN_IR_TTNNOPSTYPES_H

#include "mlir/IR/BuiltinTypes.h"

#include "ttmlir/Dialect/TTNN/IR/TTNN.h"

#define GET_TYPEDEF_CLASSES
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsTypes.h.inc"

#endif // TTMLIR_DIALECT_TTNN_IR_TTNNOPSTYPES_H
