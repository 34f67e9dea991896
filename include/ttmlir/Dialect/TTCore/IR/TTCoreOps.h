// The operations of ttcore.
#ifndef TTMLIR_DIALECT_TTCORE_IR_TTCOREOPS_H
#define TTMLIR_DIALECT_TTCORE_IR_TTCOREOPS_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/RegionKindInterface.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "ttmlir/Dialect/TTCore/IR/TTCoreTypes.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTCore/IR/TTCoreOps.h.inc"

#endif // TTMLIR_DIALECT_TTCORE_IR_TTCOREOPS_H
