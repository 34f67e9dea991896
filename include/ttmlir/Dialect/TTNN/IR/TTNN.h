// The ttnn dialect and its enumerations.
#ifndef TTMLIR_DIALECT_TTNN_IR_TTNN_H
#define TTMLIR_DIALECT_TTNN_IR_TTNN_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"

#include "ttmlir/Dialect/TTCore/IR/TTCore.h"

#include "ttmlir/Dialect/TTNN/IR/TTNNDialect.h.inc"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsEnums.h.inc"

#endif // TTMLIR_DIALECT_TTNN_IR_TTNN_H
