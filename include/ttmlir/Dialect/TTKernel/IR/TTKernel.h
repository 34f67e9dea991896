// The ttkernel dialect and its enumerations.
#ifndef TTMLIR_DIALECT_TTKERNEL_IR_TTKERNEL_H
#define TTMLIR_DIALECT_TTKERNEL_IR_TTKERNEL_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"

#include "ttmlir/Dialect/TTCore/IR/TTCore.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelDialect.h.inc"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsEnums.h.inc"

#endif // TTMLIR_DIALECT_TTKERNEL_IR_TTKERNEL_H
