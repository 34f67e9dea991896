// Converts ttir to programs for the card, op by op, and reports every op that cannot be placed on it.
#include "CardLowering.h"

#include "ttmlir/Conversion/Passes.h"
#include "ttmlir/Dialect/TTCore/IR/TTCoreOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::tt {

#define GEN_PASS_DEF_CONVERTTTIRTOTTMETALPASS
#include "ttmlir/Conversion/Passes.h.inc"

int64_t CardLowering::intAttr(StringRef name) const {
  return cast<IntegerAttr>(getAttr(name)).getValue().getSExtValue();
}

double CardLowering::floatAttr(StringRef name) const {
  Attribute attribute = getAttr(name);
  if (auto number = dyn_cast<FloatAttr>(attribute))
    return number.getValueAsDouble();
  return static_cast<double>(cast<IntegerAttr>(attribute).getValue().getSExtValue());
}

SmallVector<int64_t> CardLowering::intsAttr(StringRef name) const {
  Attribute attribute = getAttr(name);
  if (auto numbers = dyn_cast<DenseI64ArrayAttr>(attribute))
    return llvm::to_vector(numbers.asArrayRef());
  if (auto numbers = dyn_cast<DenseI32ArrayAttr>(attribute))
    return llvm::to_vector_of<int64_t>(numbers.asArrayRef());
  return llvm::map_to_vector(cast<ArrayAttr>(attribute),
                             [](Attribute element) { return cast<IntegerAttr>(element).getValue().getSExtValue(); });
}

LogicalResult CardLowering::replace(CardTensor tensor) {
  tensors[op->getResult(0)] = reshapeOnCard(card, tensor, resultShape());
  return success();
}

LogicalResult CardLowering::refuse(const llvm::Twine &reason) {
  return op->emitError() << "cannot place '" << op->getName() << "' on the card: " << reason;
}

namespace {

CardLoweringTable makeTable() {
  CardLoweringTable table;
  addConstantsOnCard(table);
  addElementwiseOnCard(table);
  addMovementOnCard(table);
  addProductsOnCard(table);
  addReductionsOnCard(table);
  return table;
}

/// Why a tensor of this type cannot be on the card; empty where it can.
std::string refusalOf(Type type) {
  std::string reason;
  llvm::raw_string_ostream os(reason);
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || !tensor.hasStaticShape())
    os << "it has a value of the type " << type << ", which is not a tensor of static shape";
  else if (!typeOnCard(tensor.getElementType()))
    os << "tiles do not hold elements of the type " << tensor.getElementType();
  else if (tensor.getNumElements() == 0)
    os << "it has a tensor without elements, " << type;
  return reason;
}

/// The conversion of one function, whose tensors become memory of the host at its ends and buffers of the card between.
class FunctionConversion {
public:
  FunctionConversion(func::FuncOp function, Card &card, const CardLoweringTable &table)
      : function(function), card(card), table(table) {}

  LogicalResult convert() {
    if (!function.getBody().hasOneBlock())
      return function.emitError() << "a function for the card has one block";
    if (failed(convertArguments()))
      return failure();
    bool failedAny = false;
    SmallVector<Operation *> converted;
    for (Operation &op : llvm::make_early_inc_range(function.getBody().front())) {
      card.builder.setInsertionPoint(&op);
      card.location = op.getLoc();
      if (auto end = dyn_cast<func::ReturnOp>(op)) {
        if (!failedAny)
          convertReturn(end);
        continue;
      }
      if (op.getName().getDialectNamespace() == "ttmetal" || op.getName().getDialectNamespace() == "memref")
        continue;
      converted.push_back(&op);
      failedAny |= failed(convert(op));
    }
    if (failedAny)
      return failure();
    for (Operation *op : llvm::reverse(converted))
      op->erase();
    deallocate();
    return success();
  }

private:
  static MemRefType onHost(Type type) {
    auto tensor = cast<RankedTensorType>(type);
    return MemRefType::get(tensor.getShape(), tensor.getElementType());
  }

  LogicalResult convertArguments() {
    bool failedAny = false;
    auto check = [&](Type type, StringRef what, unsigned index) {
      if (std::string reason = refusalOf(type); !reason.empty()) {
        function.emitError() << "cannot place '" << function.getName() << "' on the card: " << what << " " << index
                             << ": " << reason;
        failedAny = true;
      }
    };
    FunctionType type = function.getFunctionType();
    for (auto [index, input] : llvm::enumerate(type.getInputs()))
      check(input, "argument", index);
    for (auto [index, result] : llvm::enumerate(type.getResults()))
      check(result, "result", index);
    if (failedAny)
      return failure();
    auto memory = [](ArrayRef<Type> types) {
      return llvm::map_to_vector(types, [](Type type) -> Type { return onHost(type); });
    };
    function.setFunctionType(
        FunctionType::get(function.getContext(), memory(type.getInputs()), memory(type.getResults())));
    return success();
  }

  /// Brings an argument to the card when it is first needed.
  void bring(Value value) {
    auto argument = dyn_cast<BlockArgument>(value);
    if (!argument || tensors.contains(value))
      return;
    auto type = cast<RankedTensorType>(function.getArgument(argument.getArgNumber()).getType());
    CardTensor tensor = card.create(type.getShape(), *typeOnCard(type.getElementType()));
    writes.push_back(
        ttmetal::EnqueueWriteBufferOp::create(card.builder, card.location, placeholder(type), tensor.buffer));
    arguments.push_back(argument);
    tensors[value] = tensor;
  }

