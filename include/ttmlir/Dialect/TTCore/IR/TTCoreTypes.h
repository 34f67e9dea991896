// The types of ttcore.
#ifndef TTMLIR_DIALECT_TTCORE_IR_TTCORETYPES_H
#define TTMLIR_DIALECT_TTCORE_IR_TTCORETYPES_H

#include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.h"

#define GET_TYPEDEF_CLASSES
#include "ttmlir/Dialect/TTCore/IR/TTCoreTypes.h.inc"

#endif // TTMLIR_DIALECT_TTCORE_IR_TTCORETYPES_H
