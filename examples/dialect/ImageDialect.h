// The classes that are generated from ImageDialect.td.
#ifndef IMAGE_DIALECT_H
#define IMAGE_DIALECT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "ImageDialect.h.inc"
#include "ImageEnums.h.inc"
#define GET_ATTRDEF_CLASSES
#include "ImageAttrs.h.inc"
#define GET_TYPEDEF_CLASSES
#include "ImageTypes.h.inc"
#define GET_OP_CLASSES
#include "ImageOps.h.inc"

#endif // IMAGE_DIALECT_H
