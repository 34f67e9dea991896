// The types of ttmetal.
#ifndef TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPSTYPES_H
#define TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPSTYPES_H

#include "mlir/IR/BuiltinTypes.h"

#include "ttmlir/Dialect/TTMetal/IR/TTMetal.h"

#define GET_TYPEDEF_CLASSES
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOpsTypes.h.inc"

#endif // TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPSTYPES_H
