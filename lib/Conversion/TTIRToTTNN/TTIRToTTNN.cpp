// Converts ttir to ttnn, op by op, and reports every op that cannot be converted.
#include "Lowering.h"
#include "ttmlir/Conversion/Passes.h"
#include "ttmlir/Dialect/TTCore/IR/TTCoreOps.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsAttrs.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsTypes.h"
#include "ttmlir/Dialect/TTNN/Transforms/HostSupport.h"

namespace mlir::tt {

#define GEN_PASS_DEF_CONVERTTTIRTOTTNNPASS
#include "ttmlir/Conversion/Passes.h.inc"

int64_t Lowering::intAttr(StringRef name) const {
  auto attribute = cast<IntegerAttr>(getAttr(name));
  return attribute.getType().isUnsignedInteger() ? static_cast<int64_t>(attribute.getValue().getZExtValue())
                                                 : attribute.getValue().getSExtValue();
}

SmallVector<int64_t> Lowering::intsAttr(StringRef name) const {
  Attribute attribute = getAttr(name);
  if (auto number = dyn_cast<IntegerAttr>(attribute))
    return {number.getValue().getSExtValue()};
  if (auto numbers = dyn_cast<DenseI32ArrayAttr>(attribute))
    return llvm::to_vector_of<int64_t>(numbers.asArrayRef());
  if (auto numbers = dyn_cast<DenseI64ArrayAttr>(attribute))
    return llvm::to_vector(numbers.asArrayRef());
  return llvm::map_to_vector(cast<ArrayAttr>(attribute),
                             [](Attribute element) { return cast<IntegerAttr>(element).getValue().getSExtValue(); });
}

Value Lowering::device() {
  auto func = op->getParentOfType<func::FuncOp>();
  Block &entry = func.getBody().front();
  for (Operation &other : entry)
    if (other.getName().getStringRef() == "ttnn.get_device")
      return other.getResult(0);
  OpBuilder atStart = OpBuilder::atBlockBegin(&entry);
  int64_t rows = 1, columns = 1;
  if (auto module = func->getParentOfType<ModuleOp>())
    for (auto device : module.getOps<ttcore::DeviceOp>())
      if (ArrayRef<int64_t> mesh = device.getDeviceAttr().getMeshShape(); mesh.size() == 2)
        std::tie(rows, columns) = std::pair(mesh[0], mesh[1]);
  OperationState state(func.getLoc(), "ttnn.get_device");
  state.addTypes(ttnn::DeviceType::get(context()));
  state.addAttribute("mesh_shape", ttnn::MeshShapeAttr::get(context(), rows, columns));
  state.addAttribute("mesh_offset", ttnn::MeshOffsetAttr::get(context(), 0, 0));
  return atStart.create(state)->getResult(0);
}

Operation *Lowering::create(StringRef name, TypeRange results, ValueRange operands,
                            ArrayRef<NamedAttribute> attributes) {
  OperationState state(op->getLoc(), name);
  state.addTypes(results);
  state.addOperands(operands);
  state.addAttributes(attributes);
  return builder.create(state);
}

Value Lowering::createOne(StringRef name, Type result, ValueRange operands, ArrayRef<NamedAttribute> attributes) {
  return create(name, result, operands, attributes)->getResult(0);
}

Value Lowering::reshape(Value value, ArrayRef<int64_t> shape) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getShape() == shape)
    return value;
  return createOne("ttnn.reshape", type.clone(shape), value,
                   named("shape", builder.getI32ArrayAttr(llvm::to_vector_of<int32_t>(shape))));
}

LogicalResult Lowering::replace(ValueRange values) {
  op->replaceAllUsesWith(values);
  op->erase();
  return success();
}

LogicalResult Lowering::refuse(const llvm::Twine &reason) {
  return op->emitError() << "cannot lower '" << op->getName() << "': " << reason;
}

namespace {

LoweringTable makeTable() {
  LoweringTable table;
  addCacheLowerings(table);
  addCreationLowerings(table);
  addShapeLowerings(table);
  addWindowLowerings(table);
  return table;
}

struct ConvertTTIRToTTNNPass : impl::ConvertTTIRToTTNNPassBase<ConvertTTIRToTTNNPass> {
  using ConvertTTIRToTTNNPassBase::ConvertTTIRToTTNNPassBase;

  void runOnOperation() override {
    static const LoweringTable table = makeTable();
    SmallVector<Operation *> ops;
    getOperation().walk([&](Operation *op) {
      if (op->getName().getDialectNamespace() == "ttir")
        ops.push_back(op);
    });
    bool failedAny = false;
    OpBuilder builder(&getContext());
    for (Operation *op : ops)
      failedAny |= failed(lower(op, builder, table));
    if (!failedAny)
      return;
    if (checkHostSupport)
      (void)ttnn::checkHostSupport(getOperation());
    signalPassFailure();
  }

  static LogicalResult lower(Operation *op, OpBuilder &builder, const LoweringTable &table) {
    Lowering lowering(op, builder);
    auto isStatic = [](Type type) {
      auto tensor = dyn_cast<RankedTensorType>(type);
      return tensor && tensor.hasStaticShape();
    };
    if (!llvm::all_of(op->getOperandTypes(), isStatic) || !llvm::all_of(op->getResultTypes(), isStatic))
      return lowering.refuse("operands and results must be tensors of static shape");
    if (!op->getParentOfType<func::FuncOp>())
      return lowering.refuse("it is not in a function");
    auto found = table.find(lowering.mnemonic());
    return found == table.end() ? lowerDirectly(lowering) : found->second(lowering);
  }
};

} // namespace

} // namespace mlir::tt
