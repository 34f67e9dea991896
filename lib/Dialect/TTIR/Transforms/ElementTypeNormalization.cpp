// Replaces element types that devices do not have by those they have.
#include "ttmlir/Dialect/TTIR/Transforms/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/ADT/APSInt.h"
#include "llvm/ADT/StringExtras.h"

#include <cstring>

namespace mlir::tt::ttir {

#define GEN_PASS_DEF_TTIRELEMENTTYPENORMALIZATIONPASS
#include "ttmlir/Dialect/TTIR/Transforms/Passes.h.inc"

namespace {

/// The element type that devices use for `type`; itself where it needs none other.
Type normalizedElementType(Type type) {
  MLIRContext *context = type.getContext();
  if (type.isF64())
    return Float32Type::get(context);
  if (type.isIndex())
    return IntegerType::get(context, 32, IntegerType::Signed);
  auto integer = dyn_cast<IntegerType>(type);
  if (!integer || integer.getWidth() == 1)
    return type;
  if (!integer.isUnsigned())
    return IntegerType::get(context, 32, IntegerType::Signed);
  return integer.getWidth() <= 32 ? type : IntegerType::get(context, 32, IntegerType::Unsigned);
}

Type normalizedType(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor ? tensor.clone(normalizedElementType(tensor.getElementType())) : type;
}

/// The constant's elements as integers, whatever their width; nothing where the attribute does not hold them.
std::optional<SmallVector<APSInt>> integerElements(ElementsAttr constant) {
  auto integer = dyn_cast<IntegerType>(constant.getElementType());
  unsigned width = integer ? integer.getWidth() : 64; // index
  bool isUnsigned = integer && integer.isUnsigned();
  SmallVector<APSInt> elements;
  if (auto dense = dyn_cast<DenseElementsAttr>(constant)) {
    if (dense.isSplat())
      elements.emplace_back(dense.getSplatValue<APInt>(), isUnsigned);
    else
      for (const APInt &element : dense.getValues<APInt>())
        elements.emplace_back(element, isUnsigned);
    return elements;
  }
  auto resource = dyn_cast<DenseResourceElementsAttr>(constant);
  if (!resource || width % 8 != 0 || width > 64 || !resource.getRawHandle().getBlob())
    return std::nullopt;
  ArrayRef<char> bytes = resource.getRawHandle().getBlob()->getData();
  unsigned stride = width / 8;
  for (size_t at = 0; at + stride <= bytes.size(); at += stride) {
    uint64_t bits = 0;
    std::memcpy(&bits, bytes.data() + at, stride);
    elements.emplace_back(APInt(width, bits), isUnsigned);
  }
  return elements;
}

std::optional<SmallVector<float>> doubleElementsAsFloat(ElementsAttr constant) {
  SmallVector<float> elements;
  if (auto dense = dyn_cast<DenseElementsAttr>(constant)) {
    if (dense.isSplat())
      elements.push_back(static_cast<float>(dense.getSplatValue<double>()));
    else
      for (double element : dense.getValues<double>())
        elements.push_back(static_cast<float>(element));
    return elements;
  }
  auto resource = dyn_cast<DenseResourceElementsAttr>(constant);
  if (!resource || !resource.getRawHandle().getBlob())
    return std::nullopt;
  ArrayRef<char> bytes = resource.getRawHandle().getBlob()->getData();
  for (size_t at = 0; at + sizeof(double) <= bytes.size(); at += sizeof(double)) {
    double element;
    std::memcpy(&element, bytes.data() + at, sizeof(double));
    elements.push_back(static_cast<float>(element));
  }
  return elements;
}

/// The constant with elements of the normalized type, or an error at `op`.
FailureOr<ElementsAttr> normalizedConstant(Operation *op, ElementsAttr constant) {
  auto type = cast<ShapedType>(constant.getType());
  Type elementType = normalizedElementType(type.getElementType());
  if (elementType == type.getElementType())
    return constant;
  ShapedType newType = type.clone(elementType);
  auto unreadable = [&] {
    return op->emitError() << "cannot read the elements of this constant to convert them from " << type.getElementType()
                           << " to " << elementType;
  };
  if (elementType.isF32()) {
    std::optional<SmallVector<float>> elements = doubleElementsAsFloat(constant);
    if (!elements)
      return unreadable();
    return cast<ElementsAttr>(DenseElementsAttr::get(newType, ArrayRef<float>(*elements)));
  }
  std::optional<SmallVector<APSInt>> elements = integerElements(constant);
  if (!elements)
    return unreadable();
  bool isUnsigned = elementType.isUnsignedInteger();
  SmallVector<APInt> converted;
  converted.reserve(elements->size());
  for (const APSInt &element : *elements) {
    bool fits = isUnsigned ? element.getActiveBits() <= 32
                           : element.isRepresentableByInt64() && llvm::isInt<32>(element.getExtValue());
    if (!fits)
      return op->emitError() << "the constant's element " << llvm::toString(element, 10) << " does not fit "
                             << elementType << ", which replaces " << type.getElementType();
    converted.push_back(element.extOrTrunc(32));
  }
  return cast<ElementsAttr>(DenseElementsAttr::get(newType, converted));
}

struct ElementTypeNormalizationPass : impl::TTIRElementTypeNormalizationPassBase<ElementTypeNormalizationPass> {
  void runOnOperation() override {
    getOperation().walk([&](Operation *op) {
      normalizeTypes(op);
      normalizeConstants(op);
    });
  }

  void normalizeTypes(Operation *op) {
    auto normalize = [](Value value) { value.setType(normalizedType(value.getType())); };
    llvm::for_each(op->getResults(), normalize);
    for (Region &region : op->getRegions())
      for (Block &block : region)
        llvm::for_each(block.getArguments(), normalize);
    if (auto func = dyn_cast<func::FuncOp>(op)) {
      FunctionType type = func.getFunctionType();
      func.setFunctionType(FunctionType::get(&getContext(), llvm::map_to_vector(type.getInputs(), normalizedType),
                                             llvm::map_to_vector(type.getResults(), normalizedType)));
    }
  }

  void normalizeConstants(Operation *op) {
    // Attributes of lists of integers are ElementsAttr in some ops, and no data: only values are converted.
    if (op->getName().stripDialect() != "constant")
      return;
    for (NamedAttribute attribute : llvm::to_vector(op->getAttrs())) {
      auto constant = dyn_cast<ElementsAttr>(attribute.getValue());
      if (!constant)
        continue;
      FailureOr<ElementsAttr> normalized = normalizedConstant(op, constant);
      if (failed(normalized))
        return signalPassFailure();
      if (*normalized != constant)
        op->setAttr(attribute.getName(), *normalized);
    }
  }
};

} // namespace

} // namespace mlir::tt::ttir
