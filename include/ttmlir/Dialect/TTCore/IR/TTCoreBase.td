// The ttcore dialect: what TTIR, TTNN and TTKernel have in common.
#ifndef TTMLIR_DIALECT_TTCORE_IR_TTCOREBASE_TD
#define TTMLIR_DIALECT_TTCORE_IR_TTCOREBASE_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/OpBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"

def TTCore_Dialect : Dialect {
  let name = "ttcore";
  let cppNamespace = "::mlir::tt::ttcore";
  let summary = "What every level of the Tenstorrent stack shares";
  let description = [{
    The `ttcore` dialect describes the system a program is compiled for (chips,
    their grids and memories, meshes of chips), the roles of a program's
    arguments, and the few operations that are the same at every level: the
    modules for device and host, the device itself, globals, tuples and results
    that are computed once and kept (`load_cached`).

    Arguments of functions carry `ttcore.argument_type`, and modules carry
    `ttcore.system_desc`, `ttcore.device` and `ttcore.meshes` as discardable
    attributes.
  }];
  let useDefaultAttributePrinterParser = 1;
  let useDefaultTypePrinterParser = 1;
  let extraClassDeclaration = [{
    void registerAttributes();
    void registerTypes();
  }];
}

#endif // TTMLIR_DIALECT_TTCORE_IR_TTCOREBASE_TD