  /// Stands for an argument until all ops on tensors are gone.
  Value placeholder(RankedTensorType type) {
    return memref::AllocOp::create(card.builder, card.location, onHost(type));
  }

  LogicalResult convert(Operation &op) {
    CardLowering lowering(&op, card, tensors);
    auto found = table.find(op.getName().stripDialect());
    bool isKnown = op.getName().getDialectNamespace() == "ttir" && found != table.end();
    LogicalResult result = success();
    if (!isKnown)
      result = lowering.refuse("there is no program for it");
    else
      result = convertKnown(lowering, found->second);
    if (failed(result))
      // Ops that use it are looked at all the same.
      for (Value value : op.getResults())
        if (refusalOf(value.getType()).empty() && !tensors.contains(value)) {
          auto type = cast<RankedTensorType>(value.getType());
          tensors[value] = card.create(type.getShape(), *typeOnCard(type.getElementType()));
        }
    return result;
  }

  LogicalResult convertKnown(CardLowering &lowering, CardLoweringFunction lower) {
    for (Type type : llvm::concat<const Type>(SmallVector<Type>(lowering->getOperandTypes()),
                                              SmallVector<Type>(lowering->getResultTypes())))
      if (std::string reason = refusalOf(type); !reason.empty())
        return lowering.refuse(reason);
    for (Value operand : lowering->getOperands()) {
      bring(operand);
      if (!tensors.contains(operand))
        return failure(); // reported where it is computed
    }
    return lower(lowering);
  }

  /// Results go to new memory of the host.
  void convertReturn(func::ReturnOp end) {
    SmallVector<Value> results;
    for (Value operand : end.getOperands()) {
      bring(operand);
      const CardTensor &tensor = tensors.find(operand)->second;
      Value memory = memref::AllocOp::create(card.builder, card.location, onHost(operand.getType()));
      ttmetal::EnqueueReadBufferOp::create(card.builder, card.location, tensor.buffer, memory);
      results.push_back(memory);
    }
    ttmetal::FinishOp::create(card.builder, card.location);
    end->setOperands(results);
  }

  void deallocate() {
    // The arguments take their new types.
    for (auto [write, argument] : llvm::zip_equal(writes, arguments)) {
      Operation *allocated = write.getInput().getDefiningOp();
      argument.setType(write.getInput().getType());
      write.getInputMutable().assign(argument);
      allocated->erase();
    }
    for (BlockArgument argument : function.getArguments())
      if (isa<RankedTensorType>(argument.getType()))
        argument.setType(onHost(argument.getType()));
    // Buffers end behind the last op that uses them.
    Block &block = function.getBody().front();
    SmallVector<ttmetal::CreateBufferOp> buffers(block.getOps<ttmetal::CreateBufferOp>());
    for (ttmetal::CreateBufferOp buffer : buffers) {
      Operation *last = buffer;
      for (Operation *user : buffer.getResult().getUsers())
        if (last->isBeforeInBlock(user))
          last = user;
      if (isa<ttmetal::DeallocateBufferOp>(last))
        continue;
      card.builder.setInsertionPointAfter(last);
      ttmetal::DeallocateBufferOp::create(card.builder, last->getLoc(), buffer.getResult());
    }
  }

  func::FuncOp function;
  Card &card;
  const CardLoweringTable &table;
  CardTensors tensors;
  SmallVector<ttmetal::EnqueueWriteBufferOp> writes;
  SmallVector<BlockArgument> arguments; ///< that `writes` write
};

struct ConvertTTIRToTTMetalPass : impl::ConvertTTIRToTTMetalPassBase<ConvertTTIRToTTMetalPass> {
  using ConvertTTIRToTTMetalPassBase::ConvertTTIRToTTMetalPassBase;

  void runOnOperation() override {
    static const CardLoweringTable table = makeTable();
    ModuleOp module = getOperation();
    std::optional<std::pair<int64_t, int64_t>> grid = gridOf(module);
    if (!grid)
      return signalPassFailure();
    writeOutComposites(module);
    Card card(module, grid->first, grid->second);
    bool failedAny = false;
    for (func::FuncOp function : llvm::make_early_inc_range(module.getOps<func::FuncOp>()))
      if (!function.isDeclaration() && !function->hasAttr(ttkernel::TTKernelDialect::kThreadAttrName))
        failedAny |= failed(FunctionConversion(function, card, table).convert());
    if (failedAny)
      signalPassFailure();
  }

  /// Rows and columns of cores that programs are spread over; nothing after an error was reported.
  std::optional<std::pair<int64_t, int64_t>> gridOf(ModuleOp module) {
    auto devices = module.getOps<ttcore::DeviceOp>();
    if (devices.empty()) {
      module.emitError() << "the module has no ttcore.device, so that the card's grid is not known; "
                            "ttcore-register-device adds one";
      return std::nullopt;
    }
    ArrayRef<int64_t> whole = (*devices.begin()).getDeviceAttr().getWorkerGrid().getShape();
    if (gridShape.empty())
      return std::pair(whole[0], whole[1]);
    if (gridShape.size() != 2 || gridShape[0] < 1 || gridShape[1] < 1 || gridShape[0] > whole[0] ||
        gridShape[1] > whole[1]) {
      module.emitError() << "grid-shape must be rows and columns of a part of the card's grid, which is " << whole[0]
                         << "x" << whole[1];
      return std::nullopt;
    }
    return std::pair(gridShape[0], gridShape[1]);
  }
};

} // namespace

} // namespace mlir::tt
