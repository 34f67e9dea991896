// The attributes of ttcore.
#ifndef TTMLIR_DIALECT_TTCORE_IR_TTCOREATTRS_H
#define TTMLIR_DIALECT_TTCORE_IR_TTCOREATTRS_H

#include "mlir/IR/Attributes.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"

#include "ttmlir/Dialect/TTCore/IR/TTCore.h"

#define GET_ATTRDEF_CLASSES
#include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.h.inc"

#endif // TTMLIR_DIALECT_TTCORE_IR_TTCOREATTRS_H
