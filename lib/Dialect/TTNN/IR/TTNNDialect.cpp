// The ttnn dialect: registration, types, and the short names of attributes in
// printed programs.
#include "ttmlir/Dialect/TTNN/IR/TTNN.h"

#include "mlir/IR/DialectImplementation.h"
#include "mlir/IR/OpImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

#include "ttmlir/Dialect/TTNN/IR/TTNNOpsAttrs.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsTypes.h"

#include "ttmlir/Dialect/TTNN/IR/TTNNDialect.cpp.inc"

#define GET_TYPEDEF_CLASSES
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsTypes.cpp.inc"

using namespace mlir;
using namespace mlir::tt::ttnn;

namespace {

struct TTNNAsmInterface : public OpAsmDialectInterface {
  using OpAsmDialectInterface::OpAsmDialectInterface;

  AliasResult getAlias(Attribute attr, raw_ostream &os) const override {
    if (auto layout = dyn_cast<TTNNLayoutAttr>(attr)) {
      os << "ttnn_layout";
      return AliasResult::OverridableAlias;
    }
    if (auto layout = dyn_cast<TTNNNDLayoutAttr>(attr)) {
      os << "ttnn_nd_layout";
      return AliasResult::OverridableAlias;
    }
    if (auto bufferType = dyn_cast<BufferTypeAttr>(attr)) {
      os << stringifyBufferType(bufferType.getValue());
      return AliasResult::OverridableAlias;
    }
    return AliasResult::NoAlias;
  }
};

} // namespace

void TTNNDialect::registerTypes() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsTypes.cpp.inc"
      >();
}

void TTNNDialect::initialize() {
  registerTypes();
  registerAttributes();
  registerAttentionOps();
  registerCacheOps();
  registerCollectiveOps();
  registerConvolutionOps();
  registerCreationOps();
  registerCustomKernelOps();
  registerDataMovementOps();
  registerElementwiseBinaryOps();
  registerElementwiseUnaryOps();
  registerMatmulOps();
  registerMemoryOps();
  registerMoEOps();
  registerNormalizationOps();
  registerPoolingOps();
  registerQuantizationOps();
  registerReductionOps();
  registerTraceOps();
  registerTrainingOps();
  addInterfaces<TTNNAsmInterface>();
}
