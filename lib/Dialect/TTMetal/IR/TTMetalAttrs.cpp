// The attributes and enumerations of ttmetal: generated code, and what makes them valid.
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOpsAttrs.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

#include "ttmlir/Dialect/TTMetal/IR/TTMetalOpsEnums.cpp.inc"

using namespace mlir;

static ParseResult parseDimensions(AsmParser &parser, SmallVector<int64_t> &dimensions) {
  return parser.parseDimensionList(dimensions, /*allowDynamic=*/false, /*withTrailingX=*/false);
}

static void printDimensions(AsmPrinter &printer, ArrayRef<int64_t> dimensions) {
  printer.printDimensionList(dimensions);
}

#define GET_ATTRDEF_CLASSES
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOpsAttrs.cpp.inc"

using namespace mlir::tt::ttmetal;

LogicalResult CoreRangeAttr::verify(function_ref<InFlightDiagnostic()> emitError, ArrayRef<int64_t> offset,
                                    ArrayRef<int64_t> size) {
  if (offset.size() != 2 || size.size() != 2)
    return emitError() << "a rectangle of cores has a row and a column and as many numbers as its size, got "
                       << offset.size() << " and " << size.size();
  if (llvm::any_of(offset, [](int64_t place) { return place < 0; }) ||
      llvm::any_of(size, [](int64_t extent) { return extent <= 0; }))
    return emitError() << "a rectangle of cores has at least one core, and no negative place";
  return success();
}

LogicalResult NocConfigAttr::verify(function_ref<InFlightDiagnostic()> emitError, SymbolRefAttr, CoreRangeAttr,
                                    KernelArgsAttr, int32_t dmCore, ttcore::NocIndex, std::optional<uint32_t>) {
  if (dmCore < 0 || dmCore > 1)
    return emitError() << "a tile has the data movement cores 0 and 1, dm_core is " << dmCore;
  return success();
}

KernelPlacement KernelPlacement::of(Attribute config) {
  return llvm::TypeSwitch<Attribute, KernelPlacement>(config)
      .Case([](ComputeConfigAttr kernel) -> KernelPlacement {
        return {kernel.getKernelSymbol(), kernel.getCoreRange(), kernel.getKernelArgs(), ttkernel::ThreadType::Compute};
      })
      .Case([](NocConfigAttr kernel) -> KernelPlacement {
        return {kernel.getKernelSymbol(), kernel.getCoreRange(), kernel.getKernelArgs(), ttkernel::ThreadType::Noc};
      })
      .Case([](EthernetConfigAttr kernel) -> KernelPlacement {
        return {kernel.getKernelSymbol(), kernel.getCoreRange(), kernel.getKernelArgs(),
                ttkernel::ThreadType::Ethernet};
      });
}

void TTMetalDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOpsAttrs.cpp.inc"
      >();
}
