// The types of ttkernel.
#ifndef TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPSTYPES_H
#define TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPSTYPES_H

#include "mlir/IR/BuiltinTypes.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernel.h"

#define GET_TYPEDEF_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsTypes.h.inc"

#endif // TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPSTYPES_H
