// The ttmetal dialect and its enumerations.
#ifndef TTMLIR_DIALECT_TTMETAL_IR_TTMETAL_H
#define TTMLIR_DIALECT_TTMETAL_IR_TTMETAL_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernel.h"

#include "ttmlir/Dialect/TTMetal/IR/TTMetalDialect.h.inc"
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOpsEnums.h.inc"

#endif // TTMLIR_DIALECT_TTMETAL_IR_TTMETAL_H
