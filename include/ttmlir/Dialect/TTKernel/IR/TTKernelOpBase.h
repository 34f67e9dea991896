// What the declarations of every family of ttkernel operations need.
#ifndef TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPBASE_H
#define TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPBASE_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernel.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsAttrs.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsTypes.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelTraits.h"

#endif // TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPBASE_H
