// The operations of ttmetal.
#ifndef TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPS_H
#define TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPS_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "ttmlir/Dialect/TTMetal/IR/TTMetal.h"
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOpsAttrs.h"
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOpsTypes.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOps.h.inc"

#endif // TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPS_H
