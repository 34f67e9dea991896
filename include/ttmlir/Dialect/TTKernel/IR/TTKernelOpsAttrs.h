// The attributes of ttkernel.
#ifndef TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPSATTRS_H
#define TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPSATTRS_H

#include "mlir/IR/BuiltinAttributes.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernel.h"

#define GET_ATTRDEF_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsAttrs.h.inc"

#endif // TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPSATTRS_H
