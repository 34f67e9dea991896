// Registers what the ttir dialect consists of, and makes its constants.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/Transforms/InliningUtils.h"
#include "llvm/ADT/TypeSwitch.h"

#include "Folding.h"

using namespace mlir;
using namespace mlir::tt::ttir;

#include "ttmlir/Dialect/TTIR/IR/TTIRDialect.cpp.inc"
#include "ttmlir/Dialect/TTIR/IR/TTIREnums.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "ttmlir/Dialect/TTIR/IR/TTIRAttrs.cpp.inc"

namespace {
/// Operations on tensors have no regions and no effects on control: all can be inlined.
struct TTIRInlinerInterface : DialectInlinerInterface {
  using DialectInlinerInterface::DialectInlinerInterface;
  bool isLegalToInline(Operation *, Region *, bool, IRMapping &) const final { return true; }
};
} // namespace

void TTIRDialect::initialize() {
  registerAttributes();
  registerElementwiseUnaryOps();
  registerElementwiseBinaryOps();
  registerElementwiseTernaryOps();
  registerReductionOps();
  registerMatmulOps();
  registerConvolutionOps();
  registerPoolingOps();
  registerDataMovementOps();
  registerNormalizationOps();
  registerAttentionOps();
  registerCacheOps();
  registerMoEOps();
  registerCollectiveOps();
  registerCreationOps();
  registerQuantizationOps();
  registerOptimizerOps();
  registerBufferOps();
  addInterfaces<TTIRInlinerInterface>();
}

void TTIRDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "ttmlir/Dialect/TTIR/IR/TTIRAttrs.cpp.inc"
      >();
}

Operation *TTIRDialect::materializeConstant(OpBuilder &builder, Attribute value, Type type, Location location) {
  auto elements = dyn_cast<ElementsAttr>(value);
  if (!elements || !isa<RankedTensorType>(type))
    return nullptr;
  return ConstantOp::create(builder, location, type, elements);
}

void TTIRDialect::getCanonicalizationPatterns(RewritePatternSet &patterns) const {
  populateUniformTensorPatterns(patterns);
}
