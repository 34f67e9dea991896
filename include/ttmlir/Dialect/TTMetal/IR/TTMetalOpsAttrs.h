// The attributes of ttmetal.
#ifndef TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPSATTRS_H
#define TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPSATTRS_H

#include "mlir/IR/BuiltinAttributes.h"

#include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.h"
#include "ttmlir/Dialect/TTMetal/IR/TTMetal.h"

#define GET_ATTRDEF_CLASSES
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOpsAttrs.h.inc"

namespace mlir::tt::ttmetal {

/// What all kernels on rectangles of cores have, whatever kind of core runs them.
struct KernelPlacement {
  SymbolRefAttr symbol;
  CoreRangeAttr cores;
  KernelArgsAttr args;
  ttkernel::ThreadType thread;

  /// `config` is one of #ttmetal.compute_config, noc_config and ethernet_config.
  static KernelPlacement of(Attribute config);
};

} // namespace mlir::tt::ttmetal

#endif // TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPSATTRS_H
